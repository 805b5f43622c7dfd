"""案件和法定期限: each case with its acts under it, what runs out first at the top."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.casework import (
    ACT_WORDS,
    ENDS,
    NEXT,
    STATE_WORDS,
    URGENCY_WORDS,
    ActKind,
    CaseState,
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
from commandcenter.ui.frame.field_words import by_at, far, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

INKS = {
    Urgency.OVERDUE: "danger",
    Urgency.SOON: "warn",
    Urgency.RUNNING: "",
    Urgency.NONE: "text_faint",
    Urgency.SETTLED: "text_faint",
}
BY_STATE = frozenset(kind for kinds in ENDS.values() for kind in kinds)
ALL, PRESSING = "all", "pressing"


class CasePanel(LedgerPanel[CaseBoard]):
    """The id of a case's line is below 0, that of an act is the act's."""

    kinds = frozenset({"case_file", "case_act", "incident", "person", "plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("case_panel")
        self._board: CaseBoard | None = None
        self._filter = self.ledger.set_filter(
            [(ALL, self.tr("全部")), (PRESSING, self.tr("超期和三日内到期"))]
        )
        self._new = self.ledger.add_button("new_case", self.tr("登记案件…"), "add", primary=True)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("案件和法定期限"),
            [
                Column(self.tr("案号、措施"), stretch=True),
                Column(self.tr("状态、文书号"), 13),
                Column(self.tr("到期"), 11),
                Column(self.tr("期限"), 6),
                Column(self.tr("承办人"), 7),
            ],
            "case",
            self.tr("还没有案件。证据和文书保存在案件系统，这里登记案号、措施和法定期限。"),
        )

    def query(self) -> Query[CaseBoard]:
        return partial(
            case_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: CaseBoard) -> None:
        self._board = answer
        self._new.setVisible(answer.no_writing is None)
        self._new.forbid(why(answer.closed))
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        parts = []
        if answer.overdue:
            parts.append(self.tr("{n} 项已超期").format(n=answer.overdue))
        if answer.soon:
            parts.append(self.tr("{n} 项三日内到期").format(n=answer.soon))
        self.ledger.set_note(" · ".join(parts))
        super().show_answer(answer)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self._board is not None:
            self.ledger.show_lines(self.lines(self._board))

    def lines(self, answer: CaseBoard) -> list[Line]:
        pressing = self._filter.key == PRESSING
        lines: list[Line] = []
        for case in answer.cases:
            acts = [act for act in answer.acts if act.case_id == case.id]
            if pressing:
                acts = [a for a in acts if a.urgency in (Urgency.OVERDUE, Urgency.SOON)]
            if acts or not pressing:
                lines.append(self._case_line(case, answer))
                lines += [self._act_line(act, answer) for act in acts]
        return lines

    def _case_line(self, case: CaseLine, board: CaseBoard) -> Line:
        now = board.now
        unfiled = self.tr("未立案")
        cells = (
            Cell(f"{case.number or unfiled}  {case.party}", bold=True),
            word(STATE_WORDS[case.state]),
            Cell(far(case.due_at, now), INKS[case.urgency]),
            Cell(word(URGENCY_WORDS[case.urgency]), INKS[case.urgency]),
            "、".join(case.handlers),
        )
        detail = (
            (self.tr("案号"), case.number or unfiled),
            (self.tr("当事人"), case.party),
            (self.tr("案由"), case.cause),
            (self.tr("承办人"), "、".join(case.handlers)),
            (self.tr("状态"), word(STATE_WORDS[case.state])),
            (self.tr("立案"), when(case.filed_at, now)),
            (self.tr("处理结果"), case.result),
            (self.tr("未办结的措施"), str(case.open_acts) if case.open_acts else ""),
            (self.tr("最近到期"), far(case.due_at, now)),
            (self.tr("登记"), by_at(case.registered_by, case.at, now)),
        )
        return Line(-case.id, cells, detail, self._case_acts(case, board))

    def _case_acts(self, case: CaseLine, board: CaseBoard) -> tuple[LineAct, ...]:
        if board.no_writing is not None:
            return ()
        over = self.tr("案件已结案。") if case.state is CaseState.CLOSED else ""
        reason = why(board.closed) or over
        nowhere = "" if NEXT[case.state] else over
        return (
            LineAct("move", self.tr("变更状态…"), reason or nowhere, primary=True),
            LineAct("act", self.tr("登记措施…"), reason),
        )

    def _act_line(self, act: ActLine, board: CaseBoard) -> Line:
        now, ink = board.now, INKS[act.urgency]
        cells = (
            Cell(self._what(act), "text_faint" if act.settled_at else ""),
            act.document,
            Cell(far(act.due_at, now), ink),
            Cell(word(URGENCY_WORDS[act.urgency]), ink),
            act.registered_by,
        )
        return Line(act.id, cells, self._act_detail(act, now), self._act_acts(act, board))

    def _what(self, act: ActLine) -> str:
        """A preservation may have two limits: the limit tells them apart."""
        kind = word(ACT_WORDS[act.kind])
        said = act.limit if act.kind is ActKind.PRESERVE and act.limit else kind
        return f"└ {said}"

    def _act_detail(self, act: ActLine, now: datetime) -> tuple[tuple[str, str], ...]:
        extended = by_at(act.extended_by, act.extended_at, now)
        return (
            (self.tr("措施"), word(ACT_WORDS[act.kind])),
            (self.tr("内容"), act.words),
            (self.tr("案件"), act.case),
            (self.tr("文书号"), act.document),
            (self.tr("起算"), when(act.done_at, now)),
            (self.tr("期限"), act.limit),
            (self.tr("依据"), act.law),
            (self.tr("到期"), far(act.due_at, now)),
            (self.tr("延长"), self.tr("{who}批准").format(who=extended) if extended else ""),
            (self.tr("办结"), by_at(act.settled_by, act.settled_at, now)),
            (self.tr("办理结果"), act.outcome),
            (self.tr("登记"), act.registered_by),
        )

    def _act_acts(self, act: ActLine, board: CaseBoard) -> tuple[LineAct, ...]:
        if board.no_writing is not None or act.settled_at is not None:
            return ()
        reason = why(board.closed)
        by_state = self.tr("随案件状态办结，请变更案件状态。") if act.kind in BY_STATE else ""
        return (
            LineAct("settle", self.tr("办结…"), reason or by_state, primary=True),
            LineAct("extend", self.tr("延长期限…"), reason or self._no_extension(act, board.now)),
        )

    def _no_extension(self, act: ActLine, now: datetime) -> str:
        if act.extended_by:
            return self.tr("已由{who}批准延长过一次。").format(who=act.extended_by)
        if not act.extendable:
            return self.tr("法律没有规定可以延长。")
        return ""

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        self._with_choices(
            lambda incident, choices: CaseForm(self.seat, incident, choices, self.window()).begin()
        )

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        board = self._board
        if board is None:
            return
        window = self.window()
        if line_id < 0:
            case = next((c for c in board.cases if c.id == -line_id), None)
            if case is None:
                return
            if key == "act":
                ActForm(self.seat, case, window).begin()
            else:
                self._with_choices(
                    lambda _, choices: MoveForm(self.seat, case, choices, window).begin()
                )
            return
        act = next((a for a in board.acts if a.id == line_id), None)
        if act is not None:
            form = ExtendForm if key == "extend" else SettleForm
            form(self.seat, act, window).begin()

    def _with_choices(self, begin: Callable[[int, ShelfChoices], object]) -> None:
        if (incident := self.incident_id) is not None:
            query = partial(shelf_choices, incident_id=incident, now=self.seat.clock())
            self.seat.tasks.read(self, query, partial(begin, incident))
