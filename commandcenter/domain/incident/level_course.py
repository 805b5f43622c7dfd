"""How grade and response of an incident went, told step by step."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from commandcenter.domain.level import Axis, Level, took_effect
from commandcenter.domain.phrase import joined, phrase
from commandcenter.late_dataclass import dataclass


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

    `at` and `known_at`: when it was decided and registered, as it was said then. `since`: when it
    took effect, which is not before what was decided before it, though the server's clock had been
    put back between the two. `late`: decided before what it changes, and registered after it.
    `mark`: by itself, as a chart says it: 响应降低为Ⅳ级.
    """

    axis: Axis
    at: datetime
    words: str
    organ: str
    known_at: datetime
    since: datetime
    late: bool = False
    mark: str = ""

    @property
    def listed_at(self) -> datetime:
        """Its place among what is told: a late one, and an own one, stands where it took effect."""
        return self.since if self.late or self.at == self.known_at else self.at

    @property
    def registered_late_at(self) -> datetime | None:
        """When it was registered, said of a late one only: its own time stands before the last."""
        return self.known_at if self.late else None

    @property
    def decided(self) -> str:
        """省市场监督管理局决定启动Ⅱ级响应; of the own decision who decided is not repeated."""
        if self.axis is Axis.RESPONSE:
            return phrase("{organ}决定{words}", organ=self.organ, words=self.words)
        return joined("", (self.organ, self.words))


def changes(steps: Iterable[LevelStep]) -> Iterator[LevelChange]:
    """Only what changed: the same level decided again is no news.

    `steps` from the first on, in the order of their rows, in which they took effect: what each did
    to the level follows from those before it, and not from when another body took it. Do not sort
    them, and do not hand in those of one day.
    """
    last: dict[Axis, Level | None] = {}
    told: dict[Axis, datetime] = {}
    every = tuple(steps)
    since_of = took_effect(step.known_at or step.at for step in every)
    for step, since in zip(every, since_of, strict=True):
        before = last.get(step.axis)
        last[step.axis] = None if step.ends else step.level
        if step.ends or before is not step.level:
            known = step.known_at or step.at
            late = step.at < known and step.axis in told and step.at < told[step.axis]
            mark = _mark(step, before)
            words = mark
            if step.axis is Axis.RESPONSE and before and not step.ends:
                words = phrase("将{change}", change=mark)
            change = LevelChange(step.axis, step.at, words, step.organ, known, since, late, mark)
            told[step.axis] = change.listed_at
            yield change


def in_order(found: Iterable[LevelChange]) -> list[LevelChange]:
    """As they are told one after another, grade and response together."""
    return sorted(found, key=lambda change: change.listed_at)


def _mark(step: LevelStep, before: Level | None) -> str:
    level = step.level
    if step.axis is Axis.GRADE:
        if before:
            return phrase("改定为{grade}事件", grade=level.grade_title)
        return phrase("定为{grade}事件", grade=level.grade_title)
    if step.ends:
        return phrase("终止{level}", level=level.response_title)
    if before is None:
        return phrase("启动{response}", response=level.response_title)
    if level.graver_than(before):
        return phrase("响应提高为{level}", level=level.with_sign)
    return phrase("响应降低为{level}", level=level.with_sign)
