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
        self._open = ExitStack()

    def read(self, ticket: int, db: Database, query: Query[T]) -> T:
        """The answer; raises as `db.read` does. `end` it as soon as nothing waits."""
        with ended_in_words(db):
            if db is not self._db or ticket > self._until:
                self.end()
                self._begin(db)
            self._db = None
            with self._open.pop_all() as ends:  # what fails ends it: a server answers no more in it
                answer = query(self._session)
                self._open, self._db = ends.pop_all(), db
            return answer

    def _begin(self, db: Database) -> None:
        self._until = self._newest()
        self._session: Session = self._open.enter_context(db.read())
        self._db = db

    def end(self) -> None:
        self._db = None
        with suppress(Lost, SQLAlchemyError):  # all is answered; who asks next is told of it
            self._open.close()
