"""Signals in plain words: what found them, how many against what is usual, how rare."""

from datetime import timedelta

from commandcenter.domain.phrase import phrase, phrases, word
from commandcenter.domain.watch.signal import Detector, StreamKind

DAY = timedelta(days=1)

DETECTOR_WORDS: dict[Detector, str] = phrases(
    {
        Detector.EARLY_SIGN: "苗头规则",
        Detector.LINKED_CASES: "关联食品病例规则",
        Detector.GROUP_COMPLAINT: "群体投诉规则",
        Detector.BURST: "短时突增",
        Detector.GATHERING: "多日聚集",
        Detector.DAILY: "当日偏多",
        Detector.CLUSTER: "相邻地区聚集",
    }
)
STREAM_WORDS: dict[StreamKind, str] = phrases(
    {
        StreamKind.SUBJECT: "同一经营主体",
        StreamKind.FAMILY: "同一品牌或法人",
        StreamKind.MENTION: "文中提及",
        StreamKind.CATEGORY: "同一类别",
        StreamKind.PROBLEM: "同一问题",
        StreamKind.DISTRICT: "同一县市区",
        StreamKind.CHANNEL: "同一渠道",
        StreamKind.TOWN: "同一乡镇街道",
        StreamKind.TOWN_PROBLEM: "同一乡镇街道的同一问题",
        StreamKind.KEYWORDS: "内容相近",
        StreamKind.AREA: "相邻地区",
    }
)


def number_words(value: float) -> str:
    """0.4, 12, 1,234: one decimal where it tells something, never a bare 0 for what does occur."""
    return f"{max(value, 0.1):.1f}" if 0 < value < 9.95 else f"{value:,.0f}"


def usual_words(observed: int, expected: float | None) -> str:
    """平时 0.4 件，现 92 件; without what is usual only the count."""
    if expected is None:
        return phrase("现 {now:,} 件", now=observed)
    return phrase("平时 {usual} 件，现 {now:,} 件", usual=number_words(expected), now=observed)


def signal_words(
    detector: Detector, observed: int, people: int, expected: float | None, span: timedelta
) -> str:
    """What a signal counts against what is usual: 平时 0.4 件，现 92 件; of what gathers over days
    the people: 12 天 28 人，此前同样时长 0.4 人."""
    if detector is not Detector.GATHERING:
        return usual_words(observed, expected)
    days = whole_days(span)
    now = phrase("{days} 天多人", days=days)
    if people:
        now = phrase("{days} 天 {people:,} 人", days=days, people=people)
    if expected is None:
        return now
    return phrase("{now}，此前同样时长 {usual} 人", now=now, usual=number_words(expected))


def whole_days(span: timedelta) -> int:
    """Days that have begun."""
    return max(1, -(-span // DAY))


def chance_words(surprise: float | None) -> str:
    """The p-value as a number behind 详情; a rule has none."""
    if surprise is None:
        return word("按规则计数，不作统计推断")
    return "p < 0.000000000001" if surprise > 12 else f"p = {10**-surprise:.2g}"


def return_words(days: float | None) -> str:
    """How often chance alone would show it."""
    if days is None:
        return ""
    if days >= 365:
        return phrase("偶然出现约 {years:.0f} 年一次", years=days / 365)
    return phrase("偶然出现约 {days:.0f} 天一次", days=days)
