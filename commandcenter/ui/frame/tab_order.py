"""The Tab key goes through a dialog as the eye does, whatever was made first.

Qt takes the order in which widgets were made: the buttons at the foot before the fields, and
choices that came from the database after everything.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def first_stop(window: QWidget) -> QWidget | None:
    return next((stop for stop in _stops(window) if _takes_tab(stop)), None)


def go_on(window: QWidget, forward: bool) -> bool:
    """Put the focus on what follows in `window`, or what was before; say whether there is any."""
    stops = list(_stops(window))
    at = window.focusWidget()
    place = stops.index(at) if at in stops else -1 if forward else 0
    step = 1 if forward else -1
    ahead = [stops[(place + step * n) % len(stops)] for n in range(1, len(stops) + 1)]
    found = next((stop for stop in ahead if _takes_tab(stop)), None)
    if found is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found.setFocus(reason)
    bring_into_view(found)
    return True


def _takes_tab(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tabbed) and widget.isEnabled() and widget.isVisibleTo(widget.window())


def bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """All below `widget` that may have the focus; what is made of parts is one stop."""
    for part in _parts(widget):
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
            yield part
            if not isinstance(part, QScrollArea):
                continue
        yield from _stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        yield inside
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield child


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
