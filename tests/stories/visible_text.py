"""Everything that a window lets a person read: painted, spoken, or under the pointer."""

import html
import re
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QBuffer,
    QIODevice,
    QModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QAccessible, QAction, QPainter, QPainterPath
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractItemView, QTabBar, QWidget

FLAT = (QAbstractListModel, QAbstractTableModel)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
SPOKEN = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)
PROPERTIES = (
    "accessibleName",
    "accessibleDescription",
    "toolTip",
    "statusTip",
    "whatsThis",
    "windowTitle",
    "text",
    "plainText",
    "placeholderText",
    "title",
    "currentText",
)


@dataclass
class Seen:
    painted: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)  # accessible names, tooltips, models

    @property
    def words(self):
        return self.painted | self.spoken

    @property
    def all(self):
        return "\n".join(sorted(self.words))


class Eye:
    """Remembers all text that Python paints from now on, also into pictures kept for later."""

    def __init__(self, monkeypatch):
        self.drawn = set()
        for kind, name in ((QPainter, "drawText"), (QPainterPath, "addText")):
            monkeypatch.setattr(kind, name, self._noting(getattr(kind, name)))

    def _noting(self, draw):
        def drawing(painter, *arguments, **named):
            self.drawn.update(a for a in arguments if isinstance(a, str))
            return draw(painter, *arguments, **named)

        return drawing

    def look(self, window):
        """All that can be read in the window now, or was painted since the last look."""
        seen = Seen()
        seen.painted |= in_one_picture(window)
        seen.painted |= self.drawn
        self.drawn.clear()
        for widget in (window, *window.findChildren(QWidget)):
            seen.spoken |= properties_of(widget)
            if isinstance(widget, QAbstractItemView) and widget.model():
                seen.spoken |= texts_of(widget.model())
        for action in window.findChildren(QAction):
            seen.spoken |= {action.text(), action.toolTip(), action.statusTip()}
        seen.spoken |= read_out(window)
        seen.spoken.discard("")
        return seen


def in_one_picture(window):
    """What Qt paints for the window, as the text of an SVG picture."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.ReadWrite)
    picture = QSvgGenerator()
    picture.setOutputDevice(device)
    picture.setSize(window.size())
    painter = QPainter(picture)
    window.render(painter, QPoint())
    painter.end()
    words = re.findall(r"<text\b[^>]*>(.*?)</text>", bytes(device.data()).decode(), re.DOTALL)
    return {html.unescape(word) for word in words}


def properties_of(widget):
    found = {str(widget.property(name) or "") for name in PROPERTIES}
    if isinstance(widget, QTabBar):
        found |= {widget.tabText(n) + widget.tabToolTip(n) for n in range(widget.count())}
    return found


def texts_of(model, parent=None):
    """What stands in a model in any role, headers too."""
    parent = parent or QModelIndex()
    found = set()
    columns = columns_of(model, parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            found |= {str(value) for role in ROLES if (value := index.data(role)) is not None}
            if column == 0 and not isinstance(model, FLAT) and model.hasChildren(index):
                found |= texts_of(model, index)
    for way in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        for section in range(columns):
            value = model.headerData(section, way, Qt.ItemDataRole.DisplayRole)
            found.add(str(value or ""))
    return found


def columns_of(model, parent=None):
    """How many columns; a list model keeps that to itself."""
    if isinstance(model, QAbstractListModel):
        return 1
    return model.columnCount(parent or QModelIndex())


def read_out(window):
    """What a screen reader finds: names, descriptions and values of the whole tree."""
    found = set()

    def visit(interface, depth):
        if interface is None or not interface.isValid() or depth > 60:
            return
        found.update(interface.text(kind) for kind in SPOKEN)
        for number in range(min(interface.childCount(), 500)):
            visit(interface.child(number), depth + 1)

    visit(QAccessible.queryAccessibleInterface(window), 0)
    return found
