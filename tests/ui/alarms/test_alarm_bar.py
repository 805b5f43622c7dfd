"""The bar: on every page and dialog what to do, since when, whom it goes to; it is pressed once."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.offers import Offer
from commandcenter.services.alarms import alarm_acts
from commandcenter.ui import theme
from commandcenter.ui.alarms import bar as bars
from commandcenter.ui.alarms.alarm_words import (
    GROUNDS,
    below_words,
    next_words,
    rung_for,
    short_words,
    state_words,
)
from commandcenter.ui.alarms.bell import HALF_MS
from commandcenter.ui.command.duty_form import CallForm, CallUpForm
from commandcenter.ui.desk.page_keys import DUTY, WATCH, entries
from commandcenter.ui.widgets.buttons import Kind
from tests.ui.alarms.made import NOW, line, moved, seen


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    monkeypatch.setattr(bars, "UNREAD_S", 0.0)


@pytest.fixture
def acknowledged(monkeypatch):
    """What was sent to the service: (alarm, version)."""
    sent = []

    def acknowledge(session, actor, alarm, version):
        sent.append((alarm, version))

    monkeypatch.setattr(alarm_acts, "acknowledge", acknowledge)
    return sent


def words(desk, name):
    return desk.widget(name).text()


def test_it_says_what_since_when_whom_it_goes_to_what_to_do_and_how_many_more(alarmed, engine):
    desk, _, _ = alarmed("liwei", size=(1366, 768))
    engine.write(desk, line(1), line(2), seen(line(3)))
    desk.until_sees("alarm_title")
    assert words(desk, "alarm_title") == "带班领导罗敏两次未接"
    assert words(desk, "alarm_state").startswith("已响 ")
    assert words(desk, "alarm_state").endswith("，无人确认 · 1 分钟后报副总指挥杜川")
    assert "值班员请立即再次叫应罗敏" in words(desk, "alarm_todo")
    assert words(desk, "alarm_more") == "另有 2 条"
    for name in ("alarm_title", "alarm_state", "alarm_todo"):
        desk.until(lambda name=name: not desk.widget(name).is_cut())


def test_the_time_runs_on_by_itself(alarmed, engine):
    desk, _, _ = alarmed()
    engine.write(desk, line(1))
    desk.until_sees("alarm_state")
    before = words(desk, "alarm_state")
    desk.until(lambda: words(desk, "alarm_state") != before)


def test_it_stands_on_every_page(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1))
    for entry in entries():
        desk.window.show_page(entry.key)
        desk.until_sees("alarm_title")
        top = desk.widget("alarm_bar")
        assert top.mapTo(desk.window, top.rect().topLeft()).y() < 80, entry.key


def test_on_the_duty_seat_its_height_is_kept_free_and_nothing_moves(alarmed, engine):
    desk, _, _ = alarmed("liwei", size=(1366, 768))
    before = desk.window.pages.geometry()
    assert desk.sees("alarm_bar")
    assert not desk.sees("alarm_title")
    engine.write(desk, line(1))
    desk.until_sees("alarm_title")
    assert desk.window.pages.geometry() == before


def test_elsewhere_it_opens_for_an_alarm_and_closes_after_it(alarmed, engine):
    desk, _, _ = alarmed("maxiao")
    assert not desk.sees("alarm_bar")
    engine.write(desk, line(1))
    desk.until_sees("alarm_bar")
    engine.write(desk)
    desk.until_gone("alarm_bar")


def test_acknowledging_sends_the_version_that_was_read(alarmed, engine, acknowledged):
    desk, _, _ = alarmed()
    engine.write(desk, line(7, version=3))
    desk.until_sees("alarm_acknowledge")
    desk.click("alarm_acknowledge")
    desk.until(lambda: acknowledged == [(7, 3)])
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F8)
    desk.until(lambda: acknowledged == [(7, 3), (7, 3)])


def test_what_came_under_the_pointer_just_now_is_not_pressed(
    alarmed, engine, acknowledged, monkeypatch
):
    monkeypatch.setattr(bars, "UNREAD_S", 60.0)
    desk, _, _ = alarmed()
    engine.write(desk, line(1))
    desk.until_sees("alarm_acknowledge")
    desk.click("alarm_acknowledge")
    monkeypatch.setattr(bars, "UNREAD_S", 0.0)
    desk.click("alarm_acknowledge")
    desk.until(lambda: acknowledged == [(1, 1)])


def test_a_refused_button_says_why_and_what_is_not_offered_is_not_there(alarmed, engine):
    why = RuleBroken("报告时限不能暂缓。")
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1, offers=(Offer("acknowledge"), Offer("shelve", why))))
    desk.until_sees("alarm_shelve")
    assert not desk.widget("alarm_shelve").isEnabled()
    assert "报告时限不能暂缓。" in desk.widget("alarm_shelve").toolTip()
    assert not desk.sees("alarm_ring")


def test_one_filled_button_and_words_that_can_be_read_on_their_ground(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    for priority in Priority:
        engine.write(desk, line(1, priority=priority))
        desk.until_sees("alarm_title")
        desk.until(lambda p=priority: desk.window.alarms.hub.shown.top.priority is p)
        shown = [b for b in desk.window.alarms.panel.bar.buttons.values() if b.isVisible()]
        filled = [b for b in shown if b.property("kind") in (Kind.PRIMARY.value, Kind.DANGER.value)]
        assert [b.objectName() for b in filled] == ["alarm_acknowledge"]
    for ground, ink, _ in (*GROUNDS.values(), bars.QUIET):
        assert contrast(theme.color(ground), theme.color(ink)) >= 4.5, ground


def contrast(one: QColor, other: QColor) -> float:
    """After WCAG 2."""

    def light(color):
        parts = (color.redF(), color.greenF(), color.blueF())
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_bell_alone_blinks_once_a_second_and_never_goes_out(alarmed, engine):
    desk, _, _ = alarmed()
    engine.write(desk, line(1))
    desk.until_sees("alarm_bell")
    desk.settle()
    assert 2 * HALF_MS >= 1000
    bell, title = desk.widget("alarm_bell"), desk.widget("alarm_title")
    pictures, texts = set(), set()

    def looked():
        for widget, seen_so_far in ((bell, pictures), (title, texts)):
            image = widget.grab().toImage()  # held: its bits go with it
            seen_so_far.add(bytes(image.constBits()))
        return len(pictures) == 2

    desk.until(looked)
    assert len(texts) == 1
    ground = theme.color("danger_soft").rgb()
    for picture in (bell.grab().toImage(),):
        inks = {picture.pixel(x, y) for x in range(picture.width()) for y in range(10)}
        assert inks - {ground}
    engine.write(desk, seen(line(1)))
    desk.until(lambda: not bell._timer.isActive())
    assert bell.icon == "bell"


def test_a_dialog_has_it_too_and_enter_in_a_field_acknowledges_nothing(
    alarmed, engine, acknowledged
):
    desk, _, _ = alarmed("liwei")
    CallForm(desk.window.acts.over).begin()
    desk.until_sees("call_form")
    assert not desk.sees("dialog_alarm_bar")
    engine.write(desk, line(1))
    desk.until_sees("dialog_alarm_bar")
    form = desk.widget("call_form")
    assert form.rect().contains(desk.widget("dialog_alarm_bar").geometry())
    desk.qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    desk.qtbot.keyClick(form.unit, Qt.Key.Key_Tab)
    assert acknowledged == []
    desk.qtbot.keyClick(form, Qt.Key.Key_F8)
    desk.until(lambda: acknowledged == [(1, 1)])
    form.close()


def test_a_dialog_over_a_dialog_has_it_as_well(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1))
    first = CallForm(desk.window.acts.over)
    first.begin()
    second = CallUpForm(first.over)
    second.begin()
    desk.until(lambda: bool(found := second.findChild(bars.AlarmBar)) and found.isVisible())
    for form in (second, first):
        form.close()
    desk.until(lambda: not any(d.isVisible() for d in desk.window.findChildren(QDialog)))


def test_it_is_not_behind_a_notice(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1))
    desk.until_sees("alarm_title")
    desk.window.seat.notices.warn("请先保存。")
    desk.until_sees("notices")
    bar, notices = desk.widget("alarm_bar"), desk.widget("notices")
    lower = bar.mapTo(desk.window.inside, bar.rect().bottomLeft()).y()
    assert notices.geometry().top() > lower


def test_the_act_opens_where_it_is_done(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1, key="unanswered/call:1", act="call_ups", act_word="去叫应"))
    desk.window.show_page(WATCH)
    desk.until_sees("alarm_act")
    desk.click("alarm_act")
    desk.until(lambda: desk.window.pages.key == DUTY)
    desk.until(lambda: desk.window.pages.duty.tabs.tab == "call_ups")


def test_ringing_begins_with_whom_it_has_reached(alarmed, engine):
    desk, _, _ = alarmed("liwei")
    engine.write(desk, line(1))
    desk.until_sees("alarm_ring")
    desk.click("alarm_ring")
    desk.until_sees("call_up_form")
    form = desk.widget("call_up_form")
    desk.until(lambda: form.person.person() == desk.window.seat.actor.person_id)
    assert form.about.text() == "带班领导罗敏两次未接"
    assert form._subject == ("alarm", 1)
    form.close()


def test_words_of_time():
    at = line(1)
    assert rung_for(at, NOW) == "38 秒"
    assert rung_for(at, NOW + timedelta(minutes=11, seconds=25)) == "12 分"
    assert rung_for(at, NOW + timedelta(hours=1, minutes=5)) == "1 小时 5 分"
    assert rung_for(at, NOW - timedelta(hours=1)) == "0 秒"  # the clock was put back
    assert next_words(at, NOW) == "1 分钟后报副总指挥杜川"
    assert next_words(at, NOW - timedelta(minutes=3)) == "4 分钟后报副总指挥杜川"
    assert next_words(at, NOW + timedelta(minutes=1)) == "即报副总指挥杜川"
    assert next_words(seen(at), NOW) == ""
    assert state_words(seen(at), NOW) == "李蔚 09:07 已确认"
    back = line(1, standing=Standing.RETURNED)
    assert state_words(back, NOW) == "已恢复正常，尚无人确认"
    shelved = line(1, shelved_by="李蔚", shelved_until=NOW + timedelta(minutes=10))
    assert state_words(shelved, NOW) == "李蔚 暂缓至 09:17"
    short = [short_words(each, NOW) for each in (at, seen(at), back, shelved)]
    assert short == ["未确认 38 秒", "李蔚 已确认", "已恢复，未确认", "暂缓至 09:17"]
    late = line(1, due_at=NOW - timedelta(minutes=56), place="城东店", todo="请立即到场。")
    assert below_words(late, NOW) == "已逾期 56 分 · 城东店 · 请立即到场"
    assert moved(at, timedelta(days=1)).raised_at == at.raised_at + timedelta(days=1)


def test_a_locked_screen_says_how_many_wait_and_not_what(alarmed, engine):
    desk, speaker, _ = alarmed("liwei")
    desk.window.locker.set_locks(True)
    desk.window.locker.lock()
    engine.write(desk, line(1), line(2))
    desk.until_sees("lock_alarms")
    assert words(desk, "lock_alarms") == "有 2 条告警待确认，请解锁处置"
    assert speaker.sounding
    desk.window.locker.stop()
