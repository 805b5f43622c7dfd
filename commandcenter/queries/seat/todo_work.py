"""What waits of the daily work: instructions, directions, liaison, hand-overs, requests, steps."""

from collections.abc import Iterator
from datetime import timedelta

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.site import Watch
from commandcenter.domain.org import GROUP_WORDS, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.site import site_board
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.evidence import CaseActRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import LegalQuestionRow, SupplyRequestRow

STEP_LIMIT = 3  # own steps shown among the cards; the checklist has them all
NEAR = timedelta(days=3)  # a limit of law that comes near


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
    for row in ask.rows.of(InstructionRow):
        if row.reported_at is not None:
            continue
        if row.to_person == ask.actor.person_id or row.to_group in groups:
            detail = f"{row.given_by} {short_zh(row.at, ask.now)} 下达" + (
                "" if row.received_at else " · 待签收"
            )
            title = f"指令：{row.text}"
            yield ask.item(TodoKind.INSTRUCTION, row.id, title, detail, row.at, row.deadline_at)


def _directives(ask: Asker) -> Iterator[TodoItem]:
    """For who carries it out; the result is told back by the coordination group."""
    for row in ask.rows.of(DirectiveRow):
        if row.reported_at is not None:
            continue
        his = row.to_person == ask.actor.person_id or row.group in ask.actor.groups()
        back = row.done_at is not None and ask.may(Action.REGISTER_PAPER)
        if back or (his and row.done_at is None):
            state = "办结，待回报" if back else "待办理" if row.received_at else "待签收"
            title, detail = f"{row.from_person}批示：{row.words}", f"{row.from_post} · {state}"
            yield ask.item(TodoKind.DIRECTIVE, row.id, title, detail, row.registered_at, row.due_at)


def _liaison(ask: Asker) -> Iterator[TodoItem]:
    """Those that are late, for who may press for an answer; never for the commander."""
    if not ask.may(Action.LIAISE) or ask.actor.has(Role.COMMANDER):
        return
    for row in ask.rows.of(LiaisonRow):
        if row.answered_at is not None or row.due_at is None or row.due_at > ask.now:
            continue
        title, detail = (
            f"{row.department}未答复：{row.request}",
            f"{short_zh(row.asked_at, ask.now)} 联系",
        )
        due = row.promised_for or row.due_at
        yield ask.item(TodoKind.LIAISON, row.id, title, detail, row.asked_at, due)


def _handovers(ask: Asker) -> Iterator[TodoItem]:
    for row in ask.rows.of(HandoverRow):
        waits = row.received_at is None and row.refused_why is None
        if not waits or row.to_person != ask.actor.person_id:
            continue
        what = f"{GROUP_WORDS[row.group]}负责" if row.group else "值班"
        title, detail = (
            f"交接：{what}",
            f"{row.given_by} {short_zh(row.given_at, ask.now)} 移交，待您签收",
        )
        yield ask.item(TodoKind.HANDOVER, row.id, title, detail, row.given_at)


def _legal(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.ANSWER_LEGAL):
        return
    for row in ask.rows.of(LegalQuestionRow):
        if row.answered_at is not None:
            continue
        detail = f"{row.asked_from} {row.asked_by} {short_zh(row.asked_at, ask.now)} 提出"
        title = f"法律问题：{row.question}"
        yield ask.item(TodoKind.LEGAL, row.id, title, detail, row.asked_at, row.due_at)


def _supplies(ask: Asker) -> Iterator[TodoItem]:
    """Money waits for who approves it, everything else for the logistics group."""
    rows = [row for row in ask.rows.of(SupplyRequestRow) if row.state in ("asked", "approved")]
    handles = ask.may(Action.STOCK_WRITE) and bool(ask.actor.groups())
    for row in rows:
        money = row.money_cents is not None and row.state == "asked"
        if (money and ask.may(Action.MONEY_APPROVE)) or (not money and handles):
            words = "待批准" if money else "待落实"
            amount = f"{row.amount}{row.unit}" if row.amount else ""
            title = f"后勤需求{words}：{row.item}{amount}"
            detail = f"{row.asked_from} {row.asked_by} {short_zh(row.asked_at, ask.now)} 提出"
            yield ask.item(TodoKind.SUPPLY, row.id, title, detail, row.asked_at, row.needed_at)


def _sites(ask: Asker) -> Iterator[TodoItem]:
    """Places that were not reported on in time, for the people on site and the county."""
    if not ask.may(Action.SITE_REPORT):
        return
    for place in site_board(ask.session, ask.actor, ask.incident.id, ask.now).places:
        may_report = Offer("site_report") in place.offers
        if place.watch is Watch.LATE and place.due_at and may_report:
            since = place.last.seen_at if place.last else place.arrived_at or place.due_at
            detail = (
                f"上次报告 {short_zh(since, ask.now)}"
                if place.last
                else f"{short_zh(since, ask.now)} 到场，尚未报告"
            )
            title = f"现场超时未报：{place.label}"
            yield ask.item(TodoKind.SITE, place.id, title, detail, since, place.due_at)


def _case_acts(ask: Asker) -> Iterator[TodoItem]:
    if not ask.may(Action.EVIDENCE_WRITE):
        return
    for row in ask.rows.of(CaseActRow):
        if row.settled_at is not None or row.due_at is None or row.due_at > ask.now + NEAR:
            continue
        title, detail = f"法定期限：{row.words or row.document}", row.document
        yield ask.item(TodoKind.CASE, row.id, title, detail, row.done_at, row.due_at)


def _steps(ask: Asker) -> Iterator[TodoItem]:
    """Own obligations: of the groups that the actor leads, or given to the actor. What a record
    asks for has its own card.
    """
    led = ask.actor.groups(Role.LEADER)
    book = obligations_of(ask.session, ask.incident.id, ask.now, state=ObligationState.OPEN)
    own = [
        row
        for row in book
        if row.due_at is not None
        and (not row.about or row.about.startswith("place:"))
        and (
            row.assigned_to == ask.actor.person_id or (row.assigned_to is None and row.group in led)
        )
    ]
    for row in own[:STEP_LIMIT]:
        detail = GROUP_WORDS[row.group] if row.group else ""
        yield ask.item(TodoKind.STEP, row.id, row.title, detail, row.start_at, row.due_at)
