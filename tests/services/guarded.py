"""A bureau on PostgreSQL under its own rights, and people who are really signed on.

`signed_on` makes a session's connection that of a person, as the server sees it: session_user is
that person, with their grants and nothing else. Its end gives the connection back to the test.
"""

import re
from contextlib import contextmanager

import psycopg
from sqlalchemy import event, text

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal, roles
from commandcenter.store.complaints.person_key import key_in
from commandcenter.store.database import now, open_database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.person import PersonRow, RoleGrantRow
from tests.city import PEOPLE, City

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")
REFUSED = ("42501", "42P01")  # no right, or not even the name of the table


def key_in_place(db):
    """As `init` leaves a server: nobody but its owner makes the key by which people are known."""
    with db.write() as session:
        key_in(session)
        journal.record(session, PROGRAM, "city", 1, "set")


class Bureau:
    """`city`; `incidents` by level; a person p0, p1, … for each of `personas`."""

    def __init__(self, cluster, name, personas):
        self.db = open_database(cluster.url(name))
        key_in_place(self.db)
        self.city = City(self.db)
        self.incidents = {}
        for level in (Level.III, Level.IV):
            self.incidents[level] = self.city.register(title=f"事件{level.value}", brand="")
            self.city.activate(self.incidents[level], level)
        self.actors = {}
        with self.db.write() as session:
            for persona in personas:
                self.actors[persona] = self._enter(session, persona)
            journal.record(session, PROGRAM, "person", 1, "added")
        self.wall = {a.login for p, a in self.actors.items() if p[0] is Role.WALL}
        logins = [actor.login for actor in self.actors.values()] + [row[0] for row in PEOPLE]
        with psycopg.connect(cluster.url(), autocommit=True) as server:
            there = {row[0] for row in server.execute("SELECT rolname FROM pg_roles")}
            for login in (login for login in logins if login not in there):
                server.execute(f"CREATE ROLE {login} LOGIN")
        self.lay()

    def lay(self):
        with self.db.read() as session:
            plan = plan_of(session)
        with self.db.engine.begin() as connection:
            for step in roles.steps(plan):
                step(connection)
        self.db.engine.dispose()  # whether the views are laid is asked once of a pool

    def _enter(self, session, persona):
        role, group, district = persona
        person = PersonRow(login=f"p{len(self.actors)}", name="某人")
        session.add(person)
        session.flush()
        session.add(
            RoleGrantRow(
                person_id=person.id, role=role, group=group, district=district,
                valid_from=now(session), granted_by="", confirmed_at=now(session),
            )
        )  # fmt: skip
        return Actor(person.id, person.login, "某人", frozenset({Grant(*persona)}))

    def sign_on(self, session, login):
        """Until the savepoint is taken back: these settings go with it."""
        path = "wall" if login in self.wall else "masked, public"
        session.execute(text(f"SET LOCAL search_path = {path}"))
        session.execute(text(f"SET LOCAL SESSION AUTHORIZATION {login}"))


@contextmanager
def recorded(db):
    """The statements that write, with their parameters, but for the journal's own line."""
    found = []

    def on_execute(_connection, _cursor, statement, parameters, _context, _many):
        if WRITES.match(statement) and "INTO journal " not in statement:
            found.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", on_execute)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", on_execute)
