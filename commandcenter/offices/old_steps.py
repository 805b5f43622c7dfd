"""What `init` does about the book of obligations: checklists of earlier versions become rows of it,
and the bureau's own is begun.
"""

from commandcenter.services.command.carrying_over import (
    carry_over,
    incidents_to_carry_over,
    list_own,
)
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database


def take_over_steps(db: Database) -> int:
    """An incident a transaction, so that seats that work meanwhile wait for no more than one. How
    many were changed.
    """
    with db.read() as session:
        wanted = incidents_to_carry_over(session)
    changed = 0
    for number in wanted:
        with db.write() as session:
            changed += carry_over(session, PROGRAM, number)
    return changed


def list_bureaus_own(db: Database) -> None:
    """What is asked of the bureau itself, as its plan and its records want it now."""
    with db.write() as session:
        list_own(session, PROGRAM)
