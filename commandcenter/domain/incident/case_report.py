"""病例通报: how many are ill at a moment, by school, by hospital and by the time they fell ill.

Each part adds up to the number of those treated, or is left out because nobody knows it yet.
Numbers only: nothing about a person.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import joined, phrase, phrases, word
from commandcenter.domain.times import from_local, local
from commandcenter.late_dataclass import dataclass

MOST = 1_000_000  # people
WIDTHS = (15, 20, 30, 45, 60, 120, 180)  # minutes of an interval, as they may be chosen
USUAL_WIDTH = 30


class Part(StrEnum):
    """By what the cases are divided."""

    SITE = "site"  # the schools, or where people ate
    HOSPITAL = "hospital"
    ONSET = "onset"


PART_WORDS: dict[Part, str] = phrases({
    Part.SITE: "就餐场所", Part.HOSPITAL: "医院", Part.ONSET: "发病时间",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A school, eating place or hospital. `number` 0 of a school: supplied by the same kitchen,
    nobody ill (同源供餐).

    Position in WGS-84 degrees, both or neither.
    """

    label: str
    number: int
    district: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Onset:
    """How many fell ill in an interval that begins at `starts_at`; None: 发病时间不明."""

    starts_at: datetime | None
    number: int


@dataclass(frozen=True, slots=True)
class Meal:
    """The suspected meal: 午餐, from, to."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CaseReport:
    """All that is said at once; it replaces the report before as a whole.

    A part is empty where nobody knows it yet, `severe` and `dead` are None. `width`: minutes of
    an interval of the onset, None: the smallest distance between two of them.
    """

    source: str
    as_of: datetime
    treated: int
    sites: tuple[Place, ...] = ()
    hospitals: tuple[Place, ...] = ()
    onset: tuple[Onset, ...] = ()
    meal: Meal | None = None
    width: int | None = None
    severe: int | None = None
    dead: int | None = None


def affected(sites: Sequence[Place]) -> int:
    """How many of them have somebody ill (波及学校)."""
    return sum(site.number > 0 for site in sites)


def differences(treated: int, sums: dict[str, int]) -> tuple[str, ...]:
    """What each part that does not add up says: 学校合计30人，少1人. `sums`: by its word."""
    return tuple(
        phrase(
            "{part}合计{total}人，少{n}人" if total < treated else "{part}合计{total}人，多{n}人",
            part=name,
            total=total,
            n=abs(total - treated),
        )
        for name, total in sums.items()
        if total != treated
    )


def sums_of(report: CaseReport, sites: str) -> dict[str, int]:
    """The sum of each part that is known. `sites`: how the kind calls its places (学校)."""
    parts: tuple[tuple[str, Sequence[Place | Onset]], ...] = (
        (sites, report.sites), (word("医院"), report.hospitals), (word("发病时间"), report.onset),
    )  # fmt: skip
    return {name: sum(row.number for row in rows) for name, rows in parts if rows}


def require_sums(report: CaseReport, sites: str) -> None:
    """Schools, hospitals and onset each add up to those treated. Raises RuleBroken naming how far
    each is off.
    """
    if wrong := differences(report.treated, sums_of(report, sites)):
        raise RuleBroken(
            "就医{treated}人，{parts}；各项合计须等于就医人数，请核对后再报。",
            treated=report.treated,
            parts=joined("；", wrong),
        )


def require_report(report: CaseReport, sites: str, now: datetime) -> None:
    """Raises RuleBroken for what cannot be so."""
    if report.as_of > now:
        raise RuleBroken("通报的截至时间不能晚于现在。")
    if not (report.sites or report.hospitals or report.onset):
        raise RuleBroken(
            "请至少填写{sites}、医院、发病时间中的一项；只有总数的，用“报人数”。", sites=sites
        )
    _require_numbers(report)
    _require_apart(sites, [site.label for site in report.sites])
    _require_apart(word("医院"), [hospital.label for hospital in report.hospitals])
    _require_places(report)
    _require_times(report)
    require_sums(report, sites)


def _require_numbers(report: CaseReport) -> None:
    sites = [place.number for place in report.sites]
    rest = [place.number for place in report.hospitals] + [row.number for row in report.onset]
    told = [number for number in (report.severe, report.dead) if number is not None]
    if not all(0 <= number <= MOST for number in (report.treated, *told, *sites, *rest)):
        raise RuleBroken("人数应为 0 至 {most}。", most=MOST)
    if report.severe is not None and report.severe > report.treated:
        raise RuleBroken(
            "重症{severe}人，多于就医{treated}人，请核对后再报。",
            severe=report.severe,
            treated=report.treated,
        )
    if 0 in rest:
        raise RuleBroken("医院和发病时间的人数应大于 0，没有病人的请不要填写。")


def _require_apart(what: str, labels: Sequence[str]) -> None:
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise RuleBroken("{what}“{label}”填写了两次，请合并。", what=word(what), label=twice[0])


def _require_places(report: CaseReport) -> None:
    for place in (*report.sites, *report.hospitals):
        if (place.lat is None) != (place.lon is None):
            raise RuleBroken("经度和纬度须同时填写，或都不填。")
        if place.lat is not None and place.lon is not None:
            on_earth = abs(place.lat) <= 90 and abs(place.lon) <= 180
            if not on_earth:
                raise RuleBroken("纬度应在 -90 至 90 之间，经度应在 -180 至 180 之间。")


def _require_times(report: CaseReport) -> None:
    """Nothing is later than the report; intervals do not overlap, and one may be unknown."""
    meal = report.meal
    if meal is not None and not meal.starts_at <= meal.ends_at <= report.as_of:
        raise RuleBroken("可疑餐次的时间应先开始后结束，且不晚于通报的截至时间。")
    if sum(row.starts_at is None for row in report.onset) > 1:
        raise RuleBroken("“发病时间不明”填写了两次，请合并。")
    starts = sorted(row.starts_at for row in report.onset if row.starts_at is not None)
    if starts and starts[-1] > report.as_of:
        raise RuleBroken("发病时间不能晚于通报的截至时间。")
    if report.width is not None and report.width not in WIDTHS:
        raise RuleBroken("没有每 {width} 分钟一段的分法。", width=report.width)
    width = timedelta(minutes=width_of(report))
    if any(later - earlier < width for earlier, later in pairwise(starts)):
        raise RuleBroken(
            "发病时间按每 {width} 分钟一段填写，两段不能重叠。", width=width_of(report)
        )


def width_of(report: CaseReport) -> int:
    """Minutes of an interval: as chosen, else the longest that parts all entries."""
    if report.width is not None:
        return report.width
    starts = sorted(row.starts_at for row in report.onset if row.starts_at is not None)
    gaps = [(b - a) // timedelta(minutes=1) for a, b in pairwise(starts)]
    if not gaps:
        return USUAL_WIDTH
    return max((each for each in WIDTHS if each <= min(gaps)), default=WIDTHS[0])


UNKNOWN = ("不明", "发病时间不明", "时间不明")
CLOCK = re.compile(r"(?:(\d{1,2})[-月/](\d{1,2})日? +)?(\d{1,2})[:：时](\d{2})分?")


def onset_at(words: str, as_of: datetime) -> datetime | None:
    """13:30 is the last one before the report; 10-14 13:30 says the day, in January that of a
    December the last one; 不明 is None.

    Raises RuleBroken for what is no time.
    """
    text = words.strip()
    if text in UNKNOWN:
        return None
    found, day = CLOCK.fullmatch(text), local(as_of)
    try:
        if found is None:
            raise ValueError(text)
        month, date, hour, minute = (int(part) if part else 0 for part in found.groups())
        year = day.year - 1 if (month, day.month) == (12, 1) else day.year
        at = from_local(year, month or day.month, date or day.day, hour, minute)
    except ValueError:
        raise RuleBroken(
            "看不懂发病时间“{words}”，请写成 13:30 或 10-14 13:30，不知道的写“不明”。", words=words
        ) from None
    return at if month or at <= as_of else at - timedelta(days=1)


DEGREES = re.compile(r"(-?\d{1,3}(?:\.\d+)?)[ ,，、]+(-?\d{1,3}(?:\.\d+)?)")


def position_at(words: str) -> tuple[float, float]:
    """Latitude and longitude as they are typed: 30.2741, 120.1551. Raises RuleBroken for what is
    no position.
    """
    found = DEGREES.fullmatch(words.strip())
    if found is None:
        raise RuleBroken(
            "列表里没有“{words}”，请选择一处，或写纬度和经度，例：30.2741, 120.1551。",
            words=words.strip()[:20],
        )
    lat, lon = float(found[1]), float(found[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise RuleBroken("纬度应在 -90 至 90 之间，经度应在 -180 至 180 之间。")
    return lat, lon
