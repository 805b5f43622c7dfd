"""How much a database does for an answer: counted, for the seconds are also its neighbours'."""

from contextlib import contextmanager, suppress

import pysqlite3.dbapi2 as sqlite

EVERY = 100  # steps
READ = """
    SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)
    FROM pg_stat_xact_user_tables
"""


class Steps:
    """Counts the steps of SQLite's machine on a connection."""

    def __init__(self, connection):
        self.count, self._connection = 0, connection
        connection.set_progress_handler(self._more, EVERY)

    def _more(self):
        self.count += EVERY
        return 0

    def stop(self):
        with suppress(sqlite.ProgrammingError):  # closed by who opened it
            self._connection.set_progress_handler(None, 0)


@contextmanager
def at_most(session, *, steps, rows):
    """What is done inside takes SQLite no more steps, or makes PostgreSQL read no more rows."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        counter = Steps(connection.connection.driver_connection)
        try:
            yield
        finally:
            counter.stop()
        done, limit = counter.count, steps
    else:
        before = connection.exec_driver_sql(READ).scalar_one()
        yield
        done, limit = connection.exec_driver_sql(READ).scalar_one() - before, rows
    assert 0 < done <= limit, f"{done:,} for at most {limit:,}"
