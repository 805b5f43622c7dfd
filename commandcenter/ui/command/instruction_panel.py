"""指令 of an incident: given, received, reported back on, chased; the late ones first."""

from datetime import datetime

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
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import headed, joined, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

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
    return joined("\n", (headed(f"{short_zh(r.at, now)} {r.by}", r.words) for r in reminders))


class InstructionPanel(LinesPanel[InstructionBoard, InstructionLine]):
    object_name = "instruction_panel"
    kinds = frozenset({"instruction", "incident", "person"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter(
            [
                ("all", self.tr("全部")),
                ("open", self.tr("未回报")),
                ("late", self.tr("超时")),
                ("mine", self.tr("交给我的")),
            ]
        )
        self.offer_button("give", self.tr("下达指令…"), "add", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有指令。总指挥、副总指挥下达的指令，签收、回报和催办都在这里。")
        return Ledger(self.tr("指令"), self.columns(), "command", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=lambda line, _: standing_cell(line.standing)),
            self.column(
                self.tr("指令内容"), stretch=True, cell=lambda x, _: Cell(x.text, tip=x.text)
            ),
            self.column(self.tr("下达给"), 7, cell=lambda line, _: self._to(line)),
            self.column(self.tr("下达"), 8, cell=lambda x, b: by_at(x.given_by, x.at, b.now)),
            self.column(self.tr("回报时限"), 8, cell=self._due),
            self.column(self.tr("催办"), 3, right=True, cell=self._chased),
        ]

    def query(self) -> Query[InstructionBoard]:
        return self.asked(instruction_board)

    def note(self, board: InstructionBoard) -> str:
        note = self.tr("未回报 {n} 项").format(n=board.open) if board.open else ""
        if board.overdue:
            note = listed((note, self.tr("其中超时 {n} 项").format(n=board.overdue)))
        return note

    def rows(self, board: InstructionBoard) -> list[InstructionLine]:
        return [line for line in board.lines if self._fits(line)]

    def _fits(self, line: InstructionLine) -> bool:
        match self._filter.key:
            case "mine":
                return any(o.key in ("receive", "report") and not o.refusal for o in line.offers)
            case "open":
                return line.reported_at is None
            case "late":
                return line.standing is Standing.OVERDUE
        return True

    def _to(self, line: InstructionLine) -> str:
        return word(GROUP_WORDS[line.to_group]) if line.to_group else line.to

    def _due(self, line: InstructionLine, board: InstructionBoard) -> Cell:
        return due_cell(line.due_at, board.now, done=line.reported_at is not None)

    def _chased(self, line: InstructionLine, _: InstructionBoard) -> str:
        return str(len(line.reminders)) if line.reminders else ""

    def detail(self, line: InstructionLine, board: InstructionBoard) -> Detail:
        now = board.now
        return (
            (self.tr("指令"), line.text),
            (self.tr("下达给"), self._to(line)),
            (self.tr("下达"), by_at(line.given_by, line.at, now)),
            (self.tr("回报时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("签收"), by_at(line.received_by, line.received_at, now)),
            (self.tr("回报"), line.report),
            (self.tr("回报人"), by_at(line.reported_by, line.reported_at, now)),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )

    def acts(self, line: InstructionLine, board: InstructionBoard) -> tuple[LineAct, ...]:
        words = {
            "receive": self.tr("签收"),
            "report": self.tr("回报…"),
            "remind": self.tr("催办…"),
        }
        return line_acts(line.offers, words)

    @Slot(str)
    def _on_filter(self, _: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def want(self, board: InstructionBoard, key: str) -> None:
        if self.incident_id is not None:
            GiveInstruction(self.over, self.incident_id).begin()

    def act(self, board: InstructionBoard, key: str, line: InstructionLine) -> None:
        match key:
            case "receive":
                self.seat.tasks.write(self, self.seat.command(instructions.receive, line.id))
            case "report":
                ReportBack(self.over, line.id).begin()
            case "remind":
                wording = Wording(self.tr("催办指令"), self.tr("催办"), self.tr("催办内容"))
                WordsForm(self.over, wording, instructions.remind, line.id).begin()
