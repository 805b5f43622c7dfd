"""That the database is out of reach, or cannot do it now: a state, and no error."""

from commandcenter.domain.phrase import Phrase


class Lost(Exception):
    """The database cannot be reached now. What was under way has not been done."""


class Unable(Lost):
    """It is there and could not do it, and nothing was done: `words` says why, a full sentence."""

    def __init__(self, words: Phrase) -> None:
        super().__init__(str(words))
        self.words = words


class TooLong(Unable):
    """It gave the question up: a login's may take thirty seconds
    (db/postgres/rights_accounts.sql)."""
