"""What a desk finds by itself: a lost link explains all else, a silent engine is seen in time."""

from datetime import timedelta

import pytest

from commandcenter.domain.alarms.alarm import AlarmSound
from commandcenter.queries.alarms.board import EngineState
from commandcenter.services.alarms import alarm_acts
from commandcenter.ui.alarms.board_panel import BEAT_MS
from commandcenter.ui.alarms.hub import Alarms, arrange
from commandcenter.ui.alarms.local_lines import AGAIN_S, ENGINE, LINK, LocalLines
from commandcenter.ui.alarms.sound import Sounder
from tests.ui.alarms.conftest import Speaker
from tests.ui.alarms.made import NOW, board, line, seen


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def speaker():
    return Speaker()


@pytest.fixture
def alarms(seat, speaker, clock, monkeypatch):
    """The hub of a desk that has been open for a minute; its feed is moved by hand."""
    hub = Alarms(seat, Sounder(speaker, lambda: 50, clock), seat.tasks, clock)
    monkeypatch.setattr(hub, "now", lambda: NOW + timedelta(seconds=clock.now))
    monkeypatch.setattr(seat.feed, "age", lambda: clock.now - hub.heard_at, raising=False)
    hub.heard_at = clock.now
    clock.now += 60
    hub.heard_at = clock.now
    return hub


def lose(alarms, seat, clock, seconds):
    """The database has not answered for so long."""
    clock.now = alarms.heard_at + seconds
    seat.feed._is_stale = seconds > 2.5
    alarms.look()


def find(alarms, seat, clock):
    alarms.heard_at = clock.now
    seat.feed._is_stale = False
    alarms.look()


pytestmark = pytest.mark.lot(2)


def test_a_short_loss_of_the_link_is_nobodys_alarm(alarms, seat, clock, speaker):
    lose(alarms, seat, clock, 4)
    assert alarms.shown.lines == ()
    assert speaker.asked == []


def test_a_lost_link_is_an_alarm_with_its_sound_and_goes_by_itself(alarms, seat, clock, speaker):
    lose(alarms, seat, clock, 6)
    assert alarms.shown.top.kind == LINK
    assert alarms.shown.top.title == "与数据库的联络中断"
    assert speaker.asked == [(AlarmSound.HIGH, 50)]
    find(alarms, seat, clock)
    assert alarms.shown.top is None
    assert not speaker.sounding


def test_it_explains_the_others_whose_state_nobody_knows(alarms, seat, clock, speaker):
    alarms.set_board(board(line(1), line(2)))
    lose(alarms, seat, clock, 6)
    assert alarms.shown.top.kind == LINK
    assert (alarms.shown.more, alarms.shown.waiting) == (2, 1)
    alarms.acknowledge_here(alarms.shown.top)
    assert not speaker.sounding  # the others are not heard while they cannot be known
    find(alarms, seat, clock)
    assert alarms.shown.top.id == 1
    assert speaker.sounding


def test_acknowledging_the_link_acknowledges_no_alarm_under_it(
    alarms, seat, clock, speaker, monkeypatch
):
    """As Phoebus did (bug 1928): what was behind the lost link was silenced with it."""
    sent = []
    monkeypatch.setattr(alarm_acts, "acknowledge", lambda *values: sent.append(values))
    alarms.set_board(board(line(1)))
    lose(alarms, seat, clock, 6)
    alarms.acknowledge_here(alarms.shown.top)
    assert alarms.shown.waiting == 0
    find(alarms, seat, clock)
    assert sent == []
    assert (alarms.shown.top.id, alarms.shown.waiting) == (1, 1)


def test_a_link_that_stays_lost_sounds_again_as_another_version(alarms, seat, clock, speaker):
    lose(alarms, seat, clock, 6)
    first = alarms.shown.top
    alarms.acknowledge_here(first)
    assert not speaker.sounding
    lose(alarms, seat, clock, 6 + AGAIN_S)
    again = alarms.shown.top
    assert again.version == first.version + 1
    assert speaker.sounding
    alarms.acknowledge_here(first)  # pressed before it was seen again
    assert alarms.shown.waiting == 1


def test_a_second_loss_is_not_acknowledged_by_the_first(alarms, seat, clock, speaker):
    lose(alarms, seat, clock, 6)
    alarms.acknowledge_here(alarms.shown.top)
    find(alarms, seat, clock)
    lose(alarms, seat, clock, 6)
    assert alarms.shown.waiting == 1


def beaten(alarms, ago=0, *, alive=True):
    """A board whose engine beat so long ago."""
    return board(engine=EngineState(alive, "值班席", alarms.now() - timedelta(seconds=ago)))


def wait(alarms, clock, seconds):
    """The link is well, but no new beat is heard."""
    for _ in range(seconds):
        clock.now += 1
        alarms.heard_at = clock.now
        alarms.look()


def test_a_silent_engine_is_seen_within_ten_seconds(alarms, clock, speaker):
    alarms.set_board(beaten(alarms))
    waited = 0
    while alarms.shown.top is None and waited < 60:
        waited += 1
        wait(alarms, clock, 1)
    assert alarms.shown.top.kind == ENGINE
    # It was heard up to three seconds after it was made, and is looked at each second.
    assert waited + BEAT_MS / 1000 + 1 <= 10
    assert speaker.asked == [(AlarmSound.HIGH, 50)]


def test_an_engine_that_beats_is_no_alarm_and_one_that_comes_back_ends_it(alarms, clock):
    for _ in range(5):
        alarms.set_board(beaten(alarms))
        wait(alarms, clock, 3)
    assert alarms.shown.top is None
    alarms.set_board(beaten(alarms, 11, alive=False))
    assert alarms.shown.top.kind == ENGINE
    alarms.set_board(beaten(alarms))
    assert alarms.shown.top is None


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_makes_no_engine_silent(alarms, clock, monkeypatch, hours):
    alarms.set_board(beaten(alarms))
    monkeypatch.setattr(alarms, "now", lambda: NOW + timedelta(hours=hours, seconds=clock.now))
    wait(alarms, clock, 3)
    alarms.set_board(beaten(alarms))
    wait(alarms, clock, 3)
    assert alarms.shown.top is None


def test_after_a_lost_link_the_engine_has_its_time_again(alarms, seat, clock):
    alarms.set_board(beaten(alarms))
    lose(alarms, seat, clock, 30)
    find(alarms, seat, clock)
    wait(alarms, clock, 2)
    assert alarms.shown.top is None


def test_a_desk_that_has_just_opened_waits_for_its_own_engine(seat, speaker, clock):
    hub = Alarms(seat, Sounder(speaker, lambda: 50, clock), seat.tasks, clock)
    hub.set_board(board(engine=EngineState(False, "", NOW)))
    assert hub.shown.top is None


def test_the_first_that_waits_is_on_the_bar_before_what_somebody_has_taken_on():
    shown = arrange((seen(line(1)), line(2), line(3)), ())
    assert (shown.top.id, shown.more, shown.waiting) == (2, 2, 2)
    shown = arrange((seen(line(1)),), ())
    assert (shown.top.id, shown.more, shown.waiting) == (1, 0, 0)
    assert arrange((), ()).top is None


def test_an_own_line_names_who_has_seen_it(clock):
    own = LocalLines("李蔚", clock)
    own.set(ENGINE, NOW, NOW)
    [at] = own.lines()
    own.acknowledge(at, NOW)
    [at] = own.lines()
    assert (at.acknowledged_by, at.sounds, at.offers) == ("李蔚", False, ())
