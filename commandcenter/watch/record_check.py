"""The whole record checked: by the watch a part after the other each night, or for a person."""

from collections.abc import Callable

from commandcenter.domain.org import Actor
from commandcenter.queries.seat.verdict import Verdict, verdict, verdict_for
from commandcenter.queries.seat.verification import checked_since
from commandcenter.services.seat import verification
from commandcenter.services.seat.verification import Found
from commandcenter.store import journal
from commandcenter.store.check_parts import NIGHTLY, Part
from commandcenter.store.database import Database
from commandcenter.store.watch import watch_lease, watch_runs
from commandcenter.store.watch.watch_lease import Lease
from commandcenter.store.whole_check import may

Tell = Callable[[int, int], None]


def due_parts(db: Database) -> list[Part]:
    """Of a night, the last first; none under a login that may not have the record checked: then
    the service of the watch does it, or a person."""
    with db.read() as session:
        return list(reversed(NIGHTLY)) if may(session) else []


def left_parts(db: Database) -> list[Part]:
    """Of a night's check that was begun, what its seat did not come to, the last first. The first
    part takes a moment: one that was not begun waits for the next night."""
    with db.read() as session:
        night = watch_runs.night_ended(session, db.clock())
        if night is None:
            return []
        checked = checked_since(session, night)
    if not checked or not checked.issubset(NIGHTLY):  # a person had all of it checked
        return []
    return [part for part in due_parts(db) if part not in checked]


def check_part(db: Database, actor: Actor, part: Part, tell: Tell, lease: Lease | None) -> Verdict:
    """One part, read at one moment; what `tell` raises ends it, and nothing is written.

    Raises LeaseLost where another has taken over while it was read (None: nobody else can watch).
    """
    started = db.clock()
    with db.read() as session:
        line = journal.latest(session)
        found = verdict(session, tell, frozenset({part}))
    with db.write() as session:
        if lease:
            watch_lease.require(session, lease)
        words = "\n".join(found.faults)
        noted = Found(part.value, started, line, found.rows, found.whole, words)
        verification.note(session, actor, noted)
    return found


def check_all(db: Database, actor: Actor, tell: Tell) -> Verdict:
    """Everything, for a person who waits. Raises RuleBroken for one who may not."""
    started = db.clock()
    with db.read() as session:
        line = journal.latest(session)
        found = verdict_for(session, actor, tell)
    with db.write() as session:
        words = "\n".join(found.faults)
        verification.note(session, actor, Found("", started, line, found.rows, found.whole, words))
    return found
