"""What of a form is scrolled where it is higher than the screen has room, and what never is."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commandcenter.ui import look

NARROWEST = 420
LEAST = 96  # three lines at least, whatever stands above and below it
BESIDE = 40  # of the screen, left free by what opens over a desk


class FormBody(QScrollArea):
    """Scrolls from top to bottom only: it is never narrower than what is in it, and with it the
    form, as far as the screen is wide.
    """

    def __init__(self, inside: QWidget, *, narrowest: int = NARROWEST) -> None:
        super().__init__()
        self._narrowest = narrowest
        inside.setObjectName("scrolled")
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it follows the field that has the focus
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        wide = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        room = self.window().screen().availableSize().width() - BESIDE
        return QSize(min(max(wide, look.px(self._narrowest)), room), look.px(LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self._inside:
            self.updateGeometry()
        return done


class Whole(QObject):
    """Holds `part` as high as its words need at its width: a layout that has too little room
    takes it from labels that wrap, and their last lines would be gone.
    """

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            return False
        if (layout := self._part.layout()) is not None:
            wanted = layout.totalHeightForWidth(self._part.width())  # -1 where nothing wraps
            self._part.setMinimumHeight(max(wanted, layout.totalMinimumSize().height()))
        return False
