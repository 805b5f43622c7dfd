"""A long list of complaints as a Qt table that asks for its next page when it is scrolled to."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS
from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.domain.times import local, month_day
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.complaints.complaint_order import ComplaintOrder, OrderBy
from commandcenter.queries.complaints.complaints import ComplaintLine
from commandcenter.ui import theme
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import INK, LINE, NOWHERE, Index
from commandcenter.ui.widgets.painting import one_line

DUE_INKS: dict[Due | None, str] = {Due.LATE: "danger", Due.SOON: "warn"}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    TIME = 0
    TITLE = 1
    SUBJECT = 2
    DISTRICT = 3
    STATE = 4
    DUE = 5
    PROBLEM = 6
    AMOUNT = 7
    CHANNEL = 8
    KIND = 9
    PERSON = 10
    NUMBER = 11


# What stands in no column of the database, or must not be told by the order, is not sorted by.
ORDERS = {
    Column.TIME: OrderBy.REGISTERED,
    Column.TITLE: OrderBy.TITLE,
    Column.SUBJECT: OrderBy.SUBJECT,
    Column.DISTRICT: OrderBy.DISTRICT,
    Column.PROBLEM: OrderBy.PROBLEM,
    Column.AMOUNT: OrderBy.AMOUNT,
    Column.CHANNEL: OrderBy.CHANNEL,
    Column.KIND: OrderBy.KIND,
    Column.NUMBER: OrderBy.NUMBER,
}


def amount_text(cents: int | None, words: str = "") -> str:
    """Yuan without empty cents: 2,980; 2,980.50; else the words; "" where none is claimed."""
    if cents is None:
        return words
    return f"{cents // 100:,}" if cents % 100 == 0 else f"{cents / 100:,.2f}"


def table_row(line: ComplaintLine) -> tuple[Cell, ...]:
    """A line for a file, in the order of the columns: times and sums as what they are."""
    return (
        line.registered_at,
        line.title,
        line.subject,
        line.district,
        word(line.state),
        line.due_at,
        line.problem,
        (line.amount_words or None) if line.amount_cents is None else line.amount_cents / 100,
        word(CHANNEL_WORDS[line.channel]),
        word(KIND_WORDS[line.kind]),
        line.complainant,
        line.number,
    )


class ComplaintModel(QAbstractTableModel):
    """The lines that are here, and how many there are in all.

    Signals:
        more_wanted: The end of what is here came into view. arg: the next offset
        order_wanted: arg: the ComplaintOrder in which the rows shall be asked for
    """

    more_wanted = Signal(int)
    order_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None, head_font: QFont | None = None) -> None:
        """`head_font` because a style sheet takes a header's own font away."""
        super().__init__(parent)
        self._head_font = head_font
        self._lines: tuple[ComplaintLine, ...] = ()
        self._total = 0
        self._order = ComplaintOrder()
        self._asked = 0  # the offset that was asked for last
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    @property
    def lines(self) -> tuple[ComplaintLine, ...]:
        return self._lines

    @property
    def total(self) -> int:
        return self._total

    def set_lines(self, lines: Sequence[ComplaintLine], total: int, now: datetime) -> None:
        """Start anew with a first page. The same lines again repaint only what changed."""
        old, new = self._lines, tuple(lines)
        self._total, self._now, self._asked = total, now, len(new)
        if [line.id for line in old] != [line.id for line in new]:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()
            return
        self._lines = new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def add_lines(self, lines: Sequence[ComplaintLine], total: int, offset: int) -> None:
        """Put a further page at the end; one that does not fit on there is left out."""
        if offset != len(self._lines) or not lines:
            return
        self.beginInsertRows(NOWHERE, offset, offset + len(lines) - 1)
        self._lines += tuple(lines)
        self._total = total
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the database: most rows are not here. -1: the newest first."""
        descending = order is Qt.SortOrder.DescendingOrder
        wanted = ComplaintOrder()
        if column >= 0 and (by := ORDERS.get(Column(column))):
            wanted = ComplaintOrder(by, descending)
        if wanted != self._order:
            self._order = wanted
            self.order_wanted.emit(wanted)

    def row_of(self, complaint_id: int) -> int | None:
        rows = (row for row, line in enumerate(self._lines) if line.id == complaint_id)
        return next(rows, None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        here = len(self._lines)
        return not parent.isValid() and here < self._total and self._asked <= here

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = len(self._lines) + 1
            self.more_wanted.emit(len(self._lines))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.AMOUNT:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self._head_font
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(Column):
            return self._heads()[Column(section)]
        return None

    def _heads(self) -> dict[Column, str]:
        return {
            Column.TIME: self.tr("登记时间"),
            Column.TITLE: self.tr("事由"),
            Column.SUBJECT: self.tr("被投诉主体"),
            Column.DISTRICT: self.tr("区县"),
            Column.STATE: self.tr("办理状态"),
            Column.DUE: self.tr("法定期限"),
            Column.PROBLEM: self.tr("问题"),
            Column.AMOUNT: self.tr("金额（元）"),
            Column.CHANNEL: self.tr("渠道"),
            Column.KIND: self.tr("类型"),
            Column.PERSON: self.tr("投诉人"),
            Column.NUMBER: self.tr("登记编号"),
        }

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self._text(line, Column(index.column())))
            case Qt.ItemDataRole.AccessibleTextRole:
                words = one_line(self._text(line, Column(index.column())))
                return words or self.tr("空")
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._text(line, Column(index.column()))) or None
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == Column.AMOUNT:
                return RIGHT
            case Qt.ItemDataRole.ForegroundRole if index.column() == Column.DUE:
                return theme.color(DUE_INKS.get(line.due, "text_dim"))
            case _ if role == INK and index.column() == Column.DUE:
                return DUE_INKS.get(line.due, "text_dim")
            case _ if role == LINE:
                return line
        return None

    def _due(self, line: ComplaintLine) -> str:
        """12-03 前; the days that it is late, where it is handled here."""
        if line.due_at is None:
            return ""
        if line.due is Due.LATE:
            days = (local(self._now).date() - local(line.due_at).date()).days
            return self.tr("逾期 {n} 天").format(n=days)
        day = month_day(line.due_at, self._now)
        if line.estimated:
            return self.tr("{day} 前（推算）").format(day=day)
        return self.tr("{day} 前").format(day=day)

    def _text(self, line: ComplaintLine, column: Column) -> str:
        return {
            Column.TIME: self._time(line.registered_at),
            Column.TITLE: line.title,
            Column.SUBJECT: line.subject,
            Column.DISTRICT: line.district,
            Column.STATE: word(line.state),
            Column.DUE: self._due(line),
            Column.PROBLEM: line.problem,
            Column.AMOUNT: amount_text(line.amount_cents, line.amount_words),
            Column.CHANNEL: word(CHANNEL_WORDS[line.channel]),
            Column.KIND: word(KIND_WORDS[line.kind]),
            Column.PERSON: line.complainant,
            Column.NUMBER: line.number,
        }[column]

    def _time(self, at: datetime) -> str:
        """10:46 today; 11-23 10:46 this year; with the year before."""
        t, today = local(at), local(self._now)
        if t.date() == today.date():
            return f"{t:%H:%M}"
        return f"{month_day(at, self._now)} {t:%H:%M}" if t.year == today.year else f"{t:%Y-%m-%d}"
