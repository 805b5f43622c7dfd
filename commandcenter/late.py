"""What is loaded when it is first used, not when the program starts.

Two seams lie between a start and what it does not need yet: the command line, which reads a call
before it does anything, and the desk, which shows one page and could open a hundred forms. What
stands behind a seam is named by `late` (a module) or `late_name` (a class or function of one, to be
called); for the checker of types it is imported in the same place under TYPE_CHECKING. Nowhere else
is it worth the trouble.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

KNOWN: "list[Late]" = []


class Late:
    """Stands for a module that is not loaded yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._module: ModuleType | None = None
        KNOWN.append(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.load(), name)

    def load(self) -> ModuleType:
        if self._module is None:
            with collecting_later():
                self._module = import_module(self.name)
        return self._module


class LateName:
    """Stands for what a module that is not loaded yet has under a name."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = Late(module), name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._named(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._named, name)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._named)

    @property
    def _named(self) -> Any:
        return getattr(self._module, self._name)


def late(name: str) -> Any:
    return Late(f"commandcenter.{name}")


def late_name(module: str, name: str) -> Any:
    return LateName(f"commandcenter.{module}", name)


def load_all(*packages: str) -> None:
    """What is late of these packages and is not loaded yet, and what that has late itself. From any
    thread: who needs one of them meanwhile waits for that one alone."""
    wanted = tuple(f"commandcenter.{package}." for package in packages)
    for each in KNOWN:  # grows while it is gone through
        if each.name.startswith(wanted):
            each.load()


@contextmanager
def collecting_later() -> Iterator[None]:
    """What is made now stays for a while: looking through it for what may go took a fifth of it.

    Nothing is frozen: a window that was would be kept after it is closed, with all it held.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
