"""What the quiet wall lists of the watch: signals that wait, and warnings in force."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS
from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.domain.watch.signal_words import number_words, whole_days
from commandcenter.domain.watch.triage import STATE_WORDS
from commandcenter.domain.watch.warning import LEVEL_WORDS
from commandcenter.queries.watch.monitor_wall import (
    LEAST_TOLD,
    WallSignal,
    WallSignals,
    WallWarning,
    WallWarnings,
    wall_signals,
    wall_warnings,
)
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import dotted, enumerated, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag

SIGNALS, WARNINGS = 3, 2
SENTENCE = 24
TITLE_HEIGHT, BELOW_HEIGHT = 32, 29  # of a signal's two lines
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
T = TypeVar("T")
WHOLE = 2  # places that are all named


class PlacesPanel(LivePanel[T]):
    """As many places as there are lines at most, always as high: nothing moves when one comes."""

    def lay_out(self, rows: Sequence[QWidget], nothing: str, more: str) -> None:
        """`nothing`: said when there is no line; `more`: object name of what says how many more."""
        self._places = rows
        self._nothing = PlainLabel(nothing, SENTENCE, ink="text_faint")
        self._more = PlainLabel("", Size.TEXT, ink="text_dim")
        self._more.setObjectName(more)
        self.body.addWidget(self._nothing)
        for row in rows:
            row.hide()  # until there is something in it: a window must not grow for nothing
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.body.addWidget(self._more)
        self._more.hide()

    def fill(self, count: int, total: int, besides: str = "") -> None:
        """`count` of `total` have a place."""
        self._nothing.setVisible(not count)
        for number_, row in enumerate(self._places):
            row.setVisible(number_ < count)
        tr = partial(QCoreApplication.translate, "PlacesPanel")
        left = tr("还有 {n} 项").format(n=total - count) if total > count else ""
        self._more.setText(listed((left, besides)))
        self._more.setVisible(bool(self._more.text()))


def places_words(places: Sequence[str], most: int = WHOLE) -> str:
    """城东区、城西区; of more than two the first `most`: 城东区等 3 地."""
    if len(places) <= WHOLE:
        return enumerated(places)
    template = QCoreApplication.translate("PlacesPanel", "{places}等 {n} 地")
    return template.format(places=enumerated(places[:most]), n=len(places))


class SignalsPanel(PlacesPanel[WallSignals]):
    """`discreet` (接待模式) leaves out who is behind with what: neither state nor age."""

    kinds = frozenset({"signal"})
    ticking = True

    def __init__(
        self, seat: Seat, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(seat, parent)
        self.setObjectName("wall_signals")
        self._discreet = discreet
        self._shown: tuple[WallSignal, ...] = ()
        self.rows = [_Signal(self) for _ in range(SIGNALS)]
        self.lay_out(self.rows, self.tr("没有待处置的监测提示"), "more_signals")

    def heading(self) -> str:
        return self.tr("监测提示")

    def query(self) -> Query[WallSignals]:
        return partial(wall_signals, limit=SIGNALS)

    def show_answer(self, answer: WallSignals) -> None:
        self._shown = answer.lines
        watched = answer.watched
        besides = self.tr("另有 {n} 项观察中").format(n=watched) if watched else ""
        self.fill(len(answer.lines), answer.total, besides)
        self._show_ages(self.seat.clock())

    def tick(self, now: datetime) -> None:
        self._show_ages(now)

    def _show_ages(self, now: datetime) -> None:
        for row, line in zip(self.rows, self._shown, strict=False):
            words = [self.counted(line)]
            if not self._discreet:
                words += [word(STATE_WORDS[line.state]), self._age(now - line.found_at)]
            row.show_words(self.title(line), dotted(words))

    def _age(self, age: timedelta) -> str:
        """Coarse, so that it does not run."""
        if age < HOUR:
            return self.tr("{n} 分钟前").format(n=max(0, age // timedelta(minutes=1)))
        if age < DAY:
            return self.tr("{n} 小时前").format(n=age // HOUR)
        return self.tr("{n} 天前").format(n=age // DAY)

    def title(self, line: WallSignal) -> str:
        """城东区 · 某文化娱乐体育经营主体."""
        places, what = places_words(line.places), self._what(line)
        if not places:
            return what
        return self.tr("{places} · {what}").format(places=places, what=what)

    def counted(self, line: WallSignal) -> str:
        """3 小时 92 件，平时 0.4 件; by a rule: 40 小时 24 件，21 人; few patients: 不足 5 件; what
        gathers over days: 12 天 28 人，34 件."""
        if line.over_days and line.people:
            people = self.tr("{days} 天 {n} 人").format(days=whole_days(line.span), n=line.people)
            return listed((people, self.tr("{n} 件").format(n=line.observed)))
        span = self._span(line.span)
        if line.observed is None:
            return self.tr("{span}内不足 {n} 件").format(span=span, n=LEAST_TOLD)
        words = self.tr("{span} {n} 件").format(span=span, n=line.observed)
        if line.expected is None:
            return listed((words, self.tr("{n} 人").format(n=line.people)))
        return listed((words, self.tr("平时 {usual} 件").format(usual=number_words(line.expected))))

    def _span(self, span: timedelta) -> str:
        """Rounded: read from afar, a minute more or less says nothing."""
        if span < HOUR:
            return self.tr("{n} 分钟").format(n=max(1, round(span / timedelta(minutes=1))))
        if span < 2 * DAY:
            return self.tr("{n} 小时").format(n=round(span / HOUR))
        return self.tr("{n} 天").format(n=round(span / DAY))

    def _what(self, line: WallSignal) -> str:
        category = word(line.category)
        match line.stream:
            case StreamKind.SUBJECT:
                return self.tr("某{category}经营主体").format(category=category)
            case StreamKind.FAMILY:
                return self.tr("某{category}品牌").format(category=category)
            case StreamKind.MENTION:
                return self.tr("某{category}主体，文中提及").format(category=category)
            case StreamKind.DISTRICT:
                return self.tr("投诉")
            case StreamKind.TOWN_PROBLEM:
                return self.tr("{town}“{problem}”问题").format(
                    town=line.town, problem=word(line.problem)
                )
            case StreamKind.PROBLEM:
                return self.tr("“{problem}”问题").format(problem=word(line.problem))
            case StreamKind.CHANNEL if line.channel:
                return self.tr("{channel}来件").format(channel=word(CHANNEL_WORDS[line.channel]))
            case StreamKind.TOWN:
                return line.town
            case StreamKind.KEYWORDS:
                return self.tr("{category}内容相近的投诉").format(category=category)
            case StreamKind.AREA:
                return self.tr("相邻地区{category}投诉").format(category=category)
        return self.tr("{category}投诉").format(category=category)


class WarningsPanel(PlacesPanel[WallWarnings]):
    """What warnings are about, how grave they are in words, and since when they hold."""

    kinds = frozenset({"warning"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("wall_warnings")
        self.rows = [_Warning(self) for _ in range(WARNINGS)]
        self.lay_out(self.rows, self.tr("没有生效中的预警"), "more_warnings")

    def heading(self) -> str:
        return self.tr("生效中的预警")

    def query(self) -> Query[WallWarnings]:
        return partial(wall_warnings, limit=WARNINGS)

    def show_answer(self, answer: WallWarnings) -> None:
        now = self.seat.clock()
        self.fill(len(answer.lines), answer.total)
        for row, line in zip(self.rows, answer.lines, strict=False):
            row.show_words(self.title(line), self._since(line, now), word(LEVEL_WORDS[line.level]))

    def title(self, line: WallWarning) -> str:
        """城东区 · 预付式消费."""
        places = places_words(line.places, most=1) or self.tr("全市")
        category = word(line.category) or self.tr("消费风险")
        return self.tr("{places} · {category}").format(places=places, category=category)

    def _since(self, line: WallWarning, now: datetime) -> str:
        return self.tr("{time} 起").format(time=short_zh(line.since, now))


class _Signal(QWidget):
    """What and where, and under it how many, where it stands, how old it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", SENTENCE, MEDIUM)
        self.below = ElidedLabel("", Size.TEXT, ink="text_dim")
        # A font's own lines leave so much room between them that three signals would not fit.
        self.title.setFixedHeight(look.px(TITLE_HEIGHT))
        self.below.setFixedHeight(look.px(BELOW_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, look.px(5))
        box.setSpacing(0)
        box.addWidget(self.title)
        box.addWidget(self.below)

    def show_words(self, title: str, below: str) -> None:
        self.title.setText(title)
        self.below.setText(below)
        self.setAccessibleName(listed((title, below)))


class _Warning(QWidget):
    """Its level, what it is about, since when, in one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = Tag("", "surface_3", "text", size=Size.TEXT)
        self.title = ElidedLabel("", SENTENCE, MEDIUM)
        self.title.setFixedHeight(look.px(TITLE_HEIGHT))
        self.since = PlainLabel("", Size.TEXT, ink="text_dim")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, look.px(2))
        box.setSpacing(look.px(12))
        box.addWidget(self.tag)
        box.addWidget(self.title, 1)
        box.addWidget(self.since)

    def show_words(self, title: str, since: str, level: str) -> None:
        self.tag.set_text(level)
        self.title.setText(title)
        self.since.setText(since)
        self.setAccessibleName(listed((level, title, since)))
