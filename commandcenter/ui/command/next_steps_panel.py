"""下一步: what is still to be done, late first, then by clock; below it what acts have closed."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.next_steps import NextStep, NextSteps, next_steps
from commandcenter.store.database import Query
from commandcenter.ui import icons, look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.desk.sitters import REMIND, RING
from commandcenter.ui.frame.at_once import after_picture
from commandcenter.ui.frame.countdown import brief_text, soon
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted, joined, with_note
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.whole_rows import WholeRows

ROW_HEIGHT = 44  # at least
FEW = 5  # lines that are made at once, however low it is
DONE_SHOWN = 3  # at first; the others are shown when they are wanted
RINGS_LEAD = "ring_lead"  # closed by hand, by the call that is entered
DO, ACT = "do", "act"  # what else a button asks for than RING and REMIND


class StepRow(Ground):
    """One line. Signals:
    wanted: A button was pressed. arg: DO, RING, REMIND or ACT
    """

    wanted = Signal(str)

    def __init__(self, step: NextStep, *, pressing: str) -> None:
        late = step.late and step.done_at is None
        super().__init__("danger_soft" if late else "surface", Qt.Edge.BottomEdge)
        self.step = step
        self.setObjectName(f"next_{step.id}")
        row = QHBoxLayout(self)
        px = look.px
        row.setContentsMargins(px(8), px(4), px(8), px(4))
        row.setSpacing(px(8))
        self._picture = PlainLabel()
        self._draw()
        row.addWidget(self._picture)
        row.addLayout(self._words(late), 1)
        if step.done_at is not None:
            row.addWidget(self._act_button())
            return
        row.addLayout(self._times())
        if key := self._offered(pressing):
            row.addWidget(self._button(key))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        """The picture, in the colours of the theme that is on now."""
        step = self.step
        name, ink = ("done", "ok") if step.done_at else ("open", "text_dim")
        if step.late and step.done_at is None:
            name, ink = "overdue", "danger"
        elif step.grey:
            ink = "text_faint"
        size = look.px(17)
        self._picture.setPixmap(icons.pixmap(name, ink, size, self.devicePixelRatioF()))

    def _words(self, late: bool) -> QVBoxLayout:
        step, box = self.step, QVBoxLayout()
        box.setSpacing(0)
        words = step.title
        if step.same > 1:
            words = self.tr("{title}（{n}处）").format(title=step.title, n=step.same)
        ink = "danger" if late else "text_faint" if step.grey else ""
        weight = BOLD if step.done_at is None else look.REGULAR
        title = ElidedLabel(words, Size.TEXT, weight, ink, lines=2)
        title.setWordWrap(True)
        title.set_tip(f"{words}\n{step.detail}".strip())
        box.addWidget(title)
        who = step.done_by if step.done_at else step.person or self.tr("未指定")
        office = (step.place if step.same == 1 else "") or step.office
        parts = [who, office if office != who else ""]
        below = QHBoxLayout()
        below.setSpacing(look.px(6))
        below.addWidget(ElidedLabel(dotted(parts), Size.SMALL, ink="text_dim"))
        if step.away and step.done_at is None:
            below.addWidget(PlainLabel(self.tr("未签到"), Size.SMALL, ink="warn"))
        below.addStretch(1)
        box.addLayout(below)
        self.setAccessibleName(joined(" ", [words, *(p for p in parts if p)]))
        return box

    def _times(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(0)
        self._time = PlainLabel("", Size.TEXT, BOLD)
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._before = PlainLabel("", Size.SMALL, ink="text_dim")
        self._before.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.addWidget(self._time)
        box.addWidget(self._before)
        return box

    def _offered(self, pressing: str) -> str:
        if self.step.mine:
            return DO
        return pressing if self.step.late else ""

    def _button(self, key: str) -> Button:
        does = self.tr("去办理") if self.step.form else self.tr("登记完成…")
        if key == RING or self.step.code == RINGS_LEAD:
            does = self.tr("叫应")
        words = self.tr("催办…") if key == REMIND else does
        button = Button(words, Kind.SECONDARY, size=Size.SMALL)
        button.setObjectName(f"next_{key}")
        button.clicked.connect(partial(self.wanted.emit, key))
        return button

    def _act_button(self) -> Button:
        """It is closed by this record: it opens it."""
        step = self.step
        assert step.done_at
        words = f"{step.act} {short_zh(step.done_at, step.done_at)}".strip()
        if step.added:
            words = with_note(words, self.tr("补记"))
        button = Button(words, Kind.LINK, size=Size.SMALL)
        button.setObjectName("next_act")
        button.clicked.connect(partial(self.wanted.emit, ACT))
        return button

    def tick(self, now: datetime) -> None:
        due = self.step.due_at
        if self.step.done_at is not None:
            return
        if due is None:
            self._time.setText("")
            self._before.setText(self.tr("不设时限"))
            return
        near = soon(due, now)
        ink = "text_faint" if self.step.grey else "danger" if self.step.late else ""
        self._time.set_ink(ink or ("warn" if near else "text"))
        self._time.setText(brief_text(due, now))
        self._before.setText(self.tr("{time} 前").format(time=short_zh(due, now)))


class NextStepsPanel(LivePanel[NextSteps | None]):
    """Signals:
    wanted: What a button of a line asks for. args: DO, RING, REMIND or ACT, the NextStep
    told: A new answer. arg: NextSteps or None
    """

    kinds = PROVING | {"obligation", "plan"}
    rests = True
    ticking = True
    wanted = Signal(str, object)
    told = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, pressing: str = "") -> None:
        super().__init__(seat, parent)
        self.setObjectName("next_steps")
        self.incident_id: int | None = None
        self._pressing = pressing
        self._all_done = False
        self._answer: NextSteps | None = None
        self._shown: tuple[object, ...] | None = None
        self._rows: list[StepRow] = []
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._lines)
        area = WholeRows(inside)
        area.setObjectName("next_area")
        area.setAccessibleName(self.tr("下一步"))
        self._empty = Empty("done", self.tr("没有待办的事项"))
        self._empty.hide()
        self.body.addWidget(area, 1)
        self.body.addWidget(self._empty)

    def heading(self) -> str:
        return self.tr("下一步")

    def query(self) -> Query[NextSteps | None]:
        if self.incident_id is None:
            return lambda session: None
        return self.seat.query(next_steps, self.incident_id, self.seat.clock())

    def show_answer(self, answer: NextSteps | None) -> None:
        self._answer = answer
        if answer is not None:
            template = self.tr("已办 {done} · 逾期 {late} · 在办 {open}")
            if answer.part:
                template = self.tr("与您有关：已办 {done} · 逾期 {late} · 在办 {open}")
                self._empty.set_text(self.tr("没有要您办的事项"))
            self.set_note(
                template.format(
                    done=answer.closed, late=answer.late, open=answer.left - answer.late
                )
            )
        self._fill()
        self.told.emit(answer)

    def _fill(self) -> None:
        """The lines anew, where one of them changed."""
        answer = self._answer
        shown = (answer.open, answer.done, answer.rest, self._all_done) if answer else ()
        if shown == self._shown:
            return
        self._shown = shown
        before = {row.step: row for row in self._rows}
        old = []
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                old.append(widget)
        self._rows = []
        if answer is not None:
            self._add_lines(answer, before)
        self._lines.addStretch(1)
        kept = set(map(id, self._rows))
        for widget in old:
            if id(widget) not in kept:
                widget.hide()
                widget.deleteLater()
        self._empty.setVisible(answer is None or not (answer.open or answer.done))

    @Slot()
    def _fill_whole(self) -> None:
        self._shown = None
        self._fill()

    def _add_lines(self, answer: NextSteps, before: dict[NextStep, StepRow]) -> None:
        """A line that says what it said before stays: to make one takes milliseconds."""
        seen = max(FEW, -(-self.height() // look.px(ROW_HEIGHT)))
        if len(answer.open) > seen and after_picture(self, self._fill_whole):
            for step in answer.open[:seen]:
                self._add_row(step, before)
            return
        for step in answer.open:
            self._add_row(step, before)
        if answer.rest:
            rest = self.tr("另有 {n} 项，见“全部”中的处置任务").format(n=answer.rest)
            self._lines.addWidget(PlainLabel(rest, Size.SMALL, ink="text_faint"))
        if answer.done:
            words = self.tr("已办，由办理记录得出")
            self._lines.addSpacing(look.px(6))
            self._lines.addWidget(PlainLabel(words, Size.SMALL, ink="text_dim"))
        done = answer.done if self._all_done else answer.done[:DONE_SHOWN]
        for step in done:
            self._add_row(step, before)
        if len(answer.done) > len(done):
            more = self.tr("还有 {n} 项已办").format(n=len(answer.done) - len(done))
            button = Button(more, Kind.LINK, size=Size.SMALL)
            button.setObjectName("more_done")
            button.clicked.connect(self._show_all_done)
            self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, step: NextStep, before: dict[NextStep, StepRow]) -> None:
        row = before.pop(step, None)
        if row is None:
            row = StepRow(step, pressing=self._pressing)
            row.wanted.connect(self._on_wanted)
        row.tick(self.seat.clock())
        self._rows.append(row)
        self._lines.addWidget(row)

    def tick(self, now: datetime) -> None:
        """A limit that has passed since the question was asked is asked for again."""
        for row in self._rows:
            row.tick(now)
        limits = (row.step.due_at for row in self._rows)
        asked = self.as_of if self.seat.past is None else None  # looking back nothing passes
        if asked is not None and any(due and asked < due <= now for due in limits):
            self._ask_soon()

    def row(self, step_id: int) -> StepRow:
        return next(row for row in self._rows if row.step.id == step_id)

    @Slot()
    def _show_all_done(self) -> None:
        self._all_done = True
        self._fill()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        row = self.sender()
        if isinstance(row, StepRow):
            self.wanted.emit(key, row.step)
