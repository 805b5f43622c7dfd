"""Make or upgrade the schema, and refuse one that this program does not understand.

An upgrade of a shared database happens under the seats that work on it: see
`store/shared_upgrade.py`. Migrations only expand, so they may go on; the schema says which program
is too old to.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.paths import DATABASE
from commandcenter.store import bulk_noting, journal, restore_mark, shared_upgrade, triggers
from commandcenter.store.complaints import reporters, word_index
from commandcenter.store.database import TAKE_PEN, Database, lost_is_lost
from commandcenter.store.digest import GENESIS
from commandcenter.store.refusals import NO_RIGHTS_HERE
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.tables.setting import SchemaInfoRow

# The oldest program that may work on the schema as it is now. A migration that an older one
# would do harm to raises it: seats that are older then cannot write any more, and are told.
# Of a version that is being made the number stands without its mark: 0.3.0.dev0 may work on 0.3.0.
OLDEST_CLIENT = "0.3.0"
PROGRAM = Actor(0, "", "")
MIGRATING = Lock()  # Alembic keeps what it works on in a module: one thread of a process at a time
EMPTY = "数据库还是空的，请先运行 commandcenter init 建立结构。"
OURS = "pen"  # a table that no release was without: others use Alembic, too
# Of anybody's, in whatever schema; what an extension brought is nobody's data.
SOMETHING = text(
    "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    f" AND c.relname <> '{restore_mark.TABLE}'"
    " AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (SELECT FROM pg_depend d"
    " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))"
)
THERE = text(
    "SELECT EXISTS (SELECT FROM pg_class WHERE relname = :name"
    " AND relnamespace = 'public'::regnamespace)"
)


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(DATABASE / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(db: Database) -> None:
    """Bring the schema to this program's own, from empty or from any older one.

    Raises RuleBroken for a schema made by a newer program.
    """
    with lost_is_lost(), db.engine.connect() as connection:
        require_own_schema(connection)
        restore_mark.refuse(connection)
        before = revision(connection)
    with lost_is_lost():
        if db.embedded or before is None:
            _upgrade_at_once(db)
        else:
            _upgrade_under_seats(db, before)
    db.keep_private()
    word_index.fill(db)


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


def revision(connection: Connection) -> str | None:
    """The schema's migration, None in an empty database."""
    if connection.dialect.name == "postgresql":
        # Not by inspection: a person's login looks first into other schemas than the owner's.
        if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    script = ScriptDirectory.from_config(alembic_config())
    newest = script.get_current_head()
    assert newest is not None
    return newest


def _refuse_foreign(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        ours = revision(connection) is not None and _seen(connection, OURS)
        if not ours and connection.scalar(THERE, {"name": OURS}):
            raise RuleBroken(NO_RIGHTS_HERE, login=connection.engine.url.username or "")
        foreign = not ours and connection.scalar(SOMETHING)
    else:
        names = set(connection.scalars(text("SELECT name FROM sqlite_master")))
        foreign = bool(names) and OURS not in names
    if foreign:
        raise RuleBroken("这个数据库里是别的程序的数据，请换一个空的数据库。")


def _seen(connection: Connection, table: str) -> bool:
    """Whether the login has such a table, or a view of it, before its eyes."""
    found = connection.scalar(text("SELECT to_regclass(:name)"), {"name": table})
    return found is not None


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


def require_own_schema(connection: Connection) -> None:
    """Raise RuleBroken for another program's database, or a newer one; an empty one may be ours."""
    _refuse_foreign(connection)
    _refuse_newer(connection)


def require_current(db: Database) -> None:
    """Raise RuleBroken unless this program may work on the schema as it is."""
    with lost_is_lost(), db.engine.connect() as connection:
        require_own_schema(connection)
        restore_mark.refuse(connection)
        found = revision(connection)
        if found is None:
            raise RuleBroken(EMPTY)
        if found != head():
            raise RuleBroken(
                "数据库结构较旧（{found}），请先运行 commandcenter init 升级。", found=found
            )
        oldest = connection.scalar(select(SchemaInfoRow.min_client)) or "0"
    _refuse_older(oldest)
    db.keep_private()


def require_recent(session: Session) -> None:
    """Asked under the pen before each write: an upgrade may have passed this program by."""
    _refuse_older(session.scalar(select(SchemaInfoRow.min_client)) or "0")


def _refuse_older(oldest: str) -> None:
    if is_older(__version__, oldest):
        raise RuleBroken(
            "本程序版本 {here} 过旧，此数据库要求 {oldest} 或更新。",
            here=__version__,
            oldest=oldest,
        )


def is_older(version: str, than: str) -> bool:
    return _version(version) < _version(than)


def _version(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split(".") if part.isdigit())
