"""会议 to come: called, moved, called off; held once its 会商 is recorded."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class MeetingState(StrEnum):
    COMING = "coming"
    PASSED = "passed"  # its time is over, and nobody recorded it
    HELD = "held"
    WITHDRAWN = "withdrawn"


MEETING_WORDS: dict[MeetingState, str] = phrases(
    {
        MeetingState.COMING: "待召开",
        MeetingState.PASSED: "待登记会商",
        MeetingState.HELD: "已召开",
        MeetingState.WITHDRAWN: "已取消",
    }
)


@dataclass(frozen=True, slots=True)
class Meeting:
    meets_at: datetime
    withdrawn: bool
    held: bool

    def state(self, now: datetime) -> MeetingState:
        if self.withdrawn:
            return MeetingState.WITHDRAWN
        if self.held:
            return MeetingState.HELD
        return MeetingState.COMING if self.meets_at > now else MeetingState.PASSED


def require_ahead(meets_at: datetime, now: datetime) -> None:
    if meets_at <= now:
        raise RuleBroken("会议时间应晚于现在；已经开过的，请登记会商记录。")


def require_to_come(meeting: Meeting) -> None:
    """Raises RuleBroken for one that is called off, or was held."""
    if meeting.withdrawn:
        raise RuleBroken("会议已取消，需要再开的请重新召集。")
    if meeting.held:
        raise RuleBroken("会议已登记会商记录，不能再变更。")
