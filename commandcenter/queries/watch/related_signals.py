"""Signals of the same matter: merged into one, to be merged with, and those of the past."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import LIVE
from commandcenter.domain.phrase import with_note
from commandcenter.domain.times import local
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.triage import OPEN, STATE_WORDS
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import (
    counted_words,
    family,
    last_judgings,
    signals_where,
)

if TYPE_CHECKING:
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow

SIMILAR_DAYS, SIMILAR_LIMIT = 730, 5


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """An earlier signal of the same matter, and what became of it."""

    id: int
    title: str
    found_at: datetime
    observed: int
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class RelatedSignal:
    id: int
    title: str
    usual: str


@dataclass(frozen=True, slots=True)
class OpenIncident:
    id: int
    title: str


def open_incidents(session: Session, own: frozenset[str] | None) -> tuple[OpenIncident, ...]:
    """Live incidents that a signal or a warning may belong to, the newest first."""
    rows = session.scalars(
        select(IncidentRow).where(IncidentRow.state.in_(LIVE)).order_by(IncidentRow.id.desc())
    )
    return tuple(
        OpenIncident(row.id, row.title) for row in rows if own is None or own & set(row.districts)
    )


def visible(rows: Sequence[SignalRow], own: frozenset[str] | None) -> list[SignalRow]:
    """Those that touch a county of `own`; None: all of them."""
    return [row for row in rows if own is None or own & set(row.districts)]


def merged(session: Session, signal_id: int) -> tuple[RelatedSignal, ...]:
    """What was merged into it, over any number of steps."""
    rest = [each for each in family(session, signal_id, by_watch=True) if each != signal_id]
    rows = signals_where(session, SignalRow.id.in_(rest)) if rest else []
    return tuple(related_signal(row) for row in rows)


def related_signal(row: SignalRow) -> RelatedSignal:
    return RelatedSignal(row.id, row.title, counted_words(row))


def targets(
    session: Session, row: SignalRow, own: frozenset[str] | None
) -> tuple[RelatedSignal, ...]:
    """What it may be merged into: the same trader or brand first."""
    wanted = (*OPEN, SignalState.WARNED, SignalState.INCIDENT)
    rows = [
        each
        for each in visible(signals_where(session, SignalRow.state.in_(wanted)), own)
        if each.id != row.id
    ]
    rows.sort(key=lambda each: (not _same_subject(row, each), -each.id))
    return tuple(related_signal(each) for each in rows)


def _same_subject(one: SignalRow, other: SignalRow) -> bool:
    same_subject = one.subject_id is not None and one.subject_id == other.subject_id
    return same_subject or bool(one.brand and one.brand == other.brand)


def similar(
    session: Session, row: SignalRow, own: frozenset[str] | None, now: datetime
) -> tuple[SimilarLine, ...]:
    """Disposed of before it: the same stream, trader or brand, and what became of them."""
    same: list[ColumnElement[bool]] = [
        (SignalRow.stream == row.stream) & (SignalRow.key == row.key)
    ]
    if row.subject_id is not None:
        same.append(SignalRow.subject_id == row.subject_id)
    if row.brand:
        same.append(SignalRow.brand == row.brand)
    if row.category and row.problem:
        same.append((SignalRow.category == row.category) & (SignalRow.problem == row.problem))
    found = session.scalars(
        select(SignalRow)
        .where(or_(*same), SignalRow.id != row.id, SignalRow.found_at <= row.found_at)
        .where(SignalRow.found_at >= now - timedelta(days=SIMILAR_DAYS))
        .where(SignalRow.state.not_in((*OPEN, SignalState.MERGED)))
        .order_by(SignalRow.found_at.desc(), SignalRow.id.desc())
    ).all()
    shown = visible(found, own)[:SIMILAR_LIMIT]
    judged = last_judgings(session, [each.id for each in shown]) if shown else {}
    return tuple(_past(each, judged.get(each.id)) for each in shown)


def _past(row: SignalRow, last: "SignalNoteRow | None") -> SimilarLine:
    by = f"{last.by} {local(last.at):%Y-%m-%d}" if last else ""
    return SimilarLine(
        id=row.id,
        title=row.title,
        found_at=row.found_at,
        observed=row.observed,
        outcome=with_note(STATE_WORDS[row.state], by),
        why=last.words if last else "",
    )
