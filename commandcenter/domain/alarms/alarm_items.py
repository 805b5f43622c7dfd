"""Alarms as data: each kind with what to do about it, and how fast and to whom one climbs."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Protocol

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass

FILE = "alarms.toml"


class Stage(StrEnum):
    """How near it is: `SOON` and `DUE` before a limit, `OVERDUE` past it; `ON` of all else."""

    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    ON = "on"


STAGE_WORDS: dict[Stage, str] = phrases(
    {
        Stage.SOON: "临近时限",
        Stage.DUE: "即将到时",
        Stage.OVERDUE: "已逾期",
        Stage.ON: "",
    }
)


IN_STAGE = "{what}{stage}"  # the title of an alarm of a limit
AT_ONCE, BY_TIME = word("立即"), "{time}前"  # when what it wants is to be done
# What may stand for a name of these and of what an alarm wants, where it is kept as a text.
SHAPES = {
    "stage": "|".join(filter(None, map(str, STAGE_WORDS.values()))),
    "when": f"{AT_ONCE}|.+?前",
}
STEPS = 9  # more than any chain has


@dataclass(frozen=True, slots=True)
class AlarmItem:
    """A kind of alarm. `priority`: by stage; a stage that is not named raises none.

    `todo`: what to do; {what} {who} {when} stand for the matter, who does it, by when.
    `soon_minutes`, `due_minutes`: before the limit; `wait_minutes`: so long it may wait before
    anybody is alarmed. `roles`: who acts, where the matter itself does not say. `act`: the page or
    form of the button, "" as the matter says; `act_word` its word. `climbs`: how far up the chain
    it goes at most. `cause`: the kind that explains
    it: while that one stands, this one neither sounds nor climbs. `room`: it is for the wall.
    """

    code: str
    title: str
    todo: str
    priority: Mapping[Stage, Priority]
    roles: tuple[Role, ...] = ()
    soon_minutes: int = 0
    due_minutes: int = 0
    wait_minutes: int = 0
    act: str = ""
    act_word: str = ""
    shelvable: bool = False
    climbs: int = STEPS
    cause: str = ""
    room: bool = False
    clause: str = ""
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class AlarmClimb:
    """Minutes without an acknowledgement until the next are reached; the last one goes on."""

    code: Priority
    title: str
    minutes: tuple[int, ...]
    source: str = ""
    proposal: bool = False


class Course(StrEnum):
    """Whom it climbs to: before the response is activated, and while it runs."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class AlarmChain:
    """Who is reached one after the other behind who is responsible; several at once: a list."""

    code: Course
    title: str
    steps: tuple[tuple[Role, ...], ...]
    clause: str = ""
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class AlarmFigure:
    """A number of the alarms as a whole; `unit` in words."""

    code: str
    title: str
    value: int
    unit: str
    source: str = ""
    proposal: bool = False


# What is asked for by name.
SHELVE, FLOOD, FLOOD_MINUTES, LINES = (
    "shelve_minutes", "flood_count", "flood_minutes", "flood_lines"
)  # fmt: skip
QUIET_RATE, UPSET_RATE = "quiet_rate", "upset_rate"
REPEATS = {priority: f"repeat_{priority}" for priority in Priority}  # at the end of the chain
FIGURES = (SHELVE, FLOOD, FLOOD_MINUTES, LINES, QUIET_RATE, UPSET_RATE, *REPEATS.values())
# Kinds that the program itself speaks of.
LIMITS = {
    "report": "limit_report", "level": "limit_level", "must": "limit_must", "other": "limit_other",
    "bureau": "limit_bureau",
}  # fmt: skip
KINDS = (
    *LIMITS.values(), "decision", "signal", "warning_issue", "warning_step", "standby", "record",
    "watch", "backup", "backup_old", "leaderless", "unmanned", "unanswered", "absent", "unsent",
    "stock_back", "stock_short", "stock_check", "stock_expired",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """The alarms' part of a plan. `out`: kinds that are out of service now."""

    items: Mapping[str, AlarmItem]
    climbs: Mapping[Priority, AlarmClimb]
    chains: Mapping[Course, AlarmChain]
    figures: Mapping[str, AlarmFigure] = field(default_factory=dict)
    out: frozenset[str] = frozenset()

    def number(self, code: str) -> int:
        return self.figures[code].value


class _Plan(Protocol):
    """What is asked of the plan here."""

    @property
    def alarms(self) -> Mapping[str, AlarmItem]: ...
    @property
    def alarm_climbs(self) -> Mapping[Priority, AlarmClimb]: ...
    @property
    def alarm_chains(self) -> Mapping[Course, AlarmChain]: ...
    @property
    def alarm_figures(self) -> Mapping[str, AlarmFigure]: ...


def rules_of(plan: _Plan, out: Iterable[str] = ()) -> Rules:
    return Rules(
        plan.alarms, plan.alarm_climbs, plan.alarm_chains, plan.alarm_figures, frozenset(out)
    )


def check_alarms(plan: _Plan) -> None:
    """Raise ValueError naming file, item and what is wrong. A plan may have none at all."""
    if not plan.alarms:
        return
    wanted = (
        ("alarm", KINDS, plan.alarms), ("alarm_climb", Priority, plan.alarm_climbs),
        ("alarm_chain", Course, plan.alarm_chains), ("alarm_figure", FIGURES, plan.alarm_figures),
    )  # fmt: skip
    for kind, codes, found in wanted:
        if missing := [code for code in codes if code not in found]:
            raise ValueError(f"{FILE}, {kind}: nothing for {', '.join(map(str, missing))}")
    for item in plan.alarms.values():
        if item.cause and item.cause not in plan.alarms:
            raise ValueError(f"{FILE}, {item.code}: no such cause: {item.cause}")
        if item.cause and plan.alarms[item.cause].cause:
            raise ValueError(f"{FILE}, {item.code}: its cause has a cause: {item.cause}")
        if not item.priority:
            raise ValueError(f"{FILE}, {item.code}: no priority at all")
    for climb in plan.alarm_climbs.values():
        if not climb.minutes or min(climb.minutes) < 1:
            raise ValueError(f"{FILE}, {climb.code}: minutes below one")
