"""The search (Ctrl+K): complaints, subjects, people, clauses and actions, all by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.queries.seat.desk import HitKind, SearchHit, search
from commandcenter.ui import icons, look, theme
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

WIDTH, HEIGHT = 640, 460
TOP = 70
GATHER_MS = 120
ROW = 40
ICONS = {
    HitKind.COMPLAINT: "complaint",
    HitKind.SUBJECT: "subject",
    HitKind.PERSON: "person",
    HitKind.CLAUSE: "clause",
    HitKind.PAPER: "paper",
}
KEY = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class PaletteAction:
    """An action that can be found by its words; with a reason it cannot be done now."""

    key: str
    words: str
    reason: str = ""


class Palette(QWidget):
    """Lies over the window; Esc puts it away.

    Signals:
        found: A hit was chosen. arg: Found
        deed: An action was chosen. arg: its key
    """

    found = Signal(object)
    deed = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("搜索"))
        self.seat = seat
        self._around = parent
        self._deeds: tuple[PaletteAction, ...] = ()
        self._before: QWidget | None = None
        self._asked = 0
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._ask)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        px = look.px
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setFont(look.font(Size.TITLE))
        self.field.setPlaceholderText(self.tr("投诉编号或内容、经营主体、人员、条款、操作"))
        self.field.setAccessibleName(self.tr("搜索词"))
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(self.tr("搜索结果"))
        self.list.setProperty("plain", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._choose)
        self._hint = PlainLabel("", Size.SMALL, ink="text_faint")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(14), px(14), px(14), px(10))
        box.setSpacing(px(8))
        for widget in (self.field, self.list, self._hint):
            box.addWidget(widget)

    def open(self, deeds: Sequence[PaletteAction]) -> None:
        """Show it, with the actions that can be found now."""
        self._deeds = tuple(deeds)
        self._before = QApplication.focusWidget()
        self.field.clear()
        self._show_hits(())
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def put_away(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    @Slot(str)
    def _on_text(self, words: str) -> None:
        self._gather.start()

    @Slot()
    def _ask(self) -> None:
        self._asked += 1
        query = partial(search, actor=self.seat.actor, words=self.field.text())
        self.seat.tasks.read(self, query, partial(self._arrived, self._asked))

    def _arrived(self, ticket: int, hits: tuple[SearchHit, ...]) -> None:
        if ticket == self._asked and self.isVisible():
            self._show_hits(hits)

    def _show_hits(self, hits: Sequence[SearchHit]) -> None:
        self.list.clear()
        words = self.field.text().split()
        deeds = [d for d in self._deeds if all(w in d.words for w in words)]
        for deed in deeds[: 4 if words else None]:
            detail = deed.reason or self.tr("操作")
            self._add(deed, "right", deed.words, detail, enabled=not deed.reason)
        for hit in hits:
            self._add(hit, ICONS[hit.kind], hit.title, hit.detail)
        self.list.setCurrentRow(0)
        if words and not hits and not deeds:
            self._hint.setText(self.tr("没有找到。可换一个词，或用空格分开几个词。"))
        else:
            self._hint.setText(self.tr("上下键选择 · 回车打开 · Esc 关闭"))

    def _add(
        self, what: object, icon: str, title: str, detail: str, *, enabled: bool = True
    ) -> None:
        item = QListWidgetItem()
        item.setData(KEY, what)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            self.tr("{title}，{detail}").format(title=title, detail=detail),
        )
        item.setSizeHint(QSize(0, look.px(ROW)))
        if not enabled:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(item)
        self.list.setItemWidget(item, self._row(icon, title, detail, enabled=enabled))

    def _row(self, icon: str, title: str, detail: str, *, enabled: bool) -> QWidget:
        px, row = look.px, QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(px(6), 0, px(6), 0)
        box.setSpacing(px(10))
        picture = PlainLabel()
        picture.setPixmap(icons.pixmap(icon, "text_dim", px(18), self.devicePixelRatioF()))
        name = ElidedLabel(title, ink="text" if enabled else "text_faint")
        more = ElidedLabel(detail, Size.SMALL, ink="text_faint")
        more.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(picture)
        box.addWidget(name, 3)
        box.addWidget(more, 2)
        return row

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        what = item.data(KEY)
        self.put_away()
        if isinstance(what, PaletteAction):
            self.deed.emit(what.key)
        else:
            self.found.emit(what)

    def _step(self, rows: int) -> None:
        if self.list.count():
            row = min(max(0, self.list.currentRow() + rows), self.list.count() - 1)
            self.list.setCurrentRow(row)

    def _place(self) -> None:
        px = look.px
        width = min(px(WIDTH), self._around.width() - px(40))
        height = min(px(HEIGHT), self._around.height() - px(TOP) - px(20))
        self.setGeometry((self._around.width() - width) // 2, px(TOP), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._around and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in STEPS:
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._gather.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("surface"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.px(10), look.px(10))
