"""An incident and those that are carried on in it (并案), whole chains included."""

from sqlalchemy.orm import Session

from commandcenter.store.incident.all_incidents import all_incidents


def family_of(session: Session, incident_id: int) -> tuple[int, ...]:
    """The incident first, then by number what was merged into it, and into that."""
    sources: dict[int, list[int]] = {}
    for row in all_incidents(session):
        if row.merged_into is not None:
            sources.setdefault(row.merged_into, []).append(row.id)
    found = [incident_id]
    for number in found:  # grows while it is gone through
        found += sources.get(number, [])
    return tuple(found[:1] + sorted(found[1:]))
