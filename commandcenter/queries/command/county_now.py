"""How a county's own part of an incident stands, for its people's first page."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.handling import HandlingState
from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import enumerated
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import light_rows
from commandcenter.queries.watch.silence import Word, silences
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.moment import moment
from commandcenter.store.people import on_duty
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class CountyNow:
    """`districts`: the reader's of those concerned. `waiting`: nothing was done on them, `soon` and
    `late`: near and over a limit of law. `last_at`, `last_by`: the last word of the county;
    `too_long`: minutes since, where that is more than `allowed`. `duty`, `number`: of the city.
    """

    name: str
    districts: tuple[str, ...]
    complaints: int
    people: int
    waiting: int
    soon: int
    late: int
    last_at: datetime | None
    last_by: Word | None
    too_long: int | None
    allowed: int
    duty: str
    number: str
    now: datetime


def county_now(session: Session, actor: Actor, incident_id: int, now: datetime) -> CountyNow:
    """Zeros where the incident does not concern the reader's counties."""
    incident = session.get_one(IncidentRow, incident_id)
    own = sorted(actor.districts() & set(incident.districts))
    counts = incident_counts(session, moment(session, now), incident_id, own)
    rows = light_rows(session, incident_id, now, frozenset(own))
    near = Counter(row.due for row in rows)
    heard = [each for each in silences(session, incident, now) if each.code in own]
    told = [each for each in heard if each.at is not None]
    last = max(told, key=lambda each: each.at or now, default=None)
    person = on_duty(session, now, Role.DUTY)
    return CountyNow(
        name=enumerated(district_names(session, own)),
        districts=tuple(own),
        complaints=counts.complaints,
        people=counts.people,
        waiting=sum(row.state is HandlingState.REGISTERED for row in rows),
        soon=near[Due.SOON],
        late=near[Due.LATE],
        last_at=last.at if last else None,
        last_by=last.by if last else None,
        too_long=max((each.too_long for each in heard if each.too_long), default=None),
        allowed=max((each.allowed for each in heard), default=0),
        duty=person.name if person else "",
        number=person.phone if person else "",
        now=now,
    )
