"""What stands on the command line, read without pydantic where it is what it should be.

WORKAROUND: newer typers (https://github.com/fastapi/typer, `typer/_coercion.py`) read each value by
pydantic, whose loading is a third of what a command costs that does little. A word, the name of a
file that may be read, a whole number within its limits need none of it; whatever else is written a
typer reads itself, and says what is wrong with it. An older typer has nothing to be taken over.
"""

import os
from pathlib import Path
from typing import Any, get_args, get_origin

LATER = "_runtime_param"  # of a parameter: what reads its value, made when the first one is read
KINDS = (str, bool, int, Path)


def read_plainly(parameters: list[Any]) -> list[Any]:
    """The same parameters, those of a plain kind with a reader of their own."""
    for each in parameters:
        if getattr(each, LATER, each) is None and _kind(each.type_descriptor) in KINDS:
            setattr(each, LATER, PlainValue())
    return parameters


class PlainValue:
    """Stands where a typer keeps its own reader."""

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        words = value if isinstance(value, (list, tuple)) else [value]
        kind = _kind(param.type_descriptor)
        if all(_is_plain(word, kind, param.type_descriptor.parameter_info) for word in words):
            read = [kind(word) for word in words]
            return read if words is value else read[0]
        setattr(param, LATER, None)
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def _kind(asked: Any) -> Any:
    """What is asked for; of a list, what it is a list of."""
    annotation = asked.annotation
    return get_args(annotation)[0] if get_origin(annotation) is list else annotation


def _is_plain(word: Any, kind: Any, info: Any) -> bool:
    if info.parser is not None:
        return False
    if kind is bool:
        return isinstance(word, bool)
    if kind is int:
        return _is_within(word, info)
    return isinstance(word, str) and (kind is str or _is_readable(word, info))


def _is_within(word: Any, info: Any) -> bool:
    if info.clamp or not (str(word).isascii() and str(word).isdecimal()):
        return False
    return (info.min is None or info.min <= int(word)) and (
        info.max is None or int(word) <= info.max
    )


def _is_readable(word: str, info: Any) -> bool:
    if info.exists or info.writable or info.resolve_path or not (info.file_okay and info.dir_okay):
        return False
    return not info.readable or not os.path.exists(word) or os.access(word, os.R_OK)
