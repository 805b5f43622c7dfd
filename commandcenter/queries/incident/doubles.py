"""What a new registration may be a double of, as it is typed; and what its form offers."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.doubles import Known, doubles
from commandcenter.domain.incident.incident import LIVE, State
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.desk import Place, places
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentPlaceRow


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """`notes_calls`: who registers may write into the duty log, so the call is kept there."""

    places: tuple[Place, ...]
    notes_calls: bool
    kinds: tuple[KindItem, ...] = ()  # of the plan in force; the first that fits is proposed


@dataclass(frozen=True, slots=True)
class DoubleLine:
    """An incident that it may be. `trader`, `place`: what is the same."""

    id: int
    title: str
    state: State
    received_at: datetime
    trader: bool
    place: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form by now."""

    title: str
    words: str = ""
    brand: str = ""
    districts: tuple[str, ...] = ()


def register_sheet(session: Session, actor: Actor) -> RegisterSheet:
    plan = plan_of(session)
    notes_calls = plan.rights.scope(actor, Action.DUTY_LOG) is not None
    return RegisterSheet(places(session), notes_calls, tuple(plan.kinds.values()))


def possible_doubles(session: Session, typed: Typed, now: datetime) -> tuple[DoubleLine, ...]:
    since = now - timedelta(hours=plan_of(session).number("double_hours"))
    rows = {
        row.id: row
        for row in all_incidents(session)
        if row.state in LIVE and row.received_at >= since
    }
    labels: dict[int, list[str]] = defaultdict(list)
    if rows:
        asked = select(IncidentPlaceRow.incident_id, IncidentPlaceRow.label)
        for incident, label in session.execute(
            asked.where(IncidentPlaceRow.incident_id.in_(sorted(rows)))
        ):
            labels[incident].append(label)
    known = [
        Known(
            row.id, row.title, row.brand, frozenset(row.districts), tuple(labels[row.id]),
            row.received_at,
        )
        for row in rows.values()
    ]  # fmt: skip
    found = doubles(known, typed.title, typed.words, typed.brand, typed.districts, since)
    return tuple(
        DoubleLine(
            each.id, rows[each.id].title, rows[each.id].state, rows[each.id].received_at,
            each.trader, each.place,
        )
        for each in found
    )  # fmt: skip
