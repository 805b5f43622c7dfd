"""The band of 回看: which moment is shown, the slider to another, and the way back to now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.moments import Moments
from commandcenter.domain.times import dated_zh, local
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from commandcenter.queries.incident.lookback import PastMark

MINUTE = timedelta(minutes=1)
HOUR_STEP = 60
NEAR = timedelta(minutes=10)  # an event is named when the moment is this close after it


class MarkedSlider(QSlider):
    """A slider of minutes with a tick where something happened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marks: tuple[int, ...] = ()
        self.setSingleStep(1)
        self.setPageStep(HOUR_STEP)
        self.setMinimumHeight(look.px(26))

    def set_marks(self, minutes: Sequence[int]) -> None:
        self._marks = tuple(minutes)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        groove = self.style().subControlRect(
            control, option, QStyle.SubControl.SC_SliderGroove, self
        )
        handle = self.style().subControlRect(
            control, option, QStyle.SubControl.SC_SliderHandle, self
        )
        room = max(1, groove.width() - handle.width())
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("mark"), look.px(2)))
        for minute in self._marks:
            x = (
                groove.left()
                + handle.width() // 2
                + QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), minute, room)
            )
            painter.drawLine(x, 1, x, look.px(7))
        painter.end()
        super().paintEvent(event)


class ReplayBar(QWidget):
    """Signals:
    moment_wanted: Another moment is to be shown. arg: datetime
    left: Back to now.
    """

    moment_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replay_bar")
        self._first: datetime | None = None
        self._marks: tuple[PastMark, ...] = ()
        self.words = PlainLabel("", Size.TITLE, BOLD, ink="accent_soft_text")
        self.words.setObjectName("replay_words")
        self.near = ElidedLabel("", Size.SMALL, ink="accent_soft_text")
        self.near.setObjectName("replay_near")
        self.slider = MarkedSlider()
        self.slider.setObjectName("replay_slider")
        self.slider.setAccessibleName(self.tr("回看的时刻"))
        self.slider.valueChanged.connect(self._on_value)
        self._ends = [PlainLabel("", Size.SMALL, ink="text_dim") for _ in range(2)]
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        px = look.px
        leave = self._button("replay_leave", self.tr("回到现在（Esc）"), Kind.PRIMARY)
        leave.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(self.words)
        head.addWidget(self.near, 1)
        head.addWidget(leave)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        before, after = self.tr("上一件事"), self.tr("下一件事")
        for name, text, step in (
            ("replay_mark_before", before, partial(self._to_mark, -1)),
            ("replay_minute_before", self.tr("−1 分"), partial(self._step, -1)),
        ):
            self._add(row, name, text, step)
        row.addWidget(self._ends[0])
        row.addWidget(self.slider, 1)
        row.addWidget(self._ends[1])
        for name, text, step in (
            ("replay_minute_after", self.tr("+1 分"), partial(self._step, 1)),
            ("replay_mark_after", after, partial(self._to_mark, 1)),
        ):
            self._add(row, name, text, step)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(18), px(8), px(16), px(8))
        box.setSpacing(px(4))
        box.addLayout(head)
        box.addLayout(row)

    def _button(self, name: str, text: str, kind: Kind) -> Button:
        button = Button(text, kind, size=Size.SMALL)
        button.setObjectName(name)
        return button

    def _add(self, row: QHBoxLayout, name: str, text: str, step: partial[None]) -> None:
        button = self._button(name, text, Kind.QUIET)
        button.clicked.connect(step)
        row.addWidget(button)

    def wait(self) -> None:
        """The past is being copied."""
        self.words.setText(self.tr("回看：正在准备…"))
        self.near.setText("")
        self.slider.setEnabled(False)
        self.show()

    def begin(self, first: datetime, until: datetime, marks: tuple["PastMark", ...]) -> None:
        """The ends of the slider: the first full minute, the last."""
        self._first = _up(first)
        self._marks = marks
        last = max(0, int((until - self._first) // MINUTE))
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.set_marks([self._minute_after(mark) for mark in marks])
        self.slider.blockSignals(False)
        self.slider.setEnabled(True)
        for label, at in zip(self._ends, (self._first, until), strict=True):
            label.setText(f"{local(at):%Y-%m-%d %H:%M}")

    def _minute_after(self, mark: "PastMark") -> int:
        """The first full minute at which it had happened."""
        assert self._first
        return max(0, -(-(mark.at - self._first) // MINUTE))

    @property
    def moment(self) -> datetime:
        assert self._first
        return self._first + self.slider.value() * MINUTE

    def minute_of(self, at: datetime) -> datetime:
        """The minute of the slider at which what happened at `at` has happened."""
        assert self._first
        minutes = max(0, -(-(at - self._first) // MINUTE))
        return self._first + min(minutes, self.slider.maximum()) * MINUTE

    def show_moment(self, at: datetime) -> None:
        """Put the slider and the words there, without asking."""
        assert self._first
        self.slider.blockSignals(True)
        self.slider.setValue(int((at - self._first) // MINUTE))
        self.slider.blockSignals(False)
        self._show_moment(self.moment)

    def _show_moment(self, at: datetime) -> None:
        template = self.tr("回看 {time} · 现在的情况不在此页")
        self.words.setText(template.format(time=dated_zh(at)))
        self.setAccessibleName(self.words.text())
        done = [mark for mark in self._marks if mark.at <= at and at - mark.at <= NEAR]
        near = done[-1] if done else None
        short = Moments(at, named=True).short
        self.near.setText(f"{short(near.at)} {word(near.words)}" if near else "")

    @Slot(int)
    def _on_value(self, _value: int) -> None:
        self._show_moment(self.moment)
        self.moment_wanted.emit(self.moment)

    def _step(self, minutes: int) -> None:
        self.slider.setValue(self.slider.value() + minutes)

    def _to_mark(self, way: int) -> None:
        here = self.slider.value()
        places = sorted({self._minute_after(mark) for mark in self._marks})
        beyond = [p for p in places if (p > here if way > 0 else p < here)]
        if beyond:
            self.slider.setValue(beyond[0] if way > 0 else beyond[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("accent_soft"))
        thick = look.px(3)
        painter.fillRect(0, 0, self.width(), thick, theme.color("accent"))
        painter.fillRect(0, self.height() - thick, self.width(), thick, theme.color("accent"))


def _up(at: datetime) -> datetime:
    """The full minute at or after a time."""
    floor = at.replace(second=0, microsecond=0)
    return floor if floor == at else floor + MINUTE
