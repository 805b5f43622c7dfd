"""The screen lock: by hand, or when nobody has touched the window for a while."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QDialog, QDockWidget, QMainWindow, QWidget

from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.lock_screen import LockScreen

USUAL_MINUTES = 15
LOOK_EVERY_MS = 5_000
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Locker(QObject):
    """Signals:
    locked_up: The screen is locked now. arg: seconds since the person was last there
    opened: It is open again.

    Locking hides everything: the window under the lock screen, dialogs and docks apart.

    `minutes`: how long nobody touches it before it locks itself; 0: never, None: as usual.

    What was typed in a dialog is there again afterwards. Without a local password there
    is no lock, because nobody could open it.
    """

    locked_up = Signal(float)
    opened = Signal()

    def __init__(
        self, seat: Seat, window: QMainWindow, inside: QWidget, minutes: int | None
    ) -> None:
        super().__init__(window)
        self._window, self._inside = window, inside
        self._locks = False
        self._touched = time.monotonic()
        self._hidden: list[QWidget] = []
        self.minutes = USUAL_MINUTES if minutes is None else minutes
        self.screen = LockScreen(seat, window)
        self.screen.opened.connect(self._open)
        QShortcut(QKeySequence("Ctrl+L"), inside).activated.connect(self.lock)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_window)

    @property
    def locked(self) -> bool:
        return self.screen.isVisible()

    def set_locks(self, locks: bool) -> None:
        """Whether the person has a password here."""
        self._locks = locks
        if locks and self.minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def lock(self) -> None:
        if not self._locks or self.locked:
            return
        self._hidden = [
            widget
            for kind in (QDialog, QDockWidget)
            for widget in self._window.findChildren(kind)
            if widget.isWindow() and widget.isVisible()
        ]
        for widget in self._hidden:
            widget.hide()
        self._inside.setEnabled(False)
        self.screen.close_window()
        self.locked_up.emit(time.monotonic() - self._touched)

    @Slot()
    def _open(self) -> None:
        self._inside.setEnabled(True)
        for widget in self._hidden:
            widget.show()
        self._hidden = []
        self._touched = time.monotonic()
        self.opened.emit()

    @Slot()
    def _look(self) -> None:
        if time.monotonic() - self._touched > self.minutes * 60:
            self.lock()

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        """Each window of the program tells of touches; twice installed is once."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touched = time.monotonic()
        return False
