"""监测: the whole city: at a glance, by category and county, by hour, by trader, by word."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.domain.times import date_zh, day_start
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_days import DayFamily
from commandcenter.queries.watch.timeline import Series
from commandcenter.ui import look
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.top_subjects import TopsPanel
from commandcenter.ui.desk.watch_filter import WatchFilter
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import said, word
from commandcenter.ui.watch.days_panel import DaysPanel
from commandcenter.ui.watch.hours_panel import HoursPanel
from commandcenter.ui.watch.subjects_panel import SubjectsPanel
from commandcenter.ui.watch.watch_map import WatchMap
from commandcenter.ui.watch.watch_timeline import WatchTimeline
from commandcenter.ui.watch.words_panel import WordsPanel
from commandcenter.ui.widgets.buttons import Segments

OVERVIEW, DAYS, HOURS, SUBJECTS, WORDS = "overview", "days", "hours", "subjects", "words"
ONE_DAY = timedelta(days=1)


class WatchPage(Page):
    """Only the view that is shown asks the database anything."""

    def __init__(
        self, seat: Seat, rows: Rows, parent: QWidget | None = None, *, engine: str = "auto"
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("watch_page")
        self.setAccessibleName(self.tr("监测"))
        self.seat, self.rows = seat, rows
        self.filter = WatchFilter(seat)
        views = [
            (OVERVIEW, self.tr("总览")),
            (DAYS, self.tr("类别与县区")),
            (HOURS, self.tr("时段")),
            (SUBJECTS, self.tr("主体")),
            (WORDS, self.tr("关键词")),
        ]
        self.views = Segments(views)
        self.views.setObjectName("watch_views")
        self.views.setAccessibleName(self.tr("监测视图"))
        self.views.chosen.connect(self.show_view)
        self.stack = QStackedWidget()
        self._views = {
            OVERVIEW: self._overview(engine),
            DAYS: self._days(),
            HOURS: self._hours(),
            SUBJECTS: self._subjects(),
            WORDS: self._words(),
        }
        for view in self._views.values():
            self.stack.addWidget(view)
        self.heading.addWidget(self.views)
        self.heading.addStretch(1)
        self.heading.addWidget(self.families)
        self.heading.addWidget(self.filter)
        self.body.addWidget(self.stack, 1)

    @property
    def tab(self) -> str:
        return self.views.key

    def show_tab(self, key: str) -> None:
        self.show_view(key)

    @Slot(str)
    def show_view(self, key: str) -> None:
        self.views.choose(key)
        self.stack.setCurrentWidget(self._views[key])
        self.filter.setVisible(key == OVERVIEW)
        self.families.setVisible(key == DAYS)

    def show_place(self, tab: str, book: str) -> None:
        self.show_view(tab)

    def _overview(self, engine: str) -> QWidget:
        seat = self.seat
        self.numbers = NumbersPanel(seat)
        self.timeline = WatchTimeline(seat)
        self.map = WatchMap(seat, engine=engine)
        self.tops = TopsPanel(seat)
        self.numbers.number_clicked.connect(self.rows.city_number)
        self.timeline.bin_clicked.connect(self._open_bin)
        self.map.place_clicked.connect(self._open_place)
        self.tops.subject_wanted.connect(self.rows.subject)
        self.filter.changed.connect(self.timeline.look_at)
        self.filter.changed.connect(self.map.look_at)
        below = self._split(Qt.Orientation.Horizontal, self.map, self.tops, (800, 620))
        split = self._split(Qt.Orientation.Vertical, self.timeline, below, (310, 490))
        return self._column((self.numbers, 0), (split, 1))

    def _days(self) -> QWidget:
        self.districts = DaysPanel(self.seat, DayFamily.DISTRICT)
        self.categories = DaysPanel(self.seat, DayFamily.CATEGORY)
        for panel in (self.districts, self.categories):
            panel.day_clicked.connect(self._open_day)
        self.families = Segments(
            [(DayFamily.CATEGORY, self.tr("按类别")), (DayFamily.PROBLEM, self.tr("按问题"))]
        )
        self.families.setObjectName("day_family")
        self.families.chosen.connect(self.categories.look_by)
        self.families.hide()
        parts = (self.districts, self.categories)
        split = self._split(Qt.Orientation.Vertical, *parts, (258, 542))
        split.setStretchFactor(0, 0)  # there are as many counties on a large screen
        split.setStretchFactor(1, 1)
        return self._column((split, 1))

    def _hours(self) -> QWidget:
        self.hours = HoursPanel(self.seat)
        self.hours.hour_clicked.connect(self._open_hour)
        return self.hours

    def _subjects(self) -> QWidget:
        self.subjects = SubjectsPanel(self.seat)
        self.subjects.rows_wanted.connect(self._open_subject)
        self.subjects.timeline_wanted.connect(self._show_subject)
        return self.subjects

    def _words(self) -> QWidget:
        self.words = WordsPanel(self.seat)
        self.words.rows_wanted.connect(self._open_words)
        self.words.timeline_wanted.connect(self._show_words)
        return self.words

    def _split(
        self, way: Qt.Orientation, first: QWidget, second: QWidget, shares: tuple[int, int]
    ) -> QSplitter:
        split = QSplitter(way)
        split.setHandleWidth(look.px(10))
        split.setChildrenCollapsible(False)
        split.addWidget(first)
        split.addWidget(second)
        split.setSizes([look.px(share) for share in shares])
        return split

    def _column(self, *parts: tuple[QWidget, int]) -> QWidget:
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        for part, stretch in parts:
            box.addWidget(part, stretch)
        return column

    @Slot(object, object, object, str)
    def _open_bin(self, start: datetime, end: datetime, series: Series | None, by: str) -> None:
        """A bar of the timeline, as far as the filter goes."""
        self.rows.bin_within(self.filter.wanted, self.filter.said(), start, end, series, by)

    @Slot(str, str, object, object)
    def _open_place(self, kind: str, key: str, since: datetime, until: datetime | None) -> None:
        if kind == "district":
            wanted = replace(self.filter.wanted, district=key, since=since, until=until)
            self.rows.show_district(key, wanted, self.map.day_label.text(), self.filter.said())
        else:
            self.rows.city_place(kind, key)

    @Slot(object, str, str, object)
    def _open_day(self, family: DayFamily, key: str, name: str, day: date) -> None:
        since = day_start(day)
        wanted = of_family(family, key)
        words = said(date_zh(since))
        self.rows.show_rows(
            listed([name, words]), replace(wanted, since=since, until=day_start(day + ONE_DAY))
        )

    @Slot(object, object, int)
    def _open_hour(self, channel: Channel | None, day: date, hour: int) -> None:
        since = day_start(day) + timedelta(hours=hour)
        wanted = ComplaintFilter(channel=channel, since=since, until=since + timedelta(hours=1))
        words = self.tr("{day} {hour}–{next} 时").format(
            day=date_zh(since), hour=hour, next=hour + 1
        )
        part = word(CHANNEL_WORDS[channel]) if channel else ""
        self.rows.show_rows(listed([words, part]), wanted)

    @Slot(int, str, object, object)
    def _open_subject(self, key: int, name: str, since: datetime, until: datetime) -> None:
        self.rows.show_rows(name, ComplaintFilter(subject_id=key, since=since, until=until))

    @Slot(int, str)
    def _show_subject(self, key: int, name: str) -> None:
        """One trader on the timeline and the map."""
        self.filter.show_subject(key, name)
        self.show_view(OVERVIEW)

    @Slot(str, object)
    def _open_words(self, title: str, ids: tuple[int, ...]) -> None:
        self.rows.show_rows(title, ComplaintFilter(ids=ids))

    @Slot(str)
    def _show_words(self, words: str) -> None:
        self.filter.show_words(words)
        self.show_view(OVERVIEW)


def of_family(family: DayFamily, key: str) -> ComplaintFilter:
    """The rows of a key of the rollups."""
    match family:
        case DayFamily.DISTRICT:
            return ComplaintFilter(district=key)
        case DayFamily.CATEGORY:
            return ComplaintFilter(category=key)
        case DayFamily.PROBLEM:
            return ComplaintFilter(problem=key)
