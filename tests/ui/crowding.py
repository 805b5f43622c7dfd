"""What has no room in a window: parts over each other, words that are cut, parts outside."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QStackedLayout,
    QWidget,
)

from commandcenter.ui.desk.menus import TitleMenu
from commandcenter.ui.frame.chips import Chip
from commandcenter.ui.widgets.labels import ElidedLabel

SLACK = 1  # pixels that rounding may take


def seen(window):
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not w.isWindow()]


def name(widget):
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    path, at = [], widget
    while at is not None and len(path) < 4:
        path.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return f"{'/'.join(reversed(path))} {words[:20]!r}".strip()


def overlapping(window):
    """Pairs that one layout has put over each other."""
    found = []
    for holder in [window, *seen(window)]:
        layout = holder.layout()
        if layout is not None:
            found += _pairs(layout)
    return found


def _pairs(layout):
    items, found = [], []
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            found += _pairs(inner)
            shown = _extent(inner)
        else:
            shown = widget.geometry() if widget is not None and widget.isVisible() else QRect()
        if not shown.isEmpty():
            items.append((shown, widget or inner))
    if isinstance(layout, QStackedLayout):
        return found
    for number, (box, one) in enumerate(items):
        for other_box, other in items[number + 1 :]:
            shared = box.intersected(other_box)
            if min(shared.width(), shared.height()) > SLACK:
                found.append((_name_of(one), _name_of(other)))
    return found


def _extent(layout):
    """Of the widgets in it that are seen."""
    whole = QRect()
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget = item.widget()
        if item.layout() is not None:
            whole = whole.united(_extent(item.layout()))
        elif widget is not None and widget.isVisible():
            whole = whole.united(widget.geometry())
    return whole


def _name_of(one):
    return name(one) if isinstance(one, QWidget) else f"layout {type(one).__name__}"


def cut(window):
    """Labels and buttons whose words do not fit, though nothing says that they are shortened."""
    found = []
    for widget in seen(window):
        if isinstance(widget, Chip | ElidedLabel | TitleMenu):
            continue
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
            continue
        wanted = _wanted(widget)
        if wanted.width() > widget.width() + SLACK or wanted.height() > widget.height() + SLACK:
            found.append(name(widget))
    return found


def _wanted(widget):
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    metrics, words = widget.fontMetrics(), widget.text()
    if isinstance(widget, QLabel) and widget.buddy():
        words = words.replace("&&", "&")  # as it is shown
    wide = metrics.horizontalAdvance(words)
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        wide += widget.iconSize().width()
    return QSize(wide, metrics.tightBoundingRect("国").height())


def outside(window):
    """Parts that no scrolling brings into the window."""
    whole, found = window.rect(), []
    for widget in seen(window):
        if not isinstance(widget, QAbstractButton | QLabel) or _in_scroll_area(widget, window):
            continue
        box = QRect(widget.mapTo(window, QPoint()), widget.size())
        if box.width() and box.height() and not whole.adjusted(-1, -1, 1, 1).contains(box):
            found.append(f"{name(widget)} {box.getRect()}")
    return found


def _in_scroll_area(widget, window):
    at = widget.parentWidget()
    while at is not None and at is not window:
        if isinstance(at, QAbstractScrollArea):
            return True
        at = at.parentWidget()
    return False
