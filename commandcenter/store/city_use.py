"""What already names a county unit: as long as something does, the unit stays."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Text, func, inspect, select, type_coerce
from sqlalchemy.orm import Session

from commandcenter.domain.phrase import enumerated, phrases, word
from commandcenter.store.tables.city import TownRow
from commandcenter.store.tables.every import (
    DistrictRow,
    IncidentRow,
    SignalRow,
    WarningRow,
    hanging_on,
)

LISTS = (IncidentRow, SignalRow, WarningRow)  # several units each, as a list of their codes
WORDS = phrases({  # the others are one kind for who reads it
    "complaint": "投诉 {count} 件",
    "subject": "经营主体 {count} 个",
    "role_grant": "角色 {count} 项",
    "incident": "事件 {count} 起",
    "warning": "预警 {count} 条",
    "signal": "苗头 {count} 条",
})  # fmt: skip
OTHERS = word("其他记录 {count} 条")


def used(session: Session, code: str) -> str:
    """“投诉 312 件、角色 2 项”, or "" for a unit that nothing names."""
    counts: dict[str, int] = {}
    for table, where in _places(session, code):
        count = session.scalar(select(func.count()).select_from(table).where(where)) or 0
        words = WORDS.get(table.name, OTHERS)
        counts[words] = counts.get(words, 0) + count
    order = (*WORDS.values(), OTHERS)
    return enumerated(each.format(count=counts[each]) for each in order if counts.get(each))


def unused_units(session: Session, kept: Sequence[str]) -> list[str]:
    """Codes of units that are not kept and that nothing names."""
    stale = session.scalars(select(DistrictRow.code).where(DistrictRow.code.not_in(kept)))
    return [code for code in stale.all() if not used(session, code)]


def _places(session: Session, code: str) -> Iterator[tuple[Any, ColumnElement[bool]]]:
    """Tables with a condition; of an older schema those that it has."""
    listed: list[Column[Any]] = [row.__table__.c.districts for row in LISTS]  # type: ignore[misc]  # each of LISTS has it
    for column in (*hanging_on(DistrictRow), *listed):
        if column.table is TownRow.__table__ or not _exists(session, column):
            continue
        if column in listed:
            yield column.table, type_coerce(column, Text).contains(f'"{code}"', autoescape=True)
        else:
            yield column.table, column == code


def _exists(session: Session, column: Column[Any]) -> bool:
    here = inspect(session.connection())
    name = column.table.name
    return here.has_table(name) and column.name in {c["name"] for c in here.get_columns(name)}
