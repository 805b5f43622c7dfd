"""All of one line of a list, and what can be done to it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.ledger_model import Line, LineAct
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.widgets.button_rows import ButtonRows
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

DETAIL_WIDTH, NARROW_DETAIL = 380, 220
DETAIL_SHARE = 0.28  # of all the width, between these
MOST_ACTS = 3  # beside each other


def detail_width(whole: int) -> int:
    """Of the detail where lines and detail together are `whole` wide, in pixels of the screen."""
    share = round(DETAIL_SHARE * whole)
    return max(look.px(NARROW_DETAIL), min(share, look.px(DETAIL_WIDTH)))


class LineDetail(QWidget):
    """All of one line as pairs of label and plain text, and its acts as buttons.

    Signals:
        acted: arg: key of the act
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line_detail")
        self._shown: tuple[object, object] | None = None
        self._buttons: list[Button] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._pairs = QVBoxLayout(inside)
        self._pairs.setContentsMargins(0, 0, look.px(6), 0)
        self._pairs.setSpacing(look.px(2))
        area = QScrollArea()
        area.setAccessibleName(self.tr("详情"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._acts = ButtonRows(most=MOST_ACTS)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(14), 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(area, 1)
        box.addLayout(self._acts)

    def show_line(self, line: Line | None) -> None:
        """The same again keeps what has the focus."""
        shown = (line.detail, line.acts) if line else None
        if shown == self._shown:
            return
        self._shown = shown
        _empty(self._pairs)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        for label, words in line.detail if line else ():
            self._add_pair(label, words)
        self._pairs.addStretch(1)
        self._buttons = [self._button(act) for act in (line.acts if line else ())]
        self._lay_acts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_acts()

    def _lay_acts(self) -> None:
        self._acts.lay(self._buttons, self.width() - look.px(14))

    def _add_pair(self, label: str, words: str) -> None:
        if not words:
            return
        head = PlainLabel(label, Size.SMALL, ink="text_faint")
        text = PlainLabel(words)
        for part in (head, text):  # a long name of a receiver is no wider than the rest
            part.setWordWrap(True)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAccessibleName(headed(label, words))
        self._pairs.addWidget(head)
        self._pairs.addWidget(text)
        self._pairs.addSpacing(look.px(6))

    def _button(self, act: LineAct) -> Button:
        kind = Kind.PRIMARY if act.primary else Kind.DANGER if act.danger else Kind.PLAIN
        button = Button(act.words, kind, self, size=Size.SMALL)
        button.setObjectName(f"act_{act.key}")
        button.setProperty("reads", act.reads)
        button.forbid(act.refusal)
        button.clicked.connect(partial(self.acted.emit, act.key))
        return button


def _empty(box: QVBoxLayout | QHBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QHBoxLayout | QVBoxLayout):
            _empty(inner)
            inner.deleteLater()
