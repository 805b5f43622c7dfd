"""Which column of a file is which field: the bureau's own mappings, kept for every seat."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.setting import SettingRow

PREFIX = "mapping:"
LONGEST = 40
NEEDED = ("number", "registered_at", "kind")


def save_mapping(
    session: Session,
    actor: Actor,
    name: str,
    columns: Mapping[str, Sequence[str]],
    defaults: Mapping[str, str],
    values: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    seen: str | None = None,
) -> str:
    """Keep a mapping under its name, a new one or over the old; return the name.

    `columns`: field → names of its column; `defaults`: field → word where there is no column.
    `values`: field → own word → words of the file that mean it here.
    `seen`: when the one of this name on the screen was kept (ISO 8601), "" where there was none.
    """
    rights(session).require(actor, Action.TAKE_IN_COMPLAINTS, district=actor.districts())
    called = text_of(name, "方案名称", LONGEST)
    if any(field not in columns and field not in defaults for field in NEEDED):
        raise RuleBroken("列对应方案必须有登记编号、登记日期和记录类型。")
    kept = {
        "columns": {field: list(names) for field, names in columns.items()},
        "defaults": dict(defaults),
        "values": {
            field: {own: list(theirs) for own, theirs in words.items()}
            for field, words in (values or {}).items()
        },
        "by": actor.name,
        "at": now(session).isoformat(),
    }
    row = session.get(SettingRow, PREFIX + called)
    if seen is not None:
        require_unmoved(seen, _kept_at(row), "这个列对应方案")
    if row is None:
        session.add(SettingRow(key=PREFIX + called, value=kept, source=""))
    else:
        row.value = kept
    book.record(session, actor, "mapping", 0, "saved")
    return called


def remove_mapping(session: Session, actor: Actor, name: str) -> None:
    rights(session).require(actor, Action.TAKE_IN_COMPLAINTS, district=actor.districts())
    row = session.get(SettingRow, PREFIX + name)
    if row is None:
        raise RuleBroken("没有名为“{name}”的列对应方案。", name=name)
    session.delete(row)
    book.record(session, actor, "mapping", 0, "removed")


def _kept_at(row: SettingRow | None) -> str:
    """When it was kept, ISO 8601; "" of none."""
    return str(row.value.get("at", "")) if row and isinstance(row.value, dict) else ""
