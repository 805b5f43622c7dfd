"""The clocks of the reports as cards: by when, who is to do it, and whom to ring about it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.late_entry import with_addition
from commandcenter.domain.moments import Moments
from commandcenter.domain.reports.report import STATE_WORDS, ReportState
from commandcenter.domain.reports.report_clock import CLOCK_STATE_WORDS, ClockState
from commandcenter.domain.times import short_zh
from commandcenter.queries.reports.reports import ClockLine
from commandcenter.ui import look
from commandcenter.ui.frame.countdown import is_past, left_text, soon
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 300
INKS = {
    ClockState.GREY: "text_faint",
    ClockState.RUNNING: "text_dim",
    ClockState.SOON: "warn",
    ClockState.LATE: "danger",
    ClockState.DONE: "ok",
    ClockState.ADDED: "warn",
    ClockState.DONE_LATE: "danger",
}


class ClockCard(Card):
    """Signals:
    ring_wanted: Somebody was rung about it.
    """

    ring_wanted = Signal()

    def __init__(self, line: ClockLine, now: datetime) -> None:
        super().__init__("", "", ground="surface_2")
        self.line = line
        clock = line.clock
        self.setObjectName(f"clock_{clock.kind.value}_{clock.district or 'city'}")
        self._time = PlainLabel("", Size.SMALL, BOLD)
        self._time.setObjectName("clock_time")
        top = QHBoxLayout()
        ink = INKS[clock.state] if clock.state is ClockState.GREY else ""
        name = PlainLabel(f"{clock.label} · {line.office}", Size.TEXT, BOLD, ink=ink)
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(self._time)
        self.body.addLayout(top)
        for words in self._words(now):
            label = PlainLabel(words, Size.SMALL, ink="text_dim")
            label.setWordWrap(True)
            self.body.addWidget(label)
        if line.ring is not None:
            self._add_ring()
        self.setAccessibleName(f"{clock.label} {line.office}")
        self.tick(now)

    def _words(self, now: datetime) -> list[str]:
        clock = self.line.clock
        due = self.tr("时限 {time} · {who}").format(time=short_zh(clock.due_at, now), who=clock.who)
        running = [due, *self._provisional(now), *self._passed()]
        if clock.done_at is not None:
            words = self.tr("{time} 报出，时限 {due}")
            short = Moments(now, named=True).short
            words = words.format(time=short(clock.done_at), due=short(clock.due_at))
            if clock.added_at:
                words = with_addition(words, short(clock.added_at), clock.added_by)
            return [words, *self._passed()]
        match self.line.report:
            case ReportState.SENT if clock.missing:
                words = self.tr("尚未报：{names}").format(names=enumerated(clock.missing))
                return [*running, words]
            case ReportState.DRAFT | ReportState.SIGNED as state:
                words = self.tr("已拟稿，{state}").format(state=word(STATE_WORDS[state]))
                return [*running, words]
        return running

    def _provisional(self, now: datetime) -> list[str]:
        """By which level its limit runs while none is decided, and from when on."""
        clock = self.line.clock
        if clock.provisional is None:
            return []
        words = self.tr("暂按{level}级计时，{time} 起")
        return [words.format(level=clock.provisional.sign, time=short_zh(clock.start_at, now))]

    def _passed(self) -> list[str]:
        """Why an earlier limit, which nobody could know, is not the one that stands."""
        passed = self.line.clock.passed
        return [self.tr("定级时{level}级时限已过").format(level=passed.sign)] if passed else []

    def _add_ring(self) -> None:
        ring = self.line.ring
        assert ring
        words = self.tr("请电话叫应{post}{name}：{number}")
        label = PlainLabel(
            words.format(post=ring.post, name=ring.name, number=ring.number), Size.SMALL, ink="warn"
        )
        label.setObjectName("ring")
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(label)
        for offer in self.line.offers:
            button = Button(self.tr("登记叫应…"), Kind.PLAIN, icon="phone", size=Size.SMALL)
            button.setObjectName(offer.key)
            button.clicked.connect(self.ring_wanted)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self.body.addLayout(row)

    def tick(self, now: datetime) -> None:
        clock = self.line.clock
        grey, past = clock.state is ClockState.GREY, is_past(clock.due_at, now)
        if not clock.open or (grey and past):
            self._time.setText(word(CLOCK_STATE_WORDS[clock.state]))
            self._time.set_ink(INKS[clock.state])
            return
        near = "danger" if past else "warn" if soon(clock.due_at, now) else ""
        self._time.setText(left_text(clock.due_at, now))
        self._time.set_ink(INKS[clock.state] if grey else near)


class ClockColumn(QWidget):
    """Signals:
    ring_wanted: Somebody was rung about a clock. arg: the ClockLine
    """

    ring_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_clocks")
        self.setFixedWidth(look.px(WIDTH))
        self._shown: Sequence[ClockLine] | None = None
        self._cards: list[ClockCard] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, look.px(6), 0)
        self._box.setSpacing(look.px(8))
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("报送时限"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._empty = Empty(
            "deadline",
            self.tr("还没有报送时限"),
            self.tr("登记接报后，按级别列出各次报告的时限"),
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(8))
        box.addWidget(PlainLabel(self.tr("报送时限"), Size.TEXT, BOLD))
        box.addWidget(self._area, 1)
        box.addWidget(self._empty, 1)
        self._area.hide()

    def show_clocks(self, clocks: Sequence[ClockLine], now: datetime) -> None:
        """The same again keeps what has the focus."""
        if self._shown == clocks:
            self.tick(now)
            return
        self._shown = clocks
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cards = []
        for line in clocks:
            card = ClockCard(line, now)
            card.ring_wanted.connect(partial(self.ring_wanted.emit, line))
            self._cards.append(card)
            self._box.addWidget(card)
        self._box.addStretch(1)
        self._area.setVisible(bool(clocks))
        self._empty.setVisible(not clocks)

    def tick(self, now: datetime) -> None:
        for card in self._cards:
            card.tick(now)
