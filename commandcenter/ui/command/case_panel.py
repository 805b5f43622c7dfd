"""案件和法定期限: each case with its acts under it, what runs out first at the top."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.casework import (
    ACT_WORDS,
    STATE_WORDS,
    URGENCY_WORDS,
    ActKind,
    Urgency,
)
from commandcenter.queries.command.casework import ActLine, CaseBoard, CaseLine, case_board
from commandcenter.queries.command.evidence import ShelfChoices, shelf_choices
from commandcenter.store.database import Query
from commandcenter.ui.command.case_form import (
    ActForm,
    CaseForm,
    ExtendForm,
    MoveForm,
    SettleForm,
)
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import dotted, enumerated, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    Urgency.OVERDUE: "danger",
    Urgency.SOON: "warn",
    Urgency.RUNNING: "",
    Urgency.NONE: "text_faint",
    Urgency.SETTLED: "text_faint",
}
ALL, PRESSING = "all", "pressing"
Row = CaseLine | ActLine


class CasePanel(LinesPanel[CaseBoard, Row]):
    """A case is found by a number below 0, an act by its id."""

    object_name = "case_panel"
    kinds = frozenset({"case_file", "case_act", "incident", "person", "plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter(
            [(ALL, self.tr("全部")), (PRESSING, self.tr("超期和即将到期"))]
        )
        self.offer_button("new_case", self.tr("登记案件…"), "add", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有案件。证据和文书保存在案件系统，这里登记案号、措施和法定期限。")
        return Ledger(self.tr("案件和法定期限"), self.columns(), "case", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("案号、措施"), stretch=True, cell=self._what),
            self.column(self.tr("状态、文书号"), 13, cell=self._state),
            self.column(self.tr("到期"), 11, cell=self._due),
            self.column(self.tr("期限"), 6, cell=self._urgency),
            self.column(self.tr("承办人"), 7, cell=self._officers),
        ]

    def query(self) -> Query[CaseBoard]:
        return self.asked(case_board)

    def show_answer(self, answer: CaseBoard) -> None:
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        super().show_answer(answer)

    def note(self, board: CaseBoard) -> str:
        parts = []
        if board.overdue:
            parts.append(self.tr("{n} 项已超期").format(n=board.overdue))
        if board.soon:
            parts.append(self.tr("{n} 项即将到期").format(n=board.soon))
        return dotted(parts)

    @Slot(str)
    def _on_filter(self, _: str) -> None:
        if self.board is not None:
            self.ledger.show_lines(self.lines(self.board))

    def rows(self, board: CaseBoard) -> list[Row]:
        pressing = self._filter.key == PRESSING
        rows: list[Row] = []
        for case in board.cases:
            acts = [act for act in board.acts if act.case_id == case.id]
            if pressing:
                acts = [a for a in acts if a.urgency in (Urgency.OVERDUE, Urgency.SOON)]
            if acts or not pressing:
                rows += [case, *acts]
        return rows

    def number(self, line: Row) -> int:
        return -line.id if isinstance(line, CaseLine) else line.id

    def _what(self, line: Row, _: CaseBoard) -> Cell:
        if isinstance(line, CaseLine):
            return Cell(f"{line.number or self.tr('未立案')}  {line.party}", bold=True)
        # A preservation may have two limits: the limit tells them apart.
        named = line.limit if line.kind is ActKind.PRESERVE else ""
        words = f"└ {named or word(ACT_WORDS[line.kind])}"
        return Cell(words, "text_faint" if line.settled_at else "")

    def _state(self, line: Row, _: CaseBoard) -> str:
        return word(STATE_WORDS[line.state]) if isinstance(line, CaseLine) else line.document

    def _limit(self, act: ActLine, now: datetime) -> str:
        words = when(act.due_at, now)
        mark = self.tr("推算：放假通知还没有录入")
        return with_note(words, mark) if act.estimated else words

    def _due(self, line: Row, board: CaseBoard) -> Cell:
        return Cell(when(line.due_at, board.now), INKS[line.urgency])

    def _urgency(self, line: Row, _: CaseBoard) -> Cell:
        return Cell(word(URGENCY_WORDS[line.urgency]), INKS[line.urgency])

    def _officers(self, line: Row, _: CaseBoard) -> str:
        return enumerated(line.handlers) if isinstance(line, CaseLine) else line.registered_by

    def detail(self, line: Row, board: CaseBoard) -> Detail:
        if isinstance(line, CaseLine):
            return self._of_case(line, board)
        return self._of_act(line, board)

    def _of_case(self, case: CaseLine, board: CaseBoard) -> Detail:
        now = board.now
        return (
            (self.tr("案号"), case.number or self.tr("未立案")),
            (self.tr("当事人"), case.party),
            (self.tr("案由"), case.cause),
            (self.tr("承办人"), enumerated(case.handlers)),
            (self.tr("状态"), word(STATE_WORDS[case.state])),
            (self.tr("立案"), when(case.filed_at, now)),
            (self.tr("处理结果"), case.result),
            (self.tr("未办结的措施"), str(case.open_acts) if case.open_acts else ""),
            (self.tr("最近到期"), when(case.due_at, now)),
            (self.tr("登记"), by_at(case.registered_by, case.at, now)),
        )

    def _of_act(self, act: ActLine, board: CaseBoard) -> Detail:
        now = board.now
        extended = by_at(act.extended_by, act.extended_at, now)
        return (
            (self.tr("措施"), word(ACT_WORDS[act.kind])),
            (self.tr("内容"), act.words),
            (self.tr("案件"), act.case),
            (self.tr("文书号"), act.document),
            (self.tr("起算"), when(act.done_at, now)),
            (self.tr("期限"), act.limit),
            (self.tr("依据"), act.law),
            (self.tr("到期"), self._limit(act, now)),
            (self.tr("延长"), self.tr("{who}批准").format(who=extended) if extended else ""),
            (self.tr("办结"), by_at(act.settled_by, act.settled_at, now)),
            (self.tr("办理结果"), act.outcome),
            (self.tr("登记"), act.registered_by),
        )

    def acts(self, line: Row, board: CaseBoard) -> tuple[LineAct, ...]:
        words = {
            "move": self.tr("变更状态…"),
            "act": self.tr("登记措施…"),
            "settle": self.tr("办结…"),
            "extend": self.tr("延长期限…"),
        }
        return line_acts(line.offers, words, primary=frozenset({"move", "settle"}))

    def want(self, board: CaseBoard, key: str) -> None:
        self._with_choices(lambda incident, choices: CaseForm(self.over, incident, choices).begin())

    def act(self, board: CaseBoard, key: str, line: Row) -> None:
        if isinstance(line, ActLine):
            (ExtendForm if key == "extend" else SettleForm)(self.over, line).begin()
        elif key == "act":
            ActForm(self.over, line).begin()
        else:
            self._with_choices(lambda _, choices: MoveForm(self.over, line, choices).begin())

    def _with_choices(self, begin: Callable[[int, ShelfChoices], object]) -> None:
        if (incident := self.incident_id) is not None:
            query = partial(shelf_choices, incident_id=incident, now=self.seat.clock())
            self.seat.tasks.read(self, query, partial(begin, incident))
