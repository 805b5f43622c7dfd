"""The counts of an incident's complaints, for what is shown and for what is reported.

What counts at a moment says `store.moment.counted`; `settled` and `belonging` are for what is done
with complaints, whatever is shown of them.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.times import local
from commandcenter.store.moment import Moment, counted, flagged, lately
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow

HOUR = timedelta(hours=1)


def settled() -> ColumnElement[bool]:
    """Complaints of closed imports only."""
    unfinished = select(BatchRow.id).where(BatchRow.state == "open")
    return ComplaintRow.batch_id.not_in(unfinished)


def settled_now(session: Session) -> ColumnElement[bool]:
    """As `settled`; while no import is open, nothing that an index would not know."""
    unfinished = select(BatchRow.id).where(BatchRow.state == "open").limit(1)
    found = read_once(session, "an open import", lambda: session.scalar(unfinished))
    return true() if found is None else settled()


def settled_subject() -> ColumnElement[bool]:
    """Traders that something other than an open import has named."""
    complained_about = ComplaintRow.subject_id == SubjectRow.id
    return or_(~exists().where(complained_about), exists().where(complained_about, settled()))


def belonging(incident_id: int) -> ColumnElement[bool]:
    """Complaints that belong to the incident now: to be handled, covered or erased, not counted."""
    joined = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id == incident_id,
        IncidentComplaintRow.removed_at.is_(None),
    )
    return and_(ComplaintRow.id.in_(joined), settled())


def incident_counts(
    session: Session, m: Moment, incident_id: int, district: str | Collection[str] | None = None
) -> Counts:
    """The counts of an incident at a moment, or of its part in one county or some."""
    return counts_where(session, m, counted(m, incident_id, district))


def counts_where(session: Session, m: Moment, wanted: ColumnElement[bool]) -> Counts:
    """The counts of the complaints that are `wanted`."""
    return counts_with_flags(session, m, wanted)[0]


def counts_with_flags(
    session: Session, m: Moment, wanted: ColumnElement[bool], *others: Select[int]
) -> tuple[Counts, tuple[int, ...]]:
    """The same with what else is counted of them, by the same statement: 0 where there are none."""
    columns = ComplaintRow.__table__.c
    found = session.execute(
        select(
            columns.person_key, columns.registered_at, columns.subject_id, columns.amount_cents,
            columns.source, columns.amount_words, *(other.scalar_subquery() for other in others),
        ).where(wanted)
    ).all()  # fmt: skip
    beside = tuple(found[0][6:]) if found else (0,) * len(others)
    return _counts([tuple(row[:6]) for row in found], m), beside


def _counts(rows: Sequence[tuple[Any, ...]], m: Moment) -> Counts:
    lately = {source: (m.to(source) - HOUR, m.to(source)) for source in Source}
    people, named, amounts, fresh = set(), set(), dict[Any, int](), 0
    vague = sum(bool(row[5]) for row in rows)
    for number, (person, at, subject, cents, source, _words) in enumerate(rows):
        since, until = lately[source]
        fresh += since < at <= until
        if person:
            people.add(person)
            named.add((person, local(at).date()))
        if cents is not None:
            key = (person, subject) if person else number
            amounts[key] = max(amounts.get(key, 0), cents)
    nameless = sum(not person for person, *_ in rows)
    return Counts(
        complaints=len(rows),
        person_times=len(named) + nameless,
        people=len(people),
        last_hour=fresh,
        amount_cents=sum(amounts.values()),
        vague=vague,
    )


def hour_counts(
    session: Session, m: Moment, incident_id: int, district: str | None = None
) -> tuple[int, int]:
    """件 of the last hour that is here of each source, and of the hour before it."""
    last, before = session.execute(
        select(
            func.count(case((lately(m, HOUR), 1))), func.count(case((lately(m, HOUR, HOUR), 1)))
        ).where(counted(m, incident_id, district))
    ).one()
    return last, before


def flagged_in(m: Moment, incident_id: int) -> Select[int]:
    """其中疑似异常 n 件: beside the three counts, never taken off them."""
    rows = select(func.count()).select_from(ComplaintRow)
    return rows.where(counted(m, incident_id), flagged(m))


def district_counts(m: Moment, incident_id: int) -> Select[str | None, int]:
    """(district code, 件) of an incident."""
    return (
        select(ComplaintRow.district, func.count())
        .where(counted(m, incident_id))
        .group_by(ComplaintRow.district)
    )
