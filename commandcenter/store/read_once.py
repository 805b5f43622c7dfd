"""What a page asks for several times, read once: within one moment the answer is the same."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.database import ONE_MOMENT
from commandcenter.store.tables.base import Base

T = TypeVar("T")
R = TypeVar("R", bound=Base)
KEPT = "read once"  # in the info of a session


def read_once(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives; a session that writes reads anew each time, for it sees changes."""
    if not session.info.get(ONE_MOMENT):
        return read()
    kept: dict[Hashable, Any] = session.info.setdefault(KEPT, {})
    if key not in kept:
        kept[key] = read()
    found: T = kept[key]
    return found


@contextmanager
def unchanged(session: Session) -> Iterator[None]:
    """Within it nothing is written: what a session that writes reads once holds to its end."""
    if session.info.get(ONE_MOMENT):
        yield
        return
    session.flush()
    before = dict(session.info)
    session.info[ONE_MOMENT] = True
    try:
        yield
    finally:
        session.info.clear()
        session.info.update(before)


def keep(session: Session, key: Hashable, found: object) -> None:
    """What was read with other things, for whoever asks for it by `key` in this moment."""
    if session.info.get(ONE_MOMENT):
        session.info.setdefault(KEPT, {}).setdefault(key, found)


def rows_of_incident(session: Session, kind: type[R], incident_id: int) -> Sequence[R]:
    """What a table has of an incident, in the order of its ids."""
    columns = kind.__table__.c
    rows = select(kind).where(columns.incident_id == incident_id).order_by(columns.id)
    return read_once(session, (kind, incident_id), lambda: session.scalars(rows).all())
