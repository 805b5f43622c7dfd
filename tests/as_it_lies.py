"""A server may read a table as its rows lie: what was changed last comes last."""

from contextlib import contextmanager

from sqlalchemy import text


@contextmanager
def reading_as_it_lies(db):
    """A session in which a server reads without its indexes; a file's rows lie by their numbers."""
    with db.read() as session:
        if session.get_bind().dialect.name == "postgresql":
            for way in ("indexscan", "indexonlyscan", "bitmapscan"):
                session.execute(text(f"SET LOCAL enable_{way} = off"))
        yield session
