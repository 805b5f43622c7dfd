"""What changed in a week or month by more than chance, what stands, and which incident grew.

A county, category, problem or trader is held against all others of the same time: where all grew
alike nothing is told of the one. The chance is that of the conditional test of two Poisson rates,
times the number of those looked at (Bonferroni); what is told must be large besides, for complaints
come in bursts.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.analysis.tails import share_tail
from commandcenter.domain.papers.period import Span
from commandcenter.domain.watch.signal import SignalState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.period_counts import PeriodCounts, Spans
from commandcenter.queries.watch.timeline import Timeline
from commandcenter.store.moment import counted, moment
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.watch.watch import SignalRow

RARE = 0.001  # of all that is looked at together
LARGE, WIDE = 10, 1.3  # complaints more or less, and times as many
MOST = 6  # told one by one
STANDING = (
    SignalState.NEW, SignalState.VERIFYING, SignalState.WATCHING, SignalState.ASSESSING,
    SignalState.WARNED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """`expected`: had it moved as all others did."""

    label: str
    now: int
    before: int
    expected: float
    chance: float

    @property
    def more(self) -> bool:
        return self.now > self.expected


@dataclass(frozen=True, slots=True)
class HighDay:
    """A day above its usual range, by the same days of past weeks."""

    at: datetime
    count: int
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A signal that nobody has disposed of yet."""

    title: str
    observed: int
    people: int


@dataclass(frozen=True, slots=True)
class Grown:
    """An incident with complaints in this period or the one before."""

    title: str
    now: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Moves:
    """`compared`: how many counties, categories, problems and traders were looked at; 0 where
    the time before is not known."""

    found: tuple[Move, ...]
    compared: int
    high: tuple[HighDay, ...]
    standing: tuple[Standing, ...]
    grown: tuple[Grown, ...]


def period_moves(
    session: Session, spans: Spans, counts: PeriodCounts, timeline: Timeline, now: datetime
) -> Moves:
    found, compared = moves(counts)
    return Moves(
        found,
        compared,
        tuple(_high(timeline)),
        tuple(_standing(session, spans.now)),
        tuple(_grown(session, spans, now)),
    )


def moves(counts: PeriodCounts) -> tuple[tuple[Move, ...], int]:
    """The rarest first, and how many were looked at."""
    if counts.total.before is None:
        return (), 0
    rows = [
        *((each.label, each.now, each.before) for _, each in counts.districts),
        *((each.label, each.now, each.before) for each in counts.categories),
        *((each.label, each.now, each.before) for each in counts.problems),
        *((each.name, each.count, each.before) for each in counts.subjects),
    ]
    known = [(label, now, before or 0) for label, now, before in rows if label and (now or before)]
    total = counts.total.now, counts.total.before
    tested = (_move(label, now, before, total, len(known)) for label, now, before in known)
    found = [move for move in tested if move is not None]
    found.sort(key=lambda move: (move.chance, -move.now, move.label))
    return tuple(found[:MOST]), len(known)


def _move(label: str, now: int, before: int, total: tuple[int, int], looked_at: int) -> Move | None:
    """None of what chance explains, or what is small."""
    rest_now, rest_before = total[0] - now, total[1] - before
    if rest_now <= 0 or rest_before <= 0:
        return None
    share = rest_now / (rest_now + rest_before)
    expected = before * rest_now / rest_before
    more = now > expected
    one = share_tail(now, before, share) if more else share_tail(before, now, 1 - share)
    chance = min(1.0, 2 * looked_at * one)
    wide = now >= WIDE * expected if more else expected >= WIDE * now
    large = abs(now - expected) >= LARGE and wide
    return Move(label, now, before, expected, chance) if chance < RARE and large else None


def _high(timeline: Timeline) -> Iterator[HighDay]:
    if timeline.band is None:
        return
    days: Sequence[int] = [
        sum(series.counts[n] for series in timeline.series) for n in range(timeline.bins)
    ]
    for n, (count, high) in enumerate(zip(days, timeline.band.high, strict=False)):
        if count > high:
            yield HighDay(timeline.start + n * timedelta(minutes=timeline.bin_minutes), count, high)


def _standing(session: Session, span: Span) -> Iterator[Standing]:
    """The largest first."""
    rows = session.execute(
        select(SignalRow.title, SignalRow.observed, SignalRow.people)
        .where(
            SignalRow.found_at < span.end,
            SignalRow.until_at >= span.start,
            SignalRow.state.in_(STANDING),
            SignalRow.merged_into.is_(None),
        )
        .order_by(SignalRow.observed.desc(), SignalRow.id)
    )
    yield from (Standing(*row) for row in rows)


def _grown(session: Session, spans: Spans, now: datetime) -> Iterator[Grown]:
    """The most of this period first."""
    m = moment(session, now)
    incidents = session.execute(
        select(IncidentRow.id, IncidentRow.title)
        .where(IncidentRow.received_at < spans.now.end, IncidentRow.merged_into.is_(None))
        .order_by(IncidentRow.id)
    ).all()
    found = []
    for number, title in incidents:
        now_, before = (
            None if span is None else _count(session, counted(m, number), span)
            for span in (spans.now, spans.before)
        )
        if now_:
            found.append(Grown(title, now_, before))
    yield from sorted(found, key=lambda each: -each.now)


def _count(session: Session, where: ColumnElement[bool], span: Span) -> int:
    row = ComplaintRow.registered_at
    return session.scalars(
        select(func.count()).where(row >= span.start, row < span.end, where)
    ).one()
