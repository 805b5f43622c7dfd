"""An incident and those that are carried on in it (并案), whole chains included.

No act makes a ring of them. A file that was changed by hand may have one: it is gone round once.
"""

from sqlalchemy.orm import Session

from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.tables.incident.incident import IncidentRow


def family_of(session: Session, incident_id: int) -> tuple[int, ...]:
    """The incident first, then by number what was merged into it, and into that."""
    sources: dict[int, list[int]] = {}
    for row in all_incidents(session):
        if row.merged_into is not None:
            sources.setdefault(row.merged_into, []).append(row.id)
    found = [incident_id]
    for number in found:  # grows while it is gone through
        found += [each for each in sources.get(number, []) if each not in found]
    return tuple(found[:1] + sorted(found[1:]))


def carriers_of(session: Session, incident: IncidentRow) -> list[IncidentRow]:
    """The incident, what it was merged into, and so on to the one that carries it on."""
    chain, known = [incident], {incident.id}
    while (into := chain[-1].merged_into) is not None and into not in known:
        chain.append(session.get_one(IncidentRow, into))
        known.add(into)
    return chain
