"""The first picture of a window: it comes at once; what of it is out of sight is made after it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.ui.tasks import Tasks

PATIENCE_MS = 1_000  # who waits longer for an answer sees what is there
PAINTED_MS = 50  # after it may be painted it is


class AtOnce(QObject):
    """Lets a window keep the picture that it has until all is `settled` that can be seen.

    Each answer makes room for itself among the others: while each was painted when it came, most
    was painted three times, and moved meanwhile. A window whose size changes is painted.

    Signals:
        over: The picture is there.
    """

    over = Signal()

    def __init__(self, window: QWidget, tasks: Tasks, settled: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._settled = window, settled
        window.setUpdatesEnabled(False)
        window.installEventFilter(self)
        tasks.idled.connect(self._look)
        QTimer.singleShot(PATIENCE_MS, self, self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show()
        return False

    @Slot()
    def _look(self) -> None:
        if self._settled():
            QTimer.singleShot(0, self, self._show)  # once all has its place

    @Slot()
    def _show(self) -> None:
        if not self._window.updatesEnabled():
            self._window.removeEventFilter(self)
            self._window.setUpdatesEnabled(True)
            QTimer.singleShot(PAINTED_MS, self, self._end)

    @Slot()
    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()


def after_picture(widget: QWidget, call: Callable[[], object]) -> bool:
    """Whether the first picture is still to come, after which `call` is called."""
    window, here = widget.window(), Qt.FindChildOption.FindDirectChildrenOnly
    picture = window.findChild(AtOnce, options=here)
    if picture is None or window.updatesEnabled():
        return False
    picture.over.connect(call)
    return True
