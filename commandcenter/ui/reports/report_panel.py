"""信息报告 (plan 4.1(1)): the clocks, the reports of both chains, and what each receiver said."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.reports.report import (
    REPORT_WORDS,
    STATE_WORDS,
    Chain,
    ReportKind,
    ReportState,
)
from commandcenter.domain.times import short_zh
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
from commandcenter.ui.frame.clock_panel import due_cell
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.offered_acts import ask_words
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.reports.report_clocks import ClockColumn
from commandcenter.ui.reports.report_phone_form import PhoneForm
from commandcenter.ui.reports.report_receipts_form import (
    ReceiptsForm,
    act_words,
    carry_out,
    state_words,
)
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

ASK_AGAIN = timedelta(minutes=1)
DRAFTS = {
    ReportKind.FIRST: reports.draft_first,
    ReportKind.FOLLOW_UP: reports.draft_follow_up,
    ReportKind.FINAL: reports.draft_final,
}


class ReportPanel(LivePanel[ReportBoard]):
    """Signals:
    report_wanted: It is to be read in full. arg: its id
    """

    kinds = frozenset({"report", "incident", "step", "duty", "person"})
    ticking = True
    report_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("report_panel")
        self.incident_id: int | None = None
        self._board: ReportBoard | None = None
        self._buttons: dict[str, Button] = {}
        self.clocks = ClockColumn()
        self.clocks.ring_wanted.connect(self._on_ring)
        self.ledger = self._make_ledger()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)
        self.ledger.opened.connect(self.report_wanted)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self.clocks)
        row.addWidget(self.ledger, 1)
        self.body.addLayout(row, 1)

    def _make_ledger(self) -> Ledger:
        ledger = Ledger(
            self.tr("信息报告"),
            [
                Column(self.tr("报告"), 9),
                Column(self.tr("状态"), 5),
                Column(self.tr("报出"), 8),
                Column(self.tr("收报"), stretch=True),
            ],
            "report",
            self.tr("首报、续报、终报和电话报告在此列出。接报核实后即可起草，各要素自动填好。"),
        )
        ledger.table.setAccessibleName(self.tr("信息报告"))
        return ledger

    def query(self) -> Query[ReportBoard]:
        return partial(
            report_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def turn_to(self, incident_id: int | None) -> None:
        self.incident_id = incident_id
        self.refresh()

    def tick(self, now: datetime) -> None:
        self.clocks.tick(now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()

    def show_answer(self, answer: ReportBoard) -> None:
        self._board = answer
        self.clocks.show_clocks(answer.clocks, answer.now, may_ring=answer.may_ring)
        self._show_begins(answer)
        self.ledger.show_lines([self._line(line, answer.now) for line in answer.reports])
        late = sum(c.clock.open and c.clock.due_at < answer.now for c in answer.clocks)
        waiting = sum(len(line.unanswered) for line in answer.reports)
        parts = []
        if late:
            parts.append(self.tr("{n} 项超时未报").format(n=late))
        if waiting:
            parts.append(self.tr("{n} 处要求补报").format(n=waiting))
        self.ledger.set_note(self.tr("，").join(parts))

    def _show_begins(self, board: ReportBoard) -> None:
        """A button for each kind, made when somebody first may; the county's name where wanted."""
        wanted = {begin_key(begin): begin for begin in board.begins}
        offices = {begin.line.district for begin in board.begins}
        for key, begin in wanted.items():
            if key not in self._buttons:
                words = self._begin_words(begin, named=len(offices) > 1)
                icon = "phone" if begin.kind is ReportKind.PHONE else "report"
                self._buttons[key] = self.ledger.add_button(key, words, icon)
        for key, button in self._buttons.items():
            found = wanted.get(key)
            button.setVisible(found is not None and (found.refusal is None or len(offices) == 1))
            button.forbid(refusal(found.refusal) if found and found.refusal else "")

    def _begin_words(self, begin: Begin, *, named: bool) -> str:
        label = word(REPORT_WORDS[begin.kind])
        who = begin.line.office if named else ""
        if begin.kind is ReportKind.PHONE:
            return self.tr("登记{who}{label}…").format(who=who, label=label)
        return self.tr("起草{who}{label}").format(who=who, label=label)

    def _line(self, line: ReportLine, now: datetime) -> Line:
        state, ink = self._state(line)
        name = line.label if line.chain is Chain.CITY else f"{line.label} · {line.office}"
        cells = (
            Cell(name, bold=line.state is not ReportState.SENT),
            Cell(state, ink),
            due_cell(line.sent_at or line.due_at, now, done=line.sent_at is not None),
            self._receipts_cell(line),
        )
        return Line(line.id, cells, self._detail(line, now), self._acts(line))

    def _state(self, line: ReportLine) -> tuple[str, str]:
        if line.returned_why:
            return self.tr("退回修改"), "danger"
        if line.state is ReportState.SENT:
            if line.late:
                return self.tr("迟报"), "danger"
            return word(STATE_WORDS[line.state]), "ok"
        return word(STATE_WORDS[line.state]), "warn"

    def _receipts_cell(self, line: ReportLine) -> Cell:
        """How many of the receivers have signed for it; what was sent back first."""
        if not line.receipts:
            return Cell("")
        got = sum(receipt.received_at is not None for receipt in line.receipts)
        checked = sum(receipt.verified_at is not None for receipt in line.receipts)
        words = self.tr("{n} 家，{got} 家收报").format(n=len(line.receipts), got=got)
        if checked:
            words += self.tr("，{n} 家核实").format(n=checked)
        if line.unanswered:
            words = self.tr("{n} 家，{back} 家要求补报")
            words = words.format(n=len(line.receipts), back=len(line.unanswered))
        return Cell(words, "danger" if line.unanswered else "" if got else "warn")

    def _detail(self, line: ReportLine, now: datetime) -> tuple[tuple[str, str], ...]:
        def told(by: str, at: datetime | None) -> str:
            return f"{by} {short_zh(at, now)}".strip() if at else ""

        issue = self.tr("值班快报第 {n} 期").format(n=line.issue) if line.issue else ""
        sent = self.tr("{who}，以{way}报{to}").format(
            who=told(line.sent_by, line.sent_at), way=line.sent_way, to="、".join(line.sent_to)
        )
        back = self.tr("{who}：{why}").format(who=line.returned_by, why=line.returned_why)
        pairs = [
            (self.tr("报告"), " · ".join(p for p in (line.label, line.office, issue) if p)),
            (self.tr("退回意见"), back if line.returned_why else ""),
            (self.tr("拟稿"), told(line.drafted_by, line.drafted_at)),
            (self.tr("数据截至"), short_zh(line.as_of, now)),
            (self.tr("时限"), short_zh(line.due_at, now) if line.due_at else ""),
            (self.tr("正在核查"), "、".join(line.missing)),
            (self.tr("签发"), told(line.signed_by, line.signed_at)),
            (self.tr("报送"), sent if line.sent_at else ""),
            (self.tr("越级"), line.skip_why),
        ]
        pairs += [(r.receiver, "\n".join(state_words(r, now))) for r in line.receipts]
        return (*pairs, *line.says)

    def _acts(self, line: ReportLine) -> tuple[LineAct, ...]:
        offers = {offer.key: offer for offer in line.offers}
        acts = []
        for key, words in (
            ("sign", self.tr("看全文并签发")),
            ("send", self.tr("登记报送")),
            ("edit", self.tr("修改")),
            ("return", self.tr("退回…")),
        ):
            if key in offers and not (key == "edit" and "sign" in offers):
                broken = offers[key].refusal
                acts.append(LineAct(key, words, refusal(broken) if broken else ""))
        acts += self._own_receipt(line)
        if not acts or line.state is ReportState.SENT:
            acts.append(LineAct("open", self.tr("看全文")))
        if any(r.offers and not r.inside for r in line.receipts):
            acts.append(LineAct("receipts", self.tr("收报情况…")))
        first = next((n for n, act in enumerate(acts) if not act.refusal), None)
        return tuple(
            LineAct(a.key, a.words, a.refusal, primary=n == first) for n, a in enumerate(acts)
        )

    def _own_receipt(self, line: ReportLine) -> list[LineAct]:
        """What the city's own people do with a county's report, at once."""
        own = next((r for r in line.receipts if r.inside and r.offers), None)
        return [
            LineAct(offer.key, act_words()[offer.key])
            for offer in (own.offers if own else ())
            if offer.refusal is None
        ]

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        begins = self._board.begins if self._board else ()
        begin = next((b for b in begins if begin_key(b) == key), None)
        if begin is None or self.incident_id is None:
            return
        if begin.kind is ReportKind.PHONE:
            form = PhoneForm(self.over, self.incident_id, begin.line.district)
            form.kept.connect(self.ledger.choose)
            form.begin()
            return
        command = partial(
            DRAFTS[begin.kind],
            actor=self.seat.actor,
            incident_id=self.incident_id,
            district=begin.line.district,
        )
        self.seat.tasks.write(self, command, self._begun)

    def _begun(self, report_id: int) -> None:
        self.ledger.choose(report_id)
        self.report_wanted.emit(report_id)

    def _found(self, report_id: int) -> ReportLine | None:
        lines = self._board.reports if self._board else ()
        return next((line for line in lines if line.id == report_id), None)

    @Slot(str, int)
    def _on_act(self, key: str, report_id: int) -> None:
        line = self._found(report_id)
        if line is None:
            return
        if key == "return":
            self._send_back(line)
        elif key == "receipts":
            ReceiptsForm(self.over, line.id).begin()
        elif key in act_words():
            self._receipt(line, key)
        else:
            self.report_wanted.emit(line.id)

    def _send_back(self, line: ReportLine) -> None:
        def verb(session: Any, words: str) -> None:
            reports.send_back(session, self.seat.actor, line.id, words)

        words = (self.tr("退回修改"), self.tr("退回拟稿人"), self.tr("退回意见"))
        ask_words(self, words, verb)

    def _receipt(self, line: ReportLine, key: str) -> None:
        own: ReceiptLine | None = next((r for r in line.receipts if r.inside and r.offers), None)
        if own is not None:
            carry_out(self.over, own, key, None)

    @Slot(object)
    def _on_ring(self, line: ClockLine) -> None:
        ring, clock = line.ring, line.clock
        if ring is None:
            return
        subject = ("report", clock.report_id) if clock.report_id else None
        CallUpForm(
            self.seat,
            self.window(),
            about=self.tr("{office}{label}时限").format(office=line.office, label=clock.label),
            person=ring.name,
            number=ring.number,
            subject=subject,
            incident_id=self.incident_id,
        ).begin()


def begin_key(begin: Begin) -> str:
    return f"{begin.kind.value}_{begin.line.district or 'city'}"
