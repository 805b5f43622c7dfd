"""A watch that fails is seen on the wall and at every duty desk, with what to do about it."""

from datetime import UTC, datetime, timedelta

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from commandcenter.domain.watch.watch_parts import PART_WORDS, LeftOut, Part
from commandcenter.program.windows import THE_WALL
from commandcenter.queries.watch.watch_state import WatchState
from commandcenter.ui import look, theme
from commandcenter.ui.desk import watch_bar
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.wall.wall_window import WallWindow
from commandcenter.ui.watch.watch_words import full_words
from tests.city import KEY
from tests.queries.watch.test_watch_state import founded, ran, watched

pytestmark = pytest.mark.lot(2)  # most of it on either database

DAY = timedelta(days=1)


@pytest.fixture
def bureau(city, monkeypatch):
    monkeypatch.setattr(watch_bar, "PATIENCE", timedelta())
    founded(city, city.db.clock() - 30 * DAY)
    return city


@pytest.fixture
def opened(qtbot, themed, tmp_path):
    """`opened(city, "liwei")` is a person's desk, `opened(city)` the wall."""
    shown = []

    def opened(city, login="", size=(1366, 768)):
        view = look.DESK if login else look.wall(size[0])
        theme.apply(themed, "light" if login else "dark", view)
        seat = open_seat(getattr(city, login) if login else THE_WALL, city.db)
        kept = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
        window = (
            DeskWindow(seat, key=KEY, settings=kept, engine="native")
            if login
            else WallWindow(seat, engine="native")
        )
        shown.append((seat, window))
        window.resize(*size)
        window.show()
        qtbot.waitUntil(window.settled, timeout=15_000)
        return window

    yield opened
    for seat, window in shown:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)
    theme.apply(themed, "light")


def look_again(qtbot, window, seen):
    """As after ten seconds."""
    presence = getattr(window, "presence", None) or window.footer.presence
    presence.beat()
    qtbot.waitUntil(seen, timeout=5_000)


def bar(window):
    shown = window.watch_bar
    return shown.words.text() if shown.isVisible() else ""


def test_the_wall_says_that_nobody_watches_since_when_and_what_to_do(bureau, opened, qtbot):
    watched(bureau, timedelta(minutes=3), holder="")
    ran(bureau, bureau.db.clock())
    wall = opened(bureau)
    qtbot.waitUntil(lambda: wall.footer.watch.text() != "", timeout=5_000)
    said = wall.footer.watch.text()
    assert said.startswith("自动监测从")
    assert said.endswith("起没有运行，请打开值班席位")
    shown = wall.footer.watch
    assert shown.isVisible()
    assert shown.width() >= shown.sizeHint().width()  # nothing is cut off
    watched(bureau)
    look_again(qtbot, wall, lambda: wall.footer.watch.text() == "")


def test_the_wall_says_that_a_night_was_not_done(bureau, opened, qtbot):
    watched(bureau)
    ran(bureau, bureau.db.clock() - 2 * DAY)
    wall = opened(bureau)
    qtbot.waitUntil(lambda: "夜间分析没有完成" in wall.footer.watch.text(), timeout=5_000)
    ran(bureau, bureau.db.clock())
    look_again(qtbot, wall, lambda: wall.footer.watch.text() == "")


def test_wall_and_desk_name_the_part_that_could_not_run(bureau, opened, qtbot):
    watched(bureau)
    ran(bureau, bureau.db.clock(), failed={Part.AREAS: "ValueError", Part.WORDS: "MemoryError"})
    wall, desk = opened(bureau), opened(bureau, "liwei")
    qtbot.waitUntil(lambda: bool(wall.footer.watch.text() and bar(desk)), timeout=5_000)
    assert wall.footer.watch.text().startswith("监测：相邻地区聚集等 2 项未能运行（")
    assert "相邻地区聚集（" in bar(desk)
    assert "程序出错 ValueError" in bar(desk)
    assert "多日聚集（" in bar(desk)
    assert "内存不足" in bar(desk)
    assert "其余各项照常，会自动再试" in bar(desk)
    ran(bureau, bureau.db.clock())
    look_again(qtbot, desk, lambda: bar(desk) == "")


@pytest.mark.parametrize("part", [Part.QUICK, Part.NIGHT, Part.WATCH])
def test_of_a_run_that_failed_as_a_whole_it_is_not_said_that_the_rest_goes_on(part):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    left = (LeftOut(Part.WORDS, "ValueError", at), LeftOut(part, "ValueError", at))
    [said] = full_words(state(left_out=left))
    assert PART_WORDS[part] in said
    assert said.endswith("已记入日志，会自动再试。")
    [said] = full_words(state(left_out=left[:1]))
    assert said.endswith("其余各项照常，会自动再试。")


def test_where_no_seat_ever_watched_none_is_named_to_begin_again():
    [said] = full_words(state(missed=datetime(2026, 2, 28, tzinfo=UTC)))
    assert said.endswith("没有完成，从未完成过。")


def state(**fields):
    quiet = {
        "idle": False, "idle_since": None, "seat": "", "missed": None, "done": None,
        "left_out": (), "embedded": True, "now": datetime(2026, 3, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return WatchState(**quiet | fields)


def test_a_duty_desk_says_on_every_page_what_is_wrong_and_what_to_do(bureau, opened, qtbot):
    watched(bureau, timedelta(hours=30))
    ran(bureau, bureau.db.clock() - 2 * DAY)
    desk = opened(bureau, "liwei")
    qtbot.waitUntil(lambda: bar(desk) != "", timeout=5_000)
    assert "起没有运行（最后在监测的是李蔚）" in bar(desk)
    assert "夜间全面分析没有完成" in bar(desk)
    todo = "请关闭桌面席后重新打开" if bureau.db.embedded else "commandcenter watchman"
    assert todo in bar(desk)
    for page in ("duty", "complaints", "incident"):
        desk.show_page(page)
        assert bar(desk) != ""
    shown = desk.watch_bar.words
    assert shown.height() >= shown.heightForWidth(shown.width())  # every line of it is seen


def test_a_desk_that_is_not_on_duty_is_told_on_the_page_of_the_watch(bureau, opened, qtbot):
    watched(bureau, timedelta(hours=30))
    ran(bureau, bureau.db.clock())
    desk = opened(bureau, "zhoulan")
    qtbot.waitUntil(lambda: desk.watch_bar.words.text() != "", timeout=5_000)
    desk.show_page("incident")
    assert bool(bar(desk)) is bureau.db.embedded  # who sits at a file of their own watches
    desk.show_page("watch")
    assert bar(desk) != ""


def test_a_desk_that_just_opened_gives_its_own_watch_a_minute(bureau, opened, qtbot, monkeypatch):
    monkeypatch.setattr(watch_bar, "PATIENCE", timedelta(minutes=1))
    watched(bureau, timedelta(hours=30), holder="")
    ran(bureau, bureau.db.clock() - 2 * DAY, failed={Part.DAILY: "ValueError"})
    desk = opened(bureau, "liwei")
    qtbot.waitUntil(lambda: bar(desk) != "", timeout=5_000)
    assert bar(desk).startswith("监测：当日偏多（")
    assert "没有运行" not in bar(desk)
    desk.watch_bar._begun += timedelta(days=1)  # by a clock that was put right since
    desk.watch_bar._show()
    assert "没有运行" in bar(desk)


def test_nothing_is_said_while_all_is_well(bureau, opened, qtbot):
    watched(bureau)
    ran(bureau, bureau.db.clock())
    wall, desk = opened(bureau), opened(bureau, "liwei")
    heard = []
    desk.presence.watched.connect(heard.append)
    wall.footer.presence.watched.connect(heard.append)
    for window in (wall, desk):
        look_again(qtbot, window, lambda: True)
    qtbot.waitUntil(lambda: len(heard) >= 2, timeout=5_000)
    assert (wall.footer.watch.text(), bar(desk)) == ("", "")
