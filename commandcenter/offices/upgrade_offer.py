"""What a seat reads of a newer program before it takes anything."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.domain.seat.upgrade import Here, Published, SigningKey
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.opening import opened
from commandcenter.store.seat import upgrade_facts


@dataclass(frozen=True, slots=True)
class Offered:
    here: Here
    key: SigningKey | None
    published: Published | None


def offered(session: Session) -> Offered:
    key, found = upgrade_facts.signing_key(session), upgrade_facts.published(session)
    return Offered(upgrade_facts.here(session, __version__), key, found)


@contextmanager
def any_schema(url: str) -> Iterator[Session]:
    """A session of a program, too, that is too old or too new to work there."""
    with opened(url, any_schema=True) as db, db.read() as session:
        yield session


def offered_at(url: str) -> Offered:
    with any_schema(url) as session:
        return offered(session)
