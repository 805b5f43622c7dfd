"""Pictures from the icon font that lies in qtawesome's folder.

Its own code is not loaded: that brings a second set of names for the whole of Qt and eleven fonts
of which one is drawn from, a third of a second for each start of a window.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

FAMILY = "materialdesignicons6-webfont"  # Material Design Icons, so that all are of one stroke
SHARE = 0.875  # of a picture's height that a glyph takes; the rest is its bearing


@cache
def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    folders = (spec.submodule_search_locations if spec else None) or ()
    return next(path for each in folders for path in Path(each, "fonts").glob(pattern))


@cache
def _characters() -> dict[str, str]:
    codes = json.loads(_file(f"{FAMILY}-charmap-*.json").read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def _font_family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file(f"{FAMILY}-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


class Glyph(QIconEngine):
    """Draws one glyph of the font in one colour, and in another where it is disabled."""

    def __init__(self, name: str, color: QColor, disabled: QColor) -> None:
        super().__init__()
        self._character = _characters()[name]
        self._color, self._disabled = color, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(_font_family())
        font.setPixelSize(max(1, round(SHARE * rect.height())))
        painter.save()
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._color)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def icon(name: str, color: QColor, disabled: QColor) -> QIcon:
    """Raises KeyError for a glyph that the font has not."""
    return QIcon(Glyph(name, color, disabled))
