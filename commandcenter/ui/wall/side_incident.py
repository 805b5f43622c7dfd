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
from commandcenter.ui.wall.frame import (
    GAP,
    SIDE_VALUE,
    Frame,
    crowded,
    plan,
    tile_height,
)
from commandcenter.ui.wall.head import counted_words, since_words
from commandcenter.ui.wall.next_steps import NextSteps
from commandcenter.ui.widgets.fitting import FitLabel, WholeLabel
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

TAG, TITLE, BELOW = 24, 27, 25  # base pixels
MORE = 40
LINE = 1.5  # of the type, the height of one
ALL_FACTS, FEW_FACTS, LEAST_FACTS, COLUMNS = 6, 4, 2, 2
TWO = 2
STEP_LINES = 4  # of the type, what the heading and the next step need at least


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
        self.tag = LevelTag("", None, size=look.far(TAG))
        self.title: ElidedLabel = FitLabel("", TITLE, BOLD, least=TITLE)
        if lines > 1:
            self.title = ElidedLabel("", look.far(TITLE), BOLD, lines=lines)
        self.title.setObjectName("side_title")
        self.line = FitLabel("", BELOW, ink="text_dim", least=BELOW)
        self.line.setObjectName("side_since")
        self.lead = WholeLabel("", BELOW, ink="text_dim")
        row, column = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self.tag)
        row.addWidget(self.line)
        row.addWidget(self.lead, 1)
        column.setSpacing(look.px(6))
        column.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(row)
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
            self.line.setText(self.tr("响应已 {span}").format(span=span))
            self.lead.setText(each.lead)
        else:
            self.line.setText(since_words(each.since, None, now))
            self.lead.setText(counted_words(each.provisional))


def title_lines() -> int:
    """Of a single one at the side: the title of one of two is smaller where it must be."""
    return 2 if crowded() else 1


def head_height(lines: int) -> int:
    return round(LINE * lines * look.far(TITLE) + 1.6 * look.far(TAG) + 14)


def numbers_height(facts: int) -> int:
    rows = facts // COLUMNS
    return rows * tile_height(SIDE_VALUE) + (rows - 1) * GAP


class SideIncidents(Frame):
    """One other with its figures and next steps; two with four figures each; then 还有 n 件."""

    def __init__(
        self, seat: Seat, incidents: tuple[int, ...], *, discreet: bool, parent: QWidget
    ) -> None:
        self._size = plan().side[2:]
        super().__init__(self._size, parent)
        self.setObjectName("wall_side")
        self.heads: list[SideHead] = []
        self.numbers: list[NumbersPanel] = []
        self.steps: list[NextSteps] = []
        self.more = PlainLabel("", BELOW, MEDIUM, ink="text_dim", parent=self)
        self.more.setObjectName("more_incidents")
        self.more.hide()
        if len(incidents) == 1:
            self._one(seat, incidents[0], discreet)
        else:
            each = (self._size[1] - MORE) // TWO
            for place, incident in enumerate(incidents[:TWO]):
                self._few(seat, incident, discreet, place * each, each)
            self._say_more(len(incidents) - TWO)

    def panels(self) -> list[LivePanel[object]]:
        return [*self.heads, *self.numbers, *self.steps]  # type: ignore[list-item]  # of any answer

    def _facts(self, room: int) -> int:
        """As many as have room, two at least: the graver come first."""
        few = (ALL_FACTS, FEW_FACTS)
        return next((n for n in few if numbers_height(n) <= room), LEAST_FACTS)

    def _one(self, seat: Seat, incident: int, discreet: bool) -> None:
        width, height = self._size
        high = head_height(title_lines())
        below = high + GAP
        least = 0 if discreet else round(STEP_LINES * look.far(BELOW))
        facts = self._facts(height - below - least - GAP)
        view = self._figures(discreet, facts)
        self._head(seat, incident, (0, 0, width, high), title_lines())
        self._numbers(seat, incident, view, (0, below, width, numbers_height(facts)))
        below += numbers_height(facts) + GAP
        if not discreet:
            steps = NextSteps(seat, incident, rows=4)
            self.steps.append(steps)
            self.put(steps, (0, below, width, height - below))

    def _few(self, seat: Seat, incident: int, discreet: bool, top: int, room: int) -> None:
        high = head_height(1)
        below = high + GAP
        facts = min(FEW_FACTS, self._facts(room - below - GAP))
        view = self._figures(discreet, facts)
        self._head(seat, incident, (0, top, self._size[0], high), 1)
        box = (0, top + below, self._size[0], numbers_height(facts))
        self._numbers(seat, incident, view, box)
        below += numbers_height(facts) + GAP
        if facts < FEW_FACTS and not discreet and room - below - GAP >= LINE * BELOW:
            self.steps.append(NextSteps(seat, incident, rows=2, bare=True))
            self.put(self.steps[-1], (0, top + below, self._size[0], room - below - GAP))

    def _figures(self, discreet: bool, facts: int) -> NumbersView:
        return NumbersView(discreet=discreet, columns=COLUMNS, places=facts, size=SIDE_VALUE)

    def _head(self, seat: Seat, incident: int, box: tuple[int, int, int, int], lines: int) -> None:
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
            width, height = self._size
            self.put(self.more, (0, height - MORE, width, MORE))
