"""The command structure of an incident: who leads, who is there, how the groups stand."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.org import Group


@dataclass(frozen=True, slots=True)
class PersonLine:
    id: int
    name: str
    post: str  # 局长, 科长, …
    phone: str  # office phone; shown on the desk only
    present: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    group: Group
    leader: PersonLine | None
    expected: int  # 应到
    present: int  # 实到
    done: int
    open: int
    overdue: int
    next_title: str  # the open step with the nearest deadline; "" when none
    next_deadline: datetime | None


@dataclass(frozen=True, slots=True)
class CommandPicture:
    """`groups` in the plan's order (2.2(1)–(6))."""

    commander: PersonLine | None
    deputies: tuple[PersonLine, ...]
    lead_duty: PersonLine | None  # 带班领导
    duty: PersonLine | None  # 值班员
    groups: tuple[GroupLine, ...]
    expected: int
    present: int
    now: datetime
