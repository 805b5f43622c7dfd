"""The four levels, on three scales that are never derived from one another silently.

突发事件应对法 Art. 3 (grade of the incident), 63 (warning), 71 (response).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import accumulate


class Axis(StrEnum):
    """Which of the three scales a level is on."""

    GRADE = "grade"  # 事件分级 (plan 1.4.2)
    WARNING = "warning"  # 预警级别 (plan 3.2)
    RESPONSE = "response"  # 应急响应级别 (plan 4.2)


class Level(StrEnum):
    """Ⅰ is the gravest. `rank` counts 1 (Ⅰ) to 4 (Ⅳ)."""

    I = "I"  # noqa: E741 - the plan's own sign
    II = "II"
    III = "III"
    IV = "IV"

    @property
    def rank(self) -> int:
        return list(Level).index(self) + 1

    @property
    def sign(self) -> str:
        return "ⅠⅡⅢⅣ"[self.rank - 1]

    @property
    def grade_word(self) -> str:
        """The plan's word for an incident of this grade (1.4.2)."""
        return ("特别重大", "重大", "较大", "一般")[self.rank - 1]

    @property
    def grade_title(self) -> str:
        return f"{self.grade_word}（{self.sign}级）"

    @property
    def response_title(self) -> str:
        return f"{self.sign}级响应"

    def graver_than(self, other: "Level | None") -> bool:
        return other is None or self.rank < other.rank


def took_effect(times: Iterable[datetime]) -> Iterator[datetime]:
    """Since when each of some decisions holds, by the times of their rows in the order of these.

    That order is the truth: people decided one after the other. A time is what the server's clock
    said, and that may have been put back between two: the later one then holds since the earlier.
    """
    return accumulate(times, max)


def levels_zh(levels: Collection[Level]) -> str:
    """Ⅳ级、Ⅲ级: the lowest first."""
    return "、".join(f"{level.sign}级" for level in reversed(Level) if level in levels)
