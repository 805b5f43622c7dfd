"""How grade and response of an incident went, told step by step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.level import Axis, Level
from commandcenter.domain.phrase import phrase


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A decision on the grade or the response, taken at `at`.

    `ends`: it ends the response, which stood at `level`. `organ`: the upper body, "" the own.
    `known_at`: when an upper body's decision was registered here, and so in force here.
    """

    axis: Axis
    level: Level
    at: datetime
    ends: bool = False
    organ: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """`words`: 启动Ⅲ级响应, 将响应降低为Ⅳ级, 终止Ⅳ级响应, 定为较大（Ⅲ级）事件.

    `late`: decided before what it changes, and registered after it.
    """

    axis: Axis
    at: datetime
    words: str
    organ: str
    known_at: datetime
    late: bool = False

    @property
    def listed_at(self) -> datetime:
        """Its place among what is told: a late one stands where it took effect."""
        return self.known_at if self.late else self.at

    @property
    def registered_late_at(self) -> datetime | None:
        """When it was registered, said of a late one only: its own time stands before the last."""
        return self.known_at if self.late else None

    @property
    def decided(self) -> str:
        """省市场监督管理局决定启动Ⅱ级响应; of the own decision who decided is not repeated."""
        return f"{self.organ}{'决定' if self.axis is Axis.RESPONSE else ''}{self.words}"


def changes(steps: Iterable[LevelStep]) -> Iterator[LevelChange]:
    """Only what changed: the same level decided again is no news.

    `steps` from the first on, in the order in which they took effect: what each did to the level
    follows from those before it, and not from when another body took it. Do not sort them, and do
    not hand in those of one day.
    """
    last: dict[Axis, Level | None] = {}
    told: dict[Axis, datetime] = {}
    for step in steps:
        before = last.get(step.axis)
        last[step.axis] = None if step.ends else step.level
        if step.ends or before is not step.level:
            known = step.known_at or step.at
            late = step.axis in told and step.at < told[step.axis]
            change = LevelChange(step.axis, step.at, _words(step, before), step.organ, known, late)
            told[step.axis] = change.listed_at
            yield change


def in_order(found: Iterable[LevelChange]) -> list[LevelChange]:
    """As they are told one after another, grade and response together."""
    return sorted(found, key=lambda change: change.listed_at)


def _words(step: LevelStep, before: Level | None) -> str:
    if step.axis is Axis.GRADE:
        words = "改定为{grade}事件" if before else "定为{grade}事件"
        return phrase(words, grade=step.level.grade_title)
    if step.ends:
        return phrase("终止{response}", response=step.level.response_title)
    if before is None:
        return phrase("启动{response}", response=step.level.response_title)
    raised = step.level.graver_than(before)
    words = "将响应提高为{level}" if raised else "将响应降低为{level}"
    return phrase(words, level=step.level.with_sign)
