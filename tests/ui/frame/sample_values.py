"""Made-up values of a type: what a form is given where only its fields are looked at."""

import ast
import collections.abc
import dataclasses
import inspect
import sys
import types
import typing
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, get_args, get_origin, get_type_hints

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.decided_above import DecidedAbove
from commandcenter.domain.papers.usage_lists import NOTHING, Usage
from commandcenter.domain.times import from_local

NOW = from_local(2026, 11, 24, 10, 46)
PLAIN = {
    str: "甲", int: 1, float: 1.0, bool: False, bytes: b"", object: None, type(None): None,
    datetime: NOW, date: NOW.date(), timedelta: timedelta(hours=1),
}  # fmt: skip

# A type whose first values would not do: how it is made.
SPECIAL: dict[Any, collections.abc.Callable[[], Any]] = {
    Usage: lambda: NOTHING,  # whose lines are of a form that only a saved one has
}

# Of words of a kind that is always short: by the name of the field.
SHORT: dict[str, str] = {}

FORBIDDING = (RuleBroken, DecidedAbove)  # where there is one, something may not be done


def made_up(kind: Any, **own: Any) -> Any:
    """One of it: the first of a choice, nothing where nothing is allowed, one of several."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if kind in SPECIAL and not own:
        return SPECIAL[kind]()
    if kind is Any or kind is RuleBroken:
        return None
    if origin in (typing.Union, types.UnionType):
        return None if type(None) in inner else made_up(inner[0])
    if origin is typing.Literal:
        return inner[0]
    if origin is collections.abc.Callable:
        return lambda *_, **__: None
    if origin is tuple and Ellipsis not in inner:
        return tuple(made_up(each) for each in inner)
    if origin in (tuple, list, set, frozenset, collections.abc.Sequence):
        several = {collections.abc.Sequence: tuple}.get(origin, origin)
        return several([made_up(inner[0])])
    if origin in (dict, collections.abc.Mapping):
        key, value = inner
        keys = list(key) if isinstance(key, type) and issubclass(key, Enum) else [made_up(key)]
        return {} if value in FORBIDDING else {each: made_up(value) for each in keys}
    if origin is not None:
        return made_up(origin)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return _made_of_parts(kind, own)


@cache
def _late_names(module: types.ModuleType) -> dict[str, Any]:
    """What a module imports for the check of its types alone."""
    tree = ast.parse(inspect.getsource(module))
    found = {}
    for block in (n for n in tree.body if isinstance(n, ast.If)):
        if ast.unparse(block.test) == "TYPE_CHECKING":
            for line in (n for n in block.body if isinstance(n, ast.ImportFrom)):
                source = import_module(line.module or "")
                named = ((n.asname or n.name, n.name) for n in line.names)
                found |= {own: getattr(source, name, None) for own, name in named}
    return found


def _part(name: str, kind: Any) -> Any:
    return SHORT[name] if kind is str and name in SHORT else made_up(kind)


def _made_of_parts(kind: Any, own: dict[str, Any]) -> Any:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"no made-up value for {kind}")
    hints = get_type_hints(kind, localns=_late_names(sys.modules[kind.__module__]))
    parts = {
        field.name: own[field.name] if field.name in own else _part(field.name, hints[field.name])
        for field in dataclasses.fields(kind)
        if field.init
    }
    return kind(**parts)
