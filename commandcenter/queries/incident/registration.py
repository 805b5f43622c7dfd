"""The registration of an incident as it stands, to be filled in or corrected."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.desk import Place, places
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class Registration:
    """`version`: what a change must be made from; the time of the 接报 is not changed."""

    incident_id: int
    title: str
    public_title: str
    categories: tuple[Category, ...]
    districts: tuple[str, ...]
    received_by_way: str
    topic: str
    summary: str
    brand: str
    occurred_at: datetime | None
    received_at: datetime
    registered_by: str
    version: int
    places: tuple[Place, ...]
    kind: str = ""
    known_at: datetime | None = None
    kinds: tuple[KindItem, ...] = ()  # of the plan that it was opened under


def registration(session: Session, incident_id: int) -> Registration:
    row = session.get_one(IncidentRow, incident_id)
    return Registration(
        incident_id=row.id,
        title=row.title,
        public_title=row.public_title,
        categories=tuple(Category(code) for code in row.categories),
        districts=tuple(row.districts),
        received_by_way=row.received_by_way,
        topic=row.topic,
        summary=row.summary,
        brand=row.brand,
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        registered_by=row.registered_by,
        version=row.version,
        places=places(session),
        kind=row.kind or "",
        known_at=row.known_at,
        kinds=tuple(plan_of(session, row.plan_version_id).kinds.values()),
    )
