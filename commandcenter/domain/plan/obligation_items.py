"""Obligations as data: what the plan wants done, by whom, by when, and the act that does it.

Also the lines of 履职对照 (which obligations and records a duty of the plan rests on) and the
kinds of incidents (by which level they run until the grade is decided, and their six figures).
"""

from collections.abc import Iterable, Mapping
from dataclasses import field

from commandcenter.domain.command.duties import Phase
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrases, word
from commandcenter.domain.plan.due_words import Due
from commandcenter.late_dataclass import dataclass

RECEIVED, ACTIVATION, END, ASKED = "received", "activation", "end", "asked"
ACT = "act:"  # before a sign in `start`, before a kind of life.ASKED in `per`
SIGN = "sign:"  # in `per`: a row for each act of this sign
ONCE, ADDRESSEE, CHAIN, COUNTY = "once", "addressee", "chain", "county"
GROUP, PLACE, DEPARTMENT = "group", "place", "department"
ROW = "row"  # in `limit` and in Doer.of
UNTIL_ENDED, UNTIL_CLOSED, NEVER = "ended", "closed", "never"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who is to do it. `of` "row": as the row that asks for it says, these where it does not."""

    of: str = ""
    group: Group | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class After:
    """Once an act of this sign is there for the same place, the limit is counted from it."""

    sign: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Case:
    """When something applies: to incidents of a kind, with a fact above zero, after an act."""

    kinds: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObligationItem:
    """One obligation of the plan. `due`, `round`: minutes by level, or a word (due_words).

    `per`: one row, or one for each addressee, chain, county, place, row that asks (act:KIND) or
    act (sign:SIGN); with `all`, one row that is done when each of them has its act. `start`:
    what its limit counts from: received, activation, end, asked, act:SIGN (not listed before);
    `listed` "verified": on the list only once the 接报 is verified, `grey`: shown in grey until
    then. `limit` "row": the limit of the row that asks, where it has one. `round`: it comes
    again, `until` the response ends (else until the incident is closed, or never ends), at a
    place until an act of `ends`; when a team comes there again, within `again` minutes.

    `signs`: acts that fulfil it, any of them, together of the `amount` of the level; `each`: one
    for every act of these signs (returned for all that was delivered). `hand`: closed by a
    sentence, where no record proves it; `both`: by either. `waive`: acts that put it aside by
    name. `when`: the case in which it applies, in words, and `applies` where records tell it.
    `remind_days`: of the bureau's own, so long before its limit it stands in 待我处理, 0 at once.
    `to`: whom a report goes to, by level; `to_of`: as another obligation says. `old`: what it
    was in plans of earlier versions: a step's code, clock:phone. `form`: of the act (去办理).
    """

    code: str
    title: str
    start: str
    due: Mapping[Level, Due]
    per: str = ONCE
    who: Doer = field(default_factory=Doer)
    detail: str = ""
    clause: str = ""
    basis: str = ""
    source: str = ""
    proposal: bool = False
    old: tuple[str, ...] = ()
    must: frozenset[Level] = frozenset()
    levels: frozenset[Level] = frozenset(Level)
    round: Mapping[Level, Due] = field(default_factory=dict)
    amount: Mapping[Level, int] = field(default_factory=dict)
    limit: str = ""
    listed: str = ""
    grey: bool = False
    until: str = UNTIL_CLOSED
    ends: tuple[str, ...] = ()
    again: int = 0
    after: After | None = None
    signs: tuple[str, ...] = ()
    all: bool = False
    each: tuple[str, ...] = ()
    waive: tuple[str, ...] = ()
    hand: bool = False
    both: bool = False
    when: str = ""
    applies: Case = field(default_factory=Case)
    to: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
    to_of: str = ""
    form: str = ""
    remind_days: int = 0

    @property
    def asks(self) -> str:
        """The kind of rows that ask for it, "" of one that the plan itself wants."""
        return self.per.removeprefix(ACT) if self.per.startswith(ACT) else ""

    @property
    def is_report(self) -> bool:
        return self.per in (ADDRESSEE, CHAIN)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A line of 履职对照: the obligations (`codes`) and records (`signs`) it rests on.

    `levels`: only where the response was once at one of them. `restricted`: shown to those who
    may see what is kept about officials. `none`: what no record means where none need come.
    `lasting`: once done it is done; what is asked anew afterwards is an obligation of its own.
    """

    code: str
    clause: str
    title: str
    phase: Phase
    codes: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    levels: frozenset[Level] = frozenset()
    restricted: bool = False
    none: str = ""
    lasting: bool = False
    source: str = ""
    proposal: bool = False


COMPLAINTS, CASES = "complaints", "cases"  # what a kind's map and curve show


@dataclass(frozen=True, slots=True)
class Measure:
    """An obligation (its code) that the wall lists as 控制措施, as it is called there."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class KindItem:
    """A kind of incident. Until the grade is decided, limits run by `provisional`, those of
    reports by `report_as`: never called a grade or a response. `tiles`: codes of the six figures
    of wall and desk. `categories`: of incidents for which it is proposed. `picture`: what map and
    curve show, complaints or cases (病例通报); `sites`, `site`: what it calls the
    places of its cases, and one of them that is not named (甲校). `measures`: the obligations that
    the wall lists as 控制措施, `stop`: the one of them that the curve shows (停供).
    """

    code: str
    title: str
    provisional: Level
    report_as: Level
    tiles: tuple[str, ...]
    source: str
    categories: tuple[Category, ...] = ()
    clause: str = ""
    proposal: bool = False
    picture: str = COMPLAINTS
    sites: str = ""
    site: str = ""
    measures: tuple[Measure, ...] = ()
    stop: str = ""

    @property
    def has_cases(self) -> bool:
        return self.picture == CASES


# The figures that a kind may put on its six tiles; next_report is the time, not a count.
TILE_WORDS: Mapping[str, str] = phrases(
    {
        "complaints": "投诉举报",
        "people": "消费者",
        "amount": "涉及金额",
        "on_site": "现场聚集",
        "registered": "已登记",
        "treated": "就医",
        "inpatient": "住院",
        "severe": "重症",
        "dead": "死亡",
        "hurt": "受伤害",
        "schools": "波及学校",
        "counties": "波及县区",
        "traders": "涉及经营者",
        "remote": "异地占比",
        "opinions": "舆情",
        "next_report": "下次报送",
    }
)
PEOPLE = word("人")
TILE_UNITS: Mapping[str, str] = phrases({  # of those that do not count people
    "schools": "所", "counties": "个", "traders": "家", "remote": "%", "opinions": "条",
})  # fmt: skip
TILES = 6


def in_list(items: Iterable[ObligationItem], level: Level) -> Mapping[str, int]:
    """The place of each on the list of a level, from 1: 必办 first, else in the plan's order."""
    ordered = sorted(items, key=lambda item: level not in item.must)
    return {item.code: position for position, item in enumerate(ordered, 1)}
