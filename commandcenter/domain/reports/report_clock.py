"""By when what is reported (plan 4.1(1)): the rows of the book, one clock a report and chain."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.level import Level, took_effect
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.phrase import phrases
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass


class ClockKind(StrEnum):
    PHONE = "phone"
    FIRST = "first"
    FOLLOW_UP = "followup"
    FINAL = "final"
    SUMMARY = "summary"


CLOCK_WORDS: dict[ClockKind, str] = phrases(
    {
        ClockKind.PHONE: "电话报告",
        ClockKind.FIRST: "首报",
        ClockKind.FOLLOW_UP: "续报",
        ClockKind.FINAL: "终报",
        ClockKind.SUMMARY: "总结报告",
    }
)


# The obligations of the plan that are information reports.
CODES: Mapping[str, ClockKind] = {
    "report_phone": ClockKind.PHONE,
    "report_first": ClockKind.FIRST,
    "report_follow": ClockKind.FOLLOW_UP,
    "report_final": ClockKind.FINAL,
    "inquiry_assessment": ClockKind.SUMMARY,
}


class ClockState(StrEnum):
    GREY = "grey"  # the 接报 is not verified: it runs, and is never called late
    RUNNING = "running"
    SOON = "soon"  # its people are reminded
    LATE = "late"
    DONE = "done"
    ADDED = "added"  # entered after the limit as done in time
    DONE_LATE = "done_late"


CLOCK_STATE_WORDS: dict[ClockState, str] = phrases(
    {
        ClockState.GREY: "待核实",
        ClockState.RUNNING: "未到时限",
        ClockState.SOON: "即将到期",
        ClockState.LATE: "超时未报",
        ClockState.DONE: "按时",
        ClockState.ADDED: "按时（补记）",
        ClockState.DONE_LATE: "迟报",
    }
)
PRESSING = (ClockState.SOON, ClockState.LATE)


@dataclass(frozen=True, slots=True)
class Span:
    """A level in force from a time on."""

    level: Level
    since: datetime


def spans(changes: Sequence[Span]) -> tuple[Span, ...]:
    """Of decisions in the order in which they were taken; one that leaves the level as it was
    begins nothing.
    """
    found: list[Span] = []
    for span, since in zip(changes, took_effect(s.since for s in changes), strict=True):
        if not found or found[-1].level is not span.level:
            found.append(Span(span.level, since))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ring:
    """Who is to be rung about a clock: the program itself reminds no commander."""

    name: str
    post: str
    number: str


@dataclass(frozen=True, slots=True)
class ReportClock:
    """One report that is due or was. `who`: who is to do it, in words.

    `missing`: receivers that it has not gone to yet; it is done when there are none.
    `report_id`: the report itself, once it has been drafted. `start_at`: what its limit counts
    from. `added_at`, `added_by`: when and by whom it was entered, where that was after the limit
    (补记). `provisional`: the level whose limit runs until the first decision (暂按). `passed`: the
    level decided, where its limit had run out before that and the one shown until then stands.
    """

    kind: ClockKind
    label: str
    chain: Chain
    district: str | None
    start_at: datetime
    due_at: datetime
    done_at: datetime | None
    state: ClockState
    who: str
    report_id: int | None = None
    added_at: datetime | None = None
    added_by: str = ""
    missing: tuple[str, ...] = ()
    ring: Ring | None = None
    provisional: Level | None = None
    passed: Level | None = None

    @property
    def open(self) -> bool:
        return self.done_at is None


@dataclass(frozen=True, slots=True)
class DueReport:
    """One report of one chain in the book: a row for each receiver that it is for, or one round.

    `after`: what has gone out until then belongs to the round before.
    """

    kind: ClockKind
    chain: Chain
    district: str | None
    number: int
    rows: tuple[Obligation, ...]
    after: datetime

    @property
    def open_rows(self) -> tuple[Obligation, ...]:
        return tuple(row for row in self.rows if row.state in UNDONE)

    @property
    def done_at(self) -> datetime | None:
        """When the last of those that it is for had it, None while one has not."""
        done = [row.done_at for row in self.rows if row.done_at is not None]
        return max(done) if len(done) == len(self.rows) else None

    @property
    def added(self) -> Obligation | None:
        """Of those that were entered after their limit the last."""
        added = (row for row in self.rows if row.added_at)
        return max(added, key=lambda row: row.added_at or row.born_at, default=None)

    @property
    def start_at(self) -> datetime:
        return min(row.start_at for row in self.rows)

    def due_at(self, at: datetime) -> datetime:
        due = strictest(self.open_rows or self.rows, at).due_at
        assert due is not None  # what has none is no clock
        return due

    def provisional(self, at: datetime) -> Level | None:
        row = strictest(self.open_rows or self.rows, at)
        return row.level if row.provisional else None

    def passed(self, decided: Sequence[Span], at: datetime) -> Level | None:
        return limit_passed(strictest(self.open_rows or self.rows, at), decided, at)

    def state(self, at: datetime, remind: timedelta) -> ClockState:
        """How it stands; with `remind` left its people are reminded."""
        late = any(row.is_late(at) for row in self.open_rows or self.rows)
        if self.done_at is not None:
            in_time = ClockState.ADDED if self.added else ClockState.DONE
            return ClockState.DONE_LATE if late else in_time
        if any(row.state is ObligationState.GREY for row in self.rows):
            return ClockState.GREY
        if late:
            return ClockState.LATE
        return ClockState.SOON if self.due_at(at) - at <= remind else ClockState.RUNNING


def strictest(rows: Iterable[Obligation], at: datetime) -> Obligation:
    """The row by which all are judged: one that is late, else the first limit."""
    return min(rows, key=lambda row: (not row.is_late(at), row.due_at or row.born_at, row.id))


def limit_passed(row: Obligation, decided: Sequence[Span], at: datetime) -> Level | None:
    """The level first decided, where its limit was over by then and what is in time is so by the
    limit shown until the decision. `decided`: all decisions, as `spans` gives them.
    """
    if not decided or row.due_at is None or row.level is None:
        return None
    first, own = decided[0].level, row.level
    if row.provisional or own is first or row.is_late(at):
        return None
    known = {span.level for span in decided if span.since < row.due_at}
    return None if own in known else first


def due_reports(rows: Iterable[Obligation]) -> tuple[DueReport, ...]:
    """What of the book is reported. Nothing of what ceased, and nothing without a limit."""
    found: dict[tuple[ClockKind, str | None, int], list[Obligation]] = {}
    for row in rows:
        stands = row.state in (*UNDONE, ObligationState.DONE)
        if row.code in CODES and stands and row.due_at is not None:
            found.setdefault((CODES[row.code], row.district, row.round), []).append(row)
    ended = {key: max(row.done_at or row.start_at for row in its) for key, its in found.items()}
    return tuple(
        DueReport(
            kind,
            Chain.COUNTY if district else Chain.CITY,
            district,
            number,
            tuple(sorted(its, key=lambda row: (row.position, row.id))),
            ended.get((kind, district, number - 1), its[0].start_at),
        )
        for (kind, district, number), its in found.items()
    )


DRAFTERS = (Role.DUTY, Role.CLERK)


def concerns(actor: Actor, chain: Chain, district: str | None) -> bool:
    """Whether the actor is reminded: who drafts, never who commands."""
    if chain is Chain.COUNTY:
        return district in actor.districts()
    drafts = Group.COORDINATION in actor.groups() or any(actor.has(role) for role in DRAFTERS)
    return drafts and not actor.has(Role.COMMANDER)
