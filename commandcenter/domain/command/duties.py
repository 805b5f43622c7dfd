"""履职对照: whether a duty of the plan was done in an incident, judged by what was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.level import Level


class Sign(StrEnum):
    """A kind of record that shows a duty done. The plan data say which count for which duty."""

    CONSULTATION = "consultation"
    SUGGESTION = "suggestion"
    GRADE = "grade"
    ACTIVATION = "activation"
    LEVEL_CHANGE = "level_change"
    UPPER = "upper"
    LEVEL_HANDOVER = "level_handover"
    INSTRUCTION = "instruction"
    ORAL = "oral"
    DIRECTIVE = "directive"
    LIAISON = "liaison"
    FIRST_REPORT = "first_report"
    FOLLOW_UP = "follow_up"
    FINAL_REPORT = "final_report"
    RELEASE = "release"
    LINE = "line"
    LEGAL_CHECK = "legal_check"
    PRESS = "press"
    OPINION = "opinion"
    ATTENDANCE = "attendance"
    SITE_REPORT = "site_report"
    TALLY = "tally"
    EVIDENCE = "evidence"
    CASE = "case"
    CASE_ACT = "case_act"
    LEGAL_QUESTION = "legal_question"
    SUPPLY = "supply"
    HANDLING = "handling"
    STEPS_COORDINATION = "steps_coordination"
    STEPS_ONSITE = "steps_onsite"
    STEPS_INVESTIGATION = "steps_investigation"
    STEPS_OPINION = "steps_opinion"
    STEPS_LEGAL = "steps_legal"
    STEPS_LOGISTICS = "steps_logistics"
    INQUIRY = "inquiry"
    ASSESSMENT = "assessment"
    OPERATOR = "operator"
    OFFICIAL = "official"
    CONSUMERS = "consumers"
    FIRMS = "firms"
    HARDSHIP = "hardship"
    RETENTION = "retention"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Proof:
    """A record that shows something done: the row, in words, and the journal's lines about it.

    `finished`: nothing of it is open. `late`: it came after its limit. `waived`: somebody put it
    aside by name. `level`: of the response it belongs to, None where it belongs to none.
    `planned`: it is to be done and was not yet: no event of its course.
    """

    sign: Sign
    table: str
    id: int
    words: str
    by: str
    at: datetime
    finished: bool = True
    late: bool = False
    waived: bool = False
    level: Level | None = None
    lines: tuple[int, ...] = ()
    planned: bool = False


class Phase(StrEnum):
    """From when a duty is due."""

    RECEIVED = "received"
    VERIFIED = "verified"
    ACTIVATED = "activated"
    ENDED = "ended"


PHASE_WORDS: dict[Phase, str] = {
    Phase.RECEIVED: "接报",
    Phase.VERIFIED: "接报核实",
    Phase.ACTIVATED: "启动响应",
    Phase.ENDED: "响应终止",
}


@dataclass(frozen=True, slots=True)
class PerformanceItem:
    """A duty as the sheet lists it. `signs`: records of any of these kinds show it done.

    `levels`: only where the response was once at one of them. `restricted`: shown to those who
    may see what is kept about officials. `none`: what no record means where none need come.
    """

    code: str
    clause: str
    title: str
    signs: tuple[Sign, ...]
    phase: Phase
    levels: frozenset[Level] = frozenset()
    restricted: bool = False
    none: str = ""
    source: str = ""
    proposal: bool = False


class DutyState(StrEnum):
    DONE = "done"
    PARTIAL = "partial"
    EMPTY = "empty"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    HIDDEN = "hidden"


DUTY_WORDS: dict[DutyState, str] = {
    DutyState.DONE: "已履行",
    DutyState.PARTIAL: "办理中",
    DutyState.EMPTY: "未见记录",
    DutyState.NOT_DUE: "未到阶段",
    DutyState.NOT_APPLICABLE: "不适用",
    DutyState.HIDDEN: "不显示",
}


@dataclass(frozen=True, slots=True)
class Life:
    """How far an incident has come."""

    state: State
    verified: bool
    activated: bool
    ended: bool
    levels: frozenset[Level]  # at which the response has been

    def has_come_to(self, phase: Phase) -> bool:
        return {
            Phase.RECEIVED: True,
            Phase.VERIFIED: self.verified,
            Phase.ACTIVATED: self.activated,
            Phase.ENDED: self.ended,
        }[phase]


# Ends of an incident without a response of its own.
WITHOUT_RESPONSE = (State.FALSE_ALARM, State.MERGED, State.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class Judgement:
    state: DutyState
    words: str = ""  # why it does not apply, or what it waits for


def belongs(item: PerformanceItem, proof: Proof, life: Life) -> bool:
    """Whether a record counts for a duty: of its kind, and of its level where it has one."""
    if proof.sign not in item.signs:
        return False
    if not item.levels:
        return True
    if proof.level is not None:
        return proof.level in item.levels
    return bool(item.levels & life.levels)


def judge(item: PerformanceItem, life: Life, proofs: Iterable[Proof], stated: str) -> Judgement:
    """`stated`: why somebody says by name that the duty does not apply.

    What was recorded counts before what was stated.
    """
    found = list(proofs)
    if found and all(proof.waived for proof in found):
        return Judgement(DutyState.NOT_APPLICABLE, "；".join(p.words for p in found))
    if found:
        left = sum(not proof.finished for proof in found)
        return Judgement(DutyState.PARTIAL, f"{left} 项未了") if left else Judgement(DutyState.DONE)
    if stated:
        return Judgement(DutyState.NOT_APPLICABLE, stated)
    if item.levels and life.activated and not item.levels & life.levels:
        signs = "、".join(f"{level.sign}级" for level in Level if level in item.levels)
        return Judgement(DutyState.NOT_APPLICABLE, f"本事件未启动{signs}响应")
    if not life.has_come_to(item.phase):
        return _not_come(item, life)
    return Judgement(DutyState.NOT_APPLICABLE, item.none) if item.none else EMPTY


EMPTY = Judgement(DutyState.EMPTY)


def _not_come(item: PerformanceItem, life: Life) -> Judgement:
    if life.state in WITHOUT_RESPONSE:
        return Judgement(DutyState.NOT_APPLICABLE, f"事件{STATE_WORDS[life.state]}，未启动响应")
    return Judgement(DutyState.NOT_DUE, f"{PHASE_WORDS[item.phase]}后履行")
