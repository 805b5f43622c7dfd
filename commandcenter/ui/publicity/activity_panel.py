"""宣传: the year's plan and what was held, whom it reached, with whom."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.publicity.activities import ACTIVITY_WORDS, ActivityState
from commandcenter.domain.times import date_zh, local, minute_zh
from commandcenter.queries.publicity.activities import (
    ActivityBoard,
    ActivityLine,
    activity_board,
)
from commandcenter.services.publicity import activities
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import enumerated, listed, with_note
from commandcenter.ui.publicity.activity_forms import HoldActivity, PlanActivity
from commandcenter.ui.publicity.sheets import YearForm
from commandcenter.ui.publicity.week_form import WeekForm
from commandcenter.ui.support.day_words import day_in, month_of
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

KINDS = frozenset({"publicity", "partner", "person", "plan"})
INKS = {
    ActivityState.LATE: "danger",
    ActivityState.PLANNED: "",
    ActivityState.HELD: "ok",
    ActivityState.CALLED_OFF: "text_faint",
}


class ActivityPanel(LinesPanel[ActivityBoard, ActivityLine]):
    object_name, kinds = "activity_panel", KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self._category = ""  # for which an activity shall be planned
        self.offer_button("report", self.tr("年度工作情况…"), "print")
        self.offer_button("week", self.tr("套用样稿…"), "copy")
        self.offer_button("unplanned", self.tr("登记计划外活动…"))
        self.offer_button("plan", self.tr("编入计划…"), "calendar", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("今年还没有宣传计划。编入计划或者套用样稿后在此列出，办完登记效果。")
        return Ledger(self.tr("宣传计划和活动"), self.columns(), "plan", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("日期"), 5, cell=self._day),
            self.column(self.tr("形式"), 5, cell=lambda line, _: line.title),
            self.column(self.tr("主题"), stretch=True, cell=lambda line, _: line.topic),
            self.column(self.tr("风险类别"), 7, cell=lambda line, _: line.category),
            self.column(self.tr("承办"), 6, cell=lambda line, _: word(GROUP_WORDS[line.group])),
            self.column(self.tr("触达（人次）"), 5, right=True, adds=True, cell=self._reached),
        ]

    def query(self) -> Query[ActivityBoard]:
        return self.seat.query(activity_board, self.seat.clock())

    def note(self, board: ActivityBoard) -> str:
        return listed(
            [
                self.tr("{year} 年已办 {n} 次").format(year=board.year, n=board.held),
                self.tr("触达 {n} 人次").format(n=f"{board.reached:,}"),
                self.tr("发放 {n} 份").format(n=f"{board.handed_out:,}"),
                self.tr("计划 {n} 次").format(n=board.planned) if board.planned else "",
                self.tr("逾期 {n} 次").format(n=board.late) if board.late else "",
            ]
        )

    def edge(self, line: ActivityLine, board: ActivityBoard) -> str:
        if line.state is ActivityState.LATE:
            return "danger"
        return "warn" if line.soon else ""

    def _state(self, line: ActivityLine, _: ActivityBoard) -> Cell:
        late = line.state is ActivityState.LATE
        return Cell(word(ACTIVITY_WORDS[line.state]), INKS[line.state], bold=late)

    def _day(self, line: ActivityLine, board: ActivityBoard) -> Cell:
        if line.at is None:
            return Cell("")
        month = line.held_at is None and line.whole_month
        shown = day_in(local(line.at).date(), board.year, whole_month=month)
        late = line.state is ActivityState.LATE
        return Cell(shown, "danger" if late else "warn" if line.soon else "")

    def _reached(self, line: ActivityLine, _: ActivityBoard) -> Cell:
        if line.held_at:
            return Cell(f"{line.reached or 0:,}")
        wanted = self.tr("计划 {n}").format(n=f"{line.people:,}")
        return Cell(wanted if line.people else "", "text_faint")

    def detail(self, line: ActivityLine, board: ActivityBoard) -> Detail:
        now = board.now
        off = by_at(line.called_off_by, line.called_off_at, now)
        return (
            (line.title, line.topic),
            (self.tr("计划"), self._planned(line)),
            (self.tr("承办"), with_note(word(GROUP_WORDS[line.group]), line.person)),
            (self.tr("对应风险"), line.category),
            (self.tr("样稿"), line.week),
            *(self._held(line) if line.held_at else self._expected(line)),
            (self.tr("取消"), with_note(line.called_off_why, off) if off else ""),
            (self.tr("列入计划"), by_at(line.planned_by, line.planned_at, now)),
            (self.tr("调整"), by_at(line.changed_by, line.changed_at, now)),
            (self.tr("登记"), by_at(line.recorded_by, line.recorded_at, now)),
            (self.tr("更正"), by_at(line.corrected_by or "", line.corrected_at, now)),
        )

    def _expected(self, line: ActivityLine) -> Detail:
        people = self.tr("{n} 人次").format(n=f"{line.people:,}") if line.people else ""
        return (
            (self.tr("对象"), line.audience),
            (self.tr("地点"), line.place),
            (self.tr("资料"), self._copies(line.materials, line.copies)),
            (self.tr("计划触达"), people),
        )

    def _held(self, line: ActivityLine) -> Detail:
        reached = self.tr("{n} 人次").format(n=f"{line.reached or 0:,}")
        wanted = self.tr("计划 {n}").format(n=f"{line.people:,}") if line.people else ""
        return (
            (self.tr("举办"), minute_zh(line.held_at) if line.held_at else ""),
            (self.tr("对象"), line.held_audience),
            (self.tr("地点"), line.held_place),
            (self.tr("资料"), self._copies(line.held_materials, line.held_copies or 0)),
            (self.tr("触达"), with_note(reached, wanted)),
            (self.tr("参加的合作单位"), enumerated(line.partners)),
            (self.tr("效果"), line.result),
        )

    def _copies(self, materials: str, copies: int) -> str:
        return with_note(materials, self.tr("{n} 份").format(n=f"{copies:,}") if copies else "")

    def _planned(self, line: ActivityLine) -> str:
        if line.due_at is None:
            return self.tr("计划外")
        month = month_of(local(line.due_at).date())
        return self.tr("{day}前").format(day=month if line.whole_month else date_zh(line.due_at))

    def acts(self, line: ActivityLine, board: ActivityBoard) -> tuple[LineAct, ...]:
        words = {
            "hold": self.tr("登记活动…"),
            "change": self.tr("调整…"),
            "call_off": self.tr("取消…"),
            "correct": self.tr("更正…"),
        }
        return line_acts(line.offers, words, frozenset({"call_off"}))

    def plan_for(self, category: str) -> None:
        """The form of the plan, for an activity that answers this risk."""
        self._category = category
        self.begin("plan")

    def want(self, board: ActivityBoard, key: str) -> None:
        match key:
            case "report":
                years = sorted({local(x.at).year for x in board.lines if x.at} | {board.year})
                self._output.open(YearForm(self.over, tuple(reversed(years))))
            case "week":
                WeekForm(self.over, board.choices.weeks).begin()
            case "plan":
                category, self._category = self._category, ""
                PlanActivity(self.over, board, category=category).begin()
            case _:
                HoldActivity(self.over, board).begin()

    def act(self, board: ActivityBoard, key: str, line: ActivityLine) -> None:
        match key:
            case "hold" | "correct":
                HoldActivity(self.over, board, line).begin()
            case "change":
                PlanActivity(self.over, board, line).begin()
            case "call_off":
                title = self.tr("取消宣传活动")
                wording = Wording(title, title, self.tr("理由"), line.topic)
                WordsForm(self.over, wording, activities.call_off, line.id).begin()
