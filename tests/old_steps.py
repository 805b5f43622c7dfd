"""Steps as earlier versions laid them out and ticked them: the program of today only reads them."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.command.old_steps import OldStepState
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import StepNoteRow, StepRow


def lay_out(city, incident, level=Level.III):
    """The checklist of the level; what the activation itself was stood there as done."""
    with city.db.write() as session:
        at = now(session)
        for position, (code, item) in enumerate(_steps(session), 1):
            minutes, done = item.due[level], code in ("C1", "C2")
            session.add(
                StepRow(
                    incident_id=incident, code=code, title=item.title, clause=item.clause,
                    group=item.who.group or Group.COORDINATION, must=level in item.must,
                    position=position, done_at=at if done else None, done_by="陈屿" if done else "",
                    deadline_at=at + timedelta(minutes=minutes) if type(minutes) is int else None,
                    state=OldStepState.DONE if done else OldStepState.OPEN,
                )
            )  # fmt: skip
        session.flush()
        _line(session, incident, incident, "laid out")


def _steps(session):
    """Each step once, as what became of it."""
    found = {}
    for item in plan_of(session).obligations.values():
        for code in item.old:
            if not code.startswith("clock:"):
                found.setdefault(code, item)
    return found.items()


def step_of(city, code):
    return city.ask(lambda s: s.scalar(select(StepRow.id).where(StepRow.code == code)))


def tick(db, step, by, note=""):
    with db.write() as session:
        row = session.get_one(StepRow, step)
        row.state, row.done_at, row.done_by = OldStepState.DONE, now(session), by
        if note:
            session.add(StepNoteRow(step_id=step, at=now(session), by=by, text=note))
        _line(session, step, row.incident_id, "completed")


def give(city, step, person):
    with city.db.write() as session:
        row = session.get_one(StepRow, step)
        row.assigned_to = person
        _line(session, step, row.incident_id, "assigned")


def _line(session, subject, incident, verb):
    journal.record(session, PROGRAM, "step", subject, verb, incident=incident, clause="4.1(3)")
