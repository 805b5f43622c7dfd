"""Bugs that are put into the program, one for each sort of law: each is to be found."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from sqlalchemy import update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.rights import Rights
from commandcenter.queries.alarms import conditions
from commandcenter.services import book
from commandcenter.services.complaints import intake
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import SERVICES, Added
from commandcenter.store import journal
from commandcenter.store.clock import ServerClock
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.seat.seat import SeatRow
from commandcenter.store.watch import watch_lease
from commandcenter.ui import live
from commandcenter.watch.alarm_sender import AlarmSender
from tests.simulation.way import WayIn


def no_key(session, actor, addition):
    return SERVICES[Added(addition.kind)](session, actor, addition.body)


def drop_all(self, login, most=-1):
    """The second of what waits is taken for delivered."""
    found = waiting(self, login, most)
    if len(found) > 1:
        self.drop(found[1].addition.key)
    return found[:1]


def half_settled(session, number, at, code=None):
    return None


@contextmanager
def keeps_refused(self):
    """What is refused leaves something behind all the same."""
    try:
        with begun(self) as session:
            yield session
    except RuleBroken:
        with begun(self) as session:
            session.execute(update(SeatRow).values(heard=0))
        raise


def skips_lines(session, after):
    found = next_batch(session, after)
    return found[1:] if len(found) > 1 else found


def deaf_to_book(*_):
    return []


def measures_once(self, ask):
    if not self._trips:
        measure(self, ask)


def notes_nothing(self, message, act):
    self._tries.pop(message.act.id, None)


def anybody(self, actor, wanted, matter):
    return None


waiting, begun = Outbox.waiting, WayIn._begun
next_batch, measure = journal._next_batch, ServerClock.measure
BUGS = {
    "doubles what was kept": [(additions, "add", no_key)],
    "loses what was kept": [(Outbox, "waiting", drop_all)],
    "keeps something of what was refused": [(WayIn, "_begun", keeps_refused)],
    "settles no book": [(book, "settle", half_settled)],
    "writes without the lease": [(watch_lease, "require", lambda session, lease: None)],
    "raises no alarm of the book": [(conditions, "of_book", deaf_to_book)],
    "sends again what was sent": [(AlarmSender, "_note", notes_nothing)],
    "marks late": [(live, "STALE_AFTER_S", 60.0)],
    "lets anybody decide": [(Rights, "refusal", anybody)],
    "misses a line": [(journal, "_next_batch", skips_lines)],
    "never asks the time again": [(ServerClock, "measure", measures_once)],
    "leaves half an import": [(intake, "undo", lambda db, actor, batch: None)],
}


@contextmanager
def planted(name):
    with ExitStack() as stack:
        if name:
            for owner, attribute, bug in BUGS[name]:
                stack.enter_context(patch.object(owner, attribute, bug))
        yield
