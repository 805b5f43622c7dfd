"""The wall's fixed frame: its rectangles are the same whatever there is to show.

In base pixels of a picture of 1920×1080, as on the sketches; they grow with the screen and, where
the back of the room asks for larger type, with that: never with what happens.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look

Box = tuple[int, int, int, int]  # x, y, width, height

WIDTH, HEIGHT = 1920, 1080
SPLIT = 1273  # where the side begins
SIDE_WIDTH = WIDTH - SPLIT - 18 - 30
MAP_WIDTH = {True: 620, False: 772}  # of the band: of a food case, of any other; never the state's
GAP = 14
# Base pixels of type, of which the lines' heights follow.
GRADE, TITLE, BELOW = 40, 46, 26  # of the head
NAME, VALUE, SIDE_VALUE = 26, 78, 66  # of a tile
CLOCK, DECISION, ALARM_STATE = 50, 37, 24
DIGITS = 1.27  # of the type of Chinese characters as high as they
OWN_LINE = 67.0  # what has a line to itself grows on up to this, beyond `look.FAR_MOST`
CROWDED = 43.0  # from here on the four panels have no room beside each other


def crowded() -> bool:
    """Whether type is so large that the four panels have no room beside each other."""
    return look.far(0) > CROWDED


def clock_size() -> float:
    """Digits alone are as high as Chinese characters only in a larger type."""
    return max(float(CLOCK), DIGITS * look.far(0, OWN_LINE))


def tile_height(value: float) -> int:
    """Of a figure whose number is `value` base pixels high, with its name above."""
    return round(1.2 * look.far(NAME) + 1.25 * value + 18)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rectangles: of the window, and of the main part and the side in the body's own."""

    link_line: Box
    waiting: Box
    room: Box  # over the right of `waiting`, while an alarm waits
    body: Box
    last_line: Box
    head: Box
    numbers: Box
    band: Box
    side: Box


def plan() -> Plan:
    """For the type of the look in force."""
    top = round(max(64, 1.25 * clock_size()))
    decision = look.far(DECISION, OWN_LINE)
    waiting = round(max(70, 1.2 * decision + 1.15 * ALARM_STATE + 2))
    last = 56 if look.far(0) > NAME else 78  # the room goes to the map
    body = HEIGHT - top - waiting - last
    head = round(max(112, 1.5 * look.far(TITLE) + 1.6 * look.far(BELOW) + 4))
    numbers = 2 * tile_height(VALUE) + GAP
    below = 12 + head + 8 + numbers + 12
    return Plan(
        link_line=(0, 0, WIDTH, top),
        waiting=(0, top, WIDTH, waiting),
        room=(SPLIT, top, WIDTH - SPLIT, waiting),
        body=(0, top + waiting, WIDTH, body),
        last_line=(0, HEIGHT - last, WIDTH, last),
        head=(30, 12, 1227, head),
        numbers=(30, 12 + head + 8, 1227, numbers),
        band=(30, below, 1227, body - below - 16),
        side=(18, 14, SIDE_WIDTH, body - 14 - 16),
    )


def beside(box: Box, width: int) -> tuple[Box, Box]:
    """A box in two: the left one `width` wide."""
    x, y, whole, height = box
    return (x, y, width, height), (x + width + GAP, y, whole - width - GAP, height)


def above(box: Box, height: int) -> tuple[Box, Box]:
    """A box in two: the upper one `height` high."""
    x, y, width, whole = box
    return (x, y, width, height), (x, y + height + GAP, width, whole - height - GAP)


class Frame(QWidget):
    """Children at fixed places of a picture of `base` size, however much they would like."""

    def __init__(self, base: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._places: list[tuple[QWidget, Box]] = []

    def put(self, widget: QWidget, box: Box) -> None:
        self.take_out([widget])
        widget.setParent(self)
        self._places.append((widget, box))
        widget.setGeometry(self._scaled(box))
        widget.show()

    def take_out(self, widgets: Iterable[QWidget]) -> None:
        gone = set(widgets)
        self._places = [place for place in self._places if place[0] not in gone]

    def _scaled(self, box: Box) -> QRect:
        """Within the margins, which are the edge of a drill."""
        inside = self.contentsRect()
        wide, high = inside.width() / self._base[0], inside.height() / self._base[1]
        left, top = round(box[0] * wide), round(box[1] * high)
        right, bottom = round((box[0] + box[2]) * wide), round((box[1] + box[3]) * high)
        return QRect(inside.x() + left, inside.y() + top, right - left, bottom - top)

    def _place_all(self) -> None:
        for widget, box in self._places:
            widget.setGeometry(self._scaled(box))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContentsRectChange:
            self._place_all()
        return super().event(event)
