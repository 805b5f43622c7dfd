"""An “&” in a button's words is one: Qt takes it for the sign of a key, and does not show it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QStyleOptionButton


def with_signs(button: QAbstractButton, hint: QSize) -> QSize:
    """The size that Qt wants, and the room of the signs that it did not count."""
    signs = "&" * button.text().count("&")
    return QSize(hint.width() + button.fontMetrics().horizontalAdvance(signs), hint.height())


def show_signs(option: QStyleOptionButton) -> None:
    """Before it is painted."""
    option.text = option.text.replace("&", "&&")
