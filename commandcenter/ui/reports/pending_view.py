"""待决事项: the strip of the wall that names what waits for a decision of the command."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.queries.incident.situation import PendingDecision
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM
from commandcenter.ui.widgets.painting import dot, width_of, write

WALL_SIZE, DESK_SIZE = 24, 14
LIMIT = 3


class PendingView(QWidget):
    """At most three decisions beside each other; nothing at all when none waits.

    It hides itself when it is empty, so that the wall does not show a bare strip.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._size = WALL_SIZE if look.is_wall() else DESK_SIZE
        self._texts: tuple[str, ...] = ()
        self.setObjectName("pending")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_pending(self, pending: Sequence[PendingDecision]) -> None:
        """Oldest first, as they are given."""
        texts = tuple(decision.text for decision in pending[:LIMIT])
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(
                self.tr("待决事项：{texts}").format(texts=self.tr("；").join(texts))
            )
            self.update()
        self.setVisible(bool(texts))

    def sizeHint(self) -> QSize:
        return QSize(look.px(600), round(look.size(self._size) * 2.3))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), round(look.size(self._size) * 2))

    def _widths(self, room: float) -> list[float]:
        """What each text may take: all of it if there is room, else a fair share."""
        font = look.font(self._size, BOLD)
        wanted = [width_of(text, font) + 2 for text in self._texts]
        left, widths = room, []
        for number, width in enumerate(wanted):
            later = [min(w, left / len(wanted)) for w in wanted[number + 1 :]]
            widths.append(max(0.0, min(width, left - sum(later))))
            left -= widths[-1]
        return widths

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("banner"))
        side, gap = look.px(28 if self.wall else 14), look.px(self._size * 1.6)
        box = QRectF(self.rect()).adjusted(side, 0, -side, 0)
        label = look.font(self._size, MEDIUM)
        box.setLeft(
            box.left() + write(painter, box, self.tr("待决事项"), label, "banner_label") + gap
        )
        room = box.width() - gap * max(0, len(self._texts) - 1)
        font = look.font(self._size, BOLD)
        for number, (text, width) in enumerate(zip(self._texts, self._widths(room), strict=True)):
            if number:
                middle = box.topLeft()
                middle.setX(middle.x() - gap / 2)
                middle.setY(box.center().y())
                dot(painter, middle, look.px(self._size / 4), "banner_label")
            place = QRectF(box)
            place.setWidth(width)
            write(painter, place, text, font, "banner_text")
            box.setLeft(box.left() + width + gap)
