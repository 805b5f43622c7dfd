"""叫应: what is past its limit and whom to ring about it; and who was rung, and answered."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import OPEN_WORDS, OpenKind
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.call_ups import CallUpLine, CallUps, DueItem, call_ups
from commandcenter.store.database import Query
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.frame.clock_panel import ClockPanel, due_cell, said
from commandcenter.ui.frame.ledger_model import LineAct
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

SPREAD = 1_000_000  # what is due and what was rung are lines of one table: apart by their ids
DUE, DONE = "due", "done"


class CallUpPanel(ClockPanel[CallUps]):
    kinds = frozenset(
        {
            "call_up", "duty", "person", "incident", "report", "step", "instruction", "directive",
            "liaison", "oral_decision", "press",
        }
    )  # fmt: skip

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("call_up_panel")
        self._answer: CallUps | None = None
        self._filter = DUE
        self.ledger.set_filter([(DUE, self.tr("到时限，待叫应")), (DONE, self.tr("叫应记录"))])
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("叫应"),
            [
                Column(self.tr("时间"), 6),
                Column(self.tr("事由"), stretch=True),
                Column(self.tr("叫应谁"), 9),
                Column(self.tr("号码"), 7),
                Column(self.tr("结果"), 7),
            ],
            "phone",
            self.tr("没有到时限的事项。到时限未办的在这里列出该给谁打电话，打完登记是否接通。"),
        )

    def query(self) -> Query[CallUps]:
        return partial(call_ups, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: CallUps) -> None:
        self._answer = answer
        note = self.tr("待叫应 {n} 项").format(n=answer.waiting) if answer.waiting else ""
        self.ledger.set_note(note)
        super().show_answer(answer)

    def lines(self, answer: CallUps) -> list[Line]:
        if self._filter == DONE:
            return [self._called(line, answer) for line in answer.lines]
        return [self._due(due, answer) for due in answer.due]

    def _result(self, line: CallUpLine | None) -> Cell:
        if line is None:
            return Cell(self.tr("未叫应"), "warn")
        if line.answered:
            return Cell(self.tr("已接通：") + line.answer, "ok", tip=line.answer)
        return Cell(self.tr("未接通"), "danger", bold=True)

    def _called(self, line: CallUpLine, answer: CallUps) -> Line:
        now = answer.now
        cells = (
            short_zh(line.rung_at, now),
            Cell(line.about, tip=line.about),
            line.person,
            line.number,
            self._result(line),
        )
        detail = (
            (self.tr("事由"), line.about),
            (self.tr("事件"), line.incident),
            (self.tr("被叫应人"), f"{line.person} {line.number}"),
            (self.tr("叫应"), said(line.rung_at, line.by, now)),
            (self.tr("结果"), self.tr("已接通") if line.answered else self.tr("未接通")),
            (self.tr("答复"), line.answer),
        )
        return Line(line.id, cells, detail)

    def _due(self, due: DueItem, answer: CallUps) -> Line:
        now, item, target = answer.now, due.item, due.target
        about = headed(word(OPEN_WORDS[item.kind]), item.words)
        late = due_cell(item.due_at, now, done=False)
        cells = (
            late,
            Cell(about, tip=about),
            f"{target.name} {target.post}".strip() if target else self.tr("没有负责人"),
            target.number if target else "",
            self._result(due.last),
        )
        detail = (
            (self.tr("到时限事项"), about),
            (self.tr("事件"), due.incident),
            (self.tr("时限"), short_zh(item.due_at, now) if item.due_at else ""),
            (self.tr("叫应谁"), f"{target.name} {target.post} {target.number}" if target else ""),
            (self.tr("上次叫应"), self._last(due, answer)),
        )
        reason = refusal(due.refusal) if due.refusal else ""
        act = LineAct("call_up", self.tr("登记叫应…"), reason, primary=not reason)
        return Line(_line_id(due), cells, detail, (act,) if target or not reason else ())

    def _last(self, due: DueItem, answer: CallUps) -> str:
        if due.last is None:
            return ""
        result = self._result(due.last).words
        return f"{said(due.last.rung_at, due.last.by, answer.now)} {due.last.person} {result}"

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        if self._answer is not None:
            self.show_answer(self._answer)

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        answer = self._answer.due if self._answer else ()
        due = next((d for d in answer if _line_id(d) == line_id), None)
        if due is None:
            return
        item, target = due.item, due.target
        CallUpForm(
            self.seat,
            self.window(),
            about=headed(word(OPEN_WORDS[item.kind]), item.words),
            person=target.name if target else "",
            number=target.number if target else "",
            subject=(item.kind.value, item.id),
            incident_id=item.incident,
        ).begin()


def _line_id(due: DueItem) -> int:
    return (list(OpenKind).index(due.item.kind) + 1) * SPREAD + due.item.id
