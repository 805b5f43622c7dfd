"""应办事项: whatever the plan, the law or an order wants done, and the act that does it.

Nobody writes by hand what state an obligation is in: `book` (book.py) works the whole list of an
incident out from the acts, and what it says is written in the transaction of the act itself.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass

HAND_LENGTH = 6  # characters of a sentence that says what was done


class ObligationState(StrEnum):
    GREY = "grey"  # the 接报 is not verified: it is shown, its clock runs, it is never called late
    OPEN = "open"
    WAITING = "waiting"  # the case in which it applies has not come
    DONE = "done"
    NOT_APPLICABLE = "na"  # said by commander or deputy, with the reason
    CEASED = "ceased"  # by the program: the level, the end, 误报, 移送, 并案


STATE_WORDS: dict[ObligationState, str] = phrases(
    {
        ObligationState.GREY: "待核实",
        ObligationState.OPEN: "在办",
        ObligationState.WAITING: "未到适用情形",
        ObligationState.DONE: "已办结",
        ObligationState.NOT_APPLICABLE: "不适用",
        ObligationState.CEASED: "不再办理",
    }
)

# Kinds of journal lines after which the book may say something else: of each record that proves
# something done (store/command/acts.py), and of what the book asks besides: facts, people, places.
PROVING: frozenset[str] = frozenset(
    {
        "accountability", "archive_package", "attendance", "call_up", "case_act", "case_file",
        "case_report",
        "complaint_handling", "consultation", "directive", "document", "drill_record", "duty",
        "evidence", "fact", "fund_request",
        "handover", "incident", "incident_complaint", "inquiry_report", "instruction",
        "legal_question", "liaison", "opinion", "oral_decision", "person", "press_question",
        "publicity", "recovery", "release", "report", "retention", "site_report",
        "supply_request", "tally", "team", "trader_talk", "training", "typical_case",
    }
)  # fmt: skip

# Of these, and of an amended plan, those that the bureau's own book follows; of a hand-over only
# that of the duty room, which is of no incident.
OF_BUREAU: frozenset[str] = frozenset(
    {"county_rules", "drill_record", "fund_request", "handover", "inspection_plan", "plan",
     "plan_filing", "plan_review", "plan_revision", "publicity", "restore_drill",
     "risk_assessment", "risk_finding", "training", "typical_case"}
)  # fmt: skip

UNDONE = (ObligationState.GREY, ObligationState.OPEN)
COUNTED = (*UNDONE, ObligationState.DONE)  # asked for at present, or done


@dataclass(frozen=True, slots=True)
class Act:
    """A record that proves something done. `sign`: which kind of it (release.notice.publish).

    `about`: what it concerns, in the key's words (an addressee's code, place:7, directive:12, "").
    `at` aware UTC, the act's own time and not that of its entry. `by`: the name; "" where it may
    not be said (of officials). `incident`: where the row stands, the source's after a 并案.
    `amount`: people of a team, things delivered: several acts together may fulfil a number.
    `entered_at`: when it was entered, None where its record does not say.
    """

    sign: str
    table: str
    id: int
    about: str
    at: datetime
    by: str
    incident: int
    finished: bool = True
    amount: int = 1
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One row of the book as it stands. Times aware UTC.

    `key`: {incident or 0}/{code}/{about}/{round}. `due_at` None: no limit (yet); final once done.
    `done_at`: as the act says it; `entered_at`, `entered_by`: when and by whom that was entered,
    None where it is not known (an earlier version). `level`: whose limit stands; `provisional`:
    暂按, before the grade is decided. `form`: the act's form (去办理), "" of one that is closed by
    hand.
    """

    id: int
    incident_id: int | None
    key: str
    code: str
    about: str
    round: int
    title: str
    detail: str
    clause: str
    basis: str
    group: Group | None
    role: Role | None
    district: str | None
    form: str
    must: bool
    position: int
    born_at: datetime
    start_at: datetime
    due_at: datetime | None
    level: Level | None
    provisional: bool
    state: ObligationState
    ceased_why: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    act_table: str = ""
    act_id: int | None = None
    hand_words: str = ""
    na_why: str = ""
    na_by: str = ""
    na_at: datetime | None = None
    assigned_to: int | None = None
    entered_at: datetime | None = None
    entered_by: str | None = None

    def is_late(self, at: datetime) -> bool:
        """Late is no state: open and past its limit, or done after it. Never while 待核实."""
        if self.due_at is None or self.state not in (ObligationState.OPEN, ObligationState.DONE):
            return False
        if self.state is ObligationState.DONE:
            return self.done_at is not None and self.done_at > self.due_at and not self.is_old_tick
        return self.due_at < at

    @property
    def added_at(self) -> datetime | None:
        """补记: when it was entered, if after its limit and later than it is said to be done.

        That it is in time is then the word of who entered it, and is nowhere told without this.
        """
        if self.state is not ObligationState.DONE or not (self.due_at and self.done_at):
            return None
        entered = self.entered_at
        added = entered is not None and entered > self.due_at and entered > self.done_at
        return entered if added else None

    @property
    def is_old_tick(self) -> bool:
        """Ticked in an earlier version, without an act: 按当时登记."""
        return self.state is ObligationState.DONE and self.act_table == "step"

    @property
    def by_hand(self) -> bool:
        return self.form == ""


def in_order(rows: Iterable[Obligation], at: datetime) -> tuple[Obligation, ...]:
    """Late first, then by limit, then without one, then what waits; done last, the newest first."""

    def place(row: Obligation) -> tuple[int, float, int, int]:
        if row.state in UNDONE:
            rank = 0 if row.is_late(at) else 1 if row.due_at else 2
            return rank, row.due_at.timestamp() if row.due_at else 0.0, row.position, row.id
        if row.state is ObligationState.WAITING:
            return 3, 0.0, row.position, row.id
        ended = row.done_at or row.na_at
        return 4, -ended.timestamp() if ended else 0.0, row.position, row.id

    return tuple(sorted(rows, key=place))


def require_by_hand(row: Obligation, words: str) -> str:
    """The sentence that closes it. Raises RuleBroken: an act closes it, or nothing was said."""
    if not row.by_hand:
        raise RuleBroken("“{title}”由办理的记录办结，请点“去办理”。", title=word(row.title))
    said = words.strip()
    if len(said) < HAND_LENGTH or said == row.title:
        raise RuleBroken("请用一句话写明做了什么（不少于{n}字，不是重复标题）。", n=HAND_LENGTH)
    return said


def require_file_loose(name: str, title: str, *, gone: bool, relied_on: bool) -> None:
    """Raise RuleBroken where a file is struck out already, or was there when it was said by hand
    that the obligation is done (`relied_on`): that is taken back first.
    """
    if gone:
        raise RuleBroken("附件“{name}”已经撤出。", name=name)
    if relied_on:
        raise RuleBroken(
            "“{title}”办结时已有附件“{name}”，请先恢复应办事项，再撤出附件。",
            title=word(title), name=name,
        )  # fmt: skip
