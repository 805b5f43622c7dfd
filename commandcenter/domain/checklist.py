"""The response checklist: when a step may be closed, opened again or given to somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group


class StepState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one incident. `deadline_at` aware UTC, None where the plan sets none."""

    id: int
    code: str  # C1 … S10 of the plan data
    title: str
    group: Group
    state: StepState
    deadline_at: datetime | None
    assigned_to: int | None = None


def require_open(step: Step, done_by: str = "", done_at: str = "") -> None:
    """Raise RuleBroken unless the step is open; says who closed it, and when."""
    if step.state is StepState.DONE:
        who = f"（{done_by} {done_at}）" if done_by else ""
        raise RuleBroken("“{title}”已办结{who}。", title=step.title, who=who)
    if step.state is StepState.DROPPED:
        raise RuleBroken("“{title}”已不在清单中。", title=step.title)


def require_done(step: Step) -> None:
    if step.state is not StepState.DONE:
        raise RuleBroken("“{title}”尚未办结，无需恢复。", title=step.title)


def is_overdue(step: Step, now: datetime) -> bool:
    return step.state is StepState.OPEN and step.deadline_at is not None and step.deadline_at < now
