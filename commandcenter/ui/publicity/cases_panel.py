"""典型案例 of all incidents: where each stands, whose turn it is, and what can be done (7.2)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.publicity.cases import STATE_WORDS, STEP_WORDS, CaseAct, CaseState
from commandcenter.queries.publicity.cases import CaseLine, CasesBoard, cases_board
from commandcenter.services.publicity import case_gates
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.publicity.case_forms import (
    VERBS,
    DraftCase,
    EditCase,
    JudgeCase,
    PublishCase,
    SendBackCase,
)
from commandcenter.ui.publicity.sheets import case_sheet
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    CaseState.DRAFT: "text_dim",
    CaseState.LEGAL: "warn",
    CaseState.SECRECY: "warn",
    CaseState.APPROVAL: "warn",
    CaseState.APPROVED: "accent",
    CaseState.PUBLISHED: "ok",
    CaseState.REVOKED: "danger",
    CaseState.WITHDRAWN: "text_faint",
}
SHEET, INCIDENT = "sheet", "incident"


class CasesPanel(LinesPanel[CasesBoard, CaseLine]):
    """Signals:
    incident_wanted: arg: the id of the incident that a case tells of
    """

    object_name = "cases_panel"
    kinds = frozenset({"typical_case", "incident", "person", "plan"})
    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self.offer_button("draft", self.tr("起草案例…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有典型案例。由响应终止、归档的事件起草，经审核、签发后发布。")
        return Ledger(self.tr("典型案例"), self.columns(), "case", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("编号"), 7, cell=lambda line, _: line.number),
            self.column(self.tr("案例"), stretch=True, cell=lambda line, _: line.title),
            self.column(self.tr("风险类别"), 7, cell=lambda line, _: line.category),
            self.column(self.tr("经办"), 9, cell=self._turn),
            self.column(self.tr("时间"), 6, cell=lambda line, board: when(line.since, board.now)),
        ]

    def query(self) -> Query[CasesBoard]:
        return self.seat.query(cases_board, self.seat.clock())

    def note(self, board: CasesBoard) -> str:
        return listed(
            [
                self.tr("{year} 年已发布 {n} 件").format(year=board.year, n=board.published),
                self.tr("办理中 {n} 件").format(n=board.waiting) if board.waiting else "",
                self.tr("已撤销 {n} 件").format(n=board.revoked) if board.revoked else "",
                self.tr("可起草 {n} 件").format(n=len(board.tellable)) if board.tellable else "",
            ]
        )

    def edge(self, line: CaseLine, board: CasesBoard) -> str:
        return "warn" if line.waits and line.state is not CaseState.DRAFT else ""

    def _state(self, line: CaseLine, _: CasesBoard) -> Cell:
        words = word(STATE_WORDS[line.state])
        if line.state is CaseState.DRAFT and line.reason:
            words = self.tr("退回修改")
        return Cell(words, INKS[line.state], bold=line.waits and line.state is not CaseState.DRAFT)

    def _turn(self, line: CaseLine, _: CasesBoard) -> Cell:
        last = line.steps[-1].by if line.steps else line.by
        return Cell(line.who, "text_dim") if line.waits else Cell(last, "text_dim")

    def detail(self, line: CaseLine, board: CasesBoard) -> Detail:
        now = board.now
        out = by_at(line.channels, line.published_at, now)
        return (
            (word(STATE_WORDS[line.state]), line.title),
            (self.tr("来自事件"), line.incident),
            (self.tr("对应风险"), line.category),
            (self.tr("待办理"), line.who),
            (self.tr("发布"), listed([line.number, out])),
            (self._reason_word(line), line.reason),
            *(
                (word(STEP_WORDS[step.step]), with_note(by_at(step.by, step.at, now), step.words))
                for step in line.steps
            ),
            (self.tr("正文"), line.text),
        )

    def _reason_word(self, line: CaseLine) -> str:
        return {
            CaseState.REVOKED: self.tr("撤销理由"),
            CaseState.WITHDRAWN: self.tr("撤回理由"),
        }.get(line.state, self.tr("退回意见"))

    def acts(self, line: CaseLine, board: CasesBoard) -> tuple[LineAct, ...]:
        words = {
            CaseAct.SUBMIT: self.tr("送审…"),
            CaseAct.LEGAL: self.tr("合法性审核…"),
            CaseAct.SECRECY: self.tr("保密审查…"),
            CaseAct.APPROVE: self.tr("签发…"),
            CaseAct.PUBLISH: self.tr("登记发布…"),
            CaseAct.EDIT: self.tr("修改…"),
            CaseAct.RETURN: self.tr("退回…"),
            CaseAct.REVOKE: self.tr("撤销…"),
            CaseAct.WITHDRAW: self.tr("撤回…"),
        }
        danger = frozenset({CaseAct.RETURN.value, CaseAct.REVOKE.value, CaseAct.WITHDRAW.value})
        acts = line_acts(line.offers, {act.value: said for act, said in words.items()}, danger)
        return (
            *acts,
            LineAct(SHEET, self.tr("打印、另存…"), reads=True),
            LineAct(INCIDENT, self.tr("查看事件"), reads=True),
        )

    def want(self, board: CasesBoard, key: str) -> None:
        DraftCase(self.over, board.tellable).begin()

    def act(self, board: CasesBoard, key: str, line: CaseLine) -> None:
        match key:
            case "sheet":
                explain = self.tr("按对外发布的版式；签发前印有“送审稿”字样。")
                self._output.begin(case_sheet(line.title, self.seat.actor, line.id), explain)
            case "incident":
                self.incident_wanted.emit(line.incident_id)
            case "edit":
                EditCase(self.over, line, board).begin()
            case "publish":
                PublishCase(self.over, line, board).begin()
            case "return":
                SendBackCase(self.over, line).begin()
            case _ if CaseAct(key) in VERBS:
                JudgeCase(self.over, line, CaseAct(key)).begin()
            case _:
                self._take_out(line, CaseAct(key))

    def _take_out(self, line: CaseLine, act: CaseAct) -> None:
        if act is CaseAct.REVOKE:
            title, explain = self.tr("撤销典型案例"), self.tr("已在各渠道发布的请同时撤下。")
            verb = case_gates.revoke
        else:
            title, explain = self.tr("撤回典型案例"), self.tr("撤回后不再发布，可以另行起草。")
            verb = case_gates.withdraw
        about = listed([line.title, explain])
        WordsForm(self.over, Wording(title, title, self.tr("理由"), about), verb, line.id).begin()
