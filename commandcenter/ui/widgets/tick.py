"""A box to tick with its words, in which an “&” is one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QStyleOptionButton


class Tick(QCheckBox):
    """Qt would take an “&” for the sign of a key, and not show it."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        signs = "&" * self.text().count("&")
        return QSize(hint.width() + self.fontMetrics().horizontalAdvance(signs), hint.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = option.text.replace("&", "&&")
