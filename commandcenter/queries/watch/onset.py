"""The curve of an incident: of one with cases how many fell ill when, else its complaints."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.phrase import word
from commandcenter.queries.incident.case_picture import CasePicture, case_picture
from commandcenter.queries.watch.timeline import Mark, MarkKind, Series, Timeline, timeline
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.incident_kind import incident_kind
from commandcenter.store.tables.incident.incident import IncidentRow

ONSET = "onset"  # the key of its one series
NEAR = 2  # times the span shown so far, within which the present is shown, too


def incident_timeline(
    session: Session,
    incident_id: int | None,
    start: datetime,
    end: datetime,
    bin_minutes: int,
    by: str = "channel",
    *,
    now: datetime,
    public: bool = False,
) -> Timeline:
    """As `timeline`; of an incident with cases its onset, whatever span is asked for."""
    if incident_id is not None:
        incident = session.get_one(IncidentRow, incident_id)
        found = case_picture(session, incident, now, public=public)
        if found is not None:
            stopped = _stopped(session, incident, now)
            return onset_timeline(incident, found, now, stopped)
    return timeline(session, incident_id, start, end, bin_minutes, by, now=now)


def _stopped(session: Session, incident: IncidentRow, now: datetime) -> datetime | None:
    """When the supply was stopped, by the act or the word that closed it."""
    kind = incident_kind(session, incident)
    if kind is None or not kind.stop:
        return None
    book = obligations_of(session, incident.id, now)
    return next((row.done_at for row in book if row.code == kind.stop and row.done_at), None)


def onset_timeline(
    incident: IncidentRow, cases: CasePicture, now: datetime, stopped: datetime | None = None
) -> Timeline:
    """From before the suspected meal until after the last interval and 停供, before it 接报."""
    meals = [Mark(meal.start, meal.name, MarkKind.MEAL) for meal in cases.meals]
    line = Mark(incident.received_at, word("接报"), MarkKind.WARNING)
    if stopped is not None:
        line = Mark(stopped, word("停供"), MarkKind.WARNING)
    marks = (*meals, line)
    start, bins, width = now, 0, timedelta(minutes=cases.width or 1)
    if cases.intervals:
        first = cases.intervals[0].start
        start = first - width * -(-(first - _begin(cases)) // width)
        bins = -(-(_end(cases, start, now, marks) - start) // width)
    counts = [0] * bins
    for each in cases.intervals:
        counts[(each.start - start) // width] += each.number
    return Timeline(
        start=start,
        bin_minutes=cases.width,
        bins=bins,
        series=(Series(ONSET, word("新发病人数"), tuple(counts)),) if bins else (),
        band=None,
        marks=marks if bins else (),
        now=now,
        sources=(),
        of_incident=True,
        cases=cases,
    )


def _begin(cases: CasePicture) -> datetime:
    """Half an hour before the first meal, or an interval before the first case."""
    first = cases.intervals[0].start
    before = [meal.start - timedelta(minutes=30) for meal in cases.meals]
    return min([first - timedelta(minutes=cases.width), *before])


def _end(cases: CasePicture, start: datetime, now: datetime, marks: tuple[Mark, ...]) -> datetime:
    """The present is shown while it is not so far off that the bars would vanish."""
    last = max(cases.intervals[-1].end, *(mark.at for mark in marks))
    near = start + NEAR * (last - start)
    return max(last, now) if now <= near else last + timedelta(minutes=cases.width)
