"""That the database is out of reach: a state, and no error."""


class Lost(Exception):
    """The database cannot be reached now. What was under way has not been done."""


class TooLong(Lost):
    """It is there, but gave the question up: a login's may take thirty seconds
    (db/postgres/rights_accounts.sql)."""
