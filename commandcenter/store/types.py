"""Column types that read the same on SQLite and PostgreSQL, and in a row's image."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
E = TypeVar("E", bound=StrEnum)


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 UTC. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a time without zone")
    return (at - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    return EPOCH + micros * MICROSECOND


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _compared_as(kept: type[TypeEngine[Any]]) -> Any:
    """How columns of ours are compared: made once a type; SQLAlchemy makes it once a column."""
    of: Any = kept.comparator_factory
    return type("Comparator", (TypeDecorator.Comparator, of), {})


NUMBER, TEXT = _compared_as(BigInteger), _compared_as(Text)


def _as_utc(value: Any) -> datetime | None:
    if value is None:
        return None
    return EPOCH + value * MICROSECOND if type(value) is int else value.astimezone(UTC)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time: timestamptz on PostgreSQL, integer microseconds on SQLite."""

    impl = BigInteger
    cache_ok = True
    comparator_factory = NUMBER

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        micros = to_micros(value)
        return value if dialect.name == "postgresql" else micros

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return _as_utc(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Asked for each value read: the usual way of a decorator costs two calls more."""
        return _as_utc


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as its canonical text, so that both databases hold the same bytes."""

    impl = Text
    cache_ok = True
    comparator_factory = TEXT

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Degrees(TypeDecorator[float]):
    """WGS-84 degrees, kept as whole 1e-7 degrees (1 cm): exact in both databases."""

    impl = Integer
    cache_ok = True
    comparator_factory = NUMBER

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value * 10_000_000)

    def process_result_value(self, value: Any, dialect: Dialect) -> float | None:
        return None if value is None else value / 10_000_000


class Scaled(TypeDecorator[float]):
    """A number kept as whole parts of one (1000: thousandths): exact in both databases."""

    impl = BigInteger
    cache_ok = True
    comparator_factory = NUMBER

    def __init__(self, parts: int) -> None:
        super().__init__()
        self.parts = parts

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value * self.parts)

    def process_result_value(self, value: Any, dialect: Dialect) -> float | None:
        return None if value is None else value / self.parts


class Choice(TypeDecorator[E], Generic[E]):
    """A StrEnum kept as its text."""

    impl = Text
    cache_ok = True
    comparator_factory = TEXT

    def __init__(self, choices: type[E]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        return None if value is None else self.choices(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Looked up by the text; one that is none raises ValueError as the enumeration does."""
        known: dict[Any, E | None] = {None: None, **{each.value: each for each in self.choices}}
        choices = self.choices

        def read(value: Any) -> E | None:
            return known[value] if value in known else choices(value)

        return read
