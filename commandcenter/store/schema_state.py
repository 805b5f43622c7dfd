"""Which schema a database has, and whether this program may work on it.

Every start asks it; what makes or upgrades a schema is in `store/schema.py`, with Alembic, and is
loaded where one is made.
"""

from functools import cache

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.paths import DATABASE
from commandcenter.store import restore_mark
from commandcenter.store.database import Database, lost_is_lost
from commandcenter.store.refusals import NO_RIGHTS_HERE
from commandcenter.store.tables.setting import SchemaInfoRow

# The oldest program that may work on the schema as it is now. A migration that an older one
# would do harm to raises it: seats that are older then cannot write any more, and are told.
# Of a version that is being made the number stands without its mark: 0.3.0.dev0 may work on 0.3.0.
OLDEST_CLIENT = "0.3.0"
PROGRAM = Actor(0, "", "")
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


def revision(connection: Connection) -> str | None:
    """The schema's migration, None in an empty database."""
    if connection.dialect.name == "postgresql":
        # Not by inspection: a person's login looks first into other schemas than the owner's.
        if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    there = text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    if not connection.scalar(there):
        return None
    kept: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return kept


@cache
def known() -> frozenset[str]:
    """Every schema that this program can make: a migration's file begins with its number."""
    return frozenset(
        file.name.partition("_")[0]
        for file in (DATABASE / "migrations" / "versions").glob("[0-9]*.py")
    )


def head() -> str:
    return max(known())


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
    if found is not None and found not in known():
        raise RuleBroken(
            "数据库由更新版本的程序建立（结构 {found}），请先升级本程序（现为 {here}）："
            "可以运行 commandcenter upgrade install。",
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


def is_newer(db: Database) -> bool:
    """Whether a newer program has made the schema that there is."""
    with lost_is_lost(), db.engine.connect() as connection:
        found = revision(connection)
    return found is not None and found not in known()


def require_ours(db: Database) -> None:
    """Raise RuleBroken for what no program of ours has made, whichever version it is of."""
    with lost_is_lost(), db.engine.connect() as connection:
        _refuse_foreign(connection)
        restore_mark.refuse(connection)
        if revision(connection) is None:
            raise RuleBroken(EMPTY)


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
