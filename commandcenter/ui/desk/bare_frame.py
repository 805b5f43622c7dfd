"""The desk before anything stands in it: head and foot as they will be, the place of the pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground

HEAD, FOOT, DRILL_HEAD = 64, 30, 46  # heights


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
