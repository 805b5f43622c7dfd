"""The demo bureau with a clock put by hand: its people act by services and their own rights."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, text

from commandcenter.db.demo.load import CITY, OFFICE
from commandcenter.db.demo.people import people as everybody
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.times import SHANGHAI
from commandcenter.intake.borders import read_borders
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people, role_confirmation
from commandcenter.store import seed, whole_check
from commandcenter.store.alarms.alarm_rows import live_alarms
from commandcenter.store.check_parts import Part
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.people import actor_of, waiting
from commandcenter.store.tables.person import PersonRow, RoleGrantRow
from commandcenter.watch.alarm_engine import work_out

AUDITOR = "tanjing"
YEAR = 2027


def found(db):
    """The demo's city, plan and people, and nothing that has happened yet."""
    with db.write() as session:
        seed.put_city(session, PROGRAM, read_borders(CITY), OFFICE)
        seed.put_plan(session, PROGRAM)
        for each in everybody():
            new = people.NewPerson(each.login, each.name, each.post, each.phone, each.mobile)
            number = people.add_person(session, PROGRAM, new)
            for grant in each.grants:
                people.grant_role(session, PROGRAM, number, grant.role, grant.group, grant.district)
        auditor = actor_of(session, AUDITOR, now(session))
        wanted = select(RoleGrantRow.id).where(waiting(now(session)))
        for number in session.scalars(wanted).all():
            role_confirmation.confirm(session, auditor, number)


class Bureau:
    """`put(at)`: the clock stands there from now on; `window`: how an act is done at a desk, or
    None where a service does it."""

    def __init__(self, db, put, draw, window=None):
        self.db, self._put, self.draw, self.window = db, put, draw, window
        self.year, self.month = YEAR, 1
        with db.read() as session:
            self.ids = dict(session.execute(select(PersonRow.login, PersonRow.id)).all())
            self.names = dict(session.execute(select(PersonRow.login, PersonRow.name)).all())

    @property
    def now(self):
        return self.ask(now)

    def at(self, day, hour=9, minute=0):
        """A moment of the month that runs; aware UTC."""
        return datetime.combine(
            date(self.year, self.month, day), time(hour, minute), SHANGHAI
        ).astimezone(self.db.clock().tzinfo)

    def go_to(self, at):
        assert at >= self.now - timedelta(seconds=1), f"{at} has gone by"
        self._put(at)

    def do(self, verb, login, *arguments, **named):
        with self.db.write() as session:
            actor = actor_of(session, login, now(session))
            return verb(session, actor, *arguments, **named)

    def ask(self, query, *arguments, **named):
        with self.db.read() as session:
            return query(session, *arguments, **named)

    def board(self, query, login, *arguments, **named):
        """What a page asks, as the person sees it."""
        with self.db.read() as session:
            at = now(session)
            return query(session, actor_of(session, login, at), *arguments, at, **named)

    def rows(self, statement, **values):
        with self.db.read() as session:
            return [tuple(row) for row in session.execute(text(statement), values)]

    def obligations(self, code=None):
        found = self.ask(lambda s: obligations_of(s, None, now(s)))
        return [row for row in found if code in (None, row.code)]

    def open(self, code):
        return [row for row in self.obligations(code) if row.state is ObligationState.OPEN]

    def turn(self):
        """The alarms, worked out."""
        work_out(self.db, PROGRAM)

    def require_whole(self):
        """The journal is whole, nothing is left to settle, and alarms say what is late."""
        found = self.ask(whole_check.check, parts=frozenset(Part))
        assert found.sound, found
        assert self.ask(lambda s: differences(s, None, now(s))) == ()
        self._require_alarms()

    def _require_alarms(self):
        """Each thing of the bureau that is late rings, and nothing that is done does."""
        at = self.now
        rows = {row.id: row for row in self.obligations()}
        alarms = Counter(
            int(alarm.about.removeprefix("obligation:"))
            for alarm in self.ask(live_alarms)
            if alarm.about.startswith("obligation:") and alarm.waits
        )
        late = {
            number
            for number, row in rows.items()
            if row.state is ObligationState.OPEN and row.due_at and row.due_at < at
        }
        assert late <= set(alarms), [rows[number].title for number in late - set(alarms)]
        ended = [n for n in alarms if rows[n].state is not ObligationState.OPEN]
        assert not ended, [rows[number].title for number in ended]
        assert max(alarms.values(), default=1) == 1
