"""The alarm bar: one line that names what to do, since when, whom it goes to next; its acts."""

import time
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, Priority
from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.ui import look, theme
from commandcenter.ui.alarms.alarm_words import (
    QUIET,
    below_words,
    beside_words,
    colors,
    spoken,
    waits,
)
from commandcenter.ui.alarms.bell import Bell
from commandcenter.ui.alarms.hub import Alarms, Shown
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, restyle, tip
from commandcenter.ui.widgets.tag import Tag

HEIGHT, FLAT = 54, 42
ACKNOWLEDGE, RING, SHELVE, UNSHELVE, ACT = "acknowledge", "ring", "shelve", "unshelve", "act"
KEY = "F8"
# What was put under the pointer just now is not pressed: its person has not read it.
UNREAD_S = 0.4


class AlarmBar(QWidget):
    """`compact`: on a dialog, where the list cannot be opened and there is little room.

    Where it `keeps` its height nothing moves when an alarm comes; else it opens for one.

    Signals:
        acted: A button was pressed. args: its key, the AlarmLine that was read
        list_wanted: The list is to be shown.
        opened: It takes its height (True), or none.
    """

    acted = Signal(str, object)
    list_wanted = Signal()
    opened = Signal(bool)

    def __init__(self, alarms: Alarms, parent: QWidget | None = None, *, compact: bool = False):
        super().__init__(parent)
        self.setObjectName("dialog_alarm_bar" if compact else "alarm_bar")
        self.alarms, self._compact = alarms, compact
        self._keeps = self._flat = False
        self.line: AlarmLine | None = None
        self._shown_s = 0.0
        self.setFixedHeight(look.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build()
        if not compact:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.activated.connect(partial(self._press, ACKNOWLEDGE))
        alarms.changed.connect(self.show_alarms)
        alarms.second.connect(self._on_second)
        self.show_alarms(alarms.shown)

    def keep(self, keeps: bool) -> None:
        self._keeps = keeps
        self._show_or_hide()

    def fold(self, flat: bool) -> None:
        """`flat`: its second line is under the pointer alone."""
        self._flat = flat
        self.setFixedHeight(look.px(FLAT if flat else HEIGHT))
        self.show_alarms(self.alarms.shown)

    def _build(self) -> None:
        px = look.px
        self.bell = Bell(self)
        self.tag = Tag("", size=Size.SMALL)
        self.title = ElidedLabel("", Size.TITLE, BOLD)
        self.title.setObjectName("alarm_title")
        self.beside = ElidedLabel("", Size.TEXT, spare=True)
        self.beside.setObjectName("alarm_state")
        self.below = ElidedLabel("", 13)
        self.below.setObjectName("alarm_todo")
        self.more = Button("", Kind.LINK, size=Size.TEXT)
        self.more.setObjectName("alarm_more")
        self.more.clicked.connect(self.list_wanted)
        self.none = PlainLabel("", Size.TEXT, ink="text_faint")
        self.none.setText(self.tr("没有需要您处置的告警"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(10))
        row.addWidget(self.bell)
        row.addWidget(self.tag)
        row.addLayout(self._words(), 1)
        row.addWidget(self.none, 1)
        row.addWidget(self.more)
        self.buttons = {key: self._button(key) for key in (ACT, SHELVE, RING, ACKNOWLEDGE)}
        for button in self.buttons.values():
            row.addWidget(button)

    def _words(self) -> QVBoxLayout:
        """On a dialog what is beside has its line, and what is below is said by the list."""
        box, first = QVBoxLayout(), QHBoxLayout()
        box.setSpacing(0)
        first.setSpacing(look.px(12))
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        first.addWidget(self.title)
        if not self._compact:
            first.addWidget(self.beside, 1)
        else:
            first.addStretch(1)
        box.addStretch(1)
        box.addLayout(first)
        box.addWidget(self.beside if self._compact else self.below)
        box.addStretch(1)
        if self._compact:
            self.below.setParent(self)
            self.below.hide()
        return box

    def _button(self, key: str) -> Button:
        words = {
            ACT: "",
            SHELVE: self.tr("暂缓…"),
            RING: self.tr("叫应"),
            ACKNOWLEDGE: self.tr("确认"),
        }
        kind = Kind.DANGER if key == ACKNOWLEDGE else Kind.PLAIN
        keyed = self.tr("确认（F8）") if key == ACKNOWLEDGE else ""
        button = Button(words[key], kind, tip_text=keyed)
        button.setObjectName(f"alarm_{key}")
        button.setAutoDefault(False)  # Enter in a field of the dialog acknowledges nothing
        if self._compact:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the fields come first; F8 is the key
        button.clicked.connect(partial(self._press, key))
        button.hide()
        return button

    @Slot(object)
    def show_alarms(self, shown: Shown) -> None:
        before, self.line = self.line, shown.top
        line = shown.top
        if (line and (line.id, line.version)) != (before and (before.id, before.version)):
            self._shown_s = time.monotonic()
        self._show_or_hide()
        self._show_more(shown)
        for widget in (self.bell, self.tag, self.title, self.beside):
            widget.setVisible(line is not None)
        self.below.setVisible(line is not None and not self._compact and not self._flat)
        self.none.setVisible(line is None)
        self._show_buttons(line)
        self.update()
        if line is None:
            return
        _, ink, edge = colors(line)
        self.bell.ring(waits(line), edge if waits(line) else ink)
        self.tag.set_text(word(PRIORITY_WORDS[line.priority]))
        self.tag.set_colors("", ink, ink)
        for label in (self.title, self.beside, self.below):
            label.set_ink(ink)
        self.title.setText(line.title)
        now = self.alarms.now()
        self._on_second(now)
        self._tell(line, before, now)

    def _tell(self, line: AlarmLine, before: AlarmLine | None, now: datetime) -> None:
        """Who hears the screen hears of each new one."""
        if before is None or (line.id, line.version) != (before.id, before.version):
            self.setAccessibleName(spoken(line, now))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def there(self) -> bool:
        return self._keeps or self.line is not None

    def _show_or_hide(self) -> None:
        if self.isHidden() is self.there:
            self.setVisible(self.there)
            self.opened.emit(self.there)

    def _show_more(self, shown: Shown) -> None:
        words = self.tr("另有 {n} 条").format(n=shown.more) if shown.more else self.tr("告警列表")
        self.more.setText(words)
        self.more.setVisible(not self._compact)

    def _show_buttons(self, line: AlarmLine | None) -> None:
        offers = {offer.key: offer for offer in line.offers} if line else {}
        for key, button in self.buttons.items():
            if key == ACT:
                button.setVisible(bool(line and line.act_word) and not self._compact)
                button.setText(line.act_word if line else "")
                continue
            offer = offers.get(key)
            button.setVisible(offer is not None and (key == ACKNOWLEDGE or not self._compact))
            button.forbid(refusal(offer.refusal) if offer and offer.refusal else "")
        high = line is None or line.priority is Priority.HIGH
        kind = Kind.DANGER if high else Kind.PRIMARY
        restyle(self.buttons[ACKNOWLEDGE], "kind", kind.value)

    @Slot(object)
    def _on_second(self, now: datetime) -> None:
        if self.line is not None:
            self.beside.setText(beside_words(self.line, now))
            below = below_words(self.line, now)
            self.below.setText(below)
            self.setToolTip(tip(below if self._flat else ""))

    def _press(self, key: str) -> None:
        """What came under the pointer a moment ago was not meant."""
        line = self.line
        button = self.buttons[key]
        read = time.monotonic() - self._shown_s >= UNREAD_S
        if line is not None and read and button.isVisible() and button.isEnabled():
            self.acted.emit(key, line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and not self._compact and event.button() is Qt.MouseButton.LeftButton:
            self.list_wanted.emit()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, _, edge = colors(self.line) if self.line else ("head", "", "line")
        thick = look.px(2) if self.line and colors(self.line) != QUIET else 1
        painter.fillRect(self.rect(), theme.color(ground))
        bottom = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(bottom, theme.color(edge))
