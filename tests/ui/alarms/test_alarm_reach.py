"""Who does not look hears: bar, badge, title and sound; in a hidden window a notification."""

import pytest
from PySide6.QtWidgets import QApplication

from commandcenter.domain.alarms.alarm import AlarmSound, Priority
from commandcenter.domain.drills.drill import DrillMark, Mode
from commandcenter.ui.desk.page_keys import DUTY, WATCH
from tests.ui.alarms.made import line, seen

OVERDUE = line(1, title="两名执法人员到现场已逾期", kind="limit_must", act="team")


def badge(desk):
    return desk.window.rail.findChild(object, f"rail_{DUTY}")._count


def test_a_leader_on_another_page_learns_of_it_by_bar_badge_title_and_sound(alarmed, engine):
    desk, speaker, notes = alarmed("maxiao")
    desk.window.show_page(WATCH)
    desk.settle()
    title = desk.window.windowTitle()
    engine.write(desk, OVERDUE)
    desk.until(lambda: desk.sees("alarm_title") and badge(desk) == len(speaker.asked) == 1)
    assert desk.widget("alarm_title").text() == "两名执法人员到现场已逾期"
    assert speaker.asked == [(AlarmSound.HIGH, 70)]
    assert desk.window.windowTitle() == f"(1) {title}"
    assert notes.shown == []  # it is seen


def test_sound_badge_and_title_end_with_the_acknowledgement(alarmed, engine):
    desk, speaker, _ = alarmed()
    title = desk.window.windowTitle()
    engine.write(desk, OVERDUE)
    desk.until(lambda: speaker.sounding)
    engine.write(desk, seen(OVERDUE))
    desk.until(lambda: not speaker.sounding)
    assert (badge(desk), desk.window.windowTitle()) == (0, title)
    assert desk.sees("alarm_title")  # it stands until it is done


@pytest.mark.parametrize("away", ["hide", "showMinimized"])
def test_in_a_hidden_window_it_is_a_notification_once(alarmed, engine, away):
    desk, speaker, notes = alarmed()
    getattr(desk.window, away)()
    engine.write(desk, OVERDUE)
    desk.until(lambda: len(notes.shown) == 1)
    engine.write(desk, OVERDUE)
    desk.until(lambda: len(speaker.asked) >= 1)
    [(title, words)] = notes.shown
    assert title == "两名执法人员到现场已逾期"
    assert OVERDUE.todo.rstrip("。") in words


def test_a_notification_of_a_drill_says_so(alarmed, engine, monkeypatch):
    desk, _, notes = alarmed()
    monkeypatch.setattr(type(desk.window.seat), "drill", DrillMark("停电推演", Mode.TABLETOP))
    desk.window.hide()
    engine.write(desk, OVERDUE)
    desk.until(lambda: len(notes.shown) == 1)
    assert notes.shown[0][0] == "演练 · 两名执法人员到现场已逾期"


def test_what_rises_or_comes_again_is_notified_again_and_many_are_one(alarmed, engine):
    desk, _, notes = alarmed()
    desk.window.hide()
    engine.write(desk, line(1, version=1, priority=Priority.LOW))
    desk.until(lambda: len(notes.shown) == 1)
    engine.write(desk, line(1, version=2), *(line(n) for n in range(2, 40)))
    desk.until(lambda: len(notes.shown) == 2)
    assert notes.shown[1][1].endswith("另有 38 条")


def test_the_task_bar_is_told(alarmed, engine, monkeypatch):
    told = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: told.append(window))
    desk, _, _ = alarmed()
    engine.write(desk, OVERDUE)
    desk.until(lambda: told == [desk.window])


def test_what_does_not_sound_here_is_not_heard(alarmed, engine):
    desk, speaker, _ = alarmed()
    engine.write(desk, line(1, sounds=False))
    desk.until_sees("alarm_title")
    assert speaker.asked == []


def test_the_volume_is_kept_on_this_machine_and_tried_before(alarmed, engine):
    desk, speaker, _ = alarmed("liwei")
    desk.window.ways.seat_act("alarm_sound")
    desk.until_sees("alarm_sound_form")
    desk.widget("volume_slider").setValue(35)
    desk.click("try_low")
    assert speaker.asked == [(AlarmSound.LOW, 35)]
    desk.click_in("alarm_sound_form", "primary")
    desk.until_gone("alarm_sound_form")
    assert desk.window.settings.value("alarms/volume") == 35
    engine.write(desk, OVERDUE)
    desk.until(lambda: (AlarmSound.HIGH, 35) in speaker.asked)


def test_a_machine_without_sound_says_so_when_it_is_tried(at_desk):
    desk = at_desk("liwei")
    desk.window.ways.seat_act("alarm_sound")
    desk.until_sees("alarm_sound_form")
    desk.click("try_high")
    assert "没有可用的声音设备" in desk.widget("alarm_sound_form").refusal
    desk.widget("alarm_sound_form").close()
