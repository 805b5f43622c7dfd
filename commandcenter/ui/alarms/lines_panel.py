"""The list of alarms: those that wait, the others', the shelved, what is out of service."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, Priority
from commandcenter.domain.times import short_zh
from commandcenter.queries.alarms.board import AlarmBoard, AlarmLine, OutOfService, alarm_board
from commandcenter.queries.alarms.kinds import Kinds, kinds_to_take_out
from commandcenter.store.database import Query
from commandcenter.ui.alarms.alarm_words import (
    QUIET,
    colors,
    limit_words,
    next_words,
    short_words,
    state_words,
    waits,
)
from commandcenter.ui.alarms.bar import ACKNOWLEDGE, ACT, RING, SHELVE, UNSHELVE
from commandcenter.ui.alarms.board_panel import KINDS
from commandcenter.ui.alarms.hub import Alarms, Shown
from commandcenter.ui.alarms.local_lines import is_local
from commandcenter.ui.frame.field_words import dated, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import enumerated, headed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

HERE, OTHERS, SHELVED, OUT = "here", "others", "shelved", "out"
PUT_BACK, TAKE_OUT = "put_back", "take_out"
MOST = 10  # lines at once: more than ten nobody reads
OUT_IDS = -1000  # kinds out of service have no number; the desk's own lines have -1, -2
Row = AlarmLine | OutOfService


class AlarmLines(LinesPanel[AlarmBoard, Row]):
    """Signals:
    wanted: A button of a line. args: its key, the AlarmLine
    put_back_wanted: A kind shall be in service again. arg: its key
    take_out_wanted: A kind shall be taken out of service. arg: the Kinds to choose from
    """

    object_name = "alarm_lines"
    kinds = KINDS
    ticking = True
    wanted = Signal(str, object)
    put_back_wanted = Signal(str)
    take_out_wanted = Signal(object)

    def __init__(self, seat: Seat, alarms: Alarms, parent: QWidget | None = None) -> None:
        self._alarms, self._which = alarms, HERE
        super().__init__(seat, parent)
        self.of_now = True
        self._kinds: Kinds = ()
        self.take_out = self.ledger.add_button(TAKE_OUT, self.tr("停用一类告警…"))
        self.take_out.hide()
        seat.tasks.read(self, seat.query(kinds_to_take_out), self._set_kinds)
        alarms.changed.connect(self._on_own)

    def make_ledger(self) -> Ledger:
        words = self.tr("没有告警。要您办的事临近或超过时限，以及值守出了问题，都会列在这里。")
        return Ledger(self.tr("告警"), self.columns(), "bell", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("级别"), 3, cell=self._priority),
            self.column(self.tr("告警"), stretch=True, cell=self._what),
            self.column(self.tr("状态"), 9, cell=self._state),
            self.column(self.tr("时限"), 6, cell=self._limit),
        ]

    def query(self) -> Query[AlarmBoard]:
        return self.seat.query(alarm_board)

    def _set_kinds(self, kinds: Kinds) -> None:
        """Only a planner has any; it is asked for where what is out of service stands."""
        self._kinds = kinds
        self.take_out.setVisible(bool(kinds) and self._which == OUT)

    def want(self, board: AlarmBoard, key: str) -> None:
        self.take_out_wanted.emit(self._kinds)

    def turn(self, which: str) -> None:
        """HERE, OTHERS, SHELVED or OUT."""
        self._which = which
        self.take_out.setVisible(bool(self._kinds) and which == OUT)
        if self.board is not None:
            self.show_answer(self.board)

    def _own(self) -> tuple[AlarmLine, ...]:
        return tuple(line for line in self._alarms.shown.lines if is_local(line))

    def _all(self, board: AlarmBoard) -> tuple[Row, ...]:
        match self._which:
            case "others":
                return board.others
            case "shelved":
                return board.shelved
            case "out":
                return board.out
        return (*self._own(), *board.lines)

    def rows(self, board: AlarmBoard) -> Sequence[Row]:
        return self._all(board)[:MOST]

    def note(self, board: AlarmBoard) -> str:
        """还有 480 条：紧急 3 条、重要 77 条: what is not listed, by priority."""
        left = self._all(board)[MOST:]
        count = Counter(line.priority for line in left if isinstance(line, AlarmLine))
        each = enumerated(
            self.tr("{word} {n} 条").format(word=word(PRIORITY_WORDS[p]), n=count[p])
            for p in Priority
            if count[p]
        )
        words = self.tr("还有 {n} 条：{each}")
        return words.format(n=len(left), each=each) if left else ""

    def number(self, line: Row) -> int:
        if isinstance(line, AlarmLine):
            return line.id
        kinds = [each.kind for each in self.board.out] if self.board else []
        return OUT_IDS - (kinds.index(line.kind) if line.kind in kinds else 0)

    def _priority(self, line: Row, _: AlarmBoard) -> Cell | str:
        if isinstance(line, OutOfService):
            return ""
        return Cell(word(PRIORITY_WORDS[line.priority]), self._ink(line), bold=waits(line))

    def _ink(self, line: AlarmLine) -> str:
        return "" if colors(line) == QUIET else colors(line)[2]

    def _what(self, line: Row, _: AlarmBoard) -> Cell | str:
        if isinstance(line, OutOfService):
            return line.title
        return Cell(line.title, bold=waits(line), tip=headed(line.title, line.todo))

    def _state(self, line: Row, board: AlarmBoard) -> Cell | str:
        if isinstance(line, OutOfService):
            return self._until(line, board)
        return Cell(short_words(line, board.now), self._ink(line), tip=state_words(line, board.now))

    def _until(self, line: OutOfService, board: AlarmBoard) -> str:
        if line.until is None:
            return self.tr("停用，至恢复为止")
        return dated(self.tr("停用至 {time}"), line.until, board.now)

    def _limit(self, line: Row, board: AlarmBoard) -> Cell | str:
        if isinstance(line, OutOfService) or line.due_at is None:
            return ""
        late = line.due_at < board.now
        return Cell(when(line.due_at, board.now), "danger" if late else "")

    def detail(self, line: Row, board: AlarmBoard) -> Detail:
        now = board.now
        if isinstance(line, OutOfService):
            return (
                (self.tr("停用的告警"), line.title),
                (self.tr("原因"), line.why),
                (self.tr("停用人"), f"{line.by} {short_zh(line.since, now)}"),
                (self.tr("期限"), self._until(line, board)),
            )
        return (
            (self.tr("告警"), line.title),
            (self.tr("涉及"), line.place),
            (self.tr("处置要求"), line.todo),
            (self.tr("时限"), limit_words(line, now)),
            (self.tr("状态"), state_words(line, now)),
            (self.tr("起始"), short_zh(line.since, now)),
            (self.tr("已报"), enumerated(line.reached)),
            (self.tr("下一步"), next_words(line, now)),
            (self.tr("暂缓原因"), line.shelved_why),
        )

    def acts(self, line: Row, board: AlarmBoard) -> tuple[LineAct, ...]:
        words = {
            ACKNOWLEDGE: self.tr("确认"),
            RING: self.tr("叫应…"),
            SHELVE: self.tr("暂缓…"),
            UNSHELVE: self.tr("结束暂缓"),
            PUT_BACK: self.tr("恢复启用"),
        }
        acts = line_acts([o for o in line.offers if o.key in words], words)
        if isinstance(line, AlarmLine) and line.act_word:
            acts = (*acts, LineAct(ACT, line.act_word, reads=True))
        return acts

    def act(self, board: AlarmBoard, key: str, line: Row) -> None:
        if isinstance(line, AlarmLine):
            self.wanted.emit(key, line)
        else:
            self.put_back_wanted.emit(line.kind)

    @Slot(object)
    def _on_own(self, _shown: Shown) -> None:
        if self.board is not None and self._which == HERE:
            self.show_answer(self.board)
