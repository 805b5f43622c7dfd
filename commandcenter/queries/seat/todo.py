"""待我处理: what waits for one person, of every incident that is not closed, by deadline."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Actor
from commandcenter.late import late
from commandcenter.queries.seat.cards_levels import decisions
from commandcenter.queries.seat.cards_releases import opinion_items, press_items, release_items
from commandcenter.queries.seat.cards_reports import report_items
from commandcenter.queries.seat.cards_work import work
from commandcenter.queries.seat.role_grants import confirmation_items
from commandcenter.queries.seat.setup_state import setup_items
from commandcenter.queries.seat.switching import switching_items
from commandcenter.queries.seat.todo_bureau import bureau_items
from commandcenter.queries.seat.todo_complaints import complaints
from commandcenter.queries.seat.todo_items import Asker, TodoItem, TodoKind
from commandcenter.queries.seat.todo_readiness import readiness_items
from commandcenter.queries.seat.todo_register import register_items
from commandcenter.queries.seat.todo_warnings import warning_items
from commandcenter.queries.seat.verification import fault_items
from commandcenter.store.command.incident_rows import IncidentRows, incident_rows
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.family import family_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

if TYPE_CHECKING:
    from commandcenter.queries.seat import cards_after
else:  # nothing waits there before a response has ended
    cards_after = late("queries.seat.cards_after")


__all__ = ["TodoItem", "TodoKind", "todo"]

FAR = datetime.max.replace(tzinfo=UTC)
NOT_CLOSED = (
    State.REPORTED, State.ASSESSING, State.RESPONDING, State.ENDED, State.AFTERMATH
)  # fmt: skip
# Where something waits in an incident, read in one statement.
WAITING = (
    OralDecisionRow, InstructionRow, DirectiveRow, LiaisonRow, HandoverRow, LegalQuestionRow,
    SupplyRequestRow, CaseActRow, ReleaseRow, ReleaseCheckRow, OpinionRow,
    PressQuestionRow, LevelDecisionRow, ReportRow, ReportReceiptRow,
)  # fmt: skip

AFTER = ("aftermath", "close", *(f"inquiry_{kind}" for kind in InquiryKind))


def after(ask: Asker) -> Iterator[TodoItem]:
    """What waits after the response, where anything of it does."""
    return cards_after.after(ask) if any(ask.open(*AFTER)) else iter(())


CARDS: tuple[Callable[[Asker], Iterator[TodoItem]], ...] = (
    decisions, after, report_items, release_items, press_items, opinion_items, work, complaints
)  # fmt: skip


def todo(session: Session, actor: Actor, now: datetime) -> list[TodoItem]:
    """By deadline; what has none comes after, oldest first. Where more than one incident is going
    on each says of which it is.
    """
    live = [row for row in all_incidents(session) if row.state in NOT_CLOSED]
    items = mine(session, actor, live, now)
    items += [*warning_items(session, actor, now), *readiness_items(session, actor, now)]
    items += [*register_items(session, actor), *fault_items(session, actor)]
    items += [*confirmation_items(session, actor, now), *bureau_items(session, actor, now)]
    items += [*switching_items(session, actor, now), *setup_items(session, actor, now)]
    if len(live) > 1:
        titles = {row.id: row.title for row in live}
        items = [replace(item, incident=titles.get(item.incident_id, "")) for item in items]
    return sorted(items, key=lambda item: (item.deadline_at or FAR, item.since))


def mine(
    session: Session, actor: Actor, incidents: Sequence[IncidentRow], now: datetime
) -> list[TodoItem]:
    """What the books of these incidents want of a person, and the complaints of their county.

    Whether it waits, and until when, is what the book says; the record that asks gives the words.
    """
    rights = plan_of(session).rights
    books = obligations_of(session, {row.id for row in incidents}, now)
    items: list[TodoItem] = []
    for incident in incidents:
        rows = _rows(session, incident.id)
        book = [each for each in books if each.incident_id == incident.id]
        ask = Asker(session, actor, rights, incident, rows, book, now)
        for cards in CARDS:
            items += cards(ask)
    return items


def _rows(session: Session, incident_id: int) -> IncidentRows:
    """What the book of an incident is about: records of what was merged into it among them."""
    each = [incident_rows(session, one, WAITING) for one in family_of(session, incident_id)]
    found: dict[type[Base], list[Any]] = {
        kind: [row for one in each for row in one.of(kind)] for kind in WAITING
    }
    names = {number: name for one in each for number, name in one.names.items()}
    return IncidentRows(found, names)
