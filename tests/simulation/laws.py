"""What holds at every moment of the day: asked after each act, the dear ones when the seed says.

An AssertionError with a sentence is a find.
"""

import json
from collections import Counter
from typing import NamedTuple

from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.queries.alarms.conditions import moves_now
from commandcenter.store import digest, verify, whole_check
from commandcenter.store.check_parts import Part
from commandcenter.store.journal import EVERYTHING
from commandcenter.store.types import from_micros
from tests.book_judge import require_books
from tests.life.bureau import MAY
from tests.life.laws import require_lawful

LINES = (
    "SELECT number, at, actor, kind, subject, incident_id, verb, clause, digest, hash"
    " FROM journal WHERE number > ? ORDER BY number"
)
DIGESTS = "SELECT line, digest FROM journal_row WHERE line > ? ORDER BY line, id"
# What those of the press and the lawyers may, who are not at work in tests/life.
PRESS = {
    ("incident", "registered"): ("xuzhiyuan", "dengqing"),
    ("incident", "verified"): ("xuzhiyuan", "dengqing"),
    ("incident", "grade suggested"): ("xuzhiyuan",),
}
SYSTEM = ("watch", "backup", "backup_old", "record", "standby")  # looked at each ten seconds
LATE = (
    "SELECT o.id, o.key FROM obligation o JOIN incident i ON i.id = o.incident_id"
    " WHERE o.state = 'open' AND o.due_at < ? AND i.response IS NOT NULL"
    " AND i.state = 'responding' ORDER BY o.id"
)


PARTS = frozenset(Part) - {Part.SCHEMA}  # that lays one anew


class Line(NamedTuple):
    """As `line_fault` reads it."""

    number: int
    micros: int
    actor: str
    kind: str
    subject: int
    incident_id: int | None
    verb: str
    clause: str
    digest: str
    hash: str

    @property
    def at(self):
        return from_micros(self.micros)


class Laws:
    """`walked`: the line and hash up to which the chain was looked at."""

    def __init__(self, world):
        self.world = world
        self.begin()

    def begin(self):
        """From the founding on; also where a backup was brought back."""
        self.walked, self.hashes = (0, digest.GENESIS), {}
        self._walk()

    # After each commit.

    def after_commit(self, client):
        """The chain goes on, and each new line is by who did it and might."""
        before = self.walked[0]
        lines = self._walk()
        for line in lines:
            where = f"line {line.number} {line.kind} {line.verb}"
            assert line.actor == client.login, f"{where}: by {line.actor}, not {client.login}"
            may = MAY.get((line.kind, line.verb))
            also = PRESS.get((line.kind, line.verb), ())
            assert may is None or line.actor in (*may, *also), f"{where}: {line.actor} may not"
        if lines:
            client.wrote()
        head = self.world.ask("SELECT number FROM pen")[0][0]
        assert head == before + len(lines), f"the head is {head}, the last line {before}"

    def _walk(self):
        """The lines since the last look, by their hashes; of the images a whole check says."""
        number, previous = self.walked
        found = [Line(*row) for row in self.world.ask(LINES, number)]
        digests = {}
        for line, sealed in self.world.ask(DIGESTS, number):
            digests.setdefault(line, []).append(sealed or "")
        for line in found:
            number += 1
            rows = digests.get(line.number, [])
            wrong = verify.line_fault(line, True, rows, previous, number)
            assert not wrong, f"the journal breaks at line {line.number}: {wrong}"
            previous = self.hashes[number] = line.hash
        self.walked = number, previous
        return found

    # After each act.

    def after_act(self, version, commits):
        """What was not committed is nowhere."""
        changed = self.world.version() != version
        told = self.world.commits != commits
        assert told or not changed, "something changed, and nobody committed it"

    def refused(self, client, commits):
        assert client.commits == commits, f"{client.name}: refused, and it was committed"

    def look_closely(self):
        with self.world.look() as session:
            require_books(session)
            require_lawful(session, steady=self.world.steady)
            self._alarms_are_one(session)

    def at_the_end(self):
        with self.world.look() as session:
            require_books(session)
            require_lawful(session, steady=self.world.steady)
        self.record_is_whole()
        self.everything_told_is_there()
        for client in self.world.clients.values():
            client.judge()

    def record_is_whole(self):
        """The state is what the journal says."""
        with self.world.look() as session:
            found = whole_check.check(session, parts=PARTS)
            bad = verify.verify(session).bad
        assert bad is None, f"verify: {bad}"
        wrong = (found.differences, found.counts.differences, found.parts, found.books)
        assert found.sound, f"the record is not whole: {[each[:3] for each in wrong if each]}"

    # What was told.

    def everything_told_is_there(self):
        """Once each; refused it lies where it was written."""
        keys = Counter(key for (key,) in self.world.ask("SELECT key FROM delivery"))
        there = Counter(words for words in self._words())
        for desk in self.world.desks():
            own = {}
            kept = {each.addition.key for each in desk.outbox.all()}
            for key, words, login in desk.told:
                lost = not (there[words] or key in kept or key in self.world.undone)
                assert not lost, f"{desk.name}: told that {words} is kept, and it is nowhere"
                assert there[words] <= 1, f"{words} is there {there[words]} times"
                if keys[key]:
                    own.setdefault(login, []).append(self.lines_of(key))
            for login, lines in own.items():
                assert lines == sorted(lines), f"{desk.name}: what {login} wrote is out of order"

    def _words(self):
        for statement in (
            "SELECT text FROM log_entry", "SELECT text FROM obligation_note",
            "SELECT text FROM duty_log", "SELECT about FROM call_up",
        ):  # fmt: skip
            yield from (words for (words,) in self.world.ask(statement))

    def lines_of(self, key):
        return self.world.ask("SELECT line FROM delivery WHERE key = ?", key)[0][0]

    # What is heard and shown.

    def heard(self, session, desk, batch):
        """A seat that is told of some lines has heard of all before them, of this same journal."""
        whole = len(batch) == 1 and batch[0].kind == EVERYTHING
        known = desk.heard.get(desk.after)
        if not (whole or desk.afresh) and desk.after and known is not None:
            here = self.hashes.get(desk.after)
            assert here == known, f"{desk.name} goes on from line {desk.after} of another history"
            numbers = [change.number for change in batch]
            missed = range(desk.after + 1, desk.after + 1 + len(numbers))
            assert numbers == list(missed), f"{desk.name} missed some of {list(missed)}"
        desk.afresh = False
        desk.after = batch[-1].number if batch else desk.after
        desk.heard = {desk.after: self.hashes.get(desk.after)}

    def knows_the_time(self, desk):
        off = abs((desk.server() - self.world.clock()).total_seconds())
        assert off <= 1, f"{desk.name} is {off} s off the server's time"

    def marked(self, desk):
        desk.feed.judge()
        if desk.feed.age() > 3:
            assert desk.feed.is_stale, f"{desk.name} shows what is old as if it were new"
        if self.world.reachable(desk) and desk.feed.age() == 0:
            assert not desk.feed.is_stale, f"{desk.name} marks as old what is new"

    # The alarms.

    def after_turn(self, engine):
        """Nothing is left to be worked out, and what is late has its alarm, one each."""
        with self.world.look() as session:
            moves = moves_now(session, engine.seen_at)
            left = [
                move for move in moves
                if move.acts and not self._climbs(move) and move.alarm.kind not in SYSTEM
            ]  # fmt: skip
            assert not left, f"the alarms are not worked out: {left[0].alarm.key} {left[0].acts}"
            self._alarms_are_one(session)
        at = self.world.micros(engine.seen_at)
        out = {kind for (kind,) in self.world.ask("SELECT kind FROM alarm_out")}
        live = {about for (about,) in self.world.ask(
            "SELECT about FROM alarm WHERE standing <> 'cleared'")}  # fmt: skip
        if out:
            return
        for number, key in self.world.ask(LATE, at):
            assert f"obligation:{number}" in live, f"{key} is late, and no alarm tells of it"

    def _climbs(self, move):
        """One step a turn: the next may be due at once."""
        return {act for act, _ in move.acts} <= {AlarmAct.ESCALATED, AlarmAct.REMINDED}

    def _alarms_are_one(self, session):
        keys = Counter(
            key for (key,) in self.world.ask("SELECT key FROM alarm WHERE standing <> 'cleared'")
        )
        assert max(keys.values(), default=1) == 1, f"two alarms of {keys.most_common(1)}"
        noted = Counter(self.world.ask(
            "SELECT of_act, act FROM alarm_act WHERE act IN ('sent', 'unsent')"))  # fmt: skip
        assert max(noted.values(), default=1) == 1, "what became of a message is told twice"

    def wrote_under_lease(self, watcher, lease):
        """Only who holds the lease writes."""
        found = self.world.ask("SELECT epoch, holder FROM watch_lease")
        assert found == [(lease.epoch, lease.holder)], (
            f"{watcher.name} wrote while {found} held the lease"
        )

    def sent(self, phone):
        """Each message once; twice only where it could not be noted after it had left."""
        for number, documents in phone.taken.items():
            ids = Counter(json.loads(document)["id"] for document in {*documents})
            assert max(ids.values()) == 1, f"a message said two things under one name: {ids}"
            times = 1 + phone.unsure[number]
            assert len(documents) <= times, f"message {number} was sent {len(documents)} times"
        noted = {n for (n,) in self.world.ask("SELECT of_act FROM alarm_act WHERE act = 'sent'")}
        never = noted - set(phone.taken) - phone.before
        assert not never, f"{sorted(never)} are noted as sent and were not"
