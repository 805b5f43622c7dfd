"""How every verb ends: the book of obligations is settled, and one line announces all of it.

The act closes what it fulfils in its own transaction: the rows of the book that it changes lie in
its own line. In `services` nobody else writes to the journal.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import OF_BUREAU, PROVING
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.org import Actor
from commandcenter.store import journal
from commandcenter.store.command.obligations import has_changes, settle
from commandcenter.store.database import now
from commandcenter.store.incident.family import carriers_of
from commandcenter.store.journal import Bulk
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentRow

# Asked for in the bureau's own book alone, though its record is an incident's, which may be closed.
ALWAYS_BUREAUS = frozenset({"typical_case"})
# What changes the complaints that a county has in an incident, and by when the law wants them done.
COUNTED = {
    ("batch", "undone"), ("batch", "withdrawn"), ("complaint", "corrected"),
    ("complaint", "put_back"),
}  # fmt: skip
# What brings the talks that were held before it into an incident.
JOINED = {("signal", "opened"), ("warning", "opened")}


def record(
    session: Session,
    actor: Actor,
    kind: str,
    subject: int,
    verb: str,
    *,
    incident: int | None = None,
    clause: str = "",
    bulk: Bulk | None = None,
) -> int:
    """Settle the book where a line of this kind proves something, then write the line.

    Of the incident, and of what it was merged into; without one, of all that are open, or the
    bureau's own. Where nothing was changed there is nothing to settle: a line must name what its
    own act changed.
    """
    if _may_prove(kind, verb) and (bulk is not None or has_changes(session)):
        at = now(session)
        for number in _books(session, kind, incident):
            settle(session, number, at, by=actor.name)
    return journal.record(
        session, actor, kind, subject, verb, incident=incident, clause=clause, bulk=bulk
    )


def record_said(session: Session, actor: Actor, row: ObligationRow, verb: str) -> int:
    """What people said of one obligation; no other one follows from it."""
    settle(session, row.incident_id, now(session), code=row.code, by=actor.name)
    return journal.record(
        session, actor, "obligation", row.id, verb, incident=row.incident_id, clause=row.clause
    )


def record_listed(session: Session, actor: Actor, rows: int) -> int:
    """The bureau's own book was settled by itself: so many rows of it changed."""
    return journal.record(session, actor, "obligation", rows, "listed")


def record_carried(session: Session, actor: Actor, incident: int) -> int:
    """The steps of an earlier version became rows of the book, which is settled already."""
    return journal.record(session, actor, "obligation", incident, "carried over", incident=incident)


def _may_prove(kind: str, verb: str) -> bool:
    return kind in PROVING or kind in OF_BUREAU or (kind, verb) in COUNTED | JOINED


def _books(session: Session, kind: str, incident: int | None) -> Sequence[int | None]:
    if kind in OF_BUREAU and (incident is None or kind in ALWAYS_BUREAUS):
        return [None]
    if incident is None:
        rows = select(IncidentRow.id).where(IncidentRow.state.in_(OPEN)).order_by(IncidentRow.id)
        return list(session.scalars(rows))
    row = session.get(IncidentRow, incident)
    return [each.id for each in carriers_of(session, row)] if row is not None else [incident]
