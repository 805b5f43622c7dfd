"""What became of the steps of earlier versions: rows of the book that carry them on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.incident.incident import IncidentRow


def obligation_of_step(session: Session, step_id: int) -> int | None:
    """The row that a step of an earlier version goes on in; of several the first."""
    step = session.get(StepRow, step_id)
    if step is None:
        return None
    incident = session.get_one(IncidentRow, step.incident_id)
    items = plan_of(session, incident.plan_version_id).obligations.values()
    codes = [item.code for item in items if step.code in item.old]
    rows = select(ObligationRow.id).where(
        ObligationRow.incident_id == incident.id, ObligationRow.code.in_(codes)
    )
    return session.scalar(rows.order_by(ObligationRow.id).limit(1))
