"""That the database is out of reach: a state, and no error."""


class Lost(Exception):
    """The database cannot be reached now. What was under way has not been done."""
