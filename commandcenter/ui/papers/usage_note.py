"""Below a text that is being written: what the misuse check marks in it, mended by one press."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from commandcenter.domain.papers.usage import slips
from commandcenter.domain.papers.usage_lists import NOTHING, Usage
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.ui import look
from commandcenter.ui.look import Size
from commandcenter.ui.papers.paragraph import units
from commandcenter.ui.phrases import sentences
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

PAUSE_MS = 300  # after the last key
SHOWN = 3


class UsageNote(QWidget):
    """Hidden while there is nothing to say. One press writes every proposal, as if typed."""

    def __init__(self, editor: QPlainTextEdit, usage: Usage = NOTHING) -> None:
        super().__init__()
        self.setObjectName(f"usage_{editor.objectName()}")
        self._editor, self._usage = editor, usage
        self._found: tuple[Slip, ...] = ()
        self.words = PlainLabel("", Size.SMALL, ink="warn")
        self.words.setWordWrap(True)
        self.adopt = Button(self.tr("按建议改"), Kind.LINK, size=Size.SMALL)
        self.adopt.setObjectName("adopt_all")
        self.adopt.setAutoDefault(False)
        self.adopt.clicked.connect(self._on_adopt)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.adopt)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read)
        editor.textChanged.connect(self._pause.start)
        self.read()

    def set_usage(self, usage: Usage) -> None:
        self._usage = usage
        self.read()

    @Slot()
    def read(self) -> None:
        self._found = slips(self._editor.toPlainText(), self._usage)
        self.words.setText(self._said(self._found))
        mendable = any(slip.better for slip in self._found)
        self.adopt.setVisible(mendable and not self._editor.isReadOnly())
        self.setVisible(bool(self._found))

    def _said(self, found: Sequence[Slip]) -> str:
        more = len(found) - SHOWN
        rest = self.tr("另有 {n} 处。").format(n=more) if more > 0 else ""
        return sentences(*(slip.words for slip in found[:SHOWN]), rest)

    @Slot()
    def _on_adopt(self) -> None:
        """From the last to the first, so that places stay right; one step to undo."""
        text = self._editor.toPlainText()
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        for slip in reversed(slips(text, self._usage)):
            if slip.better:
                cursor.setPosition(units(text[: slip.start]))
                cursor.setPosition(units(text[: slip.end]), QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(slip.better)
        cursor.endEditBlock()
        self.read()
