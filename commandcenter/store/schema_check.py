"""The schema of a file held against one that this version lays anew in memory."""

from functools import cache

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store import schema
from commandcenter.store.database import open_database
from commandcenter.store.schema_parts import PartFault

MASTER = text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
OPTIONAL = {"index"}  # one more that is not unique bars nothing


@dataclass(frozen=True, slots=True)
class _Laid:
    """`parts`: SQL by kind and name; `columns`: by table, each as the file describes it."""

    parts: dict[tuple[str, str], str]
    columns: dict[str, dict[str, str]]


def faults(session: Session) -> tuple[PartFault, ...]:
    return tuple(_faults(_laid(session.connection()), _reference()))


@cache
def _reference() -> _Laid:
    db = open_database("sqlite:///:memory:")
    try:
        schema.upgrade(db)
        with db.read() as session:
            return _laid(session.connection())
    finally:
        db.close()


def _laid(connection: Connection) -> _Laid:
    rows = connection.execute(MASTER).all()
    parts = {(row.type, row.name): _in_order(row.type, row.sql or "") for row in rows}
    tables = [name for kind, name in parts if kind == "table"]
    return _Laid(parts, {name: _columns(connection, name) for name in tables})


def _in_order(kind: str, sql: str) -> str:
    """Without line ends; a table's parts sorted: one that was made anew has its constraints in
    whatever order."""
    words = " ".join(sql.split())
    start, _, rest = words.partition("(")
    if kind != "table" or not rest:
        return words
    parts, depth, last = list[str](), 0, 0
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and not depth) or depth < 0:
            parts.append(rest[last:place].strip())
            last = place + 1
        if depth < 0:
            break
    return f"{start}({', '.join(sorted(parts))}){rest[last:]}"


def _columns(connection: Connection, table: str) -> dict[str, str]:
    rows = connection.exec_driver_sql(f'PRAGMA table_info("{table}")')
    return {row.name: f"{row.type}|{row.notnull}|{row.dflt_value}|{row.pk}" for row in rows}


def _faults(here: _Laid, wanted: _Laid) -> list[PartFault]:
    found = []
    for part in sorted(wanted.parts.keys() | here.parts.keys()):
        kind, name = part
        if part not in here.parts:
            found.append(PartFault(kind, name, "missing"))
        elif part not in wanted.parts:
            if kind not in OPTIONAL or "UNIQUE" in here.parts[part].upper():
                found.append(PartFault(kind, name, "extra"))
        elif here.parts[part] != wanted.parts[part]:
            of_columns = _of_columns(name, here, wanted) if kind == "table" else []
            found += of_columns or [PartFault(kind, name, "changed")]
    return found


def _of_columns(table: str, here: _Laid, wanted: _Laid) -> list[PartFault]:
    is_now, was = here.columns[table], wanted.columns[table]
    found = [PartFault("column", table, "missing", name) for name in was if name not in is_now]
    found += [PartFault("column", table, "extra", name) for name in is_now if name not in was]
    changed = (name for name in was if name in is_now and was[name] != is_now[name])
    return found + [PartFault("column", table, "changed", name) for name in changed]
