"""What the risk ledger counts, for traders and for categories: narrow queries and rollups only.

Days are Shanghai's and whole, so that each number is that of its rows.
"""

from collections import Counter, defaultdict
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.watch.risk import SURVEYS, Counted, Measure, RecordKind, RecordResult
from commandcenter.domain.watch.survey import named_words
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.rollups import day_bucket
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.watch.risk import RiskRecordRow
from commandcenter.store.watch.risk_late import late_now
from commandcenter.store.watch.risk_past import (
    Asked,
    incidents_of_categories,
    past_of_subjects,
)
from commandcenter.store.watch.survey_answers import answers_of, questions_in

CANDIDATES = 80  # traders most complained about that are looked at closely
FOUND = (RecordResult.PROBLEMS, RecordResult.UNREACHABLE)


@dataclass(slots=True)
class Tally:
    """Counts of one kind of lines, by key and measure, while they are gathered."""

    values: dict[str, Counter[Measure]] = field(default_factory=lambda: defaultdict(Counter))
    complaints: Counter[str] = field(default_factory=Counter)
    earlier: Counter[str] = field(default_factory=Counter)
    spans: float = 0.0  # how many earlier periods there is data of
    surveys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def counted(self, key: str) -> Counted:
        usual = self.earlier[key] / self.spans if self.spans >= 1 else None
        named = {Measure.SURVEYS: tuple(self.surveys[key])} if key in self.surveys else {}
        return Counted(dict(self.values[key]), self.complaints[key], usual, named)


def of_subjects(session: Session, asked: Asked) -> dict[str, Counted]:
    """By the trader's id: who is complained about most, and whoever is on a record."""
    tally = Tally(spans=spans(session, asked))
    _past(session, asked, tally)
    for key, measure, count in _records(session, asked, RiskRecordRow.subject_id):
        tally.values[key][measure] = count
    _surveys(session, asked, tally, RiskRecordRow.subject_id)
    since, whole = asked.since(Measure.PEOPLE), _whole(session)
    recent = (ComplaintRow.registered_at >= since, whole, asked.districts())
    most = session.execute(
        select(ComplaintRow.subject_id)
        .where(*recent, ComplaintRow.subject_id.is_not(None))
        .group_by(ComplaintRow.subject_id)
        .order_by(func.count().desc(), ComplaintRow.subject_id)
        .limit(CANDIDATES)
    )
    wanted = {int(key) for key in tally.values} | {key for (key,) in most if key is not None}
    mine = ComplaintRow.subject_id.in_(wanted)
    _people(session, tally, ComplaintRow.subject_id, *recent, mine)
    _earlier(session, asked, tally, ComplaintRow.subject_id, mine, whole)
    return {key: tally.counted(key) for key in map(str, sorted(wanted))}


def of_categories(session: Session, asked: Asked) -> dict[str, Counted]:
    """By the category's name, all that complaints or records name."""
    tally = Tally(spans=spans(session, asked))
    since, whole = asked.since(Measure.PEOPLE), _whole(session)
    recent = (ComplaintRow.registered_at >= since, whole, asked.districts())
    _people(session, tally, ComplaintRow.category, *recent)
    if asked.own is None:
        _earlier_days(session, asked, tally)
    else:
        _earlier(session, asked, tally, ComplaintRow.category, true(), whole)
    for key, measure, count in _records(session, asked, RiskRecordRow.category):
        tally.values[key][measure] = count
    _surveys(session, asked, tally, RiskRecordRow.category)
    for category in incidents_of_categories(session, asked).values():
        tally.values[category][Measure.INCIDENTS] += 1
    return {key: tally.counted(key) for key in sorted(set(tally.values) | set(tally.complaints))}


def _whole(session: Session) -> ColumnElement[bool]:
    """Closed imports only; where none is open, nothing need be looked at."""
    open_import = session.scalar(select(BatchRow.id).where(BatchRow.state == "open").limit(1))
    return true() if open_import is None else settled()


def spans(session: Session, asked: Asked) -> float:
    """How many earlier periods there is data of, at most as many as the plan asks for."""
    point = asked.points.get(Measure.TREND)
    oldest = session.scalar(
        select(func.min(RollupRow.bucket)).where(RollupRow.family == "day_category")
    )
    if point is None or oldest is None or point.days < 1:
        return 0.0
    days = day_bucket(asked.since(Measure.TREND)) - oldest
    return min(float(point.periods), max(0, days) / point.days)


def _people(
    session: Session, tally: Tally, key: InstrumentedAttribute[Any], *where: ColumnElement[bool]
) -> None:
    """Complaints, and people told apart; who left no name is nobody."""
    known = func.nullif(ComplaintRow.person_key, "")
    rows = session.execute(
        select(key, func.count(), func.count(known.distinct())).where(*where).group_by(key)
    )
    for name, complaints, people in rows:
        if name not in (None, ""):
            tally.complaints[str(name)] = complaints
            tally.values[str(name)][Measure.PEOPLE] = people


def _earlier(
    session: Session,
    asked: Asked,
    tally: Tally,
    key: InstrumentedAttribute[Any],
    *where: ColumnElement[bool],
) -> None:
    start, end = _before(asked)
    rows = session.execute(
        select(key, func.count())
        .where(ComplaintRow.registered_at >= start, ComplaintRow.registered_at < end)
        .where(asked.districts(), *where)
        .group_by(key)
    )
    tally.earlier.update({str(name): count for name, count in rows if name not in (None, "")})


def _earlier_days(session: Session, asked: Asked, tally: Tally) -> None:
    """The same from the counts a day; those of an open import are left out by its number."""
    start, end = _before(asked)
    unfinished = select(BatchRow.id).where(BatchRow.state == "open")
    rows = session.execute(
        select(RollupRow.key, func.sum(RollupRow.count))
        .where(
            RollupRow.family == "day_category",
            RollupRow.bucket >= day_bucket(start),
            RollupRow.bucket < day_bucket(end),
            RollupRow.batch_id.not_in(unfinished),
        )
        .group_by(RollupRow.key)
    )
    tally.earlier.update({key: int(count) for key, count in rows if key})


def _before(asked: Asked) -> tuple[datetime, datetime]:
    """The periods before the one that is counted."""
    point, end = asked.points.get(Measure.TREND), asked.since(Measure.TREND)
    return (end - timedelta(days=point.days * point.periods) if point else end), end


def record_where(asked: Asked, measure: Measure) -> tuple[ColumnElement[bool], ...]:
    """Which inspections and surveys a measure counts."""
    row, since = RiskRecordRow, RiskRecordRow.held_at >= asked.since(measure)
    own = true() if asked.own is None else or_(row.district.in_(asked.own), row.district.is_(None))
    match measure:
        case Measure.INSPECTIONS:
            return since, row.kind == RecordKind.INSPECTION, row.result.in_(FOUND), own
        case Measure.OVERDUE:
            return since, late_now(asked.now), own
    return since, row.kind.in_(SURVEYS), row.result == RecordResult.PROBLEMS, own


RECORDS = (Measure.INSPECTIONS, Measure.OVERDUE, Measure.SURVEYS)


def _records(
    session: Session, asked: Asked, key: InstrumentedAttribute[Any]
) -> list[tuple[str, Measure, int]]:
    """What nothing is counted of is not there."""
    each = [and_(*record_where(asked, measure)) for measure in RECORDS]
    counts = [func.count(case((counted, 1))) for counted in each]
    rows = session.execute(select(key, *counts).where(or_(*each)).group_by(key))
    return [
        (str(name), measure, n)
        for name, *numbers in rows
        if name not in (None, "")
        for measure, n in zip(RECORDS, numbers, strict=True)
        if n
    ]


def _surveys(session: Session, asked: Asked, tally: Tally, key: InstrumentedAttribute[Any]) -> None:
    """What surveys are called, with the answer of each that weighs most; the newest first."""
    rows = session.execute(
        select(key, RiskRecordRow.id, RiskRecordRow.title)
        .where(*record_where(asked, Measure.SURVEYS))
        .order_by(RiskRecordRow.held_at.desc(), RiskRecordRow.id.desc())
    ).all()
    answers = answers_of(session, [number for _, number, _ in rows])
    for name, number, title in rows:
        if name not in (None, ""):
            questions = questions_in(answers.get(number, ()))
            tally.surveys[str(name)].append(named_words(title, questions))


def _past(session: Session, asked: Asked, tally: Tally) -> None:
    for measure, queries in past_of_subjects(asked).items():
        for query in queries:
            for subject, _ in session.execute(query):
                if subject is not None:
                    tally.values[str(subject)][measure] += 1
