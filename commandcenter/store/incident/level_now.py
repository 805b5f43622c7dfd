"""The level that an incident stands at."""

from commandcenter.domain.level import Level
from commandcenter.store.tables.incident.incident import IncidentRow


def level_of(incident: IncidentRow) -> Level | None:
    return incident.response or incident.grade
