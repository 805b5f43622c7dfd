"""The plan's items on warnings: the measures of each level, and what lifting should rest on."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from commandcenter.domain.level import Level
from commandcenter.late_dataclass import dataclass

MOST_MEASURES = 10  # a level
TITLE_LENGTH = 16


class StepState(StrEnum):
    """How a measure of one warning stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"  # its level does not ask for it, or it was put aside with a reason


@dataclass(frozen=True, slots=True)
class WarningMeasure:
    """A measure of a warning (plan 3.2(2)). `due`: minutes from the issue, at which levels.

    `talk`: done by a talk with the trader (约谈). `notice`: by a consumer notice.
    """

    code: str
    title: str
    detail: str
    due: Mapping[Level, int]
    source: str
    talk: bool = False
    notice: bool = False
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class LiftItem:
    """A piece of evidence that the danger is over. `words` may name its {value}."""

    code: str
    title: str
    words: str
    value: int
    unit: str
    source: str
    clause: str = ""
    proposal: bool = False


def measures_for(measures: Iterable[WarningMeasure], level: Level) -> tuple[WarningMeasure, ...]:
    """The list of a level, in the plan's order."""
    return tuple(m for m in measures if level in m.due)


def check_measures(measures: Iterable[WarningMeasure]) -> None:
    """Raises ValueError naming the item for a list that is too long or begins elsewhere."""
    every = list(measures)
    for measure in every:
        if len(measure.title) > TITLE_LENGTH:
            raise ValueError(f"warnings.toml, {measure.code}: title over {TITLE_LENGTH} characters")
        if any(minutes <= 0 for minutes in measure.due.values()):
            raise ValueError(f"warnings.toml, {measure.code}: a limit that is not after the issue")
    for level in Level if every else ():
        listed = measures_for(every, level)
        if len(listed) > MOST_MEASURES:
            raise ValueError(f"warnings.toml: {len(listed)} measures at {level.value}")
        if not listed or not listed[0].talk:
            raise ValueError(f"warnings.toml: the first measure at {level.value} is no talk")
