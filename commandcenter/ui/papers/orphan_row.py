"""An edit whose paragraph the data make no more: kept until somebody says what becomes of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.papers.paragraph import GUTTER
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel


class OrphanRow(QWidget):
    """Signals:
    dropped: It is not to be kept any more. arg: its key
    """

    dropped = Signal(str)

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"orphan_{key}")
        self.key, self._text = key, text
        says = PlainLabel(self.tr("原段已无，不会印出"), Size.SMALL, ink="warn")
        words = PlainLabel(text, Size.TEXT)
        words.setWordWrap(True)
        self.copy = Button(self.tr("复制文字"), Kind.LINK, size=Size.SMALL)
        self.copy.setObjectName("copy_orphan")
        self.copy.clicked.connect(self._on_copy)
        self.drop = Button(self.tr("不再保留"), Kind.LINK, size=Size.SMALL)
        self.drop.setObjectName("drop_orphan")
        self.drop.clicked.connect(self._on_drop)
        head = QHBoxLayout()
        head.addWidget(says, 1)
        head.addWidget(self.copy)
        head.addWidget(self.drop)
        inner = QVBoxLayout()
        inner.addLayout(head)
        inner.addWidget(words)
        card = Card("", "", ground="surface_2")
        card.body.addLayout(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10) + look.px(GUTTER), look.px(4), look.px(6), look.px(4))
        row.addWidget(card)

    def allow(self, may: bool) -> None:
        self.drop.setVisible(may)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    @Slot()
    def _on_drop(self) -> None:
        self.dropped.emit(self.key)
