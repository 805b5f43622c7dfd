"""A list of entries of three lines each: what it is, how it stands, where and since when."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.tables_out import Cell
from commandcenter.ui import look, theme
from commandcenter.ui.frame.line_order import whole_words
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.widgets.line_model import LINE, LineModel
from commandcenter.ui.widgets.painting import CENTER, RIGHT, write

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """`tag`: a word at the right of the head, in the colours `tag_ground` and `tag_ink`.

    `second` is bold in `ink`; `aside` stands at the right of it.
    """

    id: int
    head: str
    tag: str
    second: str
    third: str
    aside: str = ""
    ink: str = "text"
    tag_ground: str = "surface_3"
    tag_ink: str = "text_dim"


class EntryModel(LineModel[Entry]):
    def text(self, line: Entry) -> str:
        return line.head

    def spoken(self, line: Entry) -> str:
        return listed((line.head, line.tag, line.second, line.aside, line.third))

    def heads(self) -> tuple[str, ...]:
        return (
            self.tr("名称"),
            self.tr("状态"),
            self.tr("情况"),
            self.tr("数值"),
            self.tr("说明"),
        )

    def cells(self, line: Entry) -> tuple[Cell, ...]:
        return line.head, line.tag, line.second, line.aside, whole_words(line.third)


class EntryDelegate(QStyledItemDelegate):
    """Three rows and a line below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, line = look.px, look.line
        return QSize(0, line(Size.TEXT) * 2 + line(Size.SMALL) + px(26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(LINE)
        box, px = QRectF(option.rect), look.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, theme.color("selection"))
            painter.fillRect(
                QRectF(box.left(), box.top(), px(3), box.height()), theme.color("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        row = QRectF(box.left() + px(14), box.top() + px(9), box.width() - px(26), 0)
        row.setHeight(look.line(Size.TEXT))
        left = row.adjusted(0, 0, -self._tag(painter, row, entry) - px(8), 0)
        write(painter, left, entry.head, look.font(Size.TEXT, BOLD), "text")
        row.translate(0, row.height() + px(2))
        small = look.font(Size.SMALL)
        aside = QFontMetricsF(small).horizontalAdvance(entry.aside) if entry.aside else 0
        write(painter, row, entry.aside, small, "text_dim", RIGHT)
        middle = row.adjusted(0, 0, -aside - px(8), 0)
        write(painter, middle, entry.second, look.font(Size.TEXT, MEDIUM), entry.ink)
        row.translate(0, row.height() + px(2))
        row.setHeight(look.line(Size.SMALL))
        write(painter, row, entry.third, small, "text_dim")

    def _tag(self, painter: QPainter, row: QRectF, entry: Entry) -> float:
        """The width that it took."""
        if not entry.tag:
            return 0
        font, px = look.font(Size.SMALL, MEDIUM), look.px
        wide = QFontMetricsF(font).horizontalAdvance(entry.tag) + px(14)
        box = QRectF(row.right() - wide, row.top(), wide, row.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(entry.tag_ground))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.restore()
        write(painter, box, entry.tag, font, entry.tag_ink, CENTER)
        return wide


class EntryList(QListView):
    """Signals:
    chosen: Another entry is chosen. arg: its id
    opened: Enter or a double click. arg: its id
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setProperty("plain", "true")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._on_opened)

    @property
    def chosen_id(self) -> int | None:
        index = self.currentIndex()
        return self.entries.line(index).id if index.isValid() else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """The chosen one stays chosen while it is there; else the first is."""
        before = self.chosen_id
        self.entries.set_lines(entries)
        row = self.entries.row_of(before) if before is not None else None
        if entries and (row is None or not self.currentIndex().isValid()):
            self._set(row or 0)

    def choose(self, entry_id: int) -> bool:
        row = self.entries.row_of(entry_id)
        if row is not None:
            self._set(row)
        return row is not None

    def _set(self, row: int) -> None:
        index = self.entries.index(row)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.entries.line(index).id)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.entries.line(index).id)
