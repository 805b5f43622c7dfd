"""结案: each gate with what keeps it shut, then the duties without record, then the packages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.aftermath.closing import GATE_WORDS, Gate
from commandcenter.domain.incident.incident import State
from commandcenter.queries.aftermath.closing_board import (
    ClosingBoard,
    DutyItem,
    GateLine,
    Item,
    PackageLine,
    closing_board,
)
from commandcenter.store.database import Query
from commandcenter.ui.aftermath.closing_acts import ClosingActs
from commandcenter.ui.frame.field_words import by_at, size_words, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.live_panel import EVERY_KIND
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

SPAN = 100_000  # ids of the lines: by part, then by place
GATE, ITEM, DUTY, PACKAGE = 1, 2, 3, 4
# Where a gate's things are done: view, tab.
PLACES: dict[Gate, tuple[str, str]] = {
    Gate.LEDGER: ("aftermath", "recovery"),
    Gate.ORAL: ("command", "oral"),
    Gate.FINAL_REPORT: ("reports", ""),
    Gate.INQUIRY: ("aftermath", "inquiry"),
    Gate.SUPPLIES: ("site", "supply"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a line of the panel stands for."""

    gate: GateLine | None = None
    item: Item | None = None
    duty: DutyItem | None = None
    package: PackageLine | None = None


class ClosingPanel(LedgerPanel[ClosingBoard]):
    """Signals:
    place_wanted: What keeps a gate shut is done elsewhere. args: view, tab, id
    """

    kinds = EVERY_KIND

    place_wanted = Signal(str, str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("closing_panel")
        self._board: ClosingBoard | None = None
        self._things: dict[int, Chosen] = {}
        self._sought: tuple[int | None] | None = None
        self._acts = ClosingActs(self)
        self._archive = self.ledger.add_button("archive", self.tr("制作归档包…"), "evidence")
        self._close = self.ledger.add_button("close", self.tr("结案归档…"), "sign", primary=True)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("结案"),
            [
                Column(self.tr("结案条件"), 9),
                Column(self.tr("情况"), stretch=True),
                Column(self.tr("要做的事"), 22),
                Column(self.tr("状态"), 4),
            ],
            "checklist",
            self.tr("响应终止后，这里逐项列出结案前还要做的事。"),
        )

    def query(self) -> Query[ClosingBoard]:
        return partial(
            closing_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: ClosingBoard) -> None:
        self._board = answer
        show_offer(self._close, next(iter(answer.close), None))
        show_offer(self._archive, next(iter(answer.archive), None))
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        self.ledger.set_note(self._note(answer))
        super().show_answer(answer)
        if self._sought is not None:
            self.seek(*self._sought)

    def seek(self, package: int | None) -> None:
        """Choose the package, or with None the gate of personal data, once it is shown."""
        self._sought = None if self._things else (package,)
        for number, thing in self._things.items():
            gate = thing.gate.gate if thing.gate and not thing.item else None
            held = thing.package.id if thing.package else None
            if gate is Gate.RETENTION if package is None else held == package:
                self.ledger.choose(number)

    def _note(self, board: ClosingBoard) -> str:
        if board.state is State.ARCHIVED:
            closed = by_at(board.closed_by, board.closed_at, board.now)
            return self.tr("{who} 结案，记录不再增加").format(who=closed)
        shut = sum(not gate.passed for gate in board.gates)
        if not board.gates:
            return ""
        if not shut:
            return self.tr("各项已结，可以结案")
        return self.tr("还有 {n} 项未结").format(n=shut)

    def lines(self, answer: ClosingBoard) -> list[Line]:
        self._things = {}
        return [*self._gates(answer), *self._duties(answer), *self._packages(answer)]

    def _keep(self, part: int, place: int, thing: Chosen) -> int:
        number = part * SPAN + place
        self._things[number] = thing
        return number

    def _gates(self, board: ClosingBoard) -> Iterator[Line]:
        texts = self._acts.words()
        for place, gate in enumerate(board.gates):
            number = self._keep(GATE, place, Chosen(gate=gate))
            state = Cell(self.tr("已结"), "ok") if gate.passed else Cell(self.tr("未结"), "danger")
            cells = (
                Cell(word(GATE_WORDS[gate.gate]), bold=True),
                Cell(gate.words or self._passed(gate), "" if gate.words else "text_dim"),
                Cell(gate.todo, tip=gate.todo),
                state,
            )
            detail = [
                (self.tr("结案条件"), word(GATE_WORDS[gate.gate])),
                (self.tr("情况"), gate.words or self._passed(gate)),
                (self.tr("要做的事"), gate.todo),
                (self.tr("未结的事项"), "\n".join(item.title for item in gate.items)),
            ]
            acts = line_acts(gate.offers, texts, frozenset({"decide_retention", "erase_rest"}))
            if not gate.passed and gate.gate in PLACES:
                acts += (LineAct("go", self.tr("前往办理"), reads=True),)
            yield Line(number, cells, tuple(detail), acts)
            yield from self._items(place, gate)

    def _passed(self, gate: GateLine) -> str:
        return {
            Gate.STATE: self.tr("已转入后期处置"),
            Gate.FINAL_REPORT: self.tr("已报送"),
            Gate.INQUIRY: self.tr("已签发"),
            Gate.RETENTION: self.tr("已作出决定"),
        }.get(gate.gate, self.tr("没有未结的事项"))

    def _items(self, place: int, gate: GateLine) -> Iterator[Line]:
        """Under the gate what can be settled here, one by one; else beside it."""
        if not any(item.offers for item in gate.items):
            return
        texts = self._acts.words()
        for number, item in enumerate(gate.items):
            key = self._keep(ITEM, place * 1_000 + number % 1_000, Chosen(gate=gate, item=item))
            cells = ("", Cell(f"└ {item.title}", tip=item.title), "", "")
            acts = line_acts(item.offers, texts)
            if gate.gate in PLACES:
                acts += (LineAct("go", self.tr("前往办理"), reads=True),)
            yield Line(key, cells, ((word(GATE_WORDS[gate.gate]), item.title),), acts)

    def _duties(self, board: ClosingBoard) -> Iterator[Line]:
        texts = self._acts.words()
        for place, duty in enumerate(board.duties):
            number = self._keep(DUTY, place, Chosen(duty=duty))
            state = (
                Cell(self.tr("不适用"), "text_dim")
                if duty.stated
                else Cell(self.tr("无记录"), "warn")
            )
            todo = "" if duty.stated else self.tr("补齐记录，或注明不适用；不影响结案")
            cells = (
                Cell(self.tr("履职对照 {clause}").format(clause=duty.clause)),
                duty.title,
                Cell(todo, "text_faint", tip=todo),
                state,
            )
            detail = (
                (self.tr("条款"), duty.clause),
                (self.tr("职责"), duty.title),
                (self.tr("说明"), duty.words),
                (self.tr("要做的事"), todo),
            )
            yield Line(number, cells, detail, line_acts(duty.offers, texts))

    def _packages(self, board: ClosingBoard) -> Iterator[Line]:
        for place, package in enumerate(board.packages):
            number = self._keep(PACKAGE, place, Chosen(package=package))
            made = by_at(package.made_by, package.made_at, board.now)
            after = self.tr("结案后制作") if package.after_closing else self.tr("结案前制作")
            words = self.tr("{n} 件，{size}，{who}").format(
                n=len(package.entries), size=size_words(package.size), who=made
            )
            cells = (Cell(self.tr("归档包"), bold=True), words, after, Cell(self.tr("已存"), "ok"))
            names = "\n".join(entry.name for entry in package.entries)
            detail = (
                (self.tr("制作"), made),
                (self.tr("大小"), size_words(package.size)),
                (self.tr("校验值 SHA-256"), package.sha256),
                (self.tr("目录"), names),
            )
            acts = self._acts.of_package() if board.archive else ()
            yield Line(number, cells, detail, acts)
        if board.state is State.ARCHIVED and not board.packages:
            words = self.tr("结案后尚未制作归档包")
            number = self._keep(PACKAGE, 0, Chosen())
            when_closed = when(board.closed_at, board.now)
            yield Line(
                number,
                (
                    Cell(self.tr("归档包"), bold=True),
                    words,
                    when_closed,
                    Cell(self.tr("未做"), "warn"),
                ),
            )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self._board is None or self.incident_id is None:
            return
        if key == "close":
            self._acts.close(self.incident_id, self._board)
        else:
            self._acts.archive(self.incident_id)

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        thing, incident = self._things.get(line_id), self.incident_id
        if thing is None or incident is None:
            return
        if key == "go" and thing.gate is not None:
            view, tab = PLACES[thing.gate.gate]
            self.place_wanted.emit(view, tab, thing.item.id if thing.item else 0)
        elif thing.package is not None:
            self._acts.package(key, thing.package)
        elif thing.duty is not None:
            self._acts.duty(key, incident, thing.duty)
        elif thing.item is not None:
            self._acts.waive_line(thing.item)
        else:
            self._acts.gate(key, incident)
