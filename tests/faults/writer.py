"""A seat that writes log lines by the program's own service until it is killed.

writer.py FILE SYNCHRONOUS ENTRIES: SYNCHRONOUS is "ours" or what to set in its place.
"""

import os
import signal
import sys

from sqlalchemy import event

from commandcenter.services.command.running_log import write_line
from commandcenter.store.clock import clock_of
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.people import actor_of
from tests.faults.power import acknowledge


def main(file, synchronous, entries):
    engine = make_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _connect(connection, _record):
        connection.execute("PRAGMA wal_autocheckpoint=40")  # so that cuts fall into checkpoints
        if synchronous != "ours":
            connection.execute(f"PRAGMA synchronous={synchronous}")

    db = Database(engine, clock_of(engine))
    with db.read() as session:
        actor = actor_of(session, "maxiao", db.clock())
    for n in range(1, entries + 1):
        with db.write() as session:
            write_line(session, actor, 1, f"第 {n} 条")
        acknowledge(n)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
