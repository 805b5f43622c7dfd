"""How a drill stands: from the acts of its conductor, which are kept, and its clock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import DrillAct, DrillState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_course import DrillActRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import from_micros

CHOOSE = (DrillAct.STARTED, DrillAct.SPEED)
STANDS = {
    DrillAct.STARTED: DrillState.RUNNING,
    DrillAct.PAUSED: DrillState.PAUSED,
    DrillAct.RESUMED: DrillState.RUNNING,
    DrillAct.ENDED: DrillState.ENDED,
}


@dataclass(frozen=True, slots=True)
class Course:
    """`speed`: as the conductor chose it. `real_began_at`: by the real clock."""

    state: DrillState
    speed: int
    slowed: bool
    real_began_at: datetime | None
    ended_at: datetime | None


def drill_of(session: Session) -> DrillRow | None:
    return session.get(DrillRow, 1)


def acts_of_drill(session: Session) -> Sequence[DrillActRow]:
    return session.scalars(select(DrillActRow).order_by(DrillActRow.id)).all()


def course_of(acts: Sequence[DrillActRow]) -> Course:
    state, speed, slowed = DrillState.PREPARED, 1, False
    began = ended = None
    for act in acts:
        state = STANDS.get(act.kind, state)
        speed = act.speed if act.kind in CHOOSE and act.speed is not None else speed
        slowed = act.kind is DrillAct.SLOWED or (slowed and act.kind is not DrillAct.WENT_ON)
        slowed = slowed and act.kind is not DrillAct.SPEED
        if act.kind is DrillAct.STARTED:
            began = from_micros(act.real_micros)
        if act.kind is DrillAct.ENDED:
            ended = act.at
    return Course(state, speed, slowed, began, ended)


def speed_of(session: Session) -> int:
    """How fast its clock runs now; 0: it stands."""
    return session.scalar(select(SimulatedClockRow.speed)) or 0
