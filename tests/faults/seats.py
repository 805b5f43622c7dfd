"""Seats as processes of their own, to be killed: each tells over a pipe what is committed."""

import random
from dataclasses import dataclass

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.command import checklist, running_log
from commandcenter.services.complaints import intake
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from tests.city import KEY


@dataclass(frozen=True)
class Done:
    """One acknowledged act: the log entry that was written, or the step and how it stands."""

    entry: int | None
    step: int | None = None
    closed: bool = False


def working_seat(url, login, incident, steps, seed, said):
    """Write lines, tick steps and open them again until killed."""
    chance, db = random.Random(seed), open_database(url)
    with db.read() as session:
        actor = actor_of(session, login, db.clock())
    closed = {}
    said.send("ready")
    while True:
        step = chance.choice(steps)
        with db.write() as session:
            if chance.random() < 0.5:
                done = Done(running_log.write_line(session, actor, incident, "门口聚集 60 人"))
            else:
                done = Done(None, step, _turn(session, actor, step, closed))
        said.send(done)


def _turn(session, actor, step, closed):
    """Close the step, or open it again; whether it is closed now."""
    try:
        checklist.complete_step(session, actor, step, "已办")
        return True
    except RuleBroken:  # it is closed: by this seat, or by one that was killed
        checklist.reopen_step(session, actor, step, "点错了")
        return False


def importing_seat(url, login, complaints, said):
    """Take in a file, saying how far it is; killed in the middle."""
    db = open_database(url)
    with db.read() as session:
        actor = actor_of(session, login, db.clock())
    intake.CHUNK = 50
    facts = intake.FileFacts("x.csv", "0" * 64, "", len(complaints), 0, 0)
    taken = intake.take_in(db, actor, facts, complaints, KEY, on_progress=said.send)
    said.send(taken)
