"""指令 of an incident: given, received, reported back on, chased; the late ones first."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.directive import STANDING_WORDS, Standing
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.orders import (
    InstructionBoard,
    InstructionLine,
    Reminder,
    instruction_board,
)
from commandcenter.services.command import instructions
from commandcenter.store.database import Query
from commandcenter.ui.command.instruction_form import GiveInstruction, ReportBack
from commandcenter.ui.frame.clock_panel import ClockPanel, due_cell, said
from commandcenter.ui.frame.offered_acts import ask_words, line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    Standing.OVERDUE: "danger",
    Standing.WAITING: "warn",
    Standing.WORKING: "",
    Standing.DONE: "ok",
    Standing.LATE: "text_dim",
    Standing.CLOSED: "text_faint",
}


def standing_cell(standing: Standing) -> Cell:
    return Cell(word(STANDING_WORDS[standing]), INKS[standing], bold=standing is Standing.OVERDUE)


def reminder_words(reminders: tuple[Reminder, ...], now: datetime) -> str:
    """Each 催办 a line, newest first."""
    return "\n".join(headed(f"{short_zh(r.at, now)} {r.by}", r.words) for r in reminders)


class InstructionPanel(ClockPanel[InstructionBoard]):
    kinds = frozenset({"instruction", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("instruction_panel")
        self._board: InstructionBoard | None = None
        self._filter = "all"
        self.ledger.set_filter(
            [
                ("all", self.tr("全部")),
                ("open", self.tr("未回报")),
                ("late", self.tr("超时")),
                ("mine", self.tr("交给我的")),
            ]
        )
        self._give = self.ledger.add_button("give", self.tr("下达指令…"), "add", primary=True)
        self._give.hide()
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("指令"),
            [
                Column(self.tr("状态"), 5),
                Column(self.tr("指令内容"), stretch=True),
                Column(self.tr("下达给"), 7),
                Column(self.tr("下达"), 8),
                Column(self.tr("回报时限"), 8),
                Column(self.tr("催办"), 3, right=True),
            ],
            "command",
            self.tr("还没有指令。总指挥、副总指挥下达的指令，签收、回报和催办都在这里。"),
        )

    def query(self) -> Query[InstructionBoard]:
        return partial(
            instruction_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: InstructionBoard) -> None:
        self._board = answer
        show_offer(self._give, answer.give)
        note = self.tr("未回报 {n} 项").format(n=answer.open) if answer.open else ""
        if answer.overdue:
            note += self.tr("，其中超时 {n} 项").format(n=answer.overdue)
        self.ledger.set_note(note)
        super().show_answer(answer)

    def lines(self, answer: InstructionBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines if self._fits(line)]

    def _fits(self, line: InstructionLine) -> bool:
        if self._filter == "mine":
            return any(o.key in ("receive", "report") and not o.refusal for o in line.acts)
        late = line.standing is Standing.OVERDUE
        return {"open": line.reported_at is None, "late": late}.get(self._filter, True)

    def _to(self, line: InstructionLine) -> str:
        return word(GROUP_WORDS[line.to_group]) if line.to_group else line.to

    def _line(self, line: InstructionLine, board: InstructionBoard) -> Line:
        now = board.now
        cells = (
            standing_cell(line.standing),
            Cell(line.text, tip=line.text),
            self._to(line),
            said(line.at, line.given_by, now),
            due_cell(line.due_at, now, done=line.reported_at is not None),
            str(len(line.reminders)) if line.reminders else "",
        )
        detail = (
            (self.tr("指令"), line.text),
            (self.tr("下达给"), self._to(line)),
            (self.tr("下达"), said(line.at, line.given_by, now)),
            (self.tr("回报时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("签收"), said(line.received_at, line.received_by, now)),
            (self.tr("回报"), line.report),
            (self.tr("回报人"), said(line.reported_at, line.reported_by, now)),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )
        words = {
            "receive": self.tr("签收"),
            "report": self.tr("回报…"),
            "remind": self.tr("催办…"),
        }
        return Line(line.id, cells, detail, line_acts(line.acts, words))

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        if self._board is not None:
            self.show_answer(self._board)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is not None:
            GiveInstruction(self.over, self.incident_id).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        match key:
            case "receive":
                self.seat.tasks.write(
                    self,
                    partial(instructions.receive, actor=self.seat.actor, instruction_id=line_id),
                )
            case "report":
                ReportBack(self.over, line_id).begin()
            case "remind":
                words = self.tr("催办指令"), self.tr("催办"), self.tr("催办内容")
                verb = partial(instructions.remind, actor=self.seat.actor, instruction_id=line_id)
                ask_words(self, words, verb)
