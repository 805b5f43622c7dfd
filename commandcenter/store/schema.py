"""Make or upgrade the schema, with Alembic (`schema_state` says which one is there).

An upgrade of a shared database happens under the seats that work on it: see
`store/shared_upgrade.py`. Migrations only expand, so they may go on; the schema says which program
is too old to.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import DATABASE
from commandcenter.store import bulk_noting, journal, restore_mark, shared_upgrade, triggers
from commandcenter.store.complaints import reporters, word_index
from commandcenter.store.database import TAKE_PEN, Database, lost_is_lost
from commandcenter.store.digest import GENESIS
from commandcenter.store.schema_state import (
    OLDEST_CLIENT,
    PROGRAM,
    head,
    is_older,
    require_own_schema,
    revision,
)
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.tables.setting import SchemaInfoRow

INTERRUPTED = (
    "数据库的建立或者升级被中断，没有做完：已做的部分不受影响，请再运行一次 commandcenter init。"
)
MIGRATING = Lock()  # Alembic keeps what it works on in a module: one thread of a process at a time


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(DATABASE / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(db: Database) -> None:
    """Bring the schema to this program's own, from empty or from any older one.

    Raises RuleBroken for a schema made by a newer program, and when somebody interrupts it.
    """
    with lost_is_lost(), db.engine.connect() as connection:
        require_own_schema(connection)
        restore_mark.refuse(connection)
        before = revision(connection)
    try:
        with lost_is_lost():
            if db.embedded or before is None:
                _upgrade_at_once(db)
            else:
                _upgrade_under_seats(db, before)
        db.keep_private()
        word_index.fill(db)
    except KeyboardInterrupt as interrupted:
        raise RuleBroken(INTERRUPTED) from interrupted


def _upgrade_at_once(db: Database) -> None:
    engine = db.engine.execution_options(writes=True)
    with engine.connect() as connection, _movable(connection, db.embedded):
        if not db.embedded:
            alone_in(connection)
        upgrade_in(connection, db)


def alone_in(connection: Connection) -> None:
    """Until the end of its transaction nobody else makes or upgrades the server's schema."""
    connection.execute(text(f"SELECT pg_advisory_xact_lock({shared_upgrade.UPGRADE_LOCK})"))


def upgrade_in(connection: Connection, db: Database) -> None:
    """Within its open transaction: for a database in which nobody works meanwhile."""
    before = revision(connection)
    _step(connection, "head")
    triggers.install(connection)
    word_index.install(connection)
    _finish(connection, db, before)
    reporters.find(connection)
    bulk_noting.note(connection, db)


def _upgrade_under_seats(db: Database, before: str) -> None:
    """A migration a transaction; none of them keeps a seat waiting for more than a moment."""
    script = ScriptDirectory.from_config(alembic_config())
    steps = [step.revision for step in script.iterate_revisions("head", before)]
    with shared_upgrade.alone(db):
        before = _begin(db, before) if steps else _unfinished(db) or before
        for step in reversed(steps):
            shared_upgrade.retry_while_locked(db, partial(_step, to=step))
        shared_upgrade.retry_while_locked(db, triggers.install)
        shared_upgrade.retry_while_locked(db, word_index.install)
        shared_upgrade.build_missing_indexes(db)
        reporters.find_under_seats(db)
        shared_upgrade.retry_while_locked(db, lambda c: _finish(c, db, before))
        bulk_noting.note_under_seats(db)


def _begin(db: Database, before: str) -> str:
    """Note at which schema it begins, or began before it was cut off, and return that."""
    begun = _unfinished(db)
    if begun is None:
        shared_upgrade.retry_while_locked(db, lambda c: shared_upgrade.note_begun(c, before))
    return begun or before


def _unfinished(db: Database) -> str | None:
    with db.engine.connect() as connection:
        return shared_upgrade.begun_at(connection)


def _step(connection: Connection, to: str) -> None:
    with MIGRATING:
        command.upgrade(alembic_config(connection), to)


@contextmanager
def _movable(connection: Connection, embedded: bool) -> Iterator[None]:
    """A transaction in which SQLite lets a table be made anew while others point at it.

    It changes a column only by copying its table, and dropping the old one would break every
    reference: they are not looked at meanwhile (that is set outside a transaction), and all
    are looked at before the end. https://www.sqlite.org/lang_altertable.html#otheralter
    """
    if not embedded:
        with connection.begin():
            yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            before = revision(connection)
            yield
            if revision(connection) == before:
                return
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise ValueError(f"references broken by the upgrade: {broken[:5]}")
    finally:
        # Who is interrupted (Ctrl+C) in a statement loses the connection with it, and is told of
        # that and not of what can no longer be set.
        if not connection.invalidated:
            raw.execute("PRAGMA foreign_keys=ON")


def _finish(connection: Connection, db: Database, before: str | None) -> None:
    """The fixed rows; and of an upgrade the line by which every seat hears of it."""
    _first_rows(connection)
    oldest = connection.scalar(select(SchemaInfoRow.min_client)) or "0"
    if is_older(oldest, OLDEST_CLIENT):
        connection.execute(update(SchemaInfoRow).values(min_client=OLDEST_CLIENT))
    if before in (None, head()):
        return
    if not db.embedded:
        shared_upgrade.note_begun(connection, None)
    with Session(connection, info={"clock": db.clock}) as session:
        if not db.embedded:
            session.execute(TAKE_PEN).scalar_one()
        journal.record(session, PROGRAM, "schema", int(head()), "upgraded")


def _first_rows(connection: Connection) -> None:
    if connection.scalar(select(PenRow.id)) is None:
        connection.execute(insert(PenRow).values(id=1, number=0, hash=GENESIS))
    if connection.scalar(select(SchemaInfoRow.id)) is None:
        values = {"id": 1, "min_client": OLDEST_CLIENT, "database_id": secrets.token_hex(8)}
        connection.execute(insert(SchemaInfoRow).values(values))
