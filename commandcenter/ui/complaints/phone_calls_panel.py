"""来电: what the telephones of 12315 took, each with the complaint that was entered of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.complaints.phone_call import OUTCOME_WORDS, CallOutcome
from commandcenter.queries.complaints.phone_calls import PhoneCallLine, PhoneCalls, phone_calls
from commandcenter.store.database import Query
from commandcenter.ui.complaints.phone_call_form import PhoneCallForm
from commandcenter.ui.frame.field_words import by_at, stated, stated_briefly
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

TODAY, ALL = "today", "all"
SHOW = "show_complaint"
INKS = {CallOutcome.COMPLAINT: "", CallOutcome.VOID: "text_faint"}


class PhoneCallsPanel(LinesPanel[PhoneCalls, PhoneCallLine]):
    """Of today first: who asks for more chooses it.

    Signals:
        complaint_wanted: Enter a complaint that is told on the telephone.
        shown_wanted: Show the complaint of a call. arg: its id
    """

    object_name = "phone_calls_panel"
    kinds = frozenset({"phone_call", "complaint", "batch", "person"})
    complaint_wanted = Signal()
    shown_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._days = TODAY
        self.ledger.set_filter([(TODAY, self.tr("今天")), (ALL, self.tr("全部"))])
        self.ledger.filtered.connect(self._on_filter)
        self.call = self.offer_button("call", self.tr("记来电…"), "phone")
        self.complaint = self.offer_button("complaint", self.tr("登记投诉…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有接到来电。要登记投诉的一并记下；咨询、转告和打错的，记一笔即可。")
        return Ledger(self.tr("12315来电"), self.columns(), "phone", words)

    def columns(self) -> list[Column]:
        return [
            self.column(
                self.tr("接听"), 5, cell=lambda x, b: stated_briefly(x.taken_at, x.entered, b.now)
            ),
            self.column(
                self.tr("内容"), stretch=True, cell=lambda x, _: Cell(x.matter, tip=x.matter)
            ),
            self.column(self.tr("结果"), 5, cell=self._outcome),
            self.column(self.tr("投诉或答复"), 12, cell=self._complaint),
            self.column(self.tr("接听人"), 4, cell=lambda line, _: line.by),
        ]

    def query(self) -> Query[PhoneCalls]:
        return self.seat.query(phone_calls, self.seat.clock(), all_days=self._days == ALL)

    def note(self, board: PhoneCalls) -> str:
        parts = [self.tr("今天 {n} 个").format(n=board.today)]
        parts += [
            f"{word(OUTCOME_WORDS[each])} {board.taken[each]}"
            for each in CallOutcome
            if board.taken.get(each)
        ]
        return listed(parts)

    def _outcome(self, line: PhoneCallLine, _: PhoneCalls) -> Cell:
        return Cell(word(OUTCOME_WORDS[line.outcome]), INKS.get(line.outcome, "text_dim"))

    def _complaint(self, line: PhoneCallLine, _: PhoneCalls) -> Cell:
        if not line.number:
            return Cell(line.answer, "text_dim", tip=line.answer)
        if line.complaint_id is None:
            return Cell(line.number, "text_faint", tip=self.tr("登记已撤销"))
        return Cell(line.subject or line.number, "link", tip=line.number)

    def detail(self, line: PhoneCallLine, board: PhoneCalls) -> Detail:
        now = board.now
        taken_out = line.number and line.complaint_id is None
        number = self.tr("{number}（登记已撤销）") if taken_out else "{number}"
        return (
            (self.tr("内容"), line.matter),
            (self.tr("结果"), word(OUTCOME_WORDS[line.outcome])),
            (self.tr("答复或转告"), line.answer),
            (self.tr("登记编号"), number.format(number=line.number)),
            (self.tr("被投诉的经营主体"), line.subject),
            (self.tr("接听"), stated(line.taken_at, line.entered, now)),
            (self.tr("记录"), by_at(line.by, line.at, now)),
        )

    def acts(self, line: PhoneCallLine, board: PhoneCalls) -> tuple[LineAct, ...]:
        return (LineAct(SHOW, self.tr("看投诉")),) if line.complaint_id is not None else ()

    def want(self, board: PhoneCalls, key: str) -> None:
        if key == "complaint":
            self.complaint_wanted.emit()
        else:
            PhoneCallForm(self.over).begin()

    def act(self, board: PhoneCalls, key: str, line: PhoneCallLine) -> None:
        if line.complaint_id is not None:
            self.shown_wanted.emit(line.complaint_id)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._days = key
        self.refresh()
