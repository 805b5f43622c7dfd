"""What the watch is made of, as it is named to people when a part of it could not run."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.phrase import phrase, phrases, word
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.late_dataclass import dataclass


class Part(StrEnum):
    """The first five are detectors; each runs and fails for itself."""

    RULES = "rules"
    BURSTS = "bursts"
    DAILY = "daily"
    AREAS = "areas"
    WORDS = "words"
    QUICK = "quick"  # a quick run as a whole: reading, or writing what was found
    NIGHT = "night"  # a night run as a whole
    COUNTS = "counts"
    RECORD = "record"
    WATCH = "watch"  # what begins the runs
    ALARMS = "alarms"  # a turn of the alarms
    SENDING = "sending"  # of alarms, to who is at no seat
    BACKUP = "backup"  # a regular backup of a file on this machine


OF_QUICK = (Part.RULES, Part.BURSTS)
OF_NIGHT = (*OF_QUICK, Part.DAILY, Part.AREAS, Part.WORDS)
ALONE = (
    *OF_NIGHT,
    Part.COUNTS,
    Part.RECORD,
    Part.ALARMS,
    Part.SENDING,
    Part.BACKUP,
)  # costs nothing else
PART_WORDS: dict[Part, str] = phrases(
    {
        Part.RULES: "苗头和群体投诉规则",
        Part.BURSTS: "短时突增",
        Part.DAILY: "当日偏多",
        Part.AREAS: "相邻地区聚集",
        Part.WORDS: "多日聚集",
        Part.QUICK: "实时分析",
        Part.NIGHT: "夜间全面分析",
        Part.COUNTS: "投诉计数核对",
        Part.RECORD: "全部记录核对",
        Part.WATCH: "自动监测",
        Part.ALARMS: "告警",
        Part.SENDING: "告警通知",
        Part.BACKUP: "自动备份",
    }
)
_OF_DETECTOR = {
    Detector.BURST: Part.BURSTS,
    Detector.GATHERING: Part.WORDS,
    Detector.DAILY: Part.DAILY,
    Detector.CLUSTER: Part.AREAS,
}
_BY_DATABASE = frozenset(
    {
        "DataError", "IntegrityError", "InternalError", "InterfaceError", "NotSupportedError",
        "OperationalError", "ProgrammingError",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that could not run. `reason`: the name of the error's class, `at`: when."""

    part: Part
    reason: str
    at: datetime


def part_of(stream: StreamKind, detector: Detector) -> Part:
    """Whose finding it is."""
    if stream is StreamKind.KEYWORDS:
        return Part.WORDS
    return _OF_DETECTOR.get(detector, Part.RULES)


def others_go_on(failed: Iterable[Part]) -> bool:
    """Whether what failed costs nothing else: neither a run as a whole nor the watch itself."""
    return all(part in ALONE for part in failed)


def reason_words(reason: str) -> str:
    """Why, for an official; the class of the error is for whoever they ring up."""
    if reason == "MemoryError":
        return word("内存不足")
    if reason in _BY_DATABASE:
        return phrase("数据库拒绝了这一步 {reason}", reason=reason)
    if reason == "RuleBroken":
        return word("监测的登录名没有这一步的权限")
    return phrase("程序出错 {reason}", reason=reason)
