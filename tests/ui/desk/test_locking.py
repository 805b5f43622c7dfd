"""The screen lock hides everything, and loses nothing."""

import pytest
from PySide6.QtCore import Qt

from commandcenter.services.seat import accounts

PASSWORD = "correct horse"


@pytest.fixture
def locked(at_desk, small_city):
    person = small_city.maxiao.person_id
    small_city.do(accounts.set_password, "maxiao", person, PASSWORD)
    small_city.register()
    desk = at_desk("maxiao")
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.until_sees("lock_screen")
    return desk


def unlock(desk, password):
    desk.fill("unlock_password", password)
    desk.click("unlock")


def test_only_the_right_password_opens_the_lock(locked):
    screen = locked.widget("lock_screen")
    assert screen.size() == locked.window.size()
    unlock(locked, "wrong")
    locked.until(lambda: "密码不对" in screen.field.error)
    assert locked.sees("lock_screen")
    unlock(locked, PASSWORD)
    locked.until_gone("lock_screen")
    assert locked.window.inside.isEnabled()


def test_the_lock_asks_for_the_password_that_was_not_typed(locked):
    locked.click("unlock")
    assert locked.widget("lock_screen").field.error == "请输入密码。"
    locked.click("unlock")
    assert locked.sees("lock_screen")
    unlock(locked, PASSWORD)
    locked.until_gone("lock_screen")


def test_no_key_reaches_what_is_under_the_lock(locked):
    locked.qtbot.keyClick(locked.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    locked.qtbot.keyClick(locked.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not locked.sees("palette")
    assert locked.window.rail.key == "incident"


def test_what_was_typed_in_a_dialog_is_there_after_the_lock(at_desk, small_city):
    person = small_city.maxiao.person_id
    small_city.do(accounts.set_password, "maxiao", person, PASSWORD)
    desk = at_desk("maxiao")
    desk.click("move_register")
    desk.until_sees("chip_990102")
    desk.type("title", "闭店")
    desk.window.locker.lock()
    assert not desk.sees("register_incident")
    unlock(desk, PASSWORD)
    desk.until_sees("register_incident")
    assert desk.widget("title").text() == "闭店"
    desk.dialog().reject()
    desk.dialog().reject()


@pytest.mark.parametrize(("minutes", "runs"), [(3, True), (0, False)])
def test_the_settings_say_when_a_desk_locks_itself(at_desk, small_city, minutes, runs):
    person = small_city.maxiao.person_id
    small_city.do(accounts.set_password, "maxiao", person, PASSWORD)
    locker = at_desk("maxiao", lock_minutes=minutes).window.locker
    assert (locker.minutes, locker._timer.isActive()) == (minutes, runs)


def test_an_untouched_desk_locks_itself(locked):
    unlock(locked, PASSWORD)
    locked.until_gone("lock_screen")
    locker = locked.window.locker
    locker._look()
    assert not locked.sees("lock_screen")
    locker._touched -= locker.minutes * 60 + 1
    locker._look()
    assert locked.sees("lock_screen")


def test_without_a_password_there_is_no_lock(at_desk):
    desk = at_desk("liwei")
    desk.window.locker.lock()
    assert not desk.sees("lock_screen")
    assert not desk.window.status.entries["lock"].isEnabled()
