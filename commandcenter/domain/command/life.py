"""What the rules about obligations ask: an incident's life, what was asked, what people said.

`book` (book.py) takes these values and the acts, and gives the rows as they should stand. They
are read from the tables in one place, and know none themselves. Times are aware UTC.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Group, Role
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """A decision in force on the level, own or of an upper body; one that ends is none of them.

    `at`: when it took effect here (level_decision.at of the steps decision and upper), and never
    before the one that was decided before it.
    """

    axis: Axis
    level: Level
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the incident (incident_place); in keys it is place:ID.

    `since`: when it was added, None of one that was there from the start.
    """

    id: int
    label: str
    district: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that asks for something of its own: a 批示, an instruction, a draft to be signed.

    `kind`: the word after `act:` in the plan data (one of ASKED). In keys it is TABLE:ID. `at`:
    when it was asked for (its own time, not that of its entry). `due_at`: its own limit, None
    where it has none and the plan data say one. `words`: what the title may name, at most
    LONGEST characters each ({from_person}, {title}, …); `group`, `role`, `district`, `person`
    (its id): who is to do it, where the row says so. `limits`: the codes of the obligations that
    it closes when it is done, of which the first that is open has its limit.

    A row belongs here until its incident is over, done or not: done is what an act says. Left
    out is what fell away (a release withdrawn, an oral decision disputed): it ceases.
    """

    kind: str
    table: str
    id: int
    at: datetime
    due_at: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    group: Group | None = None
    role: Role | None = None
    district: str | None = None
    person: int | None = None
    limits: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        return f"{self.table}:{self.id}"


# What asks, and the words its titles may name: {kind: keys of `Asked.words`}.
ASKED: Mapping[str, tuple[str, ...]] = {
    "directive": ("from_person",),
    "instruction": ("given_by",),
    "oral": ("decider",),  # not disputed; person: the decider
    "legal_question": ("asked_from",),
    "liaison": ("department",),  # due_at: promised_for, else due_at
    "press_question": ("outlet",),
    "opinion": ("source",),  # a false claim excepted
    "false_claim": ("source",),  # opinion.false_claim
    "release": ("kind", "gate"),  # not withdrawn; gate: 签发; group, role: whose gate is next
    "report": ("label",),  # any that was drafted, 电话报告 excepted; label: 首报, 续报二
    "signed_report": ("label",),  # one that was signed; at: signed_at
    "receipt": ("label", "receiver"),  # of a receiver inside; role and district who receives
    "returned_report": ("label", "receiver"),  # 退补; at: returned_at
    "paper": ("kind", "step"),  # not withdrawn or void; step: the next on its way
    "handover": ("given_by",),  # not refused, to a person here
    "inquiry": ("kind",),  # a draft of an inquiry report; kind: 调查报告
    "case_limit": ("title",),  # a case_act with due_at; title of its clock
    "money": ("item",),  # asked with money: it waits for who approves it
    "supply": ("item",),  # without money; with money once approved (at: approved_at)
    "consumers": ("title",),  # a line of this recovery ledger, with its due_at, group, district
    "firms": ("title",),
    "hardship": ("title",),
    # of the bureau's own book
    "drill_measure": ("words",),
    "drill_live": (),  # the newest drill of this mode, or the plan's first day, asks for the next
    "drill_tabletop": (),
    "publicity": ("topic",),  # an activity of the plan, not called off; group: who holds it
    "typical_case": ("title", "gate"),  # one that was sent on its way; gate: 签发; whose it is
    "training": ("topic",),  # a session of the plan, not called off; group: who holds it
    "restore_drill": (),  # the newest that was whole, or the plan's first day, asks for the next
    "duty_handover": ("given_by",),  # 交接班: a hand-over of no incident, not refused
    "fund_request": ("item",),  # money for no incident; not withdrawn
    "plan_review": (),  # each review and revision, or the plan's first day, asks for the next
    "plan_sign": ("title",),  # a revision that was sent to be signed
    "plan_in_force": ("title",),  # one that was signed for a later moment
    "plan_filing": ("title",),  # one that was signed
    "county_rules": ("county",),  # of each county, after the newest revision in force
    "risk_assessment": (),  # each that was signed, or the plan's first day, asks for the next
    "risk_sign": ("title",),  # an assessment that was sent to be signed
    "inspection": ("title",),  # a plan of inspections, not called off; group, person or district
    "risk_finding": ("words",),  # what one found, not dropped; group, person or district
}
# Kinds of its own book.
OF_BUREAU = frozenset(
    {"county_rules", "drill_live", "drill_measure", "drill_tabletop", "duty_handover",
     "fund_request", "inspection", "plan_filing", "plan_in_force", "plan_review", "plan_sign",
     "publicity", "restore_drill", "risk_assessment", "risk_finding", "risk_sign", "training",
     "typical_case"}
)  # fmt: skip
LONGEST = 24


@dataclass(frozen=True, slots=True)
class CountyShare:
    """A county's complaints of the incident. `due_at`: the nearest limit of law of those open."""

    district: str
    since: datetime  # the first of them came to the incident
    complaints: int
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """One incident, or the bureau's own book (`incident` 0).

    `kind`: code of the plan's kinds, "" where nobody said it. `known_at`: 最早获知, where it was
    before the 接报. `levels`: all decisions in force in the order in which they were taken, of
    both axes. `closed_at`: 归档. `districts`: codes in their order; `county_names` by code.
    `facts`: the newest value of each fact and context that was stated (None: 正在核查).
    `asked`, `shares`: of this incident and of those merged into it. `merged_into`: the title
    of the incident that carries it on, "" of none.
    """

    incident: int
    plan_version: int
    state: State
    received_at: datetime
    kind: str = ""
    known_at: datetime | None = None
    verified_at: datetime | None = None
    activated_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    levels: tuple[LevelSpan, ...] = ()
    districts: tuple[str, ...] = ()
    county_names: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    facts: Mapping[str, int | None] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    shares: tuple[CountyShare, ...] = ()
    merged_into: str = ""

    @property
    def start(self) -> datetime:
        """What 接报 counts from: the earlier of it and what was known before."""
        return min(self.received_at, self.known_at or self.received_at)


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it is stored, read for what `book` cannot know.

    What people said is taken from its columns: `hand_words` with done_at and done_by (closed by
    hand; empty again once opened again), `na_why` with na_by and na_at (empty once taken back;
    it stays when an act comes later), assigned_to, and act_table "step" of an old tick.
    `applies`: an obligation_note of the kind says that its case has come. What is frozen: due_at,
    level and provisional of a row that is done, and when that was entered and by whom, as long as
    the same act stands.
    """

    row: Obligation
    born_table: str = ""
    born_id: int | None = None
    applies: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as it should stand: every column of `obligation` but id, act_line and version.

    `plan_version_id` is the incident's. One for every key that is stored already, too: what is
    no longer wanted stands here as ceased, so a row that is not among them is not touched.
    """

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
    born_table: str
    born_id: int | None
    start_at: datetime
    due_at: datetime | None
    level: Level | None
    provisional: bool
    state: ObligationState
    ceased_why: str
    done_at: datetime | None
    done_by: str
    act_table: str
    act_id: int | None
    hand_words: str
    na_why: str
    na_by: str
    na_at: datetime | None
    assigned_to: int | None
    plan_version_id: int
    entered_at: datetime | None = None
    entered_by: str | None = None
