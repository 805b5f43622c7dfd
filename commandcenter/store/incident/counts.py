"""The counts of an incident's complaints, for what is shown and for what is reported.

An import that is still open is left out everywhere by `settled`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.times import local
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import (
    BatchRow,
    ComplaintFlagRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, TallyRow


def settled() -> ColumnElement[bool]:
    """Complaints of closed imports only."""
    unfinished = select(BatchRow.id).where(BatchRow.state == "open")
    return ComplaintRow.batch_id.not_in(unfinished)


def settled_now(session: Session) -> ColumnElement[bool]:
    """As `settled`; while no import is open, nothing that an index would not know."""
    unfinished = select(BatchRow.id).where(BatchRow.state == "open").limit(1)
    return true() if session.scalar(unfinished) is None else settled()


def settled_subject() -> ColumnElement[bool]:
    """Traders that something other than an open import has named."""
    complained_about = ComplaintRow.subject_id == SubjectRow.id
    return or_(~exists().where(complained_about), exists().where(complained_about, settled()))


def flagged() -> ColumnElement[bool]:
    """Complaints with a sign of an abnormal cluster that nobody lifted."""
    open_ = select(ComplaintFlagRow.complaint_id).where(ComplaintFlagRow.lifted_at.is_(None))
    return ComplaintRow.id.in_(open_)


def belonging(incident_id: int) -> ColumnElement[bool]:
    """Complaints that belong to the incident now."""
    joined = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id == incident_id,
        IncidentComplaintRow.removed_at.is_(None),
    )
    return and_(ComplaintRow.id.in_(joined), settled())


def incident_counts(
    session: Session, incident_id: int, now: datetime, district: str | Collection[str] | None = None
) -> Counts:
    """The counts of an incident, or of its part in one county or some."""
    places = {district} if isinstance(district, str) else district
    part = ComplaintRow.district.in_(places) if places else true()
    return counts_where(session, and_(belonging(incident_id), part), now)


def counts_where(session: Session, wanted: ColumnElement[bool], now: datetime) -> Counts:
    """The counts of the complaints that are `wanted`."""
    return counts_with_flags(session, wanted, now)[0]


def counts_with_flags(
    session: Session, wanted: ColumnElement[bool], now: datetime, *others: Select[int]
) -> tuple[Counts, tuple[int, ...]]:
    """The same with what else is counted of them, by the same statement: 0 where there are none."""
    columns = ComplaintRow.__table__.c
    found = session.execute(
        select(
            columns.person_key, columns.registered_at, columns.subject_id, columns.amount_cents,
            *(other.scalar_subquery() for other in others),
        ).where(wanted)
    ).all()  # fmt: skip
    beside = tuple(found[0][4:]) if found else (0,) * len(others)
    return _counts([tuple(row[:4]) for row in found], now), beside


def _counts(rows: Sequence[tuple[Any, ...]], now: datetime) -> Counts:
    hour_ago = now - timedelta(hours=1)
    people, named, amounts = set(), set(), dict[Any, int]()
    for number, (person, at, subject, cents) in enumerate(rows):
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
        last_hour=sum(hour_ago < at <= now for _, at, _, _ in rows),
        amount_cents=sum(amounts.values()),
    )


def flagged_in(incident_id: int) -> Select[int]:
    """其中疑似异常 n 件: beside the three counts, never taken off them."""
    counted = select(func.count()).select_from(ComplaintRow)
    return counted.where(belonging(incident_id), flagged())


def district_counts(incident_id: int) -> Select[str | None, int]:
    """(district code, 件) of an incident."""
    return (
        select(ComplaintRow.district, func.count())
        .where(belonging(incident_id))
        .group_by(ComplaintRow.district)
    )


def newest_tally(session: Session, incident_id: int, kind: str) -> TallyRow | None:
    """The newest hand count of a kind over all places."""
    key = ("newest tallies", incident_id)
    return read_once(session, key, lambda: _newest_tallies(session, incident_id)).get(kind)


def _newest_tallies(session: Session, incident_id: int) -> dict[str, TallyRow]:
    """By kind."""
    newest_first = (TallyRow.at.desc(), TallyRow.id.desc())
    place = func.row_number().over(partition_by=TallyRow.kind, order_by=newest_first)
    placed = (
        select(TallyRow.id, place.label("place")).where(TallyRow.incident_id == incident_id)
    ).subquery()
    newest = select(placed.c.id).where(placed.c.place == 1)
    return {
        row.kind: row for row in session.scalars(select(TallyRow).where(TallyRow.id.in_(newest)))
    }


def source_as_of(session: Session) -> dict[str, datetime]:
    """Up to when each source's records are here: 12315, 12345 by export, desk by entry."""
    closed = BatchRow.state == "closed"
    by_desk = case((BatchRow.source == "desk", BatchRow.closed_at))
    newest = select(
        func.max(BatchRow.platform_to), func.max(BatchRow.hotline_to), func.max(by_desk)
    ).where(closed)
    platform, hotline, desk = read_once(session, "sources", lambda: session.execute(newest).one())
    found = {"12315": platform, "12345": hotline, "desk": desk}
    return {source: at for source, at in found.items() if at is not None}
