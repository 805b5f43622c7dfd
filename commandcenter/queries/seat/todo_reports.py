"""What waits of the information reports: to draft, sign, send, receive, amend, and whom to ring."""

from collections.abc import Iterator

from commandcenter.domain.moments import Moments
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
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.reports.report_receipts import answered, is_inside
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

KINDS = list(ClockKind)
PLACES = 100  # more chains than an incident has: the city's and those of its counties


def report_items(ask: Asker) -> Iterator[TodoItem]:
    case = Case.of(ask.session, ask.actor, ask.incident, ask.now)
    for row in case.rows:
        if row.state is not ReportState.SENT:
            yield from _unsent(ask, case, row)
    reports = {row.id: row for row in case.rows}
    for receipt in case.receipts:
        yield from _receipt(ask, case, receipt, reports[receipt.report_id])
    for clock in case.times.clocks:
        if clock.state in PRESSING:
            yield from _due(ask, case, clock)


def _name(line: Line, row: ReportRow) -> str:
    label = report_label(row.kind, row.number)
    return f"{line.office}{label}" if line.chain is Chain.COUNTY else label


def _drafts(case: Case, line: Line) -> bool:
    """Whether drafts are the actor's work: who signs for the city leaves it to its drafters."""
    signs = case.may(Action.SIGN_REPORT, line) and line.chain is Chain.CITY
    return case.may(Action.DRAFT_REPORT, line) and not signs


def _unsent(ask: Asker, case: Case, row: ReportRow) -> Iterator[TodoItem]:
    line, due = case.lines[row.district], case.times.due(row)
    name = _name(line, row)
    if row.state is ReportState.SIGNED:
        if case.may(Action.SEND_REPORT, line):
            since = row.signed_at or row.drafted_at
            words = f"{row.signed_by}已签发"
            yield ask.item(TodoKind.SEND_REPORT, row.id, f"报送{name}", words, since, due)
    elif row.returned_why:
        if _drafts(case, line):
            words = f"{row.returned_by}：{row.returned_why}"
            yield ask.item(
                TodoKind.DUE_REPORT, row.id, f"{name}退回修改", words, row.drafted_at, due
            )
    elif case.may(Action.SIGN_REPORT, line):
        say = Moments(ask.now, named=True).short
        words = f"{row.drafted_by} {say(row.drafted_at)} 拟稿 · 数据截至 {say(row.as_of)}"
        yield ask.item(
            TodoKind.SIGN_REPORT, row.id, f"{name}（送审稿）", words, row.drafted_at, due
        )


def _receipt(
    ask: Asker, case: Case, receipt: ReportReceiptRow, report: ReportRow
) -> Iterator[TodoItem]:
    """A county's report waits for the city's receipt; what was sent back, for who reports."""
    line = case.lines[report.district]
    name = _name(line, report)
    if receipt.returned_at is not None:
        if _drafts(case, line) and not answered(receipt, report, case.rows):
            words = f"{receipt.receiver}：{receipt.return_reason}"
            yield ask.item(
                TodoKind.AMEND_REPORT, report.id, f"{name}要求补报", words, receipt.returned_at
            )
    elif (
        receipt.verified_at is None
        and ask.may(Action.RECEIVE_REPORT)
        and is_inside(ask.session, report, receipt.receiver)
    ):
        wanted = "待核实" if receipt.received_at else "待收报"
        words = f"{report.signed_by or report.sent_by} {short_zh(receipt.sent_at, ask.now)} 报来"
        yield ask.item(
            TodoKind.RECEIVE_REPORT, report.id, f"{name}{wanted}", words, receipt.sent_at
        )


def _due(ask: Asker, case: Case, clock: ReportClock) -> Iterator[TodoItem]:
    """Who drafts is reminded and told whom to ring; 带班领导 is told to ring the commander."""
    ring = ring_for(ask.session, ask.actor, clock, ask.now)
    if ring is None and not concerns(ask.actor, clock.chain, clock.district):
        return
    office = case.lines[clock.district].office if clock.chain is Chain.COUNTY else ""
    late = "超时未报" if clock.state is ClockState.LATE else "即将到时限"
    begun = next((row for row in case.rows if row.id == clock.report_id), None)
    if clock.missing and begun is not None and begun.state is ReportState.SENT:
        late = f"尚未报{'、'.join(clock.missing)}"
    call = f"请电话叫应{ring.post}{ring.name}（{ring.number}）" if ring else ""
    yield ask.item(
        TodoKind.DUE_REPORT,
        clock_id(ask.incident.id, list(case.lines).index(clock.district), clock.kind),
        f"{office}{clock.label}{late}",
        call,
        min(clock.due_at, ask.now),
        clock.due_at,
    )


def clock_id(incident_id: int, place: int, kind: ClockKind) -> int:
    """A clock has no row: its number is below that of any report. `place`: of its chain."""
    return -((incident_id * PLACES + place) * len(KINDS) + KINDS.index(kind) + 1)
