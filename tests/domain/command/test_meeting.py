"""会议: how one stands, and what may still be done to it."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.meeting import (
    Meeting,
    MeetingState,
    require_ahead,
    require_to_come,
)
from commandcenter.domain.errors import RuleBroken

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("withdrawn", "held", "meets", "state"),
    [
        (False, False, NOW + SECOND, MeetingState.COMING),
        (False, False, NOW, MeetingState.PASSED),
        (False, False, NOW - SECOND, MeetingState.PASSED),
        (False, True, NOW + SECOND, MeetingState.HELD),
        (False, True, NOW - SECOND, MeetingState.HELD),
        (True, False, NOW + SECOND, MeetingState.WITHDRAWN),
        (True, True, NOW - SECOND, MeetingState.WITHDRAWN),
    ],
)
def test_a_meeting_is_to_come_until_its_time_and_then_waits_for_its_record(
    withdrawn, held, meets, state
):
    assert Meeting(meets, withdrawn, held).state(NOW) is state


def test_a_meeting_is_called_for_a_time_to_come():
    require_ahead(NOW + SECOND, NOW)
    for meets in (NOW, NOW - SECOND):
        with pytest.raises(RuleBroken, match=r"^会议时间应晚于现在；已经开过的，请登记会商记录。$"):
            require_ahead(meets, NOW)


def test_a_meeting_that_was_held_or_called_off_is_not_changed():
    require_to_come(Meeting(NOW, withdrawn=False, held=False))
    for held in (False, True):
        with pytest.raises(RuleBroken, match=r"^会议已取消，需要再开的请重新召集。$"):
            require_to_come(Meeting(NOW, withdrawn=True, held=held))
    with pytest.raises(RuleBroken, match=r"^会议已登记会商记录，不能再变更。$"):
        require_to_come(Meeting(NOW, withdrawn=False, held=True))
