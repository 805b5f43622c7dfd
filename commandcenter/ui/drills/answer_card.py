"""应答用时: for each answer a bar against its limit, the minutes, and who it was."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from commandcenter.queries.drills.board import AnswerLine, DrillBoard
from commandcenter.ui import look, theme
from commandcenter.ui.drills.drill_words import minutes
from commandcenter.ui.drills.scrolled import scrolled
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.painting import RIGHT, width_of, write

ROW, LOWEST = 38, 27  # a row is lower where the card has less room
BEYOND = 3  # times the usual one
TITLE_SHARE, WHO, RIGHT_SIDE = 0.27, 62, 78  # of the width; base pixels


class AnswerBars(QWidget):
    """Painted: one scale for all, so that a long bar is a long time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answer_bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines: tuple[AnswerLine, ...] = ()
        self._row = look.px(ROW)

    def show_lines(self, lines: tuple[AnswerLine, ...]) -> None:
        self._lines = lines
        self.setAccessibleName(clauses(_said(line) for line in lines))
        self.updateGeometry()
        self.update()

    def fit(self, height: int) -> None:
        """Rows as high as the room lets them be, so that none is cut."""
        each = height // max(1, len(self._lines))
        self._row = min(look.px(ROW), max(look.px(LOWEST), each))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(look.px(400), self._row * max(1, len(self._lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = _axis(self._lines)
        for number, line in enumerate(self._lines):
            row = QRectF(0, number * self._row, self.width(), self._row)
            self._paint_row(painter, row, line, longest)

    def _paint_row(self, painter: QPainter, row: QRectF, line: AnswerLine, longest: int) -> None:
        px, font = look.px, look.font(Size.TEXT)
        painter.setPen(theme.color("line"))
        painter.drawLine(row.topLeft(), row.topRight())
        wide = max(px(130), row.width() * TITLE_SHARE)
        write(painter, QRectF(0, row.y(), wide - px(8), row.height()), line.title, font, "text")
        name = QRectF(wide, row.y(), px(WHO), row.height())
        write(painter, name, line.who, look.font(Size.SMALL), "text_dim", RIGHT)
        left = name.right() + px(12)
        room = row.width() - left - px(RIGHT_SIDE) - px(8)
        self._paint_bar(
            painter, QRectF(left, row.center().y() - px(5), room, px(10)), line, longest
        )
        self._paint_words(painter, row, line)

    def _paint_bar(self, painter: QPainter, box: QRectF, line: AnswerLine, longest: int) -> None:
        px, each = look.px, box.width() / longest
        limit = min(minutes(line.limit) * each, box.width())
        took = min(minutes(line.took) * each, box.width()) if line.took is not None else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRect(QRectF(box.x(), box.y() + px(1), limit, box.height() - px(2)))
        if line.took is not None:
            painter.setBrush(theme.color("danger_fill" if line.late else "ok"))
            filled = QRectF(box.x(), box.y(), max(px(4), took), box.height())
            painter.drawRoundedRect(filled, px(3), px(3))
        if limit >= box.width() and minutes(line.limit) > longest:
            return  # it lies beyond the axis
        painter.setPen(QPen(theme.color("text"), px(2)))
        at = box.x() + limit
        painter.drawLine(QPointF(at, box.y() - px(5)), QPointF(at, box.bottom() + px(5)))

    def _paint_words(self, painter: QPainter, row: QRectF, line: AnswerLine) -> None:
        """12 / 30; not answered yet: — / 30; entered after the limit: 补记 45，12 / 30."""
        taken = _taken(line)
        rest = f" / {minutes(line.limit)}"
        font, bold = look.font(Size.SMALL), look.font(Size.TEXT, BOLD)
        width = write(painter, row, rest, font, "text_dim", RIGHT)
        width = max(width, width_of(rest, font))
        ink = "danger" if line.late else "text_dim" if line.took is None else "ok"
        write(painter, row.adjusted(0, 0, -width - look.px(5), 0), taken, bold, ink, RIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def _axis(lines: tuple[AnswerLine, ...]) -> int:
    """Minutes of the whole width: a limit of days does not make all else too short to be seen."""
    each = sorted(_longest(line) for line in lines)
    return min(each[-1], BEYOND * each[len(each) // 2]) if each else 1


def _longest(line: AnswerLine) -> int:
    return max(1, minutes(line.limit), minutes(line.took) if line.took else 0)


def _taken(line: AnswerLine) -> str:
    taken = "—" if line.took is None else str(minutes(line.took))
    if line.added is None:
        return taken
    words = QCoreApplication.translate("AnswerCard", "补记 {added}，{taken}")
    return words.format(added=minutes(line.added), taken=taken)


def _said(line: AnswerLine) -> str:
    return f"{line.title} {line.who} {_taken(line)} / {minutes(line.limit)}"


class AnswerCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("应答用时"), self.tr("分钟，竖线为时限"), parent)
        self.setObjectName("drill_answers")
        self.bars = AnswerBars()
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.bars)
        box.addStretch(1)
        self._area = area = scrolled(inside, self.tr("应答用时"))
        area.installEventFilter(self)
        self.empty = Empty("deadline", self.tr("还没有要应答的注入"))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.empty, 1)

    def show_board(self, board: DrillBoard) -> None:
        self.bars.show_lines(board.answers)
        self._area.setVisible(bool(board.answers))
        self.empty.setVisible(not board.answers)
        self.bars.fit(self._area.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.bars.fit(self._area.height())
        return super().eventFilter(watched, event)
