"""What was asked together is read together: panels beside each other say the same."""

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from commandcenter.store.database import Database, Lost, Query
from commandcenter.store.refusals import ended_in_words

T = TypeVar("T")


class OneMoment(threading.local):
    """Of each worker its own: a session that goes on while what comes next was asked before it
    began. What was asked later may be about a change that the session does not see.

    `newest`: the ticket that was given last, of tickets that rise.
    """

    def __init__(self, newest: Callable[[], int]) -> None:
        self._newest = newest
        self._until = 0  # the last ticket that it may answer
        self._db: Database | None = None
        self._session: Session | None = None  # what was read once is kept in it
        self._open = ExitStack()

    def read(self, ticket: int, db: Database, query: Query[T]) -> T:
        """The answer; raises as `db.read` does. `end` it as soon as nothing waits."""
        with ended_in_words(db):
            session = self._session
            if session is None or db is not self._db or ticket > self._until:
                session = self._begun(db)
            self._session = None
            with self._open.pop_all() as ends:  # what fails ends it: a server answers no more in it
                answer = query(session)
                self._open, self._session = ends.pop_all(), session
            return answer

    def _begun(self, db: Database) -> Session:
        self.end()
        self._until, self._db = self._newest(), db
        return self._open.enter_context(db.read())

    def end(self) -> None:
        self._db = self._session = None
        with suppress(Lost, SQLAlchemyError):  # all is answered; who asks next is told of it
            self._open.close()
