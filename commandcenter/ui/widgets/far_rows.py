"""Rows of the wall that are read from the back: as large as the room asks, and none is cut."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.widgets.painting import RIGHT, width_of, wrap, write

LINE, AROUND = 1.28, 0.42  # of the type: a line's height, and what is free above and below all
SPREAD = 1.35  # rows take at most so much more than they need
MOST_LINES = 3  # of a title
LEAST = 22.0

PaintMark = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class FarRow:
    """`mark` paints the sign at the left. `beside`: which of several like-named this is, or whose;
    `kept`: it is never left out. `time` and its ink are of the limit."""

    title: str
    time: str
    mark: PaintMark
    beside: str = ""
    kept: bool = False
    ink: str = "text"
    time_ink: str = "text"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's words in lines: of the title, whether `beside` stands there, whether the time has
    room in the title's last line."""

    titles: tuple[str, ...]
    beside: bool
    one_line: bool

    @property
    def lines(self) -> int:
        return len(self.titles) + (not self.one_line)


class FarRows:
    """Where the words of rows stand in a width and height; `size`: the type, in base pixels at
    least. Where not even the `first` row would have room, it is smaller."""

    def __init__(self, size: float, width: float, height: float, first: FarRow | None) -> None:
        self._width = width
        self._set_size(look.far(size))
        while first and self.size > LEAST and self.height(first) > height:
            self._set_size(self.size - 1)

    def _set_size(self, size: float) -> None:
        self.size = size
        self._font, self._medium = look.font(self.size), look.font(self.size, MEDIUM)
        self._left, self._gap = look.px(self.size * 1.12), look.px(self.size * 0.45)

    def height(self, row: FarRow) -> float:
        return look.px(self.size) * (self.placed(row).lines * LINE + AROUND)

    def placed(self, row: FarRow) -> Placed:
        room = self._width - self._left
        time = width_of(row.time, self._medium) + (self._gap if row.time else 0)
        title, beside = width_of(row.title, self._font) + 1, self._beside_width(row)
        if title + time + beside <= room:
            return Placed((row.title,), bool(row.beside), True)
        if title + time <= room and not (row.kept and row.beside):
            return Placed((row.title,), False, True)
        titles = (row.title,) if title <= room else tuple(self._wrapped(row.title, room))
        last = width_of(titles[-1], self._font) + 1
        kept = row.kept and bool(row.beside)
        fits = last + time + (beside if kept else 0) <= room
        return Placed(titles, kept or (not fits and beside + time <= room), fits)

    def _wrapped(self, title: str, room: float) -> list[str]:
        return wrap(title, self._font, room, MOST_LINES)

    def _beside_width(self, row: FarRow) -> float:
        if not row.beside:
            return 0.0
        return width_of(row.beside, self._beside_font(row)) + 2 * self._gap

    def _beside_font(self, row: FarRow) -> QFont:
        return self._font if row.kept else look.font(Size.SMALL)

    def fitting(self, rows: Sequence[FarRow], height: float) -> int:
        """How many have room whole."""
        used, count = 0.0, 0
        for row in rows:
            used += self.height(row)
            if used > height + 1:
                break
            count += 1
        return count

    def paint(self, painter: QPainter, rows: Sequence[FarRow], height: float) -> None:
        """What is left over is shared out between them, so that none is squeezed."""
        heights = [self.height(row) for row in rows]
        spread = max(1.0, min(SPREAD, height / max(1.0, sum(heights))))
        top = 0.0
        for row, high in zip(rows, heights, strict=True):
            self._paint(painter, QRectF(0, top, self._width, high * spread), row)
            top += high * spread

    def _paint(self, painter: QPainter, box: QRectF, row: FarRow) -> None:
        painter.setPen(theme.color("line"))
        painter.drawLine(box.topLeft(), box.topRight())
        placed, pitch = self.placed(row), look.px(self.size) * LINE
        top = box.top() + (box.height() - placed.lines * pitch) / 2
        line = QRectF(self._left, top, self._width - self._left, pitch)
        row.mark(painter, QRectF(0, top, self._left, pitch))
        for number, words in enumerate(placed.titles):
            if number:
                line.translate(0, pitch)
            write(painter, line, words, self._font, row.ink)
        if not placed.one_line:
            line.translate(0, pitch)
        taken = write(painter, line, row.time, self._medium, row.time_ink, RIGHT)
        if placed.beside:
            self._paint_beside(painter, line, row, taken, alone=not placed.one_line)

    def _paint_beside(
        self, painter: QPainter, line: QRectF, row: FarRow, taken: float, *, alone: bool
    ) -> None:
        """Before the time; in a line of its own under the title."""
        room = line.adjusted(0, 0, -taken - 2 * self._gap if taken else 0, 0)
        align = {} if alone else {"align": RIGHT}
        write(painter, room, row.beside, self._beside_font(row), "text_dim", **align)
