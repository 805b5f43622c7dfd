"""The desk by keyboard alone: where Tab leads, and what may be pressed without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from commandcenter.ui import theme
from tests.ui.hands import SEEN, faint, of_edge, unmarked, unnamed

FIRST = 10  # stops within which what a person decides is reached


def stops(desk, count):
    """Names of what has the focus after each press of Tab in a window that was just opened."""
    found = []
    for _ in range(count):
        desk.qtbot.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget().objectName())
    return found


@pytest.fixture
def proposed(small_city):
    """An incident whose level is proposed and waits for the commander."""
    incident = small_city.register()
    small_city.suggest(incident)
    return incident


@pytest.mark.parametrize(
    ("login", "act"),
    [("chenyu", "act_decide"), ("liwei", "first_act"), ("zhoulan", "act_open")],
)
def test_what_waits_is_among_the_first_ten_stops_of_tab(at_desk, proposed, login, act):
    desk = at_desk(login)
    assert act in stops(desk, FIRST)


def test_tab_comes_round_to_where_it_began(at_desk, proposed):
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    first, *others = stops(desk, 70)
    round_ = others[: others.index(first)]
    assert round_.count("search") == 1
    names = [name for name in round_ if name.startswith(("rail_", "view_tab"))]
    assert names == ["rail_incident"]  # of those of which one is chosen, it alone


def test_f6_goes_to_the_rail_and_back_to_the_page(at_desk, proposed):
    desk = at_desk("chenyu")
    stops(desk, 3)
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget().objectName() == "rail_incident"
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert desk.window.pages.isAncestorOf(QApplication.focusWidget())


def test_another_page_is_begun_at_its_beginning(at_desk, proposed):
    desk = at_desk("chenyu")
    stops(desk, 3)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    stops(desk, 1)
    assert desk.window.pages.currentWidget().isAncestorOf(QApplication.focusWidget())


def test_tab_goes_through_the_sheet_before_what_lies_below(at_desk, proposed):
    desk = at_desk("chenyu")
    desk.window.rows.clause("4.2(3)")
    desk.until_sees("sheet")
    stops(desk, 1)
    assert desk.window.sheet.isAncestorOf(QApplication.focusWidget())


PAGES = ("incident", "watch", "risk", "complaints", "duty", "support", "plan")
SOME = ("incident", "risk", "support", "plan")


@pytest.fixture
def at_proposed(at_desk, proposed):
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    return desk


def turned(desk, pages=PAGES):
    for key in pages:
        desk.window.show_page(key)
        desk.settle()
        yield desk.window.pages.currentWidget()


def test_all_that_takes_the_focus_has_a_name_and_shows_that_it_has_it(at_proposed):
    desk, silent, hidden, done = at_proposed, set(), [], set()
    hidden += unmarked(desk.window.inside, desk.window.inside, done)
    for page in turned(desk):
        silent.update(unnamed(desk.window))
        hidden += unmarked(page, desk.window.inside, done)
    assert silent == set()
    assert hidden == []


@pytest.mark.lot(2)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_and_fields_stand_out_from_what_is_painted_behind_them(
    at_desk, proposed, themed, name
):
    desk, found = at_desk("chenyu"), {}
    if name != theme.current().name:
        desk.window.menu_of_seat.change_theme()
    assert theme.current().name == name
    for _ in turned(desk, SOME):
        found |= faint(desk.window)
    desk.window.show_page("complaints")
    desk.settle()
    edge = of_edge(desk.widget("complaint_search"))
    theme.apply(themed, "light")
    assert found == {}
    assert edge >= SEEN


def test_who_comes_back_to_find_it_gone_begins_with_the_page(at_desk, proposed):
    """Not on the rail, which was made first; and on nothing that takes back what was signed."""
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    while "act_decide" not in stops(desk, 1):
        pass
    pressed = desk.widget("act_decide")
    desk.qtbot.keyClick(pressed, Qt.Key.Key_Return)
    desk.until_sees("decide_form")
    desk.until(lambda: QApplication.activeWindow() is desk.widget("decide_form"))
    pressed.hide()
    desk.dialog().reject()
    desk.until_gone("decide_form")
    desk.window.activateWindow()
    desk.until(lambda: QApplication.activeWindow() is desk.window)
    assert QApplication.focusWidget() is desk.window.inside
    assert stops(desk, 1) == ["view_tab_mine"]


def test_what_goes_while_it_has_the_focus_leaves_it_beside_it(at_desk, proposed):
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    while "act_decide" not in stops(desk, 1):
        pass
    desk.widget("act_decide").hide()
    assert QApplication.focusWidget().objectName() == "act_return"


def test_f7_goes_to_the_log_from_any_page(at_desk, proposed):
    desk = at_desk("zhoulan")
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    assert desk.window.pages.key == "incident"
    assert QApplication.focusWidget().objectName() == "log_input"
    assert not QApplication.focusWidget().visibleRegion().isEmpty()


def test_f7_without_an_incident_stays_and_says_what_is_missing(at_desk):
    desk = at_desk("zhoulan")
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F7)
    assert desk.window.pages.key == "watch"
    desk.until_sees("notice")
    assert "请先选择或登记事件" in desk.widget("notice").findChild(QLabel, "words").text()
