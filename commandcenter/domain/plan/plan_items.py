"""The items of the plan as data, one dataclass a kind; field names are the keys of the files.

`clause` cites the plan (4.1(3)), `source` a law, another plan or the bureau; `proposal` marks
a value that the bureau has not approved yet (建议值).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.plan.calendar_period import CalendarPeriod as CalendarPeriod
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A chapter (4), section (4.1) or item (4.1(3)) with the plan's own text."""

    code: str
    title: str
    text: str = ""
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class CategoryItem:
    """One of the five doors. `counted`: opened by a number of complaints."""

    code: Category
    title: str
    words: str
    door: str
    counted: bool
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class GradeItem:
    """事件分级. `range_words` and `harm_words`: the plan's two axes, in its words."""

    code: Level
    title: str
    range_words: str
    harm_words: str
    effect_words: str
    layer_words: str
    example: str
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class WarningItem:
    """预警级别. Its colour is an agreement inside the bureau, the law gives none here."""

    code: Level
    title: str
    colour_word: str
    measures: tuple[str, ...]
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ResponseItem:
    """响应级别. `lead`: who leads, with {city} and {county}; `measures`: first wording."""

    code: Level
    title: str
    lead: str
    words: str
    measures: str
    expected_days: int
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class RequiredItem:
    """What a warning or an activation must state (突发事件应对法 Art. 64, 72)."""

    code: str
    act: str
    title: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class PostItem:
    """A post of the command and who holds it."""

    code: str
    title: str
    holder: str
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class DutyItem:
    """A duty of the command, and how the program serves it."""

    code: str
    title: str
    words: str
    served_by: str
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class GroupItem:
    """A working group: the plan's words for its duty, and its tasks in ours."""

    code: Group
    title: str
    words: str
    tasks: str
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentItem:
    """A department that is asked for help. `words`: what for; `always`: told of every incident."""

    code: str
    title: str
    words: str
    always: bool
    clause: str
    source: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class FactItem:
    """A fact that thresholds ask for; `values` names its ranks where it has any."""

    code: str
    title: str
    unit: str
    words: str
    source: str
    values: tuple[str, ...] = ()
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Met when one map of `any` holds whole (fact: at least), and one of `needs` is given.

    `with_other`: counts only together with another row of the same level.
    """

    words: str
    any: tuple[Mapping[str, int], ...]
    needs: tuple[str, ...] = ()
    with_other: bool = False


class GradeSide(StrEnum):
    """Which of the plan's two measures a row speaks of (1.4.2)."""

    RANGE = "range"  # 影响范围
    HARM = "harm"  # 危害程度


@dataclass(frozen=True, slots=True)
class Threshold:
    """A row of the grading matrix. `window_hours` 0: as it stands now."""

    code: str
    title: str
    window_hours: int
    levels: Mapping[Level, Condition]
    source: str
    clause: str = ""
    proposal: bool = False
    side: GradeSide = GradeSide.RANGE


@dataclass(frozen=True, slots=True)
class SignalRule:
    """What is below Ⅳ: an early sign (苗头) or a group complaint (群体投诉)."""

    code: str
    title: str
    window_hours: int
    any: tuple[Mapping[str, int], ...]
    same: tuple[str, ...]
    words: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ContextItem:
    """A circumstance shown beside the grade: school, elderly, minors, sensitive dates.

    `any` as in a Condition; its facts may be contexts that somebody stated. `level`: what it
    touches, if it does. `dates`: given by the sensitive periods of the calendar.
    """

    code: str
    title: str
    words: str
    source: str
    clause: str = ""
    proposal: bool = False
    level: Level | None = None
    any: tuple[Mapping[str, int], ...] = ()
    dates: bool = False


@dataclass(frozen=True, slots=True)
class SensitivePeriod:
    """Days in which an incident weighs more: 两会, 3·15, 春节, 国庆."""

    code: str
    title: str
    first: date
    last: date
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class StandDownItem:
    """A piece of evidence that the response may be lowered or ended."""

    code: str
    title: str
    words: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReportContent:
    """An element of a report. `five`: one of the five that the plan names in 4.1(1)."""

    code: str
    report: str  # phone, first, followup, final
    title: str
    hint: str
    source: str
    five: bool = False
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a report goes to. `chain`: city or county; `skips`: reached by 越级.

    `inside`: it receives in this program. `title` may name the county as {county}. `phone`: its
    duty room's, "" where the bureau has entered none.
    """

    code: str
    title: str
    chain: str
    ways: tuple[str, ...]
    source: str
    skips: bool = False
    inside: bool = False
    clause: str = ""
    phone: str = ""
    proposal: bool = False


class TimeUnit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class LegalClock:
    """A limit set by law. `extension` in the same unit, 0 where there is none."""

    code: str
    title: str
    amount: int
    unit: TimeUnit
    start: str
    law: str
    article: str
    source: str
    extension: int = 0
    note: str = ""
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """A ground that law gives for an act on a complaint; `act`: decline, end_mediation."""

    code: str
    act: str
    title: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A local setting that fills a gap of the plan."""

    code: str
    title: str
    value: int | str
    unit: str
    source: str
    clause: str = ""
    proposal: bool = False
