"""接报登记 within 60 seconds: by keys alone, with three fields, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.queries.incident.registration import registration
from commandcenter.queries.seat.desk import incident_lines
from tests.city import EAST
from tests.ui.keyboard import Keyboard

LIMIT_S = 60
TITLE = "“11·24”悦力工场健身闭店事件"


@pytest.fixture
def keyboard(at_desk):
    desk = at_desk("liwei")
    desk.window.setFocus()
    return Keyboard(desk)


def open_form(keyboard):
    keyboard.think()
    keyboard.search("接报", "register_incident")
    keyboard.desk.until_sees(f"chip_{EAST}")
    keyboard.desk.until(lambda: keyboard.at == "title")


def test_an_incident_is_registered_by_keys_within_a_minute(keyboard, small_city):
    desk = keyboard.desk
    before = small_city.db.clock()
    open_form(keyboard)
    keyboard.think()
    keyboard.write(TITLE)
    keyboard.think()
    keyboard.tab_to(f"chip_{EAST}", most=9)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.think()
    keyboard.tab_to("way", most=9)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.think()
    keyboard.press(Qt.Key.Key_Return, control=True)
    desk.until_gone("register_incident")
    [line] = small_city.ask(incident_lines)
    kept = small_city.ask(registration, line.id)
    assert (line.title, kept.districts) == (TITLE, (EAST,))
    assert before.replace(second=0, microsecond=0) <= kept.received_at <= small_city.db.clock()
    assert keyboard.seconds < LIMIT_S


def test_nothing_but_the_three_is_asked_for_and_what_is_missing_gets_the_focus(keyboard):
    desk = keyboard.desk
    open_form(keyboard)
    form = desk.dialog()
    needed = [field.editor.objectName() for field in form._fields if field.needed]
    assert needed == ["title", "districts", "way"]
    for missing in ("title", f"chip_{EAST}", "way"):
        keyboard.press(Qt.Key.Key_Return, control=True)
        desk.until(lambda missing=missing: keyboard.at.startswith(missing[:5]))
        if missing == "title":
            keyboard.write(TITLE)
        elif missing == "way":
            keyboard.press(Qt.Key.Key_Down)
        else:
            keyboard.tab_to(missing, most=9) if keyboard.at != missing else None
            keyboard.press(Qt.Key.Key_Space)
    keyboard.press(Qt.Key.Key_Return, control=True)
    desk.until_gone("register_incident")


def test_the_tab_key_goes_from_the_top_to_the_bottom_and_back(keyboard):
    """As the eye reads; the time is one stop, though Qt goes through its parts."""
    open_form(keyboard)
    names = [keyboard.at]
    while keyboard.at != "primary" and len(names) < 20:
        keyboard.press(Qt.Key.Key_Tab)
        names += [keyboard.at] if keyboard.at != names[-1] else []
    assert names == [
        "title", f"chip_{EAST}", "way", "chip_cluster", "kind", "received", "verified",
        "caller_unit", "caller", "call_back", "no_number", "said", "told", "fold", "cancel",
        "primary",
    ]  # fmt: skip
    keyboard.press(Qt.Key.Key_Tab)
    assert keyboard.at == "title"
    keyboard.press(Qt.Key.Key_Backtab)
    assert keyboard.at == "primary"
    keyboard.press(Qt.Key.Key_Backtab)
    assert keyboard.at == "cancel"


def test_unfolded_fields_come_where_they_are_seen(keyboard):
    open_form(keyboard)
    keyboard.tab_to("fold", most=20)
    keyboard.press(Qt.Key.Key_Space)
    QApplication.processEvents()  # the window lays itself out before the next key comes
    for name in ("given", "brand", "topic", "summary", "public_title", "cancel"):
        keyboard.press(Qt.Key.Key_Tab)
        assert keyboard.at == name
        assert not QApplication.focusWidget().visibleRegion().isEmpty()
