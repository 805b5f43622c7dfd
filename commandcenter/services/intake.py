"""Complaints come in: one by hand, or a checked file in chunks that nobody sees until it is whole.

`take_in` is the one service that spans several transactions: a file of a million
rows must not hold the pen for a minute. Each chunk is a transaction of at most
CHUNK rows with its journal line; the import stays open, and its rows unseen,
until the last. Cancelled or killed, any seat undoes it (`undo`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaint import NewComplaint, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import joining
from commandcenter.services.guard import rights, text_of
from commandcenter.store import bulk, journal, rollups
from commandcenter.store.database import Database, now
from commandcenter.store.person_key import person_key
from commandcenter.store.tables.complaint import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    SubjectRow,
)

CHUNK = 5_000  # rows a transaction: the pen is held 200 ms at most
UNDO_CHUNK = 20_000


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


@dataclass(frozen=True, slots=True)
class TakenIn:
    batch_id: int
    accepted: int
    duplicates: int  # within the file, and of what was here before


class Cancelled(Exception):
    """The person cancelled; nothing of the file is left."""


@dataclass
class _Subjects:
    """Known subjects by credit code and by name; grows with the import."""

    by_code: dict[str, int]
    by_name: dict[str, int]
    next_id: int


def take_in(
    db: Database,
    actor: Actor,
    facts: FileFacts,
    complaints: Iterable[NewComplaint],
    key: bytes,
    *,
    on_progress: Callable[[int], None] = lambda done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> TakenIn:
    """Store a checked file. `on_progress` gets the number of rows done.

    Raises Cancelled when `should_stop` says so, RuleBroken without the right.
    """
    with db.write() as session:
        batch_id = open_batch(session, actor, facts)
        known = _known_subjects(session)
    accepted = seen = 0
    stream = iter(complaints)
    try:
        while chunk := list(islice(stream, CHUNK)):
            if should_stop():
                raise Cancelled
            with db.write() as session:
                accepted += store_chunk(session, actor, batch_id, chunk, key, known)
            seen += len(chunk)
            on_progress(seen)
    except BaseException:
        undo(db, actor, batch_id)
        raise
    with db.write() as session:
        close_batch(session, actor, batch_id, facts, accepted, seen)
    return TakenIn(batch_id, accepted, facts.duplicates + seen - accepted)


def open_batch(session: Session, actor: Actor, facts: FileFacts) -> int:
    if actor.person_id:
        rights(session).require(actor, Action.TAKE_IN_COMPLAINTS, district=actor.districts())
    sources = sorted(source.value for source in facts.exported_to)
    row = BatchRow(
        source=sources[0] if len(sources) == 1 else "mixed",
        file_name=facts.file_name,
        sha256=facts.sha256,
        mapping=facts.mapping,
        state="open",
        opened_at=now(session),
        opened_by=actor.name,
        rows=facts.rows,
        rejected=facts.rejected,
    )
    session.add(row)
    session.flush()
    journal.record(session, actor, "batch", row.id, "opened")
    return row.id


def store_chunk(
    session: Session,
    actor: Actor,
    batch_id: int,
    chunk: Sequence[NewComplaint],
    key: bytes,
    known: _Subjects,
) -> int:
    """Store those of a chunk that are not here yet; return how many. One line, no images."""
    here = set(
        session.scalars(
            select(ComplaintRow.number).where(ComplaintRow.number.in_([c.number for c in chunk]))
        )
    )
    fresh = [c for c in chunk if c.number not in here]
    if not fresh:
        return 0
    at = now(session)
    first = bulk.next_id(session, ComplaintRow)
    _add_subjects(session, fresh, known)
    bulk.insert_rows(session, ComplaintRow, [
        _complaint(c, first + n, batch_id, at, key, known) for n, c in enumerate(fresh)
    ])  # fmt: skip
    bulk.insert_rows(session, ComplainantRow, [
        (first + n, p.name, p.phone, p.id_type, p.id_number, p.address)
        for n, p in enumerate(c.complainant for c in fresh)
    ])  # fmt: skip
    rollups.add(session, batch_id, (
        (c.registered_at, c.channel, c.district, c.category, c.problem) for c in fresh
    ))  # fmt: skip
    last = first + len(fresh) - 1
    facts: dict[str, object] = {"batch": batch_id, "rows": len(fresh)}
    journal.record(
        session,
        actor,
        "complaint",
        batch_id,
        "stored",
        bulk=journal.Bulk("complaint", first, last, facts),
    )
    return len(fresh)


def _complaint(
    c: NewComplaint, number: int, batch_id: int, at: datetime, key: bytes, known: _Subjects
) -> tuple[object, ...]:
    """The values of ComplaintRow, in the order of its columns."""
    return (
        number, c.number, batch_id, c.source, c.kind, c.channel, c.registered_at, at,
        c.title, c.text, c.category, c.problem, c.district, c.town, _subject_of(c, known),
        c.brand, c.goods, c.amount_cents, c.online, c.special_group, c.other_province,
        c.urgency, c.lat, c.lon, c.precision, person_key(key, c.complainant),
    )  # fmt: skip


def _known_subjects(session: Session) -> _Subjects:
    columns = SubjectRow.__table__.c
    rows = session.execute(select(columns.id, columns.credit_code, columns.name)).all()
    return _Subjects(
        {row.credit_code: row.id for row in rows if row.credit_code},
        {row.name: row.id for row in rows},
        bulk.next_id(session, SubjectRow),
    )


def _subject_of(c: NewComplaint, known: _Subjects) -> int | None:
    if c.subject_code and c.subject_code in known.by_code:
        return known.by_code[c.subject_code]
    return known.by_name.get(c.subject_name) if c.subject_name else None


def _add_subjects(session: Session, fresh: Sequence[NewComplaint], known: _Subjects) -> None:
    """Traders that nobody complained about before get a row of their own."""
    rows: list[tuple[object, ...]] = []
    known.next_id = max(known.next_id, bulk.next_id(session, SubjectRow))
    for c in fresh:
        if not c.subject_name or _subject_of(c, known) is not None:
            continue
        number, known.next_id = known.next_id, known.next_id + 1
        known.by_name[c.subject_name] = number
        if c.subject_code:
            known.by_code[c.subject_code] = number
        rows.append((
            number, c.subject_name, c.subject_code or None, c.brand, "", "",
            c.subject_address, c.district, c.lat, c.lon, c.precision,
        ))  # fmt: skip
    bulk.insert_rows(session, SubjectRow, rows)


def close_batch(
    session: Session, actor: Actor, batch_id: int, facts: FileFacts, accepted: int, seen: int
) -> None:
    """The import is whole: from this commit on it is shown, counted and joined."""
    batch = session.get_one(BatchRow, batch_id)
    batch.state, batch.closed_at, batch.accepted = "closed", now(session), accepted
    batch.duplicates = facts.duplicates + seen - accepted
    batch.platform_to = facts.exported_to.get(Source.PLATFORM)
    batch.hotline_to = facts.exported_to.get(Source.HOTLINE)
    journal.record(session, actor, "batch", batch_id, "closed")
    arrivals = session.execute(
        select(ComplaintRow.id, ComplaintRow.brand).where(
            ComplaintRow.batch_id == batch_id, ComplaintRow.brand != ""
        )
    )
    joining.join_arrivals(session, actor, arrivals.all())


def undo(db: Database, actor: Actor, batch_id: int) -> None:
    """Take an unfinished import back out, in chunks; safe to call again."""
    while True:
        with db.write() as session:
            ids = session.scalars(
                select(ComplaintRow.id).where(ComplaintRow.batch_id == batch_id).limit(UNDO_CHUNK)
            ).all()
            if not ids:
                _mark_undone(session, actor, batch_id)
                return
            _remove(session, actor, batch_id, ids)


def _remove(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    within = (min(ids), max(ids))
    for table in (ComplainantRow.complaint_id, ComplaintRow.id):
        session.execute(delete(table.class_).where(table.in_(ids)))
    facts: dict[str, object] = {"batch": batch_id, "rows": len(ids)}
    journal.record(
        session,
        actor,
        "complaint",
        batch_id,
        "removed",
        bulk=journal.Bulk("complaint", *within, facts),
    )


def _mark_undone(session: Session, actor: Actor, batch_id: int) -> None:
    batch = session.get_one(BatchRow, batch_id)
    rollups.drop(session, batch_id)
    if batch.state == "open":
        batch.state, batch.closed_at = "undone", now(session)
        journal.record(session, actor, "batch", batch_id, "undone")


def undo_abandoned(db: Database, actor: Actor, older_than: datetime) -> int:
    """Undo imports whose seat died: open, and begun before a time. Returns how many."""
    with db.read() as session:
        found = session.scalars(
            select(BatchRow.id).where(BatchRow.state == "open", BatchRow.opened_at < older_than)
        ).all()
    for batch_id in found:
        undo(db, actor, batch_id)
    return len(found)


def enter_by_hand(
    session: Session, actor: Actor, complaint: NewComplaint, key: bytes, *, number: str = ""
) -> int:
    """Take one complaint by telephone or at the counter; return its id.

    Without a number of its own it gets one of the desk's series.
    """
    rights(session).require(
        actor, Action.TAKE_IN_COMPLAINTS, district=complaint.district or actor.districts()
    )
    text_of(complaint.text, "投诉内容")
    if session.scalar(select(ComplaintRow.id).where(ComplaintRow.number == complaint.number)):
        raise RuleBroken("登记编号“{number}”已经登记过。", number=complaint.number)
    at = now(session)
    facts = FileFacts("", "", "", 1, 0, 0, {complaint.source: at})
    batch_id = open_batch(session, actor, facts)
    store_chunk(session, actor, batch_id, [complaint], key, _known_subjects(session))
    close_batch(session, actor, batch_id, facts, 1, 1)
    return bulk.next_id(session, ComplaintRow) - 1
