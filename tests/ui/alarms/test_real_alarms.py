"""With the real engine: what comes due in the database is heard at the desk of who must act."""

from datetime import timedelta
from threading import Event, Thread

import pytest

from commandcenter.queries.alarms.board import alarm_board
from commandcenter.services.command import instructions
from commandcenter.services.guard import PROGRAM
from commandcenter.ui.alarms import bar as bars
from commandcenter.ui.desk.page_keys import DUTY, WATCH
from commandcenter.watch.alarm_engine import AlarmEngine
from tests.ui.alarms.conftest import Notes, Speaker

TITLE = "回报指令"


@pytest.fixture
def running(small_city):
    """`running()` lets the engine run as the holder of the lease does."""
    stop, threads = Event(), []

    def running():
        engine = AlarmEngine(small_city.db, PROGRAM)
        threads.append(Thread(target=engine.run, args=(stop,)))
        threads[0].start()

    yield running
    stop.set()
    for thread in threads:
        thread.join()


def order(city, incident, seconds):
    """Something that 马骁 must report back on by then; when that is."""
    due = city.db.clock() + timedelta(seconds=seconds)
    person = city.maxiao.person_id
    city.do(
        instructions.give, "chenyu", incident, "到现场两人", to_group=None, to_person=person,
        deadline_at=due,
    )  # fmt: skip
    return due


def listening(at_desk, login):
    desk, speaker, notes = at_desk(login), Speaker(), Notes()
    desk.window.alarms.reach_by(speaker, notes)
    return desk, speaker, notes


def overdue(desk):
    """Of what is shown at the desk the order that is late."""
    lines = desk.window.alarms.hub.shown.lines
    return [each for each in lines if TITLE in each.title and "已逾期" in each.title]


@pytest.mark.timing
@pytest.mark.parametrize("hidden", [False, True])
def test_an_overdue_obligation_is_heard_within_two_seconds_on_another_page(
    at_desk, small_city, running, hidden
):
    incident = small_city.register()
    small_city.activate(incident)
    desk, speaker, notes = listening(at_desk, "maxiao")
    desk.window.show_page(WATCH)
    desk.settle()
    running()
    due = order(small_city, incident, 6)
    if hidden:
        desk.window.hide()
    before = len(speaker.asked)
    desk.until(lambda: bool(overdue(desk)))
    heard = small_city.db.clock()
    assert heard - due < timedelta(seconds=2)
    assert len(speaker.asked) > before
    if hidden:
        assert [title for title, _ in notes.shown] == [f"{TITLE}已逾期"]
        return
    assert desk.widget("alarm_bar").isVisible()
    assert desk.window.rail.findChild(object, f"rail_{DUTY}")._count > 0
    assert desk.window.windowTitle().startswith("(")


def test_acknowledging_at_the_desk_is_kept_and_ends_the_sound(
    at_desk, small_city, running, monkeypatch
):
    monkeypatch.setattr(bars, "UNREAD_S", 0.0)
    incident = small_city.register()
    small_city.activate(incident)
    order(small_city, incident, 1)
    desk, speaker, _ = listening(at_desk, "maxiao")
    running()
    desk.until(lambda: bool(overdue(desk)))
    while desk.window.alarms.hub.shown.waiting:
        at = desk.window.alarms.hub.shown.top
        desk.click("alarm_acknowledge")
        desk.until(
            lambda at=at: (
                desk.window.alarms.hub.shown.top != at or not desk.window.alarms.hub.shown.waiting
            )
        )
    desk.until(lambda: not speaker.sounding)
    board = small_city.ask(alarm_board, small_city.maxiao)
    assert all(line.acknowledged_by == "马骁" for line in board.lines)
    assert overdue(desk)  # taken on, not done
