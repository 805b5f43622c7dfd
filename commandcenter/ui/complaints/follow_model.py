"""The complaints of an incident as a Qt table that asks for its next page when scrolled to."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont

from commandcenter.domain.complaints.complaint import KIND_WORDS
from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.domain.times import local, month_day
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.complaints.follow_order import FollowBy, FollowOrder
from commandcenter.queries.complaints.followup import FollowLine
from commandcenter.ui import look, theme
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import INK, LINE, NOWHERE, Index
from commandcenter.ui.widgets.painting import one_line

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
INKS = {Due.LATE: "danger", Due.SOON: "warn"}


class Column(IntEnum):
    DUE = 0
    STATE = 1
    TITLE = 2
    SUBJECT = 3
    DISTRICT = 4
    PERSON = 5
    AMOUNT = 6
    HANDLER = 7
    SIGNS = 8
    TIME = 9
    KIND = 10
    NUMBER = 11


# What is masked, or stands in several words, is not told by an order.
ORDERS = {
    Column.DUE: FollowBy.DUE,
    Column.STATE: FollowBy.STATE,
    Column.TITLE: FollowBy.TITLE,
    Column.SUBJECT: FollowBy.SUBJECT,
    Column.DISTRICT: FollowBy.DISTRICT,
    Column.AMOUNT: FollowBy.AMOUNT,
    Column.HANDLER: FollowBy.HANDLER,
    Column.TIME: FollowBy.REGISTERED,
    Column.KIND: FollowBy.KIND,
    Column.NUMBER: FollowBy.NUMBER,
}


def table_row(line: FollowLine) -> tuple[Cell, ...]:
    """A line for a file, in the order of the columns: times and sums as what they are."""
    return (
        None if line.left or not line.clock else line.row.due_at,
        word(line.state),
        line.title,
        line.subject,
        line.district,
        line.complainant,
        (line.amount_words or None) if line.amount_cents is None else line.amount_cents / 100,
        line.handler,
        enumerated(word(sign) for sign in line.signs),
        line.row.registered_at,
        word(KIND_WORDS[line.row.kind]),
        line.number,
    )


class FollowModel(QAbstractTableModel):
    """The lines that are here, and how many there are in all.

    Signals:
        more_wanted: The end of what is here came into view. arg: the next offset
        order_wanted: arg: FollowOrder, or None for the order of the limits
    """

    more_wanted = Signal(int)
    order_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FollowLine, ...] = ()
        self._total = 0
        self._asked = 0
        self._order: FollowOrder | None = None
        self._now = datetime(1970, 1, 1, tzinfo=UTC)

    @property
    def lines(self) -> tuple[FollowLine, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[FollowLine], total: int, now: datetime) -> bool:
        """Start anew. The same lines again repaint only what changed; whether they are others."""
        old, new = self._lines, tuple(lines)
        self._total, self._now, self._asked = total, now, len(new)
        if [line.id for line in old] != [line.id for line in new]:
            self.beginResetModel()
            self._lines = new
            self.endResetModel()
            return True
        self._lines = new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        return False

    def add_lines(self, lines: Sequence[FollowLine], offset: int) -> None:
        """Put a further page at the end; one that does not fit on there is left out."""
        if offset != len(self._lines) or not lines:
            return
        self.beginInsertRows(NOWHERE, offset, offset + len(lines) - 1)
        self._lines += tuple(lines)
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By the query: most rows may not be here. -1: the nearest limit first."""
        by = ORDERS.get(Column(column)) if column >= 0 else None
        wanted = FollowOrder(by, order is Qt.SortOrder.DescendingOrder) if by else None
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
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._heads()[Column(section)]
            case Qt.ItemDataRole.FontRole:
                return look.font(Size.SMALL)
            case Qt.ItemDataRole.TextAlignmentRole if section == Column.AMOUNT:
                return RIGHT
        return None

    def _heads(self) -> dict[Column, str]:
        return {
            Column.DUE: self.tr("法定期限"),
            Column.STATE: self.tr("办理状态"),
            Column.TITLE: self.tr("事由"),
            Column.SUBJECT: self.tr("被投诉主体"),
            Column.DISTRICT: self.tr("区县"),
            Column.PERSON: self.tr("投诉人"),
            Column.AMOUNT: self.tr("金额（元）"),
            Column.HANDLER: self.tr("承办人"),
            Column.SIGNS: self.tr("疑似异常"),
            Column.TIME: self.tr("登记时间"),
            Column.KIND: self.tr("类型"),
            Column.NUMBER: self.tr("登记编号"),
        }

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self._text(line, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return one_line(self._text(line, column)) or self.tr("空")
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._tip(line, column)) or None
            case Qt.ItemDataRole.ForegroundRole if ink := self._ink(line, column):
                return theme.color(ink)
            case _ if role == INK:
                return self._ink(line, column)
            case Qt.ItemDataRole.FontRole if column == Column.DUE and line.row.due is Due.LATE:
                return self._bold()
            case Qt.ItemDataRole.TextAlignmentRole if column == Column.AMOUNT:
                return RIGHT
            case _ if role == LINE:
                return line
        return None

    def _bold(self) -> QFont:
        return look.font(Size.SMALL, BOLD)

    def _ink(self, line: FollowLine, column: Column) -> str:
        if column == Column.DUE:
            return INKS[line.row.due] if line.row.due else "" if line.clock else "text_faint"
        return "warn" if column == Column.SIGNS else ""

    def _text(self, line: FollowLine, column: Column) -> str:
        return {
            Column.DUE: self._due(line),
            Column.STATE: word(line.state),
            Column.TITLE: line.title,
            Column.SUBJECT: line.subject,
            Column.DISTRICT: line.district,
            Column.PERSON: line.complainant,
            Column.AMOUNT: amount_text(line.amount_cents, line.amount_words),
            Column.HANDLER: line.handler,
            Column.SIGNS: enumerated(word(sign) for sign in line.signs),
            Column.TIME: self._moment(line.row.registered_at),
            Column.KIND: word(KIND_WORDS[line.row.kind]),
            Column.NUMBER: line.number,
        }[column]

    def _moment(self, at: datetime) -> str:
        return f"{month_day(at, self._now)} {local(at):%H:%M}"

    def _due(self, line: FollowLine) -> str:
        """11-30 前; 逾期 2 天; 不计时 while a test stops the clock; 已出 when it was taken out."""
        if line.left:
            return self.tr("{time} 移出").format(time=self._moment(line.left.at))
        if not line.clock:
            return self.tr("无")
        if line.row.due_at is None:
            return self.tr("检测中，不计时")
        days = (local(line.row.due_at).date() - local(self._now).date()).days
        if line.row.due is Due.LATE:
            return self.tr("逾期 {n} 天").format(n=-days)
        day = month_day(line.row.due_at, self._now)
        if days == 0:
            return self.tr("今日到期")
        if line.row.estimated:
            return self.tr("{day}（推算，剩 {n} 天）").format(day=day, n=days)
        return self.tr("{day}（剩 {n} 天）").format(day=day, n=days)

    def _tip(self, line: FollowLine, column: Column) -> str:
        if column != Column.DUE:
            return self._text(line, column)
        if line.left:
            return self.tr("{by}：{why}").format(by=line.left.by, why=line.left.why)
        if not line.clock or line.row.due_at is None:
            return word(line.clock)
        template = self.tr("{what}：{time}。以全国12315平台为准")
        time = self.tr("{time} 前").format(time=f"{local(line.row.due_at):%Y-%m-%d %H:%M}")
        if line.row.estimated:
            time = with_note(time, self.tr("推算：放假通知还没有录入"))
        return template.format(what=word(line.clock), time=time)
