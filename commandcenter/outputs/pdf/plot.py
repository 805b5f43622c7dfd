"""What charts and maps share: areas, scales, printed colours, labels kept apart."""

import math
from collections.abc import Iterable
from dataclasses import field
from typing import Final

from reportlab.lib.colors import Color, HexColor

from commandcenter.domain.level import Level
from commandcenter.late_dataclass import dataclass

# Told apart in grey as well: papers are copied in black and white.
SERIES: Final = tuple(
    map(HexColor, (0x1F4E79, 0x8FB4D9, 0x5A7F52, 0xC9A66B, 0x7B6A8E, 0xBFBFBF, 0x404040, 0xDDE6EE))
)
BAND: Final = HexColor(0xF3E3C3)
EXPECTED: Final = HexColor(0xB45F06)
GRID: Final = HexColor(0xD0D0D0)
AXIS: Final = HexColor(0x404040)
MUTED: Final = HexColor(0x595959)
MARK: Final = HexColor(0xB00020)
SHADES: Final = tuple(map(HexColor, (0xFFFFFF, 0xFFF1DC, 0xFDD9AE, 0xF9B37A, 0xEE8A4F, 0xD45F2C)))
LEVEL_INK: Final[dict[Level | None, Color]] = {
    Level.I: HexColor(0xC00000),
    Level.II: HexColor(0xED7D00),
    Level.III: HexColor(0xF2C500),
    Level.IV: HexColor(0x0070C0),
    None: HexColor(0x7F7F7F),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the canvas: lower left corner, width, height, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def inset(self, left: float, bottom: float, right: float, top: float) -> "Area":
        width, height = self.width - left - right, self.height - bottom - top
        return Area(self.x + left, self.y + bottom, width, height)

    def overlaps(self, other: "Area") -> bool:
        apart = self.right <= other.x or other.right <= self.x
        return not (apart or self.top <= other.y or other.top <= self.y)

    def overlap(self, other: "Area") -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.top, other.top) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high)


@dataclass(slots=True)
class Apart:
    """Rectangles already taken; finds the place that covers least of them."""

    bounds: Area
    taken: list[Area] = field(default_factory=list)

    def best(self, places: Iterable[Area]) -> Area:
        """The first of `places` (in the order of preference) that collides least."""
        return min(places, key=self._cost)

    def take(self, area: Area) -> None:
        self.taken.append(area)

    def _cost(self, area: Area) -> float:
        outside = area.width * area.height - area.overlap(self.bounds)
        return round(sum(area.overlap(t) for t in self.taken) + 4 * outside, 1)


def nice_step(highest: float, count: int) -> int:
    """The distance of whole-number ticks so that about `count` reach `highest`."""
    rough = max(highest, 1) / count
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1 else 1.0
    for factor in (1, 2, 5, 10):
        if factor * power >= rough:
            return max(1, int(factor * power))
    return max(1, int(10 * power))


def lighter(color: Color, share: float = 0.5) -> Color:
    """The colour mixed with white."""
    mix = [c + (1 - c) * share for c in (color.red, color.green, color.blue)]
    return Color(*mix)
