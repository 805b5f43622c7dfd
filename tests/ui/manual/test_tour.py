"""The tour: six steps over the desk, once by itself, by the keyboard, and left at any time."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from commandcenter.ui.desk.touring import SEEN
from commandcenter.ui.manual.tour import Tour


@pytest.fixture
def desk(at_desk, small_city, tmp_path):
    small_city.activate(small_city.register())
    kept = QSettings(str(tmp_path / "tour.ini"), QSettings.Format.IniFormat)
    return at_desk("chenyu", settings=kept, size=(1366, 768))


def the_tour(desk):
    return next(tour for tour in desk.window.inside.findChildren(Tour) if tour.isVisible())


def press(tour, key):
    QTest.keyClick(tour.focusWidget() or tour, key)


def test_the_tour_has_six_steps_that_enter_goes_through(desk):
    desk.window.status.entries["tour"].trigger()
    tour = the_tour(desk)
    titles = []
    for number in range(1, 7):
        assert tour.card.count.text() == f"{number} / 6"
        titles.append(tour.card.title.text())
        inside = desk.window.inside.rect()
        assert inside.contains(tour.card.geometry())
        assert not tour._hole().isEmpty()
        assert not tour._hole().intersects(tour.card.geometry()), tour.card.title.text()
        press(tour, Qt.Key.Key_Return)
    assert len(set(titles)) == 6
    desk.until_gone("tour")


def test_the_arrows_go_forth_and_back_and_tab_stays_with_the_card(desk):
    desk.window.touring.begin()
    tour = the_tour(desk)
    press(tour, Qt.Key.Key_Right)
    press(tour, Qt.Key.Key_Right)
    press(tour, Qt.Key.Key_Left)
    assert tour.card.count.text() == "2 / 6"
    for _ in range(5):
        press(tour, Qt.Key.Key_Tab)
        assert desk.window.focusWidget() in tour.card.buttons


def test_it_comes_by_itself_once_and_never_again_when_it_was_left(desk):
    desk.window.touring.begin_once()
    desk.until_sees("tour")
    press(the_tour(desk), Qt.Key.Key_Escape)
    desk.until_gone("tour")
    assert desk.window.settings.value(SEEN)
    desk.window.touring.begin_once()
    assert not desk.window.touring._waiting.isActive()
    desk.window.touring.begin()  # but from the menu
    assert the_tour(desk).isVisible()


def test_it_keeps_to_its_place_when_the_window_changes(desk):
    desk.window.touring.begin()
    tour = the_tour(desk)
    desk.window.resize(1600, 1000)
    desk.until(lambda: tour.size() == desk.window.inside.size())
    assert desk.window.inside.rect().contains(tour.card.geometry())


def test_who_sees_no_incident_gets_the_steps_that_are_theirs(at_desk):
    desk = at_desk("admin")
    desk.window.touring.begin()
    assert the_tour(desk).card.count.text() == "1 / 3"
