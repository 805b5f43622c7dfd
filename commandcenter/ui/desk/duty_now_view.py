"""现在 of the duty room: the first act large, what to ring and read aloud, the clocks, the call."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.times import short_zh
from commandcenter.late import late_name
from commandcenter.queries.command.duty_first import Caller, DutyFirstAct, Rung, duty_first
from commandcenter.queries.command.next_steps import NextStep
from commandcenter.queries.command.ring_line import Number
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.services.seat.outgoing import Sent
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.next_steps_panel import DO
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.clock_card import WARN_S, ClockCard, left_clock
from commandcenter.ui.desk.moves import MoveKind
from commandcenter.ui.desk.rung_card import RungCard
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.incident.now_panel import NowPanel
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.incident.numbers_view import NumbersView
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.services.command.callups import NewCallUp
    from commandcenter.ui.command.duty_form import CallUpForm
else:
    NewCallUp = late_name("services.command.callups", "NewCallUp")
    CallUpForm = late_name("ui.command.duty_form", "CallUpForm")

LARGE, LEFT_TIME, TILE = 22, 40, 22
LOW = 830  # height of the window below which what is read aloud needs the room of the clocks
ALOUD = 8  # lines of what is read of one element: it is read whole


def clear(box: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class DutyFirst(LivePanel[DutyFirstAct | None]):
    """While nothing waits for the duty room, how it stands has the place of the first act.

    Signals:
        wanted: The first act is to be done. args: DO, the NextStep
    """

    kinds = PROVING | {"obligation", "duty_log", "plan"}
    again_s = AGAIN_S
    rests = True
    ticking = True
    wanted = Signal(str, object)

    def __init__(self, seat: Seat, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("duty_first")
        self.incident_id: int | None = None
        self._acts = acts
        self._first: NextStep | None = None
        self._ring: Number | None = None
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
        self.rung = RungCard(self.tr("叫应"))
        self.rung.called.connect(self._on_called)
        self.rung.wanted.connect(self._on_rung)
        self.body.addWidget(self.rung)

    def _first_card(self) -> Card:
        card = self._first_of = Card("", "")
        self.title = ElidedLabel("", LARGE, BOLD, lines=2)
        self.title.setObjectName("first_title")
        self.title.setWordWrap(True)
        self.number = PlainLabel("", LARGE, BOLD)
        self.number.setObjectName("first_number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.office = ElidedLabel("", Size.TITLE, ink="text_dim")
        self.tried = ElidedLabel("", Size.TEXT, ink="danger", lines=2)
        self.tried.setObjectName("first_tried")
        self.tried.setWordWrap(True)
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
        words.addWidget(self.tried)
        for label in (self.left, self.before):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            times.addWidget(label)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(times)
        card.body.addLayout(head)
        card.body.addWidget(self._aloud_area(), 1)
        card.body.addLayout(self._first_foot())
        return card

    def _aloud_area(self) -> QScrollArea:
        """What is read aloud: where there is no room it scrolls, and nothing is cut."""
        self._aloud = QGridLayout()
        self._aloud.setContentsMargins(0, 0, 0, 0)
        self._aloud.setColumnStretch(1, 1)
        self._aloud.setHorizontalSpacing(look.px(16))
        inside, column = QWidget(), QVBoxLayout()
        inside.setObjectName("scrolled")
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._aloud)
        column.addStretch(1)
        inside.setLayout(column)
        area = QScrollArea()
        area.setAccessibleName(self.tr("读给对方听"))
        area.setObjectName("aloud")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _first_foot(self) -> QHBoxLayout:
        self.act = Button("", Kind.PRIMARY, size=Size.TITLE)
        self.act.setObjectName("first_act")
        self.act.clicked.connect(self._on_act)
        self.missed = Button(self.tr("没打通"), Kind.SECONDARY, size=Size.TITLE)
        self.missed.setObjectName("first_missed")
        self.missed.clicked.connect(self._on_missed)
        self.amend = Button(self.tr("改内容"), Kind.LINK)
        self.amend.setObjectName("first_amend")
        self.amend.clicked.connect(self._on_amend)
        foot = QHBoxLayout()
        foot.addWidget(self.act)
        foot.addWidget(self.missed)
        foot.addStretch(1)
        foot.addWidget(self.amend)
        return foot

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
        self.rung.show_rung(answer.rung, self.seat.clock())

    def _show_first(self, answer: DutyFirstAct) -> None:
        step = self._first = answer.first
        self.title.setText(step.title if step else self.tr("没有等您办理的事项"))
        self._first_of.setVisible(step is not None)
        self.now.setVisible(step is None)
        self.body.setStretchFactor(self.rung, 0 if step else 1)
        for widget in (self.act, self.left, self.before):
            widget.setVisible(step is not None)
        self._show_ring(answer)
        self.amend.setVisible(bool(answer.aloud))
        clear(self._aloud)
        for row, (label, words) in enumerate(answer.aloud):
            name = PlainLabel(label, Size.TEXT, ink="text_dim")
            said = ElidedLabel(words, Size.TEXT, lines=ALOUD)
            said.setWordWrap(True)
            self._aloud.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._aloud.addWidget(said, row, 1)
        if step is not None:
            self.act.setText(self._act_words(step))

    def _show_ring(self, answer: DutyFirstAct) -> None:
        ring = self._ring = answer.ring
        for widget in (self.number, self.office, self.missed):
            widget.setVisible(ring is not None)
        if ring is not None:
            self.number.setText(ring.number or self.tr("号码未登记"))
            self.office.setText(f"{ring.name} {ring.post}".strip())
        self.tried.setText(self._tried(answer))
        self.tried.setVisible(bool(answer.tried))

    def _tried(self, answer: DutyFirstAct) -> str:
        """Who did not answer and when, and whom to ring now, and next."""
        if not answer.tried or answer.ring is None:
            return ""
        times = enumerated(
            self.tr("{name} {times} 未接").format(
                name=each.name, times=enumerated(self._short(at) for at in each.at)
            )
            for each in answer.tried
        )
        if answer.then is None:
            return self.tr("{times}，请再拨").format(times=times)
        then = f"{answer.then.post}{answer.then.name} {answer.then.number}".strip()
        return self.tr("{times}；再不通请拨 {then}").format(times=times, then=then)

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
        low = self.window().height() < look.px(LOW)
        self._clocks = [ClockCard(step, low=low) for step in answer.clocks]
        for clock in self._clocks:
            self._limits.addWidget(clock, 1)
        steps = answer.steps
        self.provisional.setVisible(steps.provisional is not None)
        if steps.provisional is not None:
            words = self.tr("暂按{sign}级计时").format(sign=steps.provisional.sign)
            if steps.reports_by is not None and steps.reports_by is not steps.provisional:
                sign = steps.reports_by.sign
                words = self.tr("{words}，报告按{sign}级").format(words=words, sign=sign)
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

    @Slot(object, bool)
    def _on_called(self, each: Rung, answered: bool) -> None:
        self._note_call(each.person, each.person_id, each.number, answered=answered)

    @Slot(object)
    def _on_rung(self, each: Rung) -> None:
        self._on_ring(each.person, each.number)

    def _note_call(
        self,
        person: str,
        person_id: int | None,
        number: str,
        *,
        answered: bool,
        step: NextStep | None = None,
    ) -> None:
        """One press is one call: who was rung and whether they answered, now."""
        new = NewCallUp(
            about=step.title if step else self._about,
            number=number or self.tr("号码未登记"),
            answered=answered,
            answer=self.tr("已接听") if answered else "",
            person_id=person_id,
            person=person,
            kind="obligation" if step else "",
            subject=step.id if step else None,
            incident_id=self.incident_id,
        )
        courier = self.seat.courier
        sent = courier.new(Added.CALL_UP, additions.call_up(new), new.about)
        courier.send(self, sent, self._noted, self._refused)

    def _noted(self, _sent: Sent) -> None:
        self.refresh()

    def _refused(self, failure: Failure) -> None:
        self.seat.notices.refused(failure.words)

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
    def _on_missed(self) -> None:
        """Nobody took the call: it is tried again, or the next in the line."""
        ring, step = self._ring, self._first
        if ring is not None and step is not None:
            self._note_call(ring.name, ring.person_id, ring.number, answered=False, step=step)

    @Slot()
    def _on_amend(self) -> None:
        """What is read aloud is the facts: they are put right, and the text follows."""
        self._acts.move(MoveKind.AMEND.value)

    @Slot()
    def _on_act(self) -> None:
        if self._first is not None:
            self.wanted.emit(DO, self._first)
