"""How a shared schema grows while sixty seats work on it.

A change of a table needs, for a moment, a lock that no reader or writer may hold. Whoever waits
for it holds up all who come after; so nothing here waits longer than LOCK_MS: it gives up, lets
the others through, and tries again. That is less than a server waits before it looks for a
deadlock (deadlock_timeout, a second), which it might break at a seat's cost: one that the upgrade
is part of ends as a wait of its own that was too long, and is treated as one. An index over many
rows is built beside the work (CONCURRENTLY), outside any transaction; the migration leaves it out.
What is missing at the end is made then, so a killed upgrade is completed by the next.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from alembic.ddl.postgresql import PostgresqlImpl
from sqlalchemy import Connection, Index, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.complaints.word_index import SERVERS_INDEXES
from commandcenter.store.database import Database
from commandcenter.store.tables.every import Base
from commandcenter.store.trouble import state_of

UPGRADE_LOCK = 315_12345  # one upgrade at a time on a shared server
LOCK_MS = 800
TRIES = 40
PAUSE_S = (0.4, 1.2)  # between two tries: the seats that were held up are let through
BEGUN = "upgrade begun at "
# The lock was not to be had in time; a deadlock was broken, where a server looks for it sooner.
BUSY = {"55P03", "40P01"}
MANY = 32 << 20  # bytes of a table from which on an index takes noticeable time


class GrowingImpl(PostgresqlImpl):
    """Alembic's hand on PostgreSQL, which leaves out an index over many rows."""

    __dialect__ = "postgresql"

    def create_index(self, index: Index, **kw: Any) -> None:
        assert self.connection is not None
        assert index.table is not None
        if not is_large(self.connection, index.table.name):
            super().create_index(index, **kw)


def is_large(connection: Connection, table: str) -> bool:
    size = connection.scalar(
        text("SELECT pg_table_size(to_regclass(:name))"), {"name": f'"{table}"'}
    )
    return bool(size and size > MANY)


@contextmanager
def alone(db: Database) -> Iterator[None]:
    """While this lasts no other program upgrades; raises RuleBroken when another one does."""
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for _ in range(TRIES):
            if connection.scalar(text(f"SELECT pg_try_advisory_lock({UPGRADE_LOCK})")):
                break
            time.sleep(PAUSE_S[0])
        else:
            raise RuleBroken("另一处正在升级这个数据库，请等它完成。")
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({UPGRADE_LOCK})"))


def retry_while_locked(db: Database, work: Callable[[Connection], Any]) -> None:
    """Do `work` in one transaction that never waits long for a lock. Raises RuleBroken at last."""
    for _ in range(TRIES):
        try:
            with db.engine.begin() as connection:
                connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_MS}"))
                work(connection)
            return
        except DBAPIError as error:
            if state_of(error) not in BUSY:
                raise
        time.sleep(random.uniform(*PAUSE_S))
    raise RuleBroken(
        "数据库一直被占用，升级没有做完：已做的部分不受影响，请稍后再运行一次 commandcenter init。"
    )


def begun_at(connection: Connection) -> str | None:
    """The schema at which an upgrade began that is not finished; None where none is under way.

    It stands as a comment on Alembic's own table: an upgrade that was killed behind its last step
    has the newest schema, and still owes the seats the line by which they hear of it.
    """
    words = connection.scalar(text("SELECT obj_description(to_regclass('alembic_version'))")) or ""
    return words.removeprefix(BEGUN) if words.startswith(BEGUN) else None


def note_begun(connection: Connection, before: str | None) -> None:
    """`before` None: it is finished."""
    words = f"'{BEGUN}{before}'" if before else "NULL"
    connection.execute(text(f"COMMENT ON TABLE alembic_version IS {words}"))


def build_missing_indexes(db: Database) -> list[str]:
    """Make beside the work each index that the models have and the database lacks; their names."""
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        made = []
        for name, statement in _missing(connection):
            _drop_unfinished(connection, name)
            connection.exec_driver_sql(statement.replace("%", "%%"))
            made.append(name)
    return made


def _missing(connection: Connection) -> list[tuple[str, str]]:
    there = set(
        connection.scalars(
            text(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "WHERE i.indisvalid"
            )
        )
    )
    tables = set(inspect(connection).get_table_names())
    wanted = [
        (str(index.name), _concurrently(connection, index))
        for table in Base.metadata.sorted_tables
        if table.name in tables
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    wanted += [(name, make.format("CONCURRENTLY")) for name, make in SERVERS_INDEXES.items()]
    return [(name, statement) for name, statement in wanted if name not in there]


def _concurrently(connection: Connection, index: Index) -> str:
    words = str(CreateIndex(index).compile(dialect=connection.dialect))
    return words.replace(" INDEX ", " INDEX CONCURRENTLY ", 1)


def _drop_unfinished(connection: Connection, name: str) -> None:
    """One whose building was ended: the server keeps it, and never uses it."""
    connection.exec_driver_sql(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')
