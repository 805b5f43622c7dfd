"""The tables of an archive package: which rows of the incident, in which columns."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import LEDGER_WORDS, Ledger, LiableKind
from commandcenter.domain.aftermath.retention import RETENTION_WORDS, Retention
from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, STANDING_WORDS
from commandcenter.domain.alarms.machine import ACT_WORDS as ALARM_ACT_WORDS
from commandcenter.domain.command import casework, evidence, site, supply
from commandcenter.domain.command.obligation import STATE_WORDS as OBLIGATION_WORDS
from commandcenter.domain.command.old_steps import OldStepState
from commandcenter.domain.command.tasks import office_of, title_of
from commandcenter.domain.file_naming import visible
from commandcenter.domain.incident.case_report import PART_WORDS
from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.level import Axis
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.record_words import TABLES
from commandcenter.domain.releases.release import GATE_WORDS, RELEASE_KIND_WORDS, GateStep
from commandcenter.domain.reports.report import report_label
from commandcenter.domain.support.stock import BACK_WORDS, MOVE_WORDS
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import as_obligation
from commandcenter.store.plan.late_entry import Late, late_entries
from commandcenter.store.tables.aftermath.aftermath import (
    AccountabilityRow,
    RecoveryRow,
    RetentionRow,
)
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.evidence import CaseFileRow, CustodyRow, EvidenceRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SiteReportRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.incident.cases import CaseCountRow, CaseReportRow
from commandcenter.store.tables.incident.incident import LevelDecisionRow, TallyRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow
from commandcenter.store.tables.support.stock import StockMoveRow

Cell = str | int | float | datetime | None
AXES = {Axis.GRADE: "事件分级", Axis.RESPONSE: "响应级别", Axis.WARNING: "预警级别"}
STEPS = {
    "suggestion": "建议", "decision": "决定", "initial": "初判", "request": "报请",
    "upper": "上级决定", "returned": "退回", "taken_back": "决定（已撤回）",
}  # fmt: skip
NOTE_WORDS = {
    "note": "备注", "hand": "登记完成情况", "reopened": "恢复", "applies": "适用", "na": "不适用",
    "na_back": "撤回不适用", "assigned": "安排", "old_tick": "以前登记的办结",
}  # fmt: skip
STEP_STATES = {
    OldStepState.OPEN: "未办结",
    OldStepState.DONE: "已办结",
    OldStepState.DROPPED: "不再办理",
}
TALLIES = {"on_site": "现场人数", "registered": "已登记", "waiting": "等候", "calls": "来电",
           "treated": "就医", "inpatient": "住院", "severe": "重症", "dead": "死亡",
           "hurt": "受伤害", "schools": "波及学校"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Col:
    """A column; `plain` is not looked through for personal data (a hash, a number).

    `stated`: the attribute with the moment of the act; the value, when it was entered, stands
    there only where that was clearly later (补记).
    """

    title: str
    value: Callable[[Any], Any]
    plain: bool = False
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    row_class: type[Any]
    columns: tuple[Col, ...]
    where: Callable[[], ColumnElement[bool]] | None = None


def col(title: str, attribute: str, *, plain: bool = False) -> Col:
    return Col(title, attrgetter(attribute), plain)


def late(stated: str, entered: str = "at") -> Col:
    return Col("补记（录入于）", attrgetter(entered), stated=stated)


def named(title: str, attribute: str, words: Any) -> Col:
    """A choice in its words; what there are no words for stays as it is."""
    get = attrgetter(attribute)
    return Col(title, lambda row: words.get(get(row), get(row)))


def joined(title: str, attribute: str) -> Col:
    get = attrgetter(attribute)
    return Col(title, lambda row: "、".join(map(str, get(row))))


def money(title: str, attribute: str) -> Col:
    get = attrgetter(attribute)
    return Col(title, lambda row: None if get(row) is None else get(row) / 100)


def group(title: str, attribute: str = "group") -> Col:
    return named(title, attribute, GROUP_WORDS)


def table(session: Session, sheet: Sheet, incident_id: int) -> list[list[Cell]]:
    """The rows of one incident in the order in which they came."""
    rows = select(sheet.row_class).where(sheet.row_class.incident_id == incident_id)
    if sheet.where:
        rows = rows.where(sheet.where())
    found, entered = session.scalars(rows.order_by(sheet.row_class.id)), late_entries(session)
    return [[_cell(row, column, entered) for column in sheet.columns] for row in found]


def _cell(row: Any, column: Col, entered: Late) -> Any:
    value = column.value(row)
    return entered(getattr(row, column.stated), value) if column.stated else value


COMMAND: Sequence[Sheet] = (
    Sheet("03_状态变化", IncidentMoveRow, (
        col("时间", "at"), named("由", "from_state", STATE_WORDS),
        named("转为", "to_state", STATE_WORDS), col("理由", "reason"), col("条款", "clause"),
        col("办理人", "by"),
    )),
    Sheet("06_处置动态", LogEntryRow, (
        col("时间", "at"), col("岗位", "office"), col("记录人", "by"), col("内容", "text"),
    )),
    Sheet("07_定级与响应", LevelDecisionRow, (
        col("编号", "id"), col("时间", "at"), named("事项", "axis", AXES),
        named("环节", "step", STEPS), Col("级别", lambda r: f"{r.level.sign}级"),
        col("理由", "reason"), col("办理人", "by"), col("签名", "signature"),
        col("上级机关", "organ"), col("文号", "document"), col("上级决定时间", "decided_at"),
        col("登记人", "registered_by"),
    )),
    Sheet("08_指令", InstructionRow, (
        col("编号", "id"), col("下达时间", "at"), col("下达人", "given_by"),
        group("承办组", "to_group"), col("内容", "text"), col("时限", "deadline_at"),
        col("签收时间", "received_at"), col("签收人", "received_by"),
        col("回报时间", "reported_at"), col("回报人", "reported_by"), col("回报", "report"),
    )),
    Sheet("09_批示", DirectiveRow, (
        col("批示时间", "directed_at"), col("批示人", "from_person"), col("职务", "from_post"),
        col("所在文件", "document"), col("原文", "words"), col("登记人", "registered_by"),
        col("登记时间", "registered_at"), group("承办组"), col("时限", "due_at"),
        col("签收时间", "received_at"), col("签收人", "received_by"), col("办结时间", "done_at"),
        col("办结人", "done_by"), col("结果", "result"), col("回告时间", "reported_at"),
        col("回告人", "reported_by"), col("回告方式", "reported_way"),
    )),
    Sheet("10_电话请示", OralDecisionRow, (
        col("通话时间", "called_at"), late("called_at"), col("请示", "asked"), col("答复", "words"),
        col("决定人", "decider"), col("见证人", "witness"), col("记录人", "recorded_by"),
        col("补签期限", "due_at"), col("补签时间", "signed_at"), col("异议", "disputed_why"),
    )),
    Sheet("11_会商", ConsultationRow, (
        col("时间", "held_at"), late("held_at"), col("地点或方式", "place"), col("主持", "chair"),
        joined("参加", "members"), col("议题", "question"), col("意见", "opinions"),
        col("结论", "conclusion"), col("记录人", "recorded_by"),
    )),
    Sheet("11_会议", MeetingRow, (
        col("时间", "meets_at"), col("地点或方式", "place"), col("主持", "chair"),
        col("议题", "matter"), joined("参加", "members"), col("准备事项", "bring"),
        col("召集人", "called_by"), col("取消原因", "withdrawn_why"),
    )),
    Sheet("12_部门联动", LiaisonRow, (
        col("商请时间", "asked_at"), col("商请人", "asked_by"), col("部门", "department"),
        col("事项", "request"), col("承诺", "promise"), col("答复时间", "answered_at"),
        col("答复", "answer"),
    )),
)  # fmt: skip

PAPERS: Sequence[Sheet] = (
    Sheet("13_信息报告", ReportRow, (
        Col("报告", lambda r: report_label(r.kind, r.number)), col("期号", "issue"),
        Col("报告单位", lambda r: "县区" if r.chain == "county" else "市局"),
        col("数据截至", "as_of"), col("时限", "deadline_at"), col("签发人", "signed_by"),
        col("签发时间", "signed_at"), joined("报送单位", "sent_to"), col("方式", "sent_way"),
        col("报送时间", "sent_at"), late("sent_at", "drafted_at"),
    )),
    Sheet("13_收报和核实", ReportReceiptRow, (
        col("报告编号", "report_id"), col("收报单位", "receiver"), col("报送时间", "sent_at"),
        col("报送人", "sent_by"),
        col("收报时间", "received_at"), col("收报人", "received_by"),
        col("核实时间", "verified_at"), col("退补时间", "returned_at"),
        col("退补理由", "return_reason"),
    )),
    Sheet("14_信息发布", ReleaseRow, (
        col("编号", "id"), named("种类", "kind", RELEASE_KIND_WORDS), col("序号", "number"),
        col("标题", "title"), col("发布权限", "authority"), col("起草人", "drafted_by"),
        col("起草时间", "drafted_at"),
    )),
    Sheet("14_发布审核", ReleaseCheckRow, (
        col("发布编号", "release_id"), Col("环节", lambda r: GATE_WORDS[GateStep(r.step)]),
        Col("结果", lambda r: "通过" if r.passed else "未通过"), col("意见", "words"),
        col("单位或渠道", "receiver"), col("办理人", "by"), col("时间", "done_at"),
        late("done_at"), col("所审文本 SHA-256", "text_sha256", plain=True),
    )),
    Sheet("14_媒体提问", PressQuestionRow, (
        col("时间", "asked_at"), col("媒体", "outlet"), col("问题", "question"),
        col("答复时间", "answered_at"), col("答复", "answer"),
        col("更正人", "corrected_by"), col("更正时间", "corrected_at"),
    )),
)  # fmt: skip

FIELD: Sequence[Sheet] = (
    Sheet("15_应办事项", ObligationRow, (
        col("编号", "id"), Col("事项", lambda r: title_of(as_obligation(r))),
        Col("由谁办", lambda r: office_of(as_obligation(r))), col("县区", "district"),
        col("条款", "clause"), Col("必办", lambda r: "是" if r.must else ""),
        named("状态", "state", OBLIGATION_WORDS), col("时限", "due_at"),
        col("办结时间", "done_at"), col("办结人", "done_by"), col("录入时间", "entered_at"),
        col("录入人", "entered_by"),
        Col("超过时限才补记", lambda r: "是" if as_obligation(r).added_at else ""),
        named("办结的记录", "act_table", TABLES),
        col("记录编号", "act_id"), col("办结说明", "hand_words"), col("不适用的理由", "na_why"),
        col("注明人", "na_by"), col("注明时间", "na_at"), col("不再办理的原因", "ceased_why"),
    )),
    Sheet("15_应办事项说明", ObligationNoteRow, (
        col("事项编号", "obligation_id"), col("时间", "at"), col("记录人", "by"),
        named("种类", "kind", NOTE_WORDS), col("内容", "text"),
    )),
    Sheet("15_告警", AlarmRow, (
        col("编号", "id"), col("事项", "title"), col("要办的事", "todo"),
        named("优先级", "priority", PRIORITY_WORDS), named("状态", "standing", STANDING_WORDS),
        col("时限", "due_at"), col("告警时间", "raised_at"), col("确认人", "acknowledged_by"),
        col("确认时间", "acknowledged_at"), col("解除时间", "cleared_at"),
    )),
    Sheet("15_告警处理", AlarmActRow, (
        col("告警编号", "alarm_id"), col("时间", "at"), named("动作", "act", ALARM_ACT_WORDS),
        col("说明", "words"), col("办理人", "by"),
    )),
    # What the checklist of earlier versions of the program said, as it was ticked then.
    Sheet("15_以前的处置任务", StepRow, (
        col("编号", "code"), col("任务", "title"), group("工作组"), col("条款", "clause"),
        Col("必办", lambda r: "是" if r.must else ""), named("状态", "state", STEP_STATES),
        col("时限", "deadline_at"), col("办结时间", "done_at"), col("办结人", "done_by"),
        col("不再办理的理由", "dropped_why"),
    )),
    Sheet("16_现场报告", SiteReportRow, (
        col("时间", "seen_at"), late("seen_at"), col("地点", "place"), col("人数", "head_count"),
        named("情绪", "mood", site.MOOD_WORDS), col("损失", "damage"), col("措施", "measures"),
        col("需要", "needs"), col("报告人", "by"),
    )),
    Sheet("16_手工报数", TallyRow, (
        col("时间", "at"), named("种类", "kind", TALLIES), col("数", "value"),
        col("地点", "place"), col("报数人", "by"),
    )),
    Sheet("16_病例通报", CaseReportRow, (
        col("编号", "id"), col("截至", "as_of"), late("as_of"), col("来源", "source"),
        col("就医", "treated"), col("可疑餐次", "meal"), col("餐次开始", "meal_from"),
        col("餐次结束", "meal_to"), col("每段分钟", "width"), col("登记人", "by"),
    )),
    Sheet("16_病例分布", CaseCountRow, (
        col("通报编号", "case_report_id"), named("分布", "part", PART_WORDS),
        col("名称", "label"), col("县区", "district"), col("发病时间", "onset_at"),
        col("人数", "number"),
    )),
    Sheet("17_舆情", OpinionRow, (
        col("发布时间", "published_at"), col("来源", "source"), col("标题", "title"),
        col("摘要", "summary"), col("传播量", "reach"), col("回应", "answer"),
        col("转交", "referred_to"), col("关注时间", "watched_at"), col("移交时间", "referred_at"),
        col("办理时间", "answered_at"),
    )),
    Sheet("18_法律咨询", LegalQuestionRow, (
        col("时间", "asked_at"), col("提出", "asked_from"), col("问题", "question"),
        col("答复", "answer"), col("依据", "basis"), col("答复人", "answered_by"),
        col("答复时间", "answered_at"), col("更正人", "corrected_by"),
        col("更正时间", "corrected_at"),
    )),
    Sheet("19_后勤保障", SupplyRequestRow, (
        col("时间", "asked_at"), named("种类", "kind", supply.KIND_WORDS), col("物资", "item"),
        col("数量", "amount"), col("单位", "unit"), money("金额（元）", "money_cents"),
        col("申请", "asked_from"), named("状态", "state", supply.STATE_WORDS),
        col("批准人", "approved_by"), col("超出预算的理由", "over_budget"),
        money("支出（元）", "spent_cents"), col("凭证号", "voucher"), col("办理人", "handled_by"),
        col("归还时间", "returned_at"),
    )),
    Sheet("19_物资出入库", StockMoveRow, (
        col("时间", "at"), named("动作", "kind", MOVE_WORDS), col("物资", "item"),
        col("数量", "amount"), col("单位", "unit"), col("领用人", "taker"),
        col("领用单位", "taker_unit"), col("应还时间", "due_at"),
        named("归还时状态", "returned_as", BACK_WORDS), col("驾驶员", "driver"),
        col("里程（公里）", "mileage"), col("说明", "words"), col("经办人", "by"),
        col("后勤需求编号", "request_id"),
    )),
    Sheet("20_证据清单", EvidenceRow, (
        col("编号", "number"), named("种类", "kind", evidence.KIND_WORDS), col("名称", "title"),
        col("说明", "description"), joined("取证人", "collectors"), col("取证时间", "collected_at"),
        late("collected_at"),
        col("地点", "place"), Col("文件名", lambda r: visible(r.name)), col("字节", "size"),
        col("SHA-256", "sha256", plain=True),
        Col("文件存放", lambda r: "本系统证据架" if r.stored else "未存入本系统"),
        col("原件存放", "carrier"), col("登记人", "registered_by"),
    )),
    Sheet("21_证据保管链", CustodyRow, (
        col("证据编号", "evidence_id"), col("交接时间", "handed_at"), late("handed_at"),
        col("移交人", "from_holder"), col("接收人", "to_holder"), col("地点", "place"),
        col("原因", "reason"),
    )),
    Sheet("22_案件", CaseFileRow, (
        col("编号", "id"), col("案号", "number", plain=True), col("当事人", "party"),
        col("案由", "cause"), joined("承办人", "handlers"), col("立案时间", "filed_at"),
        named("状态", "state", casework.STATE_WORDS), col("结果", "result"),
    )),
    Sheet("23_案件措施", CaseActRow, (
        col("案件编号", "case_id"), named("措施", "kind", casework.ACT_WORDS),
        col("文书", "document", plain=True), col("内容", "words"), col("时间", "done_at"),
        late("done_at"), col("期限", "due_at"), col("了结时间", "settled_at"),
        col("结果", "outcome"),
    )),
)  # fmt: skip

AFTER: Sequence[Sheet] = (
    Sheet("25_善后台账", RecoveryRow, (
        Col("台账", lambda r: LEDGER_WORDS[Ledger(r.ledger)]), col("事项", "title"),
        col("办理方式", "way"), col("人数", "people"), money("金额（元）", "amount_cents"),
        col("已办结人数", "settled_people"), money("已办结金额（元）", "settled_cents"),
        group("工作组"), col("时限", "due_at"), col("办结时间", "settled_at"),
        col("办结人", "settled_by"), col("豁免人", "waived_by"), col("豁免理由", "waive_reason"),
        col("说明", "note"),
    )),
    Sheet("26_责任追究（经营者）", AccountabilityRow, (
        col("经营者", "name"), col("依据", "basis"), col("案号", "case_number", plain=True),
        col("处理决定", "decision"), money("罚没金额（元）", "penalty_cents"),
        col("决定时间", "decided_at"), col("办结时间", "settled_at"), col("办结人", "settled_by"),
    ), lambda: AccountabilityRow.kind == LiableKind.OPERATOR),
    Sheet("28_个人信息处理", RetentionRow, (
        col("时间", "at"), Col("决定", lambda r: RETENTION_WORDS[Retention(r.decision)]),
        joined("范围", "scope"), col("理由", "reason"), col("合法性评估", "lawful"),
        col("必要性评估", "necessary"), col("安全性评估", "secure"),
        col("留存截止", "keep_until"), col("签名", "signature"), col("删除时间", "erased_at"),
    )),
)  # fmt: skip

SHEETS: tuple[Sheet, ...] = (*COMMAND, *PAPERS, *FIELD, *AFTER)


def covered(
    rows: Iterable[Sequence[Cell]], columns: Sequence[Col], cover: Callable[[str], str]
) -> list[tuple[Cell, ...]]:
    """The rows with the words that people wrote looked through for personal data."""
    plain = [column.plain for column in columns]
    return [
        tuple(
            cover(cell) if isinstance(cell, str) and not bare else cell
            for cell, bare in zip(row, plain, strict=True)
        )
        for row in rows
    ]
