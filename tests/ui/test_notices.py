import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from commandcenter.ui.notices import Action, Level, Notices
from commandcenter.ui.widgets import notice_area
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.notice_area import NoticeArea, NoticeCard


@pytest.fixture
def notices():
    return Notices()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1000, 600)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.mouseMove(window, QPoint(2, 2))  # under the mouse a notice stays, as it is being read
    return window


@pytest.fixture
def area(window, notices):
    return NoticeArea(notices, window)


def cards(area):
    return [card for card in area.findChildren(NoticeCard) if card in area._cards]


def test_what_was_told_before_there_was_a_window_is_shown_in_it(notices, window):
    notices.info("数据库已升级。")
    area = NoticeArea(notices, window)
    assert area.shown == ["数据库已升级。"]


def test_a_notice_goes_away_by_itself(qtbot, monkeypatch, notices, area):
    monkeypatch.setitem(notice_area.STAYS_MS, Level.INFO, 20)
    notices.info("已保存。")
    assert area.isVisible()
    qtbot.waitUntil(lambda: area.shown == [])
    assert not area.isVisible()


def test_a_refusal_stays_until_it_is_put_away(qtbot, notices, area):
    notices.refused("“首报”已办结。")
    card = cards(area)[0]
    assert not card._timer.isActive()
    qtbot.mouseClick(card.findChild(QPushButton, "close"), Qt.MouseButton.LeftButton)
    assert area.shown == []


def test_escape_puts_a_notice_away(qtbot, notices, area):
    notices.warn("12345 已 31 分钟没有新数据。")
    card = cards(area)[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert area.shown == []
    assert not area.dismiss()


def test_at_most_three_are_shown_and_the_others_wait(notices, area):
    for number in range(5):
        notices.refused(f"第 {number} 条")
    assert area.shown == ["第 0 条", "第 1 条", "第 2 条"]
    area.dismiss()
    assert area.shown == ["第 0 条", "第 1 条", "第 3 条"]


def test_a_second_notice_has_room_of_its_own_at_once(notices, area):
    notices.info("已编号。")
    alone = area.height()
    notices.info("已附签发件，以签发件为准。")
    assert area.height() >= 2 * alone


def test_the_same_notice_again_is_not_shown_twice(notices, area):
    notices.refused("没有权限。")
    notices.refused("没有权限。")
    assert area.shown == ["没有权限。"]


def test_a_notice_being_read_does_not_go_away(qtbot, notices, area):
    notices.info("已保存。")
    card = cards(area)[0]
    qtbot.mouseMove(card)
    card.enterEvent(_enter())
    assert not card._timer.isActive()


def _enter():
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent

    return QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1))


def test_what_was_done_can_be_undone_from_the_notice(qtbot, notices, area):
    undone = []
    notices.info("已办结“首报”。", Action("撤销", lambda: undone.append(1)))
    act = cards(area)[0].findChild(QPushButton, "act")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert area.shown == []


def test_a_hostile_notice_is_plain_text(notices, area):
    hostile = "<img src=x onerror=alert(1)><b>粗"
    notices.refused(hostile)
    words = cards(area)[0].findChild(PlainLabel, "words")
    assert words.text() == hostile
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert cards(area)[0].accessibleName() == hostile


def test_notices_stay_in_the_middle_when_the_window_changes(notices, window, area):
    notices.refused("没有权限。")
    window.resize(700, 500)
    assert area.geometry().center().x() == pytest.approx(350, abs=2)
