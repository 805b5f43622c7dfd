"""下一步 of one incident on the wall: what runs on a clock, then what was done."""

from datetime import datetime, timedelta
from functools import partial
from math import ceil

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.obligation import PROVING, STATE_WORDS, ObligationState
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.measures import Measures, measures
from commandcenter.queries.incident.live import LiveIncident, LiveStrip, StepLine, live_strip
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.countdown import soon
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.phrases import clauses
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.far_rows import FarRow, FarRows
from commandcenter.ui.widgets.painting import write

TYPE = 29  # base pixels
MARK = 0.8  # of it
HOUR = timedelta(hours=1)


def left_words(due: datetime, now: datetime) -> str:
    """34 分, 2:59; of another day its time."""
    left = due - now
    minutes = ceil(left / timedelta(minutes=1))
    if left < HOUR:
        return QCoreApplication.translate("NextSteps", "{n} 分").format(n=minutes)
    if left < 24 * HOUR:
        return f"{minutes // 60}:{minutes % 60:02d}"
    return short_zh(due, now)


class StepsView(QWidget):
    """As many rows as have room, at most `rows`; each is whole."""

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._coming: tuple[StepLine, ...] = ()
        self._done: tuple[StepLine, ...] = ()
        self._now: datetime | None = None
        self._states: dict[str, ObligationState | None] = {}
        self.setObjectName("wall_steps")

    def set_steps(self, incident: LiveIncident | None, now: datetime) -> None:
        """Of what comes again and again the next time alone is shown."""
        self._coming = incident.coming if incident else ()
        again = {line.title for line in self._coming}
        done = incident.done if incident else ()
        self._done = tuple(line for line in done if line.title not in again)
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        self._now = now
        said = [f"{self._words(line)} {self._time(line)[0]}" for line in self._lines()]
        self.setAccessibleName(clauses(said) or self.tr("暂无按时限办理的事项"))
        self.update()

    def _laid(self) -> FarRows:
        first = (*self._coming, *self._done)[:1]
        row = self._row(first[0]) if first else None
        return FarRows(TYPE, self.width(), self.height(), row)

    def _lines(self) -> tuple[StepLine, ...]:
        """What comes has at least all places but one; the last ones done fill up."""
        coming = self._whole(self._coming, self.rows)
        if not self._done:
            return coming
        first = self._done[:1]
        while len(coming) > 1 and self._whole((*coming, *first), self.rows) == coming:
            coming = coming[:-1]
        return self._whole((*coming, *self._done), self.rows)

    def _whole(self, lines: tuple[StepLine, ...], most: int) -> tuple[StepLine, ...]:
        some = lines[:most]
        return some[: self._laid().fitting([self._row(line) for line in some], self.height())]

    def _words(self, line: StepLine) -> str:
        if not line.place:
            return line.title
        return self.tr("{title} · {place}").format(title=line.title, place=line.place)

    def _row(self, line: StepLine) -> FarRow:
        time, ink = self._time(line)
        mark = partial(_paint_mark, done=line.done_at is not None, size=look.far(TYPE) * MARK)
        return FarRow(line.title, time, mark, beside=line.place, time_ink=ink)

    def _time(self, line: StepLine) -> tuple[str, str]:
        """The words at the right, and their ink."""
        assert self._now
        if line.done_at:
            return _done(line, line.done_at, self._now), "text_faint"
        if line.due_at is None or line.due_at < self._now:
            return "", "text"
        near = soon(line.due_at, self._now)
        return left_words(line.due_at, self._now), "warn" if near else "text"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._now is not None:
            self.set_now(self._now)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._now is None:
            return
        rows = [self._row(line) for line in self._lines()]
        if rows:
            self._laid().paint(painter, rows, self.height())
            return
        words, high = self.tr("暂无按时限办理的事项"), look.line(TYPE)
        write(painter, QRectF(0, 0, self.width(), high), words, look.font(TYPE), "text_faint")


def _done(line: StepLine, at: datetime, now: datetime) -> str:
    words = short_zh(at, now)
    mark = QCoreApplication.translate("FieldWords", "{time} 补记")
    return mark.format(time=words) if line.added else words


def _paint_mark(painter: QPainter, box: QRectF, *, done: bool, size: float) -> None:
    pixels = look.px(size)
    middle, radius = QPointF(box.left() + pixels / 2 + 1, box.center().y()), pixels / 2
    painter.setPen(QPen(theme.color("ok" if done else "text_faint"), look.px(2.5)))
    painter.setBrush(theme.color("ok") if done else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius - 1, radius - 1)
    if done:
        painter.setPen(QPen(theme.color("surface"), look.px(3)))
        part = radius / 2
        painter.drawPolyline([
            QPointF(middle.x() - part, middle.y()),
            QPointF(middle.x() - part / 4, middle.y() + part * 0.7),
            QPointF(middle.x() + part, middle.y() - part * 0.7),
        ])  # fmt: skip


class MeasuresView(StepsView):
    """A row a measure: the time of its act, else its limit, else that it waits for a decision."""

    def set_measures(self, found: Measures) -> None:
        self._states = {line.title: line.state for line in found.lines}
        self._coming = tuple(
            StepLine(m.title, m.due_at, m.done_at, "", m.added) for m in found.lines
        )
        self.set_now(found.now)

    def _time(self, line: StepLine) -> tuple[str, str]:
        assert self._now
        if line.done_at:
            return _done(line, line.done_at, self._now), "text_faint"
        state = self._states.get(line.title)
        if state is ObligationState.NOT_APPLICABLE or state is ObligationState.CEASED:
            return word(STATE_WORDS[state]), "text_faint"
        if line.due_at is None:
            return self.tr("待决"), "warn"
        near = soon(line.due_at, self._now)
        words = self.tr("{time} 前").format(time=short_zh(line.due_at, self._now))
        return words, "warn" if near else "text"


class MeasuresPanel(LivePanel[Measures]):
    """控制措施 of a food case, in place of the command on the wall."""

    kinds = PROVING | {"obligation"}
    ticking = True

    def __init__(
        self, seat: Seat, incident_id: int, rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("wall_measures")
        self.incident_id = incident_id
        self.view = MeasuresView(rows)
        self.view.setObjectName("wall_measure_rows")
        self.body.addWidget(self.view, 1)

    def heading(self) -> str:
        return self.tr("控制措施")

    def query(self) -> Query[Measures]:
        return partial(measures, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: Measures) -> None:
        self.view.set_measures(answer)
        words = self.tr("已落实 {n} / {m}")
        self.set_note(words.format(n=answer.done, m=len(answer.lines)))

    def tick(self, now: datetime) -> None:
        self.view.set_now(now)


class NextSteps(LivePanel[LiveStrip]):
    """下一步 of one incident; a `bare` one has no heading."""

    kinds = PROVING | {"obligation"}
    ticking = True
    again_s = AGAIN_S  # a step that has passed goes from here

    def __init__(
        self,
        seat: Seat,
        incident_id: int,
        rows: int,
        parent: QWidget | None = None,
        *,
        bare: bool = False,
    ) -> None:
        self._bare = bare
        super().__init__(seat, parent)
        self.incident_id = incident_id
        self.view = StepsView(rows)
        self.body.addWidget(self.view, 1)

    def heading(self) -> str:
        return "" if self._bare else self.tr("下一步")

    def query(self) -> Query[LiveStrip]:
        return partial(live_strip, now=self.seat.clock())

    def show_answer(self, answer: LiveStrip) -> None:
        found = [each for each in answer.live if each.id == self.incident_id]
        self.view.set_steps(found[0] if found else None, answer.now)
        closed = found[0].closed if found else 0
        self.set_note(self.tr("已办 {n} 项").format(n=closed) if closed else "")

    def tick(self, now: datetime) -> None:
        self.view.set_now(now)
