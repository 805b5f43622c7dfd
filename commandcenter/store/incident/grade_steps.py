"""The steps towards a level: which came last says what is waited for, or what holds."""

from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.seat.recall import TAKEN_BACK
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.incident.incident import LevelDecisionRow


def newest_on_grade(session: Session, incident_id: int) -> LevelDecisionRow | None:
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    steps = (row for row in reversed(rows) if row.step != TAKEN_BACK)
    return next((row for row in steps if row.axis is Axis.GRADE), None)


def open_suggestion(session: Session, incident_id: int) -> LevelDecisionRow | None:
    """The newest grade suggestion, unless a decision came after it."""
    newest = newest_on_grade(session, incident_id)
    return newest if newest and newest.step == "suggestion" else None


def in_force(session: Session, incident_id: int, axis: Axis) -> list[LevelDecisionRow]:
    """What was decided on this scale, oldest first."""
    rows = rows_of_incident(session, LevelDecisionRow, incident_id)
    return [row for row in rows if row.axis is axis and row.step in IN_FORCE]


TOWARDS = ("suggestion", "initial", "request")
ABOVE = (Level.I, Level.II)  # decided above the city (plan 1.4.2)


@dataclass(frozen=True, slots=True)
class AskedAbove:
    """What the body above is asked to decide: the steps that led to it, as far as they went.

    `basis`: the 初判, before it the 定级建议: its reason and facts are the ground.
    """

    level: Level
    basis: LevelDecisionRow
    initial: bool
    request: LevelDecisionRow | None


def asked_above(session: Session, incident_id: int) -> AskedAbove | None:
    """The newest grade of Ⅱ or Ⅰ that was suggested, held or asked for; None without one.

    A suggestion that was sent back is none.
    """
    rows = [
        row
        for row in rows_of_incident(session, LevelDecisionRow, incident_id)
        if row.axis is Axis.GRADE
    ]
    back = {row.answers for row in rows if row.step == "returned"}
    steps = [r for r in rows if r.step in TOWARDS and r.level in ABOVE and r.id not in back]
    if not steps:
        return None
    newest, known = steps[-1], {row.id: row for row in rows}
    request = newest if newest.step == "request" else None
    basis = known.get(newest.answers or 0, newest) if request else newest
    return AskedAbove(newest.level, basis, basis.step != "suggestion", request)
