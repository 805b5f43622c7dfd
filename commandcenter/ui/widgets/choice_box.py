"""A box to choose from that takes the room there is, however long its longest choice."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

from commandcenter.ui import look
from commandcenter.ui.widgets.labels import tip

LEAST = 150  # base pixels: a word of four characters, or of twelve letters, and the arrow
BESIDE = 40  # of an entry: its own margins and those of the list


class ChoiceBox(QComboBox):
    """What is chosen and has no room ends with an ellipsis, and is in the tooltip; the list is as
    wide as its entries. Qt's own box would be that wide itself, and with it the form.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), look.px(LEAST)), least.height())

    def is_cut(self) -> bool:
        wide = self.fontMetrics().horizontalAdvance(self.currentText())
        return not self.isEditable() and wide > self._room_for_words().width()

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _room_for_words(self) -> QRect:
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, self._option(), part, self)

    def showPopup(self) -> None:
        entries = self.view()
        wide = entries.sizeHintForColumn(0) + look.px(BESIDE)
        room = self.screen().availableGeometry()
        here = self.mapToGlobal(self.rect().topLeft()).x()
        entries.setMinimumWidth(min(wide, max(self.width(), room.right() - here)))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut():
            super().paintEvent(event)
            return
        option, style = self._option(), QStyle.ComplexControl.CC_ComboBox
        metrics, room = self.fontMetrics(), self._room_for_words().width()
        option.currentText = metrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(style, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip() and self.is_cut():
            at = self.mapToGlobal(self.rect().bottomLeft())
            QToolTip.showText(at, tip(self.currentText()), self)
            return True
        return super().event(event)
