"""How an alarm reaches a person who does not look at the window: its title, task bar, the tray."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon, QWidget

from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.ui import icons
from commandcenter.ui.alarms.alarm_words import below_words, waits
from commandcenter.ui.alarms.hub import Alarms, Shown
from commandcenter.ui.drills.mark_words import marked
from commandcenter.ui.phrases import dotted

STAYS_MS = 20_000


class Notifier(Protocol):
    """Shows a notification of the desktop."""

    def notify(self, title: str, words: str) -> None: ...


class NoNotifier:
    """A desktop without a tray, or a test."""

    def notify(self, title: str, words: str) -> None:
        """Nothing is shown."""


class Tray(QObject):
    """The tray's icon of one window; pressing it, or a notification, brings the window back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon = QSystemTrayIcon(icons.load("bell_rings", "danger"), self)
        self._icon.setToolTip(window.windowTitle())
        self._icon.activated.connect(self._bring_back)
        self._icon.messageClicked.connect(self._bring_back)
        self._icon.show()

    def notify(self, title: str, words: str) -> None:
        icon = QSystemTrayIcon.MessageIcon.Warning
        self._icon.showMessage(title, words, icon, STAYS_MS)

    @Slot()
    def _bring_back(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def open_tray(window: QWidget) -> Notifier:
    """The tray, or what stands for none (`doctor` says so)."""
    return Tray(window) if QSystemTrayIcon.isSystemTrayAvailable() else NoNotifier()


class Reach(QObject):
    """Signals:
    counted: How many wait to be acknowledged. arg: int
    """

    counted = Signal(int)

    def __init__(self, alarms: Alarms, window: QMainWindow) -> None:
        super().__init__(window)
        self._alarms, self._window = alarms, window
        self._title = window.windowTitle()
        self._told: frozenset[tuple[str, int]] = frozenset()
        self.notifier: Notifier = NoNotifier()
        alarms.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, shown: Shown) -> None:
        self.counted.emit(shown.waiting)
        count = self.tr("({n}) {title}").format(n=shown.waiting, title=self._title)
        self._window.setWindowTitle(count if shown.waiting else self._title)
        sounding = [line for line in shown.lines if waits(line) and line.sounds]
        known = frozenset((line.key, line.version) for line in sounding)
        new = [line for line in sounding if (line.key, line.version) not in self._told]
        self._told = known
        if new:
            self._call(new)

    def _call(self, new: list[AlarmLine]) -> None:
        """One notification for all that came together, however many."""
        QApplication.alert(self._window)
        if not self._window.isHidden() and not self._window.isMinimized():
            return
        first, now = new[0], self._alarms.now()
        words = below_words(first, now)
        if len(new) > 1:
            more = self.tr("另有 {n} 条").format(n=len(new) - 1)
            words = dotted((words, more))
        title = marked(first.title) if self._alarms.seat.drill else first.title
        self.notifier.notify(title, words)
