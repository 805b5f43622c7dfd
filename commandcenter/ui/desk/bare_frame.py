"""The desk before anything stands in it: head and foot as they will be, the place of the pages.

Its first picture takes its place at once, not panel by panel as the answers come in.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.tasks import Tasks

HEAD, FOOT, DRILL_HEAD = 64, 30, 46  # heights
PATIENCE_MS = 1_000  # who waits longer for an answer sees what is there


class BareFrame(QWidget):
    """`drill_head`: room for the head of a drill above.

    Signals:
        painted: It can be seen.
    """

    painted = Signal()

    def __init__(self, drill_head: int = 0) -> None:
        super().__init__()
        self.setObjectName("bare_frame")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, drill_head, 0, 0)
        column.setSpacing(0)
        head, foot = Ground("head", Qt.Edge.BottomEdge), Ground("head", Qt.Edge.TopEdge)
        for part, height in ((head, HEAD), (foot, FOOT)):
            part.setFixedHeight(look.px(height))
        column.addWidget(head)
        column.addStretch(1)
        column.addWidget(foot)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()


class AtOnce(QObject):
    """Lets a window keep the picture that it has until all is `settled` that can be seen.

    Each answer makes room for itself among the others: while each was painted when it came, most
    was painted three times, and moved meanwhile. A window whose size changes is painted.
    """

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
            self.deleteLater()
