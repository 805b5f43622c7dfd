"""The four levels to choose from, each beside the plan's own words."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from commandcenter.domain.level import Level
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel, tip
from commandcenter.ui.widgets.press_row import PressRow
from commandcenter.ui.widgets.tag import LevelTag

TAG_WIDTH = 128  # at least: all are as wide as the widest


class LevelChoice(QWidget):
    """Signals:
    changed: Another level was chosen. arg: Level
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._words: dict[Level, PlainLabel] = {}
        self._tags: dict[Level, LevelTag] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        for level in Level:
            box.addWidget(self._row(level))
        self._group.idToggled.connect(self._on_toggled)

    def _row(self, level: Level) -> PressRow:
        button = QRadioButton()
        button.setObjectName(f"level_{level.value}")
        self._group.addButton(button, level.rank)
        tag = LevelTag("", level, size=Size.TEXT)
        words = PlainLabel("", Size.SMALL, ink="text_dim")
        words.setWordWrap(True)
        self._tags[level], self._words[level] = tag, words
        whole = PressRow(button)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, look.px(4), look.px(8), look.px(4))
        row.setSpacing(look.px(10))
        row.addWidget(button)
        row.addWidget(tag)
        row.addWidget(words, 1)
        return whole

    def set_words(self, titles: Mapping[Level, str], words: Mapping[Level, str]) -> None:
        wide = look.px(TAG_WIDTH)
        for level in Level:
            self._tags[level].set_level(level, titles[level])
            wide = max(wide, self._tags[level].sizeHint().width())
            self._words[level].setText(words[level])
            name = self.tr("{title}：{words}").format(title=titles[level], words=words[level])
            self._group.button(level.rank).setAccessibleName(name)
        for tag in self._tags.values():
            tag.setFixedWidth(wide)

    def choose(self, level: Level) -> None:
        """Of one that is not allowed, nothing happens."""
        button = self._group.button(level.rank)
        if button.isEnabled():
            button.setChecked(True)

    def _clear(self) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    @property
    def level(self) -> Level | None:
        rank = self._group.checkedId()
        return list(Level)[rank - 1] if rank > 0 else None

    def allow(self, level: Level, reason: str) -> None:
        """Show a level disabled with the reason; "" allows it."""
        button = self._group.button(level.rank)
        button.setEnabled(not reason)
        if reason and button.isChecked():  # from a draft of another day
            self._clear()
        for widget in (button, self._tags[level], self._words[level]):
            widget.setToolTip(tip(reason))
        self._words[level].set_ink("text_faint" if reason else "text_dim")
        if reason:
            self._words[level].setText(reason)

    def chosen_words(self) -> str:
        return self.level.value if self.level else ""

    @Slot(int, bool)
    def _on_toggled(self, rank: int, checked: bool) -> None:
        if checked:
            self.changed.emit(list(Level)[rank - 1])
