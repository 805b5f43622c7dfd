"""What a script names without knowing its number: the incident, a row, a person, a task.

A script is plain data written before anything happened; when its deed comes, each such
argument is looked up in the database as it then is, also by a later process.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import now
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.person import PersonRow

_STORY: ContextVar[str] = ContextVar("story", default="")


@contextmanager
def in_story(title: str) -> Iterator[None]:
    """What is done within is about the incident that has this in its title; "" the newest."""
    before = _STORY.set(title)
    try:
        yield
    finally:
        _STORY.reset(before)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a deed is done: a session, at the time of the demo's clock, in one of the stories."""

    session: Session
    story: str = field(default_factory=_STORY.get)

    @property
    def now(self) -> datetime:
        return now(self.session)

    def incident(self, title: str = "") -> IncidentRow:
        """The story's incident: the newest, or the newest whose title has this in it."""
        row = self._incident(title or self.story)
        if row is None:
            raise RuleBroken("演示脚本中还没有登记事件。")
        return row

    def _incident(self, title: str) -> IncidentRow | None:
        rows = select(IncidentRow).order_by(IncidentRow.id.desc()).limit(1)
        if title:
            rows = rows.where(IncidentRow.title.contains(title, autoescape=True))
        return self.session.scalars(rows).first()

    def newest(self, row_class: type[Any], **where: object) -> int:
        """The newest row of the story with these values; a text need only begin so."""
        rows = select(row_class.id).order_by(row_class.id.desc()).limit(1)
        if self.story and hasattr(row_class, "incident_id"):
            own = self._incident(self.story)
            mine = row_class.incident_id == (own.id if own else None)
            rows = rows.where(or_(mine, row_class.incident_id.is_(None)))
        for name, value in where.items():
            column = getattr(row_class, name)
            begins = isinstance(value, str) and not hasattr(value, "value")
            rows = rows.where(
                column.startswith(value, autoescape=True) if begins else column == value
            )
        found: int | None = self.session.scalar(rows)
        if found is None:
            raise RuleBroken("演示脚本找不到{name}。", name=f"{row_class.__name__} {where}")
        return found


class Named:
    """An argument that is looked up when the deed is done."""

    def found(self, stage: Stage) -> Any:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Incident(Named):
    """`title`: a part of it; "" the story's own."""

    title: str = ""

    def found(self, stage: Stage) -> int:
        return stage.incident(self.title).id


@dataclass(frozen=True, slots=True)
class Newest(Named):
    """The newest row of a table with these values (a text: beginning so)."""

    row_class: type[Any]
    where: Mapping[str, object] = field(default_factory=dict)

    def found(self, stage: Stage) -> int:
        return stage.newest(self.row_class, **self.where)


@dataclass(frozen=True, slots=True)
class Person(Named):
    login: str

    def found(self, stage: Stage) -> int:
        return stage.session.scalars(
            select(PersonRow.id).where(PersonRow.login == self.login)
        ).one()


@dataclass(frozen=True, slots=True)
class ObligationOf(Named):
    """One of the story's incident by its code in the plan; of what comes round the newest."""

    code: str

    def found(self, stage: Stage) -> int:
        row = ObligationRow
        mine = row.incident_id == stage.incident().id, row.code == self.code
        rows = select(row.id).where(*mine).order_by(row.round.desc(), row.id)
        return stage.session.scalars(rows.limit(1)).one()


@dataclass(frozen=True, slots=True)
class Made(Named):
    """An argument that is made of what then is: `make(stage)`."""

    make: Callable[[Stage], Any]

    def found(self, stage: Stage) -> Any:
        return self.make(stage)


def place_called(session: Session, incident: int, words: str) -> int:
    named = IncidentPlaceRow.label.contains(words, autoescape=True)
    rows = select(IncidentPlaceRow.id).where(IncidentPlaceRow.incident_id == incident, named)
    return session.scalars(rows.order_by(IncidentPlaceRow.id).limit(1)).one()


def settled(stage: Stage, argument: Any) -> Any:
    """The argument with everything named in it looked up, also inside a tuple or a list."""
    if isinstance(argument, Named):
        return argument.found(stage)
    if isinstance(argument, tuple | list) and not hasattr(argument, "_fields"):
        return type(argument)(settled(stage, each) for each in argument)
    return argument


def all_settled(stage: Stage, arguments: Sequence[Any]) -> list[Any]:
    return [settled(stage, argument) for argument in arguments]


def later(argument: Any, delay: timedelta) -> Any:
    """The argument with every time in it moved on, also inside a tuple or a dataclass."""
    if isinstance(argument, datetime):
        return argument + delay
    if isinstance(argument, tuple | list) and not hasattr(argument, "_fields"):
        return type(argument)(later(each, delay) for each in argument)
    if isinstance(argument, dict):
        return {key: later(value, delay) for key, value in argument.items()}
    if is_dataclass(argument) and not isinstance(argument, type):
        times = {f.name: getattr(argument, f.name) for f in fields(argument)}
        moved = {n: v + delay for n, v in times.items() if isinstance(v, datetime)}
        return replace(argument, **moved) if moved else argument
    return argument
