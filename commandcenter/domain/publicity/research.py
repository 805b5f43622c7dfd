"""Partners of research (plan 6.3): who works with the bureau on what, with what result."""

from datetime import date
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class ResearchState(StrEnum):
    LATE = "late"
    RUNNING = "running"
    DONE = "done"
    ENDED = "ended"


RESEARCH_WORDS: dict[ResearchState, str] = phrases(
    {
        ResearchState.LATE: "逾期未结题",
        ResearchState.RUNNING: "进行中",
        ResearchState.DONE: "已结题",
        ResearchState.ENDED: "已终止",
    }
)


@dataclass(frozen=True, slots=True)
class NewResearch:
    """`contact`: who in the bureau looks after it."""

    partner_id: int
    topic: str
    contact: str
    starts_on: date
    ends_on: date
    note: str = ""


def require_research(new: NewResearch) -> None:
    if new.ends_on < new.starts_on:
        raise RuleBroken("结题日期不能早于开始日期。")


def require_running(topic: str, state: ResearchState) -> None:
    if state is ResearchState.DONE:
        raise RuleBroken("“{topic}”已经结题。", topic=topic)
    if state is ResearchState.ENDED:
        raise RuleBroken("“{topic}”已经终止。", topic=topic)


def research_state(*, done: bool, ended: bool, ends_on: date, today: date) -> ResearchState:
    if done:
        return ResearchState.DONE
    if ended:
        return ResearchState.ENDED
    return ResearchState.LATE if ends_on < today else ResearchState.RUNNING
