"""A ledger of lines: what its columns say of a line, and what can be done to it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.queries.offers import Offer
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.ledger import Cell, Column, Line, LineAct

B = TypeVar("B")
L = TypeVar("L")
Detail = tuple[tuple[str, str], ...]  # label and words of each pair


class Board(Protocol):
    """What an answer has, unless the panel says otherwise. `offers`: of the heading's buttons."""

    @property
    def lines(self) -> Sequence[Any]: ...

    @property
    def offers(self) -> Sequence[Offer]: ...


class LinesPanel(LedgerPanel[B], Generic[B, L]):
    """A subclass sets `object_name` and `kinds`, and gives `make_ledger()` with its `columns()`,
    `query()`, and of each line its `detail()` and `acts()`. Its buttons, made by `offer_button`,
    are shown by the `offers` of the board; `want()` and `act()` do what was pressed.

    `board` is the answer that is shown. A line is found again by its id, or `by_place` in the
    list, where it has none. One that is `ticking` asks again each minute.
    """

    object_name: ClassVar[str]
    by_place: ClassVar[bool] = False

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName(self.object_name)
        self.board: B | None = None
        self._buttons: dict[str, Button] = {}
        self._wanted: tuple[str, int] | None = None
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def columns(self) -> list[Column]:
        """Each by `column`; for the Ledger that `make_ledger` makes."""
        raise NotImplementedError

    def column(
        self,
        title: str,
        width: int | None = None,
        *,
        cell: Callable[[L, B], Cell | str],
        stretch: bool = False,
        right: bool = False,
        adds: bool = False,
    ) -> Column:
        """A Column with what stands in it, of the line and the board."""
        return Column(title, width, stretch, right, adds, cell)

    def offer_button(
        self, key: str, words: str, icon: str = "", *, primary: bool = False
    ) -> Button:
        """A button of the heading, shown when the board offers `key`."""
        button = self.ledger.add_button(key, words, icon, primary=primary)
        button.hide()
        self._buttons[key] = button
        return button

    def rows(self, board: B) -> Sequence[L]:
        return board if isinstance(board, tuple) else cast(Board, board).lines

    def offers(self, board: B) -> Sequence[Offer]:
        return cast(Board, board).offers

    def number(self, line: L) -> int:
        """By what the line is found again, unless `by_place`."""
        return int(cast(Any, line).id)

    def detail(self, line: L, board: B) -> Detail:
        """All of it, beside the list; an empty word leaves its label out."""
        return ()

    def acts(self, line: L, board: B) -> tuple[LineAct, ...]:
        """What can be done to it (see line_acts)."""
        return ()

    def edge(self, line: L, board: B) -> str:
        """The theme colour at the left edge of a line that asks for an act."""
        return ""

    def note(self, board: B) -> str:
        """Words in the heading."""
        return ""

    def want(self, board: B, key: str) -> None:
        """A button of the heading was pressed."""

    def act(self, board: B, key: str, line: L) -> None:
        """A button of a line was pressed."""

    def show_answer(self, answer: B) -> None:
        self.board = answer
        if self._buttons:
            offers = {offer.key: offer for offer in self.offers(answer)}
            for key, button in self._buttons.items():
                show_offer(button, offers.get(key))
        self.ledger.set_note(self.note(answer))
        super().show_answer(answer)
        self._begin_wanted(answer)

    def begin(self, key: str, number: int = 0) -> None:
        """Press a button from elsewhere: of the line of that number, else of the heading. It
        waits for the answer; what is not offered, or refused, is not pressed.
        """
        self._wanted = (key, number)
        if self.board is not None:
            self._begin_wanted(self.board)

    def _begin_wanted(self, board: B) -> None:
        if self._wanted is None:
            return
        key, number = self._wanted
        self._wanted = None
        line = next((x for found, x in self._numbered(board) if number and found == number), None)
        of_line = self.acts(line, board) if line is not None else ()
        if line is not None and any(act.key == key and not act.refusal for act in of_line):
            self.act(board, key, line)
        elif any(each.key == key and not each.refusal for each in self.offers(board)):
            self.want(board, key)

    def lines(self, answer: B) -> list[Line]:
        return [self._line(number, line, answer) for number, line in self._numbered(answer)]

    def _numbered(self, board: B) -> Iterable[tuple[int, L]]:
        lines = self.rows(board)
        return enumerate(lines) if self.by_place else ((self.number(x), x) for x in lines)

    def _line(self, number: int, line: L, board: B) -> Line:
        cells = (column.cell for column in self.ledger.model.columns)
        return Line(
            number,
            tuple(cell(line, board) for cell in cells if cell is not None),
            self.detail(line, board),
            self.acts(line, board),
            self.edge(line, board),
        )

    def tick(self, now: datetime) -> None:
        """What is late changes by itself."""
        if self.as_of is not None and (now - self.as_of).total_seconds() >= 60:
            self.refresh()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.board is not None:
            self.want(self.board, key)

    @Slot(str, int)
    def _on_act(self, key: str, number: int) -> None:
        if self.board is None:
            return
        line = next((x for found, x in self._numbered(self.board) if found == number), None)
        if line is not None:
            self.act(self.board, key, line)
