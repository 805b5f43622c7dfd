"""`init` sees to it that a database has one key, and that everybody is known by it.

A shared database takes over the key that this machine used for it before the server kept one.
Where a key is new (lost and replaced, or one of several machines'), whoever complained is
recognised anew under it: the rows themselves say who it is. So they are, too, where people had no
number that says nothing yet (db/migrations, 0016). Only a key that is not there is
replaced: whoever has another in its place has the right one somewhere, and says that it is lost by
taking the other away.
"""

import secrets
from pathlib import Path

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import KEY_CHARACTERS
from commandcenter.domain.errors import RuleBroken
from commandcenter.store import journal, schema_state, triggers
from commandcenter.store.complaints import key_check, people
from commandcenter.store.complaints import person_key as keys
from commandcenter.store.database import Database, lost_is_lost, open_database
from commandcenter.store.schema_state import PROGRAM
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.setting import SchemaInfoRow

PAGE = 5_000
C = ComplaintRow.__table__.c
CHANGE = text("UPDATE complaint SET person_key = :key WHERE id = :id")
FORGET = tuple(text(f"DELETE FROM keys.{name}") for name in ("number", "waiting", "late"))
WAIT = text("INSERT INTO keys.waiting VALUES (:first, :last, '', true, now())")
NAMED = text(
    "SELECT count(*) FROM complaint c JOIN complainant p ON p.complaint_id = c.id "
    "WHERE c.id BETWEEN :first AND :last AND keys.identity(p.phone, p.id_number) IS NOT NULL "
    "AND length(c.person_key) <= :characters"
)
THERE = text("SELECT to_regclass('keys.person') IS NOT NULL")


def require_own(db: Database) -> None:
    """Before `init` changes anything: raise WrongKey for a key that is another database's.

    In whatever schema it finds; a database without tables has no key yet.
    """
    with lost_is_lost(), db.engine.connect() as connection:
        if schema_state.revision(connection) is None:
            return
        session = Session(connection)
        if db.embedded:
            path = keys.key_path(db)
            if path.exists():
                key_check.require_own(session, keys.read_file(path), path)
        elif connection.scalar(THERE) and (kept := connection.scalar(keys.KEPT)):
            key_check.require_own(session, bytes.fromhex(kept))
        elif (mine := keys.machine_file(session)).exists():  # `settle` would take it over
            key_check.require_same(session, key_check.check_of(keys.read_file(mine)), mine)


def require_pair(backup: Path, part: Path, key_part: Path) -> None:
    """Whoever made up a backup of two others' parts would know nobody again."""
    if not key_part.stat().st_size:
        return  # it was lost before
    db = open_database(f"sqlite:///{part}")
    try:
        with db.read() as session:
            key_check.require_own(session, keys.read_file(key_part), key_part)
    except key_check.KeyLost as broken:
        raise RuleBroken(
            "备份“{path}”中的人员识别密钥与其中的数据库不是一对，或者已损坏，没有恢复。",
            path=backup,
        ) from broken
    finally:
        db.close()


def require_sound(file: Path) -> None:
    """Raise RuleBroken where the key beside an embedded database is there and is none.

    A link to a stick that is not in: its key is not lost, and must not become another's.
    """
    path = keys.key_file_of(file)
    if path.is_symlink() and not path.exists():
        raise RuleBroken(
            "人员识别密钥“{path}”是一个链接，它指向的“{target}”现在不在，没有改动："
            "请先接上存放密钥的盘；确实找不回时删去这个链接，再运行 commandcenter init。",
            path=path,
            target=path.readlink(),
        )
    if path.exists():
        keys.read_file(path)


def settle(db: Database) -> int:
    """Make or take over the key; return how many complaints were keyed anew.

    Raises WrongKey, and changes nothing, for one that is not this database's.
    """
    key, new = _settle_file(db) if db.embedded else _settle_server(db)
    with db.read() as session:
        done = bool(session.scalar(select(SchemaInfoRow.people_numbered)))
        strange = not key_check.fits_all(session, key)
    count = 0
    if new or strange or not done:
        count = (_key_anew if db.embedded else _number_anew)(db, key)
    if not db.embedded:
        with db.read() as session:
            keys.machine_file(session).unlink(missing_ok=True)
    return count if new or strange else 0


def _settle_file(db: Database) -> tuple[bytes, bool]:
    path = keys.key_path(db)
    if path.exists():
        key = keys.read_file(path)
        with db.write() as session:
            key_check.require_own(session, key, path)
            key_check.note(session, key)
        return key, False
    return _new_file(db, path), True


def _new_file(db: Database, path: Path) -> bytes:
    """Noted and on the disk, or neither: else the right key would be another's when it is back."""
    key, made = secrets.token_bytes(keys.LENGTH), False
    try:
        with db.write() as session:
            key_check.note(session, key)
            keys.make_file(path, key)
            made = True
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise
    return key


def _settle_server(db: Database) -> tuple[bytes, bool]:
    with db.write() as session:
        kept, mine = session.scalar(keys.KEPT), keys.machine_file(session)
        if kept:
            key, new = bytes.fromhex(kept), False
            key_check.require_own(session, key)
        elif mine.exists():
            key, new = keys.read_file(mine), True
            key_check.require_same(session, key_check.check_of(key), mine)
        else:
            key, new = secrets.token_bytes(keys.LENGTH), True
        session.execute(keys.KEEP, {"key": key.hex()})
        key_check.note(session, key)
    return key, new


def _key_anew(db: Database, key: bytes) -> int:
    """No image is written of these changes: the past, too, is told by the key that is now."""
    count, last = 0, 0
    with db.read() as session:
        end = session.scalar(select(func.max(C.id))) or 0
    while last < end:
        with db.write() as session:
            later = key_check.TO_BE_KEYED.add_columns(C.reporter_protected).where(C.id > last)
            page = session.execute(later.order_by(C.id).limit(PAGE)).all()
            if not page:
                break
            last = page[-1].id
            found = [{"id": n, "key": k} for n, k in key_check.otherwise(page, key)]
            if found:
                with triggers.unseen(session.connection()):
                    session.connection().execute(CHANGE, found)
                count += len(found)
    _note_done(db, count)
    return count


def key_copy(server: Connection, copy: Connection) -> None:
    """A server's numbers mean nothing in a file: there everybody is known by the key itself."""
    kept = server.scalar(keys.KEPT)
    if not kept:
        return
    wanted = key_check.TO_BE_KEYED.add_columns(C.reporter_protected)
    greatest = copy.scalar(select(func.max(C.id))) or 0
    with triggers.unseen(copy):
        for first in range(1, greatest + 1, PAGE):
            rows = copy.execute(wanted.where(C.id.between(first, first + PAGE - 1))).all()
            found = [{"id": n, "key": k} for n, k in key_check.otherwise(rows, bytes.fromhex(kept))]
            if found:
                copy.execute(CHANGE, found)
    copy.execute(update(SchemaInfoRow).values(people_numbered=True))


def number_copy(session: Session) -> None:
    """And the other way about, in the transaction that fills a server."""
    for statement in FORGET:
        session.execute(statement)
    greatest = session.scalar(select(func.max(C.id))) or 0
    session.execute(WAIT, {"first": 1, "last": greatest})
    people.number(session)
    session.execute(update(SchemaInfoRow).values(people_numbered=True))


def _number_anew(db: Database, key: bytes) -> int:
    """On a server, by its own hand (db/postgres/person_key.sql)."""
    count = 0
    with db.write() as session:
        for statement in FORGET:
            session.execute(statement)
        end = session.scalar(select(func.max(C.id))) or 0
    for first in range(1, end + 1, PAGE):
        with db.write() as session:
            of_page = {"first": first, "last": first + PAGE - 1}
            count += session.scalar(NAMED, of_page | {"characters": KEY_CHARACTERS}) or 0
            session.execute(WAIT, of_page)
            people.number(session)
    _note_done(db, count)
    return count


def _note_done(db: Database, count: int) -> None:
    with db.write() as session:
        session.execute(update(SchemaInfoRow).values(people_numbered=True))
        if count:
            journal.record(session, PROGRAM, "person_key", count, "renewed")
