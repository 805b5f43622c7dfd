"""Between an embedded file and a shared server, in either direction, whole or not at all.

The file is what a backup holds, so a backup of either kind can be restored as either kind. On
a server all rows go in with one transaction of the owner: killed, it leaves an empty schema.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import journal, restore_mark, schema, schema_state
from commandcenter.store.complaints import key_check, person_key_care, word_index
from commandcenter.store.complaints.person_key import KEEP
from commandcenter.store.database import Database, lost_is_lost, open_database
from commandcenter.store.transfer import copy_all, is_empty
from commandcenter.store.trouble import NO_RIGHT, lost_of, state_of
from commandcenter.store.verify import verify

PATIENCE_MS = 120_000
RESTORE_LOCK = 315_12347  # one restore at a time to a server's database


def to_file(db: Database, file: Path) -> None:
    """Copy a server's database, as it is at one moment, into `file`, which is there and empty."""
    copy = open_database(f"sqlite:///{file}")
    try:
        schema.upgrade(copy)
        with _owner_only(), lost_is_lost(), _one_moment(db) as source:
            engine = copy.engine.execution_options(writes=True)
            with engine.begin() as target:
                target.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                copy_all(source, target)
                person_key_care.key_copy(source, target)
        word_index.fill(copy)
        _into_one_file(copy)
    finally:
        copy.close()


@contextmanager
def _one_moment(db: Database) -> Iterator[Connection]:
    engine = db.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        # Whoever may not see every row is refused, rather than given a backup with gaps.
        connection.execute(text("SET LOCAL row_security = off"))
        yield connection


@contextmanager
def _owner_only() -> Iterator[None]:
    """What the driver itself raises, too: rows are read and written past SQLAlchemy."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        if state_of(error) == NO_RIGHT:
            raise RuleBroken("只有数据库的属主（系统管理员）可以备份或恢复整个数据库。") from error
        if lost := lost_of(error):
            raise lost from error
        raise


def _into_one_file(copy: Database) -> None:
    copy.engine.dispose()
    raw: Any = copy.engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


def to_server(file: Path, db: Database, key: str = "") -> None:
    """Fill an empty server's database from `file`, which is a whole and checked one.

    `key`: the one by which people are known in it, as hex digits; "" where it was lost.

    `file` is brought to the newest schema first; that of `db` is made in the transaction of the
    rows. Raises RuleBroken, and has changed nothing in `db`, unless nobody has worked in it, and
    every row, count and the journal's chain are afterwards as they are in `file`.
    """
    source = open_database(f"sqlite:///{file}")
    try:
        schema.upgrade(source)
        with (
            _owner_only(),
            lost_is_lost(),
            source.engine.connect() as rows,
            db.engine.begin() as target,
        ):
            _be_patient(target)
            schema.alone_in(target)
            if schema_state.revision(target):
                target.execute(text("LOCK TABLE pen IN ACCESS EXCLUSIVE MODE"))
            _require_empty(target)  # again: now nobody brings anything in
            schema.upgrade_in(target, db)
            copy_all(rows, target)
            with Session(target, info={"clock": db.clock}) as session:
                _require_whole(session)
                session.execute(text("DELETE FROM keys.person"))  # of an `init` before
                if key:
                    session.execute(KEEP, {"key": key.strip()})
                    key_check.note(session, bytes.fromhex(key))
                    person_key_care.number_copy(session)
                note_restored(session)
            restore_mark.take_away(target)
    finally:
        source.close()


@contextmanager
def marked_unfinished(db: Database) -> Iterator[None]:
    """The mark stands before the first row goes in. A restore that was refused changed nothing,
    and its own mark goes; one that was killed leaves it. Raises RuleBroken beside another one."""
    with _owner_only(), lost_is_lost(), _alone(db):
        with db.engine.begin() as target:
            _require_empty(target)  # another may have ended since
            own = restore_mark.put(target)
        try:
            yield
        except RuleBroken:
            if own:
                with db.engine.begin() as target:
                    restore_mark.take_away(target)
            raise


@contextmanager
def _alone(db: Database) -> Iterator[None]:
    """While this lasts no other restore goes to this database: killed, it lasts no longer."""
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock({RESTORE_LOCK})")):
            raise RuleBroken("另一处正在把备份恢复到这个数据库，请等它完成。")
        try:
            yield
        finally:
            with suppress(DBAPIError):  # with its link the lock is gone, too
                connection.execute(text(f"SELECT pg_advisory_unlock({RESTORE_LOCK})"))


def require_empty(db: Database) -> None:
    """Raise RuleBroken, having changed nothing, unless a backup may be restored to `db`."""
    with _owner_only(), lost_is_lost(), db.engine.connect() as target:
        _require_empty(target)


def _require_empty(target: Connection) -> None:
    schema_state.require_own_schema(target)
    # Whoever may not see every row is refused, rather than told that there is none.
    target.execute(text("SET LOCAL row_security = off"))
    if schema_state.revision(target) and not is_empty(target):
        raise RuleBroken(
            "这个数据库里已有内容，不能恢复到这里：请新建一个空的数据库，不要先初始化。"
        )


def _be_patient(target: Connection) -> None:
    """A server that waits for its disk takes no rows for longer than a seat would wait for it."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)  # Linux has it
    if option is None:
        return
    raw: Any = target.connection.driver_connection
    with socket.socket(fileno=os.dup(raw.fileno())) as link:
        if link.family in (socket.AF_INET, socket.AF_INET6):
            link.setsockopt(socket.IPPROTO_TCP, option, PATIENCE_MS)


def _require_whole(session: Session) -> None:
    bad = verify(session).bad
    if bad:
        raise RuleBroken("恢复后日志第 {number} 行对不上校验值，没有恢复。", number=bad.number)


def note_restored(session: Session) -> None:
    """The line by which the record itself says that it came from a backup: the line before it is
    where its ancestor's record ended (store/witness.py)."""
    journal.record(session, schema_state.PROGRAM, "database", 0, "restored")
