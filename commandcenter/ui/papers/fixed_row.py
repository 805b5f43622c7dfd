"""A table or a figure in the editor: it follows the data and is not typed in."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from commandcenter.ui import icons, look
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.papers.items import Whole
from commandcenter.ui.papers.paragraph import GUTTER
from commandcenter.ui.phrases import listed
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel


class WholeRow(QWidget):
    """Signals:
    entered: It was clicked. arg: its key
    restored: All of it is to say what the data say. arg: its key
    """

    entered = Signal(str)
    restored = Signal(str)

    def __init__(self, item: Whole, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._icon = QLabel()
        self._title = ElidedLabel("", Size.TEXT, MEDIUM)
        self._says = ElidedLabel("", Size.SMALL, ink="text_faint")
        self._back = Button(self.tr("恢复为数据文字"), Kind.LINK, size=Size.SMALL)
        self._back.setObjectName(f"restore_{item.key}")
        self._back.clicked.connect(self._on_back)
        px = look.px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._says)
        card = Card("", "", ground="surface_2")
        inner = QHBoxLayout()
        inner.setSpacing(px(10))
        inner.addWidget(self._icon)
        inner.addLayout(words, 1)
        inner.addWidget(self._back)
        card.body.addLayout(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6) + px(GUTTER) + px(4), px(4), px(6), px(4))
        row.addWidget(card)
        self.show_item(item)
        self._draw()

    @property
    def key(self) -> str:
        return self.item.key

    def show_item(self, item: Whole, *, frozen: bool = False) -> None:
        """`frozen`: it was signed, and follows the data no more."""
        self.item = item
        self._title.setText(item.title)
        parts = [
            self.tr("图") if item.figure else self.tr("表，{n} 格").format(n=item.cells),
            self.tr("已定稿") if frozen else self.tr("随数据更新"),
            self.tr("{n} 处已改").format(n=item.edits) if item.edits else "",
        ]
        self._says.setText(listed(parts))
        self._says.set_ink("accent" if item.edits else "text_faint")
        self._back.setVisible(bool(item.edits))

    def allow(self, may: bool) -> None:
        self._back.setVisible(may and bool(self.item.edits))

    def _draw(self) -> None:
        name = "timeline" if self.item.figure else "checklist"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, "text_faint", look.px(20), ratio))

    @Slot()
    def _on_back(self) -> None:
        self.restored.emit(self.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.entered.emit(self.key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
