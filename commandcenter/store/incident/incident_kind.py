"""The kind of an incident, by the version of the plan that it began under."""

from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.kinds import kind_of
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow


def incident_kind(session: Session, incident: IncidentRow) -> KindItem | None:
    """As entered, else as its categories propose; None only where the plan has no kinds."""
    plan = plan_of(session, incident.plan_version_id)
    return kind_of(plan, incident.kind, [Category(c) for c in incident.categories])


def has_cases(session: Session, incident: IncidentRow) -> bool:
    """Whether map and curve show its cases (病例通报), not complaints."""
    kind = incident_kind(session, incident)
    return kind is not None and kind.has_cases
