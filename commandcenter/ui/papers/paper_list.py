"""The register as a list: every paper, where it stands, who has it now."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.papers.paper import Life, PaperState
from commandcenter.domain.times import short_zh
from commandcenter.queries.papers.paper_register import PaperLine, paper_lines
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.countdown import left_text
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.papers.paper_filter import PaperFilterBar
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

Papers = tuple[PaperLine, ...]

LIVES = tuple(Life)
DRAFTED = 5  # the column
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


def faint(line: PaperLine) -> str:
    """The colour of what has gone no further; "" is that of all others."""
    return "text_faint" if line.state in (PaperState.WITHDRAWN, PaperState.VOID) else ""


class PaperList(LinesPanel[Papers, PaperLine]):
    """Signals:
    wanted: A paper is to be opened. arg: the PaperLine
    print_wanted: A paper is to be printed. arg: the PaperLine
    save_wanted: A paper is to be saved as a file. arg: the PaperLine
    new_wanted: A new paper is to be drafted.
    scan_wanted, see_wanted: The signed page of a paper is to be filed, to be seen.
        arg: the PaperLine
    told: How many papers there are, in words.
    set_wanted: The papers of a meeting are to be printed. arg: tuple[PaperLine, ...]
    """

    object_name = "paper_list"
    ticking = True
    kinds = frozenset(
        {"document", "report", "release", "inquiry_report", "incident", "paper_number"}
    )

    wanted = Signal(object)
    print_wanted = Signal(object)
    save_wanted = Signal(object)
    new_wanted = Signal()
    set_wanted = Signal(object)
    scan_wanted = Signal(object)
    see_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.filter = PaperFilterBar()
        self.filter.changed.connect(self.refresh)
        self.ledger.heading.insertWidget(0, self.filter, 1_000)
        self.printing = self.ledger.add_button("meeting", self.tr("打印会议材料…"), "print")
        self.drafting = self.ledger.add_button("new", self.tr("新建公文"), "add", primary=True)
        self.drafting.clicked.connect(self._on_new)
        self.ledger.opened.connect(partial(self._on_act, "open"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The titles want the room."""
        super().resizeEvent(event)
        wide = self.width() >= look.px(1_000)
        self.ledger.table.setColumnHidden(DRAFTED, not wide)  # the detail has it

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("公文登记"), self.columns(), "paper", "")

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("文种"), 7, cell=lambda x, _: Cell(word(x.label), faint(x))),
            self.column(self.tr("标题"), stretch=True, cell=self._title),
            self.column(self.tr("文号"), 12, cell=lambda x, _: x.number),
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("时限"), 7, cell=self._due_cell),
            self.column(self.tr("拟稿"), 8, cell=self._drafted),
        ]

    def number(self, line: PaperLine) -> int:
        return line_id(line.life, line.id)

    def turn_to(self, incident_id: int | None) -> None:
        self.filter.turn_to(incident_id)
        super().turn_to(incident_id)

    def query(self) -> Query[Papers]:
        return self.seat.query(paper_lines, self.filter.wanted, self.seat.clock())

    def show_answer(self, answer: Papers) -> None:
        self.ledger.empty.set_text(*self._nothing())
        now = self.seat.clock()
        waiting = sum(line.state not in DONE for line in answer)
        late = sum(bool(x.due_at and x.is_open and x.due_at < now) for x in answer)
        self.told.emit(
            listed(
                (
                    self.tr("{n} 件").format(n=len(answer)),
                    self.tr("未办结 {n} 件").format(n=waiting) if waiting else "",
                    self.tr("逾期 {n} 件").format(n=late) if late else "",
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

    def _title(self, line: PaperLine, _: Papers) -> Cell:
        return Cell(line.title, faint(line), bold=line.state not in DONE)

    def _state(self, line: PaperLine, _: Papers) -> Cell:
        words = word(line.wanted or line.state_words)
        return Cell(words, STATE_INKS[line.state], tip=line.holder)

    def _due_cell(self, line: PaperLine, _: Papers) -> Cell:
        now = self.seat.clock()
        if line.late:
            tip = self.tr("时限 {time}").format(time=when(line.due_at, now))
            return Cell(self.tr("迟于时限"), "danger", tip=tip)
        return due_cell(line.due_at, now, done=not line.is_open)

    def _drafted(self, line: PaperLine, _: Papers) -> str:
        return by_at(line.drafted_by, line.drafted_at, self.seat.clock())

    def _due(self, line: PaperLine, now: datetime) -> str:
        if line.due_at is None:
            return ""
        if line.is_open:
            template = self.tr("{time}（{left}）")
            return template.format(time=when(line.due_at, now), left=left_text(line.due_at, now))
        template = self.tr("{time}（迟于时限）") if line.late else "{time}"
        return template.format(time=when(line.due_at, now))

    def detail(self, line: PaperLine, board: Papers) -> Detail:
        now = self.seat.clock()
        signed = by_at(line.signed_by, line.signed_at, now) if line.signed_at else ""
        return (
            (self.tr("标题"), line.title),
            (self.tr("文号"), line.number),
            (self.tr("状态"), word(line.state_words)),
            (self.tr("下一步"), word(line.wanted)),
            (self.tr("现由"), line.holder),
            (self.tr("时限"), self._due(line, now)),
            (self.tr("事件"), line.incident),
            (self.tr("紧急程度"), word(line.urgency)),
            (self.tr("密级"), word(line.secrecy)),
            (self.tr("拟稿"), by_at(line.drafted_by, line.drafted_at, now)),
            (self.tr("签发"), signed),
            (self.tr("印发"), short_zh(line.issued_at, now) if line.issued_at else ""),
            (self.tr("签发件"), self.tr("已附扫描件，以扫描件为准") if line.scanned else ""),
        )

    def acts(self, line: PaperLine, board: Papers) -> tuple[LineAct, ...]:
        filing = line_acts(line.offers, {"scan": self.tr("附签发件…")}, primary=frozenset())
        return (
            LineAct("open", self.tr("打开"), primary=True, reads=True),
            LineAct("print", self.tr("打印…"), reads=True),
            LineAct("save", self.tr("另存…"), reads=True),
            *((LineAct("see_scan", self.tr("看签发件"), reads=True),) if line.scanned else ()),
            *filing,
        )

    def want(self, board: Papers, key: str) -> None:
        if key == "meeting":
            self.set_wanted.emit(board)

    @Slot()
    def _on_new(self) -> None:
        """A paper is begun whether or not the list has come."""
        self.new_wanted.emit()

    def act(self, board: Papers, key: str, line: PaperLine) -> None:
        signals = {
            "open": self.wanted,
            "print": self.print_wanted,
            "save": self.save_wanted,
            "scan": self.scan_wanted,
            "see_scan": self.see_wanted,
        }
        signals[key].emit(line)
