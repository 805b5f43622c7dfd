"""A PostgreSQL database that is put back after each test, where making one anew takes longer.

What a template holds is remembered in temporary tables of a link that stays open. Rows and
sequences are put back from there, past triggers and references. Whatever else a test may have
changed (tables, triggers, rights, settings: a row of the catalogue) or let grow is not mended:
the database is dropped, and the next test gets a new copy of the template.
"""

from contextlib import suppress
from copy import deepcopy
from itertools import count

import psycopg

from commandcenter.store.database import Database, open_database

MOST_USES = 200  # rows that died are never cleared away: nobody vacuums
MAY_GROW = 8 << 20  # bytes; to go through more than that takes longer than a new copy
# Where a change of anything but rows leaves a row, or takes one away.
CATALOGUE = (
    "pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_proc", "pg_trigger",
    "pg_policy", "pg_rewrite", "pg_type", "pg_namespace", "pg_sequence", "pg_default_acl",
    "pg_extension", "pg_event_trigger", "pg_statistic_ext", "pg_publication", "pg_inherits",
    "pg_largeobject_metadata", "pg_database WHERE datname = current_database()",
    "pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase"
    " WHERE datname = current_database()",
)  # fmt: skip
OURS = "relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
TABLES = f"SELECT oid, oid::regclass::text FROM pg_class WHERE {OURS}"
COLUMNS = (
    "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
)
SIZE = "SELECT sum(pg_relation_size(id)) FROM unnest('{{{ids}}}'::oid[]) AS ids (id)"
# Numbers of transactions only grow: a row with a greater one than its mark was written after it.
MARKS = "CREATE TEMP TABLE kept_marks (id oid PRIMARY KEY, mark xid)"
MARK = "INSERT INTO kept_marks VALUES (%s, pg_current_xact_id()::xid)"
SEQUENCES = (
    "CREATE TEMP TABLE kept_sequences AS SELECT seqrelid AS id, seqstart AS start,"
    " pg_sequence_last_value(seqrelid) AS last FROM pg_sequence"
)
# What a session may have set for itself; only its prepared statements stay.
AS_NEW = (
    "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;"
    " SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES"
)
CHANGED = """
CREATE FUNCTION pg_temp.is_changed(since int) RETURNS boolean LANGUAGE sql AS $$
  SELECT {changed} OR ({size}) > {most}
$$
"""
CHANGED_PART = "(SELECT count(*) <> {rows} OR bool_or(age({row}.xmin) < since) FROM {table})"
PUT_BACK = """
CREATE FUNCTION pg_temp.put_back(own int[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_terminate_backend(pid, 60000) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid() AND pid <> ALL (own);
  IF pg_temp.is_changed((SELECT age(mark) FROM kept_marks WHERE id = 0)) THEN
    RETURN false;
  END IF;
  SET LOCAL session_replication_role = replica;
  {tables}
  PERFORM setval(id, coalesce(last, start), last IS NOT NULL) FROM kept_sequences
    WHERE pg_sequence_last_value(id) IS DISTINCT FROM last;
  RETURN true;
END $$
"""
EMPTY = "IF pg_relation_size({id}) > 0 THEN DELETE FROM {table}; END IF;"
FULL = """
  IF (SELECT count(*) <> {rows} OR bool_or(age(t.xmin) < age(mark))
      FROM {table} t, kept_marks k WHERE k.id = {id}) THEN
    DELETE FROM {table};
    INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM kept_{id};
    UPDATE kept_marks SET mark = pg_current_xact_id()::xid WHERE id = {id};
  END IF;"""
_numbers = count(1)


class KeptDatabase:
    """A copy of a template, lent to one test after the other.

    `run` runs a statement on the server of `cluster`.
    """

    def __init__(self, cluster, template, run):
        self._cluster, self._template, self._run = cluster, template, run
        self._db = None

    def lend(self):
        """All is as in the template."""
        if self._db is None:
            self._make()

    def opened(self):
        """A Database over links that are there already: a new one takes longer than most tests.

        What listens to its engine, is remembered for it, or is measured by its clock, is this
        test's alone.
        """
        return Database(self._db.engine.execution_options(), deepcopy(self._db.clock))

    def put_back(self):
        self._uses += 1
        if self._uses == MOST_USES or not self._is_put_back():
            self.drop()

    def drop(self):
        if self._db is None:
            return
        self._db.close()
        self._link.close()
        self._db = None
        self._run(self._cluster, f"DROP DATABASE {self._name} WITH (FORCE)")

    def _make(self):
        self._name, self._uses = f"kept{next(_numbers)}", 0
        made = f"CREATE DATABASE {self._name} TEMPLATE {self._template} STRATEGY file_copy"
        self._run(self._cluster, made)
        self.url = self._cluster.url(self._name)
        self._link = psycopg.connect(self.url, autocommit=True)
        self._keep()
        self._db = open_database(self.url)

    def _keep(self):
        ask = self._link.execute
        ask(MARKS)
        tables = ask(TABLES).fetchall()
        put_back = "\n  ".join(self._keep_table(number, table) for number, table in tables)
        ask(SEQUENCES)
        ask(PUT_BACK.format(tables=put_back))
        size = SIZE.format(ids=",".join(str(number) for number, _ in tables))
        most = ask(size).fetchone()[0] + MAY_GROW
        ask(CHANGED.format(changed="false", size=size, most=most))  # for its row in the catalogue
        changed = " OR ".join(self._changed_part(table) for table in CATALOGUE)
        again = CHANGED.replace("CREATE", "CREATE OR REPLACE")
        ask(again.format(changed=changed, size=size, most=most))
        ask(MARK, [0])
        self._journal = ask("SELECT to_regclass('journal')::text").fetchone()[0]

    def _keep_table(self, number, table):
        """Return what puts it back."""
        [rows] = self._link.execute(f"SELECT count(*) FROM {table}").fetchone()
        if not rows:
            return EMPTY.format(id=number, table=table)
        self._link.execute(f"CREATE TEMP TABLE kept_{number} AS TABLE {table}")
        self._link.execute(MARK, [number])
        [columns] = self._link.execute(COLUMNS, [table]).fetchone()
        return FULL.format(id=number, table=table, rows=rows, columns=columns)

    def _changed_part(self, table):
        [rows] = self._link.execute(f"SELECT count(*) FROM {table}").fetchone()
        return CHANGED_PART.format(table=table, row=table.split()[0], rows=rows)

    def _is_put_back(self):
        own = self._links_as_new()
        with suppress(psycopg.OperationalError):  # the test has ended the link that keeps
            done = self._link.execute("SELECT pg_temp.put_back(%s)", [own]).fetchone()[0]
            if done and self._journal:  # new rows between dead ones would stand in another order
                self._link.execute(f"VACUUM {self._journal}")
            return done
        return False

    def _links_as_new(self):
        """The server's processes of the links that stay open."""
        engine = self._db.engine
        if engine.pool.checkedout():  # what a test has left open ends with it
            engine.dispose()
        links = [engine.raw_connection() for _ in range(engine.pool.checkedin())]
        for link in links:
            link.cursor().execute(AS_NEW)
            link.commit()
        pids = [link.driver_connection.info.backend_pid for link in links]
        for link in links:
            link.close()
        return pids
