"""Watching seats as processes of their own, to be killed."""

from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import open_database
from commandcenter.watch.runner import Runner


def watching_seat(url, seat, said):
    """Watch until killed, saying when the lease is held."""
    db = open_database(url)
    Runner(db, PROGRAM, seat, said.send).run()
