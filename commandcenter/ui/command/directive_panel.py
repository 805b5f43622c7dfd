"""批示 of an incident: as they were written, who carries them out, and what was told back."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.directive import STANDING_WORDS, Standing
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.command.orders import DirectiveBoard, DirectiveLine, directive_board
from commandcenter.services.command import directives
from commandcenter.store.database import Query
from commandcenter.ui.command.directive_form import (
    AssignDirective,
    RegisterDirective,
    ReportUpward,
)
from commandcenter.ui.command.instruction_panel import INKS, reminder_words
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class DirectivePanel(LinesPanel[DirectiveBoard, DirectiveLine]):
    object_name = "directive_panel"
    kinds = frozenset({"directive", "incident", "person"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("register", self.tr("登记批示…"), "directive", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有批示。上级的书面批示在这里照原文登记、交办、催办，办结后回告批示人。"
        )
        return Ledger(self.tr("批示"), self.columns(), "directive", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("批示原文"), stretch=True, cell=lambda x, _: x.words),
            self.column(self.tr("批示人"), 8, cell=self._director),
            self.column(self.tr("承办"), 7, cell=self._carrier),
            self.column(self.tr("批示时间"), 7, cell=lambda x, b: when(x.directed_at, b.now)),
            self.column(self.tr("办理时限"), 8, cell=self._due),
        ]

    def query(self) -> Query[DirectiveBoard]:
        return self.asked(directive_board)

    def note(self, board: DirectiveBoard) -> str:
        parts = [self.tr("未办结 {n} 件").format(n=board.open)] if board.open else []
        if board.overdue:
            parts.append(self.tr("超时 {n} 件").format(n=board.overdue))
        if board.untold:
            parts.append(self.tr("待回告 {n} 件").format(n=board.untold))
        return listed(parts)

    def _state(self, line: DirectiveLine, _: DirectiveBoard) -> Cell:
        waits = line.done_at is not None and line.told_at is None
        state = self.tr("待回告") if waits else word(STANDING_WORDS[line.standing])
        ink = "warn" if waits else INKS[line.standing]
        return Cell(state, ink, bold=line.standing is Standing.OVERDUE)

    def _director(self, line: DirectiveLine, _: DirectiveBoard) -> str:
        return f"{line.from_person} {line.from_post}".strip()

    def _carrier(self, line: DirectiveLine, _: DirectiveBoard) -> str:
        return word(GROUP_WORDS[line.group]) if line.group else line.to

    def _due(self, line: DirectiveLine, board: DirectiveBoard) -> Cell:
        return due_cell(line.due_at, board.now, done=line.done_at is not None)

    def detail(self, line: DirectiveLine, board: DirectiveBoard) -> Detail:
        now = board.now
        told = f"{by_at(line.told_by, line.told_at, now)} {line.told_way}".strip()
        return (
            (self.tr("批示原文"), line.words),
            (self.tr("批示人"), self._director(line, board)),
            (self.tr("所在文件"), line.document),
            (self.tr("批示时间"), when(line.directed_at, now)),
            (self.tr("登记"), by_at(line.registered_by, line.registered_at, now)),
            (self.tr("承办"), self._carrier(line, board)),
            (self.tr("办理时限"), when(line.due_at, now)),
            (self.tr("签收"), by_at(line.received_by, line.received_at, now)),
            (self.tr("办理结果"), line.result),
            (self.tr("办结"), by_at(line.done_by, line.done_at, now)),
            (self.tr("回告"), told),
            (self.tr("催办"), reminder_words(line.reminders, now)),
        )

    def acts(self, line: DirectiveLine, board: DirectiveBoard) -> tuple[LineAct, ...]:
        words = {
            "receive": self.tr("签收"),
            "report": self.tr("报办理结果…"),
            "tell": self.tr("回告批示人…"),
            "remind": self.tr("催办…"),
            "assign": self.tr("改派…"),
        }
        return line_acts(line.offers, words)

    def want(self, board: DirectiveBoard, key: str) -> None:
        if self.incident_id is not None:
            RegisterDirective(self.over, self.incident_id).begin()

    def act(self, board: DirectiveBoard, key: str, line: DirectiveLine) -> None:
        if self.incident_id is None:
            return
        match key:
            case "receive":
                self.seat.tasks.write(self, self.seat.command(directives.receive, line.id))
            case "report":
                label = self.tr("办理结果")
                wording = Wording(self.tr("报办理结果"), self.tr("报结果"), label, line.words)
                WordsForm(self.over, wording, directives.report_result, line.id).begin()
            case "tell":
                ReportUpward(self.over, line).begin()
            case "remind":
                label = self.tr("催办内容")
                wording = Wording(self.tr("催办批示"), self.tr("催办"), label, line.words)
                WordsForm(self.over, wording, directives.remind, line.id).begin()
            case "assign":
                AssignDirective(self.over, self.incident_id, line).begin()
