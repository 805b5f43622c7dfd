"""叫应: what is past its limit and whom to ring about it; and who was rung, and answered."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import OPEN_WORDS, OpenKind
from commandcenter.domain.command.obligation import PROVING
from commandcenter.queries.command.call_ups import CallUpLine, CallUps, DueItem, Target, call_ups
from commandcenter.store.database import Query
from commandcenter.ui.command.duty_form import CallUpForm
from commandcenter.ui.frame.due_cell import due_cell
from commandcenter.ui.frame.field_words import by_at, stated, stated_briefly, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import headed, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

SPREAD = 1_000_000  # of what is due, each kind has its own ids: apart by these
DUE, DONE = "due", "done"
NUMBER = 3  # its column
TASKS = (OpenKind.STEP, OpenKind.TASK)
Row = DueItem | CallUpLine


class CallUpPanel(LinesPanel[CallUps, Row]):
    object_name = "call_up_panel"
    kinds = PROVING | {"obligation", "plan"}
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = DUE
        self.ledger.set_filter([(DUE, self.tr("到时限，待叫应")), (DONE, self.tr("叫应记录"))])
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有到时限的事项。到时限未办的在这里列出该给谁打电话，打完登记是否接通。")
        return Ledger(self.tr("叫应"), self.columns(), "phone", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 6, cell=self._at),
            self.column(self.tr("事由"), stretch=True, cell=self._cause),
            self.column(self.tr("叫应谁"), 9, cell=self._person),
            self.column(self.tr("号码"), 7, cell=self._number),
            self.column(self.tr("结果"), 5, cell=self._result),
        ]

    def show_answer(self, answer: CallUps) -> None:
        """Who rings nobody has no numbers: what is to be done has their room."""
        super().show_answer(answer)
        shown = self.rows(answer)
        without = bool(shown) and not any(self._number(line, answer) for line in shown)
        self.ledger.table.setColumnHidden(NUMBER, without)

    def query(self) -> Query[CallUps]:
        return self.seat.query(call_ups, self.seat.clock())

    def note(self, board: CallUps) -> str:
        return self.tr("待叫应 {n} 项").format(n=board.waiting) if board.waiting else ""

    def rows(self, board: CallUps) -> Sequence[Row]:
        return board.lines if self._filter == DONE else board.due

    def number(self, line: Row) -> int:
        if isinstance(line, CallUpLine):
            return line.id
        return (list(OpenKind).index(line.item.kind) + 1) * SPREAD + line.item.id

    def _at(self, line: Row, board: CallUps) -> Cell | str:
        if isinstance(line, CallUpLine):
            return stated_briefly(line.rung_at, line.entered, board.now)
        return due_cell(line.item.due_at, board.now, done=False, narrow=True)

    def _cause(self, line: Row, board: CallUps) -> str:
        """Of several incidents, with the name of its own. That a task is not done goes without
        saying in a list of what is late.
        """
        several = len({row.incident for row in self.rows(board)}) > 1
        about = _about(line)
        if isinstance(line, DueItem) and line.item.kind in TASKS:
            about = line.item.words
        parts = (about, line.incident if several else "")
        return joined(" · ", (part for part in parts if part))

    def _person(self, line: Row, _: CallUps) -> str:
        if isinstance(line, CallUpLine):
            return line.person
        target = line.target
        return _whom(replace(target, number="")) if target else self.tr("没有负责人")

    def _number(self, line: Row, _: CallUps) -> str:
        if isinstance(line, CallUpLine):
            return line.number
        return line.target.number if line.target else ""

    def _result(self, line: Row, _: CallUps) -> Cell:
        call = line if isinstance(line, CallUpLine) else line.last
        if call is None:
            return Cell(self.tr("未叫应"), "warn")
        if call.answered:
            return Cell(headed(self.tr("已接通"), call.answer), "ok", tip=call.answer)
        return Cell(self.tr("未接通"), "danger", bold=True)

    def detail(self, line: Row, board: CallUps) -> Detail:
        now = board.now
        if isinstance(line, CallUpLine):
            rung = f"{line.by} {stated(line.rung_at, line.entered, now)}"
            return (
                (self.tr("事由"), line.about),
                (self.tr("事件"), line.incident),
                (self.tr("被叫应人"), f"{line.person} {line.number}"),
                (self.tr("叫应"), rung),
                (self.tr("结果"), self.tr("已接通") if line.answered else self.tr("未接通")),
                (self.tr("答复"), line.answer),
            )
        target = line.target
        return (
            (self.tr("到时限事项"), _about(line)),
            (self.tr("事件"), line.incident),
            (self.tr("时限"), when(line.item.due_at, now)),
            (self.tr("叫应谁"), _whom(target) if target else ""),
            (self.tr("上次叫应"), self._last(line, board)),
        )

    def _last(self, due: DueItem, board: CallUps) -> str:
        if due.last is None:
            return ""
        result = self._result(due, board).words
        return f"{by_at(due.last.by, due.last.rung_at, board.now)} {due.last.person} {result}"

    def acts(self, line: Row, board: CallUps) -> tuple[LineAct, ...]:
        offers = line.offers if isinstance(line, DueItem) else ()
        return line_acts(offers, {"call_up": self.tr("登记叫应…")})

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        if self.board is not None:
            self.show_answer(self.board)

    def act(self, board: CallUps, key: str, line: Row) -> None:
        if isinstance(line, DueItem):
            item, target = line.item, line.target
            CallUpForm(
                self.over,
                about=_about(line),
                person=target.name if target else "",
                number=target.number if target else "",
                subject=(item.kind.value, item.id),
                incident_id=item.incident,
            ).begin()


def _whom(target: Target) -> str:
    parts = (target.name, target.post, target.number)
    return joined(" ", (part for part in parts if part))


def _about(line: Row) -> str:
    """Of what is due, or what was rung about."""
    if isinstance(line, CallUpLine):
        return line.about
    return headed(word(OPEN_WORDS[line.item.kind]), line.item.words)
