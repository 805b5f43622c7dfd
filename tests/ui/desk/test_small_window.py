"""Every page in every size of window: nothing over another, cut without a sign, or out of reach."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from commandcenter.ui.desk import page_keys
from commandcenter.ui.desk.folding import SMALLEST
from commandcenter.ui.desk.rail import RailButton
from commandcenter.ui.widgets.buttons import Segments
from tests.stories.conftest import demo_folder, sit, tell, windows  # noqa: F401  fixtures
from tests.ui.crowding import cut, outside, overlapping

SIZES = (SMALLEST, (1366, 768), (1600, 1000), (2560, 1440))
LOGINS = ("chenyu", "zhoulan", "liwei", "zhengqi", "liangbo", "maxiao")
MOMENT = "D0 10:46"
AFTER_MS = 100
FONTS = ("WenQuanYi Micro Hei", "WenQuanYi Zen Hei")


def tabs_of(page):
    """What turns the tabs of a page, if it has any: each a call."""
    bars = [bar for bar in page.findChildren(Segments) if bar.isVisible()]
    books = [book for book in page.findChildren(QTabWidget) if book.isVisible()]
    if books:
        book = books[0]
        shown = [n for n in range(book.count()) if book.isTabVisible(n)]
        return [SimpleNamespace(name=book.tabText(n), turn=lambda n=n: book.setCurrentIndex(n))
                for n in shown]  # fmt: skip
    if bars:
        buttons = [b for b in bars[0]._group.buttons() if b.isVisible()]
        return [SimpleNamespace(name=b.text(), turn=b.click) for b in buttons]
    return []


def every_tab(desk):
    """Turn to each page, each view of the incident and each first tab; the name of what is seen."""
    window = desk.window
    for key in window.pages.keys:
        window.show_page(key)
        desk.settle()
        page = window.pages.page(key)
        if key == page_keys.INCIDENT:
            for view in page.views.keys:
                if page.views.offers(view):
                    page.show_view(view)
                    desk.settle()
                    yield f"{key}/{view}"
            continue
        for tab in tabs_of(page):
            tab.turn()
            desk.settle()
            yield f"{key}/{tab.name}"
        yield key


@pytest.mark.lot(48)
@pytest.mark.parametrize("font", FONTS, indirect=True)
@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_crowded(tell, sit, size, login, font):  # noqa: F811
    desk = sit(tell(MOMENT), login)
    desk.window.resize(*size)
    desk.settle()
    found = {}
    for name in every_tab(desk):
        desk.qtbot.wait(AFTER_MS)  # what was answered just now is laid out in the loop's next turns
        for fault in (*overlapping(desk.window), *cut(desk.window), *outside(desk.window)):
            found.setdefault(fault, name)
    assert found == {}


def test_the_frame_is_whole_in_the_smallest_window(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    window = desk.window
    assert (window.width(), window.height()) == SMALLEST
    assert outside(window) == []
    entries = [b for b in window.rail.findChildren(RailButton) if b.isVisible()]
    assert len(entries) == len(window.pages.keys)
    assert all(b.toolTip() and b.accessibleName() for b in entries)
    assert desk.sees("search")
    assert desk.sees("seat_menu")
    desk.click("search")
    desk.until_sees("palette")


def test_what_has_no_room_beside_stands_below_and_is_scrolled_to(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    page = desk.window.pages.incident
    assert page.overview.next.y() > page.overview.standing.y()
    bar = desk.window.room.verticalScrollBar()
    assert bar.maximum() > 0
    desk.window.resize(1600, 1000)
    desk.settle()
    assert page.overview.next.y() == page.overview.standing.y()
    assert bar.maximum() == 0


def test_what_is_to_do_lies_over_the_four_panels_when_it_is_wanted(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    desk = at_desk("chenyu", size=SMALLEST)
    desk.window.show_panels()
    desk.settle()
    page = desk.window.pages.incident
    assert not page.side.isVisible()
    desk.click("side_drawer")
    assert page.side.isVisible()
    assert page.side.geometry().right() == page.width() - 1
    desk.window.resize(1600, 1000)
    desk.settle()
    assert page.side.isVisible()
    assert not desk.sees("side_drawer")


def test_alt_and_zero_chooses_the_tenth_page(at_desk, small_city):
    desk = at_desk("chenyu")
    keys = desk.window.pages.keys
    assert len(keys) >= 10
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.window.pages.key == keys[9])
