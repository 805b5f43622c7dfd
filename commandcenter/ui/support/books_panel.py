"""What each book of 保障 holds, beside one another: counts that open their rows, what is next."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from commandcenter.queries.support.book_states import BookState, BookStates, Count, book_states
from commandcenter.queries.support.first_line import FirstKind, FirstLine
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.support.first_panel import FirstPanel
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.stacking import Stacking

ROW = 32
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class BooksPanel(LivePanel[BookStates]):
    """A column for each book that the reader may see.

    Signals:
        rows_wanted: args: the book (a FirstKind), what opens the rows of a count there
        line_wanted: args: the book, the line there
    """

    kinds = FirstPanel.kinds
    rows_wanted = Signal(str, str)
    line_wanted = Signal(str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("books_panel")
        self.setAccessibleName(self.tr("各台账"))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(look.px(14))
        Stacking(self, self._columns)
        self.body.addLayout(self._columns, 1)
        self._shown: object = None

    def query(self) -> Query[BookStates]:
        return self.seat.query(book_states, self.seat.clock())

    def titles(self) -> dict[FirstKind, tuple[str, str]]:
        """Of each book its name, and what is said where nothing comes later."""
        return {
            FirstKind.TEAM: (self.tr("队伍和培训"), self.tr("此后没有到期的证照和计划的培训")),
            FirstKind.STOCK: (self.tr("物资装备"), self.tr("此后没有到期的检查、归还和有效期")),
            FirstKind.MONEY: (self.tr("应急资金"), self.tr("今年还没有用款申请")),
        }

    def show_answer(self, answer: BookStates) -> None:
        """The same again keeps what has the focus."""
        if answer.books == self._shown:
            return
        self._shown = answer.books
        while (item := self._columns.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for book in answer.books:
            self._columns.addWidget(self._column(book, answer.days), 1)

    def _column(self, book: BookState, days: int) -> QWidget:
        title, nothing = self.titles()[book.kind]
        column = Card(title, ground="surface_2")
        box = column.body
        box.setSpacing(look.px(8))
        box.addLayout(self._counts(book))
        money = book.kind is FirstKind.MONEY
        after = self.tr("用款") if money else self.tr("{n} 日以后到期").format(n=days)
        box.addWidget(PlainLabel(after, Size.SMALL, ink="text_dim"))
        box.addWidget(self._later(book, nothing), 1)
        return column

    def _counts(self, book: BookState) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(18))
        grid.setVerticalSpacing(look.px(2))
        for place, count in enumerate(book.counts):
            ink = "danger" if count.asks else "text_dim"
            grid.addWidget(PlainLabel(word(count.label), Size.SMALL, ink=ink), 0, place)
            grid.addWidget(self._figure(book.kind, place, count), 1, place, LEFT)
        grid.setColumnStretch(len(book.counts), 1)
        grid.setRowMinimumHeight(1, look.line())
        return grid

    def _figure(self, kind: FirstKind, place: int, count: Count) -> Button:
        button = Button(count.value, Kind.LINK)
        button.setObjectName(f"count_{kind.value}_{place}")
        button.setProperty("reads", True)
        button.setProperty("flush", True)
        button.setAccessibleName(f"{word(count.label)} {count.value}")
        button.setFont(look.font(Size.TEXT, BOLD))
        button.clicked.connect(partial(self.rows_wanted.emit, kind.value, count.rows))
        return button

    def _later(self, book: BookState, nothing: str) -> QScrollArea:
        """On a low screen they are scrolled to; the counts stand."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, look.px(6), 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for row, line in enumerate(book.later):
            self._add(grid, row, line)
        end = len(book.later)
        if not end:
            grid.addWidget(PlainLabel(nothing, ink="text_faint"), 0, 0)
        elif book.more:
            words = self.tr("还有 {n} 项").format(n=book.more)
            more = Button(words, Kind.LINK, size=Size.SMALL)
            more.setObjectName(f"more_{book.kind.value}")
            more.setProperty("reads", True)
            more.setProperty("flush", True)
            more.clicked.connect(partial(self.rows_wanted.emit, book.kind.value, "all"))
            grid.addWidget(more, end, 0, LEFT)
            grid.setRowMinimumHeight(end, look.px(ROW))
        grid.setRowStretch(end + 1, 1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("台账"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _add(self, grid: QGridLayout, row: int, line: FirstLine) -> None:
        look_at = Button(self.tr("查看"), Kind.LINK, size=Size.SMALL)
        look_at.setObjectName(f"later_{line.kind.value}_{line.subject}_{row}")
        look_at.setProperty("reads", True)
        look_at.setAccessibleName(f"{self.tr('查看')} {line.words} {line.when}")
        look_at.clicked.connect(partial(self.line_wanted.emit, line.kind.value, line.subject))
        grid.addWidget(ElidedLabel(line.words), row, 0)
        grid.addWidget(PlainLabel(line.when, ink="text_dim"), row, 1, RIGHT)
        grid.addWidget(look_at, row, 2)
        grid.setRowMinimumHeight(row, look.px(ROW))
