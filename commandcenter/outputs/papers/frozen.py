"""A document as bytes and back: what was signed, kept so that its numbered print can be set.

Plain JSON of the document's own dataclasses: nothing in it can name any other thing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.pdf.document import Document

KIND, VALUE = "~", "v"
# Documents are kept for years: a class goes on being called by the module in which it was
# first written, wherever it lies now.
WRITTEN_AS = {
    "domain.complaints.complaint": "domain.complaint",
    "queries.command.map_picture": "queries.map_picture",
    "queries.watch.monitor_band": "queries.monitor_band",
    "queries.papers.borders": "queries.papers",
    "outputs.pdf.faces": "outputs.pdf.document",
    "queries.incident.sources": "queries.sources",
    "queries.watch.timeline": "queries.timeline",
}


# What documents of earlier versions hold and no page is set by any more.
GONE = {"outputs.pdf.document.Document": frozenset({"snug"})}
ONE_PAGE = "outputs.pdf.document.OnePage"  # its blocks stand among the others


def pack(document: Document) -> bytes:
    """Equal documents give equal bytes."""
    packed = _packed(document)
    return json.dumps(packed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpack(data: bytes) -> Document:
    """Raises RuleBroken for what another version of the program wrote and this one cannot read."""
    try:
        found = _unpacked(json.loads(data))
    except (ValueError, KeyError, TypeError) as error:
        raise RuleBroken("定稿数据由其他版本的程序写成，无法重新排印；签发稿仍可打开。") from error
    if not isinstance(found, Document):
        raise RuleBroken("定稿数据不是公文。")
    return found


def _packed(value: Any) -> Any:
    if isinstance(value, Enum):
        return {KIND: _name(type(value)), VALUE: value.value}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            KIND: _name(type(value)),
            VALUE: {f.name: _packed(getattr(value, f.name)) for f in fields(value)},
        }
    match value:
        case datetime():
            return {KIND: "datetime", VALUE: value.isoformat()}
        case date():
            return {KIND: "date", VALUE: value.isoformat()}
        case timedelta():
            return {KIND: "seconds", VALUE: value.total_seconds()}
        case Mapping():
            return {KIND: "map", VALUE: [[_packed(k), _packed(v)] for k, v in value.items()]}
        case frozenset() | set():
            packed = [_packed(each) for each in value]
            return {
                KIND: "set",
                VALUE: sorted(packed, key=lambda each: json.dumps(each, sort_keys=True)),
            }
        case list() | tuple():
            return [_packed(each) for each in value]
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"a document holds no {type(value).__name__}")


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(each for inner in value for each in _unfolded(inner))
    if not isinstance(value, dict):
        return value
    kind, inner = value[KIND], value[VALUE]
    match kind:
        case "datetime":
            return datetime.fromisoformat(inner)
        case "date":
            return date.fromisoformat(inner)
        case "seconds":
            return timedelta(seconds=inner)
        case "map":
            return {_unpacked(k): _unpacked(v) for k, v in inner}
        case "set":
            return frozenset(_unpacked(each) for each in inner)
    cls = _classes()[kind]
    if issubclass(cls, Enum):
        return cls(inner)
    known = {name: each for name, each in inner.items() if name not in GONE.get(kind, ())}
    return cls(**{name: _unpacked(each) for name, each in known.items()})


def _unfolded(value: Any) -> Iterator[Any]:
    if isinstance(value, dict) and value[KIND] == ONE_PAGE:
        yield from _unpacked(value[VALUE]["blocks"])
    else:
        yield _unpacked(value)


def _name(cls: type) -> str:
    module = cls.__module__.removeprefix("commandcenter.")
    return f"{WRITTEN_AS.get(module, module)}.{cls.__qualname__}"


@cache
def _classes() -> Mapping[str, type]:
    """Every dataclass and choice that a document can hold, by name."""
    found: dict[str, type] = {}
    todo: list[Any] = [Document]
    while todo:
        hint = todo.pop()
        todo += get_args(hint)
        if not isinstance(hint, type) or _name(hint) in found:
            continue
        if issubclass(hint, Enum):
            found[_name(hint)] = hint
        elif is_dataclass(hint):
            found[_name(hint)] = hint
            todo += get_type_hints(hint).values()
    return found
