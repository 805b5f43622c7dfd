"""Scenario A, D0: the acts by which the obligations of the first two hours are done."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.db.demo import acts_stock
from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_actions import HERE, RECEIVERS, report_from, ring_lead
from commandcenter.db.demo.script_references import Newest
from commandcenter.domain.command.site import Mood
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.services.command import delegation, liaison, supply
from commandcenter.services.reports import report_sending
from commandcenter.services.support import stock
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.site import SupplyRequestRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow


def act(script: Script) -> None:
    script.turn_to(0)
    told = tuple(
        report_sending.CallTaken(receiver, taken, taken)
        for receiver, taken in zip(RECEIVERS, ("值班员唐静", "值班员贺文"), strict=True)
    )
    call = report_sending.PhoneCall(told, script.time(9, 15))
    script.call(9, 16, "zhoulan", report_sending.record_phone, HERE, call)
    about, answer = "接报：城东店门口聚集约35人", "马上到指挥室，先核实人数"
    script.call(8, 52, "liwei", ring_lead, "luomin", script.time(8, 51), about, answer)
    until = script.time(23, 0, 7)
    script.call(9, 24, "duchuan", let_stand_in, Group.LOGISTICS, "jiangtao", until)
    _site(script)
    _supplies(script)
    others = ("卫生健康部门", "宣传部门", "网信部门", "信访部门", "行业主管部门")
    asked = liaison.NewRequest(
        "通报事件情况，请按职责参加处置，有情况即告", "电话", "各部门值班室",
        due_at=script.time(14, 0), asked_at=script.time(11, 6),
    )  # fmt: skip
    script.call(11, 8, "jiangwen", liaison.ask, HERE, others, asked)
    for name in others:
        of = Newest(LiaisonRow, {"department": name})
        script.call(13, 20, "jiangwen", liaison.note_answer, of, "已知悉，已确定联络员")


def _site(script: Script) -> None:
    """Each team says what it found when it came, and then every hour what there is."""
    for hour, minute, login, place, count, mood, measures in (
        (9, 34, "maxiao", "城东店", 50, Mood.HEATED, "劝阻搬离，安抚情绪"),
        (9, 52, "linshu", "城西店", 15, Mood.UNEASY, "物业同意保留现场"),
        (10, 5, "luyao", "高新店", 8, Mood.CALM, "张贴登记告示，分局两人值守"),
        (10, 31, "wuyue", "城东店", 56, Mood.UNEASY, "一层大厅设登记点，搬运车辆已劝离"),
        (10, 35, "kangyan", "城西店", 15, Mood.CALM, "设备未搬，引导登记"),
        (10, 38, "luyao", "高新店", 8, Mood.CALM, "分局两人值守"),
        (10, 44, "maxiao", "城东店", 60, Mood.CALM, "登记点两名工作人员登记，公安维持秩序"),
    ):
        script.call(hour, minute, login, report_from, place, count, mood, measures)


def _supplies(script: Script) -> None:
    for minute, kind, item, amount, unit, why in (
        (28, SupplyKind.EQUIPMENT, "执法记录仪、封条、移动打印机", 8, "套", "现场两队使用"),
        (50, SupplyKind.SEAT, "12315坐席", 4, "席", "来电增多"),
    ):
        wanted = supply.Wanted(kind, item, amount, unit, why, for_group=Group.ONSITE)
        of = Newest(SupplyRequestRow, {"item": item})
        script.call(9, minute, "zhoulan", supply.ask, HERE, wanted)
        script.call(9, minute + 2, "jiangtao", supply.approve, of)
    equipment = Newest(SupplyRequestRow, {"item": "执法记录仪"})
    evening = script.time(20, 0)
    script.call(
        9, 38, "jiangtao", supply.deliver, equipment, "封条另行领用", outs=acts_stock.gear(evening)
    )
    seals = acts_stock.Asked("封条", 100, "maxiao", None, "现场封存、张贴")
    script.call(9, 39, "jiangtao", stock.hand_out, seals, HERE)
    seats = Newest(SupplyRequestRow, {"item": "12315坐席"})
    script.call(10, 12, "jiangtao", supply.deliver, seats, "已增设4席，10时30分起接听")


def let_stand_in(session: Session, actor: Actor, group: Group, login: str, until: datetime) -> None:
    """Somebody stands in for the head of a group until the evening."""
    held = select(RoleGrantRow.id).where(
        RoleGrantRow.role == Role.LEADER, RoleGrantRow.group == group
    )
    grant = session.scalars(held.order_by(RoleGrantRow.id).limit(1)).one()
    person = session.scalars(select(PersonRow.id).where(PersonRow.login == login)).one()
    words = "组长未到岗，由副组长代理"
    new = delegation.StandIn(grant, person, None, until, words)
    delegation.stand_in(session, actor, new)
