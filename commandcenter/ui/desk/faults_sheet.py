"""记录核对 as a sheet: all that the newest check of the record found, and what is to be done."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.times import short_zh
from commandcenter.queries.seat.verification import Checked
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined, sentences
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


class FaultsSheet(QWidget):
    """A sentence each; they can be copied for who looks into it."""

    def __init__(self, seat: Seat, found: Checked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faults")
        self.seat, self.found = seat, found
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.px(8), 0)
        column.setSpacing(look.px(10))
        for number, words in enumerate(found.faults):
            line = self._wrapped(words, Size.TEXT, "danger")
            line.setObjectName(f"fault_{number}")
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("问题"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        summary = self._wrapped(self._summary(), Size.SMALL, "text_dim")
        summary.setObjectName("faults_summary")
        box.addWidget(summary)
        box.addWidget(area, 1)
        box.addLayout(self._buttons())

    def _summary(self) -> str:
        words = self.tr("{time} 核对到第 {line} 行，{n} 处不符；每张表的记录只列第一处。")
        told = words.format(
            time=short_zh(self.found.ended_at, self.seat.clock()),
            line=self.found.line,
            n=len(self.found.faults),
        )
        advice = self.tr(
            "请由监督评估会同系统管理员查明；查明以前不要恢复、升级或删除数据库，"
            "保留备份和各席位的电脑。"
        )
        return sentences(told, advice)

    def _wrapped(self, words: str, size: Size, ink: str) -> PlainLabel:
        label = PlainLabel(words, size, ink=ink)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _buttons(self) -> QHBoxLayout:
        copy = Button(self.tr("复制文字"), Kind.SECONDARY)
        copy.setObjectName("faults_copy")
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        return row

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(joined("\n", [self._summary(), *self.found.faults]))
        self.seat.notices.info(self.tr("已复制。"))
