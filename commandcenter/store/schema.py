"""Make or upgrade the schema, and refuse one that this program does not understand."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, text

from commandcenter import __version__
from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import DATABASE
from commandcenter.store import triggers, words
from commandcenter.store.database import Database, lost_is_lost
from commandcenter.store.digest import GENESIS
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.tables.setting import SchemaInfoRow

UPGRADE_LOCK = 315_12345  # one upgrade at a time on a shared server


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(DATABASE / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(db: Database) -> None:
    """Bring the schema to this program's own, from empty or from any older one.

    Raises RuleBroken for a schema made by a newer program.
    """
    engine = db.engine.execution_options(writes=True)
    with lost_is_lost(), engine.connect() as connection, _movable(connection, db.embedded):
        if not db.embedded:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        _refuse_foreign(connection)
        _refuse_newer(connection)
        command.upgrade(alembic_config(connection), "head")
        triggers.install(connection)
        words.install(connection)
        _first_rows(connection)
    words.fill(db)


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
        raw.execute("PRAGMA foreign_keys=ON")


def _first_rows(connection: Connection) -> None:
    if connection.scalar(select(PenRow.id)) is None:
        connection.execute(insert(PenRow).values(id=1, number=0, hash=GENESIS))
    if connection.scalar(select(SchemaInfoRow.id)) is None:
        values = {"id": 1, "min_client": __version__, "database_id": secrets.token_hex(8)}
        connection.execute(insert(SchemaInfoRow).values(values))


def revision(connection: Connection) -> str | None:
    """The schema's migration, None in an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    script = ScriptDirectory.from_config(alembic_config())
    newest = script.get_current_head()
    assert newest is not None
    return newest


def _refuse_foreign(connection: Connection) -> None:
    if revision(connection) is None and inspect(connection).get_table_names():
        raise RuleBroken("这个数据库里是别的程序的数据，请换一个空的数据库。")


def _refuse_newer(connection: Connection) -> None:
    found = revision(connection)
    script = ScriptDirectory.from_config(alembic_config())
    known = {step.revision for step in script.walk_revisions()}
    if found is not None and found not in known:
        raise RuleBroken(
            "数据库由更新版本的程序建立（结构 {found}），请先升级本程序（现为 {here}）。",
            found=found,
            here=__version__,
        )


def refuse_newer(db: Database) -> None:
    """Raise RuleBroken for a schema made by a newer program; an older one is accepted."""
    with lost_is_lost(), db.engine.connect() as connection:
        _refuse_newer(connection)


def require_current(db: Database) -> None:
    """Raise RuleBroken unless this program may work on the schema as it is."""
    with lost_is_lost(), db.engine.connect() as connection:
        _refuse_foreign(connection)
        _refuse_newer(connection)
        found = revision(connection)
        if found is None:
            raise RuleBroken("数据库还是空的，请先运行 commandcenter init 建立结构。")
        if found != head():
            raise RuleBroken(
                "数据库结构较旧（{found}），请先运行 commandcenter init 升级。", found=found
            )
        oldest = connection.scalar(select(SchemaInfoRow.min_client)) or "0"
    if _version(oldest) > _version(__version__):
        raise RuleBroken(
            "本程序版本 {here} 过旧，此数据库要求 {oldest} 或更新。",
            here=__version__,
            oldest=oldest,
        )


def _version(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split(".") if part.isdigit())
