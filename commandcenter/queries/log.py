"""The incident's log, newest first."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.org import Group


@dataclass(frozen=True, slots=True)
class LogLine:
    id: int
    at: datetime
    author: str
    group: Group | None  # None: the command itself or the duty desk
    office: str  # what is shown before the text: 现场处置组, 总指挥, 值班室
    text: str
    on_wall: bool
