"""Signals about the same complaints are kept together: one is shown, the others stand in it.

A person may take each out again, and the watch what grew into a matter of its own; what was
taken out is not merged again.
"""

import math
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.watch.signal import SPECIFIC, SignalAct, SignalState, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.services import book
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_facts import overlaps, rows_behind
from commandcenter.store.watch.signal_rows import family

BY = word("自动监测")
NARROW = (StreamKind.SUBJECT, StreamKind.FAMILY, StreamKind.MENTION, StreamKind.KEYWORDS)
UNKNOWN = 0.5  # complaints taken as usual where nothing is known


def merge_similar(
    session: Session,
    actor: Actor,
    changed: Sequence[SignalRow],
    limits: Limits,
    as_of: datetime,
    at: datetime,
) -> list[SignalRow]:
    """Merge those changed with what shares their complaints; return the mains, once each merge."""
    mains = []
    for row in sorted(changed, key=lambda r: (-strength(r), r.id)):
        if row.state is not SignalState.MERGED:
            since = as_of - limits.hold
            mains += _merge_one(session, actor, row, limits, since, at)
    return mains


def strength(row: SignalRow) -> float:
    """How far what was seen goes beyond what is usual: log likelihood ratio of the counts."""
    expected = max(row.expected if row.expected is not None else UNKNOWN, 0.05)
    if row.observed <= expected:
        return 0.0
    return row.observed * math.log(row.observed / expected) - (row.observed - expected)


def _merge_one(
    session: Session, actor: Actor, row: SignalRow, limits: Limits, since: datetime, at: datetime
) -> list[SignalRow]:
    shared = overlaps(session, row.id)
    if not shared:
        return []
    others = session.scalars(
        select(SignalRow).where(
            SignalRow.id.in_(sorted(shared)),
            SignalRow.state != SignalState.MERGED,
            SignalRow.until_at >= since,
        )
    ).all()
    mains = []
    # Those in hand first: what is shown to a person is not put aside for another.
    for other in sorted(others, key=lambda o: (o.state is SignalState.NEW, -strength(o), o.id)):
        pair = _which(row, other, shared[other.id], limits)
        if pair and not _taken_out(session, pair[0]):
            _merge(session, actor, *pair, at, _explains(*pair, shared[other.id], limits))
            mains.append(pair[1])
            if pair[0] is row:
                break
    return mains


def _which(
    row: SignalRow, other: SignalRow, shared: int, limits: Limits
) -> tuple[SignalRow, SignalRow] | None:
    """(what is merged, into what), or None. What a person has in hand is never merged away."""
    if 100 * shared < limits.same_percent * min(row.observed, other.observed):
        return None
    choices = [(row, other), (other, row)]
    # As strong as each other, as a brand of one trader and this trader are: the narrower names it.
    stronger = max((row, other), key=lambda r: (strength(r), -SPECIFIC.index(r.stream), -r.id))
    allowed = [
        (small, main)
        for small, main in choices
        if small.state is SignalState.NEW and _may_hold(small, main, shared, limits)
    ]
    if len(allowed) == 2:
        named = [pair for pair in allowed if _explains(pair[1], pair[0], shared, limits)]
        return named[0] if named else next(pair for pair in allowed if pair[1] is stronger)
    return allowed[0] if allowed else None


def _explains(main: SignalRow, small: SignalRow, shared: int, limits: Limits) -> bool:
    """Whether a more specific one is most of what the other goes beyond the usual."""
    if small.stream is StreamKind.FAMILY:  # of a brand one trader is a part, however large
        return False
    narrower = SPECIFIC.index(main.stream) < SPECIFIC.index(small.stream)
    beyond = small.observed - (small.expected or 0.0)
    return narrower and 100 * shared >= limits.same_percent * beyond


def _may_hold(small: SignalRow, main: SignalRow, shared: int, limits: Limits) -> bool:
    """A trader explains a county's trade or a channel when it is most of what goes beyond usual;
    these swallow a trader only when they are in hand already and are nearly all about it."""
    wide, narrow = main.stream not in NARROW, small.stream in NARROW
    if wide and narrow:
        enough = 100 * shared >= limits.same_percent * main.observed
        return enough and main.state is not SignalState.NEW
    if wide or narrow:
        return True
    beyond = small.observed - (small.expected or 0.0)
    return 100 * shared >= limits.same_percent * beyond


def split_diverged(
    session: Session, actor: Actor, row: SignalRow, limits: Limits, at: datetime
) -> bool:
    """What the watch merged is shown by itself again, when most of what goes beyond the usual is
    no longer among the complaints of the others there; whether it was so."""
    main = session.get(SignalRow, row.merged_into) if row.merged_into else None
    if main is None or _merged_by_a_person(session, row):
        return False
    session.flush()
    others = set(family(session, main.id, by_watch=True)) - {row.id}
    mine = rows_behind(session, [row.id])[row.id]
    shared = mine & set().union(*rows_behind(session, others).values())
    beyond = row.observed - (row.expected or 0.0)
    if 100 * len(shared) >= limits.same_percent * beyond:
        return False
    row.state, row.state_at, row.merged_into = SignalState.NEW, at, None
    words = f"增加的投诉多数与“{main.title}”不同，单独提示"
    session.add(
        SignalNoteRow(
            signal_id=row.id, act=SignalAct.TAKEN_OUT, words=words, other_signal=main.id,
            observed=row.observed, by=BY, at=at,
        )
    )  # fmt: skip
    book.record(session, actor, "signal", row.id, "taken out", clause="3.1(1)")
    return True


def _merged_by_a_person(session: Session, row: SignalRow) -> bool:
    last = session.scalars(
        select(SignalNoteRow)
        .where(SignalNoteRow.signal_id == row.id, SignalNoteRow.act == SignalAct.MERGED)
        .order_by(SignalNoteRow.id.desc())
        .limit(1)
    ).first()
    return last is not None and last.person_id is not None


def _taken_out(session: Session, row: SignalRow) -> bool:
    notes = select(SignalNoteRow.id).where(
        SignalNoteRow.signal_id == row.id, SignalNoteRow.act == SignalAct.TAKEN_OUT
    )
    return session.scalar(notes.limit(1)) is not None


def _merge(
    session: Session,
    actor: Actor,
    small: SignalRow,
    main: SignalRow,
    at: datetime,
    renames: bool,
) -> None:
    """`renames`: what is merged says better what the one in hand is about, which keeps its acts."""
    session.flush()
    session.execute(
        update(SignalRow)
        .where(SignalRow.merged_into == small.id)
        .values(merged_into=main.id, version=SignalRow.version + 1)
    )
    small.state, small.state_at, small.merged_into = SignalState.MERGED, at, main.id
    renamed = f"，改称“{small.title}”" if renames else ""
    for row, act, other, more in (
        (small, SignalAct.MERGED, main, ""),
        (main, SignalAct.TOOK_IN, small, renamed),
    ):
        session.add(
            SignalNoteRow(
                signal_id=row.id,
                act=act,
                words=f"投诉重合，与“{other.title}”合并{more}",
                other_signal=other.id,
                observed=row.observed,
                by=BY,
                at=at,
            )
        )
    if renames:
        main.title = small.title
    book.record(session, actor, "signal", small.id, "merged", clause="3.1(1)")
