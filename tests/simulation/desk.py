"""A desk: a person's commands, what is kept there while the database is away, what it hears."""

import random
from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.services.command.callups import NewCallUp
from commandcenter.services.command.duty import NewEntry
from commandcenter.services.seat import additions, seats
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.services.seat.sitting import require_still
from commandcenter.store import journal
from commandcenter.store.clock import TRIPS, ServerClock
from commandcenter.store.database import Lost
from commandcenter.store.people import actor_of
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.every import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui import live
from tests.life.bureau import NAMES
from tests.simulation.client import Client
from tests.simulation.commands import drawn

MARKED_S = 3.5  # R6


class Desk(Client):
    """Its own clock goes wrong by `ahead`; `told`: what it was told is kept, of what kind."""

    def __init__(self, world, number, login):
        super().__init__(world, f"desk {number}", login)
        self.number, self.ahead, self.chance = number, timedelta(), None
        self.told, self.count = [], 0
        self.outbox = Outbox(world.folder / f"{number}.db")
        self.command, self.people = None, {}
        self.sit_down()

    def sit_down(self):
        self.server = ServerClock(self.own_clock)
        self.outgoing = Outgoing(self.db, self.outbox)
        self.feed = live.LiveFeed(self.db)
        self.heard, self.actor = {0: None}, None
        self.after, self.afresh = 0, True

    def own_clock(self):
        return self.world.clock() + self.ahead

    def clock(self):
        """What its forms fill in: the server's time, as far as it knows."""
        return self.server()

    # What it does.

    def act(self, chance):
        """A command, of whoever sits here now."""
        self.chance = chance
        self.login, self.command = drawn(chance)
        try:
            self.actor = self.ask(lambda s: actor_of(s, self.login, self.world.clock()))
            made = self.command(self)
        except Lost:
            return f"{self.login} {self.command.__name__}: lost"
        if made is None:
            return f"{self.login} {self.command.__name__}: nothing there"
        return f"{self.login} {self.command.__name__}: {self.attempt(*made)}"

    def attempt(self, verb, *arguments):
        commits = self.commits
        try:
            with self.db.write() as session:
                require_still(session, self.actor)
                verb(session, self.actor, *arguments)
        except RuleBroken as broken:
            self.world.laws.refused(self, commits)
            return f"refused: {broken}"
        except Lost as lost:
            return f"lost: {lost}"
        return "done"

    def write(self, chance):
        """What may be added without the database is kept here, and delivered when it can be."""
        self.chance = chance
        self.login = chance.choice(("maxiao", "zhoulan", "liwei"))
        self.count += 1
        words = f"{self.number}-{self.count}"
        try:
            self.actor = self.ask(lambda s: actor_of(s, self.login, self.world.clock()))
        except Lost:
            if self.actor is None:
                return "nobody has signed on"
            self.login = self.actor.login
        addition = self.addition(words)
        sent = self.send(addition)
        return f"{self.login} {addition.kind} {words}: {sent}"

    def addition(self, words):
        kind = self.chance.choice((Added.LOG_LINE, Added.LOG_LINE, Added.NOTE, Added.DUTY_ENTRY,
                                   Added.CALL_UP))  # fmt: skip
        incident = self.known_incident()
        if kind is Added.NOTE and (row := self.known_obligation()):
            body = additions.note(row, words)
        elif kind is Added.DUTY_ENTRY:
            body = additions.duty_entry(NewEntry(LogKind.CALL_IN, words, self.clock(), unit="学校"))
        elif kind is Added.CALL_UP:
            body = additions.call_up(
                NewCallUp(words, "0990-1", True, "已知悉", person="韩松", rung_at=self.clock())
            )
        else:
            kind, body = Added.LOG_LINE, additions.log_line(incident, words)
        return self.outgoing.new(kind, body, words, self.clock())

    def send(self, addition):
        try:
            self.told.append((addition.key, addition.words, self.login))
            sent = self.outgoing.send(self.actor, addition)
        except RuleBroken as broken:
            self.told.pop()
            return f"refused: {broken}"
        if self.world.bug == "drops" and sent.subject is None:
            self.outbox.drop(addition.key)
        return "kept here" if sent.subject is None else "there"

    def deliver(self, chance):
        """What waits here of everybody who sat here."""
        self.chance = chance
        arrived = 0
        try:
            for login in sorted({kept.login for kept in self.outbox.all()}):
                self.login = login
                self.actor = self.ask(lambda s: actor_of(s, self.login, self.world.clock()))
                while True:
                    came = self.outgoing.deliver(self.actor)
                    arrived += len(came.arrived)
                    if not came.more:
                        break
        except Lost:
            return f"{arrived} arrived, lost"
        return f"{arrived} arrived"

    def settle(self):
        self.deliver(random.Random(0))
        self.hear()

    # What it hears.

    def listen(self, chance):
        self.hear()
        return f"heard up to {self.after}"

    def hear(self):
        """A beat and what is new; where nothing is heard, the mark must stand in its time."""
        if not self.alive or self.frozen:
            return
        try:
            with self.db.read() as session:
                batch = journal._next_batch(session, self.after)
                self.world.laws.heard(session, self, batch)
            for _ in range(TRIPS):
                self.server.measure(self.world.clock)
            self.world.laws.knows_the_time(self)
            with self.db.transaction() as session:
                if self.actor is not None:
                    sign = seats.Sign(self.name, "desk", "m", "1", self.after, 0, 0)
                    seats.beat(session, self.actor, sign)
        except Lost:
            if not self.world.reachable(self):
                self.world.after(MARKED_S, self.look_at_the_mark)
            return
        self.feed._note_beat()
        self.look_at_the_mark()

    def look_at_the_mark(self):
        if self.alive and not self.frozen:
            self.world.laws.marked(self)

    def heard_till_now(self):
        """Its feed beats each second while it can."""
        if self.alive and not self.frozen and self.world.reachable(self):
            self.feed._note_beat()

    def cut(self, seconds):
        self.heard_till_now()
        super().cut(seconds)
        self.world.after(MARKED_S, self.look_at_the_mark)

    def lose(self):
        """Its panels ask everything anew when the link is back."""
        self.afresh = True

    def forget(self):
        self.sit_down()

    # What a command is made of.

    def ask(self, query):
        with self.db.read() as session:
            return query(session)

    def incidents(self):
        return self.ask(lambda s: s.scalars(select(IncidentRow.id).order_by(IncidentRow.id)).all())

    def incident(self):
        found = self.incidents()
        return self.chance.choice(found[-4:]) if found else 1

    def rows(self, row_class, *where):
        wanted = select(row_class.id).where(*where).order_by(row_class.id)
        return self.ask(lambda s: s.scalars(wanted).all())

    def any(self, row_class, *where):
        found = self.rows(row_class, *where)
        return self.chance.choice(found) if found else None

    def newest(self, row_class, *where):
        found = self.rows(row_class, *where)
        return found[-1] if found else None

    def value(self, column, row):
        return self.ask(lambda s: s.scalar(select(column).where(column.class_.id == row)))

    def person(self, login):
        return self.world.ask("SELECT id FROM person WHERE login = ?", login)[0][0]

    def signature(self):
        """The name as typed; now and then another's."""
        own = NAMES.get(self.login, self.login)
        return own if self.chance.random() < 0.9 else "他人"

    def known_incident(self):
        """Of what is on the screen, also while the database is away."""
        found = self.world.ask("SELECT id FROM incident ORDER BY id")
        return self.chance.choice(found)[0] if found else 1

    def known_obligation(self):
        found = self.world.ask(f"SELECT id FROM {ObligationRow.__tablename__} ORDER BY id")
        return self.chance.choice(found)[0] if found else None

    def close(self):
        self.feed.deleteLater()
