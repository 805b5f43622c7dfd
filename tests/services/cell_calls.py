"""The verbs of the cells with values that are let pass, and the same with one value changed.

`called` carries a cell out and keeps what verb it called with what; `leaves` are the values in
that, down to the fields of what is handed in; `changed` gives the call with another value in one
place, and `answer` what the verb says to it.
"""

import contextlib
import dataclasses
import importlib
import inspect
import pkgutil
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from commandcenter import services
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from tests.services.cells import Perform, Scene

Place = tuple[str | int, ...]
Verb = Callable[..., Any]


class TakenBack(Exception):
    """Ends a transaction without a trace."""


@dataclass(frozen=True)
class Call:
    """`place`: the verb as module.name below the services."""

    place: str
    verb: Verb
    values: Mapping[str, Any]

    def changed(self, path: Place, value: Any) -> "Call":
        return dataclasses.replace(self, values=put(self.values, path, value))

    def leaves(self) -> Iterator[tuple[Place, type]]:
        hints = typing.get_type_hints(self.verb)
        for name, value in self.values.items():
            yield from leaves(value, hints[name], (name,))


def _verbs() -> dict[str, Verb]:
    """Every function (session, actor, …) of the services, by its place."""
    found = {}
    for each in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        module = importlib.import_module(each.name)
        for name, verb in vars(module).items():
            own = inspect.isfunction(verb) and verb.__module__ == each.name
            said = list(inspect.signature(verb).parameters)[:2] if own else []
            if said == ["session", "actor"] and not name.startswith("_"):
                found[f"{each.name.removeprefix('commandcenter.services.')}.{name}"] = verb
    return found


VERBS = _verbs()


@contextlib.contextmanager
def kept(into: list[Call]) -> Iterator[None]:
    """Keeps which verbs are called, and not what they call in turn."""
    spies = {verb: _spy(place, verb, into) for place, verb in VERBS.items()}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith(("commandcenter.services.", "tests.services.cells_")):
                for word, value in list(vars(module).items()):
                    if inspect.isfunction(value) and value in spies:
                        patch.setattr(module, word, spies[value])
        yield


def _spy(place: str, verb: Verb, into: list[Call]) -> Verb:
    def called(session: Session, actor: Actor, *more: Any, **named: Any) -> Any:
        if not into:
            bound = inspect.signature(verb).bind(session, actor, *more, **named)
            bound.apply_defaults()
            values = dict(bound.arguments)
            del values["session"], values["actor"]
            into.append(Call(place, verb, values))
        return verb(session, actor, *more, **named)

    return called


def called(scene: Scene, perform: Perform, actor: Actor) -> Call | None:
    """The first verb that is called, if any; what it does is taken back."""
    calls: list[Call] = []
    with contextlib.suppress(TakenBack), scene.session.begin_nested(), kept(calls):
        perform(scene, actor)
        raise TakenBack
    scene.session.expire_all()
    return calls[0] if calls else None


def leaves(value: Any, hint: Any, path: Place = ()) -> Iterator[tuple[Place, type]]:
    """Where each value is that is no collection of others, and its type, also of what is None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        hints = typing.get_type_hints(type(value))
        for field in dataclasses.fields(value):
            if field.init:
                yield from leaves(
                    getattr(value, field.name), hints[field.name], (*path, field.name)
                )
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, None, (*path, key))
    elif isinstance(value, tuple | list) and value:
        yield from leaves(value[0], None, (*path, 0))
    elif isinstance(value, frozenset) and value:
        yield from leaves(min(value), None, (*path, 0))
    elif value is not None:
        yield path, type(value)
    else:
        yield from ((path, kind) for kind in typing.get_args(hint) if isinstance(kind, type))


def put(value: Any, path: Place, new: Any) -> Any:
    if not path:
        return new
    first, rest = path[0], path[1:]
    if dataclasses.is_dataclass(value):
        return dataclasses.replace(
            value, **{str(first): put(getattr(value, str(first)), rest, new)}
        )
    if isinstance(value, Mapping):
        return {**value, first: put(value[first], rest, new)}
    if isinstance(value, frozenset):
        return value - {min(value)} | {put(min(value), rest, new)}
    inner = list(value)
    inner[0] = put(inner[0], rest, new)
    return type(value)(inner)


def answer(session: Session, actor: Actor, call: Call) -> Exception | None:
    """What the verb raises; what it does is taken back."""
    said: Exception | None = None
    with contextlib.suppress(TakenBack), session.begin_nested():
        try:
            call.verb(session, actor, **call.values)
            session.flush()
        except (RuleBroken, IntegrityError, NoResultFound) as error:
            said = error
        raise TakenBack
    session.expire_all()
    return said
