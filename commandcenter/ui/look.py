"""How large things are: the same panels serve the desk and the wall.

A process is a desk or a wall, as it has one theme; widgets ask for its pixels and
fonts when they are made. The desk counts in pixels of a screen read at arm's length;
the wall in pixels of a 1920×1080 picture read from the back of the room, scaled to
the real screen.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from commandcenter.late_dataclass import dataclass

WALL_WIDTH = 1920
FAR = 36.0  # what is read from the back, of a wall 1920 wide: 28 mm at 6 m on 75 inches
FAR_MOST = 49.0  # of what stands in rows and tiles: beyond it they would not have their room
REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
BOLD = QFont.Weight.Bold

# The first that is there is taken; Qt looks for missing characters in the rest.
FAMILIES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
# Before them where the screens speak a language of letters: a Chinese font gives ’ and “ the room
# of a whole character, and a gap stands in every “trader’s”.
LETTERS = ("Segoe UI", "Noto Sans", "Helvetica Neue", "Liberation Sans", "DejaVu Sans")


class Kind(StrEnum):
    DESK = "desk"
    WALL = "wall"


class Size(StrEnum):
    """Steps of type. `SMALL` is the smallest that is ever shown."""

    SMALL = "small"  # notes, as-of times, sources
    TEXT = "text"  # rows, fields, buttons
    TITLE = "title"  # the heading of a card
    HEAD = "head"  # the title of a page, of an incident
    FIGURE = "figure"  # the big numbers
    CLOCK = "clock"


PIXELS: dict[Kind, dict[Size, int]] = {
    Kind.DESK: {
        Size.SMALL: 12,
        Size.TEXT: 14,
        Size.TITLE: 15,
        Size.HEAD: 18,
        Size.FIGURE: 26,
        Size.CLOCK: 20,
    },
    Kind.WALL: {
        Size.SMALL: 22,
        Size.TEXT: 24,
        Size.TITLE: 27,
        Size.HEAD: 46,
        Size.FIGURE: 70,
        Size.CLOCK: 50,
    },
}


@dataclass(frozen=True, slots=True)
class Look:
    """`scale` 1.0 is a desk at 100 %, or a wall of 1920 pixels.

    `back`: how high type must be, in base pixels, to be read from the back of the wall's room
    (`ui.wall.reading`); 0 at a desk.
    """

    kind: Kind = Kind.DESK
    scale: float = 1.0
    back: float = 0.0

    @property
    def wall(self) -> bool:
        return self.kind is Kind.WALL

    @property
    def pad(self) -> int:
        """The inner margin of a card in pixels."""
        return self.px(19 if self.wall else 14)

    def px(self, n: float) -> int:
        """`n` base pixels on this screen; never 0 for something that is there."""
        scaled = round(n * self.scale)
        return scaled or (n > 0) - (n < 0)

    def far(self, size: Size | float, most: float = FAR_MOST) -> float:
        """Base pixels of what must be read from the back: at least `size`, and as large as the
        room asks for up to `most`. At a desk it is `size`."""
        base = PIXELS[self.kind][size] if isinstance(size, Size) else size
        return max(float(base), min(self.back, most))

    def size(self, size: Size | float) -> int:
        """The height of type in pixels of this screen."""
        base = PIXELS[self.kind][size] if isinstance(size, Size) else size
        return self.px(base)

    def font(self, size: Size | float = Size.TEXT, weight: QFont.Weight = REGULAR) -> QFont:
        """A font with digits of one width, so that clocks and counters do not jitter."""
        return QFont(_font(self.size(size), weight))

    def line(self, size: Size | float = Size.TEXT) -> int:
        """The height of one line. Not asked of the font: Chinese fonts differ by a quarter."""
        return round(self.size(size) * 1.5)


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    """Made once: the choice among the families is kept in it, and shared by its copies."""
    font = QFont()
    font.setFamilies([*_first.families, *FAMILIES])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def letters_first(on: bool) -> None:
    """Whether fonts made from now on are of letters, and Chinese stands in them."""
    _first.families = LETTERS if on else ()
    _font.cache_clear()


@dataclass
class _First:
    families: tuple[str, ...] = ()


_first = _First()
DESK = Look()
_current = DESK


def desk(scale: float = 1.0) -> Look:
    return Look(Kind.DESK, scale)


def wall(width: int = WALL_WIDTH, back: float = FAR, share: float = 1.0) -> Look:
    """The look of a wall `width` pixels wide, of which the edge of a drill leaves a `share`."""
    return Look(Kind.WALL, width / WALL_WIDTH * share, back)


def current() -> Look:
    return _current


def use(view: Look) -> None:
    """Set the look of the process, before its first widget is made."""
    global _current
    _current = view


@contextmanager
def using(view: Look) -> Iterator[None]:
    """Another look for widgets that are made, shown and closed meanwhile."""
    before = _current
    use(view)
    try:
        yield
    finally:
        use(before)


def is_wall() -> bool:
    return _current.wall


def pad() -> int:
    return _current.pad


def px(n: float) -> int:
    return _current.px(n)


def far(of: Size | float, most: float = FAR_MOST) -> float:
    return _current.far(of, most)


def size(of: Size | float) -> int:
    return _current.size(of)


def font(of: Size | float = Size.TEXT, weight: QFont.Weight = REGULAR) -> QFont:
    return _current.font(of, weight)


def line(of: Size | float = Size.TEXT) -> int:
    return _current.line(of)


def add_fonts(folders: Iterable[Path]) -> list[str]:
    """Give Qt the fonts in `folders`; return the families that came, without doubles."""
    families: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
                number = QFontDatabase.addApplicationFont(os.fspath(path))
                families += QFontDatabase.applicationFontFamilies(number)
    _font.cache_clear()
    chinese_family.cache_clear()
    return list(dict.fromkeys(families))


@cache
def chinese_family() -> str | None:
    """The family in which Chinese is drawn; None when this machine has none."""
    here = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    for family in FAMILIES:
        for name in here:
            if name.split(" [")[0] == family:  # two foundries: "Noto Sans SC [GOOG]"
                return family
    return here[0] if here else None
