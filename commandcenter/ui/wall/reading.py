"""How high the type of a wall must be to be read from the back of its room.

The one place of this rule. ISO 9241-303 (and NUREG-0700, 1.3.1-4, with the formula) asks for
characters at least 16 minutes of arc high: at 6 m these are 28 mm. What must be so high is each
text that widgets draw in `look.far`: level and response, title, since when, clock, the figures
with names and units, the decisions that wait, the room's alarm, steps with their limits, 数据导至,
and that the link is lost. Where all of it has no room (`look.FAR_MOST`), what stands in rows and
tiles stops growing; before that map, timeline and command structure give their room away.
"""

from math import ceil, hypot, pi, tan

from PySide6.QtGui import QScreen

from commandcenter.late_dataclass import dataclass
from commandcenter.ui.look import WALL_WIDTH

INK = 0.9  # of a font's pixels, the height of a Chinese character: of WenQuanYi, of Noto 0.95
USUAL_INCHES = 75.0
MOST = 400.0  # base pixels, more than a third of the wall's height
MM = 25.4
LEAST_INCHES, MOST_INCHES = 32.0, 250.0  # of a screen that says how large it is: no wall is less
ALIKE = 0.05  # between the shape of the picture and of what the screen says of itself


@dataclass(frozen=True, slots=True)
class Room:
    """What the settings of a wall say of its room (`wall_distance_m` and so on)."""

    distance_m: float = 6.0
    arc_minutes: float = 16.0
    scale: float = 1.0
    inches: float = 0.0
    width_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen's picture: its pixels as Qt counts them, and its size as the screen says."""

    wide: int
    high: int
    wide_mm: float = 0.0
    high_mm: float = 0.0


def of_screen(screen: QScreen) -> Picture:
    pixels, size = screen.geometry(), screen.physicalSize()
    return Picture(pixels.width(), pixels.height(), size.width(), size.height())


def wanted_mm(room: Room) -> int:
    """The height of what must be read, in whole millimetres."""
    arc = room.arc_minutes / 60 * pi / 180
    high = 2 * room.distance_m * 1000 * tan(arc / 2) * room.scale
    return ceil(round(high, 3))


def believable(picture: Picture) -> bool:
    """Whether the screen's own word on its size can be true: beamers say nothing or 16 × 9 cm,
    a driver without knowledge says 96 dots an inch."""
    if picture.wide_mm <= 0 or picture.high_mm <= 0:
        return False
    shape = picture.wide / picture.high / (picture.wide_mm / picture.high_mm)
    inches = hypot(picture.wide_mm, picture.high_mm) / MM
    return abs(shape - 1) <= ALIKE and LEAST_INCHES <= inches <= MOST_INCHES


def width_mm(room: Room, picture: Picture) -> float:
    """Who measured the wall knows better than its screen, and the screen better than nobody."""
    if room.width_mm:
        return room.width_mm
    if not room.inches and believable(picture):
        return picture.wide_mm
    inches = room.inches or USUAL_INCHES
    return inches * MM * picture.wide / hypot(picture.wide, picture.high)


def back(room: Room, picture: Picture) -> float:
    """Base pixels for `look.wall`: the type that is as high as wanted on this wall, and no higher
    than anything has room for (a width in centimetres, a room of a kilometre)."""
    return min(MOST, wanted_mm(room) / INK * WALL_WIDTH / width_mm(room, picture))
