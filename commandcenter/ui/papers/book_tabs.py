"""The books of the 公文 page side by side as tabs, with a remark on the one that is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel


class BookTabs(Card):
    """`books`: key, title and panel of each. Only the panel that is shown asks anything."""

    def __init__(
        self, books: Sequence[tuple[str, str, QWidget]], parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self._panels = {key: panel for key, _, panel in books}
        self._first = books[0][0]
        self.tabs = Segments([(key, title) for key, title, _ in books])
        self.tabs.setObjectName("paper_books")
        self.tabs.chosen.connect(self.show_book)
        self.remark = ElidedLabel("", Size.SMALL, ink="text_faint")
        self.remark.setObjectName("books_remark")
        self.remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.remark, 1000)
        self.body.setSpacing(look.px(8))
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)

    @Slot(str)
    def show_book(self, key: str) -> None:
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._panels[key])
        self.remark.setVisible(key == self._first)

    @Slot(str)
    def set_note(self, words: str) -> None:
        """Said of the first book."""
        self.remark.setText(words)
