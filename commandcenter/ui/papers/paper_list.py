"""The register as a list: every paper, where it stands, who has it now."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.paper import Life, PaperState
from commandcenter.domain.times import short_zh
from commandcenter.queries.paper_register import PaperLine, paper_lines
from commandcenter.store.database import Query
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.panels.field_words import by_at
from commandcenter.ui.panels.ledger_panel import LedgerPanel
from commandcenter.ui.papers.paper_filter import PaperFilterBar
from commandcenter.ui.phrases import listed
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

LIVES = tuple(Life)
DONE = frozenset({PaperState.FILED, PaperState.WITHDRAWN, PaperState.VOID})
STATE_INKS = {
    PaperState.DRAFT: "",
    PaperState.FLOW: "accent",
    PaperState.SIGNED: "ok",
    PaperState.ISSUED: "ok",
    PaperState.FILED: "text_faint",
    PaperState.WITHDRAWN: "text_faint",
    PaperState.VOID: "danger",
}


def line_id(life: Life, row: int) -> int:
    """Papers of several tables are in one list: an id of their own for its lines."""
    return row * len(LIVES) + LIVES.index(life)


class PaperList(LedgerPanel[tuple[PaperLine, ...]]):
    """Signals:
    wanted: A paper is to be opened. arg: the PaperLine
    print_wanted: A paper is to be printed. arg: the PaperLine
    save_wanted: A paper is to be saved as a file. arg: the PaperLine
    new_wanted: A new paper is to be drafted.
    set_wanted: The papers of a meeting are to be printed. arg: tuple[PaperLine, ...]
    """

    kinds = frozenset(
        {"document", "report", "release", "inquiry_report", "incident", "paper_number"}
    )

    wanted = Signal(object)
    print_wanted = Signal(object)
    save_wanted = Signal(object)
    new_wanted = Signal()
    set_wanted = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None, *, look: Look = DESK) -> None:
        self._lines: dict[int, PaperLine] = {}
        super().__init__(seat, parent, look=look)
        self.setObjectName("paper_list")
        self.filter = PaperFilterBar(look)
        self.filter.changed.connect(self.refresh)
        self.ledger.heading.insertWidget(0, self.filter, 1)
        self.printing = self.ledger.add_button("meeting", self.tr("打印会议材料…"), "print")
        self.drafting = self.ledger.add_button("new", self.tr("新建公文"), "add", primary=True)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.opened.connect(partial(self._on_act, "open"))
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("公文登记"),
            [
                Column(self.tr("文种"), 7),
                Column(self.tr("标题"), stretch=True),
                Column(self.tr("文号"), 9),
                Column(self.tr("状态"), 4),
                Column(self.tr("下一步"), 6),
                Column(self.tr("拟稿"), 8),
            ],
            "paper",
            "",
            self.look,
        )

    def turn_to(self, incident_id: int | None) -> None:
        self.filter.turn_to(incident_id)
        super().turn_to(incident_id)

    def query(self) -> Query[tuple[PaperLine, ...]]:
        return partial(paper_lines, actor=self.seat.actor, asked=self.filter.wanted)

    def show_answer(self, answer: tuple[PaperLine, ...]) -> None:
        self._lines = {line_id(line.life, line.id): line for line in answer}
        self.ledger.empty.set_text(*self._nothing())
        waiting = sum(line.state not in DONE for line in answer)
        self.ledger.set_note(
            listed(
                (
                    self.tr("{n} 件").format(n=len(answer)),
                    self.tr("未办结 {n} 件").format(n=waiting) if waiting else "",
                )
            )
        )
        self.printing.forbid("" if answer else self.tr("没有可打印的公文。"))
        super().show_answer(answer)

    def _nothing(self) -> tuple[str, str]:
        if self.filter.narrowed:
            return self.tr("没有符合条件的公文"), self.tr("放宽筛选条件再看")
        return (
            self.tr("还没有公文"),
            self.tr("报告、通报、简报、通知都在此登记；按“新建公文”起草，数字由数据自动填好"),
        )

    def lines(self, answer: tuple[PaperLine, ...]) -> list[Line]:
        return [self._line(line) for line in answer]

    def _line(self, line: PaperLine) -> Line:
        now = self.seat.clock()
        gone = line.state in (PaperState.WITHDRAWN, PaperState.VOID)
        cells = (
            Cell(word(line.label), "text_faint" if gone else ""),
            Cell(line.title, "text_faint" if gone else "", bold=line.state not in DONE),
            line.number,
            Cell(word(line.state_words), STATE_INKS[line.state]),
            Cell(word(line.wanted), tip=line.holder),
            f"{line.drafted_by} {short_zh(line.drafted_at, now)}",
        )
        return Line(line_id(line.life, line.id), cells, self._detail(line), self._acts(line))

    def _detail(self, line: PaperLine) -> tuple[tuple[str, str], ...]:
        now = self.seat.clock()
        signed = by_at(line.signed_by, line.signed_at, now) if line.signed_at else ""
        return (
            (self.tr("标题"), line.title),
            (self.tr("文号"), line.number),
            (self.tr("下一步"), word(line.wanted)),
            (self.tr("现由"), line.holder),
            (self.tr("事件"), line.incident),
            (self.tr("紧急程度"), word(line.urgency)),
            (self.tr("密级"), word(line.secrecy)),
            (self.tr("拟稿"), by_at(line.drafted_by, line.drafted_at, now)),
            (self.tr("签发"), signed),
            (self.tr("印发"), short_zh(line.issued_at, now) if line.issued_at else ""),
            (self.tr("签发件"), self.tr("已附扫描件，以扫描件为准") if line.scanned else ""),
        )

    def _acts(self, line: PaperLine) -> tuple[LineAct, ...]:
        return (
            LineAct("open", self.tr("打开"), primary=True, reads=True),
            LineAct("print", self.tr("打印…"), reads=True),
            LineAct("save", self.tr("另存…"), reads=True),
        )

    def chosen_line(self, row: int) -> PaperLine | None:
        return self._lines.get(row)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if key == "new":
            self.new_wanted.emit()
        else:
            self.set_wanted.emit(tuple(self._lines.values()))

    @Slot(str, int)
    def _on_act(self, key: str, row: int) -> None:
        line = self._lines.get(row)
        if line is None:
            return
        signals = {"open": self.wanted, "print": self.print_wanted, "save": self.save_wanted}
        signals[key].emit(line)
