"""The four levels, on three scales that are never derived from one another silently.

突发事件应对法 Art. 3 (grade of the incident), 63 (warning), 71 (response).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import accumulate

from commandcenter.domain.phrase import Phrase, joined, phrase, word


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
        return GRADES[self.rank - 1]

    @property
    def with_sign(self) -> Phrase:
        """Ⅰ级."""
        return phrase("{sign}级", sign=self.sign)

    @property
    def grade_title(self) -> Phrase:
        return phrase("{grade}（{sign}级）", grade=self.grade_word, sign=self.sign)

    @property
    def response_title(self) -> Phrase:
        return phrase("{sign}级响应", sign=self.sign)

    def graver_than(self, other: "Level | None") -> bool:
        return other is None or self.rank < other.rank


GRADES = (word("特别重大"), word("重大"), word("较大"), word("一般"))


def took_effect(times: Iterable[datetime]) -> Iterator[datetime]:
    """Since when each of some decisions holds, by the times of their rows in the order of these.

    That order is the truth: people decided one after the other. A time is what the server's clock
    said, and that may have been put back between two: the later one then holds since the earlier.
    """
    return accumulate(times, max)


def levels_zh(levels: Collection[Level]) -> Phrase:
    """Ⅳ级、Ⅲ级: the lowest first."""
    return joined("、", (level.with_sign for level in reversed(Level) if level in levels))
