"""履职对照: each duty of the plan, done by whom, when and by what records, or empty."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duties import DUTY_WORDS, DutyRecord, DutyState
from commandcenter.domain.times import short_zh
from commandcenter.outputs.duty_table import duty_csv
from commandcenter.queries.command.duties import DutyLine, DutySheet, duty_file, inquiry_sheet
from commandcenter.services.aftermath import closing
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.live_panel import EVERY_KIND
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import enumerated, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

INKS = {
    DutyState.DONE: "ok",
    DutyState.PARTIAL: "warn",
    DutyState.EMPTY: "danger",
    DutyState.NOT_DUE: "text_faint",
    DutyState.NOT_APPLICABLE: "text_dim",
    DutyState.HIDDEN: "text_faint",
}
EXPORT = "export"
ALL = "all"
PROOFS_SHARE, DUTIES_SHARE = 2, 5


class DutiesPanel(LinesPanel[DutySheet, DutyLine]):
    """Above the duties, below the records behind the chosen one.

    Signals:
        clause_clicked: arg: the clause
        journal_wanted: The lines that bear a clause. arg: the clause
        record_wanted: The record behind a duty. args: its table and id
    """

    object_name = "duties_panel"
    kinds = EVERY_KIND
    of_incident = True

    clause_clicked = Signal(str)
    journal_wanted = Signal(str)
    record_wanted = Signal(str, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = ALL
        self.ledger.set_filter(
            [
                (ALL, self.tr("全部")),
                ("empty", self.tr("未见记录")),
                ("partial", self.tr("办理中")),
                ("2.1", self.tr("2.1 指挥机构")),
                ("2.2", self.tr("2.2 工作组")),
                ("4", self.tr("4 应急响应")),
                ("5", self.tr("5 后期处置")),
            ]
        )
        self._export = self.ledger.add_button(EXPORT, self.tr("导出清单…"), "export")
        self._export.setProperty("reads", True)
        self.ledger.wanted.connect(self._on_export)
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.chosen.connect(self._show_proofs)
        self.ledger.opened.connect(partial(self._on_act, "clause"))
        self.ledger.model.modelReset.connect(self._show_proofs)
        self.proofs = self._make_proofs()
        self.proofs.opened.connect(self._on_proof)
        self.body.setStretchFactor(self.ledger, DUTIES_SHARE)
        self.body.addSpacing(look.px(10))
        self.body.addWidget(self.proofs, PROOFS_SHARE)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有符合条件的职责。预案 2.1、2.2、4.1、4.2、5 的每项职责都会列在这里。")
        return Ledger(self.tr("履职对照"), self.columns(), "plan", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("条款"), 5, cell=lambda x, _: Cell(x.clause, "link")),
            self.column(self.tr("职责"), stretch=True, cell=lambda x, _: x.title),
            self.column(self.tr("履行情况"), 6, cell=self._state_cell),
            self.column(self.tr("履行人"), 6, cell=lambda x, _: x.by),
            self.column(self.tr("时间"), 8, cell=lambda x, sheet: when(x.at, sheet.now)),
            self.column(self.tr("佐证"), 3, cell=lambda x, _: str(len(x.proofs) or ""), right=True),
        ]

    def _make_proofs(self) -> Ledger:
        proofs = Ledger(
            self.tr("佐证"),
            [
                Column(self.tr("时间"), 8),
                Column(self.tr("办理人"), 6),
                Column(self.tr("佐证（双击前往）"), stretch=True),
                Column(self.tr("日志行"), 8),
            ],
            "log",
            self.tr("这项职责还没有佐证：没有任何记录显示它已履行。"),
        )
        proofs.setObjectName("proofs")
        return proofs

    def query(self) -> Query[DutySheet]:
        assert self.incident_id is not None
        return self.seat.query(inquiry_sheet, self.incident_id, self.seat.clock())

    def show_answer(self, answer: DutySheet) -> None:
        super().show_answer(answer)
        self._show_proofs()

    def note(self, board: DutySheet) -> str:
        words = self.tr("共 {n} 项，未见记录 {empty} 项")
        return words.format(n=len(board.lines), empty=board.empty)

    def _numbered(self, board: DutySheet) -> Iterator[tuple[int, DutyLine]]:
        """By the place in the whole sheet, whatever is shown of it."""
        return ((n, line) for n, line in enumerate(board.lines) if self._fits(line))

    def _fits(self, line: DutyLine) -> bool:
        match self._filter:
            case "all":
                return True
            case "empty" | "partial" as state:
                return line.state.value == state
            case clause:
                return line.clause.startswith(clause)

    def _state_cell(self, line: DutyLine, _: DutySheet) -> Cell:
        words, bold = word(DUTY_WORDS[line.state]), line.state is DutyState.EMPTY
        return Cell(words, INKS[line.state], bold=bold, tip=line.words)

    def detail(self, line: DutyLine, board: DutySheet) -> Detail:
        late = sum(proof.late for proof in line.proofs)
        return (
            (self.tr("条款"), f"{line.clause}　{line.clause_title}"),
            (self.tr("职责"), line.title),
            (self.tr("履行情况"), word(DUTY_WORDS[line.state])),
            (self.tr("说明"), line.words),
            (self.tr("逾期"), self.tr("{n} 项佐证晚于时限").format(n=late) if late else ""),
            (self.tr("日志"), self._journal_words(line)),
        )

    def _journal_words(self, line: DutyLine) -> str:
        if not line.journal.count:
            return ""
        words = self.tr("本条款在日志中有 {n} 行，最近是第 {last} 行")
        return words.format(n=line.journal.count, last=line.journal.last)

    def acts(self, line: DutyLine, board: DutySheet) -> tuple[LineAct, ...]:
        reads = [LineAct("clause", self.tr("看条文"), reads=True)]
        if line.journal.count:
            reads.append(LineAct("journal", self.tr("看日志"), reads=True))
        words = {"withdraw": self.tr("撤回不适用"), "state": self.tr("注明不适用…")}
        return *reads, *line_acts(line.offers, words, primary=frozenset({"state"}))

    def _chosen(self) -> DutyLine | None:
        number = self.ledger.chosen_id
        if self.board is None or number is None or number >= len(self.board.lines):
            return None
        return self.board.lines[number] if self.ledger.line(number) else None

    @Slot()
    def _show_proofs(self) -> None:
        line = self._chosen()
        self.proofs.setVisible(line is not None)
        if line is None or self.board is None:
            return
        words = self.tr("佐证：{clause} {title}")
        self.proofs.set_note(words.format(clause=line.clause, title=line.title))
        now = self.board.now
        cells = [self._proof_cells(proof, short_zh(proof.at, now)) for proof in line.proofs]
        self.proofs.show_lines([Line(number, each) for number, each in enumerate(cells)])

    def _proof_cells(self, proof: DutyRecord, at: str) -> tuple[Cell | str, ...]:
        ink = "text_dim" if proof.waived else "" if proof.finished else "warn"
        words = with_note(proof.words, self.tr("逾期") if proof.late else "")
        numbers = enumerated(map(str, proof.lines))
        return at, proof.by, Cell(words, ink), Cell(numbers, "text_faint")

    @Slot(str)
    def _on_export(self, _: str) -> None:
        if self.incident_id is not None:
            title, name = self.tr("导出履职清单"), self.tr("履职清单.csv")
            save_as(self.window(), title, name, self.export_to)

    def export_to(self, target: Path) -> None:
        """The whole sheet, whatever is shown of it, as `export clauses` writes it."""
        assert self.incident_id is not None
        query = self.seat.query(duty_file, self.incident_id, self.seat.clock())
        done = partial(self._write, target)
        self.seat.tasks.read(self, query, done, busy=self._export.setDisabled)

    def _write(self, target: Path, sheet: DutySheet) -> None:
        words = self.tr("履职清单已导出，共 {n} 项职责。未列追究责任的记录。")
        put(self.seat, target, duty_csv(sheet), words.format(n=len(sheet.lines)))

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        if self.board is not None:
            self.show_answer(self.board)

    @Slot(int)
    def _on_proof(self, number: int) -> None:
        line = self._chosen()
        if line is not None and number < len(line.proofs):
            proof = line.proofs[number]
            self.record_wanted.emit(proof.table, proof.id)

    def act(self, board: DutySheet, key: str, line: DutyLine) -> None:
        match key:
            case "clause":
                self.clause_clicked.emit(line.clause)
            case "journal":
                self.journal_wanted.emit(line.clause)
            case "state":
                self._state(line)
            case "withdraw":
                assert self.incident_id is not None
                verb, incident = closing.withdraw_not_applicable, self.incident_id
                self.seat.tasks.write(self, self.seat.command(verb, incident, line.code))

    def _state(self, line: DutyLine) -> None:
        assert self.incident_id is not None
        wording = Wording(
            self.tr("注明不适用：{title}").format(title=line.title),
            self.tr("以本人名义注明"),
            self.tr("不适用的理由"),
            self.tr("理由连同您的姓名和时间写入履职对照；有了记录以后，以记录为准。"),
        )
        verb, incident = closing.state_not_applicable, self.incident_id
        WordsForm(self.over, wording, verb, incident, line.code).begin()
