"""What sees what others commit to the machine's database, and keeps it to begin again from there.

Bare, past the program: it looks at every row again and again.
"""

import re

import psycopg
import pysqlite3.dbapi2 as sqlite

from commandcenter.store.database import open_database
from commandcenter.store.tables.every import Base

NAMED = re.compile(r"(?<!:):(\w+)")
# Numbers of transactions only grow: what was committed to a table changes one of the two.
MARKS = " UNION ALL ".join(
    f'SELECT count(*) AS rows, sum(xmin::text::bigint) AS marks FROM "{name}"'
    for name in Base.metadata.tables
)
VERSION = f"SELECT sum(rows), sum(marks) FROM ({MARKS}) AS tables"


class FileEye:
    """On a file, of which all sessions are quick from now on."""

    def __init__(self, db):
        hand = db.engine.raw_connection()  # all sessions will have it
        self._link = db.engine.raw_connection()
        for connection in (hand, self._link):
            connection.driver_connection.execute("PRAGMA synchronous=OFF")  # nothing outlives it
        hand.close()

    def ask(self, statement, **values):
        return self._link.driver_connection.execute(statement, values).fetchall()

    def version(self):
        """Another number as soon as anything was committed."""
        return self.ask("PRAGMA data_version")[0][0]

    def keep(self):
        kept = sqlite.connect(":memory:")
        self._link.driver_connection.backup(kept)
        return kept

    def bring_back(self, kept):
        kept.backup(self._link.driver_connection)

    def close(self):
        self._link.close()


class ServerEye:
    def __init__(self, url):
        self._link = psycopg.connect(url, autocommit=True)

    def ask(self, statement, **values):
        return self._link.execute(NAMED.sub(r"%(\1)s", statement), values).fetchall()

    def version(self):
        return self.ask(VERSION)[0]

    def close(self):
        self._link.close()


class ServerCopies:
    """A database `life` on a server, made anew of a kept copy each time. `run` runs a statement."""

    def __init__(self, cluster, template, run):
        self._cluster, self._run, self._kept, self._db = cluster, run, 0, None
        self._make(template)

    @property
    def opened(self):
        return self._db

    def eye(self):
        return ServerEye(self._cluster.url("life"))

    def keep(self):
        """It is the copy from now on; nothing may be open in it."""
        self._close()
        self._kept += 1
        name = f"life_kept_{self._kept}"
        self._run(self._cluster, f"ALTER DATABASE life RENAME TO {name}")
        return name

    def bring_back(self, kept):
        self._drop()
        self._make(kept)

    def close(self):
        self._drop()
        for number in range(1, self._kept + 1):
            self._run(self._cluster, f"DROP DATABASE life_kept_{number} WITH (FORCE)")

    def _make(self, template):
        made = f"CREATE DATABASE life TEMPLATE {template} STRATEGY file_copy"
        self._run(self._cluster, made)
        self._db = open_database(self._cluster.url("life"))

    def _close(self):
        if self._db is not None:
            self._db.close()
            self._db = None

    def _drop(self):
        self._close()
        self._run(self._cluster, "DROP DATABASE IF EXISTS life WITH (FORCE)")
