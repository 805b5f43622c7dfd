"""Complaints come in: one by hand, or a checked file in chunks that nobody sees until it is whole.

`take_in` is the one service that spans several transactions: a file of a million
rows must not hold the pen for a minute. Each chunk is a transaction of at most
CHUNK rows with its journal line; the import stays open, and its rows unseen,
until the last. Cancelled or killed, any seat undoes it (`undo`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns, by_column
from commandcenter.domain.complaints.complaint import (
    NewComplaint,
    Source,
)
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.complaints import arrivals, correcting, corrections, subjects
from commandcenter.services.complaints.differences import Change
from commandcenter.services.complaints.refused_rows import own_of
from commandcenter.services.complaints.storing import announce, require_open, store_chunk
from commandcenter.services.guard import rights, storable
from commandcenter.store import journal
from commandcenter.store.complaints import people, rollups
from commandcenter.store.complaints.people import keyed
from commandcenter.store.complaints.person_key import key_in
from commandcenter.store.database import Database, now
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.every import hanging_on

Keyed = tuple[NewComplaint, str]  # with its person, who is told without the pen

SEARCHED_AT_ONCE = 2_000  # rows of a file that are indexed with it; more are afterwards

CHUNK = 5_000  # rows a transaction: the pen is held 200 ms at most


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the import keeps of the file. `exported_to`: as-of time of each source in it."""

    file_name: str
    sha256: str
    mapping: str
    rows: int
    rejected: int
    duplicates: int  # within the file
    exported_to: dict[Source, datetime] = field(default_factory=dict)
    given: frozenset[str] | None = None  # fields that it has columns for; None: all


@dataclass(frozen=True, slots=True)
class TakenIn:
    batch_id: int
    accepted: int
    duplicates: int  # within the file, and of what was here before
    corrected: int = 0  # of those that were here: the file says something otherwise
    refused: tuple[tuple[str, str], ...] = ()  # not this person's to take in: number, reason
    kept: tuple[str, ...] = ()  # numbers of reports that the file calls otherwise, and that stay
    others: tuple[str, ...] = ()  # of what others took in: the file says otherwise, it stays
    older: tuple[str, ...] = ()  # the same of what files told whose data reach further


class Cancelled(Exception):
    """The person cancelled; nothing of the file is left."""


class SameContent(RuleBroken):
    """The very same file is here already, or being taken in (`under_way`) by another seat."""

    def __init__(self, before: BatchRow) -> None:
        name, at = before.file_name, before.closed_at or before.opened_at
        words = "内容与 {time} 导入的“{name}”完全相同，没有再次导入。"
        super().__init__(words, time=minute_zh(at), name=name)
        self.under_way = before.state == "open"


class UnderWay(RuleBroken):
    """Some of it is here by an import that is not whole, and may still be taken back out."""

    def __init__(self, number: str) -> None:
        words = (
            "编号 {number} 的投诉举报正由另一次导入或者撤回处理，尚未完成，本文件没有入库，"
            "请稍后再试。中断了的导入会自动撤回。"
        )
        super().__init__(words, number=number)


def take_in(
    db: Database,
    actor: Actor,
    facts: FileFacts,
    complaints: Iterable[NewComplaint] | Iterable[Columns],
    key: bytes | None = None,
    *,
    on_progress: Callable[[int], None] = lambda done: None,
    should_stop: Callable[[], bool] = lambda: False,
    once: bool = False,
) -> TakenIn:
    """Store a checked file, CHUNK complaints at a time or by the columns that are given.

    The words of many are indexed afterwards (`word_index.fill`). `on_progress` gets the number of
    rows done; `key`: see key_in. Raises Cancelled when `should_stop` says so, RuleBroken without
    the right, UnderWay where another import of the same is not whole, and with `once` SameContent
    for a file that was taken in before under any name.
    """
    batch_id, key, known = _begin(db, actor, facts, key, once)
    accepted = seen = done = first = 0
    changes, refused = list[Change](), dict[str, str]()
    left, few = correcting.LeftAlone(), facts.rows <= SEARCHED_AT_ONCE
    try:
        for columns in _chunks(complaints):
            if should_stop():
                raise Cancelled
            chunk = keyed(columns, key)
            done += len(chunk)
            with db.write() as session:
                chunk = own_of(session, actor, chunk, refused)
                stored = store_chunk(session, actor, batch_id, chunk, known, searched=few)
                here = _here_before(chunk, stored)
                _ask(session, actor, batch_id, here)
            changes += _differing(db, actor, batch_id, here, facts, known, left)
            accepted += len(stored)
            first = first or stored.start
            seen += len(chunk)
            on_progress(done)
        facts = replace(facts, rejected=facts.rejected + done - seen)
        _finish(db, actor, batch_id, facts, (accepted, seen, first), changes, known)
    except BaseException:
        undo(db, actor, batch_id)
        raise
    away, double = tuple(refused.items()), facts.duplicates + seen - accepted
    return TakenIn(batch_id, accepted, double, len(changes), away, *left.numbers())


def _chunks(complaints: Iterable[NewComplaint] | Iterable[Columns]) -> Iterator[Columns]:
    stream = iter(complaints)
    for first in stream:
        rest: Iterable[Any] = chain([first], stream)
        yield from rest if isinstance(first, Columns) else by_column(rest, CHUNK)


def _here_before(chunk: Columns, stored: range) -> list[Keyed]:
    """Those of a chunk that were not stored, for they are here."""
    return pairs_of(chunk) if len(stored) < len(chunk) else []


def _ask(session: Session, actor: Actor, batch_id: int, here: Sequence[Keyed]) -> None:
    """What a file tells of complaints that are here, once they are here to stay."""
    _require_whole(session, batch_id, here)
    corrections.ask(session, actor, batch_id, here)


def _require_whole(session: Session, batch_id: int, here: Sequence[Keyed]) -> None:
    """What is here already is here to stay: else it would be told as here, and taken back out."""
    if not here:
        return
    others = session.scalars(
        select(BatchRow.id).where(BatchRow.state == "open", BatchRow.id != batch_id)
    ).all()
    if not others:
        return
    row, numbers = ComplaintRow, [complaint.number for complaint, _ in here]
    wanted = select(row.number).where(row.batch_id.in_(others), row.number.in_(numbers))
    if number := session.scalar(wanted.order_by(row.number).limit(1)):
        raise UnderWay(number)


def pairs_of(chunk: Columns) -> list[Keyed]:
    return [(chunk[n], key) for n, key in enumerate(chunk.keys)]


def _differing(
    db: Database,
    actor: Actor,
    batch_id: int,
    chunk: Sequence[Keyed],
    facts: FileFacts,
    known: subjects.Known,
    left: correcting.LeftAlone,
) -> list[Change]:
    """Once the chunk is committed: nothing is compared with what may be taken back."""
    if not chunk:
        return []
    with db.read() as session:
        return corrections.differing(
            session, actor, batch_id, chunk, facts.exported_to, known, left, facts.given
        )


def _begin(
    db: Database, actor: Actor, facts: FileFacts, key: bytes | None, once: bool
) -> tuple[int, bytes, subjects.Known]:
    with db.write() as session:
        if once:
            require_new(session, facts.sha256)
        batch_id = open_batch(session, actor, facts)
        key = key if key and people.numbered_here(session) else key_in(session)
        return batch_id, key, subjects.known_subjects(session)


def _finish(
    db: Database,
    actor: Actor,
    batch_id: int,
    facts: FileFacts,
    whole: tuple[int, int, int],
    changes: list[Change],
    known: subjects.Known,
) -> None:
    """Corrections come with the end of the import, when nothing can be refused any more."""
    *before, last = [changes[n : n + CHUNK] for n in range(0, len(changes) or 1, CHUNK)]
    for page in before:
        with db.write() as session:
            require_open(session, batch_id)
            corrections.carry_out(session, actor, batch_id, page, known)
    with db.write() as session:
        close_batch(session, actor, batch_id, facts, *whole)
        corrections.carry_out(session, actor, batch_id, last, known)
    if any(change.person for change in changes):
        with db.write() as session:
            arrivals.follow_numbered(session, actor, batch_id)


def may_take_in(session: Session, actor: Actor) -> bool:
    """Whether a person may bring files in; what runs for them asks before it begins."""

    def asked() -> None:
        rights(session).require(actor, Action.TAKE_IN_COMPLAINTS, district=actor.districts())

    return refusal_of(asked) is None


def require_new(session: Session, sha256: str) -> None:
    """Raise SameContent when a file of this content is here, or on its way."""
    before = session.scalars(
        select(BatchRow)
        .where(BatchRow.sha256 == sha256, BatchRow.state.in_(("open", "closed")))
        .order_by(BatchRow.id)
        .limit(1)
    ).first()
    if before is not None:
        raise SameContent(before)


def open_batch(
    session: Session, actor: Actor, facts: FileFacts, right: Action = Action.TAKE_IN_COMPLAINTS
) -> int:
    """`right`: by which it comes in, of a file or a single call."""
    if actor.person_id:
        rights(session).require(actor, right, district=actor.districts())
    sources = sorted(source.value for source in facts.exported_to)
    row = BatchRow(
        source=sources[0] if len(sources) == 1 else "mixed",
        file_name=storable(facts.file_name),
        sha256=facts.sha256,
        mapping=facts.mapping,
        state="open",
        opened_at=now(session),
        opened_by=actor.name,
        opener_id=actor.person_id or None,
        rows=facts.rows,
        rejected=facts.rejected,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "batch", row.id, "opened")
    return row.id


def close_batch(
    session: Session,
    actor: Actor,
    batch_id: int,
    facts: FileFacts,
    accepted: int,
    seen: int,
    first: int,
) -> None:
    """The import is whole: from this commit on it is shown, counted and joined.

    `first` is the id of its first complaint.
    """
    require_open(session, batch_id)
    people.number(session)
    batch = session.get_one(BatchRow, batch_id)
    batch.state, batch.closed_at, batch.accepted = "closed", now(session), accepted
    batch.duplicates, batch.rejected = facts.duplicates + seen - accepted, facts.rejected
    batch.platform_to = facts.exported_to.get(Source.PLATFORM)
    batch.hotline_to = facts.exported_to.get(Source.HOTLINE)
    book.record(session, actor, "batch", batch_id, "closed")
    arrivals.follow(session, actor, batch_id, first)


def undo(db: Database, actor: Actor, batch_id: int) -> None:
    """Take an unfinished import back out, a chunk at a time; safe to call again.

    What it stored is read from the journal, so any seat can do it.
    """
    left = True
    while left:
        with db.write() as session:
            left = _undo_one(session, actor, batch_id)


def _undo_one(session: Session, actor: Actor, batch_id: int) -> bool:
    """Whether there is more to undo."""
    batch = session.get_one(BatchRow, batch_id)
    if batch.state != "open":
        return False
    people.number(session)
    if corrections.put_back(session, actor, batch_id, CHUNK):
        return True
    stored = journal.bulks(session, "complaint", batch_id, "stored")
    removed = {b.first for b in journal.bulks(session, "complaint", batch_id, "removed")}
    left = [b for b in stored if b.first not in removed]
    if left:
        _remove(session, actor, batch_id, range(left[-1].first, left[-1].last + 1))
        return True
    arrivals.follow_undone(session, actor, batch_id)
    batch.state, batch.closed_at = "undone", now(session)
    session.flush()
    for chunk in stored:
        match chunk.facts.get("subjects"):
            case [int(first), int(last)]:
                subjects.remove_unused(session, range(first, last + 1))
    book.record(session, actor, "batch", batch_id, "undone")
    return False


def _remove(session: Session, actor: Actor, batch_id: int, ids: range) -> None:
    """With all that hangs on a complaint: its people, links, flags, acts of law, its counts."""
    rollups.take(session, batch_id, ids)
    for column in (*hanging_on(ComplaintRow), ComplaintRow.__table__.c.id):
        session.execute(
            delete(column.table)
            .where(column.between(ids.start, ids.stop - 1))
            .execution_options(synchronize_session=False)
        )
    facts: dict[str, object] = {"batch": batch_id, "rows": len(ids)}
    announce(session, actor, batch_id, "removed", ids, facts)


def undo_left_by(db: Database, actor: Actor, opened_by: str) -> int:
    """Undo what one that is known to be dead left open. Returns how many."""
    return _undo_all(db, actor, BatchRow.opened_by == opened_by)


def undo_abandoned(db: Database, actor: Actor, older_than: datetime) -> int:
    """Undo imports whose seat died: open, and begun before a time. Returns how many."""
    return _undo_all(db, actor, BatchRow.opened_at < older_than)


def _undo_all(db: Database, actor: Actor, which: ColumnElement[bool]) -> int:
    with db.read() as session:
        rows = session.scalars(select(BatchRow).where(BatchRow.state == "open", which)).all()
        found = [row.id for row in rows if correcting.may_undo(session, actor, row)]
    for batch_id in found:
        undo(db, actor, batch_id)
    return len(found)
