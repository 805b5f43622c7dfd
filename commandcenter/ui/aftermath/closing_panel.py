"""结案: each gate with what keeps it shut, then the duties without record, then the packages."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.aftermath.closing import GATE_WORDS, Gate
from commandcenter.domain.incident.incident import State
from commandcenter.late_dataclass import dataclass
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
from commandcenter.ui.frame.field_words import by_at, in_two_lines, size_words, when, why
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.live_panel import EVERY_KIND
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

SPAN = 100_000  # ids of the lines: by part, then by place
GATE, ITEM, DUTY, PACKAGE = 1, 2, 3, 4
# Where a gate's things are done: view, tab.
PLACES: dict[Gate, tuple[str, str]] = {
    Gate.LEDGER: ("aftermath", "recovery"),
    Gate.ORAL: ("command", "oral"),
    Gate.FINAL_REPORT: ("reports", ""),
    Gate.INQUIRY: ("aftermath", "inquiry"),
    Gate.SUPPLIES: ("site", "supply"),
    Gate.CASES: ("inquiry", "cases"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the panel: what stands in it, and the gate, duty or package it stands for."""

    id: int
    name: Cell | str
    words: Cell | str
    todo: Cell | str
    state: Cell | str
    detail: Detail = ()
    acts: tuple[LineAct, ...] = ()
    gate: GateLine | None = None
    item: Item | None = None
    duty: DutyItem | None = None
    package: PackageLine | None = None


class ClosingPanel(LinesPanel[ClosingBoard, Row]):
    """Signals:
    place_wanted: What keeps a gate shut is done elsewhere. args: view, tab, id
    """

    object_name = "closing_panel"
    kinds = EVERY_KIND

    place_wanted = Signal(str, str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._sought: tuple[int | None] | None = None
        self._acts = ClosingActs(self)
        self.offer_button("archive", self.tr("制作归档包…"), "evidence")
        self.offer_button("close", self.tr("结案归档…"), "sign", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("响应终止后，这里逐项列出结案前还要做的事。")
        return Ledger(self.tr("结案"), self.columns(), "checklist", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("结案条件"), 9, cell=lambda row, _: row.name),
            self.column(self.tr("情况"), stretch=True, cell=lambda row, _: row.words),
            self.column(self.tr("要做的事"), 22, cell=lambda row, _: row.todo),
            self.column(self.tr("状态"), 4, cell=lambda row, _: row.state),
        ]

    def query(self) -> Query[ClosingBoard]:
        return self.asked(closing_board)

    def show_answer(self, answer: ClosingBoard) -> None:
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        super().show_answer(answer)
        if self._sought is not None:
            self.seek(*self._sought)

    def seek(self, package: int | None) -> None:
        """Choose the package, or with None the gate of personal data, once it is shown."""
        rows = self.rows(self.board) if self.board else ()
        self._sought = None if rows else (package,)
        for row in rows:
            gate = row.gate.gate if row.gate and not row.item else None
            held = row.package.id if row.package else None
            if gate is Gate.RETENTION if package is None else held == package:
                self.ledger.choose(row.id)

    def note(self, board: ClosingBoard) -> str:
        if board.state is State.ARCHIVED:
            closed = by_at(board.closed_by, board.closed_at, board.now)
            return self.tr("{who} 结案，记录不再增加").format(who=closed)
        shut = sum(not gate.passed for gate in board.gates)
        if not board.gates:
            return ""
        if not shut:
            return self.tr("各项已结，可以结案")
        return self.tr("还有 {n} 项未结").format(n=shut)

    def rows(self, board: ClosingBoard) -> Sequence[Row]:
        return [*self._gates(board), *self._duties(board), *self._packages(board)]

    def detail(self, line: Row, board: ClosingBoard) -> Detail:
        return line.detail

    def acts(self, line: Row, board: ClosingBoard) -> tuple[LineAct, ...]:
        return line.acts

    def _gates(self, board: ClosingBoard) -> Iterator[Row]:
        danger = frozenset({"decide_retention", "erase_rest"})
        for place, gate in enumerate(board.gates):
            name, words = word(GATE_WORDS[gate.gate]), gate.words or self._passed(gate)
            acts = line_acts(gate.offers, self._acts.words(), danger)
            yield Row(
                GATE * SPAN + place,
                Cell(name, bold=True),
                Cell(words, "" if gate.words else "text_dim"),
                Cell(gate.todo, tip=gate.todo),
                Cell(self.tr("已结"), "ok") if gate.passed else Cell(self.tr("未结"), "danger"),
                (
                    (self.tr("结案条件"), name),
                    (self.tr("情况"), words),
                    (self.tr("要做的事"), gate.todo),
                    (self.tr("未结的事项"), joined("\n", (item.title for item in gate.items))),
                ),
                acts if gate.passed else (*acts, *self._elsewhere(gate)),
                gate=gate,
            )
            yield from self._items(place, gate)

    def _elsewhere(self, gate: GateLine) -> tuple[LineAct, ...]:
        go = LineAct("go", self.tr("前往办理"), reads=True)
        return (go,) if gate.gate in PLACES else ()

    def _passed(self, gate: GateLine) -> str:
        return {
            Gate.STATE: self.tr("已转入后期处置"),
            Gate.FINAL_REPORT: self.tr("已报送"),
            Gate.INQUIRY: self.tr("已签发"),
            Gate.RETENTION: self.tr("已作出决定"),
        }.get(gate.gate, self.tr("没有未结的事项"))

    def _items(self, place: int, gate: GateLine) -> Iterator[Row]:
        """Under the gate what can be settled here, one by one; else beside it."""
        if not any(item.offers for item in gate.items):
            return
        for number, item in enumerate(gate.items):
            yield Row(
                ITEM * SPAN + place * 1_000 + number % 1_000,
                "",
                Cell(f"└ {item.title}", tip=item.title),
                "",
                "",
                ((word(GATE_WORDS[gate.gate]), item.title),),
                (*line_acts(item.offers, self._acts.words()), *self._elsewhere(gate)),
                gate=gate,
                item=item,
            )

    def _duties(self, board: ClosingBoard) -> Iterator[Row]:
        for place, duty in enumerate(board.duties):
            state = Cell(self.tr("无记录"), "warn")
            todo = self.tr("补齐记录，或注明不适用；不影响结案")
            if duty.stated:
                state, todo = Cell(self.tr("不适用"), "text_dim"), ""
            yield Row(
                DUTY * SPAN + place,
                Cell(self.tr("履职对照 {clause}").format(clause=duty.clause)),
                duty.title,
                Cell(todo, "text_faint", tip=todo),
                state,
                (
                    (self.tr("条款"), duty.clause),
                    (self.tr("职责"), duty.title),
                    (self.tr("说明"), duty.words),
                    (self.tr("要做的事"), todo),
                ),
                line_acts(duty.offers, self._acts.words()),
                duty=duty,
            )

    def _packages(self, board: ClosingBoard) -> Iterator[Row]:
        name = Cell(self.tr("归档包"), bold=True)
        kept = any(offer.key == "archive" for offer in board.offers)
        for place, package in enumerate(board.packages):
            made = by_at(package.made_by, package.made_at, board.now)
            words = self.tr("{n} 件，{size}，{who}").format(
                n=len(package.entries), size=size_words(package.size), who=made
            )
            yield Row(
                PACKAGE * SPAN + place,
                name,
                words,
                self.tr("结案后制作") if package.after_closing else self.tr("结案前制作"),
                Cell(self.tr("已存"), "ok"),
                (
                    (self.tr("制作"), made),
                    (self.tr("大小"), size_words(package.size)),
                    (self.tr("校验值 SHA-256"), in_two_lines(package.sha256)),
                    (self.tr("目录"), joined("\n", (entry.name for entry in package.entries))),
                ),
                self._acts.of_package() if kept else (),
                package=package,
            )
        if board.state is State.ARCHIVED and not board.packages:
            words, closed = self.tr("结案后尚未制作归档包"), when(board.closed_at, board.now)
            yield Row(PACKAGE * SPAN, name, words, closed, Cell(self.tr("未做"), "warn"))

    def want(self, board: ClosingBoard, key: str) -> None:
        if self.incident_id is None:
            return
        if key == "close":
            self._acts.close(self.incident_id, board)
        else:
            self._acts.archive(self.incident_id)

    def act(self, board: ClosingBoard, key: str, line: Row) -> None:
        incident = self.incident_id
        if incident is None:
            return
        if key == "go" and line.gate is not None:
            view, tab = PLACES[line.gate.gate]
            self.place_wanted.emit(view, tab, line.item.id if line.item else 0)
        elif line.package is not None:
            self._acts.package(key, line.package)
        elif line.duty is not None:
            self._acts.duty(key, incident, line.duty)
        elif line.item is not None:
            self._acts.waive_line(line.item)
        else:
            self._acts.gate(key, incident)
