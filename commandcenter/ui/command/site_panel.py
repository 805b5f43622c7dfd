"""现场报告: the places of an incident with their hourly clocks, and all reports by time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
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
from commandcenter.store.database import Query
from commandcenter.ui.command.site_form import PlaceForm, SiteReportForm, TeamForm
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

MOOD_INKS = {Mood.CALM: "", Mood.UNEASY: "", Mood.HEATED: "warn", Mood.CLASH: "danger"}
WATCH_INKS = {
    Watch.LATE: "danger",
    Watch.ON_TIME: "ok",
    Watch.NOBODY: "warn",
    Watch.CLOSED: "text_faint",
}
REPORT, PLACE, CLOSE, TEAM = "site_report", "place", "close_place", "team_arrived"


class SitePanel(LedgerPanel[SiteBoard]):
    """A line a place, the late ones first; a report on one is begun from its line."""

    kinds = frozenset({"site_report", "incident", "team", "plan"})
    ticking: ClassVar[bool] = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("site_panel")
        self._board: SiteBoard | None = None
        self._place = self.ledger.add_button(PLACE, self.tr("增加地点…"), "add")
        self._report = self.ledger.add_button(
            REPORT, self.tr("报告现场情况…"), "site", primary=True
        )
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("现场各点"),
            [
                Column(self.tr("地点"), stretch=True),
                Column(self.tr("状态"), 5),
                Column(self.tr("人数"), 4, right=True),
                Column(self.tr("情绪"), 6),
                Column(self.tr("最近报告"), 6),
                Column(self.tr("下次报告"), 11),
                Column(self.tr("队伍"), 6),
            ],
            "site",
            self.tr("还没有现场地点。增加地点后，现场处置组按时报告人数、情绪和已采取的措施。"),
        )

    def query(self) -> Query[SiteBoard]:
        return partial(
            site_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: SiteBoard) -> None:
        self._board = answer
        offered = answer.offered
        for button in (self._report, self._place):
            button.setVisible(offered)
            button.forbid(why(answer.closed, answer.refusal))
        self.ledger.set_note(self._note(answer))
        super().show_answer(answer)

    def _note(self, board: SiteBoard) -> str:
        parts = []
        if board.counted:
            words = self.tr("现场合计约 {n} 人（{k} 处）")
            parts.append(words.format(n=f"{board.people:,}", k=board.counted))
        if board.late:
            parts.append(self.tr("{n} 处超时未报").format(n=board.late))
        return " · ".join(parts)

    def lines(self, answer: SiteBoard) -> list[Line]:
        return [self._line(place, answer) for place in answer.places]

    def _line(self, place: PlaceLine, board: SiteBoard) -> Line:
        last = place.last
        count = "" if last is None else self.tr("核查中")
        if last is not None and last.head_count is not None:
            count = f"{last.head_count:,}"
        cells = (
            Cell(place.label, bold=place.watch is Watch.LATE),
            Cell(word(WATCH_WORDS[place.watch]), WATCH_INKS[place.watch]),
            count,
            Cell(word(MOOD_WORDS[last.mood]), MOOD_INKS[last.mood]) if last else "",
            when(last.seen_at if last else None, board.now),
            Cell(self._due(place, board.now), WATCH_INKS[place.watch]),
            "、".join(place.teams),
        )
        return Line(place.id, cells, self._detail(place, board), self._acts(place, board))

    def _due(self, place: PlaceLine, now: datetime) -> str:
        if place.due_at is None:
            return ""
        words = self.tr("{time}（已超 {span}）") if place.due_at < now else self.tr("{time} 前")
        return words.format(time=when(place.due_at, now), span=span_zh(now - place.due_at))

    def _detail(self, place: PlaceLine, board: SiteBoard) -> tuple[tuple[str, str], ...]:
        last, now = place.last, board.now
        trend = next((t for t in board.trends if t.place == place.label), None)
        points = trend.points[-8:] if trend else ()
        short = Moments(now, named=True).short
        return (
            (self.tr("地点"), place.label),
            (self.tr("县区"), place.district),
            (self.tr("已采取措施"), last.measures if last else ""),
            (self.tr("损失情况"), last.damage if last else ""),
            (self.tr("需要的支持"), last.needs if last else ""),
            (self.tr("报告人"), f"{last.office} {by_at(last.by, last.at, now)}" if last else ""),
            (self.tr("人数变化"), "  ".join(f"{short(at)} {n:,}" for at, n in points)),
            (self.tr("队伍到达"), when(place.arrived_at, now)),
            (self.tr("下次报告"), self._due(place, now)),
            (self.tr("坐标"), "" if place.has_position else self.tr("未标注，地图上不显示")),
        )

    def _acts(self, place: PlaceLine, board: SiteBoard) -> tuple[LineAct, ...]:
        if not board.offered:
            return ()
        reason = why(board.closed, place.refusal)
        left = self.tr("本点已撤收，没有新到的队伍。") if place.watch is Watch.CLOSED else ""
        return (
            LineAct(REPORT, self.tr("报告此处…"), reason, primary=True),
            LineAct(TEAM, self.tr("队伍到场…"), reason or self._no_team(place)),
            LineAct(CLOSE, self.tr("撤点…"), reason or left),
        )

    def _no_team(self, place: PlaceLine) -> str:
        if place.has_position:
            return ""
        return self.tr("本点没有坐标，不能登记队伍位置；请增加带坐标的地点。")

    def tick(self, now: datetime) -> None:
        """A place that has become late since the question was asked is asked for again."""
        board = self._board
        if board and any(
            p.watch is Watch.ON_TIME and p.due_at and p.due_at < now for p in board.places
        ):
            self.refresh()

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        self._with_choices(self._begin_place if key == PLACE else partial(self._begin_report, 0))

    @Slot(str, int)
    def _on_act(self, key: str, place_id: int) -> None:
        if key == TEAM:
            self._with_choices(partial(self._begin_team, place_id))
        else:
            self._with_choices(partial(self._begin_report, place_id, closes=key == CLOSE))

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
        places = self._board.places if self._board else ()
        place = next((p for p in places if p.id == place_id), None)
        SiteReportForm(self.over, incident_id, choices, place, closes=closes).begin()


class SiteHistoryPanel(LedgerPanel[SiteBoard]):
    """All reports of the incident, newest first."""

    kinds = frozenset({"site_report", "incident"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("site_history_panel")

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("现场报告记录"),
            [
                Column(self.tr("时间"), 7),
                Column(self.tr("地点"), 12),
                Column(self.tr("人数"), 5, right=True),
                Column(self.tr("情绪"), 6),
                Column(self.tr("措施"), stretch=True),
                Column(self.tr("报告人"), 9),
            ],
            "site",
            self.tr("还没有现场报告。"),
        )

    def query(self) -> Query[SiteBoard]:
        return partial(
            site_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def lines(self, answer: SiteBoard) -> list[Line]:
        return [self._line(report, answer.now) for report in answer.reports]

    def _line(self, report: ReportLine, now: datetime) -> Line:
        checking = self.tr("核查中")
        count = checking if report.head_count is None else f"{report.head_count:,}"
        measures = report.measures or (self.tr("撤点") if report.closes else "")
        cells = (
            when(report.seen_at, now),
            report.place,
            count,
            Cell(word(MOOD_WORDS[report.mood]), MOOD_INKS[report.mood]),
            measures,
            f"{report.office} {report.by}",
        )
        detail = (
            (self.tr("地点"), report.place),
            (self.tr("人数、情绪"), f"{count} · {word(MOOD_WORDS[report.mood])}"),
            (self.tr("已采取措施"), report.measures),
            (self.tr("损失情况"), report.damage),
            (self.tr("需要的支持"), report.needs),
            (self.tr("撤点"), self.tr("队伍已撤收") if report.closes else ""),
            (self.tr("所见时间"), when(report.seen_at, now)),
            (self.tr("登记"), f"{report.office} {by_at(report.by, report.at, now)}"),
        )
        return Line(report.id, cells, detail)
