"""信息报告 (plan 4.1(1)): the clocks, the reports of both chains, and what each receiver said."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.reports.report import (
    REPORT_WORDS,
    STATE_WORDS,
    Chain,
    ReportKind,
    ReportState,
)
from commandcenter.domain.reports.report_clock import CLOCK_STATE_WORDS, ClockState
from commandcenter.domain.times import short_zh
from commandcenter.queries.offers import Offer
from commandcenter.queries.reports.reports import (
    Begin,
    ClockLine,
    ReceiptLine,
    ReportBoard,
    ReportLine,
    report_board,
)
from commandcenter.services.reports import reports
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, stated, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import dotted, enumerated, joined, listed
from commandcenter.ui.reports.report_clocks import ClockColumn
from commandcenter.ui.reports.report_phone_form import PhoneForm
from commandcenter.ui.reports.report_receipts_form import (
    ReceiptsForm,
    act_words,
    carry_out,
    state_words,
)
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

ASK_AGAIN = timedelta(minutes=1)
PDF = "pdf"
DRAFTS = {
    ReportKind.FIRST: reports.draft_first,
    ReportKind.FOLLOW_UP: reports.draft_follow_up,
    ReportKind.FINAL: reports.draft_final,
}


class ReportPanel(LinesPanel[ReportBoard, ReportLine]):
    """The clocks stand at the left of the list.

    Signals:
        report_wanted: It is to be read in full. arg: its id
        sign_wanted: It is to be read and signed. arg: its id
        pdf_wanted: It is wanted as a file. arg: its id
    """

    object_name = "report_panel"
    kinds = frozenset({"report", "incident", "obligation", "duty", "person"})
    ticking = True
    report_wanted = Signal(int)
    sign_wanted = Signal(int)
    pdf_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.clocks = ClockColumn()
        self.clocks.ring_wanted.connect(self._on_ring)
        self.ledger.opened.connect(self.report_wanted)
        self.ledger.setParent(None)  # the clocks come first, by Tab as well
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self.clocks)
        row.addWidget(self.ledger, 1)
        self.body.addLayout(row, 1)

    def make_ledger(self) -> Ledger:
        words = self.tr("首报、续报、终报和电话报告在此列出。接报核实后即可起草，各要素自动填好。")
        return Ledger(self.tr("信息报告"), self.columns(), "report", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("报告"), 9, cell=self._name),
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("报出"), 8, cell=self._out),
            self.column(self.tr("收报"), stretch=True, cell=self._receipts),
        ]

    def query(self) -> Query[ReportBoard]:
        return self.asked(report_board)

    def rows(self, board: ReportBoard) -> tuple[ReportLine, ...]:
        return board.reports

    def tick(self, now: datetime) -> None:
        self.clocks.tick(now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()

    def show_answer(self, answer: ReportBoard) -> None:
        self.clocks.show_clocks(answer.clocks, answer.now)
        self._add_begins(answer)
        super().show_answer(answer)

    def note(self, board: ReportBoard) -> str:
        late = sum(c.clock.state is ClockState.LATE for c in board.clocks)
        waiting = sum(len(line.unanswered) for line in board.reports)
        parts = []
        if late:
            parts.append(self.tr("{n} 项超时未报").format(n=late))
        if waiting:
            parts.append(self.tr("{n} 处要求补报").format(n=waiting))
        return listed(parts)

    def _add_begins(self, board: ReportBoard) -> None:
        """A button for each kind, made when somebody first may; the county's name where wanted."""
        named = len({begin.line.district for begin in board.begins}) > 1
        for begin in board.begins:
            if begin.offer.key not in self._buttons:
                icon = "phone" if begin.kind is ReportKind.PHONE else "report"
                self.offer_button(begin.offer.key, self._begin_words(begin, named=named), icon)

    def _begin_words(self, begin: Begin, *, named: bool) -> str:
        label = word(REPORT_WORDS[begin.kind])
        who = begin.line.office if named else ""
        words = self.tr("起草{who}{label}")
        if begin.kind is ReportKind.PHONE:
            words = self.tr("登记{who}{label}…")
        return " ".join(words.format(who=who, label=label).split())  # nobody leaves no gap

    def _name(self, line: ReportLine, _: ReportBoard) -> Cell:
        name = line.label if line.chain is Chain.CITY else f"{line.label} · {line.office}"
        return Cell(name, bold=line.state is not ReportState.SENT)

    def _state(self, line: ReportLine, _: ReportBoard) -> Cell:
        if line.returned_why:
            return Cell(self.tr("退回修改"), "danger")
        if line.state is not ReportState.SENT:
            return Cell(word(STATE_WORDS[line.state]), "warn")
        if line.late:
            return Cell(self.tr("迟报"), "danger")
        if line.added:
            return Cell(word(CLOCK_STATE_WORDS[ClockState.ADDED]), "warn")
        return Cell(word(STATE_WORDS[line.state]), "ok")

    def _out(self, line: ReportLine, board: ReportBoard) -> Cell:
        return due_cell(line.sent_at or line.due_at, board.now, done=line.sent_at is not None)

    def _receipts(self, line: ReportLine, _: ReportBoard) -> Cell:
        """How many of the receivers have signed for it; what was sent back first."""
        if not line.receipts:
            return Cell("")
        got = sum(receipt.received_at is not None for receipt in line.receipts)
        checked = sum(receipt.verified_at is not None for receipt in line.receipts)
        words = self.tr("{n} 家，{got} 家收报").format(n=len(line.receipts), got=got)
        if checked:
            words = listed((words, self.tr("{n} 家核实").format(n=checked)))
        if line.unanswered:
            words = self.tr("{n} 家，{back} 家要求补报")
            words = words.format(n=len(line.receipts), back=len(line.unanswered))
        return Cell(words, "danger" if line.unanswered else "" if got else "warn")

    def detail(self, line: ReportLine, board: ReportBoard) -> Detail:
        now = board.now
        issue = self.tr("值班快报第 {n} 期").format(n=line.issue) if line.issue else ""
        who = f"{line.sent_by} {stated(line.sent_at, line.entered, now)}"
        to = enumerated(line.sent_to)
        sent = self.tr("{who}，以{way}报{to}").format(who=who, way=line.sent_way, to=to)
        back = self.tr("{who}：{why}").format(who=line.returned_by, why=line.returned_why)
        return (
            (self.tr("报告"), dotted((line.label, line.office, issue))),
            (self.tr("退回意见"), back if line.returned_why else ""),
            (self.tr("拟稿"), by_at(line.drafted_by, line.drafted_at, now)),
            (self.tr("数据截至"), short_zh(line.as_of, now)),
            (self.tr("时限"), when(line.due_at, now)),
            (self.tr("正在核查"), enumerated(line.missing)),
            (self.tr("签发"), by_at(line.signed_by, line.signed_at, now)),
            (self.tr("报送"), sent if line.sent_at else ""),
            (self.tr("越级"), line.skip_why),
            *((r.receiver, joined("\n", state_words(r, now))) for r in line.receipts),
            *line.says,
        )

    def acts(self, line: ReportLine, board: ReportBoard) -> tuple[LineAct, ...]:
        words = {
            "sign": self.tr("看全文并签发"),
            "send": self.tr("登记报送"),
            "edit": self.tr("修改"),
            "return": self.tr("退回…"),
            "open": self.tr("看全文"),
            "receipts": self.tr("收报情况…"),
            PDF: self.tr("存为 PDF…"),
        }
        own = {offer.key: offer for offer in line.offers if offer.key in words}
        if "sign" in own:
            own.pop("edit", None)
        offers = [own[key] for key in words if key in own] + self._own_receipt(line)
        if not offers or line.state is ReportState.SENT:
            offers.append(Offer("open"))
        if any(r.offers and not r.inside for r in line.receipts):
            offers.append(Offer("receipts"))
        if line.kind is not ReportKind.PHONE and line.state is not ReportState.DRAFT:
            offers.append(Offer(PDF))  # as the report itself offers it
        return line_acts(offers, words | act_words())

    def _own_receipt(self, line: ReportLine) -> list[Offer]:
        """What the city's own people do with a county's report, at once."""
        receipt = self._inside(line)
        return [offer for offer in receipt.offers if not offer.refusal] if receipt else []

    def _inside(self, line: ReportLine) -> ReceiptLine | None:
        return next((r for r in line.receipts if r.inside and r.offers), None)

    def want(self, board: ReportBoard, key: str) -> None:
        begin = next((b for b in board.begins if b.offer.key == key), None)
        if begin is None or self.incident_id is None:
            return
        district = begin.line.district
        if begin.kind is ReportKind.PHONE:
            form = PhoneForm(self.over, self.incident_id, district)
            form.kept.connect(self.ledger.choose)
            form.begin()
            return
        command = self.seat.command(DRAFTS[begin.kind], self.incident_id, district)
        self.seat.tasks.write(self, command, self._begun)

    def _begun(self, report_id: int) -> None:
        self.ledger.choose(report_id)
        self.report_wanted.emit(report_id)

    def act(self, board: ReportBoard, key: str, line: ReportLine) -> None:
        receipt = self._inside(line)
        if key == "return":
            wording = Wording(self.tr("退回修改"), self.tr("退回拟稿人"), self.tr("退回意见"))
            verb = partial(reports.send_back, seen=line.version)
            WordsForm(self.over, wording, verb, line.id).begin()
        elif key == "receipts":
            ReceiptsForm(self.over, line.id).begin()
        elif key == PDF:
            self.pdf_wanted.emit(line.id)
        elif key == "sign":
            self.sign_wanted.emit(line.id)
        elif key not in act_words():
            self.report_wanted.emit(line.id)
        elif receipt is not None:
            carry_out(self.over, receipt, key)

    @Slot(object)
    def _on_ring(self, line: ClockLine) -> None:
        ring, clock = line.ring, line.clock
        if ring is None:
            return
        subject = ("report", clock.report_id) if clock.report_id else None
        CallUpForm(
            self.over,
            about=self.tr("{office}{label}时限").format(office=line.office, label=clock.label),
            person=ring.name,
            number=ring.number,
            subject=subject,
            incident_id=self.incident_id,
        ).begin()
