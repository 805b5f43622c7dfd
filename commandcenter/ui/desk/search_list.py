"""The list of what a search found: in groups, a row each, painted as plain text."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import icons, look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.painting import LEFT, RIGHT, width_of, write

ROW, HEAD = 36, 26
SHARE = 0.42  # of a row at most for what is said beside the title
LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FoundLine:
    """`what` is chosen with it; `group`: its heading; with a `reason` it cannot be chosen now."""

    what: object
    group: str
    icon: str
    title: str
    detail: str
    reason: str = ""


class SearchList(QListWidget):
    """The first row of each group bears its heading. Reached by the field's keys alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_list")
        self.setAccessibleName(self.tr("搜索结果"))
        self.setProperty("plain", "true")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(FoundRows(self))

    def show_lines(self, lines: Sequence[FoundLine]) -> None:
        """The first that can be is chosen."""
        self.clear()
        group = ""
        for line in lines:
            self.addItem(self._item(line, heads=line.group != group))
            group = line.group
        able = [n for n, line in enumerate(lines) if not line.reason]
        if able:
            self.choose(able[0])

    def _item(self, line: FoundLine, *, heads: bool) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(LINE, (line, heads))
        spoken = self.tr("{title}，{detail}").format(title=line.title, detail=line.detail)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(tip(joined("\n", filter(None, (line.title, line.detail, line.reason)))))
        item.setSizeHint(QSize(0, look.px(ROW + HEAD if heads else ROW)))
        if line.reason:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return item

    def chosen(self) -> FoundLine | None:
        item = self.currentItem()
        line: FoundLine | None = item.data(LINE)[0] if item is not None else None
        return line

    def choose(self, row: int) -> None:
        """With the heading above it in sight."""
        self.setCurrentRow(row)
        self.scrollToItem(self.item(0 if row == 0 else row))

    def step(self, rows: int) -> None:
        """By so many of those that can be chosen; not beyond the ends."""
        able = [n for n in range(self.count()) if self.item(n).flags() & Qt.ItemFlag.ItemIsEnabled]
        if not able:
            return
        now = self.currentRow()
        at = able.index(now) if now in able else 0
        self.choose(able[min(max(0, at + rows), len(able) - 1)])


class FoundRows(QStyledItemDelegate):
    """A picture, the title, and at the right what is said of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, heads = index.data(LINE)
        px, area = look.px, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heads:
            head = QRectF(area.left() + px(8), area.top(), area.width() - px(16), px(HEAD))
            write(painter, head, line.group, look.font(Size.SMALL), "text_faint", LEFT)
            area.setTop(area.top() + px(HEAD))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), px(5), px(5))
        self._write(painter, area, line, chosen=chosen)
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, line: FoundLine, *, chosen: bool) -> None:
        px, size = look.px, look.px(18)
        ratio = painter.device().devicePixelRatio()
        faint = bool(line.reason)
        picture = icons.pixmap(line.icon, "text_faint" if faint else "text_dim", size, ratio)
        painter.drawPixmap(area.left() + px(8), area.center().y() - size // 2 + 1, picture)
        box = QRectF(area).adjusted(px(8) + size + px(10), 0, -px(10), 0)
        small, said = look.font(Size.SMALL), line.reason or line.detail
        most = box.width() * SHARE
        right = QRectF(box)
        right.setLeft(box.right() - min(most, width_of(said, small) + 1))
        write(painter, right, said, small, "text_dim" if chosen else "text_faint", RIGHT)
        box.setRight(right.left() - px(12))
        write(painter, box, line.title, look.font(), "text_faint" if faint else "text", LEFT)
