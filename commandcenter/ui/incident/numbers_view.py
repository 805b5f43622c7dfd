"""The six numbers of an incident, or of a quiet city, each with its unit and as-of time."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from math import ceil

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.figures_shown import shown_as
from commandcenter.domain.incident.kinds import FEW, PATIENTS
from commandcenter.domain.plan.obligation_items import PEOPLE, TILE_UNITS, TILE_WORDS
from commandcenter.domain.times import day_and_time, short_zh
from commandcenter.queries.incident.kind_figures import USUAL, KindFigure
from commandcenter.queries.incident.situation import (
    Counts,
    HandCount,
    NextReport,
    QuietSituation,
    Situation,
)
from commandcenter.ui import look
from commandcenter.ui.frame.amounts import money_parts
from commandcenter.ui.frame.as_of import as_of_text, oldest
from commandcenter.ui.frame.countdown import is_past, late_parts, left_text, soon
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.stacking import tell_around

TILES = 6
TILE_WIDTH = 150  # of the desk; below it the tiles stand in more than one row


class NumbersView(QWidget):
    """Six tiles in a row; on the desk each can be pressed.

    Signals:
        number_clicked: arg: which number, a code of the plan's tiles (complaints, treated, …);
                        in quiet times today, last_hour, reports, food, other_province, sources
    """

    number_clicked = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        discreet: bool = False,
        places: int = TILES,
        columns: int = TILES,
        size: Size | float = Size.FIGURE,
    ) -> None:
        """`discreet` (接待模式): the last hour's number in place of money, and nothing late.

        `places`, `columns`: of the wall, where they never change; `size`: of the numbers.
        """
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._discreet = discreet
        self.setObjectName("numbers")
        self.setAccessibleName(self.tr("关键数字"))
        self._keys: list[str] = [""] * TILES
        self._next: NextReport | None = None
        self._tiles = [
            Figure("", self, pressable=not look.is_wall(), size=size) for _ in range(TILES)
        ]
        self._shown = self._tiles[:places]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(14 if look.is_wall() else 10))
        for number, tile in enumerate(self._tiles):
            tile.pressed.connect(partial(self._on_pressed, number))
            if self.wall and columns < TILES:  # as wide as its place, whatever stands in it
                tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                tile.setMinimumWidth(1)
            if number >= places:
                tile.hide()
        self._columns = 0
        self._set_columns(columns)

    def set_situation(self, situation: Situation) -> None:
        self._next = situation.next_report
        for tile in self._tiles:
            tile.setToolTip("")
        codes = tuple(figure.code for figure in situation.figures) or USUAL
        figures = situation.figures or tuple(KindFigure(code) for code in codes)
        for place, figure in enumerate(self._places(figures)):
            self._show_figure(place, figure, situation)
        self.tick(situation.now)

    def _places(self, figures: Sequence[KindFigure]) -> list[KindFigure]:
        """Where fewer are shown than there are, the next report is still among them."""
        fitting = list(figures[: len(self._shown)])
        return fitting if len(fitting) == TILES else [*fitting[:-1], figures[-1]]

    def _show_figure(self, place: int, figure: KindFigure, situation: Situation) -> None:
        now, counts = situation.now, situation.counts
        match figure.code:
            case "complaints" | "people" | "amount":
                self._show_count(place, figure.code, counts)
                if figure.code == "complaints" and not self.wall:
                    self._tiles[place].setToolTip(
                        tip(joined("\n", [self._meaning(place), *self._said_of(situation)]))
                    )
            case "on_site":
                name = self.tr("现场聚集")
                self._show_hand_count(place, "on_site", name, situation.on_site, now)
            case "registered":
                self._show_registered(place, situation.registered, situation.waiting, now)
            case "next_report":
                self._keys[place] = "next_report"
            case _:
                self._show_of_kind(place, figure, now)

    def _said_of(self, situation: Situation) -> list[str]:
        """Beside the counts, never taken off them, and never on the wall."""
        odd = self.tr("其中疑似异常 {n} 件，标注不影响计数").format(n=f"{situation.flagged:,}")
        twice = self.tr("其中 {n} 件为跨平台重复，按记录计件；人和人次已去重").format(
            n=f"{situation.linked:,}"
        )
        return [odd] * bool(situation.flagged) + [twice] * bool(situation.linked)

    def _show_of_kind(self, place: int, figure: KindFigure, now: datetime) -> None:
        """正在核查 where nobody told; of 1 to 4 patients the wall says <5, and 0 is 0."""
        name, unit = word(TILE_WORDS[figure.code]), word(TILE_UNITS.get(figure.code, PEOPLE))
        if figure.value is None:
            self._show(place, figure.code, name, "—", "", beside=self.tr("正在核查"))
            return
        few = self.wall and figure.code in PATIENTS and 0 < figure.value < FEW
        value = self.tr("<{n}").format(n=FEW) if few else f"{figure.value:,}"
        time = short_zh(figure.at, now) if figure.at else ""
        self._show(place, figure.code, name, value, unit, beside=time)
        if figure.source and not self.wall:
            self._tiles[place].setToolTip(tip(joined("\n", [self._meaning(place), figure.source])))

    def set_quiet(self, quiet: QuietSituation) -> None:
        """The city without an incident."""
        self._next = None
        against = self.tr("昨日同时 {count}").format(count=f"{quiet.yesterday:,}")
        piece = self.tr("件")
        name = self.tr("今日投诉举报")
        self._show(0, "today", name, f"{quiet.today:,}", piece, beside=against)
        self._show(1, "last_hour", self.tr("近 1 小时"), f"{quiet.last_hour:,}", piece)
        self._show(2, "reports", self.tr("今日举报"), f"{quiet.reports:,}", piece)
        self._show(3, "food", self.tr("今日食品安全"), f"{quiet.food:,}", piece)
        self._show(4, "other_province", self.tr("外省来件"), f"{quiet.other_province:,}", piece)
        first = oldest(quiet.sources) if quiet.sources else None
        day, time = day_and_time(first.exported_to, quiet.now) if first else ("", "–")
        source = word(SOURCE_WORDS[first.source]) if first else self.tr("尚未导入数据")
        self._show(5, "sources", self.tr("数据导至"), time, source, beside=day)
        self._tiles[5].setToolTip(tip(as_of_text(quiet.sources, quiet.now)))

    def _meaning(self, place: int) -> str:
        """What the number counts, of which time and how."""
        key, quiet = self._keys[place], self._keys[0] == "today"
        return word(shown_as(f"city_{key}" if quiet and key == "last_hour" else key).meaning)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        if "next_report" in self._keys:
            self._show_next(self._keys.index("next_report"), self._next, now)

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self._shown):
            self._grid.addWidget(tile, number // columns, number % columns)
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        tell_around(self)

    def tile(self, key: str) -> Figure:
        """The tile that shows this number. Raises ValueError when it is not shown."""
        return self._tiles[self._keys.index(key)]

    def _show_count(self, place: int, code: str, counts: Counts) -> None:
        recent = f"{counts.last_hour:,}"
        if code == "complaints":
            name, fresh = self.tr("投诉举报"), self.tr("近 1 时 +{count}").format(count=recent)
            unit = self.tr("件")
            self._show(place, code, name, f"{counts.complaints:,}", unit, beside=fresh)
        elif code == "people":
            times = self.tr("{count} 人次").format(count=f"{counts.person_times:,}")
            whole, unit = self.tr("消费者（去重）"), self.tr("人")
            name = self.tr("消费者去重") if self.wall else whole  # beside it stand the 人次
            self._show(place, code, name, f"{counts.people:,}", unit, beside=times)
            apart = self.tr("投诉人和举报人分别去重：举报人保密，既投诉又举报的，两边各计一次")
            if not self.wall:
                self._tiles[place].setToolTip(tip(joined("\n", [self._meaning(place), apart])))
        elif self._discreet:
            self._show(place, "last_hour", self.tr("近 1 小时"), recent, self.tr("件"))
        else:
            amount, unit = money_parts(counts.amount_cents / 100)
            self._show(place, "amount", self.tr("涉及金额"), amount, unit)

    def _show_hand_count(
        self, place: int, key: str, name: str, count: HandCount | None, now: datetime
    ) -> None:
        if count is None:
            self._show(place, key, name, "–", self.tr("暂无报告"))
            return
        time = self.tr("{time} 报").format(time=short_zh(count.at, now))
        self._show(place, key, name, f"{count.value:,}", self.tr("人"), beside=time)

    def _show_registered(
        self,
        place: int,
        registered: HandCount | None,
        waiting: HandCount | None,
        now: datetime,
    ) -> None:
        name = self.tr("已登记 / 待登记")
        newest = max((c.at for c in (registered, waiting) if c), default=None)
        if newest is None:
            self._show(place, "registered", name, "–", self.tr("暂无报告"))
            return
        between = " / " if self.wall else "/"
        both = between.join(f"{c.value:,}" if c else "–" for c in (registered, waiting))
        time = short_zh(newest, now)
        self._show(place, "registered", name, both, self.tr("人"), beside=time)

    def _show_next(self, place: int, report: NextReport | None, now: datetime) -> None:
        key = "next_report"
        if report is None:
            self._show(place, key, self.tr("下次报送"), "–", self.tr("暂无"))
            return
        name = self.tr("下次报送（{label}）").format(label=report.label)
        time = short_zh(report.deadline_at, now)
        if self.wall:
            name = report.label
        if is_past(report.deadline_at, now) and (self._discreet or report.grey):
            self._show(place, key, name, time, "")
            return
        if is_past(report.deadline_at, now):
            due = self.tr("{time} 前") if self.wall else self.tr("应于 {time} 前")
            due = due.format(time=time)
            late, unit = left_text(report.deadline_at, now), ""
            if self.wall:  # as large as the number of another tile it would be cut
                late, unit = late_parts(report.deadline_at, now)
            self._show(place, key, name, late, unit, "danger", beside=due)
            return
        day, clock = day_and_time(report.deadline_at, now)
        if day and not self.wall:  # so many hours off, a small tile holds no more than when it is
            self._show(place, key, name, clock, "", beside=self.tr("{day}前").format(day=day))
            return
        value, unit = self._left(ceil((report.deadline_at - now).total_seconds()))
        before = self.tr("{time} 前").format(time=time)
        near = self.wall and soon(report.deadline_at, now)
        ink = "warn" if near else "text"
        self._show(place, key, name, value, unit, ink, beside=before)

    def _left(self, seconds: int) -> tuple[str, str]:
        """3:24 后 with hours, 24 分钟后 within the hour; rounded up to the minute."""
        minutes = ceil(seconds / 60)
        if minutes < 60:
            return str(minutes), self.tr("分钟后")
        return f"{minutes // 60}:{minutes % 60:02d}", self.tr("后")

    def _show(
        self,
        place: int,
        key: str,
        name: str,
        value: str,
        unit: str,
        ink: str = "text",
        beside: str = "",
    ) -> None:
        self._keys[place] = key
        tile = self._tiles[place]
        if not self.wall:
            tile.setToolTip(tip(self._meaning(place)))
        tile.setObjectName(f"number_{key}")
        tile.set_name(name)
        said = dotted((unit, beside))
        if (tile.value(), tile.unit()) != (value, said) or not tile.accessibleName():
            tile.set_figure(value, unit, ink, beside)

    def _on_pressed(self, place: int) -> None:
        self.number_clicked.emit(self._keys[place])

    def minimumSizeHint(self) -> QSize:
        """Narrower than its tiles in one row: then they stand in two or three."""
        return QSize(look.px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / look.px(TILE_WIDTH)
        if not self.wall:
            self._set_columns(TILES if room >= TILES else 3 if room >= 3 else 2)
