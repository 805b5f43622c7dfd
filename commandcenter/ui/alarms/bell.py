"""The bell before an alarm: it blinks once a second while nobody has acknowledged, alone."""

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.ui import icons, look

SIZE = 26
HALF_MS = 500  # full, then outlined: one change of light a second


class Bell(QWidget):
    """Full and outlined in turn, never gone: a flasher that fails is still seen."""

    def __init__(self, parent: QWidget | None = None, size: int = SIZE) -> None:
        super().__init__(parent)
        self.setObjectName("alarm_bell")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._size, self._ink = look.px(size), "text_dim"
        self._rings, self.lit = False, True
        self._timer = QTimer(self, interval=HALF_MS)
        self._timer.timeout.connect(self._turn)

    def ring(self, rings: bool, ink: str) -> None:
        """Blink, or stand still, in this ink."""
        self._ink, self._rings = ink, rings
        self._run()
        self.update()

    @property
    def icon(self) -> str:
        if not self._rings:
            return "bell"
        return "bell_rings" if self.lit else "bell_ring"

    def _run(self) -> None:
        if self._rings and self.isVisible():
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
            self.lit = True

    @Slot()
    def _turn(self) -> None:
        self.lit = not self.lit
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self.icon, self._ink, self._size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)
