from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.level import Level
from commandcenter.ui.frame.editors import MomentField
from commandcenter.ui.frame.level_choice import LevelChoice
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.widgets.fields import Field

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


def press(qtbot, widget, at=None):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


@pytest.fixture
def levels(qtbot, themed):
    choice = LevelChoice()
    qtbot.addWidget(choice)
    words = dict.fromkeys(Level, "造成的后果达到预案 1.4 所列情形之一的")
    choice.set_words({level: level.value for level in Level}, words)
    choice.resize(520, 300)
    choice.show()
    return choice


def test_a_level_is_chosen_by_its_words_its_tag_and_the_room_between(qtbot, levels):
    press(qtbot, levels._words[Level.II])
    assert levels.level is Level.II
    press(qtbot, levels._tags[Level.I])
    assert levels.level is Level.I
    row = levels._tags[Level.III].parentWidget()
    press(qtbot, row, QPoint(levels._tags[Level.III].geometry().right() + 5, 2))
    assert levels.level is Level.III


def test_a_level_that_is_not_allowed_is_not_chosen_by_its_words(qtbot, levels):
    levels.allow(Level.I, "须由市领导决定")
    press(qtbot, levels._words[Level.I])
    assert levels.level is None


def test_a_press_that_is_dragged_away_chooses_nothing(qtbot, levels):
    words = levels._words[Level.II]
    qtbot.mousePress(words, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(words, Qt.MouseButton.LeftButton, pos=QPoint(0, 400))
    assert levels.level is None


def test_a_time_that_was_left_out_is_given_by_a_press_on_its_field(qtbot, themed):
    field = MomentField(None, AT)
    qtbot.addWidget(field)
    field.show()
    assert field.value() is None
    press(qtbot, field.edit)
    assert field.value() == AT


def test_a_day_that_was_left_out_is_given_by_a_press_on_its_field(qtbot, themed):
    field = DayField(None, date(2026, 11, 24), "长期有效")
    qtbot.addWidget(field)
    field.show()
    press(qtbot, field.edit)
    assert field.value() == date(2026, 11, 24)


def test_a_press_on_a_label_goes_to_its_field(qtbot, themed):
    field = Field("事件名称", QLineEdit())
    qtbot.addWidget(field)
    field.show()
    press(qtbot, field._label)
    assert field.focusWidget() is field.editor
