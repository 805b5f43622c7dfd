"""现在 · 指挥 · 报告 · 全部: an incident's views, folded to the few that are looked at all day."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind


class ViewTabs(QWidget):
    """`plain` stand in the row, `folded` in the menu 全部, which takes the name of the one shown.

    Signals:
        chosen: Another one was chosen by the user. arg: its key
    """

    chosen = Signal(str)

    def __init__(
        self,
        plain: Sequence[tuple[str, str]],
        folded: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plain, self._folded = dict(plain), dict(folded)
        self._key = plain[0][0]
        self._buttons: dict[str, Button] = {}
        self._entries: dict[str, QAction] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(2))
        for key, word in self._plain.items():
            self._buttons[key] = self._button(word, f"view_tab_{key}")
            self._buttons[key].clicked.connect(partial(self._on_chosen, key))
            row.addWidget(self._buttons[key])
        self.all = self._button("", "view_tab_all")
        self.menu = QMenu(self)
        self.menu.setObjectName("view_menu")
        for key, word in self._folded.items():
            entry = self.menu.addAction(word)
            entry.setObjectName(f"view_entry_{key}")
            entry.triggered.connect(partial(self._on_chosen, key))
            self._entries[key] = entry
        self.all.setMenu(self.menu)
        row.addWidget(self.all)
        self.choose(self._key)

    def _button(self, word: str, name: str) -> Button:
        button = Button(word, Kind.QUIET, size=Size.TEXT)
        button.setObjectName(name)
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    @property
    def key(self) -> str:
        return self._key

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self._plain, *self._folded)

    def choose(self, key: str) -> None:
        """Choose without telling: the program's own choice."""
        self._key = key
        folded = self._folded.get(key)
        self.all.setText(folded or self.tr("全部"))
        (self.all if folded else self._buttons[key]).setChecked(True)

    def offer(self, key: str, offered: bool) -> None:
        """Show or hide one of them."""
        if key in self._buttons:
            self._buttons[key].setVisible(offered)
        else:
            self._entries[key].setVisible(offered)

    def offers(self, key: str) -> bool:
        button = self._buttons.get(key)
        return self._entries[key].isVisible() if button is None else not button.isHidden()

    @Slot()
    def _on_chosen(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
