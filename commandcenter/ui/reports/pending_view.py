"""待决事项: the strip of the wall that names what waits for a decision of the command."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.level import Level
from commandcenter.queries.incident.situation import PendingDecision
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.painting import CENTER, dot, panel_ground, width_of, write

WALL_SIZE, DESK_SIZE = 37, 14  # read from the back of the room, as level and title are
TAG = 0.72  # of the type: the incident's level before its decision


class PendingView(QWidget):
    """Decisions beside each other, those that its answer has; 无 in grey where none waits.

    It is as high either way, so that nothing on the wall moves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._size = WALL_SIZE if look.is_wall() else DESK_SIZE
        self._right = 0.0
        self._texts: tuple[str, ...] = ()
        self._levels: tuple[Level | None, ...] | None = None
        self.setObjectName("pending")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name()

    def set_pending(
        self, pending: Sequence[PendingDecision], levels: Sequence[Level | None] | None = None
    ) -> None:
        """Oldest first, as they are given. `levels`: of their incidents, where two are live."""
        self._texts = tuple(decision.text for decision in pending)
        self._levels = None if levels is None else tuple(levels)
        self._name()
        self.update()

    def leave_right(self, share: float) -> None:
        """Write nothing in this share of the width, at the right."""
        self._right = share
        self.update()

    def _name(self) -> None:
        tags = self._tags() or [""] * len(self._texts)
        said = [f"{tag} {text}".strip() for tag, text in zip(tags, self._texts, strict=False)]
        nothing = self.tr("无")
        self.setAccessibleName(self.tr("待决事项：{texts}").format(texts=clauses(said) or nothing))

    def _tags(self) -> list[str]:
        return [level.sign if level else self.tr("未定级") for level in self._levels or ()]

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
        ground = "banner" if self._texts else "head"
        painter.fillRect(self.rect(), theme.color(ground))
        side, gap = look.px(28 if self.wall else 14), look.px(self._size * 1.4)
        box = QRectF(self.rect()).adjusted(side, 0, -side - self._right * self.width(), 0)
        if not box.intersects(event.rect()):
            return  # the bell beside it blinks
        label = look.font(self._size, MEDIUM)
        ink = "banner_label" if self._texts else "text_faint"
        box.setLeft(box.left() + write(painter, box, self.tr("待决事项"), label, ink) + gap)
        if not self._texts:
            write(painter, box, self.tr("无"), label, "text_faint")
            return
        tags = self._tags()
        taken = sum(self._tag_width(tag) for tag in tags)
        room = box.width() - gap * max(0, len(self._texts) - 1) - taken
        for number, (text, width) in enumerate(zip(self._texts, self._widths(room), strict=True)):
            if number and not tags:
                self._separate(painter, box, gap)
            if tags:
                box.setLeft(box.left() + self._paint_tag(painter, box, number, tags[number]))
            place = QRectF(box)
            place.setWidth(width)
            write(painter, place, text, look.font(self._size, BOLD), "banner_text")
            box.setLeft(box.left() + width + gap)

    def _separate(self, painter: QPainter, box: QRectF, gap: float) -> None:
        middle = box.topLeft()
        middle.setX(middle.x() - gap / 2)
        middle.setY(box.center().y())
        dot(painter, middle, look.px(self._size / 4), "banner_label")

    def _tag_width(self, tag: str) -> float:
        """With the space after it."""
        font = look.font(self._size * TAG, BOLD)
        return width_of(tag, font) + look.px(self._size * 1.2)

    def _paint_tag(self, painter: QPainter, box: QRectF, number: int, tag: str) -> float:
        level = self._levels[number] if self._levels else None
        width, high = self._tag_width(tag), look.px(self._size * 1.35)
        room = QRectF(box.left(), box.center().y() - high / 2, width - look.px(12), high)
        ground = f"level_{level.rank}" if level else "surface_3"
        ink = f"level_{level.rank}_text" if level else "text"
        panel_ground(painter, room, look.px(6), ground, ground if level else "line_strong")
        write(painter, room, tag, look.font(self._size * TAG, BOLD), ink, CENTER)
        return width
