"""The other live incidents at the side of the wall: head, figures and next steps of each."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.incident.live import LiveIncident, LiveStrip, live_strip
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.look import BOLD, MEDIUM
from commandcenter.ui.phrases import dotted
from commandcenter.ui.wall.frame import GAP, SIDE, Frame
from commandcenter.ui.wall.head import since_words
from commandcenter.ui.wall.next_steps import NextSteps
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

TAG, TITLE, BELOW = 24, 27, 25  # base pixels
HEAD, NUMBERS = 120, 424  # heights, of one
LOW_HEAD, LOW_NUMBERS = 96, 272  # of one of two
MORE = 40
FEW_FACTS = 4
TWO = 2


class SideHead(LivePanel[LiveStrip]):
    """Level, title, and below since when, by which level limits run, who leads."""

    kinds = frozenset({"incident"})
    ticking = True

    def __init__(
        self, seat: Seat, incident_id: int, parent: QWidget | None = None, *, lines: int = 1
    ) -> None:
        super().__init__(seat, parent)
        self.incident_id = incident_id
        self._shown: LiveIncident | None = None
        self.setObjectName("side_head")
        self.tag = LevelTag("", None, size=TAG)
        self.title = ElidedLabel("", TITLE, BOLD)
        self.title.setObjectName("side_title")
        self.line = ElidedLabel("", BELOW, ink="text_dim", lines=lines)
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self.tag)
        row.addWidget(self.title, 1)
        column.setSpacing(look.px(6))
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.line)
        column.addStretch(1)
        self.body.addLayout(column)

    def query(self) -> Query[LiveStrip]:
        return partial(live_strip, now=self.seat.clock())

    def show_answer(self, answer: LiveStrip) -> None:
        found = [each for each in answer.live if each.id == self.incident_id]
        if not found:
            return
        self._shown = found[0]
        self.title.setText(self._shown.public_title)
        level = self._shown.level
        self.tag.set_level(
            level, self.tr("{level}级").format(level=level.sign) if level else self.tr("未定级")
        )

    def tick(self, now: datetime) -> None:
        each = self._shown
        if each is None:
            return
        if each.activated_at and each.level and each.responding:
            span = span_zh(now - each.activated_at)
            began = self.tr("响应已 {span}").format(span=span)
            self.line.setText(dotted((began, each.lead)))
        else:
            self.line.setText(since_words(each.since, each.provisional, now))


class SideIncidents(Frame):
    """One other with six figures and its next steps; two with four each; then 还有 n 件."""

    def __init__(
        self, seat: Seat, incidents: tuple[int, ...], *, discreet: bool, parent: QWidget
    ) -> None:
        super().__init__(SIDE[2:], parent)
        self.setObjectName("wall_side")
        self.heads: list[SideHead] = []
        self.numbers: list[NumbersPanel] = []
        self.steps: list[NextSteps] = []
        self.more = PlainLabel("", BELOW, MEDIUM, ink="text_dim", parent=self)
        self.more.setObjectName("more_incidents")
        self.more.hide()
        width, height = SIDE[2:]
        if len(incidents) == 1:
            self._one(seat, incidents[0], discreet, (width, height))
        else:
            for place, incident in enumerate(incidents[:TWO]):
                top = place * (LOW_HEAD + LOW_NUMBERS + 2 * GAP)
                self._few(seat, incident, discreet, top)
            self._say_more(len(incidents) - TWO)

    def panels(self) -> list[LivePanel[object]]:
        return [*self.heads, *self.numbers, *self.steps]  # type: ignore[list-item]  # of any answer

    def _one(self, seat: Seat, incident: int, discreet: bool, size: tuple[int, int]) -> None:
        width, height = size
        view = NumbersView(discreet=discreet, columns=2, size=66)
        below = HEAD + GAP + NUMBERS + GAP
        self._head(seat, incident, (0, 0, width, HEAD), lines=2)
        self._numbers(seat, incident, view, (0, HEAD + GAP, width, NUMBERS))
        if not discreet:
            steps = NextSteps(seat, incident, rows=4)
            self.steps.append(steps)
            self.put(steps, (0, below, width, height - below))

    def _few(self, seat: Seat, incident: int, discreet: bool, top: int) -> None:
        view = NumbersView(discreet=discreet, columns=2, places=FEW_FACTS, size=66)
        self._head(seat, incident, (0, top, SIDE[2], LOW_HEAD))
        box = (0, top + LOW_HEAD + GAP, SIDE[2], LOW_NUMBERS)
        self._numbers(seat, incident, view, box)

    def _head(
        self, seat: Seat, incident: int, box: tuple[int, int, int, int], *, lines: int = 1
    ) -> None:
        head = SideHead(seat, incident, lines=lines)
        self.heads.append(head)
        self.put(head, box)

    def _numbers(
        self, seat: Seat, incident: int, view: NumbersView, box: tuple[int, int, int, int]
    ) -> None:
        panel = NumbersPanel(seat, incident_id=incident, view=view)
        self.numbers.append(panel)
        self.put(panel, box)

    def _say_more(self, count: int) -> None:
        if count > 0:
            self.more.setText(self.tr("还有 {n} 件").format(n=count))
            self.put(self.more, (0, SIDE[3] - MORE, SIDE[2], MORE))
