"""研判事实: each fact of the matrix with its value, source and time, and who said so."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.incident.facts import Fact, Origin
from commandcenter.domain.moments import Moments
from commandcenter.queries.incident.assess import AssessBoard, assess_board
from commandcenter.queries.incident.grading import GradeSheet, Statement
from commandcenter.queries.offers import Offer, only
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.incident.assess_panel import AssessPanel
from commandcenter.ui.incident.state_facts_form import StateFacts
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class FactsPanel(LinesPanel["AssessBoard | None", Fact]):
    """Whether facts can be stated is said by the view (`set_offer`), as it is for its header.

    Signals:
        fact_wanted: What a number is made of. args: the code of the fact, the moment of the number
    """

    fact_wanted = Signal(str, object)
    object_name, by_place = "facts_panel", True
    kinds = AssessPanel.kinds

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._offer: Offer | None = None
        self._state = self.offer_button(
            "state_facts", self.tr("填报研判事实…"), "edit", primary=True
        )

    def make_ledger(self) -> Ledger:
        empty = self.tr("请先选择或登记事件。")
        return Ledger(self.tr("研判事实"), self.columns(), "grade", empty)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("事实"), 10, cell=lambda fact, _: fact.title),
            self.column(self.tr("现在的值"), 11, cell=self._value),
            self.column(self.tr("来源"), stretch=True, cell=self._source),
            self.column(self.tr("截至"), 8, cell=self._as_of),
            self.column(self.tr("从哪里来"), 8, cell=self._origin),
        ]

    def set_offer(self, offer: Offer | None) -> None:
        """`state_facts`, or None: not this person's part."""
        self._offer = offer
        show_offer(self._state, offer)
        if self.board is not None:
            self.show_answer(self.board)

    def offers(self, board: "AssessBoard | None") -> tuple[Offer, ...]:
        return only(self._offer)

    def rows(self, board: "AssessBoard | None") -> tuple[Fact, ...]:
        return tuple(board.sheet.facts.values()) if board else ()

    def query(self) -> Query["AssessBoard | None"]:
        return partial(assess_board, incident_id=self.incident_id, now=self.seat.clock())

    def _value(self, fact: Fact, _: "AssessBoard | None") -> Cell:
        held = fact.held
        unknown = held is None or held.value is None
        ink = "text_faint" if held is None else "warn" if unknown else ""
        return Cell(said.value_words(fact), ink, bold=not unknown)

    def _source(self, fact: Fact, _: "AssessBoard | None") -> Cell:
        return Cell(fact.held.source, tip=fact.held.note) if fact.held else Cell("")

    def _as_of(self, fact: Fact, board: "AssessBoard | None") -> str:
        return when(fact.held.as_of, board.now) if fact.held and board else ""

    def _origin(self, fact: Fact, _: "AssessBoard | None") -> str:
        if fact.held is None:
            return ""
        stated = fact.held.origin is Origin.STATED
        return self.tr("{who} 填报").format(who=fact.held.by) if stated else self.tr("数据")

    def detail(self, line: Fact, board: "AssessBoard | None") -> Detail:
        assert board  # without it there are no lines
        sheet = board.sheet
        earlier = [self._statement(s, line, sheet) for s in sheet.statements if s.code == line.code]
        return (
            (self.tr("说明"), word(line.words)),
            (self.tr("现在的值"), said.value_words(line)),
            (self.tr("依据"), said.reading_words(line.held, sheet.now)),
            (self.tr("与之不同的说法"), said.other_words(line, sheet.now)),
            (self.tr("填报记录"), joined("\n", earlier)),
        )

    def acts(self, line: Fact, board: "AssessBoard | None") -> tuple[LineAct, ...]:
        words = {"state": self.tr("填报这一项…"), "rows": self.tr("看明细")}
        offers = [Offer("state", self._offer.refusal)] if self._offer else []
        offers += [Offer("rows")] if said.opens(line) else []
        return line_acts(offers, words, primary=frozenset({"state"}))

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

    def want(self, board: "AssessBoard | None", key: str) -> None:
        self._open("")

    def act(self, board: "AssessBoard | None", key: str, line: Fact) -> None:
        if key == "rows" and board is not None:
            self.fact_wanted.emit(line.code, board.now)
        else:
            self._open(line.code)

    def _open(self, code: str) -> None:
        if self.incident_id is not None:
            StateFacts(self.over, self.incident_id, only=code).begin()
