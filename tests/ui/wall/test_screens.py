"""Several wall screens: each has its page, kept for each set of screens."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QProcess, QRect, QSettings
from PySide6.QtWidgets import QLabel

from commandcenter.domain.errors import AskedWrongly
from commandcenter.program.call import pages_of
from commandcenter.queries.incident.live import WallIncidents
from commandcenter.settings import WALL_PAGES
from commandcenter.ui import screens
from commandcenter.ui.desk.docks import MAP, DockArea
from commandcenter.ui.wall.pages import WallPage, picked
from commandcenter.ui.wall.screens import Arrangement, WallScreens
from commandcenter.ui.widgets.figure import Figure
from tests.ui.wall.several import poisoning

STAYS = [sys.executable, "-c", "import time; time.sleep(600)"]
CLOSED = [sys.executable, "-c", "pass"]
CRASHES = [sys.executable, "-c", "raise SystemExit(3)"]


def test_the_command_line_and_the_settings_know_the_pages_of_the_wall():
    assert tuple(page.value for page in WallPage) == WALL_PAGES
    assert pages_of("main, map,-") == ["main", "map", ""]
    assert pages_of("") == []
    with pytest.raises(AskedWrongly, match="大屏没有“clock”这一页"):
        pages_of("main,clock")


def test_a_page_picks_its_incidents():
    wanted = WallIncidents(1, (2, 3), food=False, foods=(2,))
    assert picked(wanted, WallPage.WHOLE) == wanted
    assert picked(wanted, WallPage.MAIN) == WallIncidents(1)
    assert picked(wanted, WallPage.SECOND) == WallIncidents(2, food=True)
    assert picked(WallIncidents(1), WallPage.SECOND) == WallIncidents(None)
    assert picked(wanted, WallPage.WATCH) == WallIncidents(None)


@pytest.mark.parametrize("page", [each for each in WallPage if each is not WallPage.WHOLE])
def test_each_page_has_all_of_a_screen_and_cuts_nothing(windows, tell, page):
    story = tell("D0 10:46")
    school = poisoning(story)
    wall = windows.wall(story.db, page=page)
    body = wall.content
    assert body.others == ()
    shown = {WallPage.SECOND: school, WallPage.WATCH: None}.get(page, 1)
    assert body.incident_id == shown
    for panel in body.panels():
        assert wall.rect().contains(panel.mapTo(wall, panel.rect().bottomRight())), panel
    for tile in body.numbers.findChildren(Figure):
        if tile.isVisible():
            assert tile._value.height() <= tile.height()
            assert not tile._name.is_cut()
    if page is WallPage.MAP:
        assert body.map.map.height() > wall.height() / 2
    if page is WallPage.TASKS:
        assert body.command.isVisible()
        assert not body.numbers.isVisible()


@pytest.fixture
def plugged(monkeypatch):
    """The screens that are there, by name: `plugged("A", "B")`."""
    there = {}

    def plug(*names):
        there.clear()
        there.update({name: SimpleNamespace(name=name) for name in names})

    monkeypatch.setattr(screens, "by_name", lambda: dict(there))
    monkeypatch.setattr(screens, "present_set", lambda: "+".join(sorted(there)))
    monkeypatch.setattr(WallScreens, "numbers", lambda self: {n: i for i, n in enumerate(there, 1)})
    plug("A", "B")
    return plug


@pytest.fixture
def kept(tmp_path):
    return QSettings(str(tmp_path / "wall.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def keeper(themed, kept, plugged):
    made = []

    def keeper(command, *usual):
        made.append(WallScreens(Arrangement(usual, kept), command))
        return made[-1]

    yield keeper
    for each in made:
        each.stop()
        each.deleteLater()


def test_what_was_arranged_is_kept_for_each_set_of_screens(kept, plugged):
    arrangement = Arrangement((), kept)
    assert not arrangement.known()
    arrangement.keep(["main", "map"])
    plugged("A", "B", "C")
    assert arrangement.pages() == {}
    arrangement.keep(["", "map", "tasks"])
    assert Arrangement((), kept).pages() == {"B": WallPage.MAP, "C": WallPage.TASKS}
    plugged("A", "B")
    assert Arrangement((), kept).pages() == {"A": WallPage.MAIN, "B": WallPage.MAP}
    assert arrangement.known()


def test_a_setting_says_the_pages_of_screens_that_were_never_arranged(kept, plugged):
    arrangement = Arrangement(["main", "map", "tasks"], kept)
    assert arrangement.pages() == {"A": WallPage.MAIN, "B": WallPage.MAP}
    assert arrangement.known()


def test_a_screen_that_goes_and_comes_back_has_its_page_again(keeper, plugged):
    asked = []

    def command(number, page):
        asked.append((number, page))
        return STAYS

    walls = keeper(command, "main", "map")
    walls.arrange()
    assert asked == [(1, WallPage.MAIN), (2, WallPage.MAP)]
    first = walls.walls["A"]
    plugged("A")
    walls.arrange()
    assert list(walls.walls) == ["A"]
    assert walls.walls["A"] is first  # it goes on without a break
    plugged("A", "B")
    walls.arrange()
    assert list(walls.walls) == ["A", "B"]
    assert walls.walls["A"] is first
    assert asked[-1] == (2, WallPage.MAP)


def test_one_that_is_closed_stays_so_and_the_last_ends_it_all(qtbot, keeper):
    walls = keeper(lambda number, page: CLOSED, "main", "map")
    with qtbot.waitSignal(walls.ended):
        walls.arrange()
    walls.arrange()
    assert walls.walls == {}


def test_one_that_crashes_comes_back(qtbot, keeper, monkeypatch):
    monkeypatch.setattr("commandcenter.ui.wall.screens.AGAIN_MS", 10)
    begun = []

    def command(number, page):
        begun.append(number)
        return CRASHES if len(begun) == 1 else STAYS

    walls = keeper(command, "main")
    walls.arrange()
    qtbot.waitUntil(lambda: len(begun) == 2)
    assert walls.walls["A"].state() is not QProcess.ProcessState.NotRunning


THREE = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from commandcenter.ui import screens
from commandcenter.ui.wall.reading import of_screen
from commandcenter.ui.wall.screens import Arrangement, OnItsScreen
kept = QSettings(sys.argv[1], QSettings.Format.IniFormat)
names = screens.by_name()
print(list(names))
Arrangement((), kept).keep(["main", "", "map"])
print(Arrangement((), kept).pages())
wall = QWidget()
OnItsScreen(wall, names["C"])
print(wall.geometry().getRect(), of_screen(names["C"]).wide)
"""


def test_screens_are_counted_from_the_left_and_a_wall_fills_its_own(tmp_path):
    found = [("B", 1920, 1920, 1080, 1), ("A", 0, 1920, 1080, 1), ("C", 3840, 3840, 2160, 2)]
    config = {"screens": [
        {"name": name, "x": x, "y": 0, "width": wide, "height": high, "logicalDpi": 96,
         "logicalBaseDpi": 96, "dpr": dpr} for name, x, wide, high, dpr in found
    ]}  # fmt: skip
    file = tmp_path / "screens.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", THREE, str(tmp_path / "kept.ini")],
        env=_env(QT_QPA_PLATFORM=f"offscreen:configfile={file}"),
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert said[0] == "['A', 'B', 'C']"
    assert said[1] == "{'A': <WallPage.MAIN: 'main'>, 'C': <WallPage.MAP: 'map'>}"
    assert said[2].startswith("(3840, 0, 3840, 2160) 3840")


def _env(**more):
    return {**os.environ, **more}


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_panel_goes_back_to_its_screen_when_that_is_back(qtbot, monkeypatch, themed):
    here = ["two"]
    monkeypatch.setattr(screens, "present_set", lambda: here[0])
    docks = DockArea({key: (key, QLabel(key)) for key in ("map", "steps", "timeline", "command")})
    qtbot.addWidget(docks)
    docks.show()
    dock = docks.docks[MAP]
    dock.setFloating(True)
    dock.setGeometry(QRect(100, 120, 400, 300))
    qtbot.waitUntil(lambda: docks._places["two"].get(MAP) == QRect(100, 120, 400, 300))
    here[0] = "one"
    dock.setGeometry(QRect(10, 10, 200, 150))  # as the system does when its screen goes
    qtbot.waitUntil(lambda: docks._places.get("one", {}).get(MAP) == QRect(10, 10, 200, 150))
    here[0] = "two"
    docks._on_screens()
    assert dock.geometry() == QRect(100, 120, 400, 300)
    here[0] = "three"
    dock.setGeometry(QRect(90_000, 0, 300, 200))
    docks._on_screens()
    assert docks.screen().geometry().contains(dock.geometry().center())
    docks.stand()


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_the_desk_keeps_where_its_panels_stand_for_each_set_of_screens(qtbot, monkeypatch, kept,
                                                                       themed):  # fmt: skip
    here = ["two"]
    monkeypatch.setattr(screens, "present_set", lambda: here[0])

    def area():
        docks = DockArea({key: (key, QLabel(key)) for key in ("map", "steps", "timeline",
                                                             "command")})  # fmt: skip
        qtbot.addWidget(docks)
        docks.show()
        return docks

    first = area()
    first.docks[MAP].setFloating(True)
    first.remember(kept)
    here[0] = "one"
    first.docks[MAP].setFloating(False)
    first.remember(kept)
    for there, out in (("two", ["dock_map"]), ("one", []), ("never", [])):
        here[0] = there
        again = area()
        again.recall(kept)
        assert [dock.objectName() for dock in again.floating()] == out
        again.stand()
