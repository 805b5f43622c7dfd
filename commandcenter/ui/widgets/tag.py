"""Tags: a level in its colour, and small words in a soft one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.level import Level
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM, Size


class Tag(QWidget):
    """One or two words on a coloured ground. Colours are names of the theme."""

    def __init__(
        self,
        text: str = "",
        ground: str = "accent_soft",
        ink: str = "accent_soft_text",
        line: str = "",
        size: Size | float = Size.SMALL,
        weight: QFont.Weight = MEDIUM,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._ground, self._ink, self._line = ground, ink, line
        self.setFont(look.font(size, weight))
        self._height = look.size(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_colors(self, ground: str, ink: str, line: str = "") -> None:
        """`ground` "" leaves the tag clear; `line` "" leaves it without an outline."""
        self._ground, self._ink, self._line = ground, ink, line
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self._text)
        height = round(self._height * 1.6)
        return QSize(wide + round(self._height * 1.2), height + height % 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = max(1.0, self._height / 14)
        half = thick / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(theme.color(self._line), thick) if self._line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._ground) if self._ground else QColor(0, 0, 0, 0))
        radius = self._height * 0.28
        painter.drawRoundedRect(area, radius, radius)
        painter.setPen(theme.color(self._ink))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class LevelTag(Tag):
    """A level's words in the level's colour: filled for the grade, outlined for the response.

    The words always name the level: colour never stands alone.
    """

    def __init__(
        self,
        text: str = "",
        level: Level | None = None,
        *,
        filled: bool = True,
        size: Size | float = Size.TITLE,
        parent: QWidget | None = None,
    ) -> None:
        weight = BOLD if filled else MEDIUM
        super().__init__("", size=size, weight=weight, parent=parent)
        self._filled = filled
        self.set_level(level, text)

    def set_level(self, level: Level | None, text: str) -> None:
        """`level` None is grey: not graded yet, or no response."""
        self.set_text(text)
        if level is None:
            self.set_colors("surface_3" if self._filled else "", "text_dim", "line_strong")
        elif self._filled:
            self.set_colors(f"level_{level.rank}", f"level_{level.rank}_text")
        else:
            self.set_colors("", f"level_{level.rank}_ink", f"level_{level.rank}_ink")
