"""先办: what is late or short at the left, what soon falls due at the right (plan 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from commandcenter.queries.support.first import FirstBoard, first_board
from commandcenter.queries.support.first_line import FIRST_WORDS, FirstLine
from commandcenter.store.database import Query
from commandcenter.ui import icons, look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, REGULAR, Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.stacking import Stacking
from commandcenter.ui.widgets.tag import Tag

ROW = 40
LEAST = 120  # pixels of what a line is about
MOST = 7  # rows; more are scrolled to
INKS = {True: "danger", False: "warn"}
ICONS = {True: "overdue", False: "stale"}


class FirstPanel(LivePanel[FirstBoard]):
    """Of every book of this page.

    Signals:
        wanted: A line's act was pressed. args: kind of the line, its subject, key of the act
    """

    kinds = frozenset(
        {
            "stock_item",
            "stock_move",
            "plan",
            "person",
            "certificate",
            "partner",
            "training",
            "budget_line",
            "fund_request",
            "supply_request",
            "incident",
        }
    )  # of each book its own
    ticking = True
    wanted = Signal(str, int, str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("first_panel")
        self.setAccessibleName(self.tr("先办"))
        self.late = Tag("", "danger_fill", "danger_fill_text")
        self.soon = Tag("", "warn_soft", "warn_soft_text")
        self._note = ElidedLabel("", Size.SMALL, ink="text_faint")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        for widget in (PlainLabel(self.tr("先办"), Size.TITLE, BOLD), self.late, self.soon):
            head.addWidget(widget)
        head.addWidget(self._note, 1)
        self.body.addLayout(head)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, look.px(6), 0)
        self._columns.setSpacing(look.px(28))
        self._stacking = Stacking(self, self._columns)
        self._stacking.changed.connect(self._fit_rows)
        self._lines = (0, 0)  # late, soon
        self._days = 0
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("先办"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        hint = self.tr("到期、不足和待办的按时限列在这里，可以直接办理")
        self._empty = Empty("done", self.tr("没有逾期、不足和将到期的。"), hint)
        self.body.addWidget(self._area)
        self.body.addWidget(self._empty)
        self._shown: object = None

    def query(self) -> Query[FirstBoard]:
        """Another page asks for its own."""
        return self.seat.query(first_board, self.seat.clock())

    def words(self) -> Mapping[str, str]:
        """Of each act that a book may offer here."""
        return {
            "remind": self.tr("催还…"),
            "in": self.tr("登记入库…"),
            "check": self.tr("登记检查…"),
            "scrap": self.tr("报废…"),
            "approve": self.tr("批准…"),
        }

    def tick(self, now: datetime) -> None:
        """What is late changes by itself."""
        if self.as_of is not None and (now - self.as_of).total_seconds() >= 60:
            self.refresh()

    def show_answer(self, answer: FirstBoard) -> None:
        """The same lines again keep what has the focus."""
        self._days = answer.days
        self._tell()
        shown = (answer.late, answer.soon)
        if shown == self._shown:
            return
        self._shown = shown
        self._lines = (len(answer.late), len(answer.soon))
        self._fit_rows()
        for tag, lines in ((self.late, answer.late), (self.soon, answer.soon)):
            tag.set_text(str(len(lines)))
            tag.setVisible(bool(lines))
        there = bool(answer.late or answer.soon)
        self._area.setVisible(there)
        self._empty.setVisible(not there)
        while (item := self._columns.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for lines in (answer.late, answer.soon):
            self._columns.addWidget(self._column(lines), 1)

    def _tell(self) -> None:
        words = self.tr("逾期和不足在左，{n} 日内到期在右")
        if self._stacking.stacked:
            words = self.tr("逾期和不足在上，{n} 日内到期在下")
        self._note.setText(words.format(n=self._days))

    @Slot()
    def _fit_rows(self) -> None:
        self._tell()
        rows = sum(self._lines) if self._stacking.stacked else max(self._lines)
        self._area.setFixedHeight(look.px(ROW) * min(rows, MOST))

    def _column(self, lines: Sequence[FirstLine]) -> QWidget:
        column = QWidget()
        grid = QGridLayout(column)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(lines):
            self._add(grid, row, line)
        grid.setRowStretch(len(lines), 1)
        return column

    def _add(self, grid: QGridLayout, row: int, line: FirstLine) -> None:
        ink = INKS[line.late]
        picture = QLabel()
        size = look.px(18)
        picture.setPixmap(icons.pixmap(ICONS[line.late], ink, size, self.devicePixelRatioF()))
        words = ElidedLabel(line.words)
        words.setMinimumWidth(look.px(LEAST))
        words.setAccessibleName(f"{word(FIRST_WORDS[line.kind])} {line.words} {line.when}")
        said = (
            QHBoxLayout()
        )  # of this row alone: where one has much to say others need not be short
        said.addWidget(words, 1)
        said.addWidget(self._when(line))
        kind = PlainLabel(word(FIRST_WORDS[line.kind]), ink="text_dim")
        grid.addWidget(picture, row, 0)
        grid.addWidget(kind, row, 1)
        grid.addLayout(said, row, 2)
        grid.addWidget(self._button(line), row, 3)
        grid.setRowMinimumHeight(row, look.px(ROW))

    @staticmethod
    def _when(line: FirstLine) -> ElidedLabel:
        when = ElidedLabel(line.when, Size.TEXT, BOLD if line.late else REGULAR)
        when.set_ink(INKS[line.late] if line.late else "text_dim")
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        when.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return when

    def _button(self, line: FirstLine) -> Button:
        """Where its book offers no act, the line there is opened to be read."""
        key = line.act.key if line.act else ""
        button = Button(self.words().get(key, self.tr("查看")), Kind.SECONDARY, size=Size.SMALL)
        button.setObjectName(f"first_{line.kind.value}_{line.subject}_{key or 'read'}")
        button.setProperty("reads", not key)
        button.forbid(refusal(line.act.refusal) if line.act and line.act.refusal else "")
        button.clicked.connect(partial(self.wanted.emit, line.kind.value, line.subject, key))
        return button
