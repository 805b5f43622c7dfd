"""What the checklist shows."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.checklist import StepState
from commandcenter.domain.org import Group


@dataclass(frozen=True, slots=True)
class StepLine:
    """`clause` is the plan's (4.1(3)) or "" ; `basis` the law or setting, in words."""

    id: int
    code: str
    title: str
    group: Group
    person: str  # who it is assigned to, else the leader of its group
    person_id: int | None
    clause: str
    basis: str
    must: bool  # one of the 必办 of this level
    state: StepState
    deadline_at: datetime | None
    overdue: bool
    done_at: datetime | None
    done_by: str
    notes: int
    attachments: int
    version: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """Overdue first, then open by deadline, then done (newest first)."""

    steps: tuple[StepLine, ...]
    must_done: int
    must_total: int
    overdue: int
    now: datetime
