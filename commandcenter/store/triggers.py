"""The generated triggers that write a row's image into the journal, for both databases.

They are made from the models, after each migration, so a new column is in the
images from the start. On PostgreSQL triggers also number, digest and hash the
line itself: there no client can write a line of its own making. There a trigger that is as it
should be is left alone: making it anew would hold up every seat that writes.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Table, text

from commandcenter.paths import DATABASE
from commandcenter.store.drills.guards import GUARDS
from commandcenter.store.image_sql import embedded_image, row_key, server_image
from commandcenter.store.tables.base import GIVEN_LATER, ONLY_GROWS, Journalled
from commandcenter.store.tables.every import Base

OPS = ("insert", "update", "delete")
SCRIPTS = ("drill", "journal", "hotline", "standby", "person_key", "rollups", "reporters", "checks")
# db/postgres/reporters.sql, where there is no server. The program marks what it writes by itself:
# these are for whoever does not know the column. What is brought in is marked when its import is
# closed, before anybody sees it: a trigger on each row costs an import a tenth of its time.
MARK = "UPDATE complaint SET reporter_protected = 1 WHERE"
PROTECT = (
    "DROP TRIGGER IF EXISTS complaint_protect_insert",
    "CREATE TRIGGER IF NOT EXISTS batch_protect_closed AFTER UPDATE OF state ON batch "
    f"WHEN NEW.state = 'closed' BEGIN {MARK} batch_id = NEW.id "
    "AND kind = 'report' AND NOT reporter_protected; END",
    "CREATE TRIGGER IF NOT EXISTS complaint_protect_update AFTER UPDATE ON complaint "
    "WHEN 'report' IN (OLD.kind, NEW.kind) AND NOT OLD.reporter_protected "
    f"AND NOT NEW.reporter_protected BEGIN {MARK} id = NEW.id; END",
    "CREATE TRIGGER IF NOT EXISTS complaint_protect_keep BEFORE UPDATE ON complaint "
    "WHEN OLD.reporter_protected AND NOT NEW.reporter_protected "
    "BEGIN SELECT RAISE(ABORT, 'complaint: a reporter is protected for good'); END",
)
UNTOLD = ("complainant",)
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
DEFINERS = text(
    "SELECT oid, oid::regprocedure::text AS signature FROM pg_proc "
    "WHERE prosecdef AND pronamespace = 'public'::regnamespace"
)


def journalled_tables() -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Each table with the operations that leave an image, in order of name."""
    for mapper in sorted(Base.registry.mappers, key=lambda m: str(m.class_.__tablename__)):
        match mapper.class_.journalled:
            case Journalled.ALL:
                yield mapper.local_table, OPS  # type: ignore[misc]  # a Table, never a join
            case Journalled.CHANGES:
                yield mapper.local_table, OPS[1:]  # type: ignore[misc]  # as above


def install(connection: Connection) -> None:
    """Make the triggers as they must be for the tables as they are now."""
    if connection.dialect.name == "postgresql":
        with _keeping_definers(connection):
            for name in SCRIPTS:
                script = (DATABASE / "postgres" / f"{name}.sql").read_text(encoding="utf-8")
                connection.exec_driver_sql(script.replace("%", "%%"))
            _install_on_server(connection)
        return
    for table, ops in journalled_tables():
        for op in OPS:
            drop, create = _sqlite(table, op)
            for statement in (drop, *create) if op in ops else (drop,):
                connection.exec_driver_sql(statement)
    for statement in (*PROTECT, *GUARDS):
        connection.exec_driver_sql(statement)


@contextmanager
def _keeping_definers(connection: Connection) -> Iterator[None]:
    """Whose rights a function runs with is lost when it is made anew: what store/roles.py has laid
    is laid again in the same transaction, else nobody could write until `init` has done its last.
    """
    before = connection.execute(DEFINERS).all()
    yield
    still = {row.oid for row in connection.execute(DEFINERS)}
    for oid, signature in before:
        there = connection.scalar(text("SELECT to_regprocedure(:name)"), {"name": signature})
        if there is not None and oid not in still:
            connection.exec_driver_sql(f"ALTER FUNCTION {signature} {DEFINER}")


def server_statements() -> Iterator[str]:
    """What makes the triggers of the tables on a server."""
    for table, ops in journalled_tables():
        for op in ops:
            yield from _postgres(table, op)[1]


def _install_on_server(connection: Connection) -> None:
    here = _digests(connection)
    for table, ops in journalled_tables():
        for op in OPS:
            drop, create = _postgres(table, op)
            name = f"journal_{table.name}_{op}"
            digest = hashlib.sha256("".join(create).encode()).hexdigest()
            if op not in ops and name in here:
                connection.exec_driver_sql(drop)
            elif op in ops and here.get(name) != digest:
                remark = f"COMMENT ON TRIGGER {name} ON \"{table.name}\" IS '{digest}'"
                for statement in (*create, remark):
                    connection.exec_driver_sql(statement.replace("%", "%%"))


def _digests(connection: Connection) -> dict[str, str]:
    """Each trigger of ours that is there, with the digest of what it was made from."""
    found = connection.execute(
        text(
            "SELECT t.tgname, d.description FROM pg_trigger t LEFT JOIN pg_description d "
            "ON d.objoid = t.oid AND d.classoid = 'pg_trigger'::regclass "
            "WHERE NOT t.tgisinternal AND t.tgname LIKE 'journal\\_%' "
            "AND t.tgrelid IN (SELECT c.oid FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace)"
        )
    )
    return {name: digest or "" for name, digest in found}


@contextmanager
def unseen(connection: Connection) -> Iterator[None]:
    """What is changed here leaves no image, and on a server no table is locked for it.

    There a superuser's only, and what waits for the end of the transaction is still checked.
    """
    if connection.dialect.name != "postgresql":
        with silenced(connection):
            yield
        return
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    yield
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


@contextmanager
def silenced(connection: Connection) -> Iterator[None]:
    """No trigger of ours acts while this lasts, within one transaction of the tables' owner."""
    server = connection.dialect.name == "postgresql"
    tables = [table.name for table in Base.metadata.sorted_tables]
    if server:
        for name in tables:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
    else:
        kept = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).all()
        for row in kept:
            connection.exec_driver_sql(f'DROP TRIGGER "{row.name}"')
    yield
    if server:
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # what waits bars the change
        for name in tables:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    else:
        for row in kept:
            connection.exec_driver_sql(row.sql)


def _exception(table: Table, row: str) -> str:
    """The condition under which a change of this row leaves no image; "" for never."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is table:
            return str(mapper.class_.without_image).format(row=row)
    return ""


def _sqlite(table: Table, op: str) -> tuple[str, list[str]]:
    name = f"journal_{table.name}_{op}"
    row = "OLD" if op == "delete" else "NEW"
    before = "NULL" if op == "insert" else embedded_image(table.c.keys(), "OLD")
    after = "NULL" if op == "delete" else embedded_image(table.c.keys(), "NEW")
    changed = " OR ".join(
        # What only grows is never alone changed by who knows of it.
        f'OLD."{c.name}" IS NOT NEW."{c.name}"'
        for c in table.columns
        if c.info != ONLY_GROWS
    )
    exception = _exception(table, row)
    conditions = [f"({changed})"] if op == "update" else []
    conditions += [f"NOT {exception}"] if exception else []
    when = f"WHEN {' AND '.join(conditions)} " if conditions else ""
    return f"DROP TRIGGER IF EXISTS {name}", [
        f'CREATE TRIGGER {name} AFTER {op.upper()} ON "{table.name}" {when}BEGIN '
        "INSERT INTO journal_row(line, table_name, row_key, op, before, after) "
        f"SELECT number + 1, '{table.name}', CAST({row_key(table, row)} AS TEXT), '{op}', "
        f"{before}, {after} FROM pen; END"
    ]


def _postgres(table: Table, op: str) -> tuple[str, list[str]]:
    name = f"journal_{table.name}_{op}"
    row = "OLD" if op == "delete" else "NEW"
    columns = [c for c in table.columns if op != "update" or c.info != GIVEN_LATER]
    before = "NULL" if op == "insert" else server_image(columns, "OLD")
    after = "NULL" if op == "delete" else server_image(columns, "NEW")
    key = row_key(table, row, "::text")
    when = _postgres_when(table, columns) if op == "update" else ""
    exception = _exception(table, row)
    leave = f"IF {exception} THEN RETURN NULL; END IF; " if exception else ""
    return f'DROP TRIGGER IF EXISTS {name} ON "{table.name}"', [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {leave}"
        f"PERFORM journal_image('{table.name}', {key}, '{op}', {before}, {after}); "
        "RETURN NULL; END $$",
        f'CREATE OR REPLACE TRIGGER {name} AFTER {op.upper()} ON "{table.name}" '
        f"FOR EACH ROW {when}EXECUTE FUNCTION {name}()",
    ]


def _postgres_when(table: Table, columns: Sequence[Column[object]]) -> str:
    """A change that changes nothing leaves no image; but by that nobody is to find out whether what
    they wrote of a complainant is what stood there."""
    if table.name in UNTOLD:
        return ""
    if len(columns) == len(table.columns):
        return "WHEN (OLD.* IS DISTINCT FROM NEW.*) "
    old, new = (", ".join(f'{row}."{c.name}"' for c in columns) for row in ("OLD", "NEW"))
    return f"WHEN (({old}) IS DISTINCT FROM ({new})) "
