"""SQLAlchemy is loaded without what it has for programs of another kind.

WORKAROUND: https://github.com/sqlalchemy/sqlalchemy (2.1, `util/compat.py`, `util/concurrency.py`).
It imports `asyncio`, for coroutines, and `importlib.metadata`, for the dialects of others: with all
that hangs on them (sockets, TLS, mails, processes) ninety modules and a sixth of the time that its
own import takes. Here a placeholder stands for both while it is imported, with the dialect of the
embedded file, and for it alone: who asks the placeholder for something gets what the real module
has, which is loaded then.

Whoever imports SQLAlchemy before this module has it as ever.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

SPARED = ("asyncio", "importlib.metadata")


class Placeholder(ModuleType):
    """Of a module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import itself would like to know
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:  # a name taken while SQLAlchemy is imported

            def later(*arguments: Any, **named: Any) -> Any:
                return getattr(import_module(self.__name__), name)(*arguments, **named)

            return later
        return getattr(import_module(self.__name__), name)


def load() -> None:
    """Import SQLAlchemy, unless that was done."""
    placed = {name: Placeholder(name) for name in SPARED if name not in sys.modules}
    if "sqlalchemy" in sys.modules or not placed:
        return
    sys.modules.update(placed)
    try:
        import_module("sqlalchemy.orm")
        import_module("sqlalchemy.dialects.sqlite")  # names a driver for coroutines, too
    finally:
        for name, placeholder in placed.items():
            if sys.modules.get(name) is placeholder:
                del sys.modules[name]


load()
