"""A seat that writes as fast as it can: an incident, its line and its evidence in one go each.

busy_seat.py URL LOGIN: until its standard input ends. What it writes belongs together, so that
whoever looks at a copy can tell whether all of it is of one moment.
"""

import sys
import threading

from sqlalchemy import select

from commandcenter.domain.incident.incident import Category
from commandcenter.services.command import running_log
from commandcenter.services.command.obligations import attach
from commandcenter.services.incident import incidents
from commandcenter.store import files
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import ObligationRow


class Made:
    """The bytes of a file of some parts, made from its number."""

    def __init__(self, number):
        self.name, self._data = f"{number}.bin", number.to_bytes(8, "big") * (300 << 10)

    def size(self):
        return len(self._data)

    def parts(self):
        for at in range(0, len(self._data), files.PART):
            yield self._data[at : at + files.PART]


def register(session, actor, number):
    at = session.info["clock"]()
    new = incidents.NewIncident(
        title=f"事件{number}", public_title="某事件", categories=(Category.CLUSTER,),
        districts=("990102",), received_at=at, received_by_way="12315 电话",
        topic="预付式消费", brand="", verified=True,
    )  # fmt: skip
    incident = incidents.register(session, actor, new)
    for part in (1, 2):
        running_log.write_line(session, actor, incident, f"事件{number} 第 {part} 条")


def write(db, actor, step, number):
    with db.write() as session:
        register(session, actor, number)
    if number % 5 == 0:
        sha256 = files.send(db, Made(number))
        with db.write() as session:
            attach(session, actor, step, sha256, f"{number}.bin")


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(url, login):
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    db = open_database(url)
    with db.read() as session:
        actor = actor_of(session, login, db.clock())
        step = session.scalars(select(ObligationRow.id).limit(1)).one()
    number = 0
    while not stop.is_set():
        write(db, actor, step, number := number + 1)
        if number == 3:
            say("busy")
    db.close()
    say(number)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
