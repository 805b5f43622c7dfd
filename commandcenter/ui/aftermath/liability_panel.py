"""责任追究: operators with basis, case and penalty; for the few, what was referred of officials."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.aftermath.aftermath import LiableKind
from commandcenter.queries.aftermath.liability import (
    LiabilityBoard,
    LiableLine,
    liability_board,
)
from commandcenter.services.aftermath import accountability
from commandcenter.store.database import Query
from commandcenter.ui.aftermath.liability_form import OperatorForm, ReferralForm
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line


class LiabilityPanel(LedgerPanel[LiabilityBoard]):
    kinds = frozenset({"accountability", "case_file", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("liability_panel")
        self._board: LiabilityBoard | None = None
        self._refer = self.ledger.add_button("refer", self.tr("登记线索移送…"))
        self._new = self.ledger.add_button(
            "register", self.tr("登记经营者责任…"), "add", primary=True
        )
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("责任追究"),
            [
                Column(self.tr("经营者、线索"), stretch=True),
                Column(self.tr("案号、移送单位"), 11),
                Column(self.tr("处理决定、结果"), 10),
                Column(self.tr("罚没（元）"), 6, right=True),
                Column(self.tr("时间"), 6),
                Column(self.tr("状态"), 4),
            ],
            "grade",
            self.tr(
                "还没有登记。对有违法行为的经营者，由调查取证组、法律咨询组登记依据、案号和决定。"
            ),
        )

    def query(self) -> Query[LiabilityBoard]:
        return partial(
            liability_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: LiabilityBoard) -> None:
        self._board = answer
        offers = {offer.key: offer for offer in answer.offers}
        show_offer(self._new, offers.get("register"))
        show_offer(self._refer, offers.get("refer"))
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        words = self.tr("罚没合计 {yuan} 元").format(yuan=f"{answer.penalty_cents / 100:,.2f}")
        self.ledger.set_note(words if answer.penalty_cents else "")
        super().show_answer(answer)

    def lines(self, answer: LiabilityBoard) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: LiableLine, board: LiabilityBoard) -> Line:
        now = board.now
        official = line.kind is LiableKind.OFFICIAL
        done = self.tr("已办结") if line.settled_at else self.tr("办理中")
        penalty = f"{line.penalty_cents / 100:,.2f}" if line.penalty_cents is not None else ""
        cells = (
            Cell(f"{self.tr('移送')}　{line.name}" if official else line.name, bold=True),
            line.referred_to if official else line.case_number,
            Cell(line.result if official else line.decision),
            penalty,
            when(line.referred_at if official else line.decided_at, now),
            Cell(done, "ok" if line.settled_at else "warn"),
        )
        texts = {
            "settle": self.tr("登记决定并办结…"),
            "amend": self.tr("修改…"),
            "result": self.tr("登记结果…"),
        }
        detail = self._official(line, board) if official else self._operator(line, board)
        return Line(line.id, cells, detail, line_acts(line.offers, texts))

    def _operator(self, line: LiableLine, board: LiabilityBoard) -> tuple[tuple[str, str], ...]:
        now = board.now
        penalty = f"{line.penalty_cents / 100:,.2f}" if line.penalty_cents is not None else ""
        return (
            (self.tr("经营者"), line.name),
            (self.tr("依据"), line.basis),
            (self.tr("案号"), line.case_number),
            (self.tr("处理决定"), line.decision),
            (self.tr("罚没金额（元）"), penalty),
            (self.tr("决定时间"), when(line.decided_at, now)),
            (self.tr("办结"), by_at(line.settled_by, line.settled_at, now)),
            (self.tr("登记"), by_at(line.by, line.at, now)),
        )

    def _official(self, line: LiableLine, board: LiabilityBoard) -> tuple[tuple[str, str], ...]:
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

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self.incident_id is None or self._board is None:
            return
        if key == "refer":
            ReferralForm(self.over, self.incident_id).begin()
        else:
            OperatorForm(self.over, self.incident_id, self._board, None).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        board, incident = self._board, self.incident_id
        line = next((x for x in board.lines if x.id == line_id), None) if board else None
        if line is None or board is None or incident is None:
            return
        if key == "amend":
            OperatorForm(self.over, incident, board, line).begin()
        elif key == "settle":
            explain = self.tr("办结后不能再改。您将成为最后办结人时，不能再作为结案人。")
            title, label = self.tr("登记决定并办结"), self.tr("处理决定")
            wording = Wording(title, self.tr("办结"), label, explain)
            WordsForm(self.over, wording, accountability.settle_operator, line_id).begin()
        else:
            title, label = self.tr("登记处理结果"), self.tr("受移送单位反馈的结果")
            wording = Wording(title, self.tr("登记"), label)
            WordsForm(self.over, wording, accountability.note_result, line_id).begin()
