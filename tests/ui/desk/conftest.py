"""A real desk over a real database, for one person at a time."""

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from commandcenter.domain.level import Level
from commandcenter.services.incident import incidents
from commandcenter.store.database import open_database
from commandcenter.ui import theme
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.desk.page import panels_of
from commandcenter.ui.desk.page_keys import entries
from commandcenter.ui.frame.seat import open_seat
from tests.city import KEY, City
from tests.conftest import give_plan


class SmallCity(City):
    def suggest(self, incident, level=Level.III):
        self.do(incidents.suggest_grade, "zhoulan", incident, level, "50 人以上", {})

    def do_grade(self, incident, level=Level.III):
        self.do(incidents.decide_grade, "chenyu", incident, level, "同意会商意见")


@pytest.fixture
def small_city(request, sqlite_url):
    """A bureau on SQLite alone: the screens are the same on both databases."""
    db = open_database(sqlite_url)
    give_plan(request, db)
    yield SmallCity(db)
    db.close()


@pytest.fixture
def only_plain_labels():
    """Fail for any label of any page that would show markup."""

    def check(window):
        for entry in entries():
            window.pages.page(entry.key)
        for label in window.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()

    return check


class Desk:
    """What a person at the window can see and do, by the names of things."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    def widget(self, name):
        found = next(self._visible(name), None)
        if found is None:  # a layout shows what it was given just now in the loop's next turn
            QApplication.sendPostedEvents()
            found = next(self._visible(name), None)
        assert found is not None, f"nothing visible is called {name}"
        return found

    def sees(self, name):
        return next(self._visible(name), None) is not None

    def _visible(self, name):
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                if window.objectName() == name:
                    yield window
                yield from (w for w in window.findChildren(QWidget, name) if w.isVisible())

    def click(self, name):
        self.qtbot.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)

    def click_in(self, outer, name):
        """Where a dialog stands over another one."""
        inside = self.widget(outer).findChildren(QWidget, name)
        self.qtbot.mouseClick(inside[0], Qt.MouseButton.LeftButton)

    def type(self, name, words):
        """As an input method does: QTest has keys for Latin letters only."""
        widget = self.widget(name)
        widget.setFocus()
        widget.insert(words)

    def fill(self, name, words):
        widget = self.widget(name)
        write = getattr(widget, "setPlainText", None) or widget.setText
        write(words)

    def until(self, condition):
        self.qtbot.waitUntil(condition, timeout=5000)

    def until_sees(self, name):
        self.until(lambda: self.sees(name))

    def until_gone(self, name):
        self.until(lambda: not self.sees(name))

    def settle(self):
        self.until(self.window.settled)

    def settle_if_live(self):
        """A page that only says what it will be has no panel to wait for."""
        if any(True for _ in panels_of(self.window.pages.currentWidget())):
            self.settle()

    def dialog(self):
        return next(d for d in self.window.findChildren(QDialog) if d.isVisible())


@pytest.fixture
def at_desk(qtbot, themed, small_city, tmp_path):
    """`at_desk("chenyu")` opens the window for a person and waits until it is drawn."""
    if theme.current().name != "light" or themed.styleSheet() != theme.style_sheet():
        theme.apply(themed, "light")
    opened = []

    def at_desk(login, *, size=(1600, 1000), settings=None, outgoing=None, **more):
        seat = open_seat(getattr(small_city, login), small_city.db, after=0, outgoing=outgoing)
        kept = settings or QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(seat, key=KEY, settings=kept, engine="native", **more)
        opened.append((seat, window))
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        desk = Desk(qtbot, window)
        desk.settle()
        return desk

    yield at_desk
    for seat, window in opened:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)
