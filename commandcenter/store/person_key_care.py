"""`init` sees to it that a database has one key, and that everybody is known by it.

A shared database takes over the key that this machine used for it before the server kept one.
Where a key is new (lost and replaced, or one of several machines'), whoever complained is
recognised anew under it: the rows themselves say who he is.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaint import Complainant
from commandcenter.store import journal, triggers
from commandcenter.store import person_key as keys
from commandcenter.store.database import Database
from commandcenter.store.schema import PROGRAM
from commandcenter.store.tables.complaint import ComplainantRow, ComplaintRow

PAGE = 5_000
LOOKED_AT = 200  # of the newest complaints: whether their keys fit
C, P = ComplaintRow.__table__.c, ComplainantRow.__table__.c
CHANGE = text("UPDATE complaint SET person_key = :key WHERE id = :id")
TO_BE_KEYED = select(C.id, C.person_key, P.phone, P.id_number).join(
    ComplainantRow.__table__, P.complaint_id == C.id
)


def settle(db: Database) -> int:
    """Make or take over the key; return how many complaints were keyed anew."""
    if db.embedded:
        key, new = _settle_file(db)
    else:
        key, new = _settle_server(db)
    with db.read() as session:
        changed = new or not _fits(session, key)
    count = _key_anew(db, key) if changed else 0
    if not db.embedded:
        with db.read() as session:
            keys.machine_file(session).unlink(missing_ok=True)
    return count


def _settle_file(db: Database) -> tuple[bytes, bool]:
    path = keys.key_path(db)
    if path.exists():
        return keys.read_file(path), False
    return keys.make_file(path), True


def _settle_server(db: Database) -> tuple[bytes, bool]:
    with db.write() as session:
        kept = session.scalar(keys.KEPT)
        if kept:
            return bytes.fromhex(kept), False
        mine = keys.machine_file(session)
        key = keys.read_file(mine) if mine.exists() else secrets.token_bytes(keys.LENGTH)
        session.execute(keys.KEEP, {"key": key.hex()})
        return key, True


def _fits(session: Session, key: bytes) -> bool:
    rows = session.execute(TO_BE_KEYED.order_by(C.id.desc()).limit(LOOKED_AT)).all()
    return not any(_otherwise(rows, key))


def _otherwise(rows: Iterable[Any], key: bytes) -> Iterator[tuple[int, str]]:
    """Complaints that another key was used for, with what they are to have.

    One that is longer than a key's is the mark of an erasure: nobody is recognised by it again.
    """
    for number, kept, phone, id_number in rows:
        wanted = keys.person_key(key, Complainant(phone=phone, id_number=id_number))
        if wanted and kept != wanted and len(kept) <= keys.KEY_CHARACTERS:
            yield number, wanted


def _key_anew(db: Database, key: bytes) -> int:
    """No image is written of these changes: the past, too, is told by the key that is now."""
    count, last = 0, 0
    with db.read() as session:
        end = session.scalar(select(func.max(C.id))) or 0
    while last < end:
        with db.write() as session:
            page = session.execute(TO_BE_KEYED.where(C.id > last).order_by(C.id).limit(PAGE)).all()
            if not page:
                break
            last = page[-1].id
            found = [{"id": n, "key": k} for n, k in _otherwise(page, key)]
            if found:
                with triggers.unseen(session.connection()):
                    session.connection().execute(CHANGE, found)
                count += len(found)
    if count:
        with db.write() as session:
            journal.record(session, PROGRAM, "person_key", count, "renewed")
    return count
