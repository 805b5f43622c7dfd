"""A union of many SELECTs on the rows of some incidents, written out once as text.

Whoever settles a book asks two of them. Handed over as expressions, each took several times as long
to be looked up as the database takes to answer it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from json import dumps
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, literal_column, text, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

MINE = {
    "sqlite": ("IN", "(SELECT value FROM json_each(:incidents))"),
    "postgresql": ("=", "ANY (:incidents)"),
}
DIALECTS: Mapping[str, Any] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


class WrittenUnion:
    """`columns`: their types by name, in order; one of them is the number of the incident."""

    def __init__(self, parts: Iterable[Select[Any]], columns: Mapping[str, Any]) -> None:
        self._parts, self._columns = tuple(parts), columns
        self._written = cache(self._write)

    def rows(self, session: Session, incidents: Collection[int]) -> Sequence[Row[Any]]:
        """In one statement, in no order."""
        name = session.get_bind().dialect.name
        wanted = dumps(sorted(incidents)) if name == "sqlite" else sorted(incidents)
        return session.execute(self._written(name), {"incidents": wanted}).all()

    def _write(self, name: str) -> Any:
        dialect = DIALECTS[name](paramstyle="named")
        whole = union_all(*(self._mine(part, *MINE[name]) for part in self._parts))
        written = whole.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        return text(str(written)).columns(**self._columns)

    def _mine(self, part: Select[Any], how: str, these: str) -> Select[Any]:
        incident = part.selected_columns["incident"].element
        asked: ColumnElement[bool] = incident.op(how, is_comparison=True)(literal_column(these))
        return part.where(asked)
