"""The numbers that a window shows outside its lists, each with the widget that shows it."""

import re
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from commandcenter.ui.widgets.figure import Figure

COUNTED = re.compile(
    r"(?<![\d:.A-Z])(\d[\d,]*(?:\.\d+)?(?: ?/ ?\d[\d,]*)?) ?"
    r"(人次|件|人|项|处|条|份|个|家|名|起|万元|亿元|元|通|组)(?![月日时分])"
)


@dataclass(frozen=True)
class ShownNumber:
    """`name`: of the widget or the nearest named one around it; `shape`: the text, digits as #."""

    name: str
    text: str
    shape: str
    widget: QWidget


def name_of(widget):
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


def text_of(widget):
    if isinstance(widget, Figure):
        return f"{widget.value()} {widget.unit()}".strip()
    text = widget.text()
    return text if isinstance(text, str) else text()


def numbers_in(window):
    """What counts something, in labels, buttons and tiles that are in sight, each once."""
    found, tiles = [], window.findChildren(Figure)
    inside = {label for tile in tiles for label in tile.findChildren(QLabel)}
    widgets = [*tiles, *window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    for widget in widgets:
        if widget in inside or not widget.isVisible() or widget.window() is not window.window():
            continue
        text = getattr(widget, "full_text", None)
        text = text() if callable(text) else text_of(widget)
        if COUNTED.search(text):
            shape = re.sub(r"\d[\d,.]*", "#", text)
            found.append(ShownNumber(name_of(widget), text, shape, widget))
    return found
