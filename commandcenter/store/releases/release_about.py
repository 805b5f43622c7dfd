"""What a release is about, in words: who may publish it hangs on that."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import FOOD
from commandcenter.store.database import now
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.moment import moment
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.tables.complaints.complaint import ComplaintRow


def about(session: Session, basis: Basis) -> str:
    """What the incident or the warning is about, in words, without the rest."""
    total, food = session.execute(
        select(func.count(), func.count().filter(ComplaintRow.problem == FOOD)).where(
            basis.counted(session, moment(session, now(session)))
        )
    ).one()
    return about_words(session, basis, food, total)


def about_words(session: Session, basis: Basis, food: int, total: int) -> str:
    """Topic, titles and the kind's title; with 食品安全 where most complaints are about it."""
    incident, warning = basis.incident, basis.warning
    words = [incident.topic, incident.title, incident.public_title] if incident else []
    kind = incident_kind(session, incident) if incident else None
    words += [kind.title] if kind else []
    words += [warning.category, warning.title] if warning else []
    return " ".join([*words, FOOD] if 2 * food > total else words)
