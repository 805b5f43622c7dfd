"""研判事实: each fact of the matrix with its value, source and time, and who said so."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.incident.facts import Fact, Origin
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.assess import AssessBoard, assess_board
from commandcenter.queries.incident.grading import GradeSheet, Statement
from commandcenter.store.database import Query
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.incident.assess_panel import AssessPanel
from commandcenter.ui.incident.state_facts_form import StateFacts
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct


class FactsPanel(LedgerPanel["AssessBoard | None"]):
    """`reason`: why nothing can be stated now; None: not this person's part."""

    kinds = AssessPanel.kinds

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("facts_panel")
        self._codes: list[str] = []
        self._reason: str | None = None
        self._answer: AssessBoard | None = None
        self._state = self.ledger.add_button(
            "state_facts", self.tr("填报研判事实…"), "edit", primary=True
        )
        self._state.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("研判事实"),
            [
                Column(self.tr("事实"), 10),
                Column(self.tr("现在的值"), 11),
                Column(self.tr("来源"), stretch=True),
                Column(self.tr("截至"), 8),
                Column(self.tr("从哪里来"), 8),
            ],
            "grade",
            self.tr("请先选择或登记事件。"),
        )

    def set_reason(self, reason: str | None) -> None:
        if reason != self._reason:
            self._reason = reason
            self._state.setVisible(reason is not None)
            self._state.forbid(reason or "")
            if self._answer is not None:
                self.show_answer(self._answer)

    def query(self) -> Query["AssessBoard | None"]:
        return partial(assess_board, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: "AssessBoard | None") -> None:
        self._answer = answer
        super().show_answer(answer)

    def lines(self, answer: "AssessBoard | None") -> list[Line]:
        if answer is None:
            self._codes = []
            return []
        sheet = answer.sheet
        self._codes = list(sheet.facts)
        return [self._line(n, fact, sheet) for n, fact in enumerate(sheet.facts.values())]

    def _line(self, number: int, fact: Fact, sheet: GradeSheet) -> Line:
        held = fact.held
        unknown = held is None or held.value is None
        ink = "text_faint" if held is None else "warn" if held.value is None else ""
        stated = held is not None and held.origin is Origin.STATED
        origin = self.tr("{who} 填报").format(who=held.by) if held and stated else ""
        cells = (
            fact.title,
            Cell(said.value_words(fact), ink, bold=not unknown),
            Cell(held.source if held else "", tip=held.note if held else ""),
            short_zh(held.as_of, sheet.now) if held else "",
            origin or (self.tr("数据") if held else ""),
        )
        acts = (
            ()
            if self._reason is None
            else (LineAct("state", self.tr("填报这一项…"), self._reason, primary=True),)
        )
        return Line(number, cells, self._detail(fact, sheet), acts)

    def _detail(self, fact: Fact, sheet: GradeSheet) -> tuple[tuple[str, str], ...]:
        earlier = [s for s in sheet.statements if s.code == fact.code]
        return (
            (self.tr("说明"), word(fact.words)),
            (self.tr("现在的值"), said.value_words(fact)),
            (self.tr("依据"), said.reading_words(fact.held, sheet.now)),
            (self.tr("与之不同的说法"), said.other_words(fact, sheet.now)),
            (
                self.tr("填报记录"),
                "\n".join(self._statement(each, fact, sheet) for each in earlier),
            ),
        )

    def _statement(self, told: Statement, fact: Fact, sheet: GradeSheet) -> str:
        checking = self.tr("正在核查")
        value = checking if told.value is None else said.number_words(fact, told.value)
        short = Moments(sheet.now, named=True).short
        return self.tr("{value}（{source}，截至 {as_of}；{who} {at}）").format(
            value=value,
            source=told.source,
            as_of=short(told.as_of),
            who=told.by,
            at=short(told.at),
        )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        self._open("")

    @Slot(str, int)
    def _on_act(self, key: str, number: int) -> None:
        self._open(self._codes[number] if number < len(self._codes) else "")

    def _open(self, code: str) -> None:
        if self.incident_id is not None:
            StateFacts(self.over, self.incident_id, only=code).begin()
