"""What is amiss with the paper, line by line; a line leads to its paragraph."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.papers.paper_check import Weight
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.papers.findings import Finding
from commandcenter.ui.phrases import headed, listed
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.tag import Tag

INKS = {Weight.STOP: "danger", Weight.WARN: "warn", Weight.NOTE: "text_dim"}
TONES = {Weight.STOP: "danger", Weight.WARN: "warn", Weight.NOTE: "accent"}


class FindingRow(QWidget):
    """Signals:
    chosen: It was clicked, or pressed by key. arg: the Finding
    adopted: What it proposes is to be written. arg: the Finding
    """

    chosen = Signal(object)
    adopted = Signal(object)

    def __init__(
        self, finding: Finding, *, may_edit: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"finding_{finding.code}")
        self.finding = finding
        self._under = False
        self.setAccessibleName(headed(finding.label, finding.words))
        tone = TONES[finding.weight]
        tag = Tag(finding.label, f"{tone}_soft", f"{tone}_soft_text")
        words = PlainLabel(finding.words, Size.TEXT)
        words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), look.px(7), look.px(10), look.px(7))
        row.setSpacing(look.px(8))
        row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(2))
        column.addWidget(words)
        if may_edit and finding.slip and finding.mendable:
            column.addWidget(self._adopt_button(finding.slip), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        if finding.key:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _adopt_button(self, slip: Slip) -> Button:
        words = self.tr("改为“{text}”").format(text=slip.better) if slip.better else self.tr("删去")
        button = Button(words, Kind.LINK, size=Size.SMALL)
        button.setObjectName("adopt")
        button.setAccessibleName(headed(words, self.finding.words))
        button.clicked.connect(self._on_adopt)
        return button

    @Slot()
    def _on_adopt(self) -> None:
        self.adopted.emit(self.finding)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.finding.key:
            self.chosen.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.finding)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._under = event.type() is QEvent.Type.Enter
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.finding.key and (self._under or self.hasFocus()):
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class CheckPanel(QWidget):
    """Signals:
    chosen: A finding is to be looked at. arg: the Finding
    adopted: What a finding proposes is to be written. arg: the Finding
    """

    chosen = Signal(object)
    adopted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_panel")
        self._shown: tuple[Finding, ...] | None = None
        self._may = False
        self.summary = PlainLabel(self.tr("正在检查…"), Size.TEXT, MEDIUM, ink="text_dim")
        self.summary.setObjectName("check_summary")
        self.summary.setWordWrap(True)
        self.summary.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.summary)
        box.addWidget(area, 1)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._shown or ()

    def show_findings(
        self, findings: Sequence[Finding], *, checked: bool, may_edit: bool = False
    ) -> None:
        """`checked`: the pages of this very text were looked at, too."""
        counts = {weight: sum(f.weight is weight for f in findings) for weight in Weight}
        if findings:
            parts = (
                (Weight.STOP, self.tr("{n} 项须补齐")),
                (Weight.WARN, self.tr("{n} 项请核对")),
                (Weight.NOTE, self.tr("{n} 项供参考")),
            )
            said = (words.format(n=counts[w]) for w, words in parts if counts[w])
            self.summary.setText(listed(said))
            worst = next(weight for weight in Weight if counts[weight])
            self.summary.set_ink(INKS[worst])
        elif checked:
            self.summary.setText(self.tr("检查通过：要素、数字、用词、字体、篇幅均无问题"))
            self.summary.set_ink("ok")
        else:
            self.summary.setText(self.tr("正在检查…"))
            self.summary.set_ink("text_dim")
        if (tuple(findings), may_edit) != (self._shown, self._may):
            self._shown, self._may = tuple(findings), may_edit
            self._rebuild()

    def _rebuild(self) -> None:
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, finding in enumerate(self._shown or ()):
            row = FindingRow(finding, may_edit=self._may)
            row.chosen.connect(self.chosen)
            row.adopted.connect(self.adopted)
            self._rows.insertWidget(at, row)
        self._area.verticalScrollBar().setValue(0)  # what stops it stands on top
