"""The words that name a moment of the demo: D0 10:46, B D0 20:10, AB D0 21:40."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.times import SHANGHAI, local

FIRST_DAY, LAST_DAY = -89, 14


class ScenarioKey(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    AB = "AB"


# A as the screens show it; B a school day; C the night of 3·15; AB: both on the day of A.
D0: dict[ScenarioKey, date] = {
    ScenarioKey.A: date(2026, 11, 24),
    ScenarioKey.B: date(2026, 10, 14),
    ScenarioKey.C: date(2026, 3, 15),
    ScenarioKey.AB: date(2026, 11, 24),
}
FORM = re.compile(
    r"(?:(?P<key>[A-Z]{1,2})\s+)?D(?P<day>[+-]?\d{1,3})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` aware UTC; `day` counted from D0 of the scenario."""

    scenario: ScenarioKey
    day: int
    at: datetime


def parse(words: str) -> Moment:
    """Scenario A unless the words start with B, C or AB; D1 may be written D+1.

    Raises AskedWrongly when they name no moment of the demo.
    """
    found = FORM.fullmatch(words.strip().upper().replace("：", ":"))
    if found is None:
        raise AskedWrongly(
            "看不懂“{words}”。演示时刻请写成“D0 10:46”，其他情景前面加 B、C 或 AB，"
            "例如“B D0 20:10”。",
            words=words,
        )
    key, day = found["key"] or "A", int(found["day"])
    hour, minute = int(found["hour"]), int(found["minute"])
    if key not in list(ScenarioKey):
        raise AskedWrongly("没有情景“{key}”，演示情景只有 A、B、C 和 AB（A、B 同日）。", key=key)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise AskedWrongly("“{hour}:{minute:02d}”不是时刻。", hour=hour, minute=minute)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise AskedWrongly(
            "演示数据从 D{first} 到 D{last}，没有 D{day}。", first=FIRST_DAY, last=LAST_DAY, day=day
        )
    scenario = ScenarioKey(key)
    return Moment(scenario, day, moment(D0[scenario], day, hour, minute))


def moment(d0: date, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A time of a day counted from D0, on the bureau's clock, as aware UTC; 24:00 ends the day."""
    start = datetime.combine(d0 + timedelta(days=day), time(), SHANGHAI)
    return (start + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)


def words(scenario: ScenarioKey, at: datetime, d0: date | None = None) -> str:
    """The words that `parse` reads: B D0 20:10; without a letter for scenario A."""
    t = local(at)
    day = (t.date() - (d0 or D0[scenario])).days
    prefix = "" if scenario is ScenarioKey.A else f"{scenario} "
    return f"{prefix}D{day} {t:%H:%M}"
