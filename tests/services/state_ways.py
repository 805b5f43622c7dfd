"""Where a row goes from each of its states on a server, and which are given up, and by whom.

What the program has as a table of states is taken from there; the rest stands here in words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from commandcenter.domain.command import supply
from commandcenter.domain.incident import incident
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import PaperState
from commandcenter.domain.plan.revision import RevisionState
from commandcenter.domain.publicity import cases
from commandcenter.domain.releases import release
from commandcenter.domain.support import fund
from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.warning import WarningState
from commandcenter.store.tables.every import Base

PAST = datetime(2026, 1, 1, tzinfo=UTC)
COMMANDER, DUTY = (Role.COMMANDER, None, None), (Role.DUTY, None, None)
CLERK, PLANNER = (Role.CLERK, None, None), (Role.PLANNER, None, None)
ADMIN = (Role.ADMIN, None, None)
LEGAL = (Role.LEADER, Group.LEGAL, None)
LOGISTICS = (Role.MEMBER, Group.LOGISTICS, None)
ANOTHER = 1  # who none of them is
OWN = "its own number"
Pair = tuple[str, str]
Persona = tuple[Role, Group | None, str | None]


@dataclass(frozen=True)
class Way:
    """`states`: each with a row. `goes`: from which to which. `asking`: who, between them, may all
    of it. `row`: what else it has in each state; `said`: what is said with a new one.
    """

    table: str
    states: type[StrEnum]
    goes: frozenset[Pair]
    asking: tuple[Persona, ...]
    row: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


def following(table: Mapping[Any, Any]) -> frozenset[Pair]:
    """Of the program's own table, where one state follows or some do."""
    return frozenset(
        (str(old), str(new))
        for old, its in table.items()
        for new in ((its,) if isinstance(its, StrEnum) else its)
    )


def pairs(text: str) -> frozenset[Pair]:
    """`signed,issued>void`: from each that stands before `>` to each behind it."""
    found = set()
    for said in text.split():
        old, _, new = said.partition(">")
        found |= {(a, b) for a in old.split(",") for b in new.split(",") if a != b}
    return frozenset(found)


def of_a_case() -> frozenset[Pair]:
    onwards = {(cases.AT[act], cases.NEXT[act][1]) for act in cases.AT if act in cases.NEXT}
    back = {(state, cases.CaseState.DRAFT) for state in cases.RETURNS}
    ends = {(s, cases.CaseState.WITHDRAWN) for s in (cases.CaseState.DRAFT, *cases.RETURNS)}
    return frozenset((str(old), str(new)) for old, new in onwards | back | ends)


MONEY = {"money_cents": 100, "spent_cents": 90, "over_budget": "特批", "asked_by": "某人"}
DRAWN_UP = "draft>submitted,withdrawn submitted>draft,withdrawn,signed"
RETURNED = "legal,secrecy,approval,approved>draft,withdrawn draft>withdrawn"
WAYS = {
    "money of the bureau": Way(
        "fund_request", fund.FundState, following(fund.NEXT), (LOGISTICS, COMMANDER), MONEY,
    ),
    "money of an incident": Way(
        "supply_request", supply.State, following(supply.NEXT), (LOGISTICS, COMMANDER),
        {**MONEY, "kind": "money"},
    ),
    "what is lent to an incident": Way(
        "supply_request", supply.State, following(supply.NEXT), (LOGISTICS,), {"kind": "vehicle"},
    ),
    "a revision of the plan": Way(
        "plan_revision", RevisionState, pairs(f"{DRAWN_UP} signed>in_force"), (PLANNER, COMMANDER),
        {"signed_at": PAST, "holds_from": PAST, "in_force_at": PAST, "made_id": 1},
    ),
    "an assessment of risk": Way(
        "risk_assessment", AssessmentState, pairs(DRAWN_UP), (DUTY, COMMANDER),
        {"signed_at": PAST, "returned_at": PAST, "before_id": OWN},
    ),
    "a warning": Way(
        "warning", WarningState, pairs("draft>issued,dropped issued>lifted"), (DUTY, COMMANDER),
        {"level": "III", "districts": "[]"}, {"issued": ", issued_at = clock_timestamp()"},
    ),
    "a paper": Way(
        "paper", PaperState,
        pairs("draft,flow>draft,flow,withdrawn,signed signed>issued signed,issued>filed"
              " signed,issued,filed>void"),
        (CLERK, COMMANDER), {"kind": "express", "signed_by": ""},
        {"signed": ", signed_by = '某人', signed_at = clock_timestamp()"},
    ),
    "a release": Way(
        "release", release.ReleaseState, following(release.NEXT) | pairs(RETURNED),
        (CLERK, LEGAL, COMMANDER), {"drafter_id": ANOTHER},
    ),
    "a case that is told": Way(
        "typical_case", cases.CaseState, of_a_case(), (CLERK, LEGAL, COMMANDER),
        {"drafter_id": ANOTHER},
    ),
    # Taken apart it stands where it stood; that of a response has it still.
    "an incident": Way(
        "incident", incident.State, following(incident.MOVES) | pairs("merged>reported,assessing"),
        (COMMANDER, DUTY), {"grade": "IV"},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class End:
    """A row that is called off, taken back or the like: where it lives and where it is over, by
    another; the change that ends it, and who may make it.
    """

    table: str
    word: str
    keeper: Persona
    live: Mapping[str, Any]
    over: Mapping[str, Any]
    changes: str


WORDS = (
    "called_off", "dropped", "ended", "lifted", "removed", "retired", "revoked", "undone",
    "withdrawn",
)  # fmt: skip
KEEPERS = {"alarm_out": PLANNER, "complaint_flag": DUTY, "complaint_link": DUTY,  # or who commands
           "drill_record": PLANNER}  # fmt: skip
LIVE = {"group": "onsite", "on_hand": 0, "lent": 0}  # a group does it; nothing is left of it
SAID = {
    "at": (PAST, "clock_timestamp()"), "by": ("别人", "'某人'"), "why": ("已取消", "'不再需要'"),
}  # fmt: skip


def ends() -> Iterator[End]:
    """Of each table whose columns say that its row ended and who ended it, but for states."""
    for table in Base.metadata.sorted_tables:
        for word in WORDS if "state" not in table.c else ():
            said = {f"{word}_{what}": both for what, both in SAID.items()}
            said = {name: both for name, both in said.items() if name in table.c}
            if len(said) > 1:
                live = {name: value for name, value in LIVE.items() if name in table.c}
                live |= {name: "" for name in said if not table.c[name].nullable}
                over = live | {name: old for name, (old, _) in said.items()}
                changes = ", ".join(f"{name} = {new}" for name, (_, new) in said.items())
                keeper = KEEPERS.get(table.name, COMMANDER)
                yield End(table.name, word, keeper, live, over, changes)


ENDS = list(ends())
