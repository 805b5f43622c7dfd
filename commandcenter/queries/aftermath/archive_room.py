"""The tables of an archive package about the room itself: who called, was rung, came and handed
over; what was reminded of; what the grade rested on; which complaints were taken out, and why.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import LOG_WORDS, HandoverKind, LogKind
from commandcenter.domain.record_words import TABLES
from commandcenter.queries.aftermath.archive_tables import Cell, Col, Sheet, col, group, late, named
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow, HandoverRow
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentFactRow,
    IncidentRow,
)
from commandcenter.store.tables.incident.incident_team import TeamRow
from commandcenter.store.tables.person import AttendanceRow, PersonRow
from commandcenter.store.tables.watch.warning import TraderTalkRow

HANDED_OVER = {
    HandoverKind.DUTY: "值班交接", HandoverKind.GROUP: "工作组交接", HandoverKind.LEVEL: "级别交接",
}  # fmt: skip
KEPT = {None: "", True: "已兑现", False: "未兑现"}


def _called(row: DutyLogRow) -> str:
    """Whom the duty room rang; who called it is covered in the whole package."""
    return row.name if row.kind == LogKind.CALL_OUT else ""


def _open_items(row: HandoverRow) -> str:
    return "；".join(str(item.get("words", "")) for item in row.items)


ROOM: Sequence[Sheet] = (
    Sheet("06_值班日志", DutyLogRow, (
        col("时间", "happened_at"), late("happened_at"), named("种类", "kind", LOG_WORDS),
        col("单位", "unit"), Col("去电对方", _called), col("职务", "post"), col("内容", "text"),
        col("另告知", "told"), col("记录人", "by"), col("办结时间", "closed_at"),
        col("办结人", "closed_by"), col("办结说明", "closed_words"),
    )),
    Sheet("08_催办", ReminderRow, (
        col("时间", "at"), named("对象", "kind", TABLES), col("对象编号", "subject"),
        col("内容", "words"), col("催办人", "by"),
    )),
    Sheet("08_叫应", CallUpRow, (
        col("时间", "rung_at"), late("rung_at"), col("事由", "about"), col("被叫人", "person"),
        col("号码", "number"), Col("接通", lambda r: "是" if r.answered else "否"),
        col("答复", "answer"), col("呼叫人", "by"),
    )),
    Sheet("11_交接", HandoverRow, (
        named("种类", "kind", HANDED_OVER), group("工作组"), col("交出时间", "given_at"),
        col("交出人", "given_by"), col("接收单位", "to_organ"),
        Col("未办结事项", _open_items), col("说明", "words"), col("接收时间", "received_at"),
        col("接收人", "received_by"), col("退回时间", "refused_at"), col("退回人", "refused_by"),
        col("退回理由", "refused_why"),
    )),
    Sheet("16_队伍到位", TeamRow, (
        col("时间", "at"), col("队伍", "label"), col("人数", "people"), col("纬度", "lat"),
        col("经度", "lon"), col("登记人", "by"),
    )),
    Sheet("18_约谈", TraderTalkRow, (
        col("时间", "talked_at"), late("talked_at"), col("地点", "place"),
        col("约谈人", "officers"), col("经营者一方", "trader_side"), col("要求", "asked"),
        col("承诺", "promised"), col("承诺期限", "promised_until"), named("兑现", "kept", KEPT),
        col("核对情况", "kept_words"), col("核对人", "kept_by"), col("核对时间", "kept_at"),
        col("登记人", "by"),
    )),
)  # fmt: skip

Rows = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]


def joined_tables(session: Session, incident_id: int) -> Iterator[Rows]:
    """What wants a name from another table: its name, header and rows. What people wrote stands
    behind the first column.
    """
    yield _facts(session, incident_id)
    yield _attendance(session, incident_id)
    yield _taken_out(session, incident_id)


def _facts(session: Session, incident_id: int) -> Rows:
    """By the version of the plan that the incident began under."""
    plan = plan_of(session, session.get_one(IncidentRow, incident_id).plan_version_id)
    titles = {code: item.title for code, item in plan.contexts.items()}
    titles |= {code: item.title for code, item in plan.facts.items()}
    row = IncidentFactRow
    rows = session.scalars(select(row).where(row.incident_id == incident_id).order_by(row.id))
    names = ("事实", "数值", "说明", "来源", "截至", "登记时间", "登记人")
    return "07_研判事实", names, [
        (titles.get(x.code, x.code), x.value, x.words, x.source, x.as_of, x.at, x.by) for x in rows
    ]  # fmt: skip


def _attendance(session: Session, incident_id: int) -> Rows:
    row = AttendanceRow
    found = session.execute(
        select(PersonRow.name, PersonRow.post, row.at, row.by, row.left_at)
        .join(PersonRow, PersonRow.id == row.person_id)
        .where(row.incident_id == incident_id)
        .order_by(row.id)
    )
    names = ("姓名", "职务", "到岗时间", "代签人", "离岗时间")
    return "16_到岗签到", names, [tuple(each) for each in found]


def _taken_out(session: Session, incident_id: int) -> Rows:
    row = IncidentComplaintRow
    found = session.execute(
        select(ComplaintRow.number, row.at, row.by, row.removed_at, row.removed_by, row.removed_why)
        .join(ComplaintRow, ComplaintRow.id == row.complaint_id)
        .where(row.incident_id == incident_id, row.removed_at.is_not(None))
        .order_by(row.removed_at, ComplaintRow.number)
    )
    names = ("登记编号", "归入时间", "归入人", "移出时间", "移出人", "移出理由")
    return "24_移出的投诉", names, [tuple(each) for each in found]
