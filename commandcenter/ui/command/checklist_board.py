"""The checklist as a picture of rows for the wall."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.obligation import UNDONE
from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui import look
from commandcenter.ui.command.checklist_model import due_text, overdue
from commandcenter.ui.command.checklist_rows import due_ink, ink_of, paint_state
from commandcenter.ui.frame.countdown import brief_text
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.far_rows import FarRow, FarRows
from commandcenter.ui.widgets.painting import write

MARK = 0.8  # of the type


class StepBoard(QWidget):
    """The first rows, and how many more there are. It never scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[StepLine, ...] = ()
        self._now: datetime | None = None
        self._words: tuple[str, ...] = ()
        self.setObjectName("step_board")

    def show_steps(self, steps: Sequence[StepLine], now: datetime) -> None:
        if tuple(steps) != self._steps:
            self._steps, self._words = tuple(steps), ()
            self.update()
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Paint again only when something that has room reads differently."""
        self._now = now
        room = 1 + self.height() // look.px(look.far(Size.TEXT))  # no row is lower than its type
        words = tuple(due_text(step, now, brief_text) for step in self._steps[:room])
        if words != self._words:
            self._words = words
            self.update()

    def _laid(self) -> FarRows:
        first = self._row(self._steps[0]) if self._steps and self._now else None
        return FarRows(look.far(Size.TEXT), self.width(), self.height(), first)

    def _row(self, step: StepLine) -> FarRow:
        """With the place of what each place has, nothing else tells one from the next; else the
        group."""
        assert self._now
        late, done = overdue(step, self._now), step.state not in UNDONE
        mark = look.far(Size.TEXT) * MARK
        return FarRow(
            step.title,
            due_text(step, self._now, brief_text),
            partial(_paint_mark, step=step, late=late, pixels=mark),
            beside=step.public_place or word(step.office),
            kept=bool(step.public_place),
            ink=ink_of(late, done),
            time_ink=due_ink(step, self._now),
        )

    def shown(self) -> tuple[Sequence[StepLine], int]:
        """The steps that have room, and how many open ones have none."""
        laid, rows = self._laid(), [self._row(step) for step in self._steps] if self._now else []
        fitting = laid.fitting(rows, self.height())
        if fitting < len(self._steps):
            fitting = laid.fitting(rows, self.height() - look.line(Size.SMALL))
        left_out = self._steps[fitting:]
        return self._steps[:fitting], sum(step.undone for step in left_out)

    def more_words(self) -> str:
        count = self.shown()[1]
        return self.tr("还有 {count} 项").format(count=count) if count else ""

    def sizeHint(self) -> QSize:
        return QSize(look.px(400), look.line(look.far(Size.TEXT)) * 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), look.line(look.far(Size.TEXT)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._now is None:
            return
        painter = QPainter(self)
        steps, left = self.shown()
        foot = look.line(Size.SMALL) if left else 0
        self._laid().paint(painter, [self._row(step) for step in steps], self.height() - foot)
        if left:
            last = QRectF(0, self.height() - foot, self.width(), foot)
            write(painter, last, self.more_words(), look.font(Size.SMALL), "text_faint")


def _paint_mark(
    painter: QPainter, box: QRectF, *, step: StepLine, late: bool, pixels: float
) -> None:
    paint_state(painter, box, step, late, pixels)
