"""The complaint timeline: stacked counts, what is usual at the same hours, and marks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commandcenter.queries.situation import SourceAsOf


class MarkKind(StrEnum):
    WARNING = "warning"
    ACTIVATION = "activation"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Mark:
    at: datetime
    label: str  # 监测提示, 启动响应, …
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the stack. `counts` has one number per bin."""

    key: str
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Per bin: expected count and its usual range, from the same hours of past weeks."""

    low: tuple[float, ...]
    expected: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bins start at `start` and are `bin_minutes` long; the last one may be unfinished."""

    start: datetime
    bin_minutes: int
    bins: int
    series: tuple[Series, ...]
    band: Band | None
    marks: tuple[Mark, ...]
    now: datetime
    sources: tuple[SourceAsOf, ...]
