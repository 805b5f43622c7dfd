"""A box to tick with its words, in which an “&” is one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QStyleOptionButton

from commandcenter.ui.widgets.key_signs import show_signs, with_signs


class Tick(QCheckBox):
    def sizeHint(self) -> QSize:
        return with_signs(self, super().sizeHint())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        show_signs(option)
