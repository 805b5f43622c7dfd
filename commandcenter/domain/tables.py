"""Turns a table of the plan data into a frozen dataclass, or says which item is wrong, and how.

The names of the fields are the keys of the table; a key that no field has, a missing
one and a value of another kind are refused by file and item.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from commandcenter.domain.phrase import word

T = TypeVar("T")
Reader = Callable[[Any], Any]


def read_item(cls: type[T], file: str, row: Mapping[str, Any]) -> T:
    """One item of `file` as a `cls`. Raises ValueError naming file, item and key."""
    if not isinstance(row, dict):
        raise ValueError(f"{file}: an item is no table")
    try:
        return cast(T, _record(cls, row))
    except ValueError as error:
        raise ValueError(f"{file}, {row.get('code', 'an item without code')}: {error}") from None


@cache
def _shape(cls: Any) -> tuple[dict[str, Reader], frozenset[str]]:
    """How each field of a class is read, and which must be there."""
    required = {f.name for f in fields(cls) if f.default is f.default_factory is MISSING}
    return {name: _reader(hint) for name, hint in get_type_hints(cls).items()}, frozenset(required)


def _record(cls: Any, row: Mapping[str, Any]) -> Any:
    readers, required = _shape(cls)
    if unknown := sorted(row.keys() - readers.keys()):
        raise ValueError(f"unknown key {', '.join(unknown)}")
    if missing := sorted(required - row.keys()):
        raise ValueError(f"missing key {', '.join(missing)}")
    return cls(**{key: _checked(key, readers[key], value) for key, value in row.items()})


def _checked(key: str, reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


@cache
def _reader(hint: Any) -> Reader:
    """What reads a value of this type, found once: a plan has seven thousand values. A string
    where a record is due is its first field."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of(tuple(each for each in inner if each is not types.NoneType))
    if origin in (tuple, frozenset):
        item = _reader(inner[0])
        return lambda value: origin(item(each) for each in _of_type(list, value))
    if origin is Mapping:
        return _pairs(_reader(inner[0]), _reader(inner[1]))
    if is_dataclass(hint):
        return partial(_record_or_first, hint)
    if hint is str:
        return _text
    if issubclass(hint, StrEnum):
        return cast(Reader, hint)
    return _date if hint is date else partial(_of_type, hint)


def _one_of(hints: tuple[Any, ...]) -> Reader:
    other = _reader(hints[0])
    return lambda value: value if type(value) in hints else other(value)


def _pairs(key: Reader, item: Reader) -> Reader:
    def read(value: Any) -> Any:
        return {key(k): _checked(str(k), item, v) for k, v in _of_type(dict, value).items()}

    return read


def _record_or_first(cls: Any, value: Any) -> Any:
    if isinstance(value, str):
        return _record(cls, {fields(cls)[0].name: value})
    return _record(cls, _of_type(dict, value))


def _text(value: Any) -> str:
    """What the plan says in words is a phrase, codes are not."""
    text: str = _of_type(str, value)
    return text if text.isascii() else word(text)


def _date(value: Any) -> date:
    return date.fromisoformat(_of_type(str, value))


def _of_type(kind: Any, value: Any) -> Any:
    if type(value) is not kind:  # a bool is no int here
        raise ValueError(f"{value!r} is not {kind.__name__}")
    return value
