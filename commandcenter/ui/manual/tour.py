"""A tour of six steps over the desk: what stands where, and where the help is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 380
GAP = 14  # between what is shown and the card beside it
ROUND = 8


@dataclass(frozen=True, slots=True)
class Stop:
    """`shown`: what it is about."""

    shown: QWidget
    title: str
    words: str


class TourCard(QWidget):
    """Title, words and three buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_card")
        px = look.px
        self.setFixedWidth(px(WIDTH))
        self.title = PlainLabel("", Size.HEAD, BOLD)
        self.words = PlainLabel("")
        self.words.setWordWrap(True)
        self.count = PlainLabel("", Size.SMALL, ink="text_dim")
        self.leave = Button(self.tr("不看了"), Kind.QUIET)
        self.leave.setObjectName("tour_leave")
        self.back = Button(self.tr("上一步"), Kind.SECONDARY)
        self.back.setObjectName("tour_back")
        self.next = Button(self.tr("下一步"), Kind.PRIMARY)
        self.next.setObjectName("tour_next")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.leave, self.back, self.next):
            row.addWidget(button)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(16), px(14))
        box.setSpacing(px(10))
        box.addWidget(self.title)
        box.addWidget(self.words)
        box.addSpacing(px(4))
        box.addLayout(row)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return self.leave, self.back, self.next

    def show_stop(self, stop: Stop, number: int, all_: int) -> None:
        self.title.setText(stop.title)
        self.words.setText(stop.words)
        self.count.setText(self.tr("{n} / {all}").format(n=number, all=all_))
        self.back.setEnabled(number > 1)
        self.next.setText(self.tr("完成") if number == all_ else self.tr("下一步"))
        self.setAccessibleName(stop.title)
        self.setAccessibleDescription(stop.words)
        self.setFixedHeight(self._box.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line_strong"), 1))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.px(ROUND), look.px(ROUND))


class Tour(QWidget):
    """Lies over `around`, darker but for what it shows; Esc leaves, arrows and Enter go on.

    Deletes itself when it ends.

    Signals:
        ended: It was gone through, or left.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[Stop], around: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("tour")
        self.setAccessibleName(self.tr("导览"))
        self._around, self._stops, self._at = around, tuple(stops), 0
        self._before = QApplication.focusWidget()
        self.card = TourCard(self)
        self.card.leave.clicked.connect(self.end)
        self.card.back.clicked.connect(self.go_back)
        self.card.next.clicked.connect(self.go_on)
        for keys, act in (
            ("Esc", self.end),
            ("Right", self.go_on),
            ("Left", self.go_back),
            ("Return", self._press),
            ("Enter", self._press),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)
        around.installEventFilter(self)
        self._show_stop()
        self.show()
        self.raise_()
        self.card.next.setFocus()

    @Slot()
    def go_on(self) -> None:
        if self._at + 1 == len(self._stops):
            self.end()
            return
        self._at += 1
        self._show_stop()

    @Slot()
    def go_back(self) -> None:
        if self._at:
            self._at -= 1
            self._show_stop()
        if not self._at:
            self.card.next.setFocus()

    @Slot()
    def end(self) -> None:
        self._around.removeEventFilter(self)
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()
        self.deleteLater()

    def _show_stop(self) -> None:
        self.setGeometry(self._around.rect())
        self.card.show_stop(self._stops[self._at], self._at + 1, len(self._stops))
        self.card.move(self._beside(self._hole()))
        self.update()

    def _hole(self) -> QRect:
        shown = self._stops[self._at].shown
        place = QRect(shown.mapTo(self._around, QPoint()), shown.size())
        spare = look.px(4)
        return place.adjusted(-spare, -spare, spare, spare) & self.rect()

    def _beside(self, hole: QRect) -> QPoint:
        """Right of it, left, below or above: where there is room; else in the middle of it."""
        gap, card = look.px(GAP), self.card.size()
        low = max(gap, min(hole.top(), self.height() - card.height() - gap))
        far = max(gap, min(hole.left(), self.width() - card.width() - gap))
        places = (
            QPoint(hole.right() + gap, low),
            QPoint(hole.left() - gap - card.width(), low),
            QPoint(far, hole.bottom() + gap),
            QPoint(far, hole.top() - gap - card.height()),
        )
        for place in places:
            if self.rect().contains(QRect(place, card)):
                return place
        return hole.center() - QPoint(card.width() // 2, card.height() // 2)

    def focusNextPrevChild(self, next: bool) -> bool:  # Qt's name
        """Tab stays with the card: what lies below is not used meanwhile."""
        able = [button for button in self.card.buttons if button.isEnabled()]
        now = self.focusWidget()
        at = able.index(now) if now in able else -1
        next_ = able[(at + (1 if next else -1)) % len(able)]
        next_.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @Slot()
    def _press(self) -> None:
        """Enter presses the button that has the focus, as Space does."""
        focused = next((button for button in self.card.buttons if button.hasFocus()), None)
        (focused or self.card.next).click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show_stop()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = QRectF(self._hole())
        dark, light = QPainterPath(), QPainterPath()
        dark.addRect(QRectF(self.rect()))
        light.addRoundedRect(hole, look.px(ROUND), look.px(ROUND))
        painter.fillPath(dark.subtracted(light), theme.color("shade"))
        painter.setPen(QPen(theme.color("focus"), look.px(2)))
        painter.drawPath(light)
