"""现场报告: what a team says of a place, and when it must speak again (plan 4.1(3))."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from math import cos, hypot, radians

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import enumerated, phrases
from commandcenter.late_dataclass import dataclass

MOST = 1_000_000  # people at one place
NEAR_M = 500.0  # a team this close to a place is proposed to be there
M_PER_DEGREE = 111_320.0


class Mood(StrEnum):
    """The mood of the people there, calmest first."""

    CALM = "calm"
    UNEASY = "uneasy"
    HEATED = "heated"
    CLASH = "clash"


MOOD_WORDS: dict[Mood, str] = phrases(
    {
        Mood.CALM: "平稳",
        Mood.UNEASY: "有不满情绪",
        Mood.HEATED: "情绪激动",
        Mood.CLASH: "发生冲突",
    }
)


class Watch(StrEnum):
    """How a place of the incident stands with its reports."""

    LATE = "late"  # due, and nothing was heard
    ON_TIME = "on_time"
    NOBODY = "nobody"  # no team, no report and no count yet
    CLOSED = "closed"  # the team has left, or the response is over


WATCH_WORDS: dict[Watch, str] = phrases(
    {
        Watch.LATE: "超时未报",
        Watch.ON_TIME: "按时",
        Watch.NOBODY: "无人到场",
        Watch.CLOSED: "已撤点",
    }
)


def watch_of(due: datetime | None, now: datetime, *, there: bool, left: bool) -> Watch:
    """Silence is not calm: a place where nobody is says so. `due`: by when the book wants its next
    report. `there`: a team, a report or a count says that somebody is; `left`: they have gone.
    """
    if left:
        return Watch.CLOSED
    if not there:
        return Watch.NOBODY
    return Watch.LATE if due and due < now else Watch.ON_TIME


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the incident on the map, WGS-84 degrees."""

    id: int
    lat: float
    lon: float


def nearest(spots: Iterable[Spot], lat: float, lon: float) -> int | None:
    """The place that is proposed for a team, where one is within NEAR_M."""
    near = [
        (distance, spot.id)
        for spot in spots
        if (distance := _metres(lat, lon, spot.lat, spot.lon)) <= NEAR_M
    ]
    return min(near)[1] if near else None


def _metres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Good to a metre over a city."""
    north = (to_lat - lat) * M_PER_DEGREE
    east = (to_lon - lon) * M_PER_DEGREE * cos(radians(lat))
    return hypot(north, east)


def require_people(people: int | None) -> None:
    if people is not None and not 1 <= people <= MOST:
        raise RuleBroken("队伍人数应为 1 至 {most}。", most=MOST)


def require_on_earth(lat: float, lon: float) -> None:
    on_earth = abs(lat) <= 90 and abs(lon) <= 180
    if not on_earth:
        raise RuleBroken("纬度应在 -90 至 90 之间，经度应在 -180 至 180 之间。")


def require_unused(label: str, uses: Iterable[str], *, of_trader: bool) -> None:
    """Raise RuleBroken where a place must stay: `uses` say what in the record is about it."""
    if of_trader:
        raise RuleBroken("“{label}”是涉事主体的场所，不能撤销。", label=label)
    if told := enumerated(uses):
        raise RuleBroken(
            "“{label}”在记录中已有{uses}，不能撤销；队伍离开后请撤点。", label=label, uses=told
        )


def taken_out_words(label: str, why: str) -> str:
    """The line of the running log of a place that was added by mistake."""
    return f"撤销现场地点“{label}”：{why}"


def require_position(known: bool) -> None:
    """Raise RuleBroken where a team cannot be put on the map."""
    if not known:
        raise RuleBroken("本点没有坐标，不能登记队伍位置；请增加带坐标的地点。")


def require_not_left(watch: Watch) -> None:
    """Raise RuleBroken where the team has left, and none has come since."""
    if watch is Watch.CLOSED:
        raise RuleBroken("本点已撤收，没有新到的队伍。")


def require_count(head_count: int | None) -> None:
    if head_count is not None and not 0 <= head_count <= MOST:
        raise RuleBroken("现场人数应为 0 至 {most}。", most=MOST)


def require_seen(seen_at: datetime, now: datetime) -> None:
    if seen_at > now:
        raise RuleBroken("报告的时间不能晚于现在。")


def log_words(
    place: str,
    head_count: int | None,
    mood: Mood,
    damage: str,
    measures: str,
    needs: str,
    closes: bool = False,
) -> str:
    """The report as one line of the running log, at most 500 characters."""
    if head_count is None:
        count = "现场人数正在核查"
    else:
        count = f"现场约 {head_count} 人" if head_count else "现场无人员聚集"
    parts = [f"{count}，{MOOD_WORDS[mood]}"]
    parts += [f"损失：{damage}"] if damage else []
    parts += [f"已采取措施：{measures}"] if measures else []
    parts += [f"需要支持：{needs}"] if needs else []
    parts += ["本点撤收"] if closes else []
    words = f"{place}：{'；'.join(part.rstrip('。；') for part in parts)}。"
    return words if len(words) <= 500 else words[:499] + "…"
