"""The course of a drill as a line: how far it is, and each inject as a dot in its colour."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.drills.drill import InjectState
from commandcenter.domain.times import hhmm
from commandcenter.queries.drills.board import DrillBoard
from commandcenter.ui import look, theme
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.painting import RIGHT, write

HEIGHT = 66
DOTS = {
    InjectState.DONE: "ok",
    InjectState.LATE: "danger",
    InjectState.OPEN: "drill",
    InjectState.COMING: "line_strong",
    InjectState.SKIPPED: "surface_3",
}


class CourseLine(QWidget):
    """Players see the dots of what came; the line has the same length for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("course_line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._board: DrillBoard | None = None
        self._now: datetime | None = None
        self._spent = ""

    def show_board(self, board: DrillBoard) -> None:
        self._board = board
        self.update()

    def show_time(self, now: datetime, spent: str) -> None:
        """`spent`: words of the real time that it took."""
        self._now, self._spent = now, spent
        self.setAccessibleName(spent)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(280), look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        board, px = self._board, look.px
        if board is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, high = look.font(Size.SMALL), px(20)
        above = QRectF(0, 0, self.width(), high)
        below = QRectF(0, self.height() - high, self.width(), high)
        begins, ends = hhmm(board.began_at), hhmm(board.until)
        write(painter, above, self.tr("{t} 开始").format(t=begins), small, "text_dim")
        write(painter, above, self.tr("{t} 结束").format(t=ends), small, "text_dim", RIGHT)
        write(painter, below, self._spent, small, "text_dim")
        self._paint_line(painter, board, QRectF(px(7), 0, self.width() - px(14), self.height()))

    def _paint_line(self, painter: QPainter, board: DrillBoard, area: QRectF) -> None:
        px, middle = look.px, area.center().y()
        thick = px(8)
        whole = QRectF(area.x(), middle - thick / 2, area.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(whole, thick / 2, thick / 2)
        done = QRectF(whole)
        done.setRight(self._place(board, self._now or board.drill_now, area))
        painter.setBrush(theme.color("drill"))
        painter.drawRoundedRect(done, thick / 2, thick / 2)
        for line in board.injects:
            at = QPointF(self._place(board, line.at, area), middle)
            painter.setPen(QPen(theme.color("surface"), px(2)))
            painter.setBrush(theme.color(DOTS[line.state]))
            painter.drawEllipse(at, px(6), px(6))

    @staticmethod
    def _place(board: DrillBoard, at: datetime, area: QRectF) -> float:
        whole = max(1.0, (board.until - board.began_at).total_seconds())
        share = (at - board.began_at).total_seconds() / whole
        return area.x() + area.width() * min(1.0, max(0.0, share))
