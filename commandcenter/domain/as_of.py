"""The moment that a screen or a paper is made of, and its words: 截至, and what ends earlier."""

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.domain.complaints.complaint import SOURCE_WORDS, Source
from commandcenter.domain.moments import Moments
from commandcenter.late_dataclass import dataclass

Upto = tuple[tuple[Source, datetime], ...]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """What counts is what was here at `at`, of each source up to its own time. Times aware UTC.

    `line`: the last line of the journal until then. `upto`: how far the records of each source
    go (导至), in the order of Source; a source of which nothing came is not in it. `whole`: no
    import was under way. Two answers of equal moments give equal numbers.
    """

    at: datetime
    line: int
    upto: Upto
    whole: bool = field(default=True, compare=False)

    def to(self, source: Source) -> datetime:
        """Up to when what a source registered is counted."""
        return next((at for known, at in self.upto if known is source), self.at)

    def back(self, by: timedelta) -> "Moment":
        """As far into the days before, to compare with."""
        upto = tuple((source, to - by) for source, to in self.upto)
        return replace(self, at=self.at - by, upto=upto)


class LeftBy(StrEnum):
    """How complaints leave an incident, in the words of papers."""

    TAKEN_OUT = "移出"
    SPLIT = "拆分"
    IMPORT = "撤销导入"


@dataclass(frozen=True, slots=True)
class Decrease:
    """So many complaints left in one way, for one reason."""

    by: LeftBy
    why: str
    complaints: int


def decrease_words(before: int, now: int, left: Sequence[Decrease]) -> str:
    """较上次减少3件：移出4件（重复登记），另新增1件; "" where nothing left."""
    parts = [f"{each.by}{each.complaints}件（{each.why}）" for each in left]
    if not parts:
        return ""
    if now >= before:
        return f"较上次有{sum(each.complaints for each in left)}件不再计入：{'、'.join(parts)}"
    new = sum(each.complaints for each in left) - (before - now)
    return f"较上次减少{before - now}件：{'、'.join(parts)}{f'，另新增{new}件' if new else ''}"


def until_words(at: datetime, upto: Iterable[tuple[Source, datetime]], say: Moments) -> str:
    """截至11月24日10时46分（12315至10时30分、12345至10时15分）."""
    until = f"截至{say.say(at)}"
    earlier = [f"{SOURCE_WORDS[s]}至{say.say(to)}" for s, to in upto if at - to >= MINUTE]
    return f"{until}（{'、'.join(earlier)}）" if earlier else until
