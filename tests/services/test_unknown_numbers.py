"""Every verb that is told a number refuses one that nobody has, in words."""

import contextlib
import dataclasses
import importlib
import inspect
import pkgutil
import types
import typing
from collections import abc
from datetime import date, datetime
from enum import Enum

from sqlalchemy.exc import SQLAlchemyError

from commandcenter import services
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.store.database import open_database
from tests.city import EAST, City

NOBODYS = 9_999
# No verbs of a person: what the program does with an import, and what is only asked or noted.
NO_VERBS = (
    "services.complaints.arrivals.", "services.complaints.corrections.",
    "services.complaints.flags.look", "services.complaints.joining.join_arrivals",
    "services.complaints.links.", "services.command.evidence.known_by_hash",
    "services.command.evidence.note_export", "services.seat.membership.require_over",
    "services.seat.role_confirmation.needs_nobody", "services.watch.warning_steps.published",
)  # fmt: skip
# Of rows that nobody takes away: a number that nobody has would be the program's own fault.
NEVER_GONE = {
    "services.command.carrying_over.carry_over", "services.command.reminders.remind",
    "services.command.supply.came_back", "services.seat.accounts.set_password",
    "services.seat.membership.disable", "services.seat.membership.enable",
    "services.seat.membership.end_role",
    "services.seat.people.grant_role",
}  # fmt: skip
PLAIN = {str: "情况说明", int: 1, float: 1.0, bool: True, bytes: b"x", date: date(2026, 11, 24)}


class TakenBack(Exception):
    """Ends a transaction without a trace."""


def verbs():
    """Functions of the services whose subject is a number: (session, actor, …_id, …)."""
    for each in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        module = importlib.import_module(each.name)
        for name, verb in vars(module).items():
            place = f"{each.name.removeprefix('commandcenter.')}.{name}"
            own = inspect.isfunction(verb) and verb.__module__ == each.name
            if own and not name.startswith("_") and not place.startswith(NO_VERBS):
                words = list(inspect.signature(verb).parameters)
                if words[:2] == ["session", "actor"] and words[2:] and words[2].endswith("_id"):
                    yield place, verb


def made(kind, now):
    """A value of the type, as plain as can be. Raises TypeError where none is known."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return made(inside[0], now) if type(None) not in inside else None
    if origin is not None:
        return {abc.Mapping: {}, dict: {}, frozenset: frozenset(), set: set()}.get(origin, ())
    if kind is datetime:
        return now
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        return kind(**wanted(kind, now))
    raise TypeError(kind)


def wanted(called, now, left_out=()):
    """Values for all that has no default."""
    hints = typing.get_type_hints(called)
    return {
        name: made(hints[name], now)
        for name, parameter in inspect.signature(called).parameters.items()
        if name not in left_out and parameter.default is parameter.empty
    }


def everybody(person):
    """Who has every role: what is refused is refused for the number."""
    groups = [Grant(role, group, None) for role in (Role.LEADER, Role.MEMBER) for group in Group]
    others = [
        Grant(role, None, EAST if role is Role.COUNTY else None)
        for role in Role
        if role not in (Role.LEADER, Role.MEMBER)
    ]
    return Actor(person.person_id, person.login, person.name, frozenset(groups + others))


def test_a_number_that_nobody_has_is_refused_in_words(sqlite_url):
    db = open_database(sqlite_url)
    city = City(db)
    actor, now, wrong, tried = everybody(city.chenyu), db.clock(), {}, 0
    with contextlib.suppress(TakenBack), db.write() as session:
        for name, verb in verbs():
            words = list(inspect.signature(verb).parameters)
            try:
                values = wanted(verb, now, words[:3])
            except TypeError:
                continue
            tried += 1
            with contextlib.suppress(TakenBack), session.begin_nested():
                try:
                    verb(session, actor, NOBODYS, **values)
                    wrong[name] = "let pass"
                except RuleBroken:
                    pass
                except (SQLAlchemyError, AttributeError, LookupError, TypeError) as error:
                    wrong[name] = repr(error)
                raise TakenBack
        raise TakenBack
    db.close()
    assert wrong.keys() == NEVER_GONE, wrong
    assert tried > 250
