"""`dataclass` of the standard library, whose methods are made when a shape is first used.

The library writes six methods of each class as text and compiles them where the class stands. The
first picture of a desk meets four hundred shapes, builds objects of less than half, and one seventh
of the time until it was there was this compiling. Here a shape has its slots at once; the rest
waits for the first object, or for the first who asks for the fields, and only `__init__` is text.
An error in a shape (an order of defaults, a list as a default) waits as well: the checkers of types
and of style name it, and a test makes all shapes and holds them against the library's.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import get_annotations
from reprlib import recursive_repr
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, get_origin

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """As the library's; late where all objects are alike: frozen, in slots, nothing else."""

        def shaped(shape: type) -> type:
            plain = options == {"frozen": True, "slots": True} and "__init__" not in vars(shape)
            if plain and not any(map(_is_handed_on, get_annotations(shape).values())):
                return _late(shape)
            return dataclasses.dataclass(**options)(shape)

        return shaped if cls is None else shaped(cls)


WAITING: "set[_Waiting]" = set()  # the shapes whose methods nobody has wanted yet
_lock = RLock()


class _Waiting:
    """Stands for the fields of a shape, and makes the rest of it when it is asked for them."""

    def __init__(self, plain: type) -> None:
        self.plain = plain
        self.shape: Any = plain

    def __get__(self, _nobody: object, _owner: type) -> Any:
        self.make()
        return self.shape.__dataclass_fields__

    def make(self) -> None:
        with _lock:
            if self not in WAITING:
                return
            if self.plain.__doc__ is None:
                # The library would write one of its own, by its costly `inspect`.
                self.plain.__doc__ = self.plain.__name__
            plain: Any = self.plain
            # The library wants all of a family frozen or none, and writes text for what is frozen.
            frozen = hasattr(plain, "__dataclass_params__")
            dataclasses.dataclass(init=False, repr=False, eq=False, frozen=frozen)(plain)
            fields = dataclasses.fields(plain)
            _compare_and_tell(self.shape, fields)
            _keep_as_it_is(self.shape, fields)
            setattr(self.shape, "__match_args__", plain.__match_args__)  # noqa: B010 - for mypy no attribute
            self.shape.__dataclass_fields__ = plain.__dataclass_fields__
            # Last: until it is there, all who want an object wait for the lock.
            self.shape.__init__ = _init(self.shape, fields)
            WAITING.discard(self)


class _Signature:
    """Who asks how an object is made (`inspect.signature`) finds the constructor made, too."""

    def __init__(self, waiting: _Waiting) -> None:
        self.waiting = waiting

    def __get__(self, _nobody: object, _owner: type) -> None:
        self.waiting.make()  # and says nothing of its own: the constructor is asked


def _late(plain: type) -> type:
    waiting = _Waiting(plain)
    annotations = get_annotations(plain)
    fields = [name for name, kind in annotations.items() if not _of_class(kind)]
    taken = {name for base in plain.__mro__[1:] for name in getattr(base, "__slots__", ())}
    body = {name: value for name, value in vars(plain).items() if name not in fields}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body["__slots__"] = tuple(name for name in fields if name not in taken)
    body["__dataclass_fields__"] = waiting
    body["__dataclass_params__"] = _PARAMS
    body["__signature__"] = _Signature(waiting)

    def first(self: object, *arguments: Any, **named: Any) -> None:
        waiting.make()
        waiting.shape.__init__(self, *arguments, **named)

    body["__init__"] = first
    body.setdefault("__getstate__", _state)
    body.setdefault("__setstate__", _restore)
    shape = type(plain)(plain.__name__, plain.__bases__, body)
    shape.__qualname__ = plain.__qualname__
    waiting.shape = shape
    WAITING.add(waiting)
    return shape


def _of_class(kind: Any) -> bool:
    """Whether an annotation is of the class, not of its objects."""
    if isinstance(kind, str):
        return kind.startswith("ClassVar")
    return kind is ClassVar or get_origin(kind) is ClassVar


def _is_handed_on(kind: Any) -> bool:
    """Whether an annotation is no field but an argument of `__post_init__`."""
    if isinstance(kind, str):
        return kind.startswith(("InitVar", "dataclasses.InitVar"))
    return kind is dataclasses.InitVar or isinstance(kind, dataclasses.InitVar)


def _init(shape: Any, fields: Sequence[Field[Any]]) -> Any:
    names: dict[str, Any] = {"_unset": MISSING}
    by_place: list[str] = []
    by_name: list[str] = []
    body: list[str] = []
    for field in fields:
        name = field.name
        names[f"_set_{name}"] = getattr(shape, name).__set__
        value = name
        if field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
            value = name if field.init else f"_default_{name}"
        elif field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter = f"{name}=_unset"
            value = f"_make_{name}()" + (f" if {name} is _unset else {name}" if field.init else "")
        else:
            parameter = name
        if field.init:
            (by_name if field.kw_only else by_place).append(parameter)
        if field.init or value != name:
            body.append(f"  _set_{name}(self, {value})")
    if hasattr(shape, "__post_init__"):
        body.append("  self.__post_init__()")
    parameters = ", ".join(["self", *by_place, *(["*", *by_name] if by_name else [])])
    return _compiled(shape, f"def __init__({parameters}):", [*body, "  return None"], names)


def _compiled(shape: type, head: str, body: Sequence[str], names: dict[str, Any]) -> Any:
    exec("\n".join([head, *body]), names)
    made = names[head.removeprefix("def ").split("(")[0]]
    made.__qualname__ = f"{shape.__qualname__}.{made.__name__}"
    return made


def _keep_as_it_is(shape: Any, fields: Sequence[Field[Any]]) -> None:
    names = {field.name for field in fields}

    def set_(self: object, name: str, value: object) -> None:
        if type(self) is shape or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def delete(self: object, name: str) -> None:
        if type(self) is shape or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    shape.__setattr__, shape.__delattr__ = set_, delete


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, values: Sequence[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), values, strict=True):
        object.__setattr__(self, field.name, value)


def _compare_and_tell(shape: Any, fields: Sequence[Field[Any]]) -> None:
    """`__eq__`, `__hash__` and `__repr__` as the library's, where the shape has none of its own.
    The first two are compiled when they are first called: many shapes are never compared."""
    own = dict(vars(shape))
    compared = [field.name for field in fields if field.compare]
    hashed = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
    told = [field.name for field in fields if field.repr]

    def equal(self: object, other: object) -> Any:
        mine, others = _tuple("self", compared), _tuple("other", compared)
        body = [
            "  if other.__class__ is self.__class__:",
            f"    return {mine} == {others}",
            "  return NotImplemented",
        ]
        shape.__eq__ = _compiled(shape, "def __eq__(self, other):", body, {})
        return shape.__eq__(self, other)

    def hash_(self: object) -> int:
        body = [f"  return hash({_tuple('self', hashed)})"]
        shape.__hash__ = _compiled(shape, "def __hash__(self):", body, {})
        return int(shape.__hash__(self))

    @recursive_repr()
    def tell(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in told)
        return f"{self.__class__.__qualname__}({values})"

    if own.get("__hash__") is None:  # an `__eq__` of one's own leaves a None there
        shape.__hash__ = hash_
    if "__eq__" not in own:
        shape.__eq__ = equal
    if "__repr__" not in own:
        shape.__repr__ = tell


def _tuple(of: str, names: Sequence[str]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name in names) + ")"


@dataclasses.dataclass(frozen=True)
class _AsAll:
    pass


_PARAMS: Any = vars(_AsAll)["__dataclass_params__"]
