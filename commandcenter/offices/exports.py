"""The tables that leave the program as files: people masked, text safe from formulas."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import STANDING_WORDS
from commandcenter.domain.command.obligation import STATE_WORDS, UNDONE
from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.export_kinds import (
    require_export,
    require_may_be_plain,
    require_subject,
    require_suffix,
)
from commandcenter.domain.incident.incident import STATE_WORDS as INCIDENT_STATES
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.duty_table import HEADER, duty_rows
from commandcenter.outputs.tables_out import Cell, write_csv, write_xlsx
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.duties import duty_sheet
from commandcenter.queries.command.obligation_lines import obligation_lines
from commandcenter.queries.command.orders import instruction_board
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.incidents import incident_lines, require_incident
from commandcenter.queries.seat.journal_lines import journal_lines
from commandcenter.queries.watch.signals import signal_board
from commandcenter.queries.watch.warnings import warning_board
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import now

PAGE = 2_000
ALL_LINES = 1_000_000

# The heads of moments of these tables: they have their column of ISO 8601 where none is known, too.
MOMENTS = frozenset((
    "登记时间", "时间", "时限", "办结时间", "接报时间", "写于（补录）", "发现时间", "起", "止",
    "发布时间", "解除时间", "下达时间", "回报时间", "履行时间", "佐证时间",
))  # fmt: skip

STATES = STATE_WORDS | dict.fromkeys(UNDONE, "未办结")


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    as_of: datetime


def table(session: Session, what: str, incident_id: int | None) -> Table:
    """Raises RuleBroken for a table or an incident that there is not."""
    require_export(what)
    require_subject(what, incident_id)
    if incident_id is not None:
        require_incident(session, incident_id)
    return KINDS[what](session, incident_id)


def as_file(content: Table, suffix: str, *, plain: bool = False) -> bytes:
    """`plain`: a CSV begins with its header, for programs that read it."""
    require_suffix(suffix)
    if suffix.lower() == ".csv":
        return write_csv(content.rows, content.header, content.as_of, plain=plain, moments=MOMENTS)
    require_may_be_plain(suffix, plain=plain)
    return write_xlsx(content.rows, content.header, content.as_of, moments=MOMENTS)


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
                c.amount_words or None if c.amount_cents is None else c.amount_cents / 100,
                c.complainant,
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
    assert incident_id is not None  # see export_kinds.OF_AN_INCIDENT
    header = (
        "编号", "任务", "工作组", "责任人", "条款", "依据", "必办", "状态", "时限", "办结时间",
    )  # fmt: skip
    at = now(session)
    rows: list[tuple[Cell, ...]] = [
        (
            s.code, s.title, s.office, s.done_by or s.person, s.clause, s.basis,
            "是" if s.must else "", STATES[s.state],
            s.deadline_at,
            s.done_at,
        )
        for s in checklist(session, incident_id, at).steps
    ]  # fmt: skip
    return Table(header, rows, at)


def _obligations(session: Session, incident_id: int | None) -> Table:
    """应办事项: what, whose, by when, how it stands, which act closed it and when; without an
    incident the bureau's own.
    """
    header = (
        "编号", "事项", "由谁办", "责任人", "条款", "必办", "时限", "状态", "逾期", "办结的记录",
        "办结人", "办结时间", "说明",
    )  # fmt: skip
    at = now(session)
    rows: list[tuple[Cell, ...]] = [
        (
            line.row.id, line.title, line.office, line.person, line.row.clause,
            "是" if line.row.must else "", line.row.due_at, STATE_WORDS[line.row.state],
            "是" if line.late else "", line.act, line.row.done_by, line.row.done_at, line.words,
        )
        for line in obligation_lines(session, incident_id, at)
    ]  # fmt: skip
    return Table(header, rows, at)


def _clauses(session: Session, incident_id: int | None) -> Table:
    """履职对照. What is kept about officials does not leave the program."""
    assert incident_id is not None  # see export_kinds.OF_AN_INCIDENT
    at = now(session)
    return Table(HEADER, duty_rows(duty_sheet(session, incident_id, at)), at)


def _incidents(session: Session, incident_id: int | None) -> Table:
    header = ("编号", "事件", "状态", "等级", "响应", "接报时间")
    rows: list[tuple[Cell, ...]] = [
        (
            i.id, i.title, INCIDENT_STATES[i.state], i.grade.sign if i.grade else "",
            i.response.sign if i.response else "", i.received_at,
        )
        for i in incident_lines(session)
        if incident_id in (None, i.id)
    ]  # fmt: skip
    return Table(header, rows, now(session))


def _log(session: Session, incident_id: int | None) -> Table:
    """The log of an incident; without one that of the duty room."""
    header = ("时间", "单位", "记录人", "内容", "写于（补录）")
    rows: list[tuple[Cell, ...]] = [
        (line.at, line.office, line.author, line.text, line.claimed_at)
        for line in log_lines(session, incident_id, ALL_LINES)
    ]
    return Table(header, rows, now(session))


def _signals(session: Session, _incident_id: int | None) -> Table:
    """Those that are open, and those of the last weeks, as the page shows them."""
    header = (
        "编号", "信号", "状态", "地区", "发现时间", "起", "止", "件数", "人数", "平时", "依据",
    )  # fmt: skip
    at = now(session)
    board = signal_board(session, PROGRAM, at)
    rows: list[tuple[Cell, ...]] = [
        (
            s.id, s.title, s.state_words, s.places, s.found_at, s.since_at, s.until_at,
            s.observed, s.people, s.usual, s.words,
        )
        for s in (*board.waiting, *board.watching, *board.done)
    ]  # fmt: skip
    return Table(header, rows, at)


def _warnings(session: Session, _incident_id: int | None) -> Table:
    header = (
        "编号", "预警", "文号", "级别", "状态", "地区", "发布时间", "解除时间", "已落实", "应落实",
    )  # fmt: skip
    at = now(session)
    board = warning_board(session, PROGRAM, at)
    rows: list[tuple[Cell, ...]] = [
        (
            w.id, w.title, w.label, w.level.sign, w.state_words, w.places, w.issued_at, w.ends_at,
            w.done, w.asked,
        )
        for w in (*board.in_force, *board.drafts, *board.ended)
    ]  # fmt: skip
    return Table(header, rows, at)


def _instructions(session: Session, incident_id: int | None) -> Table:
    assert incident_id is not None  # see export_kinds.OF_AN_INCIDENT
    header = (
        "编号", "内容", "下达人", "下达时间", "承办组", "承办人", "时限", "状态", "回报时间",
        "回报",
    )  # fmt: skip
    at = now(session)
    rows: list[tuple[Cell, ...]] = [
        (
            i.id, i.text, i.given_by, i.at, GROUP_WORDS[i.to_group] if i.to_group else "", i.to,
            i.due_at, STANDING_WORDS[i.standing], i.reported_at, i.report,
        )
        for i in instruction_board(session, PROGRAM, incident_id, at).lines
    ]  # fmt: skip
    return Table(header, rows, at)


KINDS: dict[str, Callable[[Session, int | None], Table]] = {
    "complaints": _complaints,
    "clauses": _clauses,
    "incidents": _incidents,
    "instructions": _instructions,
    "journal": _journal,
    "log": _log,
    "obligations": _obligations,
    "signals": _signals,
    "steps": _steps,
    "warnings": _warnings,
}
