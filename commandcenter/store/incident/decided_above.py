"""What the body above decided on an incident last: for services and queries.

db/postgres/rights_bound.sql asks the same of the rows of the server.
"""

from sqlalchemy.orm import Session

from commandcenter.domain.incident.decided_above import DecidedAbove, require_carried_on
from commandcenter.domain.level import Axis
from commandcenter.domain.phrase import word
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow


def decided_above(session: Session, incident_id: int, axis: Axis) -> DecidedAbove | None:
    """None where the body above has decided nothing on this scale, or ended the response."""
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    newest = next((r for r in reversed(rows) if r.axis is axis and r.step == "upper"), None)
    if newest is None or newest.ends:
        return None
    organ = newest.organ or word("上级机关")
    document = newest.document or word("文号未登记")
    return DecidedAbove(axis, newest.level, organ, document)


def require_to_carry_on(session: Session, source: IncidentRow, target: IncidentRow) -> None:
    """Raise RuleBroken unless `target` is bound from above as the response of `source` is."""
    require_carried_on(
        decided_above(session, source.id, Axis.RESPONSE),
        decided_above(session, target.id, Axis.RESPONSE),
    )
