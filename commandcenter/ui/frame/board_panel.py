"""What there is, in parts, at the left; all of the chosen one at the right."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.entry_list import Entry, EntryList
from commandcenter.ui.widgets.list_export import ViewExport

LEFT = 396


class Numbered(Protocol):
    """A line that can be chosen."""

    @property
    def id(self) -> int: ...


B = TypeVar("B")
L = TypeVar("L", bound=Numbered)
T = TypeVar("T")


class ChosenPanel(LivePanel[T | None], Generic[T]):
    """Asks for what is chosen; nothing while nothing is. A subclass gives `ask` and `show_chosen`,
    and calls `hold` with the widget that shows it."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.chosen: int | None = None

    def hold(self, view: QWidget) -> None:
        self._view = view
        view.setVisible(False)
        self.body.addWidget(view, 1)

    def ask(self, number: int) -> Query[T]:
        raise NotImplementedError

    def show_chosen(self, answer: T) -> None:
        raise NotImplementedError

    def query(self) -> Query[T | None]:
        if self.chosen is None:
            return lambda session: None
        return self.ask(self.chosen)

    def show_answer(self, answer: T | None) -> None:
        self._view.setVisible(answer is not None)
        if answer is not None:
            self.show_chosen(answer)

    def turn_to(self, number: int | None) -> None:
        if number != self.chosen:
            self.chosen = number
            self.refresh()


class BoardPanel(LivePanel[B], Generic[B, L]):
    """A subclass names its `parts_in_order` and its `icon`, and gives its title, the words of each
    part, its lines, an entry for each line, and what to say of a part that is empty."""

    parts_in_order: ClassVar[tuple[str, ...]]
    icon: ClassVar[str]

    def __init__(self, seat: Seat, detail: ChosenPanel[Any], parent: QWidget | None) -> None:
        super().__init__(seat, parent)
        title = self.title()
        self.setAccessibleName(title)
        self.board: B | None = None
        self.part = self.parts_in_order[0]
        self._wanted: int | None = None
        self.list = EntryList(title)
        self.parts = Segments([(p, self.part_words(p, 0)) for p in self.parts_in_order])
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.parts)
        self.bar.addStretch(1)
        self.bar.addWidget(ViewExport(self.list))
        self._turn = detail.turn_to
        self.empty = Empty(self.icon, "", "")
        self._lay_out(detail)
        self.parts.chosen.connect(self._on_part)
        self.list.chosen.connect(detail.turn_to)

    def _lay_out(self, detail: QWidget) -> None:
        left = Card("", "")
        left.setFixedWidth(look.px(LEFT))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        left.body.addLayout(self.bar)
        left.body.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(left)
        row.addWidget(detail, 1)
        self.body.addLayout(row, 1)

    def title(self) -> str:
        raise NotImplementedError

    def part_words(self, part: str, count: int) -> str:
        raise NotImplementedError

    def lines(self, board: B, part: str) -> Sequence[L]:
        raise NotImplementedError

    def entry(self, line: L) -> Entry:
        raise NotImplementedError

    def empty_words(self, part: str) -> tuple[str, str]:
        """That there is nothing, and what would be there."""
        raise NotImplementedError

    def elsewhere(self, number: int) -> bool:
        """What is wanted is in no part: whether it is shown nevertheless; else it is awaited."""
        return False

    def show_answer(self, answer: B) -> None:
        self.board = answer
        for part in self.parts_in_order:
            self.parts.set_word(part, self.part_words(part, len(self.lines(answer, part))))
        if self._wanted is not None:
            self.go(self._wanted)
        self.show_part()

    def show_part(self) -> None:
        self.parts.choose(self.part)
        lines = self.lines(self.board, self.part) if self.board is not None else ()
        self.list.show_entries([self.entry(line) for line in lines])
        self.stack.setCurrentWidget(self.list if lines else self.empty)
        self.empty.set_text(*self.empty_words(self.part))
        self._turn(self.list.chosen_id if lines else None)

    @Slot(int)
    def go(self, number: int) -> None:
        """Show it, in whichever part it is; before the first answer, as soon as that is there."""
        if self.board is None:
            self._wanted = number
            return
        for part in self.parts_in_order:
            if any(line.id == number for line in self.lines(self.board, part)):
                self.part, self._wanted = part, None
                self.show_part()
                self.list.choose(number)
                return
        self._wanted = None if self.elsewhere(number) else number

    @Slot(str)
    def _on_part(self, part: str) -> None:
        self.part = part
        self.show_part()
