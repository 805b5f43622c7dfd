"""A seat that adds log lines through its outbox until it is killed, and says what it was told."""

import random
import time

from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store.database import Lost, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.seat.outbox import Outbox


class Ring:
    """A key ring that survives the seats: what waits is sealed, as at a real desk."""

    def __init__(self, folder):
        self._folder = folder

    def find(self, name):
        file = self._folder / f"{name}.key"
        return file.read_text() if file.exists() else None

    def keep(self, name, key):
        (self._folder / f"{name}.key").write_text(key)
        return True


def outgoing_at(url, folder):
    return Outgoing(open_database(url), Outbox(folder / "outbox.db", Ring(folder)))


def adding_seat(url, folder, login, incident, seed, said):
    """Each line is said once it is acknowledged to the person: kept here, or in the database."""
    chance, outgoing = random.Random(seed), outgoing_at(url, folder)
    with outgoing.db.read() as session:
        actor = actor_of(session, login, outgoing.db.clock())
    said.send("ready")
    number = 0
    while True:
        number += 1
        words = f"{seed}-{number}"
        body = additions.log_line(incident, words)
        addition = outgoing.new(Added.LOG_LINE, body, words, outgoing.db.clock())
        outgoing.send(actor, addition, away=chance.random() < 0.3)
        said.send(words)
        try:
            while outgoing.deliver(actor).more:
                pass
        except Lost:
            time.sleep(0.05)  # people do not write faster
