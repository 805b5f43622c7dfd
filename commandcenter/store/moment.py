"""One moment: up to when each source's complaints are here, and which of them count by then.

Every count of complaints, on a screen, in a report or on a paper, is of one `Moment` and goes
through `counted`. So a later 截至 never has the smaller count, unless complaints were taken out
(`store/incident/decreases.py`), and the past, looked back at, has the numbers that it had.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.as_of import Moment as Moment
from commandcenter.domain.complaints.complaint import Source
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintFlagRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow
from commandcenter.store.tables.journal import JournalLineRow

# A seat's clock may be behind the one that stamped what it sees; by more it is asked of the past.
SKEW = timedelta(seconds=2)


def moment(session: Session, at: datetime, *, noted: bool = False) -> Moment:
    """What this session sees of a moment; of one that is now, all that it sees.

    `noted`: of one that was noted before (as a paper's 截至), however short a time ago.
    """
    return read_once(session, ("moment", at, noted), lambda: _moment(session, at, noted))


def _moment(session: Session, at: datetime, noted: bool) -> Moment:
    row, line = BatchRow, JournalLineRow
    head = select(line.number, line.at).order_by(line.number.desc()).limit(1).subquery()
    head_at = select(head.c.at).scalar_subquery()
    here = row.closed_at <= at
    if not noted:
        here = or_(here, head_at <= at + SKEW)
    done = and_(row.state == "closed", here)
    if noted:
        done = or_(done, _whole_then(at))
    under_way = or_(row.state == "open", and_(row.state == "closed", not_(here)))
    platform, hotline, desk, unfinished, newest, until_then, stamped = session.execute(
        select(
            func.max(case((done, row.platform_to))),
            func.max(case((done, row.hotline_to))),
            func.max(case((and_(done, row.source == Source.DESK.value), row.closed_at))),
            func.count(case((under_way, 1))),
            select(head.c.number).scalar_subquery(),
            select(func.max(line.number)).where(line.at <= at).scalar_subquery(),
            head_at,
        )
    ).one()
    now = not noted and stamped is not None and stamped <= at + SKEW
    until = max(at, stamped) if now else at
    known = {Source.PLATFORM: platform, Source.HOTLINE: hotline, Source.DESK: desk and until}
    upto = tuple((source, min(to, until)) for source, to in known.items() if to is not None)
    return Moment(until, (newest if now else until_then) or 0, upto, whole=not unfinished)


def _whole_then(at: datetime) -> ColumnElement[bool]:
    """Imports that were whole at a moment and were taken out later: how far they went was known."""
    line = JournalLineRow
    closed = exists().where(
        line.kind == "batch", line.verb == "closed", line.subject == BatchRow.id, line.at <= at
    )
    return and_(BatchRow.withdrawn_at > at, closed)


def counted(
    m: Moment,
    incident_id: int | None = None,
    district: str | Collection[str] | None = None,
) -> ColumnElement[bool]:
    """The complaints that count at a moment: of an incident, or of the whole city."""
    parts = [registered(m)]
    if not m.whole:
        parts.append(ComplaintRow.batch_id.not_in(_under_way(m)))
    if incident_id is not None:
        parts += [ComplaintRow.recorded_at <= m.at, ComplaintRow.id.in_(joined(m, incident_id))]
    if district is not None:
        places = {district} if isinstance(district, str) else district
        parts.append(ComplaintRow.district.in_(places))
    return and_(*parts)


def registered(m: Moment) -> ColumnElement[bool]:
    """Registered up to where the source of each ends."""
    first = min(m.to(source) for source in Source)
    column = ComplaintRow.registered_at
    later = [
        and_(ComplaintRow.source == source, column <= m.to(source))
        for source in Source
        if m.to(source) > first
    ]
    return or_(column <= first, *later)


def lately(m: Moment, last: timedelta, back: timedelta = timedelta()) -> ColumnElement[bool]:
    """Registered in the `last` hours that are here of each source, or as many `back` before.

    An hour that ended now would have less of a source whose export is late.
    """
    column = ComplaintRow.registered_at
    ends = [(source, m.to(source) - back) for source in Source]
    first = min(end for _, end in ends) - last  # for the index
    each = [
        and_(ComplaintRow.source == source, column > end - last, column <= end)
        for source, end in ends
    ]
    return and_(column > first, or_(*each))


def joined(m: Moment, incident_id: int) -> Select[int]:
    """The complaints that were in an incident at a moment."""
    link = IncidentComplaintRow
    return select(link.complaint_id).where(
        link.incident_id == incident_id,
        link.at <= m.at,
        or_(link.removed_at.is_(None), link.removed_at > m.at),
    )


def flagged(m: Moment) -> ColumnElement[bool]:
    """Complaints with a sign of an abnormal cluster that nobody had lifted."""
    flag = ComplaintFlagRow
    open_ = select(flag.complaint_id).where(
        flag.at <= m.at, or_(flag.lifted_at.is_(None), flag.lifted_at > m.at)
    )
    return ComplaintRow.id.in_(open_)


def pairs_in(m: Moment, incident_id: int) -> Select[int]:
    """其中 n 件为跨平台重复: pairs of which both belong to the incident, each counted once."""
    link, mine = ComplaintLinkRow, select(ComplaintRow.id).where(counted(m, incident_id))
    standing = link.at <= m.at, or_(link.undone_at.is_(None), link.undone_at > m.at)
    both = link.first_id.in_(mine), link.second_id.in_(mine)
    return select(func.count()).select_from(link).where(*standing, *both)


def _under_way(m: Moment) -> Select[int]:
    """Imports that were not whole at a moment."""
    later = and_(BatchRow.state == "closed", BatchRow.closed_at > m.at)
    return select(BatchRow.id).where(or_(BatchRow.state == "open", later))
