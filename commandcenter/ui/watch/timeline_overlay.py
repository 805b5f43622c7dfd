"""What stands over the bars of the timeline: axis texts, marks, the present, what is hovered."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import hhmm
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.watch.timeline import MarkKind, Timeline
from commandcenter.ui import look, theme
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.watch.timeline_frame import NO_FRAME, Frame
from commandcenter.ui.watch.timeline_marks import Placed
from commandcenter.ui.watch.timeline_scale import Tick, place
from commandcenter.ui.widgets.painting import focus_ring

CENTER = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Note:
    """What a hovered bin says: a head, a sentence, and a line a series (color, label, count)."""

    head: str
    sentence: str
    parts: tuple[tuple[QColor, str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the overlay paints. `marks` are label and place of the timeline's marks."""

    timeline: Timeline
    frame: Frame
    counts: tuple[Tick, ...]
    times: tuple[Tick, ...]
    marks: tuple[tuple[str, Placed], ...]
    row_height: float
    unit: str


class Overlay(QWidget):
    """Lies over the plot, lets the mouse through, and paints with plain text only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture: Picture | None = None
        self._bin: int | None = None
        self._note: Note | None = None

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self.update()

    def show_note(self, bin_index: int | None, note: Note | None) -> None:
        self._bin, self._note = bin_index, note
        self.update()

    @property
    def frame(self) -> Frame:
        return self._picture.frame if self._picture else NO_FRAME

    def _paint_counts(self, painter: QPainter, picture: Picture) -> None:
        frame, gap = picture.frame, look.px(8)
        painter.setFont(look.font(Size.SMALL))
        painter.setPen(theme.color("axis"))
        height = look.line(Size.SMALL)
        for tick in picture.counts:
            box = QRectF(0, frame.y(tick.at) - height / 2, frame.area.left() - gap, height)
            painter.drawText(box, RIGHT, tick.label)
        unit = QRectF(0, frame.area.top(), frame.area.left() - gap, height)
        if not picture.counts or frame.y(picture.counts[-1].at) - height / 2 >= unit.bottom() - 0.5:
            painter.drawText(unit, RIGHT, picture.unit)

    def _paint_times(self, painter: QPainter, picture: Picture) -> None:
        frame = picture.frame
        base = round(frame.area.bottom())
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(QPointF(frame.area.left(), base), QPointF(frame.area.right(), base))
        font = look.font(Size.SMALL)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken = self._paint_present(painter, picture, metrics)
        for tick in picture.times:
            box = self._time_box(frame, frame.x(tick.at), metrics.horizontalAdvance(tick.label))
            if taken.isNull() or not box.intersects(taken):
                painter.setPen(theme.color("axis"))
                painter.drawText(box, CENTER, tick.label)

    def _time_box(self, frame: Frame, x: float, width: float) -> QRectF:
        """Centred under its place, but never over the edge of the widget."""
        left = max(0.0, min(x - width / 2, self.width() - width))
        top = frame.area.bottom() + look.px(4)
        return QRectF(left, top, width, look.line(Size.SMALL))

    def _paint_present(self, painter: QPainter, picture: Picture, metrics: QFontMetricsF) -> QRectF:
        """The line of the present, its time under it; returns what the time takes."""
        frame, timeline = picture.frame, picture.timeline
        at = place(timeline, timeline.now)
        if not 0 <= at <= timeline.bins or not timeline.bins:
            return QRectF()
        color, x = theme.color("now"), round(frame.x(at))
        painter.setPen(QPen(color, look.px(1.5)))
        painter.drawLine(QPointF(x, frame.bars_top), QPointF(x, frame.area.bottom()))
        label = hhmm(timeline.now)
        box = self._time_box(frame, x, metrics.horizontalAdvance(label))
        painter.drawText(box, CENTER, label)
        side = look.px(6)
        return box.adjusted(-side, 0, side, 0)

    def _paint_marks(self, painter: QPainter, picture: Picture) -> None:
        frame = picture.frame
        color = theme.color("mark")
        dashed = QPen(color, look.px(1.5), Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([3, 3])
        font = look.font(Size.SMALL, MEDIUM)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for mark, (label, spot) in zip(picture.timeline.marks, picture.marks, strict=True):
            x = round(frame.x(place(picture.timeline, mark.at))) + 0.5
            row = spot.row if spot.row is not None else 0
            top = frame.area.top() + row * picture.row_height
            width = metrics.horizontalAdvance(label) + 1
            box = QRectF(frame.area.left() + spot.left, top, width, picture.row_height)
            beside = look.px(3)
            covered = spot.row is not None and box.left() - beside < x < box.right() + beside
            meal = mark.kind is MarkKind.MEAL
            if not meal:
                painter.setPen(dashed)
                painter.drawLine(
                    QPointF(x, frame.area.bottom()), QPointF(x, box.bottom() if covered else top)
                )
            if spot.row is not None:
                painter.setPen(theme.color("ok") if meal else color)
                painter.drawText(box, LEFT, label)

    def _paint_meals(self, painter: QPainter, picture: Picture) -> None:
        """Shaded for as long as it was served, and never less than can be seen."""
        frame, timeline = picture.frame, picture.timeline
        if timeline.cases is None or not timeline.bins:
            return
        ground = theme.color("ok")
        ground.setAlphaF(0.22)
        for meal in timeline.cases.meals:
            left = max(frame.area.left(), frame.x(place(timeline, meal.start)))
            right = min(frame.area.right(), frame.x(place(timeline, meal.end)))
            width = max(right - left, look.px(4))
            height = frame.area.bottom() - frame.bars_top
            painter.fillRect(QRectF(left, frame.bars_top, width, height), ground)

    def _paint_hover(self, painter: QPainter, picture: Picture, bin_index: int) -> None:
        frame = picture.frame
        veil = theme.color("text")
        veil.setAlphaF(0.08)
        left, right = frame.x(bin_index), frame.x(bin_index + 1)
        painter.fillRect(
            QRectF(left, frame.bars_top, right - left, frame.area.bottom() - frame.bars_top), veil
        )
        if self._note:
            self._paint_note(painter, frame, self._note, (left + right) / 2)

    def _paint_note(self, painter: QPainter, frame: Frame, note: Note, x: float) -> None:
        box = self._note_box(frame, note, x)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tip"))
        painter.drawRoundedRect(box, look.px(6), look.px(6))
        pitch, pad = look.line(Size.SMALL), look.px(10)
        row = QRectF(box.left() + pad, box.top() + pad * 0.7, box.width() - 2 * pad, pitch)
        painter.setPen(theme.color("tip_text"))
        painter.setFont(look.font(Size.SMALL, MEDIUM))
        painter.drawText(row, LEFT, note.head)
        painter.setFont(look.font(Size.SMALL))
        row.translate(0, pitch)
        painter.drawText(row, LEFT, note.sentence)
        for color, label, count in note.parts:
            row.translate(0, pitch)
            self._paint_part(painter, row, color, label, count)

    def _paint_part(
        self, painter: QPainter, row: QRectF, color: QColor, label: str, count: str
    ) -> None:
        chip = look.px(9)
        painter.fillRect(QRectF(row.left(), row.center().y() - chip / 2, chip, chip), color)
        text = row.adjusted(chip + look.px(6), 0, 0, 0)
        metrics = QFontMetricsF(painter.font())
        width = text.width() - metrics.horizontalAdvance(count) - look.px(8)
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, width)
        painter.setPen(theme.color("tip_text"))
        painter.drawText(text, LEFT, shown)
        painter.drawText(text, RIGHT, count)

    def _note_box(self, frame: Frame, note: Note, x: float) -> QRectF:
        """Beside the bin, on the side with more room, inside the plot."""
        metrics = QFontMetricsF(look.font(Size.SMALL, MEDIUM))
        pad, away = look.px(10), look.px(14)
        wide = max(metrics.horizontalAdvance(t) for t in (note.head, note.sentence))
        width = min(max(wide, look.px(130)) + 2 * pad, frame.area.width())
        height = (2 + len(note.parts)) * look.line(Size.SMALL) + 1.4 * pad
        half = frame.bin_pixels / 2
        right = x + half + away
        left = right if right + width <= self.width() else x - half - away - width
        left = max(0.0, min(left, self.width() - width))
        top = max(0.0, min(frame.bars_top, self.height() - height))
        return QRectF(left, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None:
            return
        painter = QPainter(self)
        self._paint_counts(painter, picture)
        self._paint_meals(painter, picture)
        self._paint_marks(painter, picture)
        self._paint_times(painter, picture)
        if self._bin is not None and self._bin < picture.timeline.bins:
            self._paint_hover(painter, picture, self._bin)
        if self._chart.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
