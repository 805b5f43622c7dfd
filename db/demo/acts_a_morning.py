"""Scenario A until D0 10:46, beside the steps: calls, 会商, liaison, evidence, a first release."""

from datetime import timedelta

from commandcenter.db.demo import acts_stock, script_actions
from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.script_references import Newest, ObligationOf
from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.org import Group
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.services.command import (
    consultations,
    directives,
    duty,
    evidence,
    legal,
    liaison,
    meetings,
    obligations,
    opinions,
    supply,
)
from commandcenter.services.releases import media
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.command.site import LegalQuestionRow, SupplyRequestRow

LINE_TITLE = "关于某健身机构闭店的答复口径"
LINE = (
    "我局已成立工作组，三家门店均有工作人员在场登记。请消费者保留合同、付款凭证和聊天记录，"
    "到门店登记点或者拨打12315登记。退费和转接的办法确定后统一公布。"
)
NOTICE_TITLE = "关于某健身机构闭店的情况通报"
NOTICE = (
    "11月24日上午，我局接到消费者反映某健身机构三家门店停业。我局已于当日9时20分启动Ⅲ级应急响应，"
    "派员到场登记，会同公安机关维护秩序，调取有关登记、合同和收款资料。"
    "请有关消费者到门店登记点或者拨打12315登记诉求，理性表达，保留凭证。调查情况将及时公布。"
)
DIRECTION = "控制搬离，稳妥退费，14 时前报情况"


def act(script: Script) -> None:
    script.turn_to(0)
    _duty_room(script)
    _command(script)
    _groups(script)
    _public(script)


def _duty_room(script: Script) -> None:
    entry = duty.NewEntry(
        LogKind.CALL_IN, "悦力工场城东店门口聚集约35人，门锁，部分器材已装车，人员情绪尚稳。",
        happened_at=script.time(8, 50), unit="东湖市场监管所", name="董明", post="所长",
        phone="0990-1235501", told="8时51分报告带班领导罗敏", follow=True,
    )  # fmt: skip
    script.call(8, 51, "liwei", duty.write_entry, entry)
    of_call = Newest(DutyLogRow, {"unit": "东湖市场监管所"})
    script.call(8, 53, "liwei", duty.link, of_call, HERE)


def _command(script: Script) -> None:
    held = consultations.NewConsultation(
        held_at=script.time(9, 0), place="应急指挥室（视频连线城东区局）", chair="罗敏",
        members=("陈屿", "罗敏", "周岚", "马骁", "何文静", "邓清"),
        question="三店同时停业失联，定为哪一级，先做什么",
        opinions="现场处置组：城东店须先劝阻搬离。法律咨询组：先固定合同和收款证据。"
        "综合协调组：人数、金额均触及Ⅲ级参考条件。",
        conclusion="建议定为较大（Ⅲ级）；两队分赴城东、城西，先设登记点，再谈退费。",
    )  # fmt: skip
    script.call(9, 4, "zhoulan", consultations.record, HERE, held)
    _liaise(script)
    _meeting(script)
    paper = directives.NewDirective(
        "市政府分管副市长", "副市长", "市政府值班快报第211期", DIRECTION,
        directed_at=script.time(10, 34), group=Group.COORDINATION, due_at=script.time(14, 0),
    )  # fmt: skip
    # 公安 was asked at once; who watches the net and who receives petitioners was not told.
    script.call(
        10, 36, "luomin", obligations.remind, ObligationOf("tell_departments"),
        "网信、信访还没有通报，请综合协调组立即补报并登记，10时50分前回复我。",
    )  # fmt: skip
    script.call(10, 38, "yuhang", directives.register, HERE, paper)


def _meeting(script: Script) -> None:
    """The next day's meeting is called while the court's people can still be asked."""
    called = meetings.NewMeeting(
        meets_at=script.time(9, 30, 1), place="应急指挥室", chair="罗敏",
        matter="会员转接和退费办法",
        members=("周岚", "邓清", "祝禾", "市中级人民法院立案庭", "市消费者协会"),
        bring="各带本单位可以提供的转接、调解、诉讼安排书面材料。",
    )  # fmt: skip
    script.call(10, 42, "zhoulan", meetings.call, HERE, called)


def _liaise(script: Script) -> None:
    police = liaison.NewRequest(
        "派员到城东店维护秩序，劝阻搬离", "电话", "城东公安分局指挥中心 0990-1100110",
        due_at=script.time(9, 54), asked_at=script.time(9, 23),
    )  # fmt: skip
    script.call(9, 24, "jiangwen", liaison.ask, HERE, ("公安机关",), police)
    asked = Newest(LiaisonRow, {"department": "公安机关"})
    script.call(
        9, 27, "jiangwen", liaison.note_promise, asked, "城东派出所派6人，9时50分前到",
        script.time(9, 50),
    )  # fmt: skip
    script.call(10, 11, "jiangwen", liaison.note_answer, asked, "民警6人9时48分到场，秩序正常")
    county = liaison.NewRequest(
        "落实现场稳控，协调广场物业", "电话", "城东区政府值班室 0990-1230001",
        due_at=script.time(10, 30), asked_at=script.time(9, 26),
    )  # fmt: skip
    script.call(9, 26, "jiangwen", liaison.ask, HERE, ("属地县（市、区）政府",), county)
    script.call(
        9, 58, "jiangwen", liaison.note_answer,
        Newest(LiaisonRow, {"department": "属地县（市、区）政府"}),
        "街道工作组4人到场，物业提供一层大厅",
    )  # fmt: skip


def _groups(script: Script) -> None:
    officers = ("何文静", "贾云")
    for minute, kind, title, place, carrier in (
        (16, EvidenceKind.DOCUMENT, "三店登记档案", "登记注册科", "复印件，证据室1号柜"),
        (24, EvidenceKind.DOCUMENT, "会员合同样本12份", "城东店登记点", "原件，证据室1号柜"),
        (36, EvidenceKind.E_DATA, "会员系统和收款流水镜像", "城东店", "硬盘2026-11-01号"),
    ):
        piece = evidence.Piece(
            kind, title, officers, script.time(10, minute), place, carrier=carrier
        )
        script.call(10, minute + 1, "hewenjing", evidence.add, HERE, piece)
    script.call(
        10, 3, "maxiao", legal.ask, HERE, "消费者要求现场搬走器材抵债，能否劝阻，依据是什么？",
        script.time(10, 30),
    )  # fmt: skip
    script.call(
        10, 16, "gulin", legal.answer, Newest(LegalQuestionRow),
        "不得自行取走，应告知通过调解、仲裁、诉讼解决；已取走的请登记并劝其交回。",
        "民法典第1177条；消费者权益保护法第39条",
    )  # fmt: skip
    cars = supply.Wanted(
        SupplyKind.VEHICLE, "执法车", 4, "辆", "现场一队、二队出动", for_group=Group.ONSITE,
        needed_at=script.time(9, 35),
    )  # fmt: skip
    script.call(9, 24, "maxiao", supply.ask, HERE, cars)
    script.call(9, 27, "jiangtao", supply.approve, Newest(SupplyRequestRow, {"item": "执法车"}))
    script.call(
        9,
        36,
        "jiangtao",
        supply.deliver,
        Newest(SupplyRequestRow, {"item": "执法车"}),
        "驾驶员田佳等4人",
        outs=acts_stock.cars(script.time(20, 0)),
    )


def _public(script: Script) -> None:
    for minute, source, where, title, reach, tone in (
        (38, "本地论坛", Media.SELF, "悦力工场三家店一夜之间全关了", 5_200, Tone.WORRIED),
        (52, "短视频平台", Media.SELF, "城东店门口好多人在等说法", 31_000, Tone.ANGRY),
    ):
        item = opinions.Item(
            source, where, title, script.time(9, minute) - timedelta(minutes=20), reach=reach,
            tone=tone,
        )  # fmt: skip
        script.call(9, minute, "wenxin", opinions.register, HERE, item)
    line, notice = ReleaseKind.LINE, ReleaseKind.NOTICE
    script.call(10, 14, "xuzhiyuan", script_actions.write_release, line, LINE_TITLE, LINE)
    script.call(10, 19, "dengqing", script_actions.pass_legality, line)
    script.call(10, 21, "zhoulan", script_actions.pass_secrecy, line)
    script.call(10, 24, "chenyu", script_actions.approve, line)
    question = media.NewQuestion(
        "澄州晚报", "闭店涉及多少人，钱能不能退？", script.time(10, 22), "记者柳叶",
        script.time(11, 30),
    )  # fmt: skip
    script.call(10, 25, "haoran", media.register, HERE, question)
    script.call(
        10, 31, "xuzhiyuan", script_actions.write_release, notice, NOTICE_TITLE, NOTICE,
        "启动时间以签发的启动通知为准",
    )  # fmt: skip
    script.call(10, 40, "dengqing", script_actions.pass_legality, notice, "表述符合规定")
    script.call(10, 43, "yuhang", script_actions.pass_secrecy, notice)
