"""Signals and warnings for the wall: what and where, never about whom.

No text that the watch or a person wrote is taken over: it may name a trader. What is shown is
put together from what the signal counts and what the warning is about.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.level import Level
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.domain.watch.warning import WarningState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.tables.watch.watch import SignalRow

# By these people are counted: what is usual for them is no number of complaints.
OF_PEOPLE = (
    Detector.EARLY_SIGN, Detector.LINKED_CASES, Detector.GROUP_COMPLAINT, Detector.GATHERING,
)  # fmt: skip
LEAST_TOLD = 5  # patients
WAITING = (SignalState.NEW, SignalState.VERIFYING, SignalState.ASSESSING)


@dataclass(frozen=True, slots=True)
class WallSignal:
    """`span`: within which the complaints came. `observed`: None where fewer than five are ill.

    `expected`: usual for the time that was judged; None where people were counted. `over_days`: it
    gathers, a few a day.
    """

    stream: StreamKind
    places: tuple[str, ...]
    town: str
    category: str
    problem: str
    channel: Channel | None
    span: timedelta
    observed: int | None
    people: int | None
    expected: float | None
    over_days: bool
    state: SignalState
    found_at: datetime


@dataclass(frozen=True, slots=True)
class WallSignals:
    """The newest first; `total` waits altogether, `watched` are looked at again when they grow."""

    lines: tuple[WallSignal, ...]
    total: int
    watched: int


@dataclass(frozen=True, slots=True)
class WallWarning:
    category: str  # "" where whoever drafted it put the trader's name into it
    places: tuple[str, ...]
    level: Level
    since: datetime


@dataclass(frozen=True, slots=True)
class WallWarnings:
    """The gravest first, then the newest; `total` are in force."""

    lines: tuple[WallWarning, ...]
    total: int


def wall_signals(session: Session, limit: int = 4) -> WallSignals:
    names = _names(session)
    waiting = SignalRow.state.in_(WAITING)
    rows = session.scalars(
        select(SignalRow)
        .where(waiting)
        .order_by(SignalRow.found_at.desc(), SignalRow.id.desc())
        .limit(limit)
    )
    lines = tuple(
        WallSignal(
            stream=row.stream,
            places=_places(names, row.districts),
            town=row.town,
            category=row.category,
            problem=row.problem,
            channel=row.channel,
            span=max(row.until_at - row.since_at, timedelta(minutes=1)),
            observed=None if _few(row) else row.observed,
            people=None if _few(row) else row.people,
            expected=None if row.detector in OF_PEOPLE else row.expected,
            over_days=row.detector is Detector.GATHERING,
            state=row.state,
            found_at=row.found_at,
        )
        for row in rows
    )
    watched = _count(session, SignalRow.state == SignalState.WATCHING)
    return WallSignals(lines, _count(session, waiting), watched)


def wall_warnings(session: Session, limit: int = 3) -> WallWarnings:
    names = _names(session)
    rows = session.execute(
        select(WarningRow, SubjectRow.name, SubjectRow.brand)
        .outerjoin(SubjectRow, SubjectRow.id == WarningRow.subject_id)
        .where(WarningRow.state == WarningState.ISSUED)
        .order_by(WarningRow.id.desc())
    )
    lines = [
        WallWarning(
            category="" if any(n and n in row.category for n in named) else row.category,
            places=_places(names, row.districts),
            level=row.level,
            since=row.issued_at or row.starts_at,
        )
        for row, *named in rows
    ]
    lines.sort(key=lambda line: line.level.rank)
    return WallWarnings(tuple(lines[:limit]), len(lines))


def _few(row: SignalRow) -> bool:
    """So few patients that each could be known by the number."""
    return row.detector is Detector.LINKED_CASES and row.observed < LEAST_TOLD


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(SignalRow).where(condition)).one()


def _names(session: Session) -> dict[str, str]:
    return dict(county_names(session))


def _places(names: dict[str, str], codes: list[str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)
