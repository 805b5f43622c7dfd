"""How the desk folds where its window is small: what gives way, and from which size on.

The words of the rail, the field of the search, the second lines of the alarm and of the live
incidents go first. A page that has less height than it needs scrolls: where its parts stand below
each other all that they need, else what a page has on a screen of 1366 × 768.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look

if TYPE_CHECKING:
    from commandcenter.ui.alarms.bar import AlarmBar
    from commandcenter.ui.desk.header import HeadPanel

# Of the window, in base pixels: 1366 × 768 at 140 %, 1920 × 1080 at 200 %.
SMALLEST = (960, 540)
FLAT = 640  # height below which the alarm and the live incidents have a line each
SIGN = 1180  # width below which the search is a sign
RAIL_ENTRY = 48  # height of an entry of the rail below which it is a sign
# Less height than a page has on 1366 × 768 with an alarm and an incident above it: it scrolls.
PAGE = 480


@dataclass(frozen=True, slots=True)
class Folding:
    """Of a window of this size."""

    flat: bool = False
    sign: bool = False

    @classmethod
    def of(cls, size: QSize) -> "Folding":
        return cls(flat=size.height() < look.px(FLAT), sign=size.width() < look.px(SIGN))


class Folds:
    """What is told when the window has become larger or smaller."""

    def __init__(self, head: "HeadPanel", alarms: "AlarmBar") -> None:
        self._head, self._alarms = head, alarms
        self._now = Folding()

    def fit(self, size: QSize) -> None:
        folding = Folding.of(size)
        if folding != self._now:
            self._now = folding
            self._head.fold(folding.sign)
            self._alarms.fold(folding.flat)


class _Held(QWidget):
    """What is scrolled: the pages and nothing else, of whose height for a width nobody asks."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._pages.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the pages need more, or less
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.setGeometry(self.rect())


class PageRoom(QScrollArea):
    """Holds the pages; one that needs more height than there is scrolls."""

    def __init__(self, pages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_room")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        held = _Held(pages)
        self.setWidget(held)
        held.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
