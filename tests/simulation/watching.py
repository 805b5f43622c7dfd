"""Two that watch: one holds the lease and works, the other takes over when it falls silent."""

import random
from collections import Counter
from contextlib import suppress

from commandcenter.domain.watch.watch_parts import OF_NIGHT
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import Lost
from commandcenter.store.watch import watch_lease
from commandcenter.store.watch.watch_lease import LeaseLost
from commandcenter.watch import record_check
from commandcenter.watch.alarm_engine import AlarmEngine
from commandcenter.watch.alarm_sender import AlarmSender
from commandcenter.watch.runs import Watch, concerns
from tests.simulation.client import Client

TAKES_OVER_S = 8.0
SENT = "SELECT of_act FROM alarm_act WHERE act = 'sent'"


class Phone:
    """The bureau's command, which takes messages: all that ever left. `unsure`: how often one may
    have left without its being noted."""

    def __init__(self):
        self.room = 0  # so many it takes now; more it does not
        self.begin()

    def begin(self):
        """Numbers begin anew where a backup was brought back."""
        self.taken, self.unsure, self.before = {}, Counter(), set()

    def take(self, number, document):
        if not self.room:
            return False
        self.room -= 1
        self.taken.setdefault(number, []).append(document)
        return True


class Way:
    """To the phone, of one of the two: while it stands still the other may send, too."""

    command, folder = ("phone",), None

    def __init__(self, phone):
        self.phone, self.just = phone, []

    def send(self, name, document):
        number = int(name.partition("-")[0])
        if taken := self.phone.take(number, document):
            self.just.append(number)
        return taken


class Watcher(Client):
    """What the runner of the watch does on its threads, one thing at a time."""

    def __init__(self, world, number, phone):
        super().__init__(world, f"watch {number}")
        self.phone, self.way, self.seen_at = phone, Way(phone), None
        self.forget()

    def forget(self):
        self.holder, self.lease = watch_lease.holder_name(), None
        self.watch = self.engine = self.sender = None
        self.line = 0

    def work(self, chance):
        """A turn: the lease, the alarms, what came, the nights, and what leaves."""
        self.phone.room = chance.choice((0, 2, 5, 9))
        try:
            if not self.holds():
                return "stands by"
            return self.turn(chance)
        except Lost as lost:
            self.give_up()
            return f"lost: {lost}"
        except LeaseLost:
            self.let_go()
            return "the lease is another's"

    def holds(self):
        """Beats, where it holds the lease; else takes it, if nobody lives who does."""
        if self.lease is not None:
            if watch_lease.beat(self.db, self.lease):
                return True
            self.let_go()
        for other in self.world.watchers():
            other.beat_in_time()
        lease = watch_lease.take(self.db, self.holder, self.name)
        if lease is None:
            return False
        self.lease = lease
        self.watch = Watch(self.db, PROGRAM, lease)
        self.engine = AlarmEngine(self.db, PROGRAM, lease, self.world.elapsed)
        self.sender = AlarmSender(self.db, PROGRAM, lease, self.way, self.world.elapsed)
        self.line = 0
        return True

    def wrote(self):
        if self.lease is not None:
            self.world.laws.wrote_under_lease(self, self.lease)

    def stands_still(self):
        """The others look each second whether it still beats."""
        for other in self.world.watchers():
            if other is not self:
                self.world.after(TAKES_OVER_S, other.stand_in)

    def cut(self, seconds):
        super().cut(seconds)
        self.stands_still()

    def stand_in(self):
        if self.alive and not self.frozen:
            self.world.note(f"{self.name} looks: {self.work(random.Random(self.world.now))}")

    def beat_in_time(self):
        """A holder that lives has beaten within the last seconds."""
        if self.lease and self.alive and not self.frozen and self.world.reachable(self):
            with self.world.quiet():
                watch_lease.beat(self.db, self.lease)

    def give_up(self):
        """As the runner does when the database is away: all is begun again."""
        lease = self.lease
        self.let_go()
        if lease is not None:
            with suppress(Lost):
                watch_lease.give_up(self.db, lease)

    def another_file(self):
        super().another_file()
        self.phone.begin()
        self.phone.before = {number for (number,) in self.world.ask(SENT)}

    def let_go(self):
        self.lease = self.watch = self.engine = self.sender = None

    def turn(self, chance):
        changed = self.engine.turn()
        self.seen_at = self.world.clock()
        if self.world.undisturbed():
            self.world.laws.after_turn(self)
        sent = self.send() if chance.random() < 0.4 else 0
        done = [f"{changed} alarms, {sent} sent"]
        if self.concerned():
            done.append(f"{self.watch.quick().found} found")
        if chance.random() < 0.4:
            done += [self.night(at) for at in self.watch.missed_nights()]
        if chance.random() < 0.1:
            part = chance.choice(record_check.due_parts(self.db))
            found = record_check.check_part(
                self.db, PROGRAM, part, lambda done, total: None, self.lease
            )
            assert found.whole, f"the nightly check of {part}: {found.faults}"
        return ", ".join(done)

    def night(self, at):
        self.watch.full(at, OF_NIGHT)
        assert not self.watch.failed, f"a night was without {self.watch.failed}"
        return f"night {at:%d %H:%M}"

    def send(self):
        """What left and was not noted may leave once more."""
        self.way.just = []
        whole = False
        try:
            sent = self.sender.look()
            whole = True
            return sent
        finally:
            if not whole and self.way.just:
                self.phone.unsure[self.way.just[-1]] += 1

    def concerned(self):
        with self.db.read() as session:
            batch = journal.changes_after(session, self.line)
        self.line = batch[-1].number if batch else self.line
        return any(map(concerns, batch))

    def settle(self):
        """A last turn, so that nothing is left out."""
        if self.holds():
            self.engine.turn()
            self.seen_at = self.world.clock()
            self.world.laws.after_turn(self)

    def judge(self):
        self.world.laws.sent(self.phone)
