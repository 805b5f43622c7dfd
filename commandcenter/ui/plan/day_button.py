"""A day of the month in the calendar: its number, rest or work, and what it is."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from commandcenter.queries.plan.plan_data import DayCell
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, REGULAR, Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.painting import focus_ring


class DayButton(QAbstractButton):
    """Checkable; pressed by click, Space and Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: DayCell | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_day(self, cell: DayCell) -> None:
        self._cell = cell
        self.setObjectName(f"day_{cell.day:%Y-%m-%d}")
        words = joined(" ", filter(None, (self._state(), self._title(), cell.sensitive)))
        self.setAccessibleName(f"{cell.day:%Y-%m-%d} {words}")
        self.setToolTip(tip(words))
        self.update()

    def _state(self) -> str:
        assert self._cell
        return self.tr("休") if self._cell.rest else self.tr("班")

    def _title(self) -> str:
        return self._cell.period.title if self._cell and self._cell.period else ""

    def sizeHint(self) -> QSize:
        return QSize(look.px(96), look.px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        cell = self._cell
        if cell is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, cell)
        px, area = look.px, self.rect().adjusted(10, 7, -10, -7)
        faint = not cell.inside
        painter.setPen(theme.color("text_faint" if faint else "text"))
        painter.setFont(look.font(Size.TITLE, BOLD if cell.today else REGULAR))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, str(cell.day.day))
        if cell.period is not None or cell.rest:
            painter.setFont(look.font(Size.SMALL))
            ink = "text_faint" if faint or cell.period is None else "ok" if cell.rest else "warn"
            painter.setPen(theme.color(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, self._state())
        self._paint_words(painter, cell, area.adjusted(0, px(22), 0, 0))

    def _paint_ground(self, painter: QPainter, cell: DayCell) -> None:
        ground = "surface_2" if cell.rest else "surface"
        edge, width = ("card_line", 1.0)
        if self.isChecked():
            ground, edge = "selection", "accent"
        elif cell.today:
            edge = "accent"
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _paint_words(self, painter: QPainter, cell: DayCell, area: QRect) -> None:
        """What the day is called; under it, when it is one that weighs more."""
        painter.setFont(look.font(Size.SMALL))
        metrics = painter.fontMetrics()
        for row, (words, ink) in enumerate(((self._title(), "text_dim"), (cell.sensitive, "warn"))):
            if words:
                painter.setPen(theme.color("text_faint" if not cell.inside else ink))
                line = area.adjusted(0, row * metrics.height(), 0, 0)
                cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(line, Qt.AlignmentFlag.AlignLeft, cut)
