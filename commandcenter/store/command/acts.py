"""What proves that something was done: every act about an incident, from the rows that keep it.

One SELECT a kind of record, told in common columns (act_columns.py) and read in one statement.
What was undone, withdrawn, voided or disputed is not there; the time is the act's own, not that
of its entry. The words of what was done are nowhere in it: so it may be read by everybody, and
what it gives is the same for all. On a server that means the owner's view (acts_view.py), for
policies of reading would hide the evidence from whoever is not of 调查取证.

`about` of an act is what the sign concerns: an addressee (city_duty_office,
county:990102/city_bureau), a department's code, a group, place:7, county:990102, else the record
itself where it goes on (directive:12), else "". An act that is not `finished` is noted and does
not fulfil: a county with complaints open, a line of a ledger that is not settled.
"""

from collections.abc import Collection
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Integer,
    Pool,
    Select,
    Text,
    bindparam,
    column,
    func,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Act
from commandcenter.store.command.act_columns import Told
from commandcenter.store.command.acts_after import AFTER
from commandcenter.store.command.acts_bureau import BUREAU
from commandcenter.store.command.acts_command import COMMAND
from commandcenter.store.command.acts_field import FIELD
from commandcenter.store.command.acts_public import PUBLIC
from commandcenter.store.command.written_unions import WrittenUnion
from commandcenter.store.types import UtcTime

ACTS: tuple[Told, ...] = (*COMMAND, *PUBLIC, *FIELD, *AFTER, *BUREAU)
VIEW = table(
    "act",
    column("sign", Text),
    column("table", Text),
    column("id", Integer),
    column("about", Text),
    column("at", UtcTime()),
    column("by", Text),
    column("incident", Integer),
    column("finished", Boolean),
    column("amount", Integer),
    column("entered_at", UtcTime()),
    schema="rights",
)
_laid: WeakKeyDictionary[Pool, bool] = WeakKeyDictionary()


def acts_of(session: Session, incident_ids: Collection[int]) -> list[Act]:
    """All acts of some incidents, by time; 0: the bureau's own. One statement.

    What was done in an incident that was merged into another (并案) stands under its own number.
    """
    if is_laid(session):
        rows = session.execute(_of_view(), {"incidents": list(incident_ids)}).all()
    else:
        rows = _of_rows().rows(session, incident_ids)
    found = [Act(*row) for row in rows]
    return sorted(found, key=lambda act: (act.at, act.table, act.id, act.sign))


def is_laid(session: Session) -> bool:
    """Whether the server has the view: it has not where no rights were laid, for the owner alone
    works there. Asked once a program."""
    engine = session.get_bind().engine
    if engine.dialect.name != "postgresql":
        return False
    if engine.pool not in _laid:
        there = session.scalar(select(func.to_regclass("rights.act")))
        _laid[engine.pool] = there is not None
    return _laid[engine.pool]


def all_acts() -> CompoundSelect[Any]:
    """Of all incidents, as the view has them."""
    return union_all(*(told.select for told in ACTS))


@cache
def _of_rows() -> WrittenUnion:
    return WrittenUnion((told.select for told in ACTS), {c.name: c.type for c in VIEW.columns})


@cache
def _of_view() -> Select[Any]:
    return select(VIEW).where(VIEW.c.incident == func.any(bindparam("incidents")))
