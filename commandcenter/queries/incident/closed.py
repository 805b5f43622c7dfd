"""Whether the record of an incident may still grow, asked as the services ask it."""

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.incident import require_growing
from commandcenter.store.tables.incident.incident import IncidentRow


def closed(incident: IncidentRow | None) -> RuleBroken | None:
    """Why nothing more is registered in it; None while it is open, or where there is none."""
    if incident is None:
        return None
    return refusal_of(lambda: require_growing(incident.state, incident.merged_into is not None))
