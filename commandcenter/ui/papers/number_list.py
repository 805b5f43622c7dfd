"""发文编号登记 as a list: all numbers of a year by series, what is void, what is missing."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from commandcenter.domain.papers.paper import Life
from commandcenter.domain.times import local, short_zh
from commandcenter.queries.papers.number_register import (
    NumberBoard,
    NumberLine,
    NumberState,
    number_board,
)
from commandcenter.services.papers import paper_numbers
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.papers.number_form import TakeNumberForm
from commandcenter.ui.phrases import listed, sentences
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    NumberState.GIVEN: "ok",
    NumberState.OUTSIDE: "accent",
    NumberState.VOID: "text_faint",
    NumberState.GAP: "danger",
    NumberState.BEFORE: "text_faint",
}
ALL = ""
TAKEN = 4  # the column


def faint(line: NumberLine) -> str:
    """The colour of a number that says nothing of a paper; "" is that of all others."""
    return "text_faint" if line.state in (NumberState.VOID, NumberState.BEFORE) else ""


class NumberList(LinesPanel[NumberBoard, NumberLine]):
    """Signals:
    paper_wanted: The paper of a number is to be seen. args: its Life, its id
    """

    object_name = "number_list"
    kinds = frozenset({"paper_number", "document", "report", "plan"})

    paper_wanted = Signal(object, int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.year = self._box("number_year", self.tr("年份"))
        self.series = self._box("number_series", self.tr("编号序列"))
        this = local(seat.clock()).year
        self.year.addItem(self._year(this), this)
        self.series.addItem(self.tr("全部序列"), ALL)
        self.ledger.heading.insertWidget(0, self.year)
        self.ledger.heading.insertWidget(1, self.series)
        self.year.currentIndexChanged.connect(self.refresh)
        self.series.currentIndexChanged.connect(self._on_series)
        self.offer_button("take", self.tr("手工取号登记…"), "add")
        self.ledger.opened.connect(partial(self._on_act, "open"))

    def _box(self, name: str, spoken: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFont(look.font(Size.SMALL))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _year(self, year: int) -> str:
        return self.tr("{year}年").format(year=year)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The titles want the room."""
        super().resizeEvent(event)
        wide = self.width() >= look.px(1_000)
        self.ledger.table.setColumnHidden(TAKEN, not wide)  # the detail has it

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "这一年还没有取号。公文签发后编号，在此自动登记；程序外的公文按“手工取号登记”。"
        )
        return Ledger(self.tr("发文编号登记"), self.columns(), "paper", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("编号序列"), 8, cell=lambda x, _: Cell(x.series_title, "text_dim")),
            self.column(self.tr("文号"), 12, cell=lambda x, _: Cell(x.written, faint(x))),
            self.column(
                self.tr("公文标题"), stretch=True, cell=lambda x, _: Cell(x.title, faint(x))
            ),
            self.column(self.tr("状态"), 5, cell=self._state_cell),
            self.column(self.tr("取号"), 8, cell=lambda x, board: by_at(x.by, x.at, board.now)),
        ]

    def query(self) -> Query[NumberBoard]:
        return self.seat.query(number_board, self.year.currentData(), self.seat.clock())

    def rows(self, board: NumberBoard) -> Sequence[NumberLine]:
        chosen = self.series.currentData() or ALL
        return [line for line in board.lines if chosen in (ALL, line.series)]

    def number(self, line: NumberLine) -> int:
        return line_id(line)

    def show_answer(self, answer: NumberBoard) -> None:
        self._refill(self.year, [(self._year(year), year) for year in answer.years])
        series = [(self.tr("全部序列"), ALL)]
        self._refill(self.series, [*series, *((title, code) for code, title in answer.series)])
        super().show_answer(answer)

    def _refill(self, box: QComboBox, choices: list[tuple[str, object]]) -> None:
        """The chosen one stays chosen; the same choices again disturb nobody."""
        if [box.itemData(n) for n in range(box.count())] == [data for _, data in choices]:
            return
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            for words, data in choices:
                box.addItem(words, data)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def note(self, board: NumberBoard) -> str:
        lines = self.rows(board)
        counts = Counter(line.state for line in lines)
        given = sum(bool(line.life or line.id) for line in lines)
        missing = sum(line.last - line.first + 1 for line in lines if line.state is NumberState.GAP)
        doubles = sum(line.double for line in lines)
        parts = (
            (given, self.tr("共 {n} 个号")),
            (counts[NumberState.OUTSIDE], self.tr("手工取号 {n}")),
            (counts[NumberState.VOID], self.tr("作废 {n}")),
            (missing, self.tr("空号 {n}")),
            (doubles, self.tr("重号 {n}")),
        )
        return listed(words.format(n=n) for n, words in parts if n)

    def _state_cell(self, line: NumberLine, _: NumberBoard) -> Cell:
        return Cell(self._state(line), "danger" if line.double else INKS[line.state])

    def _state(self, line: NumberLine) -> str:
        if line.double:
            return self.tr("重号")
        return {
            NumberState.GIVEN: self.tr("已编号"),
            NumberState.OUTSIDE: self.tr("手工取号"),
            NumberState.VOID: self.tr("已作废"),
            NumberState.GAP: self.tr("空号"),
            NumberState.BEFORE: self.tr("启用前已用"),
        }[line.state]

    def detail(self, line: NumberLine, board: NumberBoard) -> Detail:
        said = {
            NumberState.GAP: self.tr("登记中没有这个号，请查明去向。"),
            NumberState.BEFORE: self.tr("启用本程序前已用到此号，在“预案 · 公文”中设定。"),
            NumberState.OUTSIDE: self.tr("程序外制发的公文。"),
        }.get(line.state, "")
        if line.double:
            said = self.tr("这个号登记了两次，请查明并作废其中一个。")
        when = short_zh(line.void_at, board.now) if line.void_at else ""
        return (
            (self.tr("文号"), line.written),
            (self.tr("编号序列"), line.series_title),
            (self.tr("公文标题"), line.title),
            (self.tr("状态"), self._state(line)),
            (self.tr("作废原因"), line.void_why),
            (self.tr("作废"), f"{line.void_by} {when}".strip()),
            (self.tr("取号"), by_at(line.by, line.at, board.now)),
            (self.tr("说明"), said),
        )

    def acts(self, line: NumberLine, board: NumberBoard) -> tuple[LineAct, ...]:
        acts = line_acts(line.offers, {"void": self.tr("作废…")}, frozenset({"void"}))
        if line.life in (Life.PAPER, Life.REPORT):
            return (LineAct("open", self.tr("打开公文"), primary=True, reads=True), *acts)
        return acts

    @Slot()
    def _on_series(self) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def want(self, board: NumberBoard, key: str) -> None:
        chosen = self.series.currentData() or ALL
        form = TakeNumberForm(self.over, board.series, str(chosen))
        form.kept.connect(self._taken)
        form.begin()

    @Slot(object)
    def _taken(self, written: str) -> None:
        self.seat.notices.info(self.tr("已取号：{number}").format(number=written))

    def act(self, board: NumberBoard, key: str, line: NumberLine) -> None:
        if key == "open" and line.life in (Life.PAPER, Life.REPORT) and line.subject_id:
            self.paper_wanted.emit(line.life, line.subject_id)
        elif key == "void":
            self._void(line)

    def _void(self, line: NumberLine) -> None:
        explain = self.tr("“{number}”作废后不再使用，原因留在登记中，不能恢复。").format(
            number=line.written
        )
        if line.life is Life.PAPER:
            explain = sentences(explain, self.tr("公文须重新编号。"))
        title, label = self.tr("作废文号"), self.tr("作废的原因")
        wording = Wording(title, self.tr("作废"), label, explain)
        WordsForm(self.over, wording, paper_numbers.void, line.id).begin()


def line_id(line: NumberLine) -> int:
    """Numbers, issues of reports and runs that nobody has are in one list."""
    if line.id:
        return line.id * 2
    if line.subject_id:
        return line.subject_id * 2 + 1
    return -(sum(map(ord, line.series)) * 1_000_000 + line.first)
