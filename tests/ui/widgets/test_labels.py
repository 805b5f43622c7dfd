import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette

from commandcenter.ui import theme
from commandcenter.ui.widgets.labels import TIP_CHARS, ElidedLabel, PlainLabel, tip

LONG = "东店门口聚集 60 人，情绪平稳，已设登记点；公安到场维持秩序，已劝阻设备搬离。"
HOSTILE = "<img src=x onerror=alert(1)>${7*7}</script><b>\u202e"


@pytest.fixture
def label(qtbot):
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    return label


def pixels(label, color):
    image = label.grab().toImage()
    return sum(
        image.pixelColor(x, y) == color for x in range(image.width()) for y in range(image.height())
    )


def test_markup_in_a_label_is_shown_as_it_is(qtbot):
    label = PlainLabel(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == HOSTILE.removesuffix("\u202e")  # it would turn the rest around
    assert label.sizeHint().width() > QFontMetrics(label.font()).horizontalAdvance("<img src=x")


def test_a_tooltip_shows_markup_as_it_is():
    assert "&lt;img" in tip(HOSTILE)
    assert "<img" not in tip(HOSTILE)


def test_a_tooltip_does_not_fill_the_screen():
    assert len(tip("长" * 20_000)) < TIP_CHARS + 100
    assert tip("") == ""


def test_text_that_does_not_fit_is_cut_and_told_in_the_tooltip(label):
    label.resize(120, 24)
    label.show()
    assert label.is_cut()
    assert label.toolTip() == tip(LONG)
    assert label.text() == LONG


def test_text_that_fits_has_no_tooltip(label):
    label.resize(900, 24)
    label.show()
    assert not label.is_cut()
    assert label.toolTip() == ""


def test_a_tooltip_of_ones_own_wins(label):
    label.set_tip("来源：现场处置组")
    label.resize(900, 24)
    assert label.toolTip() == tip("来源：现场处置组")


def test_two_lines_are_used_before_anything_is_cut(qtbot):
    label = ElidedLabel(LONG, lines=2)
    qtbot.addWidget(label)
    label.resize(320, 60)
    rows = label._rows(320, 2)
    assert len(rows) == 2
    assert rows[0][0] + rows[1][0] == LONG or rows[1][0].endswith("…")
    assert label.heightForWidth(320) == 2 * label.heightForWidth(2000)


def test_of_two_lines_with_the_room_of_one_the_first_is_whole(qtbot):
    label = ElidedLabel(LONG, lines=2)
    qtbot.addWidget(label)
    label.resize(320, label.heightForWidth(320) - 8)
    [(words, cut)] = label._drawn()
    assert cut
    assert words.endswith("…")
    assert label.is_cut()


def test_line_breaks_of_a_complaint_do_not_break_a_row(qtbot):
    label = ElidedLabel("一\n二\r\n三")
    qtbot.addWidget(label)
    assert label._rows(400, 1) == [("一 二 三", False)]


def test_a_complaint_of_twenty_thousand_characters_is_no_wider_than_its_place(qtbot):
    label = ElidedLabel("长" * 20_000)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 60
    assert label.sizeHint().width() < 10_000


def test_an_ink_is_a_colour_of_the_theme(qtbot):
    label = ElidedLabel("逾期 06 分", ink="danger")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("danger")
    assert pixels(label, theme.color("danger")) > 5
    label.set_ink("ok")
    assert pixels(label, theme.color("danger")) == 0
    assert pixels(label, theme.color("ok")) > 5
