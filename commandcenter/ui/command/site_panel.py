"""现场报告: the places of an incident with their hourly clocks, and all reports by time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.site import MOOD_WORDS, WATCH_WORDS, Mood, Watch
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import span_zh
from commandcenter.queries.command.site import (
    PlaceLine,
    ReportLine,
    SiteBoard,
    SiteChoices,
    site_board,
    site_choices,
)
from commandcenter.services.command import site
from commandcenter.store.database import Query
from commandcenter.ui.command.site_form import PlaceForm, SiteReportForm, TeamForm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import dotted, enumerated, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

MOOD_INKS = {Mood.CALM: "", Mood.UNEASY: "", Mood.HEATED: "warn", Mood.CLASH: "danger"}
WATCH_INKS = {
    Watch.LATE: "danger",
    Watch.ON_TIME: "ok",
    Watch.NOBODY: "warn",
    Watch.CLOSED: "text_faint",
}
REPORT, PLACE, CLOSE, TEAM = "site_report", "place", "close_place", "team_arrived"
TAKE_OUT = "take_out_place"


class SitePanel(LinesPanel[SiteBoard, PlaceLine]):
    """A line a place, the late ones first; a report on one is begun from its line."""

    object_name = "site_panel"
    kinds = frozenset({"site_report", "incident", "team", "plan", "tally", "fact"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button(PLACE, self.tr("增加地点…"), "add")
        self.offer_button(REPORT, self.tr("报告现场情况…"), "site", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有现场地点。增加地点后，现场处置组按时报告人数、情绪和已采取的措施。")
        return Ledger(self.tr("现场各点"), self.columns(), "site", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("地点"), stretch=True, cell=self._label),
            self.column(self.tr("状态"), 5, cell=self._watch),
            self.column(self.tr("人数"), 4, right=True, cell=self._count),
            self.column(self.tr("情绪"), 6, cell=self._mood),
            self.column(self.tr("最近报告"), 6, cell=self._seen),
            self.column(self.tr("下次报告"), 11, cell=self._due_cell),
            self.column(self.tr("队伍"), 6, cell=lambda place, _: enumerated(place.teams)),
        ]

    def query(self) -> Query[SiteBoard]:
        return self.asked(site_board)

    def rows(self, board: SiteBoard) -> tuple[PlaceLine, ...]:
        return board.places

    def note(self, board: SiteBoard) -> str:
        parts = []
        if board.counted:
            words = self.tr("现场合计约 {n} 人（{k} 处）")
            parts.append(words.format(n=f"{board.people:,}", k=board.counted))
        if board.late:
            parts.append(self.tr("{n} 处超时未报").format(n=board.late))
        return dotted(parts)

    def _label(self, place: PlaceLine, _: SiteBoard) -> Cell:
        return Cell(place.label, bold=place.watch is Watch.LATE)

    def _watch(self, place: PlaceLine, _: SiteBoard) -> Cell:
        return Cell(word(WATCH_WORDS[place.watch]), WATCH_INKS[place.watch])

    def _count(self, place: PlaceLine, _: SiteBoard) -> str:
        if place.last is None:
            return ""
        count = place.last.head_count
        return self.tr("核查中") if count is None else f"{count:,}"

    def _mood(self, place: PlaceLine, _: SiteBoard) -> Cell | str:
        last = place.last
        return Cell(word(MOOD_WORDS[last.mood]), MOOD_INKS[last.mood]) if last else ""

    def _seen(self, place: PlaceLine, board: SiteBoard) -> str:
        return when(place.last.seen_at if place.last else None, board.now)

    def _due_cell(self, place: PlaceLine, board: SiteBoard) -> Cell:
        return Cell(self._due(place, board.now), WATCH_INKS[place.watch])

    def _due(self, place: PlaceLine, now: datetime) -> str:
        if place.due_at is None:
            return ""
        words = self.tr("{time}（已超 {span}）") if place.due_at < now else self.tr("{time} 前")
        return words.format(time=when(place.due_at, now), span=span_zh(now - place.due_at))

    def detail(self, line: PlaceLine, board: SiteBoard) -> Detail:
        last, now = line.last, board.now
        trend = next((t for t in board.trends if t.place == line.label), None)
        points = trend.points[-8:] if trend else ()
        short = Moments(now, named=True).short
        return (
            (self.tr("地点"), line.label),
            (self.tr("县区"), line.district),
            (self.tr("已采取措施"), last.measures if last else ""),
            (self.tr("损失情况"), last.damage if last else ""),
            (self.tr("需要的支持"), last.needs if last else ""),
            (self.tr("报告人"), f"{last.office} {by_at(last.by, last.at, now)}" if last else ""),
            (self.tr("人数变化"), joined("  ", (f"{short(at)}\u00a0{n:,}" for at, n in points))),
            (self.tr("队伍到达"), when(line.arrived_at, now)),
            (self.tr("下次报告"), self._due(line, now)),
            (self.tr("坐标"), "" if line.has_position else self.tr("未标注，地图上不显示")),
        )

    def acts(self, line: PlaceLine, board: SiteBoard) -> tuple[LineAct, ...]:
        words = {
            REPORT: self.tr("报告此处…"),
            TEAM: self.tr("队伍到场…"),
            CLOSE: self.tr("撤点…"),
            TAKE_OUT: self.tr("撤销地点…"),
        }
        return line_acts(
            line.offers, words, danger=frozenset({TAKE_OUT}), primary=frozenset({REPORT})
        )

    def tick(self, now: datetime) -> None:
        """A place that has become late since the question was asked is asked for again."""
        board = self.board
        if board and any(
            p.watch is Watch.ON_TIME and p.due_at and p.due_at < now for p in board.places
        ):
            self.refresh()

    def want(self, board: SiteBoard, key: str) -> None:
        self._with_choices(self._begin_place if key == PLACE else partial(self._begin_report, 0))

    def act(self, board: SiteBoard, key: str, line: PlaceLine) -> None:
        if key == TEAM:
            self._with_choices(partial(self._begin_team, line.id))
        elif key == TAKE_OUT:
            explain = self.tr("误加的“{label}”不再列在现场各点和地图上；理由写入动态。")
            title, label = self.tr("撤销地点"), self.tr("撤销的理由")
            wording = Wording(title, self.tr("撤销"), label, explain.format(label=line.label))
            WordsForm(self.over, wording, site.take_out_place, line.id).begin()
        else:
            self._with_choices(partial(self._begin_report, line.id, closes=key == CLOSE))

    def _with_choices(self, begin: Callable[[int, SiteChoices], object]) -> None:
        """A form is opened with all that it offers, so that a draft finds its place in it."""
        if (incident := self.incident_id) is not None:
            query = partial(site_choices, incident_id=incident)
            self.seat.tasks.read(self, query, partial(begin, incident))

    def _begin_team(self, place_id: int, incident_id: int, choices: SiteChoices) -> None:
        place = next((p for p in choices.places if p.id == place_id), None)
        if place is not None:
            TeamForm(self.over, incident_id, choices.teams, place).begin()

    def _begin_place(self, incident_id: int, choices: SiteChoices) -> None:
        PlaceForm(self.over, incident_id, choices).begin()

    def _begin_report(
        self, place_id: int, incident_id: int, choices: SiteChoices, *, closes: bool = False
    ) -> None:
        places = self.board.places if self.board else ()
        place = next((p for p in places if p.id == place_id), None)
        SiteReportForm(self.over, incident_id, choices, place, closes=closes).begin()


class SiteHistoryPanel(LinesPanel[SiteBoard, ReportLine]):
    """All reports of the incident, newest first."""

    object_name = "site_history_panel"
    kinds = frozenset({"site_report", "incident"})

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有现场报告。")
        return Ledger(self.tr("现场报告记录"), self.columns(), "site", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 7, cell=lambda x, b: when(x.seen_at, b.now)),
            self.column(self.tr("地点"), 12, cell=lambda report, _: report.place),
            self.column(self.tr("人数"), 5, right=True, cell=lambda x, _: self._count(x)),
            self.column(self.tr("情绪"), 6, cell=self._mood),
            self.column(self.tr("措施"), stretch=True, cell=self._measures),
            self.column(self.tr("报告人"), 9, cell=lambda x, _: f"{x.office} {x.by}"),
        ]

    def query(self) -> Query[SiteBoard]:
        return self.asked(site_board)

    def rows(self, board: SiteBoard) -> tuple[ReportLine, ...]:
        return board.reports

    def _count(self, report: ReportLine) -> str:
        count = report.head_count
        return self.tr("核查中") if count is None else f"{count:,}"

    def _mood(self, report: ReportLine, _: SiteBoard) -> Cell:
        return Cell(word(MOOD_WORDS[report.mood]), MOOD_INKS[report.mood])

    def _measures(self, report: ReportLine, _: SiteBoard) -> str:
        return report.measures or (self.tr("撤点") if report.closes else "")

    def detail(self, line: ReportLine, board: SiteBoard) -> Detail:
        now = board.now
        return (
            (self.tr("地点"), line.place),
            (self.tr("人数、情绪"), f"{self._count(line)} · {word(MOOD_WORDS[line.mood])}"),
            (self.tr("已采取措施"), line.measures),
            (self.tr("损失情况"), line.damage),
            (self.tr("需要的支持"), line.needs),
            (self.tr("撤点"), self.tr("队伍已撤收") if line.closes else ""),
            (self.tr("所见时间"), when(line.seen_at, now)),
            (self.tr("登记"), f"{line.office} {by_at(line.by, line.at, now)}"),
        )
