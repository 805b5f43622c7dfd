"""The columns that all which asks for something is told in, and a line of it for each row."""

from typing import Any

from sqlalchemy import Integer, Select, Table, Text, cast, null, select, type_coerce

from commandcenter.store.command.act_columns import word
from commandcenter.store.tables.base import Base
from commandcenter.store.types import UtcTime

TYPES: dict[str, Any] = {
    "kind": Text(), "table": Text(), "id": Integer(), "incident": Integer(), "at": UtcTime(),
    "due_at": UtcTime(), "first": Text(), "second": Text(), "third": Text(), "number": Integer(),
    "group": Text(), "district": Text(), "person": Integer(),
}  # fmt: skip


def asked_line(kind: Any, row: type[Base], at: Any, **more: Any) -> Select[Any]:
    """A line for each row; `more`: what stands in the other columns, none where nothing is said."""
    its = row.__table__
    assert isinstance(its, Table)
    own = {"id": its.c.get("id"), "incident": its.c.get("incident_id")}
    said = {
        "kind": word(kind) if isinstance(kind, str) else kind, "table": word(its.name), "at": at,
    }  # fmt: skip
    values = own | said | more
    return select(
        *(_of_type(values.get(name), kept).label(name) for name, kept in TYPES.items())
    ).select_from(row)


def _of_type(value: Any, kept: Any) -> Any:
    """A server asks the type of what is nothing, too."""
    return cast(null(), kept) if value is None else type_coerce(value, kept)
