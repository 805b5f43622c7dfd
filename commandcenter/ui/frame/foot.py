"""The foot of a form: what follows, who signs it, what is missing, and the buttons.

It does not scroll away: what is signed is in sight when the button is pressed.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel

LINES = 3  # of the consequence at once; a longer one is scrolled
SIGNATURE_WIDTH = 220


class FewLines(QScrollArea):
    """A wrapped text as high as it needs, up to `LINES` lines."""

    def __init__(self, label: PlainLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._most = look.line(Size.SMALL) * LINES
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(inside)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._most, max(1, self._label.heightForWidth(width)))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)


class Foot(Ground):
    """`row` holds the word and the buttons; `signing` what is signed with, above them."""

    def __init__(self, primary: str, *, danger: bool = False) -> None:
        super().__init__("surface_2", Qt.Edge.TopEdge)
        self.consequence = PlainLabel("", Size.SMALL, MEDIUM, ink="warn")
        self.consequence.setObjectName("consequence")
        self._lines = FewLines(self.consequence)
        self.word = PlainLabel("", Size.SMALL, ink="danger")
        self.word.setObjectName("refusal")
        self.word.setWordWrap(True)
        self.word.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.cancel = Button(self.tr("取消"), Kind.PLAIN)
        self.cancel.setObjectName("cancel")
        self.primary = Button(primary, Kind.DANGER if danger else Kind.PRIMARY)
        self.primary.setObjectName("primary")
        for button in (self.cancel, self.primary):
            button.setAutoDefault(False)
        self._lay_out()
        self._lines.hide()

    def _lay_out(self) -> None:
        px = look.px
        self.signing = QVBoxLayout()
        self.signing.setSpacing(px(6))
        self.row = QHBoxLayout()
        self.row.setSpacing(px(10))
        self.row.addWidget(self.word, 1)
        self.row.addWidget(self.cancel)
        self.row.addWidget(self.primary)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(24), px(10), px(24), px(12))
        box.setSpacing(px(8))
        box.addWidget(self._lines)
        box.addLayout(self.signing)
        box.addLayout(self.row)

    def add_signature(self, label: str, name: str) -> tuple[Field, QLineEdit]:
        editor = QLineEdit()
        editor.setObjectName("signature")
        editor.setFixedWidth(look.px(SIGNATURE_WIDTH))
        hint = self.tr("请输入本人姓名“{name}”").format(name=name)
        words = label or self.tr("签名")
        field = Field(words, editor, hint, needed=True, in_a_row=True)
        self.signing.addWidget(field)
        return field, editor

    def say(self, words: str, forbidden: str = "") -> None:
        """What is wrong; otherwise why the button cannot be pressed now."""
        self.word.set_ink("danger" if words else "text_dim")
        self.word.setText(words or forbidden)

    def show_consequence(self, words: str) -> None:
        self.consequence.setText(words)
        self._lines.setVisible(bool(words))
        self._lines.updateGeometry()
