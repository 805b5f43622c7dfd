"""A part of a drill's desk that scrolls, and shows no row in half before it was scrolled."""

from PySide6.QtWidgets import QWidget

from commandcenter.ui.widgets.whole_rows import WholeRows


def scrolled(content: QWidget, name: str) -> WholeRows:
    """`name` is said to who hears the screen."""
    area = WholeRows(content)
    area.setAccessibleName(name)
    return area
