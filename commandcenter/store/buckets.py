"""Which time bin a row falls into, said in each database's own arithmetic."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, cast, func, literal, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.store.types import UtcTime, to_micros

MINUTE_MICROS = 60_000_000


def bin_number(
    session: Session, column: InstrumentedAttribute[datetime], start: datetime, minutes: int
) -> ColumnElement[int]:
    """The number of the bin of `minutes` since `start` that the time is in, from 0."""
    if session.get_bind().dialect.name == "postgresql":
        seconds = func.extract("epoch", column - literal(start, UtcTime))
        return cast(func.floor(seconds / (minutes * 60)), Integer)
    micros: ColumnElement[Any] = type_coerce(column, BigInteger)
    return (micros - to_micros(start)) // (minutes * MINUTE_MICROS)


def micros(session: Session, column: ColumnElement[datetime]) -> ColumnElement[int]:
    """The time as whole microseconds since 1970 UTC, past the datetime that it is else read as."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(func.extract("epoch", column) * 1_000_000, BigInteger)
    whole: ColumnElement[Any] = type_coerce(column, BigInteger)
    return whole
