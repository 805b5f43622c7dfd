"""The mappings of columns that the bureau made on screen."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.setting import SettingRow
from commandcenter.store.types import EPOCH

PREFIX = "mapping:"


@dataclass(frozen=True, slots=True)
class OwnMapping:
    """`data`: columns, defaults and values, as in a mapping's file."""

    name: str
    data: dict[str, Any]
    by: str
    at: datetime


def own_mappings(session: Session) -> tuple[OwnMapping, ...]:
    """In order of their names."""
    rows = session.scalars(
        select(SettingRow).where(SettingRow.key.startswith(PREFIX)).order_by(SettingRow.key)
    )
    return tuple(_line(row) for row in rows)


def _line(row: SettingRow) -> OwnMapping:
    value = row.value
    assert isinstance(value, dict)  # written by services.complaints.mappings alone
    at = datetime.fromisoformat(value["at"]) if value.get("at") else EPOCH
    data = {part: value.get(part, {}) for part in ("columns", "defaults", "values")}
    return OwnMapping(row.key.removeprefix(PREFIX), data, value.get("by", ""), at)
