"""Turns a table of the plan data into a frozen dataclass, or says which item is wrong, and how.

The names of the fields are the keys of the table; a key that no field has, a missing
one and a value of another kind are refused by file and item.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def read_item(cls: type[T], file: str, row: Mapping[str, Any]) -> T:
    """One item of `file` as a `cls`. Raises ValueError naming file, item and key."""
    if not isinstance(row, dict):
        raise ValueError(f"{file}: an item is no table")
    try:
        return cast(T, _record(cls, row))
    except ValueError as error:
        raise ValueError(f"{file}, {row.get('code', 'an item without code')}: {error}") from None


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _record(cls: Any, row: Mapping[str, Any]) -> Any:
    hints = _hints(cls)
    if unknown := sorted(set(row) - set(hints)):
        raise ValueError(f"unknown key {', '.join(unknown)}")
    required = {f.name for f in fields(cls) if f.default is f.default_factory is MISSING}
    if missing := sorted(required - set(row)):
        raise ValueError(f"missing key {', '.join(missing)}")
    return cls(**{key: _checked(key, hints[key], value) for key, value in row.items()})


def _checked(key: str, hint: Any, value: Any) -> Any:
    try:
        return _value(hint, value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def _value(hint: Any, value: Any) -> Any:
    """`value` as the type `hint`; a string where a record is due is its first field."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of(inner, value)
    if origin in (tuple, frozenset):
        return origin(_value(inner[0], each) for each in _of_type(list, value))
    if origin is Mapping:
        pairs = _of_type(dict, value).items()
        return {_value(inner[0], k): _checked(str(k), inner[1], v) for k, v in pairs}
    if is_dataclass(hint):
        first = fields(hint)[0].name
        return _record(hint, {first: value} if isinstance(value, str) else _of_type(dict, value))
    if issubclass(hint, StrEnum):
        return hint(value)
    return date.fromisoformat(_of_type(str, value)) if hint is date else _of_type(hint, value)


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:
    for hint in hints:
        if hint is not types.NoneType and (hint is object or type(value) is hint):
            return value
    return _value(next(hint for hint in hints if hint is not types.NoneType), value)


def _of_type(kind: Any, value: Any) -> Any:
    if type(value) is not kind:  # a bool is no int here
        raise ValueError(f"{value!r} is not {kind.__name__}")
    return value
