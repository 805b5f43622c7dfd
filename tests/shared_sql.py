"""Statements are compiled once for all databases of a process that opens many."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from commandcenter.store import engines


def share_compiled_sql():
    """Every test opens a database of its own, and each would compile the same SQL again.

    What a dialect makes of a statement is kept by dialect: two of a kind are one here, for all
    files are of one SQLite and all servers of one PostgreSQL.
    """
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = lambda self, other: type(self) is type(other)
        dialect.__hash__ = lambda self: hash(type(self))
    compiled, create_engine = {}, engines.create_engine

    def sharing(*arguments, **named):
        engine = create_engine(*arguments, **named)
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    engines.create_engine = sharing
