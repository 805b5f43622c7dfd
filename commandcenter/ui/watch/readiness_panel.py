"""节点备勤: the known dates with the wave that is expected, and the standby list of one."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.plan.plan_words import days_words
from commandcenter.domain.times import date_zh, day_in_year, local
from commandcenter.domain.watch.known_dates import DateState, Wave
from commandcenter.queries.watch.readiness import (
    ReadinessBoard,
    ReadyDate,
    ReadyLine,
    readiness_board,
)
from commandcenter.services.watch import readiness
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.line_order import MomentWords
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import clauses, enumerated
from commandcenter.ui.texts import said, word
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    DateState.NOW: "danger",
    DateState.NEAR: "warn",
    DateState.AHEAD: "",
    DateState.PAST: "text_faint",
}
DATES_SHARE, LINES_SHARE = 5, 6


class ReadinessPanel(LivePanel[ReadinessBoard]):
    """Above the dates, what comes next first; below what is to be made ready for the chosen one."""

    kinds = frozenset({"readiness", "plan", "person", "batch"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("readiness_panel")
        self.setAccessibleName(self.tr("节点备勤"))
        self._board: ReadinessBoard | None = None
        self._wanted: int | None = None
        self.dates = self._make_dates()
        self.dates.setObjectName("known_dates")
        self.ledger = self._make_list()
        self.ledger.setObjectName("standby")
        self._title = PlainLabel("", Size.TEXT, BOLD)
        self._title.setObjectName("standby_title")
        self.ledger.heading.insertWidget(0, self._title)
        self.body.addWidget(self.dates, DATES_SHARE)
        self.body.addSpacing(look.px(6))
        self.body.addWidget(self.ledger, LINES_SHARE)
        self.dates.chosen.connect(self._on_date)
        self.ledger.acted.connect(self._on_act)

    def _make_dates(self) -> Ledger:
        return Ledger(
            self.tr("已知节点"),
            [
                Column(self.tr("节点"), 13),
                Column(self.tr("日期"), 13),
                Column(self.tr("还有"), 5),
                Column(self.tr("预计每日"), 5, right=True),
                Column(self.tr("预计的依据"), stretch=True),
                Column(self.tr("备勤"), 6),
            ],
            "calendar",
            self.tr("预案数据里还没有备勤节点。在“预案 — 风险与节点”里增加。"),
        )

    def _make_list(self) -> Ledger:
        return Ledger(
            self.tr("备勤清单"),
            [
                Column(self.tr("事项"), 12),
                Column(self.tr("要求"), stretch=True),
                Column(self.tr("工作组"), 6),
                Column(self.tr("办妥日期"), 6),
                Column(self.tr("状态"), 9),
            ],
            "checklist",
            self.tr("这个节点没有备勤事项。"),
        )

    def query(self) -> Query[ReadinessBoard]:
        return self.seat.query(readiness_board, self.seat.clock())

    def show_answer(self, answer: ReadinessBoard) -> None:
        self._board = answer
        self.dates.set_note(
            self.tr("预计取往年同期；没有往年数据的按参考值，参考值和日期在“预案”里修改。")
        )
        self.dates.show_lines([self._date(each) for each in answer.dates])
        if self._wanted is not None:
            self.dates.choose(self._wanted)
            self._wanted = None
        self._show_list()

    def choose(self, number: int) -> None:
        """The date of this number, now or once the answer is there."""
        if self._board is None or not self.dates.choose(number):
            self._wanted = number

    def _date(self, ready: ReadyDate) -> Line:
        known, ink = ready.known, INKS[ready.state]
        wave = ready.wave
        per_day = "" if wave is None else self.tr("{n} 件").format(n=round(wave.expected_day))
        late = any(line.late for line in ready.lines)
        progress = self.tr("{done}/{all} 项").format(done=ready.done, all=len(ready.lines))
        cells = (
            Cell(known.title, bold=ready.state in (DateState.NEAR, DateState.NOW)),
            days_words(known.first.isoformat(), known.last.isoformat()),
            Cell(self._until(ready), ink),
            per_day,
            Cell(self._basis(ready), "text_dim", tip=self._basis(ready)),
            Cell(progress, "danger" if late and ready.state is not DateState.PAST else ""),
        )
        return Line(known.number, cells)

    def _until(self, ready: ReadyDate) -> str:
        match ready.state:
            case DateState.NOW:
                return self.tr("正在节点")
            case DateState.PAST:
                return self.tr("已过")
        return self.tr("{n} 天").format(n=ready.days_until)

    def _basis(self, ready: ReadyDate) -> str:
        """Why so many are expected; of a date that has begun also what came."""
        wave = ready.wave
        if wave is None:
            return self.tr("还没有四周的平时数据，暂不预计")
        words = self._wave(ready, wave)
        if ready.state in (DateState.NOW, DateState.PAST):
            came = self.tr("实际 {actual} 件，预计 {expected} 件").format(
                actual=f"{ready.actual:,}", expected=f"{wave.expected:,}"
            )
            words = clauses((came, words))
        return words

    def _wave(self, ready: ReadyDate, wave: Wave) -> str:
        usual = self.tr("平时每日 {n:.0f} 件").format(n=wave.usual_day)
        if not wave.past:
            return self.tr("{usual}，按参考值 {factor:.1f} 倍（{source}）").format(
                usual=usual, factor=wave.factor, source=ready.known.source_name
            )
        years = enumerated(str(past.first.year) for past in wave.past)
        return self.tr("{usual}，{years} 年同期为平时的 {factor:.1f} 倍").format(
            usual=usual, years=years, factor=wave.factor
        )

    def _chosen(self) -> ReadyDate | None:
        dates, chosen = (self._board.dates if self._board else ()), self.dates.chosen_id
        return next((each for each in dates if each.known.number == chosen), None)

    @Slot(int)
    def _on_date(self, number: int) -> None:
        self._show_list()

    def _show_list(self) -> None:
        ready = self._chosen()
        if ready is None or self._board is None:
            self._title.setText("")
            self.ledger.show_lines(())
            return
        self._title.setText(self.tr("{title}备勤清单").format(title=ready.known.title))
        open_ = len(ready.lines) - ready.done
        self.ledger.set_note(
            self.tr("还有 {n} 项").format(n=open_) if open_ else self.tr("全部办妥")
        )
        now = self._board.now
        self.ledger.show_lines(
            [self._line(number, line, now) for number, line in enumerate(ready.lines)]
        )

    def _line(self, number: int, line: ReadyLine, now: datetime) -> Line:
        due = said(day_in_year(local(line.due_at).date(), local(now).date()))
        day = MomentWords.of(due, line.due_at, date_zh(line.due_at))
        done = by_at(line.by, line.done_at, now)
        state = done or (self.tr("已逾期") if line.late else self.tr("待办"))
        ink = "ok" if done else "danger" if line.late else ""
        cells = (
            Cell(line.title, bold=not done),
            Cell(line.detail, "text_dim", tip=line.detail),
            word(GROUP_WORDS[line.group]),
            Cell(day, "danger" if line.late else ""),
            Cell(state, ink),
        )
        detail = (
            (self.tr("事项"), line.title),
            (self.tr("要求"), line.detail),
            (self.tr("工作组"), word(GROUP_WORDS[line.group])),
            (self.tr("办妥日期"), date_zh(line.due_at)),
            (self.tr("办理情况") if done else self.tr("恢复的理由"), line.words),
            (self.tr("办妥"), done),
            (self.tr("预案条款"), line.clause),
            (self.tr("来源"), line.source),
        )
        words = {"complete": self.tr("办妥…"), "reopen": self.tr("恢复…")}
        return Line(number, cells, detail, line_acts(line.offers, words))

    @Slot(str, int)
    def _on_act(self, key: str, number: int) -> None:
        ready = self._chosen()
        if ready is None or number >= len(ready.lines):
            return
        line = ready.lines[number]
        verb = readiness.complete if key == "complete" else readiness.reopen
        title = self.tr("办妥：{title}") if key == "complete" else self.tr("恢复：{title}")
        label = self.tr("办理情况") if key == "complete" else self.tr("恢复的理由")
        words = Wording(title.format(title=line.title), self.tr("保存"), label, line.detail)
        WordsForm(self.over, words, verb, ready.known.code, line.code).begin()
