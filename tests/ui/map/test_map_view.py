"""The map is never empty: the painted one serves where the web map cannot."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import shiboken6

from commandcenter.ui.map import map_view as module
from commandcenter.ui.map import scheme
from commandcenter.ui.map.map_view import MapView
from commandcenter.ui.map.scene import credit
from commandcenter.ui.map.start_mark import StartMark

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


@pytest.fixture
def view(qtbot, tmp_path, city, colors, picture):
    """Make a shown view with scenario A; it is destroyed after the test."""
    made = []

    def make(engine="auto"):
        view = MapView(engine, marks=tmp_path)
        made.append(view)
        view.notices = []
        view.notice.connect(view.notices.append)
        view.resize(620, 460)
        view.set_colors(colors)
        view.set_boundaries(city)
        view.set_picture(picture)
        view.show()
        return view

    yield make
    for view in made:
        shiboken6.delete(view)


def in_front(qtbot, view, engine):
    qtbot.waitUntil(lambda: view.engine == engine, timeout=20_000)


def test_the_painted_map_is_there_at_once_and_the_web_map_takes_over(qtbot, view):
    shown = view()
    with qtbot.waitSignal(shown.ready, timeout=5000):
        pass
    assert shown.engine == "native"
    in_front(qtbot, shown, "web")
    assert shown.notices == []


def test_only_the_painted_map_is_made_when_the_setting_says_so(qtbot, view):
    shown = view("native")
    with qtbot.waitSignal(shown.ready, timeout=5000):
        pass
    assert shown._web is None
    assert not shown._start.isActive()


def test_both_engines_name_the_same_county(qtbot, view, towns):
    shown = view("native")
    clicks = []
    shown.clicked.connect(lambda *args: clicks.append(args))
    with qtbot.waitSignal(shown.ready, timeout=5000):
        pass
    shown._native.clicked.emit("district", "990121")
    assert clicks == [("district", "990121")]


def test_a_killed_web_map_comes_back_and_the_painted_one_serves_meanwhile(
    qtbot, view, kill_renderer
):
    shown = view()
    in_front(qtbot, shown, "web")
    kill_renderer(shown._web.page)
    in_front(qtbot, shown, "native")
    assert shown.notices == ["地图正在恢复，暂用内置地图。"]
    in_front(qtbot, shown, "web")


def test_a_web_map_that_keeps_dying_is_given_up(qtbot, view, monkeypatch, kill_renderer):
    monkeypatch.setattr(module, "BACK_OFF_MS", (10, 10))
    shown = view()
    for _ in range(3):
        in_front(qtbot, shown, "web")
        kill_renderer(shown._web.page)
        in_front(qtbot, shown, "native")
    assert shown._web is None
    assert shown.notices[-1] == "网页地图多次中断，已改用内置地图。"


def test_a_page_that_does_not_answer_is_treated_like_a_dead_one(qtbot, view, monkeypatch):
    monkeypatch.setattr(module, "BACK_OFF_MS", ())
    monkeypatch.setattr(module, "PATIENCE_MS", 1)
    shown = view()
    qtbot.waitUntil(lambda: bool(shown.notices), timeout=20_000)
    assert shown.notices == ["网页地图多次中断，已改用内置地图。"]
    assert shown.engine == "native"


def test_without_the_web_engine_the_painted_map_serves_and_says_so(qtbot, view, monkeypatch):
    # As on a machine where its libraries are missing: the import fails.
    monkeypatch.setitem(sys.modules, "PySide6.QtWebEngineCore", None)
    shown = view()
    qtbot.waitUntil(lambda: bool(shown.notices), timeout=5000)
    assert shown.notices == ["本机缺少网页地图组件，已改用内置地图。"]
    assert shown.engine == "native"
    assert not scheme.register()


def test_as_root_with_the_sandbox_on_the_web_engine_is_not_even_tried(qtbot, view, monkeypatch):
    monkeypatch.delenv(scheme.NO_SANDBOX, raising=False)
    monkeypatch.setattr(scheme, "is_root", lambda: True)
    shown = view()
    qtbot.waitUntil(lambda: bool(shown.notices), timeout=5000)
    assert shown._web is None


def test_after_a_start_that_died_the_painted_map_serves_and_says_so(qtbot, view, tmp_path):
    die_while_starting(tmp_path)
    shown = view()
    qtbot.waitUntil(lambda: bool(shown.notices), timeout=5000)
    assert shown.notices == ["上次启动网页地图时程序中断，本次改用内置地图。"]
    assert shown._web is None


def test_a_person_can_ask_for_the_web_map_again(qtbot, view, tmp_path):
    die_while_starting(tmp_path)
    StartMark(tmp_path).begin(datetime.now(UTC))
    shown = view("web")
    in_front(qtbot, shown, "web")
    assert shown.notices == []


def die_while_starting(folder):
    """Hold the mark in a process that ends like one whose engine ended it."""
    script = (
        "import sys, os, signal; from datetime import datetime, UTC; from pathlib import Path;"
        "from commandcenter.ui.map.start_mark import StartMark;"
        "m = StartMark(Path(sys.argv[1])); assert m.begin(datetime.now(UTC));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (folder / "map-engine-starting").exists()


def test_a_start_that_reached_its_page_leaves_no_mark(qtbot, view, tmp_path):
    shown = view()
    in_front(qtbot, shown, "web")
    assert list(tmp_path.iterdir()) == []


def test_a_died_start_is_forgotten_after_a_day(tmp_path):
    die_while_starting(tmp_path)
    assert not StartMark(tmp_path).begin(NOW)
    assert not StartMark(tmp_path).begin(NOW + timedelta(hours=23))
    assert StartMark(tmp_path).begin(NOW + timedelta(hours=25))


def test_two_programs_may_start_at_the_same_time(tmp_path):
    first, second = StartMark(tmp_path), StartMark(tmp_path)
    assert first.begin(NOW)
    assert second.begin(NOW)
    first.reached()
    assert StartMark(tmp_path).begin(NOW)


def test_the_map_can_be_heard(view):
    shown = view("native")
    assert shown.accessibleName() == "事件地图"
    assert "城东区 92 件" in shown.accessibleDescription()
    assert "南浦县 超时未报 1 小时 2 分" in shown.accessibleDescription()


def test_the_environment_is_cleaned_of_what_opens_the_engine_to_others(monkeypatch):
    monkeypatch.setattr(scheme, "is_root", lambda: False)
    found = {scheme.NO_SANDBOX: "1", scheme.FLAGS: "--x", scheme.DEBUGGING: "9222", "HOME": "/"}
    scheme.guard_environment(False, found, driver=True)
    assert found == {"HOME": "/"}


def test_only_root_is_given_an_engine_without_sandbox(monkeypatch):
    found: dict[str, str] = {}
    monkeypatch.setattr(scheme, "is_root", lambda: True)
    scheme.guard_environment(True, found, driver=True)
    assert found == {scheme.NO_SANDBOX: "1"}


def test_without_a_driver_the_engine_is_told_to_draw_by_the_processor():
    found = {scheme.FLAGS: "--remote-debugging-port=1"}
    scheme.guard_environment(False, found, driver=False)
    assert found == {scheme.FLAGS: "--disable-gpu"}
    assert scheme.draws_in_software(found)
    scheme.guard_environment(False, found, driver=False, quiet=True)
    assert found == {scheme.FLAGS: "--disable-gpu --log-level=3"}
    scheme.guard_environment(False, found, driver=True)
    assert not scheme.draws_in_software(found)


@pytest.mark.parametrize("engine", ["native", "web"])
def test_the_maps_own_lines_say_what_draws(view, monkeypatch, engine):
    monkeypatch.setattr(scheme, "draws_in_software", lambda: True)
    words = view(engine)._words()
    assert (words.by_engine, words.by_hand) == ("软件绘制", "内置地图")
    assert credit("某测绘院", words.by_hand) == "内置地图\n某测绘院"
    assert credit("", words.by_engine) == words.by_engine
