"""The tables that leave the program as files: people masked, text safe from formulas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.outputs.duty_table import HEADER, duty_rows
from commandcenter.outputs.tables_out import Cell, write_csv, write_xlsx
from commandcenter.queries.checklist import checklist
from commandcenter.queries.complaints import ComplaintFilter, complaint_page
from commandcenter.queries.duties import duty_sheet
from commandcenter.queries.incidents import require_incident
from commandcenter.queries.journal_lines import journal_lines
from commandcenter.store.database import now

PAGE = 2_000
STATES = {"open": "未办结", "done": "已办结"}


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    as_of: datetime


def table(session: Session, what: str, incident_id: int | None) -> Table:
    """Raises RuleBroken for a table or an incident that there is not."""
    kind = KINDS.get(what)
    if kind is None:
        known = "、".join(KINDS)
        raise RuleBroken("没有“{what}”这种导出，现有：{known}。", what=what, known=known)
    if incident_id is not None:
        require_incident(session, incident_id)
    return kind(session, incident_id)


def as_file(content: Table, suffix: str) -> bytes:
    match suffix.lower():
        case ".csv":
            return write_csv(content.rows, content.header, content.as_of)
        case ".xlsx":
            return write_xlsx(content.rows, content.header, content.as_of)
    raise RuleBroken("导出文件应以 .csv 或 .xlsx 结尾，不能是“{suffix}”。", suffix=suffix)


def _complaints(session: Session, incident_id: int | None) -> Table:
    header = (
        "登记编号", "登记时间", "来源", "接收方式", "记录类型", "标题", "涉及主体", "县区",
        "类别", "问题", "涉及金额（元）", "投诉人",
    )  # fmt: skip
    wanted, offset = ComplaintFilter(incident_id=incident_id), 0
    rows: list[tuple[Cell, ...]] = []
    while page := complaint_page(session, wanted, offset, PAGE).lines:
        offset += len(page)
        rows += [
            (
                c.number, c.registered_at, SOURCE_WORDS[c.source],
                CHANNEL_WORDS[c.channel], KIND_WORDS[c.kind], c.title, c.subject, c.district,
                c.category, c.problem,
                None if c.amount_cents is None else c.amount_cents / 100, c.complainant,
            )
            for c in page
        ]  # fmt: skip
    return Table(header, rows, now(session))


def _journal(session: Session, incident_id: int | None) -> Table:
    header = ("行号", "时间", "用户", "对象", "对象编号", "事件", "动作", "条款", "校验值")
    rows: list[tuple[Cell, ...]] = [
        (r.number, r.at, r.actor, r.kind, r.subject, r.incident_id, r.verb, r.clause, r.hash)
        for r in journal_lines(session, incident_id)
    ]
    return Table(header, rows, now(session))


def _steps(session: Session, incident_id: int | None) -> Table:
    if incident_id is None:
        raise RuleBroken("请用 --incident 指明事件。")
    header = (
        "编号",
        "任务",
        "工作组",
        "责任人",
        "条款",
        "依据",
        "必办",
        "状态",
        "时限",
        "办结时间",
    )
    at = now(session)
    rows: list[tuple[Cell, ...]] = [
        (
            s.code, s.title, GROUP_WORDS[s.group], s.done_by or s.person, s.clause, s.basis,
            "是" if s.must else "", STATES[s.state.value],
            s.deadline_at,
            s.done_at,
        )
        for s in checklist(session, incident_id, at).steps
    ]  # fmt: skip
    return Table(header, rows, at)


def _clauses(session: Session, incident_id: int | None) -> Table:
    """履职对照. What is kept about officials does not leave the program."""
    if incident_id is None:
        raise RuleBroken("请用 --incident 指明事件。")
    at = now(session)
    return Table(HEADER, duty_rows(duty_sheet(session, incident_id, at)), at)


KINDS: dict[str, Callable[[Session, int | None], Table]] = {
    "complaints": _complaints,
    "clauses": _clauses,
    "journal": _journal,
    "steps": _steps,
}
