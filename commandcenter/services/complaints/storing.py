"""A chunk of an open import is stored: rows, traders, counts, one journal line."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import ComplaintKind, NewComplaint, reporter_key
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.complaints import subjects
from commandcenter.store import bulk, journal
from commandcenter.store.complaints import people, rollups, word_index
from commandcenter.store.database import now
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow

TAKEN_OVER = {f.name for f in fields(NewComplaint)} & {c.name for c in ComplaintRow.__table__.c}
COUNTED = ("registered_at", "channel", "district", "category", "problem")  # by the rollups


def store_chunk(
    session: Session,
    actor: Actor,
    batch_id: int,
    chunk: Columns,
    known: subjects.Known,
    *,
    searched: bool = False,
) -> range:
    """Store those of a chunk that are not here yet; return their ids. One line, no images.

    `searched`: they are few, and are found by their words at once.
    """
    require_open(session, batch_id)
    people.number(session)
    fresh = _fresh(session, chunk)
    first = bulk.next_id(session, ComplaintRow)
    ids = range(first, first + len(fresh))
    if not ids:
        return ids
    subjects.catch_up(session, known)
    traders, entered = subjects.find_or_enter(session, fresh, known)
    _insert(session, batch_id, ids, fresh, traders)
    if searched:
        words = (fresh.of[name] for name in ("number", "title", "text"))
        word_index.add_rows(session, list(zip(ids, *words, strict=True)))
    rollups.add_columns(session, batch_id, (fresh.of[name] for name in COUNTED))
    facts: dict[str, object] = {"batch": batch_id, "rows": len(ids)}
    if entered:
        facts["subjects"] = [entered.start, entered.stop - 1]
    announce(session, actor, batch_id, "stored", ids, facts)
    return ids


def _fresh(session: Session, chunk: Columns) -> Columns:
    """Of those with one number the first, if it is not here yet."""
    numbers = chunk.of["number"]
    here = bulk.present(session, ComplaintRow.number, numbers)
    if not here and len(set(numbers)) == len(numbers):
        return chunk
    places: dict[str, int] = {}
    for place, number in enumerate(numbers):
        if number not in here:
            places.setdefault(number, place)
    return chunk.picked(list(places.values()))


def announce(
    session: Session,
    actor: Actor,
    batch_id: int,
    verb: str,
    ids: range,
    facts: dict[str, object],
) -> None:
    bulk_rows = journal.Bulk("complaint", ids.start, ids.stop - 1, facts)
    book.record(session, actor, "complaint", batch_id, verb, bulk=bulk_rows)


def _insert(
    session: Session, batch_id: int, ids: range, fresh: Columns, traders: list[int | None]
) -> None:
    kinds, report = fresh.of["kind"], ComplaintKind.REPORT
    own = {
        "id": ids,
        "batch_id": batch_id,
        "recorded_at": now(session),
        "subject_id": traders,
        "person_key": [
            reporter_key(key) if kind is report else key
            for kind, key in zip(kinds, fresh.keys, strict=True)
        ],
        "reporter_protected": [kind is report for kind in kinds],
    }
    given = {name: fresh.of[name] for name in TAKEN_OVER}
    bulk.insert_columns(session, ComplaintRow, len(ids), given | own)
    bulk.insert_columns(session, ComplainantRow, len(ids), {"complaint_id": ids, **fresh.people})


def require_open(session: Session, batch_id: int) -> None:
    state = session.scalar(select(BatchRow.state).where(BatchRow.id == batch_id))
    if state != "open":
        raise RuleBroken("这次导入已被撤销，没有留下任何记录，请重新导入。")
