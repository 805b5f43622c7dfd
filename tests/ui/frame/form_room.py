"""What has no room in a dialog: the crowding of a page, and what only a dialog can do wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from commandcenter.ui.frame.foot import FewLines
from tests.ui.crowding import SLACK, cut, name, outside, overlapping, seen

LONG = 240  # as wide a line as a form has to give to its hint: a longer one ends with an ellipsis
LEAST = 90  # pixels of its height that what is scrolled has at least: three lines


def crowded(dialog, room):
    """All that is wrong with it on a screen that has so much room."""
    return [
        *map(str, overlapping(dialog)),
        *(f"cut: {each}" for each in (*cut(dialog), *cut_choices(dialog), *cut_hints(dialog))),
        *(f"outside: {each}" for each in (*outside(dialog), *clipped(dialog))),
        *too_large(dialog, room),
        *narrow_slots(dialog),
    ]


def too_large(dialog, room):
    wide, high = dialog.width(), dialog.height()
    if wide > room.width() or high > room.height():
        yield f"{wide} × {high} on a screen of {room.width()} × {room.height()}"


def narrow_slots(dialog):
    """What is scrolled, and of which not three lines are seen at once."""
    for area in seen(dialog):
        if isinstance(area, FewLines):
            continue
        if isinstance(area, QScrollArea) and area.verticalScrollBar().maximum() > 0:
            inside = area.widget()
            if inside and area.viewport().height() < LEAST:
                yield f"scrolled in {area.viewport().height()} of {inside.height()}: {name(area)}"


def clipped(dialog):
    """What lies over the edge of what it is in; what is scrolled may do so from top to bottom."""
    for widget in seen(dialog):
        above = widget.parentWidget()
        if above is None or isinstance(above, QAbstractScrollArea):
            continue
        box, area = widget.geometry(), above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and above is area.viewport():
            bar = area.horizontalScrollBarPolicy()
            over = box.width() - above.width()
            if bar is Qt.ScrollBarPolicy.ScrollBarAlwaysOff and over > SLACK:
                yield f"{over} too wide: {name(_widest(widget))}"
            continue
        if box.isEmpty() or _is_part(above):
            continue
        if not above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
            yield f"{box.getRect()} in {above.size().toTuple()}: {name(widget)}"


def _widest(widget):
    """The innermost part of it that wants more than the others beside and below it."""
    parts = [each for each in widget.findChildren(QWidget) if each.isVisible()]
    wanted = max((each.minimumSizeHint().width() for each in parts), default=0)
    return next((e for e in reversed(parts) if e.minimumSizeHint().width() == wanted), widget)


def _is_part(above):
    """Qt lays out what these are made of."""
    return isinstance(above, QComboBox | QLineEdit | QPlainTextEdit) or above.inherits(
        "QHeaderView"
    )


def cut_choices(dialog):
    """Boxes that show their mark and not all their words."""
    for widget in seen(dialog):
        box = isinstance(widget, QCheckBox | QRadioButton) and widget.text()
        if box and widget.width() + SLACK < widget.sizeHint().width():
            yield name(widget) + repr(widget.text()[:40])


def cut_hints(dialog):
    """What stands in an empty line, and is gone as soon as something is typed there."""
    for widget in seen(dialog):
        if isinstance(widget, QLineEdit) and widget.placeholderText() and not widget.text():
            wide = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            margins = widget.textMargins().left() + widget.textMargins().right()
            if wide > widget.width() - 2 * 6 - margins and widget.width() < LONG:
                yield f"{name(widget)} {widget.placeholderText()!r}"
