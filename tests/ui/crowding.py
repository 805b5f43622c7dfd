"""What has no room in a window: parts over each other, words that are cut, parts outside."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from commandcenter.ui.desk.menus import TitleMenu
from commandcenter.ui.desk.rail import RailButton
from commandcenter.ui.frame.chips import Chip
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.tag import Tag

SLACK = 1  # pixels that rounding may take


def seen(window):
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not w.isWindow()]


def name(widget):
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton | Tag) else ""
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
        if isinstance(widget, Chip | ElidedLabel | TitleMenu) or _is_sign(widget):
            continue
        # A ChoiceBox ends what has no room with an ellipsis, and has it whole in its tip.
        if isinstance(widget, QComboBox) and not isinstance(widget, ChoiceBox) and _is_cut(widget):
            found.append(f"{name(widget)} {widget.currentText()}")
        if not isinstance(widget, QLabel | QAbstractButton | Tag) or not widget.text():
            continue
        wanted = _wanted(widget)
        if wanted.width() > widget.width() + SLACK or wanted.height() > widget.height() + SLACK:
            found.append(name(widget))
    return found


def _is_cut(combo):
    """Whether what is chosen has no room in its field."""
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    field = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    return combo.fontMetrics().horizontalAdvance(combo.currentText()) > field.width() + SLACK


def _is_sign(widget):
    """Painted without its word, which its tip has."""
    return isinstance(widget, RailButton) and widget.is_sign


def _wanted(widget):
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, Tag):
        return widget.sizeHint()
    metrics, words = widget.fontMetrics(), widget.text()
    if isinstance(widget, QLabel) and widget.buddy():
        words = words.replace("&&", "&")  # as it is shown
    wide = metrics.horizontalAdvance(words)
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        wide += widget.iconSize().width()
    return QSize(wide, metrics.tightBoundingRect("国").height())


def outside(window):
    """Parts of which something no scrolling brings into the window."""
    found = []
    for widget in seen(window):
        if isinstance(widget, QAbstractButton | QLabel | Tag) and widget.width():
            where = _clipped(widget, window)
            if where is not None and widget.height():
                found.append(f"{name(widget)} in {type(where).__name__} {where.objectName()}")
    return found


def _clipped(widget, window):
    """The first of those around it that leaves something of it out."""
    box, at = widget.rect(), widget
    while at is not window:
        box, at = QRect(at.mapToParent(box.topLeft()), box.size()), at.parentWidget()
        area = at.parentWidget()
        if isinstance(area, QAbstractScrollArea) and at is area.viewport():
            box = _scrolled(box, area)
        if not at.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(box):
            return at
    return None


def _scrolled(box, area):
    """Where a part comes to that is scrolled to, each way that its area scrolls."""
    view = area.viewport().rect()
    if area.horizontalScrollBar().maximum() > 0:
        box.setLeft(view.left())
        box.setRight(view.right())
    if area.verticalScrollBar().maximum() > 0:
        box.setTop(view.top())
        box.setBottom(view.bottom())
    return box
