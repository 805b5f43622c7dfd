"""What an import holds: the incidents that its complaints belong to now."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow


@dataclass(frozen=True, slots=True)
class Holding:
    """Complaints of an import that belong to one incident."""

    incident_id: int
    title: str
    ids: tuple[int, ...]

    @property
    def complaints(self) -> int:
        return len(self.ids)


def holdings(session: Session, batch_id: int) -> tuple[Holding, ...]:
    """In order of the incidents' numbers."""
    rows = session.execute(
        select(IncidentRow.id, IncidentRow.title, ComplaintRow.id)
        .join(IncidentComplaintRow, IncidentComplaintRow.incident_id == IncidentRow.id)
        .join(ComplaintRow, ComplaintRow.id == IncidentComplaintRow.complaint_id)
        .where(ComplaintRow.batch_id == batch_id, IncidentComplaintRow.removed_at.is_(None))
        .order_by(IncidentRow.id, ComplaintRow.id)
    ).all()
    return tuple(
        Holding(number, title, tuple(row[2] for row in group))
        for (number, title), group in groupby(rows, key=lambda row: (row[0], row[1]))
    )
