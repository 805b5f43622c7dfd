"""待决事项: the strip of the wall that names what waits for a decision of the command."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.domain.level import Level
from commandcenter.queries.incident.situation import PendingDecision
from commandcenter.ui import look, theme
from commandcenter.ui.look import BOLD, MEDIUM
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.painting import CENTER, RIGHT, dot, panel_ground, width_of, write

WALL_SIZE, DESK_SIZE = 37, 14
OWN_LINE = 67.0  # on the wall it has a line of its own, and grows on with the room
RESERVED = 0.337  # of its width, at the right: where the room's alarm stands
GAP = 1.4  # between what stands there, of the type
LEAST = 24.0  # of a decision that is longer than the line
TAG = 0.72  # of the type: the incident's level before its decision


class PendingView(QWidget):
    """Decisions beside each other, each whole, and how many more there are; 无 where none waits.

    It is as high either way, so that nothing on the wall moves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        self._most = look.far(WALL_SIZE, OWN_LINE) if look.is_wall() else float(DESK_SIZE)
        self._size = self._most
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
        self._fit()
        self.update()

    def leave_right(self, leaves: bool) -> None:
        """Whether its right end lies under something else: then no words stand there."""
        self._right = RESERVED if leaves else 0.0
        self.update()

    def _fit(self) -> None:
        """The whole line is as large as the first decision allows beside an alarm, whether one is
        there or not: so nothing changes its size when one comes."""
        self._size = self._most
        while self._size > LEAST and self._texts and not self._has_room(1, RESERVED):
            self._size -= 1

    def _name(self) -> None:
        tags = self._tags() or [""] * len(self._texts)
        said = [f"{tag} {text}".strip() for tag, text in zip(tags, self._texts, strict=False)]
        nothing = self.tr("无")
        self.setAccessibleName(self.tr("待决事项：{texts}").format(texts=clauses(said) or nothing))

    def _tags(self) -> list[str]:
        return [level.sign if level else self.tr("未定级") for level in self._levels or ()]

    def sizeHint(self) -> QSize:
        return QSize(look.px(600), round(look.size(self._most) * 2.3))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), round(look.size(self._most) * 2))

    def _wide(self, number: int) -> float:
        """What a decision takes, with its incident's tag."""
        tag = self._tag_width(self._tags()[number]) if self._levels else 0.0
        return tag + width_of(self._texts[number], look.font(self._size, BOLD)) + 2

    def _more(self, shown: int) -> str:
        left = len(self._texts) - shown
        return self.tr("还有 {n} 项").format(n=left) if left else ""

    def shown(self) -> int:
        """How many stand there: as many as have room whole, one at least."""
        fitting = (n for n in range(len(self._texts), 1, -1) if self._has_room(n, self._right))
        return next(fitting, min(1, len(self._texts)))

    def _has_room(self, count: int, right: float) -> bool:
        room, gap = self._box(right).width() - self._label_width(), look.px(self._size * GAP)
        more = width_of(self._more(count), self._label_font())
        taken = sum(self._wide(n) for n in range(count)) + gap * (count - 1)
        return taken + (more + gap if more else 0) <= room

    def _box(self, right: float) -> QRectF:
        side = look.px(28 if self.wall else 14)
        return QRectF(self.rect()).adjusted(side, 0, -side - right * self.width(), 0)

    def _label_font(self) -> QFont:
        return look.font(self._size, MEDIUM)

    def _label_width(self) -> float:
        words = width_of(self.tr("待决事项"), self._label_font())
        return words + look.px(self._size * GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("banner" if self._texts else "head"))
        box = self._box(self._right)
        if not box.intersects(event.rect()):
            return  # the bell beside it blinks
        label, ink = self._label_font(), "banner_label" if self._texts else "text_faint"
        write(painter, box, self.tr("待决事项"), label, ink)
        box.setLeft(box.left() + self._label_width())
        if not self._texts:
            write(painter, box, self.tr("无"), label, "text_faint")
            return
        count, gap, right = self.shown(), look.px(self._size * GAP), box.right()
        more = self._more(count)
        if more:
            write(painter, box, more, label, "banner_label", RIGHT)
            right -= width_of(more, label) + gap
        for number in range(count):
            wide = min(self._wide(number), right - box.left())
            place = QRectF(box)
            place.setWidth(wide)
            if number and not self._levels:
                self._separate(painter, box, gap)
            self._paint_decision(painter, place, number)
            box.setLeft(box.left() + wide + gap)

    def _paint_decision(self, painter: QPainter, place: QRectF, number: int) -> None:
        if self._levels:
            tag = self._paint_tag(painter, place, number, self._tags()[number])
            place.setLeft(place.left() + tag)
        write(painter, place, self._texts[number], look.font(self._size, BOLD), "banner_text")

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
