"""The Tab key goes through a window as the eye does, whatever was made first.

Qt takes the order in which widgets were made: the buttons at the foot before the fields, and
choices that came from the database after everything. Of buttons of which one is chosen that one
is a stop, and arrows go to the others.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

# What is made of parts and is one stop.
WHOLE = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
    QTextEdit,
)  # fmt: skip
BACKWARD = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


def first_stop(window: QWidget) -> QWidget | None:
    return next((stop for stop in _stops(window) if _takes_tab(stop)), None)


def go_on(window: QWidget, forward: bool, begin: QWidget | None = None) -> bool:
    """Put the focus on what follows in `window`, or what was before; say whether there is any.

    Where nothing has it, Tab begins in `begin`, a part of the window.
    """
    stops = list(_stops(window))
    place = _place(stops, window.focusWidget(), begin, forward)
    step = 1 if forward else -1
    ahead = [stops[(place + step * n) % len(stops)] for n in range(1, len(stops) + 1)]
    found = next((stop for stop in ahead if _takes_tab(stop)), None)
    if found is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found.setFocus(reason)
    bring_into_view(found)
    return True


def _place(stops: list[QWidget], at: QWidget | None, begin: QWidget | None, forward: bool) -> int:
    """Where the focus stands among the stops, so that one step leads to the next of them."""
    if at in stops:
        return stops.index(at)
    if at is None or (begin is not None and at.isAncestorOf(begin)):
        at = begin
    first = _first_around(stops, at)
    if first is None:
        return -1 if forward else 0
    return first - 1 if forward else first


def _first_around(stops: list[QWidget], at: QWidget | None) -> int | None:
    """The first in `at`; where it has none, as what was hidden, in the nearest that it is in."""
    while at is not None:
        for number, stop in enumerate(stops):
            if (stop is at or at.isAncestorOf(stop)) and _takes_tab(stop):
                return number
        at = at.parentWidget()
    return None


def _takes_tab(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    if not tabbed or not widget.isEnabled() or not widget.isVisibleTo(widget.window()):
        return False
    if isinstance(widget, QScrollArea):  # it follows what has the focus in it
        return not any(_takes_tab(stop) for stop in _stops(widget))
    return not isinstance(widget, QAbstractButton) or not _another_chosen(widget)


def _another_chosen(button: QAbstractButton) -> bool:
    group = button.group()
    if group is None or not group.exclusive() or not button.isCheckable():
        return False
    chosen = group.checkedButton()
    return chosen is not None and chosen is not button and chosen.isVisible()


def bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """All below `widget` that may have the focus."""
    for part in _parts(widget):
        if part.isHidden():
            continue
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
            yield part
            if isinstance(part, WHOLE):
                continue
        yield from _stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """What is laid out in it, then what lies over that."""
    laid: list[QWidget] = []
    if isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        yield from _over(widget, [widget.viewport()])
        yield inside
        return
    if (layout := widget.layout()) is not None:
        laid = list(_laid_out(layout))
    yield from laid
    yield from _over(widget, laid)


def _over(widget: QWidget, laid: list[QWidget]) -> list[QWidget]:
    """Its other children, from top to bottom."""
    children = (each for each in widget.children() if isinstance(each, QWidget))
    others = [each for each in children if not each.isWindow() and each not in laid]
    return sorted(others, key=lambda each: (each.y(), each.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    back = isinstance(layout, QBoxLayout) and layout.direction() in BACKWARD
    numbers = range(layout.count())
    for number in reversed(numbers) if back else numbers:
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
