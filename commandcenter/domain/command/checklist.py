"""The response checklist: when a step may be closed, opened again or given to somebody.

At a level change it is planned again: what is done stays done, what is open gets the new level's
deadline from now, what the level does not have is dropped, what it has besides appears.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.plan.plan import PlanData, PlannedStep, deadline_of, steps_for

# The steps whose act is the activation itself: grade decided after consultation, notice signed.
DONE_BY_ACTIVATION = ("C1", "C2")


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


@dataclass(frozen=True, slots=True)
class Kept:
    """A step that is on the list of the new level too. An open one takes the new deadline."""

    step: Step
    planned: PlannedStep
    deadline_at: datetime | None
    returns: bool = False  # it was dropped by an earlier change


@dataclass(frozen=True, slots=True)
class Replanned:
    """What a level change does to the list: `new` with their deadlines."""

    kept: tuple[Kept, ...]
    new: tuple[tuple[PlannedStep, datetime | None], ...]
    dropped: tuple[Step, ...]


def replan(
    plan: PlanData,
    level: Level,
    steps: Iterable[Step],
    at: datetime,
    ended_at: datetime | None = None,
) -> Replanned:
    """The list of `level` from `at` on, made from the steps there are."""
    planned = {p.template.code: p for p in steps_for(plan, level)}
    present = list(steps)
    kept, dropped = [], []
    for step in present:
        if step.code in planned:
            kept.append(_keep(step, planned[step.code], level, at, ended_at))
        elif step.state is StepState.OPEN:
            dropped.append(step)
    known = {step.code for step in present}
    new = [
        (p, deadline_of(p.template, level, at, at, ended_at))
        for code, p in planned.items()
        if code not in known
    ]
    return Replanned(tuple(kept), tuple(new), tuple(dropped))


def _keep(
    step: Step, planned: PlannedStep, level: Level, at: datetime, ended_at: datetime | None
) -> Kept:
    if step.state is StepState.DONE:
        return Kept(step, planned, step.deadline_at)
    deadline = deadline_of(planned.template, level, at, at, ended_at)
    return Kept(step, planned, deadline, returns=step.state is StepState.DROPPED)


def stops_at_end(step: Step, plan: PlanData) -> bool:
    """Whether an open step goes with the response: what comes round again has no next round."""
    template = plan.steps.get(step.code)
    return step.state is StepState.OPEN and template is not None and bool(template.repeat)
