from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSpinBox,
    QStyledItemDelegate,
    QToolTip,
    QWidget,
)

from commandcenter.domain.level import Level
from commandcenter.ui import look, theme
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.look import Size
from commandcenter.ui.ticker import Ticker
from commandcenter.ui.widgets.button_rows import ButtonRows
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.clock import Clock
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.hatch import Hatch
from commandcenter.ui.widgets.heartbeat import Heartbeat
from commandcenter.ui.widgets.progress import ThinBar
from commandcenter.ui.widgets.stacking import StackingRow
from commandcenter.ui.widgets.tag import LevelTag, Tag
from commandcenter.ui.widgets.whole_rows import WholeLines


def at_the_middle(widget, x=0.5, y=0.5):
    image = widget.grab().toImage()
    return image.pixelColor(int(image.width() * x), int(image.height() * y))


@pytest.mark.parametrize("level", list(Level))
def test_a_grade_is_filled_in_the_colour_of_its_level(qtbot, level):
    tag = LevelTag(level.grade_title, level)
    qtbot.addWidget(tag)
    tag.resize(tag.sizeHint())
    assert at_the_middle(tag, x=0.04) == theme.color(f"level_{level.rank}")
    assert tag.accessibleName() == level.grade_title


def test_a_response_is_only_outlined(qtbot):
    tag = LevelTag("Ⅲ级响应", Level.III, filled=False)
    qtbot.addWidget(tag)
    tag.resize(tag.sizeHint())
    assert at_the_middle(tag, x=0.06) != theme.color("level_3")


def test_an_incident_without_grade_is_grey(qtbot):
    tag = LevelTag("未定级", None)
    qtbot.addWidget(tag)
    tag.resize(tag.sizeHint())
    assert at_the_middle(tag, x=0.06) == theme.color("surface_3")


def test_a_tag_grows_with_its_text_and_with_the_wall(qtbot):
    small = Tag("签发")
    with look.using(look.wall()):
        large = Tag("签发")
    qtbot.addWidget(small)
    qtbot.addWidget(large)
    assert large.sizeHint().width() > small.sizeHint().width()
    before = small.sizeHint().width()
    small.set_text("情况通报")
    assert small.sizeHint().width() > before


def test_a_card_names_itself_after_its_title(qtbot):
    card = Card("处置任务", "必办 7 / 10")
    qtbot.addWidget(card)
    assert card.accessibleName() == "处置任务"
    card.set_title("指挥体系")
    card.set_note("应到 42 实到 39")
    assert (card.title.text(), card.note.text()) == ("指挥体系", "应到 42 实到 39")


def test_a_card_that_can_be_pressed_can_be_pressed_by_key(qtbot):
    card = Card(pressable=True)
    qtbot.addWidget(card)
    card.show()
    for press in (
        lambda: qtbot.mouseClick(card, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(card, Qt.Key.Key_Return),
        lambda: qtbot.keyClick(card, Qt.Key.Key_Space),
    ):
        with qtbot.waitSignal(card.pressed):
            press()


def test_a_card_for_show_hears_no_click(qtbot):
    card = Card("标题")
    qtbot.addWidget(card)
    with qtbot.assertNotEmitted(card.pressed):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_figure_tells_its_number_to_who_listens(qtbot):
    figure = Figure("投诉举报")
    qtbot.addWidget(figure)
    figure.set_figure("181", "件 · 近 1 时 +50")
    assert (figure.value(), figure.unit()) == ("181", "件 · 近 1 时 +50")
    assert figure.accessibleName() == "投诉举报 181 件 · 近 1 时 +50"


@pytest.mark.parametrize(
    ("done", "total", "share"), [(0, 0, 0), (0, 10, 0), (5, 10, 0.5), (12, 10, 1)]
)
def test_a_bar_shows_the_share_that_is_done(qtbot, done, total, share):
    bar = ThinBar()
    qtbot.addWidget(bar)
    bar.set_share(done, total)
    bar.resize(100, 6)
    assert bar.share == share
    assert (at_the_middle(bar, x=0.25) == theme.color("bar")) == (share >= 0.5)


def test_an_empty_panel_says_what_will_appear(qtbot):
    empty = Empty("checklist", "还没有处置任务", "启动响应后，这里按时限列出每一步。")
    qtbot.addWidget(empty)
    words = [label.text() for label in empty.findChildren(QLabel)]
    assert "还没有处置任务" in words
    empty.set_text("没有符合的投诉")
    assert "没有符合的投诉" in [label.text() for label in empty.findChildren(QLabel)]


def test_in_a_high_empty_panel_the_words_are_where_a_scrolled_page_begins(qtbot):
    empty = Empty("checklist", "还没有处置任务", "启动响应后，这里按时限列出每一步。")
    qtbot.addWidget(empty)
    empty.resize(600, 900)
    empty.show()
    QApplication.processEvents()
    last = max(label.geometry().bottom() for label in empty.findChildren(QLabel))
    assert last < 220


@pytest.mark.parametrize("height", [40, 60, 80, 100])
def test_in_a_low_empty_panel_no_words_are_cut(qtbot, height):
    empty = Empty("checklist", "还没有处置任务", "启动响应后，这里按时限列出每一步。")
    qtbot.addWidget(empty)
    empty.resize(200, height)
    empty.show()
    QApplication.processEvents()
    shown = [label for label in empty.findChildren(QLabel) if label.isVisible()]
    assert "还没有处置任务" in [label.text() for label in shown]
    for label in shown:
        assert label.height() >= label.heightForWidth(label.width())
        assert empty.rect().contains(label.geometry())


def test_buttons_without_room_beside_each_other_stand_below_each_other(qtbot):
    row = QHBoxLayout()
    buttons = [Button(words, Kind.PLAIN) for words in ("Read full text", "Return for revision…")]
    for button in buttons:
        row.addWidget(button)
    holder = StackingRow(row)
    qtbot.addWidget(holder)
    for width, below in ((600, False), (200, True), (600, False)):
        holder.resize(width, 90)
        holder.show()
        QApplication.processEvents()
        assert all(holder.rect().contains(button.geometry()) for button in buttons)
        assert (buttons[1].y() > buttons[0].geometry().bottom()) is below


def test_rows_of_buttons_that_were_never_shown_are_as_long_as_they_will_be(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    rows = ButtonRows(most=3)
    holder.setLayout(rows)
    buttons = [Button(words, Kind.PLAIN) for words in ("Assign handler", "Accept", "Decline")]
    rows.lay(buttons, sum(each.sizeHint().width() for each in buttons[:2]) + 10)
    assert [rows.itemAt(n).layout().count() - 1 for n in range(rows.count())] == [2, 1]
    buttons[1].hide()
    rows.lay(buttons, sum(buttons[n].sizeHint().width() for n in (0, 2)) + 10)
    assert rows.count() == 1


def test_the_clock_shows_the_bureaus_time_and_stops_when_hidden(qtbot):
    ticker = Ticker(lambda: datetime(2026, 11, 24, 2, 46, 8, tzinfo=UTC))
    clock = Clock(ticker)
    qtbot.addWidget(clock)
    clock.show()
    assert clock.text() == "10:46:08"
    clock.hide()
    assert not ticker.running


def test_the_heartbeat_moves_only_when_it_is_painted(qtbot, seat):
    beat = Heartbeat(seat.feed, seat.ticker)
    qtbot.addWidget(beat)
    with qtbot.waitExposed(beat):
        beat.show()
    seat.ticker.leave(beat)  # no second comes but the one below
    qtbot.waitUntil(lambda: not beat._due)
    before = beat.painted
    beat._on_second(seat.clock())
    assert beat.painted == before
    qtbot.waitUntil(lambda: beat.painted == before + 1)
    beat.grab()
    assert beat.painted == before + 1  # painting without a new second does not move it


def test_the_heartbeat_says_when_nothing_is_heard(qtbot, seat):
    beat = Heartbeat(seat.feed, seat.ticker)
    qtbot.addWidget(beat)
    assert beat.accessibleName() == "已连接"
    seat.feed._beat -= 10
    seat.feed.judge()
    assert beat.accessibleName() == "数据未更新"


def test_hatching_covers_what_it_lies_on_and_leaves_the_heading(qtbot):
    below = QWidget()
    qtbot.addWidget(below)
    hatch = Hatch(below, top=30)
    below.resize(300, 200)
    below.show()
    assert hatch.geometry().getRect() == (0, 30, 300, 170)


def test_a_button_that_may_not_be_pressed_now_says_why(qtbot):
    button = Button("签发", Kind.PRIMARY)
    qtbot.addWidget(button)
    button.forbid("还没有通过合法性审核。")
    assert not button.isEnabled()
    assert "合法性审核" in button.toolTip()
    button.forbid("")
    assert button.isEnabled()


def test_a_forbidden_button_says_why_when_it_is_pressed(qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, words, widget: said.append(words))
    window = QWidget()
    button = Button("签发", Kind.PRIMARY, parent=window)
    qtbot.addWidget(window)
    window.show()
    place = button.geometry().center()
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert said == []
    button.forbid("还没有通过合法性审核。")
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    [words] = said
    assert "合法性审核" in words
    button.forbid("")
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert len(said) == 1


def test_a_button_without_text_has_a_name(qtbot):
    button = Button("", Kind.QUIET, icon="close", tip_text="收起")
    qtbot.addWidget(button)
    assert button.accessibleName() == "收起"
    assert not button.icon().isNull()


def test_one_of_the_segments_is_chosen(qtbot):
    segments = Segments([("3h", "3 小时"), ("24h", "24 小时")])
    qtbot.addWidget(segments)
    assert segments.key == "3h"
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.mouseClick(segments._group.button(1), Qt.MouseButton.LeftButton)
    assert chosen.args == ["24h"]
    with qtbot.assertNotEmitted(segments.chosen):
        segments.choose("3h")
    assert segments.key == "3h"


def test_a_field_says_what_is_wrong_in_place_of_its_hint(qtbot):
    field = Field("登记编号", QLineEdit(), "12315 平台上的编号", needed=True)
    qtbot.addWidget(field)
    below = field.findChild(QLabel, "below")
    assert below.text() == "12315 平台上的编号"
    field.set_error("请填写登记编号。")
    assert (below.text(), field.error) == ("请填写登记编号。", "请填写登记编号。")
    assert field.editor.accessibleDescription() == "请填写登记编号。"
    field.set_error("")
    assert (below.text(), field.error) == ("12315 平台上的编号", "")
    assert field.editor.accessibleName() == "登记编号"


def test_a_date_is_picked_from_a_calendar_and_a_number_keeps_its_margin(qtbot):
    date, number = Field("日期", QDateTimeEdit()), Field("人数", QSpinBox())
    qtbot.addWidget(date)
    qtbot.addWidget(number)
    assert date.editor.calendarPopup()
    assert number.editor.lineEdit().textMargins().left() > 0


def test_a_change_of_theme_repaints_icons_on_buttons(qtbot, themed):
    button = Button("附件", icon="attach")
    qtbot.addWidget(button)
    before = button.icon().pixmap(24).toImage()
    theme.apply(themed, "dark")
    try:
        assert button.icon().pixmap(24).toImage() != before
    finally:
        theme.apply(themed, "light")


def test_the_smallest_type_is_still_read_from_a_chair():
    assert look.DESK.size(Size.SMALL) >= 12


def test_enter_presses_a_button_once_however_long_it_is_held(qtbot):
    """Its dialog may have closed meanwhile, and another button have the focus."""
    button, pressed = Button("签收"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(button, held)
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 3


def test_arrows_go_through_choices_of_which_several_are_chosen(qtbot):
    chips = Chips([(key, key) for key in "abcde"], columns=3)
    qtbot.addWidget(chips)
    chips.allow("b", "无权")
    chips.show()
    chips.activateWindow()
    qtbot.waitUntil(chips.isActiveWindow)
    chips.setFocus()
    for key, at in ((Qt.Key.Key_Right, "c"), (Qt.Key.Key_Left, "a"), (Qt.Key.Key_Down, "d"),
                    (Qt.Key.Key_Right, "e"), (Qt.Key.Key_Right, "e")):  # fmt: skip
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget().objectName() == f"chip_{at}"
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert chips.chosen() == ("a", "c", "d")


class Steps(QStyledItemDelegate):
    """Lines that are 30, 50, 30, 50 … pixels high."""

    def sizeHint(self, option, index):
        return QSize(50, 30 if index.row() % 2 == 0 else 50)


@pytest.mark.parametrize(
    ("rows", "height", "seen"), [(9, 100, 80), (9, 80, 80), (9, 60, 30), (9, 20, 20), (2, 90, 90)]
)
def test_lines_end_at_a_whole_one(qtbot, rows, height, seen):
    lines = WholeLines()
    qtbot.addWidget(lines)
    lines.setStyleSheet("border: none; padding: 0px;")
    lines.setItemDelegate(Steps(lines))
    lines.setModel(QStringListModel([str(n) for n in range(rows)], lines))
    lines.resize(200, height)
    lines.show()
    qtbot.waitExposed(lines)
    qtbot.waitUntil(lambda: lines.viewport().height() == seen)
    lines.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    lines.scrollToBottom()
    assert lines.viewport().height() == seen  # it does not grow and shrink while it is scrolled
    lines.resize(200, 400)
    qtbot.waitUntil(lambda: lines.viewport().height() == 400)
