"""Where every complaint of an incident stands by the law: one light row of each.

What is filtered, sorted and summed is worked out over these, so that every number on the
screen has its rows; whole lines are read only of the page that is shown.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import FINISHED, Dues, HandlingState
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, Due, nearness, soon_end
from commandcenter.domain.complaints.told import told_state
from commandcenter.domain.org import Actor
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import FIRST_CLOCK
from commandcenter.store.incident.counts import settled
from commandcenter.store.moment import counted, flagged, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow

FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Light:
    """`clock`: code of the limit that runs, "" when none does; `due_at` None: testing stops it.

    `estimated`: it was counted over a year whose make-up days nobody has told yet.
    """

    id: int
    kind: ComplaintKind
    state: HandlingState
    registered_at: datetime
    district: str
    clock: str
    due_at: datetime | None
    due: Due | None
    handler_id: int | None
    flagged: bool
    estimated: bool = False


def own_districts(session: Session, actor: Actor) -> frozenset[str] | None:
    """The counties whose complaints the actor sees; None: all."""
    scope = plan_of(session).rights.scope(actor, Action.SEE_PICTURE)
    return actor.districts() if scope and scope.scope is Reach.COUNTY else None


def own_incidents(session: Session, actor: Actor) -> frozenset[int] | None:
    """The incidents that touch the actor's counties; None: all."""
    own = own_districts(session, actor)
    if own is None:
        return None
    wanted = select(IncidentRow.id, IncidentRow.districts)
    rows = read_once(session, "districts of incidents", lambda: session.execute(wanted).all())
    return frozenset(number for number, districts in rows if own & set(districts))


def light_rows(
    session: Session,
    incident_id: int,
    now: datetime,
    own: frozenset[str] | None = None,
    *,
    left: bool = False,
) -> list[Light]:
    """Those that are in the incident, nearest limit first; or those taken out, newest first."""
    if left:
        ids = list(left_of(session, incident_id))
        if not ids:
            return []
        order = {number: place for place, number in enumerate(ids)}
        rows = _read(session, ComplaintRow.id.in_(ids), now, own)
        return sorted(rows, key=lambda row: order[row.id])
    here = counted(moment(session, now), incident_id)
    return sorted(_read(session, here, now, own), key=_by_limit)


def _by_limit(row: Light) -> tuple[bool, datetime, datetime, int]:
    return not row.clock, row.due_at or FAR, row.registered_at, row.id


def left_of(session: Session, incident_id: int) -> dict[int, IncidentComplaintRow]:
    """What was taken out and is not in it again: the last leaving of each, newest first."""
    link = IncidentComplaintRow
    of_it = select(link).where(link.incident_id == incident_id)
    here = set(
        session.scalars(
            select(link.complaint_id).where(
                link.incident_id == incident_id, link.removed_at.is_(None)
            )
        )
    )
    gone = of_it.where(link.removed_at.is_not(None))
    newest = gone.order_by(link.removed_at.desc(), link.id.desc())
    found: dict[int, IncidentComplaintRow] = {}
    for row in session.scalars(newest):
        if row.complaint_id not in here:
            found.setdefault(row.complaint_id, row)
    return found


def _read(
    session: Session, which: ColumnElement[bool], now: datetime, own: frozenset[str] | None
) -> Iterator[Light]:
    c, h = ComplaintRow.__table__.c, ComplaintHandlingRow.__table__.c
    rows = session.execute(
        select(
            c.id, c.kind, c.registered_at, c.district, h.state, h.clock, h.due_at, h.handler_id,
            flagged(moment(session, now)), c.status,
        )
        .outerjoin(ComplaintHandlingRow, h.complaint_id == c.id)
        .where(which, settled())
        .where(c.district.in_(own) if own is not None else true())
    )  # fmt: skip
    plan = plan_of(session)
    dues, until = Dues(plan), soon_end(now, plan.number(SOON_DAYS))
    for number, kind, registered, district, state, clock, due_at, handler, odd, told in rows:
        if state is None:  # nothing was done on it here: its first limit follows from its time
            state = told_state(kind, told)
            clock = "" if state in FINISHED else FIRST_CLOCK.get(kind, "")
            due_at = dues.due(clock, registered) if clock else None
        yield Light(
            number, kind, HandlingState(state), registered, district or "", clock, due_at,
            nearness(due_at, now, until), handler, bool(odd), dues.estimated(registered, due_at),
        )  # fmt: skip
