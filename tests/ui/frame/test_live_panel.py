import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import journal
from commandcenter.store.database import Lost, TooLong
from commandcenter.store.trouble import TOO_LONG
from commandcenter.ui import live
from commandcenter.ui.command.next_steps_panel import NextStepsPanel
from commandcenter.ui.frame import live_panel
from commandcenter.ui.frame.live_panel import EVERY_KIND, GATHER_MS, REST, LivePanel
from commandcenter.ui.widgets.hatch import Hatch
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.lot(2)  # most of it on either database

ASKING_S = 0.03


class Counter(LivePanel[int]):
    """Shows the number of the newest journal line."""

    kinds = frozenset({"step"})

    def __init__(self, seat, parent=None, **how):
        super().__init__(seat, parent, **how)
        self.asked = 0
        self.ticks = []
        self.label = QLabel("-")
        self.body.addWidget(self.label)

    def query(self):
        self.asked += 1
        return journal.latest

    def show_answer(self, answer):
        self.label.setText(str(answer))

    def tick(self, now):
        self.ticks.append(now)


class Ticking(Counter):
    ticking = True


class Curious(Counter):
    kinds = EVERY_KIND


class Busy(Curious):
    """Asks something that takes long, and is not to be at it all the time."""

    rests = True
    deaf_to = frozenset({"log"})

    def query(self):
        self.asked += 1
        return lambda session: (time.sleep(ASKING_S), journal.latest(session))[1]


def shown(qtbot, panel):
    qtbot.addWidget(panel)
    panel.resize(360, 200)
    panel.show()
    qtbot.waitUntil(lambda: panel.as_of is not None)
    qtbot.waitUntil(lambda: panel.seat.feed.up)
    return panel


@pytest.fixture
def panel(qtbot, seat):
    return shown(qtbot, Counter(seat, title="处置任务"))


def change(db, actor, kind="step"):
    with db.write() as session:
        journal.record(session, actor, kind, 1, "completed")


def silence(feed):
    feed._beat -= live.STALE_AFTER_S + 0.1
    feed.judge()


def test_a_change_at_another_seat_is_shown(qtbot, db, actor, panel):
    change(db, actor)
    qtbot.waitUntil(lambda: panel.label.text() == "1")


def test_a_panel_that_rests_asks_rarely_and_misses_nothing(qtbot, db, actor, seat):
    panel = shown(qtbot, Busy(seat, title="待我处理"))
    change(db, actor)
    qtbot.waitUntil(lambda: panel.label.text() == "1")
    asked, began = panel.asked, time.monotonic()
    while time.monotonic() < began + 0.5:
        change(db, actor)
        qtbot.wait(40)
    rested = (time.monotonic() - began) / (REST * ASKING_S)
    assert panel.asked - asked <= 1 + rested
    with db.read() as session:
        newest = str(journal.latest(session))
    qtbot.waitUntil(lambda: panel.label.text() == newest)


def test_a_panel_is_deaf_to_what_never_concerns_it(qtbot, db, actor, seat):
    panel = shown(qtbot, Busy(seat, title="待我处理"))
    with qtbot.waitSignal(seat.feed.changed):
        change(db, actor, "log")
    assert not panel._outdated


def test_a_change_of_another_kind_asks_nothing(qtbot, db, actor, panel):
    with qtbot.waitSignal(panel.seat.feed.changed):
        change(db, actor, "stock")
    assert not panel._gather.isActive()
    assert panel.asked == 1


def test_a_panel_of_every_kind_hears_all(qtbot, db, actor, seat):
    panel = shown(qtbot, Curious(seat))
    change(db, actor, "stock")
    qtbot.waitUntil(lambda: panel.label.text() == "1")


def test_many_changes_at_once_are_one_question(qtbot, panel):
    with qtbot.waitSignal(panel.answered):
        for _ in range(20):
            panel._on_changed([journal.Change(1, "step", 1, "x", "", None)])
    assert panel.asked == 2


def test_a_panel_at_rest_asks_at_once_and_one_just_answered_gathers(qtbot, panel):
    qtbot.waitUntil(lambda: time.monotonic() > panel._free_s)
    with qtbot.waitSignal(panel.answered):
        panel._on_changed([journal.Change(1, "step", 1, "x", "", None)])
        assert panel._gather.interval() == 0
    panel._on_changed([journal.Change(2, "step", 1, "x", "", None)])
    assert panel._gather.interval() > 0


def test_who_asks_long_lets_the_others_ask_first(qtbot, seat):
    panel = shown(qtbot, Busy(seat, title="待我处理"))
    panel._free_s = 0.0
    panel._on_changed([journal.Change(1, "step", 1, "x", "", None)])
    assert panel._gather.interval() == GATHER_MS


def test_after_a_gap_every_panel_asks(qtbot, panel):
    with qtbot.waitSignal(panel.answered):
        panel._on_changed([live.ASK_AFRESH])
    assert panel.asked == 2


def test_a_hidden_panel_asks_only_when_shown_again(qtbot, db, actor, panel):
    panel.hide()
    with qtbot.waitSignal(panel.seat.feed.changed):
        change(db, actor)
    assert not panel._gather.isActive()
    assert panel.asked == 1
    panel.show()
    assert panel.asked == 2
    qtbot.waitUntil(lambda: panel.label.text() == "1")


def test_a_panel_never_shown_never_asks(qtbot, db, actor, seat):
    panel = Counter(seat)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(seat.feed.changed):
        change(db, actor)
    assert panel.asked == 0


def test_a_late_answer_to_an_earlier_question_is_not_shown(qtbot, panel, monkeypatch):
    go = threading.Event()
    monkeypatch.setattr(panel, "query", lambda: lambda _: (go.wait(PATIENCE_S), "old")[1])
    panel.refresh()
    monkeypatch.setattr(panel, "query", lambda: lambda _: "new")
    panel.refresh()
    qtbot.waitUntil(lambda: panel.label.text() == "new")
    go.set()
    qtbot.waitUntil(lambda: panel.seat.tasks.idle)
    assert panel.label.text() == "new"


def test_changes_that_never_pause_do_not_keep_the_screen_from_moving(qtbot, panel):
    answers = []
    panel.answered.connect(lambda: answers.append(1))
    busy = [journal.Change(1, "step", 1, "x", "", None)]
    while len(answers) < 3:
        panel._on_changed(busy)
        qtbot.wait(1)
    assert panel.asked <= 5


def test_silence_hatches_the_panel_and_leaves_it_its_own_time(qtbot, panel):
    assert not panel.findChild(Hatch, "hatch").isVisible()
    silence(panel.seat.feed)
    assert panel.marked_stale
    assert panel.findChild(Hatch, "hatch").isVisible()
    assert panel.card.note.text().startswith("数据截至")
    assert "未更新" not in panel.card.note.text()  # that is said once, by the window
    panel.set_note("12315 导至 10:30")
    assert panel.card.note.text() == "12315 导至 10:30"
    assert panel.card.note.property("ink") == "warn"


def test_the_mark_goes_only_when_a_fresh_answer_has_come(qtbot, panel):
    panel.set_note("12315 导至 10:30")
    silence(panel.seat.feed)
    go = threading.Event()
    panel.query = lambda: lambda _: (go.wait(PATIENCE_S), "fresh")[1]
    panel.seat.feed._note_beat()
    panel.seat.feed.judge()
    assert panel.marked_stale  # heard again, but what is shown is still the old state
    go.set()
    qtbot.waitUntil(lambda: panel.label.text() == "fresh")
    assert not panel.marked_stale
    assert not panel.findChild(Hatch, "hatch").isVisible()
    assert panel.card.note.text() == "12315 导至 10:30"


def test_a_panel_shown_during_silence_is_hatched_too(qtbot, seat):
    silence(seat.feed)
    panel = Counter(seat)
    qtbot.addWidget(panel)
    seat.feed.stale.disconnect(panel._on_stale)
    seat.feed._is_stale = True
    panel.show()
    assert panel.marked_stale


def test_after_a_lost_link_the_whole_state_is_read_again(qtbot, panel):
    panel.seat.feed._on_link(False)
    with qtbot.waitSignal(panel.answered):
        panel.seat.feed._on_link(True)
    assert panel.asked == 2


def test_the_first_link_asks_nothing_twice(qtbot, panel):
    assert panel.asked == 1


def test_a_lost_database_is_asked_again_until_it_answers(qtbot, panel):
    left = [2]

    def query(session):
        left[0] -= 1
        if left[0]:
            raise Lost("gone")
        return 42

    panel.query = lambda: query
    panel.refresh()
    qtbot.waitUntil(lambda: panel.label.text() == "42", timeout=5000)


def test_a_refused_question_is_answered_in_words(qtbot, panel):
    def query(session):
        raise RuleBroken("您没有查看投诉人的权限。")

    panel.query = lambda: query
    panel.refresh()
    trouble = panel.findChild(QLabel, "trouble")
    qtbot.waitUntil(trouble.isVisible)
    assert trouble.text() == "您没有查看投诉人的权限。"
    panel.query = lambda: journal.latest
    panel.refresh()
    qtbot.waitUntil(lambda: not trouble.isVisible())


def test_a_bug_in_one_panel_is_said_in_that_panel(qtbot, panel):
    def query(session):
        raise ZeroDivisionError

    panel.query = lambda: query
    with qtbot.captureExceptions():
        panel.refresh()
        qtbot.waitUntil(lambda: panel.seat.tasks.idle)
    assert panel.findChild(QLabel, "trouble").text() == "这里出了错，已经记录下来。"


def test_seconds_are_counted_only_while_they_are_seen(qtbot, seat):
    panel = shown(qtbot, Ticking(seat))
    qtbot.waitUntil(lambda: len(panel.ticks) >= 2, timeout=3000)
    panel.hide()
    assert not seat.ticker.running


class Titled(Counter):
    def heading(self):
        return self.tr("指挥体系")


def test_a_panel_names_itself_by_its_heading(qtbot, seat):
    panel = Titled(seat)
    qtbot.addWidget(panel)
    assert panel.card.title.text() == "指挥体系"
    assert panel.accessibleName() == "指挥体系"


def test_a_panel_without_heading_is_hatched_too(qtbot, seat):
    panel = shown(qtbot, Counter(seat))
    assert panel.card is None
    silence(seat.feed)
    assert panel.findChild(Hatch, "hatch").isVisible()
    assert not seat.ticker.running  # nothing counts seconds in it


def test_a_panel_that_counts_nothing_keeps_no_timer_running(qtbot, panel):
    assert not panel.seat.ticker.running


class OfTheClock(Counter):
    again_s = 60


def test_what_the_clock_alone_changes_is_asked_anew(qtbot, seat):
    panel = shown(qtbot, OfTheClock(seat, title="当班"))
    assert panel.asked == 1
    panel._asked_s -= OfTheClock.again_s
    qtbot.waitUntil(lambda: panel.asked == 2)


def test_a_panel_that_hears_of_changes_asks_nothing_by_the_clock(qtbot, panel):
    panel._asked_s -= 3_600
    panel._on_second(panel.as_of + timedelta(days=1))
    assert not panel._outdated


class Row:
    """Of 下一步."""

    def __init__(self, due_at):
        self.step = SimpleNamespace(due_at=due_at)

    def tick(self, now):
        """Rewrites its time."""


@pytest.mark.parametrize(("minutes", "asks"), [(-1, False), (1, True), (5, False)])
def test_next_steps_ask_again_when_a_limit_has_passed(seat, minutes, asks):
    panel = NextStepsPanel(seat)
    panel.as_of, panel._outdated = seat.clock(), False
    panel._rows = [Row(panel.as_of + timedelta(minutes=minutes)), Row(None)]
    panel.tick(panel.as_of + timedelta(minutes=2))
    assert panel._outdated is asks
    panel.deleteLater()


class Heavy(Counter):
    """Its first questions are given up by the server."""

    def query(self):
        self.asked += 1
        answered = self.asked > 3

        def ask(session):
            if answered:
                return journal.latest(session)
            raise TooLong(TOO_LONG)

        return ask


def test_a_panel_whose_question_was_given_up_asks_again_by_itself(qtbot, seat, monkeypatch):
    monkeypatch.setattr(live_panel, "TOO_LONG_S", 1)
    panel = Heavy(seat, title="投诉")
    qtbot.addWidget(panel)
    panel.show()
    trouble = panel.findChild(QLabel, "trouble")
    said = []
    for asked in (1, 2, 3):
        qtbot.waitUntil(lambda asked=asked: panel.asked == asked and not panel._is_asking)
        said.append(trouble.text())
        panel._gather.start(0)  # its time has come
    qtbot.waitUntil(lambda: panel.as_of is not None)
    assert said == [f"{TOO_LONG}本栏 {n} 秒后自动再查。" for n in (1, 2, 4)]
    assert trouble.isHidden()
    assert panel.label.text() == "0"
