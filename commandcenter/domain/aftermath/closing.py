"""The gate before an incident is closed (plan 5.3): what is still open, and what to do about it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.phrase import joined, phrase, phrases, word
from commandcenter.late_dataclass import dataclass


class Gate(StrEnum):
    STATE = "state"
    LEDGER = "ledger"
    ORAL = "oral"
    STEPS = "steps"
    FINAL_REPORT = "final_report"
    INQUIRY = "inquiry"
    RETENTION = "retention"
    SUPPLIES = "supplies"
    CASES = "cases"


GATE_WORDS: dict[Gate, str] = phrases(
    {
        Gate.STATE: "后期处置",
        Gate.LEDGER: "善后台账",
        Gate.ORAL: "口头决定",
        Gate.STEPS: "处置任务",
        Gate.FINAL_REPORT: "终报",
        Gate.INQUIRY: "调查报告",
        Gate.RETENTION: "个人信息处理决定",
        Gate.SUPPLIES: "物资归还",
        Gate.CASES: "案件期限",
    }
)

SETTLE = word("逐条办结，或由总指挥、副总指挥具名豁免")
FINISH = word("由所属工作组办结，或由总指挥、副总指挥具名豁免")
# A limit of law is waived by nobody, and in a closed record nothing more is entered.
SETTLE_CASES = word("由调查取证组办结，或者变更案件状态")


@dataclass(frozen=True, slots=True)
class Named:
    """Something open, by its id and its name."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What the gate asks of an incident. `last_settler`: person id, 0 where nothing was settled."""

    state: State
    ledger: tuple[Named, ...] = ()  # neither settled nor waived by name
    oral: tuple[Named, ...] = ()  # not signed yet
    steps: tuple[Named, ...] = ()
    final: tuple[Named, ...] = ()  # to whom the final report was not sent
    inquiry_signed: bool = False
    retention: str = ""  # the decision in force: erase, keep, or ""
    keep_until: datetime | None = None
    supplies: tuple[Named, ...] = ()
    cases: tuple[Named, ...] = ()  # acts of a case whose limit of law still runs
    last_settler: int | None = 0


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that keeps the case open: what, and what to do."""

    gate: Gate
    words: str
    todo: str
    items: tuple[Named, ...] = ()


def open_points(facts: CloseFacts, at: datetime) -> tuple[OpenPoint, ...]:
    """In the order in which they are seen to; empty when the case may be closed."""
    points = [
        _state(facts.state),
        _several(Gate.LEDGER, facts.ledger, "{n} 条台账未结", SETTLE),
        _several(Gate.ORAL, facts.oral, "{n} 项口头决定未补签", word("请作出决定的人补签")),
        _several(Gate.STEPS, facts.steps, "{n} 项任务未办结", FINISH),
        _final(facts.final),
        _missing(
            Gate.INQUIRY, facts.inquiry_signed, word("调查报告尚未签发"), word("补全后请总指挥签发")
        ),
        _retention(facts, at),
        _several(Gate.SUPPLIES, facts.supplies, "{n} 项物资未归还", word("由后勤保障组登记归还")),
        _several(Gate.CASES, facts.cases, "{n} 项案件期限未办结", SETTLE_CASES),
    ]  # fmt: skip
    return tuple(point for point in points if point)


def _state(state: State) -> OpenPoint | None:
    if state is State.AFTERMATH:
        return None
    words = phrase("事件处于“{state}”", state=STATE_WORDS[state])
    return OpenPoint(Gate.STATE, words, word("响应终止后转入后期处置，方可结案"))


def _several(gate: Gate, items: Sequence[Named], words: str, todo: str) -> OpenPoint | None:
    return OpenPoint(gate, phrase(words, n=len(items)), todo, tuple(items)) if items else None


def _missing(gate: Gate, there: bool, words: str, todo: str) -> OpenPoint | None:
    return None if there else OpenPoint(gate, words, todo)


def _final(left: Sequence[Named]) -> OpenPoint | None:
    todo = word("起草、签发并报送终报")
    return OpenPoint(Gate.FINAL_REPORT, word("终报尚未报送"), todo, tuple(left)) if left else None


def _retention(facts: CloseFacts, at: datetime) -> OpenPoint | None:
    if not facts.retention:
        return OpenPoint(
            Gate.RETENTION,
            word("尚未决定个人信息删除或者留存"),
            word("由总指挥作出决定（突发事件应对法第85条）"),
        )
    if facts.keep_until is not None and facts.keep_until <= at:
        return OpenPoint(
            Gate.RETENTION, word("个人信息留存期限已到"), word("由总指挥决定删除，或重新评估后续留")
        )
    return None


def require_waivable(state: State) -> None:
    """Open tasks are waived only once the response is over."""
    if state not in (State.ENDED, State.AFTERMATH):
        raise RuleBroken("响应终止后才能豁免未办结的任务。")


def require_closable(facts: CloseFacts, at: datetime) -> None:
    """Raise RuleBroken naming all that is open."""
    points = open_points(facts, at)
    if points:
        words = joined("；", (p.words for p in points))
        raise RuleBroken("还不能结案：{words}。", words=words)
