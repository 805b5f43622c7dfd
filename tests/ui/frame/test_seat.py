from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.ui.notices import Level


def refuse(session):
    raise RuleBroken("您没有这项权限。")


def test_what_is_refused_becomes_a_notice(qtbot, seat):
    with qtbot.waitSignal(seat.notices.posted) as told:
        seat.notices.listen(lambda notice: None)
        seat.tasks.write(seat.feed, refuse)
    assert (told.args[0].level, told.args[0].text) == (Level.REFUSED, "您没有这项权限。")


def test_the_seat_knows_up_to_when_it_has_heard_everything(seat):
    seat.feed._beat -= 12
    late = seat.clock() - seat.known_at()
    assert late.total_seconds() == pytest.approx(12, abs=1)
    assert late > timedelta(seconds=11)
