"""What a new drill may be made from, and who may lead and watch it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import CLOSED
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class PastIncident:
    id: int
    title: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class DrillSources:
    """`people`: id, name and post of each; `logins` by id."""

    people: tuple[tuple[int, str, str], ...]
    logins: tuple[tuple[int, str], ...]
    incidents: tuple[PastIncident, ...]


def drill_sources(session: Session, actor: Actor) -> DrillSources:
    """Raises RuleBroken for who does not keep the register of drills."""
    plan_of(session).rights.require(actor, Action.EDIT_PLAN)
    rows = session.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.id)).all()
    past = select(IncidentRow).where(IncidentRow.state.in_(CLOSED))
    return DrillSources(
        people=tuple((row.id, row.name, row.post) for row in rows),
        logins=tuple((row.id, row.login) for row in rows),
        incidents=tuple(
            PastIncident(row.id, row.title, row.received_at)
            for row in session.scalars(past.order_by(IncidentRow.received_at.desc()))
        ),
    )
