"""One paragraph of the editor: its text, and what was changed in it by hand."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.outputs.pdf.parts import Role
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, REGULAR, Size
from commandcenter.ui.papers.items import Passage
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag

GUTTER = 52
STRONG = frozenset({Role.TITLE, Role.HEADING})


def units(text: str) -> int:
    """Qt counts in UTF-16: a rare character is two."""
    return len(text.encode("utf-16-le")) // 2


class GrowingText(QPlainTextEdit):
    """As high as its text. The arrows lead out of it at its ends.

    Signals:
        entered: It has the focus now.
        left: An arrow led out of it. arg: -1 upwards, 1 downwards
    """

    entered = Signal()
    left = Signal(int)

    def __init__(self, strong: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("paragraph", "true")
        self.setFont(look.font(Size.TITLE, BOLD if strong else REGULAR))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Chinese breaks anywhere, and so must a long number.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(look.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    @Slot()
    def _grow(self) -> None:
        """QPlainTextEdit counts its document's height in lines."""
        lines = self.document().size().height()
        height = lines * QFontMetricsF(self.font()).lineSpacing()
        wanted = round(height + 2 * self.document().documentMargin() + 2)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the list scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if step and plain:
            before = self.textCursor()
            up, down = QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Down
            if not QTextCursor(before).movePosition(up if step < 0 else down):
                self.left.emit(step)
                return
        super().keyPressEvent(event)


class ParagraphRow(QWidget):
    """Signals:
    typed: Its text is another. args: key, text
    entered: It is being edited now. arg: key
    left: An arrow led out of it. args: key, -1 or 1
    restored: It is to say what the data say. arg: key
    """

    typed = Signal(str, str)
    entered = Signal(str)
    left = Signal(str, int)
    restored = Signal(str)

    def __init__(self, item: Passage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._setting = False
        self._label = PlainLabel(item.label, Size.SMALL, ink="text_faint")
        self._label.setFixedWidth(look.px(GUTTER))
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(0, look.px(6), look.px(6), 0)
        self.edit = GrowingText(item.part.part.role in STRONG)
        self.edit.setObjectName(f"part_{item.key}")
        self._tag = Tag(self.tr("已改"), "accent_soft", "accent_soft_text")
        self._said = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._said.setObjectName("data_says")
        self._back = Button(self.tr("恢复为数据文字"), Kind.LINK, size=Size.SMALL)
        self._back.setObjectName(f"restore_{item.key}")
        self._below = QWidget()
        self._lay_out()
        self.edit.textChanged.connect(self._on_text)
        self.edit.entered.connect(self._on_entered)
        self.edit.left.connect(self._on_left)
        self._back.clicked.connect(self._on_back)
        self.show_item(item)

    def _lay_out(self) -> None:
        px = look.px
        below = QHBoxLayout(self._below)
        below.setContentsMargins(px(6), 0, px(6), px(4))
        below.setSpacing(px(8))
        below.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._said, 1)
        below.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.edit)
        column.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), px(1), px(6), px(1))
        row.setSpacing(0)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def edited(self) -> bool:
        return self.item.part.edit is not None

    def show_item(self, item: Passage) -> None:
        """The same paragraph, perhaps with other data or another edit. The cursor stays."""
        self.item = item
        self._label.setText(item.label)
        name = item.label or self.tr("正文")
        self.edit.setAccessibleName(self.tr("{what}，可修改").format(what=name))
        if self.edit.toPlainText() != item.part.text:
            self._setting = True
            at = self.edit.textCursor().position()
            self.edit.setPlainText(item.part.text)
            cursor = self.edit.textCursor()
            cursor.setPosition(min(at, len(item.part.text)))
            self.edit.setTextCursor(cursor)
            self._setting = False
        self._show_edit()

    def select(self, slip: Slip) -> bool:
        """The words of a finding; whether they still stand there."""
        text = self.edit.toPlainText()
        if text[slip.start : slip.end] != slip.found:
            return False
        cursor = self.edit.textCursor()
        cursor.setPosition(units(text[: slip.start]))
        cursor.setPosition(units(text[: slip.end]), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)
        return True

    def replace(self, slip: Slip) -> None:
        """By what the finding proposes, unless the words have changed meanwhile."""
        if self.select(slip):
            self.edit.insertPlainText(slip.better)

    def allow(self, may: bool) -> None:
        self.edit.setReadOnly(not may)
        self._back.setVisible(may)

    def _show_edit(self) -> None:
        part = self.item.part
        self._below.setVisible(part.edit is not None)
        if part.edit is None:
            self.update()
            return
        words = self.tr("数据为：{text}")
        if part.overtaken:
            words = self.tr("改后数据有变，数据现为：{text}")
        self._said.setText(words.format(text=part.part.text or self.tr("（空）")))
        self._said.set_ink("warn" if part.overtaken else "text_dim")
        self.update()

    @Slot()
    def _on_text(self) -> None:
        if not self._setting:
            self.typed.emit(self.key, self.edit.toPlainText())

    @Slot()
    def _on_entered(self) -> None:
        self.entered.emit(self.key)

    @Slot(int)
    def _on_left(self, step: int) -> None:
        self.left.emit(self.key, step)

    @Slot()
    def _on_back(self) -> None:
        self.restored.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.edit.hasFocus():
            painter.fillRect(self.rect(), theme.color("surface_2"))
        if self.edited:
            ink = "warn" if self.item.part.overtaken else "accent"
            painter.fillRect(0, 0, look.px(3), self.height(), theme.color(ink))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
