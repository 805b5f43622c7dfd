"""Tables are made known to SQLAlchemy at two thirds of the price, and are the same.

WORKAROUND: https://github.com/sqlalchemy/sqlalchemy (2.1, `event/base.py` and
`orm/instrumentation.py`, `orm/properties.py`). Three things it does for every column and table of a
program at its start: whether a column has listeners yet it asks the column, which passes what it
cannot answer on to all that it stands for, half of what its making costs; for each table it
compiles the text of a constructor, though tables that have none of their own all have the same; and
of each column it takes the type that was written down apart, though all of a program have a dozen.
Here the place of the listeners is looked at directly, the common constructor is written down once,
and a type is taken apart once. What is of another kind is done as ever; where a later SQLAlchemy
calls these things otherwise, all is.
"""

from functools import cache
from typing import Any

from sqlalchemy.event import base
from sqlalchemy.orm import decl_base, instrumentation, properties
from sqlalchemy.orm.attributes import QueryableAttribute
from sqlalchemy.orm.instrumentation import ClassManager
from sqlalchemy.orm.state import InstanceState

OF_A_TYPE = ("includes_none", "de_optionalize_union_types")
_compiled: Any = getattr(instrumentation, "_generate_init", None)


def _listeners(self: Any, found: Any, owner: Any) -> Any:
    if found is None:
        return self.dispatch
    place = owner._slots_dispatch
    try:
        return place.__get__(found)
    except AttributeError:  # nobody has asked for them
        place.__set__(found, self.dispatch._for_instance(found))
        return place.__get__(found)


def _constructor(class_: Any, manager: Any, original: Any) -> Any:
    if original is not decl_base._declarative_constructor:
        return _compiled(class_, manager, original)

    def common(self: Any, **named: Any) -> Any:
        state = manager._new_state_if_none(self)
        return state._initialize_instance(self, **named) if state else original(self, **named)

    common.__name__, common.__doc__ = "__init__", original.__doc__
    common._sa_original_init = original  # type: ignore[attr-defined]  # as SQLAlchemy names it
    return common


def is_known() -> bool:
    """Whether this SQLAlchemy calls what is taken over as the one that it was written for."""
    named = (
        (base, "slots_dispatcher"), (instrumentation, "_generate_init"),
        (decl_base, "_declarative_constructor"), (ClassManager, "_new_state_if_none"),
        (InstanceState, "_initialize_instance"), (QueryableAttribute, "_slots_dispatch"),
        *((properties, name) for name in OF_A_TYPE),
    )  # fmt: skip
    return all(hasattr(where, name) for where, name in named)


def apply() -> None:
    if is_known():
        asking: Any = base.slots_dispatcher
        asking.__get__ = _listeners
        instrumentation._generate_init = _constructor
        for name in OF_A_TYPE:
            setattr(properties, name, cache(getattr(properties, name)))
