"""Shows notices over the upper edge of a window, and puts them away again."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.ui import icons, look, theme
from commandcenter.ui.notices import Level, Notice, Notices
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

SHOWN = 3
WIDTH = 560
STAYS_MS: dict[Level, int] = {Level.INFO: 6_000, Level.WARNING: 12_000}
COLORS: dict[Level, tuple[str, str]] = {  # ground and ink
    Level.INFO: ("accent_soft", "accent_soft_text"),
    Level.WARNING: ("warn_soft", "warn_soft_text"),
    Level.REFUSED: ("danger_soft", "danger_soft_text"),
}
ICONS: dict[Level, str] = {
    Level.INFO: "info",
    Level.WARNING: "warning",
    Level.REFUSED: "refused",
}


class NoticeCard(QWidget):
    """One notice with its button to put it away; Esc does it too.

    Signals:
        closed: It is to be taken away.
    """

    closed = Signal()

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("notice")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(notice.text)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.closed)
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """Count its time from now. A refusal has none: it stays until it is put away."""
        stays = STAYS_MS.get(self.notice.level)
        if stays is not None:
            self._timer.start(stays)

    def _lay_out(self) -> None:
        ink = COLORS[self.notice.level][1]
        picture = QLabel()
        picture.setPixmap(
            icons.pixmap(ICONS[self.notice.level], ink, look.px(20), self.devicePixelRatioF())
        )
        words = PlainLabel(self.notice.text, ink=ink)
        words.setWordWrap(True)
        words.setObjectName("words")
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = Button("", Kind.QUIET, icon="close", tip_text=self.tr("收起（Esc）"))
        close.setObjectName("close")
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(8), look.px(8), look.px(8))
        row.setSpacing(look.px(10))
        row.addWidget(picture)
        row.addWidget(words, 1)
        if self.notice.action:
            act = Button(self.notice.action.word, Kind.LINK)
            act.setObjectName("act")
            act.clicked.connect(self._act)
            row.addWidget(act)
        row.addWidget(close)

    @Slot()
    def _act(self) -> None:
        if self.notice.action:
            self.notice.action.call()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()  # it is being read
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.begin()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink = COLORS[self.notice.level]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else ink), width))
        painter.drawRoundedRect(area, look.px(8), look.px(8))


class NoticeArea(QWidget):
    """Lies over its parent at the top; shows the newest SHOWN notices, the others queue.

    The same notice told again while it is shown begins its time anew.
    """

    def __init__(self, notices: Notices, parent: QWidget, top: int = 8) -> None:
        super().__init__(parent)
        self._window = parent
        self._top = self._usual = look.px(top)
        self._queue: list[Notice] = []
        self._cards: list[NoticeCard] = []
        self.setObjectName("notices")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.px(6))
        parent.installEventFilter(self)
        self.hide()
        notices.listen(self.show_notice)

    @property
    def shown(self) -> list[str]:
        return [card.notice.text for card in self._cards]

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        for card in self._cards:
            if card.notice == notice:
                card.begin()
                return
        if len(self._cards) >= SHOWN:
            if notice not in self._queue:
                self._queue.append(notice)
            return
        card = NoticeCard(notice, self)
        card.closed.connect(self._on_closed)
        self._cards.append(card)
        self._box.addWidget(card)
        card.show()  # a layout has no room for what is not shown yet
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(card, QAccessible.Event.Alert))

    def set_lower(self, by: int) -> None:
        """So many base pixels below its usual place."""
        self._top = self._usual + look.px(by)
        if self._cards:
            self._place()

    def dismiss(self) -> bool:
        """Put the newest away (Esc in the window); say whether there was one."""
        if not self._cards:
            return False
        self._take_away(self._cards[-1])
        return True

    @Slot()
    def _on_closed(self) -> None:
        card = self.sender()
        if isinstance(card, NoticeCard):
            self._take_away(card)

    def _take_away(self, card: NoticeCard) -> None:
        if card not in self._cards:
            return
        self._cards.remove(card)
        self._box.removeWidget(card)
        card.hide()
        card.deleteLater()
        if self._queue:
            self.show_notice(self._queue.pop(0))
        self._place()

    def _place(self) -> None:
        if not self._cards:
            self.hide()
            return
        width = min(look.px(WIDTH), self._window.width() - look.px(24))
        self.setFixedWidth(width)
        height = self._box.heightForWidth(width) if self._box.hasHeightForWidth() else -1
        self.setFixedHeight(max(height, self._box.minimumSize().height()))
        self.move((self._window.width() - width) // 2, self._top)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._cards:
            self._place()
        return super().eventFilter(watched, event)
