"""Seats as processes of their own, to be killed: each tells over a pipe what is committed."""

import random
from dataclasses import dataclass

from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.services.command import obligations, running_log
from commandcenter.services.complaints import intake
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import ObligationRow
from tests.city import KEY


@dataclass(frozen=True)
class Done:
    """One acknowledged act: the log entry that was written, or the task and how it stands."""

    entry: int | None
    task: int | None = None
    closed: bool = False


def by_hand(session, incident):
    """The tasks of 现场处置组 that are open, and that a sentence closes."""
    row = ObligationRow
    mine = row.incident_id == incident, row.group == Group.ONSITE, row.form == ""
    asked = select(row.id).where(*mine, row.state == ObligationState.OPEN)
    return list(session.scalars(asked.order_by(row.id)))


def working_seat(url, login, incident, tasks, seed, said):
    """Write lines, close tasks and open them again until killed."""
    chance, db = random.Random(seed), open_database(url)
    with db.read() as session:
        actor = actor_of(session, login, db.clock())
    said.send("ready")
    while True:
        task = chance.choice(tasks)
        with db.write() as session:
            if chance.random() < 0.5:
                done = Done(running_log.write_line(session, actor, incident, "门口聚集 60 人"))
            else:
                done = Done(None, task, turn(session, actor, task))
        said.send(done)


def turn(session, actor, task):
    """Close the task, or open it again; whether it is closed now."""
    try:
        obligations.close_by_hand(session, actor, task, "已当场办妥并核对")
        return True
    except RuleBroken:  # it is closed: by this seat, or by one that was killed
        obligations.reopen(session, actor, task, "点错了")
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
