"""责任追究: operators with basis, case and penalty; for the few, what was referred of officials."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.aftermath.aftermath import LiableKind
from commandcenter.queries.aftermath.liability import (
    LiabilityBoard,
    LiableLine,
    liability_board,
)
from commandcenter.services.aftermath import accountability
from commandcenter.store.database import Query
from commandcenter.ui.aftermath.liability_form import (
    OperatorDecision,
    OperatorForm,
    ReferralForm,
)
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class LiabilityPanel(LinesPanel[LiabilityBoard, LiableLine]):
    object_name = "liability_panel"
    kinds = frozenset({"accountability", "case_file", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("refer", self.tr("登记线索移送…"))
        self.offer_button("register", self.tr("登记经营者责任…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        empty = self.tr(
            "还没有登记。对有违法行为的经营者，由调查取证组、法律咨询组登记依据、案号和决定。"
        )
        return Ledger(self.tr("责任追究"), self.columns(), "grade", empty)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("经营者、线索"), stretch=True, cell=self._name),
            self.column(
                self.tr("案号、移送单位"),
                11,
                cell=lambda x, _: x.referred_to if _official(x) else x.case_number,
            ),
            self.column(
                self.tr("处理决定、结果"),
                10,
                cell=lambda x, _: Cell(x.result if _official(x) else x.decision),
            ),
            self.column(
                self.tr("罚没（元）"), 6, right=True, adds=True, cell=lambda x, _: _penalty(x)
            ),
            self.column(
                self.tr("时间"),
                6,
                cell=lambda x, board: when(
                    x.referred_at if _official(x) else x.decided_at, board.now
                ),
            ),
            self.column(self.tr("状态"), 4, cell=self._state),
        ]

    def _name(self, line: LiableLine, board: LiabilityBoard) -> Cell:
        name = f"{self.tr('移送')}　{line.name}" if _official(line) else line.name
        return Cell(name, bold=True)

    def _state(self, line: LiableLine, board: LiabilityBoard) -> Cell:
        done = self.tr("已办结") if line.settled_at else self.tr("办理中")
        return Cell(done, "ok" if line.settled_at else "warn")

    def query(self) -> Query[LiabilityBoard]:
        return self.asked(liability_board)

    def note(self, board: LiabilityBoard) -> str:
        if not board.penalty_cents:
            return ""
        return self.tr("罚没合计 {yuan} 元").format(yuan=f"{board.penalty_cents / 100:,.2f}")

    def show_answer(self, answer: LiabilityBoard) -> None:
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        super().show_answer(answer)

    def acts(self, line: LiableLine, board: LiabilityBoard) -> tuple[LineAct, ...]:
        words = {
            "settle": self.tr("登记决定并办结…"),
            "amend": self.tr("修改…"),
            "result": self.tr("登记结果…"),
        }
        return line_acts(line.offers, words)

    def detail(self, line: LiableLine, board: LiabilityBoard) -> Detail:
        return self._official(line, board) if _official(line) else self._operator(line, board)

    def _operator(self, line: LiableLine, board: LiabilityBoard) -> Detail:
        now = board.now
        return (
            (self.tr("经营者"), line.name),
            (self.tr("依据"), line.basis),
            (self.tr("案号"), line.case_number),
            (self.tr("处理决定"), line.decision),
            (self.tr("罚没金额（元）"), _penalty(line)),
            (self.tr("决定时间"), when(line.decided_at, now)),
            (self.tr("办结"), by_at(line.settled_by, line.settled_at, now)),
            (self.tr("登记"), by_at(line.by, line.at, now)),
        )

    def _official(self, line: LiableLine, board: LiabilityBoard) -> Detail:
        now = board.now
        return (
            (self.tr("知悉范围"), self.tr("总指挥、监督评估")),
            (self.tr("线索概述"), line.name),
            (self.tr("依据"), line.basis),
            (self.tr("受移送单位"), line.referred_to),
            (self.tr("移送时间"), when(line.referred_at, now)),
            (self.tr("处理结果"), line.result),
            (self.tr("办结"), by_at(line.settled_by, line.settled_at, now)),
            (self.tr("登记"), by_at(line.by, line.at, now)),
        )

    def want(self, board: LiabilityBoard, key: str) -> None:
        if self.incident_id is None:
            return
        if key == "refer":
            ReferralForm(self.over, self.incident_id).begin()
        else:
            OperatorForm(self.over, self.incident_id, board).begin()

    def act(self, board: LiabilityBoard, key: str, line: LiableLine) -> None:
        if key == "amend" and self.incident_id is not None:
            OperatorForm(self.over, self.incident_id, board, line).begin()
        elif key == "settle":
            OperatorDecision(self.over, line).begin()
        elif key == "result":
            title, label = self.tr("登记处理结果"), self.tr("受移送单位反馈的结果")
            wording = Wording(title, self.tr("登记"), label)
            WordsForm(self.over, wording, accountability.note_result, line.id).begin()


def _official(line: LiableLine) -> bool:
    return line.kind is LiableKind.OFFICIAL


def _penalty(line: LiableLine) -> str:
    return f"{line.penalty_cents / 100:,.2f}" if line.penalty_cents is not None else ""
