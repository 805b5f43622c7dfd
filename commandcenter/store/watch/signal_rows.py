"""A signal with all that was merged into it: its complaints, its acts, who judged it last."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import dated_zh
from commandcenter.domain.watch.signal import SignalAct
from commandcenter.domain.watch.signal_words import signal_words
from commandcenter.domain.watch.triage import JUDGING
from commandcenter.store.incident.counts import settled
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow

if TYPE_CHECKING:
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow


def signal_of(session: Session, signal_id: int) -> SignalRow:
    row = session.get(SignalRow, signal_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的监测提示。", id=signal_id)
    return row


def signals_where(session: Session, *wanted: ColumnElement[bool]) -> list[SignalRow]:
    """Oldest first."""
    return list(session.scalars(select(SignalRow).where(*wanted).order_by(SignalRow.id)))


def family(session: Session, signal_id: int, *, by_watch: bool = False) -> list[int]:
    """The signal and, over any number of steps, those that people merged into it.

    What the watch merged by itself (`by_watch`) only overlaps: a whole category of a county is
    not the trader's matter, and its other complaints are counted in none of the trader's incidents.
    """
    key = ("family", signal_id, by_watch)
    return list(read_once(session, key, lambda: _family(session, signal_id, by_watch=by_watch)))


def _family(session: Session, signal_id: int, *, by_watch: bool) -> list[int]:
    # no start reads it
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow

    by_people = exists().where(
        SignalNoteRow.signal_id == SignalRow.id,
        SignalNoteRow.act == SignalAct.MERGED,
        SignalNoteRow.person_id.is_not(None),
    )
    found, fresh = [signal_id], [signal_id]
    while fresh:
        fresh = list(
            session.scalars(
                select(SignalRow.id)
                .where(SignalRow.merged_into.in_(fresh), SignalRow.id.not_in(found))
                .where(true() if by_watch else by_people)
                .order_by(SignalRow.id)
            )
        )
        found += fresh
    return found


def complaints_of(signal_ids: Iterable[int]) -> Select[int]:
    """The complaints behind signals."""
    # no start reads it
    from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow

    return select(SignalComplaintRow.complaint_id).where(
        SignalComplaintRow.signal_id.in_(list(signal_ids))
    )


def complaint_ids(session: Session, signal_id: int) -> list[int]:
    """Of the signal and what was merged into it; without those of an open import."""
    rows = session.scalars(
        select(ComplaintRow.id)
        .where(behind(family(session, signal_id)))
        .order_by(ComplaintRow.registered_at, ComplaintRow.id)
    )
    return list(rows)


def behind(signal_ids: Iterable[int]) -> ColumnElement[bool]:
    """The complaints behind signals, without those of an open import."""
    return and_(ComplaintRow.id.in_(complaints_of(signal_ids)), settled())


def last_judging(session: Session, signal_id: int) -> "SignalNoteRow | None":
    """The newest act that changed how the signal is judged."""
    # no start reads it
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow

    return session.scalars(
        select(SignalNoteRow)
        .where(SignalNoteRow.signal_id == signal_id, SignalNoteRow.act.in_(JUDGING))
        .order_by(SignalNoteRow.id.desc())
        .limit(1)
    ).first()


def last_judgings(session: Session, signal_ids: Iterable[int]) -> "dict[int, SignalNoteRow]":
    """The same of several signals, by signal; those that nobody has judged are not there."""
    # no start reads it
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow

    newest = (
        select(func.max(SignalNoteRow.id))
        .where(SignalNoteRow.signal_id.in_(list(signal_ids)), SignalNoteRow.act.in_(JUDGING))
        .group_by(SignalNoteRow.signal_id)
    )
    rows = session.scalars(select(SignalNoteRow).where(SignalNoteRow.id.in_(newest)))
    return {row.signal_id: row for row in rows}


def judged_by(note: "SignalNoteRow | None") -> str:
    """周岚 10:46; "" where nobody has judged it."""
    return f"{note.by} {dated_zh(note.at)}" if note else ""


def counted_words(row: SignalRow) -> str:
    """What it counts against what is usual."""
    span = row.until_at - row.since_at
    return signal_words(row.detector, row.observed, row.people, row.expected, span)
