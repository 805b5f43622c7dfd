"""现在 of the duty room: the first act large, what to ring and read aloud, the clocks, the call."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from math import ceil

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.duty_first import Caller, DutyFirstAct, Rung, duty_first
from commandcenter.queries.command.next_steps import NextStep
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.command.next_steps_panel import DO
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.now_panel import NowPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag

LARGE, LEFT_TIME, TILE, HOUR = 22, 40, 22, 3600
WARN_S = 900


def left_clock(due: datetime, now: datetime) -> str:
    """mm:ss under the hour, h:mm:ss above; past it with a minus before it."""
    seconds = ceil((due - now).total_seconds())
    sign, whole = ("−", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(whole, HOUR)
    minutes = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{sign}{hours}:{minutes}" if hours else f"{sign}{minutes}"


def clear(box: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class ClockCard(Card):
    """One limit: how long, by when, and by whom."""

    def __init__(self, step: NextStep) -> None:
        super().__init__("", "", ground="surface_2")
        self.step = step
        self.setObjectName(f"clock_{step.id}")
        self._left = PlainLabel("", Size.HEAD, BOLD)
        self.body.setSpacing(look.px(2))
        title = ElidedLabel(step.title, Size.SMALL, BOLD, lines=3)
        title.setWordWrap(True)
        self.outer.setContentsMargins(*(look.px(8),) * 4)
        self.body.addWidget(title)
        self.body.addStretch(1)
        self.body.addWidget(self._left)
        self._before = PlainLabel("", Size.SMALL, ink="text_dim")
        self.body.addWidget(self._before)
        self.body.addWidget(ElidedLabel(step.person or step.office, Size.SMALL, ink="text_dim"))

    def tick(self, now: datetime) -> None:
        due = self.step.due_at
        assert due
        left = (due - now).total_seconds()
        ink = "text_faint" if self.step.grey else "danger" if left < 0 else ""
        self._left.set_ink(ink or ("warn" if left < WARN_S else "text"))
        self._left.setText(left_clock(due, now))
        self._before.setText(self.tr("{time} 前").format(time=short_zh(due, now)))


class DutyFirst(LivePanel[DutyFirstAct | None]):
    """While nothing waits for the duty room, how it stands has the place of the first act.

    Signals:
        wanted: The first act is to be done. args: DO, the NextStep
    """

    kinds = PROVING | {"obligation", "duty_log", "plan"}
    rests = True
    ticking = True
    wanted = Signal(str, object)

    def __init__(self, seat: Seat, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("duty_first")
        self.incident_id: int | None = None
        self._acts = acts
        self._first: NextStep | None = None
        self._caller: Caller | None = None
        self._about = self.tr("叫应")  # what a call from here is about
        self._clocks: list[ClockCard] = []
        self.body.setSpacing(look.px(10))
        self.now, self.numbers = NowPanel(seat), NumbersPanel(seat, view=NumbersView(size=TILE))
        self.now.body.addWidget(self.numbers)
        self.now.hide()
        self.body.addWidget(self.now)
        self.body.addWidget(self._first_card(), 1)
        self.body.addWidget(self._limits_card())
        self.body.addWidget(self._call_card())
        self.body.addWidget(self._rung_card())

    def _first_card(self) -> Card:
        card = self._first_of = Card("", "")
        self.title = ElidedLabel("", LARGE, BOLD, lines=2)
        self.title.setObjectName("first_title")
        self.title.setWordWrap(True)
        self.number = PlainLabel("", LARGE, BOLD)
        self.number.setObjectName("first_number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.office = ElidedLabel("", Size.TITLE, ink="text_dim")
        self.left = PlainLabel("", LEFT_TIME, BOLD)
        self.left.setObjectName("first_left")
        self.before = PlainLabel("", Size.SMALL, ink="text_dim")
        words, times = QVBoxLayout(), QVBoxLayout()
        words.addWidget(PlainLabel(self.tr("下一步"), Size.SMALL, ink="text_dim"))
        words.addWidget(self.title)
        ring = QHBoxLayout()
        ring.addWidget(self.number)
        ring.addWidget(self.office, 1)
        words.addLayout(ring)
        for label in (self.left, self.before):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            times.addWidget(label)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(times)
        self._aloud = QGridLayout()
        self._aloud.setColumnStretch(1, 1)
        self._aloud.setHorizontalSpacing(look.px(16))
        self.act = Button("", Kind.PRIMARY, size=Size.TITLE)
        self.act.setObjectName("first_act")
        self.act.clicked.connect(self._on_act)
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addStretch(1)
        card.body.addLayout(head)
        card.body.addLayout(self._aloud)
        card.body.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _limits_card(self) -> Card:
        card = Card(self.tr("时限"), "")
        self.provisional = Tag("", "warn_soft", "warn_soft_text")
        self.provisional.setObjectName("provisional")
        card.heading.insertWidget(1, self.provisional)
        self._limits = QHBoxLayout()
        self._limits.setSpacing(look.px(8))
        card.body.addLayout(self._limits)
        self._limits_of = card
        return card

    def _call_card(self) -> Card:
        card = Card(self.tr("来电"), "")
        self._call = card
        self.caller = ElidedLabel("", Size.TITLE, BOLD)
        self.phone = PlainLabel("", Size.HEAD, BOLD)
        self.phone.setObjectName("caller_number")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = ElidedLabel("", Size.TEXT, lines=3)
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.caller, 1)
        row.addWidget(self.phone)
        self.back = Button(self.tr("回拨"), Kind.SECONDARY, icon="phone", size=Size.SMALL)
        self.back.setObjectName("ring_back")
        self.back.clicked.connect(self._on_back)
        row.addWidget(self.back)
        card.body.addLayout(row)
        card.body.addWidget(self.said)
        return card

    def _rung_card(self) -> Card:
        card = Card(self.tr("叫应"), "")
        self._rung_of = card
        self._rung = QVBoxLayout()
        self._rung.setSpacing(look.px(2))
        card.body.addLayout(self._rung)
        card.body.addStretch(1)
        return card

    def query(self) -> Query[DutyFirstAct | None]:
        if self.incident_id is None:
            return lambda session: None
        return self.seat.query(duty_first, self.incident_id, self.seat.clock())

    def show_answer(self, answer: DutyFirstAct | None) -> None:
        if answer is None:
            return
        self._about = answer.title
        self._show_first(answer)
        self._show_clocks(answer)
        self._show_call(answer.caller)
        self._show_rung(answer.rung)

    def _show_first(self, answer: DutyFirstAct) -> None:
        step = self._first = answer.first
        self.title.setText(step.title if step else self.tr("没有等您办理的事项"))
        self._first_of.setVisible(step is not None)
        self.now.setVisible(step is None)
        self.body.setStretchFactor(self._rung_of, 0 if step else 1)
        for widget in (self.act, self.left, self.before):
            widget.setVisible(step is not None)
        ring = answer.ring
        self.number.setVisible(ring is not None)
        self.office.setVisible(ring is not None)
        if ring is not None:
            self.number.setText(ring.number or self.tr("号码未登记"))
            self.office.setText(f"{ring.name} {ring.post}".strip())
        clear(self._aloud)
        for row, (label, words) in enumerate(answer.aloud):
            name = PlainLabel(label, Size.TEXT, ink="text_dim")
            said = ElidedLabel(words, Size.TITLE, lines=2)
            said.setWordWrap(True)
            self._aloud.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._aloud.addWidget(said, row, 1)
        if step is not None:
            self.act.setText(self._act_words(step))

    def _act_words(self, step: NextStep) -> str:
        return {
            "phone_report": self.tr("已报告，记接听人…"),
            "verify": self.tr("核实接报…"),
            "report": self.tr("起草首报"),
        }.get(step.form) or (
            self.tr("已叫应，记答复…") if step.code == "ring_lead" else self.tr("去办理")
        )

    def _show_clocks(self, answer: DutyFirstAct) -> None:
        clear(self._limits)
        self._clocks = [ClockCard(step) for step in answer.clocks]
        for clock in self._clocks:
            self._limits.addWidget(clock, 1)
        steps = answer.steps
        self.provisional.setVisible(steps.provisional is not None)
        if steps.provisional is not None:
            words = self.tr("暂按{sign}级计时").format(sign=steps.provisional.sign)
            self.provisional.set_text(words)
        if steps.provisional is not None and steps.start_at is not None:
            since = self.tr("从 {time} 起算，定级后自动改").format(time=self._short(steps.start_at))
            self._limits_of.set_note(since)
        else:
            self._limits_of.set_note("")
        # Else they would stand twice beside each other: the next steps are the same.
        self._limits_of.setVisible(bool(answer.clocks) and answer.first is not None)

    def _show_call(self, caller: Caller | None) -> None:
        self._caller = caller
        self._call.setVisible(caller is not None)
        if caller is None:
            return
        self.caller.setText(f"{caller.name} {caller.unit}".strip())
        self.phone.setText(caller.phone or self.tr("未留号码"))
        self.back.setVisible(any(sign.isdecimal() for sign in caller.phone))
        self.said.setText(caller.words)
        note = self.tr("{time} 来电 · {who} 登记")
        self._call.set_note(note.format(time=self._short(caller.at), who=caller.by))

    def _show_rung(self, rung: Sequence[Rung]) -> None:
        clear(self._rung)
        self._rung_of.setVisible(bool(rung))
        note = self.tr("应叫 {all} · 已应 {yes} · 未通 {no}")
        yes = sum(each.answered for each in rung)
        no = sum(each.at is not None and not each.answered for each in rung)
        self._rung_of.set_note(note.format(all=len(rung), yes=yes, no=no))
        for each in rung:
            self._rung.addWidget(self._rung_line(each))

    def _rung_line(self, each: Rung) -> QWidget:
        """Who has not answered can be rung from here."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(each.person, Size.TEXT, BOLD))
        row.addWidget(PlainLabel(self._rung_state(each), Size.TEXT, ink=self._rung_ink(each)))
        more = each.answer if each.answered else f"{each.post} {each.number}".strip()
        row.addWidget(ElidedLabel(more, Size.SMALL, ink="text_dim"), 1)
        if not each.answered:
            ring = Button(self.tr("拨打"), Kind.SECONDARY, size=Size.SMALL)
            ring.setObjectName("ring")
            ring.clicked.connect(partial(self._on_ring, each.person, each.number))
            row.addWidget(ring)
        return line

    def _rung_state(self, each: Rung) -> str:
        if each.at is None:
            return self.tr("待叫")
        state = self.tr("{time} 已应") if each.answered else self.tr("{time} 未接")
        return state.format(time=self._short(each.at))

    @staticmethod
    def _rung_ink(each: Rung) -> str:
        return "text_dim" if each.at is None else "ok" if each.answered else "danger"

    def _on_ring(self, person: str, number: str) -> None:
        CallUpForm(
            self.over,
            about=self._about,
            person=person,
            number=number,
            incident_id=self.incident_id,
        ).begin()

    @Slot()
    def _on_back(self) -> None:
        if self._caller is not None:
            self._on_ring(self._caller.name, self._caller.phone)

    def _short(self, at: datetime) -> str:
        return short_zh(at, self.seat.clock())

    def tick(self, now: datetime) -> None:
        for clock in self._clocks:
            clock.tick(now)
        step = self._first
        if step is None or step.due_at is None:
            self.left.setText("")
            self.before.setText("")
            return
        left = (step.due_at - now).total_seconds()
        self.left.set_ink("danger" if left < 0 else "warn" if left < WARN_S else "text")
        self.left.setText(left_clock(step.due_at, now))
        rest = self.tr("剩余 · {start} 起，{due} 前")
        words = self.tr("已逾期 · {start} 起，{due} 前") if left < 0 else rest
        start, due = short_zh(step.start_at, now), short_zh(step.due_at, now)
        self.before.setText(words.format(start=start, due=due))

    def turn_to(self, incident_id: int | None) -> None:
        for panel in (self, self.now, self.numbers):
            panel.incident_id = incident_id
            panel.refresh()

    @Slot()
    def _on_act(self) -> None:
        if self._first is not None:
            self.wanted.emit(DO, self._first)
