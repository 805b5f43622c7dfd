"""Small charts of four weeks side by side: by county, by category or by problem, live."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from commandcenter.queries.watch.monitor_days import DayFamily, DayLines, day_lines
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.watch.day_cell import HEIGHT, WIDTH, DayCell
from commandcenter.ui.widgets.empty import Empty

GAP = 8


class DayGrid(QWidget):
    """Cells in as many columns as fit; the cells stay the same widgets from answer to answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self.cells: list[DayCell] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, look.px(4), 0)
        self._grid.setSpacing(look.px(GAP))

    def want(self, count: int) -> None:
        while len(self.cells) < count:
            self.cells.append(DayCell(self))
            self._columns = 0
        for number, cell in enumerate(self.cells):
            cell.setVisible(number < count)
        self._arrange()

    def rows(self, width: int, count: int) -> int:
        return -(-count // self._fitting(width))

    def _fitting(self, width: int) -> int:
        return max(1, (width + look.px(GAP)) // look.px(WIDTH + GAP))

    def _arrange(self) -> None:
        columns = self._fitting(self.width())
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, cell in enumerate(self.cells):
            self._grid.addWidget(cell, number // columns, number % columns)
            cell.setFixedHeight(look.px(HEIGHT))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class DaysPanel(LivePanel[DayLines]):
    """Signals:
    day_clicked: args: the family (DayFamily), key, label, the day (date)
    """

    kinds = frozenset({"batch", "complaint", "city"})
    ticking = True
    day_clicked = Signal(object, str, str, object)

    def __init__(self, seat: Seat, family: DayFamily, parent: QWidget | None = None) -> None:
        self.family = family
        super().__init__(seat, parent)
        self.setObjectName(family.value)
        self._seconds = 0
        self._labels: dict[str, str] = {}
        self.grid = DayGrid()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.grid)
        self._area = area
        hint = self.tr("导入投诉后，这里按天显示每一项，并与平时相比")
        self._empty = Empty("timeline", self.tr("近十二周没有投诉"), hint)
        self._empty.hide()
        self.body.addWidget(area, 1)
        self.body.addWidget(self._empty, 1)

    def heading(self) -> str:
        return {
            DayFamily.DISTRICT: self.tr("各县区近 28 天，件（少见的在前）"),
            DayFamily.CATEGORY: self.tr("各类别近 28 天，件（少见的在前）"),
            DayFamily.PROBLEM: self.tr("各类问题近 28 天，件（少见的在前）"),
        }[self.family]

    @Slot(str)
    def look_by(self, family: str) -> None:
        self.family = DayFamily(family)
        assert self.card
        self.card.set_title(self.heading())
        self.setAccessibleName(self.heading())
        self.refresh()

    def query(self) -> Query[DayLines]:
        return partial(day_lines, family=self.family, now=self.seat.clock())

    def show_answer(self, answer: DayLines) -> None:
        self._seconds = 0
        self.set_note(as_of_text(answer.sources, answer.now))
        held = next((cell.key for cell in self.grid.cells if cell.hasFocus()), None)
        before = len(self.grid.cells)
        self.grid.want(len(answer.lines))
        for cell in self.grid.cells[before:]:
            cell.day_clicked.connect(self._on_day)
        for cell, line in zip(self.grid.cells, answer.lines, strict=False):
            self._labels[line.key] = self._name(line.key, line.label)
            cell.show_line(line, self._labels[line.key], answer.first)
            if held == line.key:
                cell.setFocus()
        self._area.setVisible(bool(answer.lines))
        self._empty.setVisible(not answer.lines)

    def _name(self, key: str, label: str) -> str:
        if key:
            return label
        return self.tr("未注明县区") if self.family is DayFamily.DISTRICT else self.tr("未分类")

    def _on_day(self, key: str, day: object) -> None:
        self.day_clicked.emit(self.family, key, self._labels[key], day)

    def tick(self, now: datetime) -> None:
        """What is usual by this hour grows with the time alone."""
        self._seconds += 1
        if self._seconds >= AGAIN_S:
            self._seconds = 0
            self.refresh()
