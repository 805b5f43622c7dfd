"""履职对照: what its duties and the records that show them done are called, and what they are."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class Sign(StrEnum):
    """A kind of record that tells of a duty."""

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
    """A record in words: the row, who and when, and the journal's lines about it.

    It tells and does not judge: whether something is done the book of obligations says.
    `planned`: it is to be done and was not yet: no event of its course. `level`: of a decision.
    """

    sign: Sign
    table: str
    id: int
    words: str
    by: str
    at: datetime
    level: Level | None = None
    lines: tuple[int, ...] = ()
    planned: bool = False


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """What a duty rests on: an obligation, done or to be done, or an act beside them, in words.

    `table`, `id`: the record to go to, the obligation itself while nothing closed it. `about`: the
    obligation's title, where the words begin with it.
    """

    table: str
    id: int
    words: str
    by: str
    at: datetime
    finished: bool = True
    late: bool = False
    waived: bool = False
    lines: tuple[int, ...] = ()
    about: str = ""

    @property
    def said(self) -> str:
        """The words without the title, where something is said beside it."""
        return self.words.removeprefix(f"{self.about}：") if self.about else self.words


class Phase(StrEnum):
    """From when a duty is due."""

    RECEIVED = "received"
    VERIFIED = "verified"
    ACTIVATED = "activated"
    ENDED = "ended"


PHASE_WORDS: dict[Phase, str] = phrases(
    {
        Phase.RECEIVED: "接报",
        Phase.VERIFIED: "接报核实",
        Phase.ACTIVATED: "启动响应",
        Phase.ENDED: "响应终止",
    }
)


class DutyState(StrEnum):
    DONE = "done"
    PARTIAL = "partial"
    EMPTY = "empty"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    HIDDEN = "hidden"


DUTY_WORDS: dict[DutyState, str] = phrases(
    {
        DutyState.DONE: "已履行",
        DutyState.PARTIAL: "办理中",
        DutyState.EMPTY: "未见记录",
        DutyState.NOT_DUE: "未到阶段",
        DutyState.NOT_APPLICABLE: "不适用",
        DutyState.HIDDEN: "不显示",
    }
)


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
