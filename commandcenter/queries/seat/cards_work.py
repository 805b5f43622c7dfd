"""What waits of the daily work: instructions, directions, liaison, hand-overs, requests, steps."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import PLACE, PLACE_REPORTS
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, soon_end
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Role
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.reports.report_clock import CODES as REPORT_CODES
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.late import late_name
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind, is_own
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import LegalQuestionRow, SupplyRequestRow

if TYPE_CHECKING:
    from commandcenter.queries.command.site import PlaceLine, site_board
else:
    site_board = late_name("queries.command.site", "site_board")

STEP_LIMIT = 3  # own steps shown among the cards; the checklist has them all
# What has a card of its own kind, or is asked for elsewhere: papers in their register, complaints
# by their limits of law, reports by their clocks.
OWN_CARDS = frozenset(
    {"grade_decide", "grade_request", "grade_upper", "start_response", "oral_signed",
     "instruction", "directive_done", "directive_told", "liaison_answer", "handover",
     "legal_answer", "money_approve", "supply_deliver", "case_limit", "press_answer",
     "opinion_answer", "false_claims", "release_gate", "legal_check", "report_sign",
     "report_send", "report_receive", "report_amend", "paper_step", "county_handling",
     "inquiry_investigation", "inquiry_sign", "aftermath", "close", *REPORT_CODES}
)  # fmt: skip


def work(ask: Asker) -> Iterator[TodoItem]:
    yield from _instructions(ask)
    yield from _directives(ask)
    yield from _liaison(ask)
    yield from _handovers(ask)
    yield from _legal(ask)
    yield from _supplies(ask)
    yield from _sites(ask)
    yield from _case_acts(ask)
    yield from _steps(ask)


def _instructions(ask: Asker) -> Iterator[TodoItem]:
    groups = ask.actor.groups()
    for each, row in ask.asked(InstructionRow, "instruction"):
        if row.to_person == ask.actor.person_id or row.to_group in groups:
            at = short_zh(row.at, ask.now)
            detail = phrase("{by} {at} 下达 · 待签收", by=row.given_by, at=at)
            if row.received_at:
                detail = phrase("{by} {at} 下达", by=row.given_by, at=at)
            title = phrase("指令：{text}", text=row.text)
            yield ask.item(TodoKind.INSTRUCTION, row.id, title, detail, row.at, each.due_at)


def _directives(ask: Asker) -> Iterator[TodoItem]:
    """For who carries it out; the result is told back by the coordination group."""
    for each, row in ask.asked(DirectiveRow, "directive_done"):
        own = row.to_person == ask.actor.person_id or row.group in ask.actor.groups()
        if own:
            state = word("待办理") if row.received_at else word("待签收")
            yield _directive(ask, each, row, state)
    if ask.may(Action.REGISTER_PAPER):
        for each, row in ask.asked(DirectiveRow, "directive_told"):
            yield _directive(ask, each, row, word("办结，待回报"))


def _directive(ask: Asker, each: Obligation, row: DirectiveRow, state: str) -> TodoItem:
    title = phrase("{by}批示：{words}", by=row.from_person, words=row.words)
    detail = joined(" · ", (row.from_post, state))
    return ask.item(TodoKind.DIRECTIVE, row.id, title, detail, row.registered_at, each.due_at)


def _liaison(ask: Asker) -> Iterator[TodoItem]:
    """Those that are late, for who may press for an answer; never for the commander."""
    if not ask.may(Action.LIAISE) or ask.actor.has(Role.COMMANDER):
        return
    for each, row in ask.asked(LiaisonRow, "liaison_answer"):
        if each.is_late(ask.now):
            title = phrase(
                "{department}未答复：{request}", department=row.department, request=row.request
            )
            detail = phrase("{at} 联系", at=short_zh(row.asked_at, ask.now))
            yield ask.item(TodoKind.LIAISON, row.id, title, detail, row.asked_at, each.due_at)


def _handovers(ask: Asker) -> Iterator[TodoItem]:
    for _, row in ask.asked(HandoverRow, "handover"):
        if row.to_person != ask.actor.person_id:
            continue
        title = word("交接：值班")
        if row.group:
            title = phrase("交接：{group}负责", group=GROUP_WORDS[row.group])
        given = short_zh(row.given_at, ask.now)
        detail = phrase("{by} {at} 移交，待您签收", by=row.given_by, at=given)
        yield ask.item(TodoKind.HANDOVER, row.id, title, detail, row.given_at)


def _legal(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.ANSWER_LEGAL):
        return
    for each, row in ask.asked(LegalQuestionRow, "legal_answer"):
        title = phrase("法律问题：{question}", question=row.question)
        detail = _asked(row, ask.now)
        yield ask.item(TodoKind.LEGAL, row.id, title, detail, row.asked_at, each.due_at)


def _asked(row: LegalQuestionRow | SupplyRequestRow, now: datetime) -> str:
    return phrase(
        "{group} {by} {at} 提出",
        group=word(row.asked_from), by=row.asked_by, at=short_zh(row.asked_at, now),
    )  # fmt: skip


def _supplies(ask: Asker) -> Iterator[TodoItem]:
    """Money waits for who approves it, everything else for the logistics group."""
    if ask.may(Action.MONEY_APPROVE):
        for _, row in ask.asked(SupplyRequestRow, "money_approve"):
            yield _supply(ask, row, word("后勤需求待批准：{what}"))
    if ask.may(Action.STOCK_WRITE) and ask.actor.groups():
        for _, row in ask.asked(SupplyRequestRow, "supply_deliver"):
            yield _supply(ask, row, word("后勤需求待落实：{what}"))


def _supply(ask: Asker, row: SupplyRequestRow, words: str) -> TodoItem:
    title = words.format(what=f"{row.item}{row.amount}{row.unit}" if row.amount else row.item)
    detail = _asked(row, ask.now)
    return ask.item(TodoKind.SUPPLY, row.id, title, detail, row.asked_at, row.needed_at)


def _sites(ask: Asker) -> Iterator[TodoItem]:
    """Places that were not reported on in time, for the people on site and the county."""
    late = {row.about: row for row in ask.open(*PLACE_REPORTS) if row.is_late(ask.now)}
    if not late or not ask.may(Action.SITE_REPORT):
        return
    for place in site_board(ask.session, ask.actor, ask.incident.id, ask.now).places:
        each = late.get(f"place:{place.id}")
        if each is not None and Offer("site_report") in place.offers:
            since = _heard(place, each)
            title = phrase("现场超时未报：{place}", place=place.label)
            detail = _said(place).format(at=short_zh(since, ask.now))
            yield ask.item(TodoKind.SITE, place.id, title, detail, since, each.due_at)


def _has_site_card(row: Obligation, now: datetime) -> bool:
    """Without any place the first report waits as a task."""
    return row.code in PLACE_REPORTS and bool(row.about) and row.is_late(now)


def _heard(place: "PlaceLine", each: Obligation) -> datetime:
    return place.last.seen_at if place.last else place.arrived_at or each.start_at


def _said(place: "PlaceLine") -> str:
    if place.last:
        return word("上次报告 {at}")
    if place.arrived_at:
        return word("{at} 到场，尚未报告")
    return word("{at} 启动响应，尚未到场报告")


def _case_acts(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.EVIDENCE_WRITE):
        return
    until = soon_end(ask.now, plan_of(ask.session).number(SOON_DAYS))
    for each, row in ask.asked(CaseActRow, "case_limit"):
        if each.due_at is None or each.due_at > until:
            continue
        title, detail = phrase("法定期限：{words}", words=row.words or row.document), row.document
        yield ask.item(TodoKind.CASE, row.id, title, detail, row.done_at, each.due_at)


def _steps(ask: Asker) -> Iterator[TodoItem]:
    """Own obligations that have a limit and no card of their own kind."""
    own = [
        row
        for row in ask.book
        if row.state is ObligationState.OPEN
        and row.due_at is not None
        and row.code not in OWN_CARDS
        and not _has_site_card(row, ask.now)
        and is_own(ask.actor, row)
    ]
    for row in own[:STEP_LIMIT]:
        office = GROUP_WORDS[row.group] if row.group else ROLE_WORDS[row.role] if row.role else ""
        if row.about.startswith(PLACE):  # at which of several
            office = row.detail.partition("：")[0] or office
        kind = TodoKind.RING if row.code == "ring_lead" else TodoKind.STEP
        yield ask.item(kind, row.id, word(row.title), office, row.start_at, row.due_at)
