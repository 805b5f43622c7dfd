"""The hand counts of an incident one by one, and the words on what is told as a total."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.figures_shown import told_as_whole
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.hand_counts import ON_SITE, hand_counts
from commandcenter.store.incident.stated_facts import newest_stated, statements
from commandcenter.store.incident.told_figures import words_on
from commandcenter.store.moment import moment
from commandcenter.store.tables.incident.incident import TallyRow


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A count made by hand, or a statement of the matrix that says the same. `summed`: it is one
    of those that the figure is made of. `value` None: 正在核查; of a total `place` is its source.
    """

    kind: str  # of TALLIES, or the code of the fact
    value: int | None
    place: str
    at: datetime
    by: str
    summed: bool = False


def tally_lines(
    session: Session, incident_id: int, now: datetime, code: str = ""
) -> tuple[TallyLine, ...]:
    """All hand counts of an incident, newest first; of a figure that is told as a total (`code`)
    every word on it.
    """
    at = moment(session, now).at
    if told_as_whole(code):
        words = words_on(session, incident_id, code, at)
        return tuple(TallyLine(w.kind, w.value, w.source, w.at, w.by, w.holds) for w in words)
    counts = hand_counts(session, incident_id, at)
    summed = {each.tally_id for count in counts.values() for each in count.places}
    rows = session.scalars(
        select(TallyRow)
        .where(TallyRow.incident_id.in_(family_of(session, incident_id)), TallyRow.at <= at)
        .order_by(TallyRow.at.desc(), TallyRow.id.desc())
    )
    lines = [TallyLine(r.kind, r.value, r.place, r.at, r.by, r.id in summed) for r in rows]
    there, newest = counts.get(ON_SITE), newest_stated(session, incident_id, at).get(ON_SITE)
    stands = newest if there and there.stated else None
    lines += [
        TallyLine(ON_SITE, s.value, s.source, s.as_of, s.by, s is stands)
        for s in statements(session, incident_id)
        if s.code == ON_SITE and s.at <= at
    ]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))
