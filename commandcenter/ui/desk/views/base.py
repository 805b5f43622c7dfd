"""The base of the incident page's views: some ledgers side by side as tabs."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui import look
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.support.books import Books
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.ledger import Ledger


class WorkView(QWidget):
    """A view of one incident. Without tabs a subclass fills `body` itself.

    Only the panels of the tab that is shown ask the database anything.
    """

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat, self.acts, self.rows = seat, acts, rows
        self.incident_id: int | None = None
        self.head: DeskHead | None = None
        self._tabs: list[tuple[str, str, QWidget]] = []
        self._segments: Segments | None = None
        self._stack: QStackedWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.px(10))
        self.build()
        if self._tabs:
            self._lay_out_tabs()

    @property
    def over(self) -> Over:
        """Where its forms open."""
        return Over(self.seat, self.window())

    def build(self) -> None:
        """Make the panels: `add_tab` for each, or fill `body`."""
        raise NotImplementedError

    def add_tab(self, key: str, title: str, panel: QWidget) -> None:
        """`panel` may have `turn_to(incident_id)`, or an `incident_id` and `refresh()`."""
        self._tabs.append((key, title, panel))

    def _lay_out_tabs(self) -> None:
        card = Card("", "")
        self._stack = QStackedWidget()
        for _, _, panel in self._tabs:
            self._stack.addWidget(panel)
        if len(self._tabs) > 1:
            self._segments = Segments([(key, title) for key, title, _ in self._tabs])
            self._segments.setObjectName("tabs")
            self._segments.chosen.connect(self.show_tab)
            bar = QHBoxLayout()
            bar.addWidget(self._segments)
            bar.addStretch(1)
            card.body.addLayout(bar)
        card.body.addWidget(self._stack, 1)
        self.body.addWidget(card, 1)

    @property
    def tab(self) -> str:
        return self._segments.key if self._segments else ""

    @Slot(str)
    def show_tab(self, key: str) -> None:
        if self._segments:
            self._segments.choose(key)
        for name, _, panel in self._tabs:
            if name == key and self._stack is not None:
                self._stack.setCurrentWidget(panel)

    def show_place(self, tab: str, book: str) -> None:
        """A tab, and a book of it where one is named."""
        self.show_tab(tab)
        for name, _, panel in self._tabs:
            if book and name == tab and isinstance(panel, Books):
                panel.show_book(book)

    def go(self, tab: str, subject: int) -> None:
        """Show what waits: the tab, and in its ledger the line of `subject`."""
        if tab:
            self.show_tab(tab)
        for name, _, panel in self._tabs:
            ledger = getattr(panel, "ledger", None)
            if name == tab and isinstance(ledger, Ledger):
                ledger.choose(subject)

    def begin(self, tab: str, subject: int, key: str) -> None:
        """Show the tab at its line, and open the form of `key` there, or of the heading."""
        self.go(tab, subject)
        for name, panel in self.ledgers():
            if key and name == tab:
                panel.begin(key, subject)

    def ledgers(self) -> list[tuple[str, LinesPanel[Any, Any]]]:
        """The tabs with a ledger; of a view without tabs "" and its panel."""
        return [(name, panel) for name, _, panel in self._tabs if isinstance(panel, LinesPanel)]

    def panels(self) -> list[Any]:
        """What is told which incident is chosen."""
        return [panel for _, _, panel in self._tabs]

    def turn_to(self, incident_id: int | None) -> None:
        self.incident_id = incident_id
        for panel in self.panels():
            if hasattr(panel, "turn_to"):
                panel.turn_to(incident_id)
            else:
                panel.incident_id = incident_id
                panel.refresh()

    def set_head(self, head: DeskHead) -> None:
        """The head of the chosen incident: rights, level, state."""
        self.head = head
