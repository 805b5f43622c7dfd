"""待我处理: a card for everything that waits for this person, with the buttons to act."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.queries.seat.done_lately import Done, Key
from commandcenter.queries.seat.todo import TodoItem
from commandcenter.ui import look
from commandcenter.ui.frame.at_once import after_picture
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.seat.todo_card import GO, TodoCard, key_of
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.list_export import ExportButton, Table

CARD_WIDTH = 340  # below it a card of the desk reads badly
CARD_HEIGHT = 100  # at least
FEW = 4  # cards that are made at once, however low it is


class TodoView(QWidget):
    """The cards, most urgent first, in one column or, where it is wide, in two or three.

    Signals:
        acted: A button was pressed. args: the TodoKind's value, the subject's id,
               the action: activate, decide, sign, send, receive, report, complete,
               return (send it back with words), open (read it), judge (read and decide it),
               recall (take back what was just done)
        went: It is wanted where it is done. arg: the TodoItem
    """

    acted = Signal(str, int, str)
    went = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todo")
        self._cards: dict[Key, TodoCard] = {}
        self._order: list[Key] = []
        self.title = PlainLabel(self.tr("待我处理"), Size.TITLE, BOLD)
        self.title.setObjectName("todo_title")
        self._empty = Empty(
            "todo", self.tr("没有等您处理的事项"), self.tr("签发、定级、指令和任务到时在此列出")
        )
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, look.px(4), 0)
        self._grid.setSpacing(look.px(10))
        self._columns = 1
        # What has no card before the first picture stands: all that was to be shown.
        self._rest: tuple[Sequence[TodoItem], datetime | None, Mapping[Key, Done] | None] | None
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("待办事项"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        self.export = ExportButton(lambda: self.tr("待我处理"), self._table)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.export)
        outer.addLayout(top)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._empty, 1)
        self.set_items((), None)

    def heading(self) -> str:
        return self.tr("待我处理")

    def set_items(
        self,
        items: Sequence[TodoItem],
        now: datetime | None,
        done: Mapping[Key, Done] | None = None,
    ) -> None:
        """A card stays as long as what it asks: a button keeps its focus. `now` for items.

        `done`: of cards that wait no more, what they say for a while.
        """
        self._rest = None
        count = len(items)
        if count > self._seen_at_once() and after_picture(self, self._show_rest):
            self._rest = items, now, done
            items = items[: self._seen_at_once()]
        waiting, done = {key_of(item) for item in items}, done or {}
        anew = {key for key in waiting & self._cards.keys() if self._cards[key].done}
        said = (done.keys() - waiting) & self._cards.keys()
        self._drop(self._cards.keys() - anew)  # it waits again: a new card says so
        self._drop(waiting | said)
        self._order = [key_of(item) for item in items]
        for item in items:
            assert now is not None
            self._show_item(item, now)
        for key in said:
            assert now is not None
            self._cards[key].say_done(done[key], now)
        self._settle()
        self._arrange()
        template = self.tr("{title}（{count}）")
        title = self.heading()
        self.title.setText(template.format(title=title, count=count) if items else title)
        self.export.allow(bool(items))

    def _seen_at_once(self) -> int:
        return max(FEW, -(-self.height() // look.px(CARD_HEIGHT))) * self._columns

    @Slot()
    def _show_rest(self) -> None:
        if self._rest is not None:
            self.set_items(*self._rest)

    def _settle(self) -> None:
        self._area.setVisible(bool(self._cards))
        self._empty.setVisible(not self._cards)

    def shown(self) -> tuple[TodoItem, ...]:
        """What has a card, be it done."""
        return tuple(card.item for card in self._cards.values())

    def _table(self) -> Table:
        header = (
            self.tr("类别"),
            self.tr("事项"),
            self.tr("说明"),
            self.tr("事件"),
            self.tr("自何时"),
            self.tr("时限"),
        )
        return header, [self._cards[key].cells() for key in self._order]

    @Slot(object)
    def tick(self, now: datetime) -> None:
        for card in self._cards.values():
            card.tick(now)
        over = {k for k, c in self._cards.items() if c.done and c.done.until <= now}
        if over:
            self._drop(self._cards.keys() - over)
            self._settle()
            self._arrange()

    def _drop(self, wanted: set[Key]) -> None:
        for key in self._cards.keys() - wanted:
            card = self._cards.pop(key)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _show_item(self, item: TodoItem, now: datetime) -> None:
        card = self._cards.get(key_of(item))
        if card is not None:
            card.set_item(item, now)
            return
        card = self.new_card(item, now)
        card.acted.connect(partial(self.act_on, card))
        self._cards[key_of(item)] = card

    def placed(self) -> list[Key]:
        """The cards from the top: what was just done, then what waits."""
        return [*(key for key, card in self._cards.items() if card.done), *self._order]

    def new_card(self, item: TodoItem, now: datetime) -> TodoCard:
        return TodoCard(item, now)

    def _arrange(self) -> None:
        """Row by row from the most urgent; what is left below stays empty."""
        placed = self.placed()
        last = -(-len(placed) // self._columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for place, key in enumerate(placed):
            row, column = divmod(place, self._columns)
            self._grid.addWidget(self._cards[key], row, column)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._grid.setRowStretch(last, 1)

    def act_on(self, card: TodoCard, action: str) -> None:
        if action == GO:
            self.went.emit(card.item)
        else:
            self.acted.emit(card.item.kind.value, card.item.subject_id, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, min(3, self.width() // look.px(CARD_WIDTH)))
        if columns != self._columns:
            self._columns = columns
            self._arrange()
