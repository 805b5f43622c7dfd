"""What a person without a mouse, or without good eyes, meets on a screen: names, marks, colours."""

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from commandcenter.ui.frame import tab_order
from commandcenter.ui.widgets.tag import Tag
from tests.stories.visible_text import columns_of

READ, SEEN = 4.5, 3.0  # contrast of words, and of edges and marks
FEW = 30  # pixels that a mark has at least
ROWS = 40  # of a list that are listened to


def pixels(widget):
    """Height × width × RGB of what is painted."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    shape = image.height(), image.bytesPerLine() // 4, 4
    return (
        np.frombuffer(image.constBits(), np.uint8).reshape(shape)[:, : image.width(), 2::-1].copy()
    )


def luminance(colors):
    part = colors.astype(float) / 255
    part = np.where(part <= 0.03928, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return part @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def unnamed(window):
    """Nodes that take the focus or are pressed, and of which a screen reader says nothing."""
    found = []

    def look(node, inside):
        if node is None or not node.isValid() or node.state().invisible:
            return
        widget = node.object()
        here = widget.objectName() or type(widget).__name__ if widget is not None else inside
        acts = node.actionInterface()
        asked = node.state().focusable or (acts is not None and acts.actionNames())
        if asked and not node.text(QAccessible.Text.Name):
            found.append(f"{node.role().name} {here} in {inside}")
        for number in range(min(node.childCount(), ROWS)):
            look(node.child(number), here)

    look(QAccessible.queryAccessibleInterface(window), "")
    return found


def unmarked(root, rest, done):
    """Stops of Tab in `root` that do not show when they have the focus; `rest` has it before.

    `done`: kinds that were looked at before; they are added.
    """
    found = []
    for stop in list(tab_order._stops(root)):
        kind = type(stop).__name__, stop.objectName().rstrip("0123456789"), stop.property("kind")
        if kind in done or not tab_order._takes_tab(stop):
            continue
        done.add(kind)
        rest.setFocus()
        before = luminance(pixels(stop))
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        after = luminance(pixels(stop))
        if before.shape == after.shape and (contrast(before, after) >= SEEN).sum() < FEW:
            found.append(kind)
    return found


def faint(window, least=READ):
    """Words that are hard to read where they stand, with what was measured."""
    picture, found, ratio = pixels(window), {}, round(window.devicePixelRatioF())
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        for words, box in written(widget):
            if not widget.visibleRegion().boundingRect().contains(box):
                continue  # of what is scrolled half away the ink may be in the other half
            here = QRect(widget.mapTo(window, box.topLeft()), box.size()) & window.rect()
            here = here.adjusted(3, 3, -3, -3)
            if here.width() > 8 and here.height() > 8:
                part = picture[ratio * here.top() : ratio * here.bottom(),
                               ratio * here.left() : ratio * here.right()]  # fmt: skip
                if (measured := of_words(part)) < least:
                    found[f"{widget.objectName()} {words[:12]}"] = round(measured, 2)
    return found


def written(widget):
    """The words that a widget paints, with where: of a list those of its first rows."""
    if isinstance(widget, QLabel | QAbstractButton | Tag) and widget.text():
        yield widget.text(), widget.rect()
    view = widget.parent()
    if isinstance(view, QAbstractItemView) and widget is view.viewport() and view.model():
        for row in range(min(ROWS, view.model().rowCount())):
            for column in range(columns_of(view.model())):
                index = view.model().index(row, column)
                if words := str(index.data() or "").strip():
                    yield words, view.visualRect(index)


def of_words(picture):
    """The ground is what most of it is; the ink what stands out most."""
    packed = picture.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colors, counts = np.unique(packed, return_counts=True)
    if len(colors) < 3:
        return 21.0
    shades = luminance(np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1))
    return float(contrast(shades, shades[counts.argmax()]).max())


def of_edge(field):
    """Contrast of a field's edge to what is around it and in it."""
    window = field.window()
    at, high = field.mapTo(window, QPoint()), field.height() // 2
    row = luminance(pixels(window)[at.y() + high, at.x() - 3 : at.x() + 6])
    return min(float(contrast(row, row[0]).max()), float(contrast(row, row[-1]).max()))
