"""The seam between reading a command line and doing what it asks.

Reading one needs little; doing it needs the database, the tables, the numbers. A module named by
`late` is imported when something of it is first asked for, so that a command loads what it does
itself and no other's.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class Late:
    """Stands for a module that is not loaded yet."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            with collecting_later():
                self._module = import_module(self._name)
        return getattr(self._module, name)


def late(name: str) -> Any:
    """For the checker of types the same module is imported beside it, under TYPE_CHECKING."""
    return Late(f"commandcenter.{name}")


@contextmanager
def collecting_later() -> Iterator[None]:
    """What is loaded stays: looking through it for what may go took a fifth of the loading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
