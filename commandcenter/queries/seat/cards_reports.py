"""What waits of the information reports: to draft, sign, send, receive, amend, and whom to ring."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from commandcenter.domain.moments import Moments
from commandcenter.domain.phrase import enumerated, headed, phrase
from commandcenter.domain.reports.report import Chain, ReportState, report_label
from commandcenter.domain.reports.report_clock import (
    PRESSING,
    ClockKind,
    ClockState,
    ReportClock,
    concerns,
)
from commandcenter.domain.reports.report_rules import Line
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.reports.report_lines import Case
from commandcenter.queries.reports.reports import ring_for
from commandcenter.queries.seat.todo_items import Asker, R, TodoItem, TodoKind
from commandcenter.store.incident.family import family_of
from commandcenter.store.reports.report_elements import all_reports, line_of
from commandcenter.store.reports.report_receipts import is_inside
from commandcenter.store.reports.report_receivers import receipts_of
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

KINDS = list(ClockKind)
PLACES = 100  # more chains than an incident has: the city's and those of its counties


def report_items(ask: Asker) -> Iterator[TodoItem]:
    case = _with_merged(ask, Case.of(ask.session, ask.actor, ask.incident, ask.now))
    reports = {row.id: row for row in case.rows}
    for row in _about(ask, reports, "report_sign"):
        yield from _unsigned(ask, case, row)
    for row in _about(ask, reports, "report_send"):
        yield from _unsent(ask, case, row)
    receipts = {receipt.id: receipt for receipt in case.receipts}
    for receipt in _about(ask, receipts, "report_amend"):
        yield from _sent_back(ask, case, receipt, reports[receipt.report_id])
    for receipt in (*_about(ask, receipts, "report_receive"), *_to_verify(ask, case)):
        yield from _to_receive(ask, case, receipt, reports[receipt.report_id])
    for clock in case.times.clocks:
        if clock.state in PRESSING:
            yield from _due(ask, case, clock)


def _with_merged(ask: Asker, case: Case) -> Case:
    """With the reports of what was merged into the incident: what waits of them waits here."""
    merged = family_of(ask.session, ask.incident.id)[1:]
    if not merged:
        return case
    rows = [row for member in merged for row in all_reports(ask.session, member)]
    receipts = [each for member in merged for each in receipts_of(ask.session, member)]
    further = dict.fromkeys(row.district for row in rows if row.district not in case.lines)
    lines = {code: line_of(ask.session, code) for code in further}
    return replace(
        case, rows=[*case.rows, *rows], receipts=[*case.receipts, *receipts],
        lines={**case.lines, **lines},
    )  # fmt: skip


def _about(ask: Asker, rows: Mapping[int, R], code: str) -> Iterator[R]:
    """The rows that open obligations of this code are about."""
    for each in ask.open(code):
        number = int(each.about.partition(":")[2])
        if number in rows:
            yield rows[number]


def _name(line: Line, row: ReportRow) -> str:
    label = report_label(row.kind, row.number)
    return _of(line.office, label) if line.chain is Chain.COUNTY else label


def _of(office: str, label: str) -> str:
    return phrase("{office}{report}", office=office, report=label) if office else label


def _drafts(case: Case, line: Line) -> bool:
    """Whether drafts are the actor's work: who signs for the city leaves it to its drafters."""
    signs = case.may(Action.SIGN_REPORT, line) and line.chain is Chain.CITY
    return case.may(Action.DRAFT_REPORT, line) and not signs


def _unsigned(ask: Asker, case: Case, row: ReportRow) -> Iterator[TodoItem]:
    """For who signs; what they sent back, for who drafts."""
    line, due = case.lines[row.district], case.times.due(row)
    name, since = _name(line, row), row.drafted_at
    if row.returned_why:
        if _drafts(case, line):
            title = phrase("{report}退回修改", report=name)
            words = headed(row.returned_by or "", row.returned_why)
            yield ask.item(TodoKind.DUE_REPORT, row.id, title, words, since, due)
    elif case.may(Action.SIGN_REPORT, line):
        say = Moments(ask.now, named=True).short
        title = phrase("{report}（送审稿）", report=name)
        words = phrase(
            "{by} {at} 拟稿 · 数据截至 {as_of}",
            by=row.drafted_by, at=say(row.drafted_at), as_of=say(row.as_of),
        )  # fmt: skip
        yield ask.item(TodoKind.SIGN_REPORT, row.id, title, words, since, due)


def _unsent(ask: Asker, case: Case, row: ReportRow) -> Iterator[TodoItem]:
    line = case.lines[row.district]
    if case.may(Action.SEND_REPORT, line):
        title = phrase("报送{report}", report=_name(line, row))
        words = phrase("{by}已签发", by=row.signed_by)
        since, due = row.signed_at or row.drafted_at, case.times.due(row)
        yield ask.item(TodoKind.SEND_REPORT, row.id, title, words, since, due)


def _sent_back(
    ask: Asker, case: Case, receipt: ReportReceiptRow, report: ReportRow
) -> Iterator[TodoItem]:
    """A receiver wants more, of who reports."""
    line = case.lines[report.district]
    if receipt.returned_at is not None and _drafts(case, line):
        title = phrase("{report}要求补报", report=_name(line, report))
        words = headed(receipt.receiver, receipt.return_reason or "")
        yield ask.item(TodoKind.AMEND_REPORT, report.id, title, words, receipt.returned_at)


def _to_verify(ask: Asker, case: Case) -> Iterator[ReportReceiptRow]:
    """Received here, and neither verified nor sent back: the plan sets no obligation for it."""
    reports = {row.id: row for row in case.rows}
    for receipt in case.receipts:
        waits = receipt.received_at and not (receipt.verified_at or receipt.returned_at)
        if waits and is_inside(ask.session, reports[receipt.report_id], receipt.receiver):
            yield receipt


def _to_receive(
    ask: Asker, case: Case, receipt: ReportReceiptRow, report: ReportRow
) -> Iterator[TodoItem]:
    """A county's report waits for the city's receipt."""
    if ask.may(Action.RECEIVE_REPORT):
        name = _name(case.lines[report.district], report)
        title = phrase("{report}待收报", report=name)
        if receipt.received_at:
            title = phrase("{report}待核实", report=name)
        words = phrase(
            "{by} {at} 报来",
            by=report.signed_by or report.sent_by, at=short_zh(receipt.sent_at, ask.now),
        )  # fmt: skip
        yield ask.item(TodoKind.RECEIVE_REPORT, report.id, title, words, receipt.sent_at)


def _due(ask: Asker, case: Case, clock: ReportClock) -> Iterator[TodoItem]:
    """Who drafts is reminded and told whom to ring; 带班领导 is told to ring the commander."""
    ring = ring_for(ask.session, ask.actor, clock, ask.now)
    if ring is None and not concerns(ask.actor, clock.chain, clock.district):
        return
    office = case.lines[clock.district].office if clock.chain is Chain.COUNTY else ""
    name = _of(office, clock.label)
    title = phrase("{report}即将到时限", report=name)
    if clock.state is ClockState.LATE:
        title = phrase("{report}超时未报", report=name)
    begun = next((row for row in case.rows if row.id == clock.report_id), None)
    if clock.missing and begun is not None and begun.state is ReportState.SENT:
        missing = enumerated(clock.missing)
        title = phrase("{report}尚未报{receivers}", report=name, receivers=missing)
    call = ""
    if ring:
        call = phrase(
            "请电话叫应{post}{name}（{number}）",
            post=ring.post, name=ring.name, number=ring.number,
        )  # fmt: skip
    yield ask.item(
        TodoKind.DUE_REPORT,
        clock_id(ask.incident.id, list(case.lines).index(clock.district), clock.kind),
        title,
        call,
        min(clock.due_at, ask.now),
        clock.due_at,
    )


def clock_id(incident_id: int, place: int, kind: ClockKind) -> int:
    """A clock has no row: its number is below that of any report. `place`: of its chain."""
    return -((incident_id * PLACES + place) * len(KINDS) + KINDS.index(kind) + 1)
