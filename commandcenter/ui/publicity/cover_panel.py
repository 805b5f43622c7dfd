"""对照风险: the first risk categories of today, what is held and planned for each (plan 7.1)."""

from PySide6.QtCore import Signal

from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import BAND_WORDS, Band
from commandcenter.queries.publicity.cover import CoverBoard, CoverLine, cover_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import enumerated, listed
from commandcenter.ui.support.day_words import day_in
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

BANDS = {Band.HIGH: "danger", Band.WATCH: "warn", Band.NORMAL: "text_dim"}


class CoverPanel(LinesPanel[CoverBoard, CoverLine]):
    """Signals:
    plan_wanted: An activity is to be planned. arg: the category that it shall answer
    """

    object_name, by_place = "cover_panel", True
    kinds = frozenset(
        {
            "publicity",
            "typical_case",
            "complaint",
            "risk_record",
            "risk_judgement",
            "plan",
            "person",
        }
    )
    plan_wanted = Signal(str)

    def make_ledger(self) -> Ledger:
        title = self.tr("对照当前风险")
        words = self.tr("风险台账还没有消费类别。导入投诉、登记巡查后在此排出，对照已办的宣传。")
        ledger = Ledger(title, self.columns(), "risk", words)
        ledger.heading.insertWidget(0, PlainLabel(title, Size.TITLE, BOLD))
        return ledger

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("风险类别"), 8, cell=lambda line, _: line.category),
            self.column(self.tr("风险"), 5, cell=self._band),
            self.column(self.tr("分值"), 4, right=True, cell=self._points),
            self.column(
                self.tr("已办"), 4, right=True, adds=True, cell=lambda x, _: self._times(x.held)
            ),
            self.column(
                self.tr("计划"), 4, right=True, adds=True, cell=lambda x, _: self._times(x.planned)
            ),
            self.column(self.tr("案例"), 4, right=True, adds=True, cell=self._cases),
            self.column(self.tr("下次"), 6, cell=self._next),
            self.column(self.tr("情况"), stretch=True, cell=self._words),
        ]

    def query(self) -> Query[CoverBoard]:
        return self.seat.query(cover_board, self.seat.clock())

    def note(self, board: CoverBoard) -> str:
        bare = self.tr("{n} 类没有安排").format(n=board.bare) if board.bare else ""
        first = self.tr("风险最高的 {n} 类").format(n=sum(line.rank > 0 for line in board.lines))
        return listed([first, bare])

    def edge(self, line: CoverLine, board: CoverBoard) -> str:
        return "warn" if line.bare else ""

    def _band(self, line: CoverLine, _: CoverBoard) -> Cell:
        if line.band is None:
            return Cell(self.tr("其他"), "text_faint")
        return Cell(word(BAND_WORDS[line.band]), BANDS[line.band])

    def _points(self, line: CoverLine, _: CoverBoard) -> str:
        return str(line.points) if line.rank else ""

    def _times(self, topics: tuple[str, ...]) -> Cell:
        return Cell(self.tr("{n} 次").format(n=len(topics)) if topics else "—")

    def _cases(self, line: CoverLine, _: CoverBoard) -> Cell:
        return Cell(self.tr("{n} 件").format(n=len(line.cases)) if line.cases else "—")

    def _next(self, line: CoverLine, board: CoverBoard) -> Cell:
        return Cell(day_in(local(line.next_at).date(), board.year) if line.next_at else "")

    def _words(self, line: CoverLine, _: CoverBoard) -> Cell:
        if line.bare:
            return Cell(self.tr("没有安排宣传"), "warn", bold=True)
        if line.late:
            return Cell(self.tr("逾期 {n} 次").format(n=line.late), "danger")
        topics = (*line.planned, *line.held, *line.cases)
        return Cell(enumerated(topics), "text_dim")

    def detail(self, line: CoverLine, board: CoverBoard) -> Detail:
        people = self.tr("近期投诉 {n} 人").format(n=line.people) if line.people else ""
        rank = self.tr("第 {n} 位").format(n=line.rank) if line.rank else ""
        return (
            (line.category, listed([rank, people])),
            (self.tr("已办"), enumerated(line.held)),
            (self.tr("计划"), enumerated(line.planned)),
            (self.tr("典型案例"), enumerated(line.cases)),
            ("", self.tr("没有安排宣传") if line.bare else ""),
        )

    def acts(self, line: CoverLine, board: CoverBoard) -> tuple[LineAct, ...]:
        if not board.offers:
            return ()
        return (LineAct("plan", self.tr("为此编入计划…"), primary=line.bare),)

    def act(self, board: CoverBoard, key: str, line: CoverLine) -> None:
        self.plan_wanted.emit(line.category)
