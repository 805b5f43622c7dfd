"""Risk assessment (plan 3.1): inspections, surveys, and how a line of the ledger is ranked.

A rank is a sum of named points, each with its number and its words; how many points a number
is worth is plan data. Nothing else goes into it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import headed, joined, phrase, phrases, word
from commandcenter.late_dataclass import dataclass


class RecordKind(StrEnum):
    """What was done to know more: of 3.1(2) the first, of 3.1(3) the others."""

    INSPECTION = "inspection"
    SURVEY = "survey"
    MEETING = "meeting"


RECORD_WORDS: dict[RecordKind, str] = phrases(
    {
        RecordKind.INSPECTION: "市场巡查",
        RecordKind.SURVEY: "问卷调查",
        RecordKind.MEETING: "座谈走访",
    }
)
RECORD_CLAUSES: dict[RecordKind, str] = {
    RecordKind.INSPECTION: "3.1(2)",
    RecordKind.SURVEY: "3.1(3)",
    RecordKind.MEETING: "3.1(3)",
}
SURVEYS = (RecordKind.SURVEY, RecordKind.MEETING)


class RecordResult(StrEnum):
    CLEAN = "clean"
    PROBLEMS = "problems"
    UNREACHABLE = "unreachable"  # the door was shut, nobody answered


RESULT_WORDS: dict[RecordResult, str] = phrases(
    {
        RecordResult.CLEAN: "未发现问题",
        RecordResult.PROBLEMS: "发现问题",
        RecordResult.UNREACHABLE: "无法联系",
    }
)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as it was entered or read. `number` "": by hand, and given one here.

    `system`: the system that owns it, "" for this one. `held_at` of a day alone is its
    midnight. `asked` and `unhappy` of surveys only.
    """

    kind: RecordKind
    title: str
    held_at: datetime
    result: RecordResult
    number: str = ""
    system: str = ""
    subject_name: str = ""
    credit_code: str = ""
    category: str = ""
    district: str | None = None
    officers: str = ""
    problems: int | None = None
    asked: int | None = None
    unhappy: int | None = None
    findings: str = ""
    follow_up_at: datetime | None = None


MOST_PEOPLE, MOST_PROBLEMS = 1_000_000, 10_000
SOON = timedelta(minutes=1)  # clocks of two machines may differ


def require_record(new: NewRecord, now: datetime) -> None:
    """Dates and numbers that can be, and words where something was found."""
    _require_findings(new.result, new.findings.strip(), new.problems)
    _require_people(new.kind, new.asked, new.unhappy)
    if new.held_at > now + SOON:
        raise RuleBroken("日期不能晚于今天。")
    if new.follow_up_at is not None and new.follow_up_at < new.held_at:
        raise RuleBroken("复查日期不能早于巡查、调查的日期。")
    if new.kind is RecordKind.INSPECTION and not (new.subject_name or new.category):
        raise RuleBroken("请写明巡查的经营主体，或者消费类别。")


def _require_findings(result: RecordResult, findings: str, problems: int | None) -> None:
    if result is RecordResult.PROBLEMS and not findings:
        raise RuleBroken("结果是“发现问题”的，请写明发现了什么问题。")
    if problems is not None and not 0 <= problems <= MOST_PROBLEMS:
        raise RuleBroken("问题数应为 0 至 {most}。", most=f"{MOST_PROBLEMS:,}")
    if result is RecordResult.CLEAN and problems:
        raise RuleBroken("结果是“未发现问题”的，问题数应为 0 或空着。")


def _require_people(kind: RecordKind, asked: int | None, unhappy: int | None) -> None:
    for number in (asked, unhappy):
        if number is not None and not 0 <= number <= MOST_PEOPLE:
            raise RuleBroken("人数应为 0 至 {most}。", most=f"{MOST_PEOPLE:,}")
    if kind is RecordKind.INSPECTION and (asked or unhappy):
        raise RuleBroken("市场巡查不填参加人数和反映问题人数。")
    if unhappy and asked is not None and unhappy > asked:
        raise RuleBroken("反映问题的人数不能多于参加人数。")


class Scope(StrEnum):
    """What a line of the ledger is about."""

    SUBJECT = "subject"
    CATEGORY = "category"


SCOPE_WORDS: dict[Scope, str] = phrases({Scope.SUBJECT: "经营主体", Scope.CATEGORY: "消费类别"})


class Measure(StrEnum):
    """What is counted for a line; each opens its rows."""

    PEOPLE = "people"
    TREND = "trend"
    INSPECTIONS = "inspections"
    OVERDUE = "overdue"
    SURVEYS = "surveys"
    INCIDENTS = "incidents"
    WARNINGS = "warnings"
    PENALTIES = "penalties"


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """`each` points for every `step` of a number above `base`, `most` at most.

    Below `least` it is worth nothing. `days`: how far back is counted; of the trend also
    how long the earlier periods are that make the usual number (`periods` of them), and
    how many complaints it `needs` to say anything: it is in per cent of the usual number.
    `unit`: of the number, in words. `category_step`: of a category, which many more
    complain about than about one trader; 0: as of a trader.
    """

    code: Measure
    title: str
    words: str
    days: int
    each: int
    most: int
    source: str
    step: int = 1
    category_step: int = 0
    base: int = 0
    least: int = 0
    periods: int = 0
    needs: int = 0
    unit: str = ""
    clause: str = ""
    proposal: bool = False

    def worth(self, value: int, scope: Scope = Scope.SUBJECT) -> int:
        if value < self.least or value <= self.base:
            return 0
        step = self.category_step if scope is Scope.CATEGORY else 0
        return min(self.most, self.each * ((value - self.base) // (step or self.step)))


class Band(StrEnum):
    """How much attention a line asks for, by its points."""

    HIGH = "high"
    WATCH = "watch"
    NORMAL = "normal"


BAND_WORDS: dict[Band, str] = phrases({Band.HIGH: "重点", Band.WATCH: "关注", Band.NORMAL: "一般"})


def band_of(points: int, high: int, watch: int) -> Band:
    return Band.HIGH if points >= high else Band.WATCH if points >= watch else Band.NORMAL


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a line, before anything is made of it. `usual`: of as long a time.

    `named`: what is called by its name in the words of a measure, the newest first.
    """

    values: Mapping[Measure, int]
    complaints: int = 0
    usual: float | None = None  # complaints of one period; None: nothing is known of before
    named: Mapping[Measure, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One summand of a rank, with the number it comes from and its sentence; `short` for a list."""

    measure: Measure
    value: int
    points: int
    most: int
    words: str
    short: str


def reasons_of(
    points: Mapping[Measure, RiskPoint], counted: Counted, scope: Scope
) -> tuple[Reason, ...]:
    """All that counts for a line, the weightiest first; what is zero is left out."""
    found = []
    for measure, point in points.items():
        value = counted.values.get(measure, 0)
        if measure is Measure.TREND:
            value = _trend(counted) if counted.complaints >= point.needs else 0
        worth = point.worth(value, scope)
        if value and (measure is not Measure.TREND or worth):
            words = reason_words(point, value, counted), short_words(point, value, counted)
            found.append(Reason(measure, value, worth, point.most, *words))
    order = list(Measure)
    return tuple(sorted(found, key=lambda r: (-r.points, order.index(r.measure))))


def _trend(counted: Counted) -> int:
    """Complaints now in per cent of the usual number; none before counts as one before."""
    if counted.usual is None:
        return 0
    return round(100 * counted.complaints / max(1.0, counted.usual))


def reason_words(point: RiskPoint, value: int, counted: Counted) -> str:
    """近30日投诉 23 人; 近30日 25 件，平时 4.3 件; 近1年调查反映问题 1 次：《预付式消费问卷》."""
    if point.code is Measure.TREND:
        usual = _tenths(counted.usual)
        return phrase(
            "近{days}日 {complaints} 件，平时每{days}日 {usual} 件",
            days=point.days,
            complaints=counted.complaints,
            usual=usual,
        )
    days, years = point.days, point.days // YEAR
    said = phrase(
        "近{years}年{title} {number}" if years else "近{days}日{title} {number}",
        years=years,
        days=days,
        title=word(point.title),
        number=_counted(point, value),
    )
    names = counted.named.get(point.code, ())
    if not names:
        return said
    shown = joined("、", names[:MOST_NAMED])
    return headed(said, phrase("{names}等", names=shown) if len(names) > MOST_NAMED else shown)


def _tenths(number: float | None) -> str:
    return f"{number or 0.0:.1f}".removesuffix(".0")


YEAR = 365
MOST_NAMED = 3  # of what a reason calls by its name


def short_words(point: RiskPoint, value: int, counted: Counted) -> str:
    """投诉 23 人; 平时 4.3 件、现 25 件."""
    if point.code is Measure.TREND:
        return phrase(
            "平时 {usual} 件、现 {complaints} 件",
            usual=_tenths(counted.usual),
            complaints=counted.complaints,
        )
    return joined(" ", (word(point.title), _counted(point, value)))


def _counted(point: RiskPoint, value: int) -> str:
    """23 人."""
    return joined(" ", filter(None, (str(value), word(point.unit))))


class JudgementAct(StrEnum):
    """What a person did with a line of the ledger."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    MEASURE = "measure"
    WITHDRAWN = "withdrawn"  # a measure that was


JUDGEMENT_WORDS: dict[JudgementAct, str] = phrases(
    {
        JudgementAct.CONFIRMED: "确认",
        JudgementAct.CORRECTED: "校正",
        JudgementAct.MEASURE: "措施",
        JudgementAct.WITHDRAWN: "已撤销的措施",
    }
)
MOST_CORRECTION = 100


def require_correction(points: int) -> None:
    if not -MOST_CORRECTION <= points <= MOST_CORRECTION:
        raise RuleBroken("校正的分值应在 -{most} 至 {most} 之间。", most=MOST_CORRECTION)


def total(reasons: Sequence[Reason], correction: int) -> int:
    """Never below nothing."""
    return max(0, sum(reason.points for reason in reasons) + correction)
