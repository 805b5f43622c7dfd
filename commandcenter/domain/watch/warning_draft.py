"""The first words of a warning, from the facts of its signal; a person puts them right."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.level import Level
from commandcenter.domain.times import minute_zh
from commandcenter.domain.watch.warning import Items
from commandcenter.late_dataclass import dataclass

NAMED = 54  # characters of what it is about: its name may have 60


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known when a warning is drafted. `titles`: of the level's measures."""

    title: str
    places: str
    category: str
    problem: str
    keywords: tuple[str, ...]
    complaints: int
    people: int
    since_at: datetime
    usual: str
    issuer: str
    level: Level
    titles: Sequence[str]


def first_words(ground: Ground, now: datetime) -> Items:
    """All eight items but the time of issue, as they may stand."""
    since = minute_zh(ground.since_at)
    about = "、".join(ground.keywords[:3]) or ground.problem or "消费纠纷"
    return Items(
        title=f"{ground.title.removesuffix('消费')[:NAMED]}消费投诉预警",
        category=ground.category or ground.problem or "消费投诉集中",
        level=ground.level,
        starts_at=now,
        scope=f"{ground.places}，已投诉的消费者{ground.people}人，可能涉及同一经营者的其他消费者",
        matters=(
            f"自{since}起收到关于{ground.title}的投诉{ground.complaints}件、{ground.people}人"
            f"（{ground.usual}），反映集中在{about}。如不及时处置，可能发展为群体性事件"
        ),
        measures="；".join(ground.titles),
        issuer=ground.issuer,
    )
