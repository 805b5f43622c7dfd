"""How grade and response of an incident went, told step by step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.level import Axis, Level


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A decision on the grade or the response, in force from `at`.

    `ends`: it ends the response, which stood at `level`. `organ`: the upper body, "" the own.
    `known_at`: when an upper body's decision was registered here.
    """

    axis: Axis
    level: Level
    at: datetime
    ends: bool = False
    organ: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """`words`: 启动Ⅲ级响应, 将响应降低为Ⅳ级, 终止Ⅳ级响应, 定为较大（Ⅲ级）事件."""

    axis: Axis
    at: datetime
    words: str
    organ: str
    known_at: datetime

    @property
    def decided(self) -> str:
        """省市场监督管理局决定启动Ⅱ级响应; of the own decision who decided is not repeated."""
        return f"{self.organ}{'决定' if self.axis is Axis.RESPONSE else ''}{self.words}"


def changes(steps: Iterable[LevelStep]) -> Iterator[LevelChange]:
    """Only what changed: the same level decided again is no news. `steps` from the first on.

    A later step can only be told by those before it: do not hand in those of one day.
    """
    last: dict[Axis, Level | None] = {}
    for step in steps:
        before = last.get(step.axis)
        last[step.axis] = None if step.ends else step.level
        if step.ends or before is not step.level:
            known = step.known_at or step.at
            yield LevelChange(step.axis, step.at, _words(step, before), step.organ, known)


def _words(step: LevelStep, before: Level | None) -> str:
    if step.axis is Axis.GRADE:
        return f"{'改' if before else ''}定为{step.level.grade_title}事件"
    if step.ends:
        return f"终止{step.level.response_title}"
    if before is None:
        return f"启动{step.level.response_title}"
    way = "提高" if step.level.graver_than(before) else "降低"
    return f"将响应{way}为{step.level.sign}级"
