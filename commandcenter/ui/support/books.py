"""Some ledgers as one tab of 保障: the words to turn between them stand in each one's heading."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.ledger import Ledger

Book = tuple[str, str, LinesPanel[Any, Any]]  # key, word, panel


class Books(QWidget):
    """Only the ledger that is shown asks the database anything."""

    def __init__(self, *books: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._books = books
        self._stack = QStackedWidget()
        self._segments: list[Segments] = []
        for _, _, panel in books:
            segments = Segments([(key, word) for key, word, _ in books])
            segments.setObjectName("books")
            segments.chosen.connect(self.show_book)
            panel.ledger.heading.insertWidget(0, segments)
            self._segments.append(segments)
            self._stack.addWidget(panel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    @property
    def book(self) -> str:
        return self._books[self._stack.currentIndex()][0]

    @Slot(str)
    def show_book(self, key: str) -> None:
        for segments in self._segments:
            segments.choose(key)
        for name, _, panel in self._books:
            if name == key:
                self._stack.setCurrentWidget(panel)

    @property
    def ledger(self) -> Ledger:
        """The first of them, in which what waits is looked for."""
        return self._books[0][2].ledger
