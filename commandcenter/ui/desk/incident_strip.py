"""The strip on top of the desk: all live incidents, in the order of their opening."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.org import Role
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.incident.live import LiveIncident, LiveStrip
from commandcenter.queries.seat.desk_strip import DeskStrip, desk_strip
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.desk.folding import Folding
from commandcenter.ui.frame.countdown import left_text, soon
from commandcenter.ui.frame.live_panel import EVERY_KIND, LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import dotted, enumerated, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from commandcenter.ui.widgets.painting import focus_ring
from commandcenter.ui.widgets.tag import LevelTag, Tag

SMALL = 13
LOW = 830  # height of the window below which the lines of a card stand closer
TALL_CARD, LOW_CARD, FEW_CARD, FLAT_CARD = 92, 80, 60, 40
MANY = 4  # live ones from which on a card has only tag, title and clock
MANY_FLAT = 3  # the same where all of a card stands in one line
NARROW = 460  # width of a card below which what waits has no room beside the title
OVER_WIDTH = 190
ASK_AGAIN = timedelta(minutes=1)  # what comes near its limit waits without anybody's change


class IncidentCard(Card):
    """One live incident: level, title, who leads, the next limit, what waits and is late."""

    def __init__(self, incident_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, pressable=True)
        self.incident_id = incident_id
        self.chosen = False
        self._few = self._flat = self._brief = False
        self._waits = ""
        self._narrow = False  # what waits stands below the title
        # Ways to say who leads, and the next limit, the longest first.
        self._lines: tuple[str, ...] = ("",)
        self._clocks: tuple[str, ...] = ("",)
        self.setObjectName(f"live_{incident_id}")
        self.tag = LevelTag("", None, size=Size.TEXT)
        self.title = ElidedLabel("", Size.TITLE, BOLD)
        self.waiting = Tag("", "danger_fill", "danger_fill_text", size=SMALL)
        self.line = ElidedLabel("", SMALL, ink="text_dim")
        self.clock = ElidedLabel("", SMALL, MEDIUM)
        self.late = PlainLabel("", SMALL, MEDIUM, ink="danger")
        self._lay_out_rows()

    def _lay_out_rows(self) -> None:
        px = look.px
        self.outer.setContentsMargins(px(12), px(6), px(12), px(6))
        self.body.setSpacing(px(2))
        first, second, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._first, self._second, self._last = first, second, last
        for row in (first, second, last):
            row.setSpacing(px(10))
        first.addWidget(self.tag)
        first.addWidget(self.title, 1)
        first.addWidget(self.waiting)
        last.addWidget(self.clock, 1)
        last.addWidget(self.late)
        self.body.addLayout(first)
        second.addWidget(self.line, 1)
        self.body.addLayout(second)
        self.body.addLayout(last)

    def show_incident(
        self, shown: LiveIncident, waits: int, now: datetime, *, decides: bool
    ) -> None:
        """`waits`: how much of it waits for who sits here."""
        self.title.setText(shown.title)
        self._show_level(shown)
        words = self.tr("{n} 项等您决定") if decides else self.tr("{n} 项待您处理")
        self._waits = words.format(n=waits) if waits else ""
        # Where many stand beside each other the number alone: the sum is that of the cards.
        self.waiting.set_text(str(waits) if self._brief else self._waits)
        self.waiting.setToolTip(tip(self._waits))
        self.waiting.setVisible(waits > 0)
        self.late.setText(self.tr("逾期 {n} 项").format(n=shown.late) if shown.late else "")
        self.late.setVisible(shown.late > 0 and not self._few)
        self.tick(shown, now)

    def _show_level(self, shown: LiveIncident) -> None:
        """In few words where many stand beside each other."""
        level = shown.level
        if level is None:
            self.tag.set_level(None, self.tr("未定级"))
        elif self._brief:
            self.tag.set_level(level, self.tr("{level}级").format(level=level.sign))
        else:
            self.tag.set_level(level, word(level.grade_title))

    def tick(self, shown: LiveIncident, now: datetime) -> None:
        self._lines = self._ways(shown, now)
        following = shown.following
        if following is None or following.due_at is None:
            self._clocks = (self.tr("暂无下一时限"),)
            self.clock.set_ink("text_faint")
        else:
            templates = (
                self.tr("下一时限 {title} {left}（{time} 前）"),
                self.tr("{title} {left}（{time} 前）"),
                self.tr("{left}（{time} 前）{title}"),
                self.tr("{left}（{time} 前）"),
                "{left}",
            )
            left, time = left_text(following.due_at, now), short_zh(following.due_at, now)
            self._clocks = tuple(
                each.format(title=following.title, left=left, time=time) for each in templates
            )
            self.clock.set_ink("danger" if soon(following.due_at, now) else "text")
        self._fit_words()
        said = (self.tag.text(), shown.title, self._waits, self.line.text(), self.clock.text(),
                self.late.text())  # fmt: skip
        self.setAccessibleName(listed(said))

    def _fit_words(self) -> None:
        """The longest ways to say who leads and the next limit that are not cut."""
        narrow = self.width() < look.px(NARROW) and not self._few and not self._flat
        if narrow != self._narrow:
            self._narrow = narrow
            (self._first if narrow else self._second).removeWidget(self.waiting)
            (self._second if narrow else self._first).addWidget(self.waiting)
        self.line.setText(self._longest(self.line, self._lines, self.waiting if narrow else None))
        self.clock.setText(self._longest(self.clock, self._clocks, self.late))
        self.setToolTip(tip(self._clocks[0]))  # what a shorter way leaves out

    def _longest(self, label: ElidedLabel, ways: Sequence[str], beside: QWidget | None) -> str:
        room = self.width() - 2 * look.px(12)
        if beside is not None and not beside.isHidden():
            room -= beside.sizeHint().width() + look.px(10)
        if self._flat:  # a half of what the title leaves
            before = (self.tag, self.waiting) if self._waits else (self.tag,)
            room = (room - sum(each.sizeHint().width() + look.px(10) for each in before)) // 2
        metrics = label.fontMetrics()
        fitting = (each for each in ways if metrics.horizontalAdvance(each) < room)
        return next(fitting, ways[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _ways(self, shown: LiveIncident, now: datetime) -> tuple[str, ...]:
        """Who leads and since when; before the grade by which level limits run."""
        if shown.responding and shown.level and shown.activated_at:
            span = span_zh(now - shown.activated_at)
            began = self.tr("{response}已 {span}").format(
                response=word(shown.level.response_title), span=span
            )
            parts = [began, shown.lead]
        else:
            received = self.tr("接报 {time}").format(time=short_zh(shown.since, now))
            parts = [word(STATE_WORDS[shown.state]), received]
            if shown.provisional:
                sign = shown.provisional.sign
                parts.append(self.tr("暂按{level}级计时").format(level=sign))
        pinned = [self.tr("大屏主事件")] if shown.pinned else []
        parts = [part for part in parts if part]
        return dotted([*parts, *pinned]), dotted(parts), parts[-1]

    def show_lines(self, *, few: bool, flat: bool, brief: bool) -> None:
        """`few`: tag, title and clock alone; `flat`: in one line; `brief`: tag and what waits in
        as few characters as they can.
        """
        self._few, self._brief = few, brief
        self.line.setVisible(not few and not flat)
        if flat is self._flat:
            return
        self._flat = flat
        for place, part in enumerate((self.clock, self.late)):
            (self._last if flat else self._first).removeWidget(part)
            (self._first if flat else self._last).insertWidget(2 + place if flat else place, part)
        self._last.setStretchFactor(self.clock, 1)
        self._first.setStretchFactor(self.clock, 0)  # the title has what it leaves

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.chosen:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, look.px(8), look.px(8))
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3))


class IncidentStrip(LivePanel[DeskStrip]):
    """From the 接报 on; takes no room while nothing is live or in the aftermath.

    Signals:
        incident_chosen: arg: its id
    """

    rests = True
    kinds = EVERY_KIND
    deaf_to = frozenset({"log"})
    ticking = True
    incident_chosen = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("incident_strip")
        self.setAccessibleName(self.tr("进行中的事件"))
        self.incident_id: int | None = None
        self._found: DeskStrip | None = None
        self._brief = False
        self.cards: list[IncidentCard] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(look.px(14), look.px(8), look.px(14), 0)
        self._row.setSpacing(look.px(12))
        self._over = Card(pressable=True)
        self._over.setObjectName("incidents_over")
        self._over.setFixedWidth(look.px(OVER_WIDTH))
        self._over_title = PlainLabel("", Size.TEXT, MEDIUM)
        self._over_line = ElidedLabel("", SMALL, ink="text_dim")
        column = QVBoxLayout()
        column.addWidget(self._over_title)
        column.addWidget(self._over_line)
        self._over.body.addLayout(column)
        self._over.pressed.connect(self._choose_over)
        self._row.addWidget(self._over)
        self._whole = QWidget()
        self._whole.setLayout(self._row)
        self._whole.hide()
        self.body.addWidget(self._whole)

    def query(self) -> Query[DeskStrip]:
        return self.seat.query(desk_strip, self.seat.clock())

    def turn_to(self, incident_id: int | None) -> None:
        """Mark the chosen one."""
        self.incident_id = incident_id
        for card in self.cards:
            card.chosen = card.incident_id == incident_id
            card.update()

    @property
    def decides(self) -> bool:
        actor = self.seat.actor
        return actor.has(Role.COMMANDER) or actor.has(Role.DEPUTY)

    def show_answer(self, found: DeskStrip) -> None:
        answer, self._found = found.strip, found
        if [card.incident_id for card in self.cards] != [each.id for each in answer.live]:
            self._make_cards(answer)
        self._fit()
        self._show_cards(found, answer.now)
        self._over.setVisible(bool(answer.over))
        self._over_title.setText(self.tr("后期处置 {n} 件").format(n=len(answer.over)))
        self._over_line.setText(enumerated(title for _, title in answer.over))
        self._whole.setVisible(bool(answer.live or answer.over))

    def _show_cards(self, found: DeskStrip, now: datetime) -> None:
        for card, each in zip(self.cards, found.strip.live, strict=True):
            waits = found.waits.get(each.id, 0)
            card.show_incident(each, waits, now, decides=self.decides)

    def _make_cards(self, answer: LiveStrip) -> None:
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [IncidentCard(each.id, self._whole) for each in answer.live]
        for place, card in enumerate(self.cards):
            card.pressed.connect(partial(self.incident_chosen.emit, card.incident_id))
            self._row.insertWidget(place, card, 1)
            card.show()
        self.turn_to(self.incident_id)

    def _fit(self) -> None:
        """Lower where the window is low, in fewer words where many are live."""
        window = self.window()
        flat, low = Folding.of(window.size()).flat, window.height() < look.px(LOW)
        few = len(self.cards) >= (MANY_FLAT if flat else MANY)
        self._brief = few or (flat and len(self.cards) > 1)
        for card in self.cards:
            card.show_lines(few=few, flat=flat, brief=self._brief)
        high = FEW_CARD if few else LOW_CARD if low else TALL_CARD
        height = FLAT_CARD if flat else high
        self._over_line.setVisible(not flat)
        for each in (*self.cards, self._over):
            each.setFixedHeight(look.px(height))

    @Slot()
    def _choose_over(self) -> None:
        """The only one at once, else by a menu."""
        over = self._found.strip.over if self._found else ()
        if len(over) == 1:
            self.incident_chosen.emit(over[0][0])
            return
        menu = QMenu(self)
        for number, title in over:
            entry = menu.addAction(title.replace("&", "&&"))
            entry.triggered.connect(partial(self.incident_chosen.emit, number))
        menu.popup(self._over.mapToGlobal(self._over.rect().bottomLeft()))

    def tick(self, now: datetime) -> None:
        if self._found:
            before = self._brief
            self._fit()  # the window may have become lower meanwhile
            if self._brief != before:
                self._show_cards(self._found, now)
            for card, each in zip(self.cards, self._found.strip.live, strict=True):
                card.tick(each, now)
        if self.as_of is not None and now - self.as_of >= ASK_AGAIN:
            self._ask_soon()
