"""What a page is put together from: pieces that know their height, may split, and draw."""

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Protocol

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import PARAGRAPH, Canvas
from commandcenter.outputs.pdf.document import Align
from commandcenter.outputs.pdf.grid import CELL_Y, EPS
from commandcenter.outputs.pdf.ink import PLAIN, Ink, draw_line
from commandcenter.outputs.pdf.lines import Atom, Line, Setter


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline; `down`: points below the top of its piece."""

    title: str
    level: int
    down: float = 0.0


class Piece(Protocol):
    """`keep_next`: never the last on its page. `clings`: never alone on a new page.

    `foot`: stands at the foot of its page.
    """

    @property
    def height(self) -> float: ...
    @property
    def least(self) -> float:
        """The height of the smallest part that may begin on a page."""

    @property
    def keep_next(self) -> bool: ...
    @property
    def clings(self) -> bool: ...
    @property
    def foot(self) -> bool: ...
    @property
    def bookmarks(self) -> "tuple[Bookmark, ...]":
        """Where the outline leads into it."""

    @property
    def origin(self) -> str:
        """Which block of the document it is of (see Layout)."""

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        """A part of at most `room` and the rest; None when it stays whole."""

    def draw(self, canvas: Canvas, x: float, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """What most pieces are: whole, and free to stand anywhere."""

    keep_next: bool = field(default=False, kw_only=True)
    clings: bool = field(default=False, kw_only=True)
    foot: bool = field(default=False, kw_only=True)
    outline: tuple[str, int] | None = field(default=None, kw_only=True)
    origin: str = field(default="", kw_only=True)
    continues: bool = field(default=False, kw_only=True)  # the rest of one that was split

    @property
    def height(self) -> float:
        raise NotImplementedError

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        return (Bookmark(*self.outline),) if self.outline else ()

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        return None


LONELY = 3  # so few characters do not begin a page by themselves: a line goes with them


@dataclass(frozen=True, slots=True)
class TextPiece(Whole):
    """Lines of text `pitch` apart, `left` points in; `padding` is added to fill grid lines.

    `kind` is what they are (see `canvas`); with a `lead` that many of their characters, blanks
    apart, are a heading of that kind, and text runs on behind it.
    """

    lines: tuple[Line, ...]
    setter: Setter
    pitch: float = CELL_Y
    left: float = 0.0
    align: Align = Align.FLUSH
    ink: Ink = PLAIN
    padding: float = 0.0
    kind: str = PARAGRAPH
    lead: int = 0

    @property
    def height(self) -> float:
        return len(self.lines) * self.pitch + self.padding

    @property
    def least(self) -> float:
        return min(len(self.lines), 1) * self.pitch

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        count = int((room + EPS) // self.pitch)
        if not 0 < count < len(self.lines) or (self.keep_next and len(self.lines) < 20):
            return None
        if count + 1 == len(self.lines) and self.lines[-1].characters <= LONELY:
            count -= 1
        if not count:
            return None
        first = replace(self, lines=self.lines[:count], padding=0.0, keep_next=False)
        lead = max(0, self.lead - sum(_said(line.atoms) for line in first.lines))
        kind = PARAGRAPH if self.lead and not lead else self.kind
        rest = replace(self, lines=self.lines[count:], outline=None, kind=kind, lead=lead)
        return first, replace(rest, continues=True)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        top -= self.padding / 2
        lead = self.lead
        canvas.tag(self.kind, continues=self.continues)
        for line in self.lines:
            at = x + self.left + self._offset(line)
            cut = _atoms_of(line, lead)
            if cut:
                self._draw(canvas, line, at, top, slice(cut))
                lead -= _said(line.atoms[:cut])
                if lead <= 0:
                    canvas.end_tag()
                    canvas.tag(PARAGRAPH)
            self._draw(canvas, line, at, top, slice(cut, None))
            top -= self.pitch
        canvas.end_tag()

    def _draw(self, canvas: Canvas, line: Line, x: float, top: float, only: slice) -> None:
        draw_line(canvas, line, x, top, self.pitch, self.setter, self.ink, only)

    def _offset(self, line: Line) -> float:
        if self.align in (Align.FLUSH, Align.LEFT):
            return 0.0
        spare = line.room - sum(atom.width for atom in line.atoms)
        return spare if self.align is Align.RIGHT else spare / 2


def _said(atoms: Sequence[Atom]) -> int:
    """Their characters, blanks apart."""
    return sum(len(atom.text) for atom in atoms if not atom.space)


def _atoms_of(line: Line, lead: int) -> int:
    """How many atoms of the line belong to a heading that has so many characters yet."""
    count = 0
    while lead > 0 and count < len(line.atoms):
        lead -= _said(line.atoms[count : count + 1])
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Gap(Whole):
    """Empty grid lines; none at the top of a page."""

    lines: int = 1

    @property
    def height(self) -> float:
        return self.lines * CELL_Y

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        return


@dataclass(frozen=True, slots=True)
class Break(Whole):
    """Ends the page."""

    @property
    def height(self) -> float:
        return 0.0

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        return


_AHEAD = 8  # so many pieces may hang together


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far its top is below the top of the type area."""

    piece: Piece
    down: float


@dataclass(slots=True)
class Pager:
    """Puts pieces on pages of `room` points."""

    room: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    down: float = 0.0

    def fill(self, pieces: Sequence[Piece]) -> None:
        for at, piece in enumerate(pieces):
            self._place(piece, pieces[at + 1 : at + 1 + _AHEAD])

    def _place(self, piece: Piece, after: Sequence[Piece]) -> None:
        if isinstance(piece, Break):
            self._new_page()
            return
        if isinstance(piece, Gap) and self.down < EPS:
            return
        if self.down > EPS and self._need(piece, after) > self.left + EPS:
            self._new_page()
        rest: Piece | None = piece
        while rest is not None:
            rest = self._put(rest, _clinging(after))

    def _put(self, piece: Piece, clinging: float) -> Piece | None:
        """Place the piece or its first part; what is left of it belongs on the next page."""
        fits = piece.height <= self.left + EPS
        parts = None
        if not fits:
            parts = piece.split(self.left)
        elif clinging and piece.height + clinging > self.left + EPS:
            parts = piece.split(piece.height - 2 * CELL_Y)
        if parts:
            self._add(parts[0])
            self._new_page()
            return parts[1]
        if not fits and self.down > EPS:
            self._new_page()
            return piece
        self._add(piece)
        return None

    def _need(self, piece: Piece, after: Sequence[Piece]) -> float:
        """What must fit here, so that no heading is left alone at the foot."""
        need = piece.least
        for following in after if piece.keep_next else ():
            two = min(following.height, max(following.least, 2 * CELL_Y))
            need += following.height if following.keep_next else two
            if not following.keep_next:
                break
        return min(need, self.room)

    @property
    def left(self) -> float:
        return self.room - self.down

    def _add(self, piece: Piece) -> None:
        down = self.room - piece.height if piece.foot else self.down
        self.pages[-1].append(Placed(piece, down))
        self.down = down + piece.height

    def _new_page(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
        self.down = 0.0


def _clinging(after: Sequence[Piece]) -> float:
    """The height of what follows at once and may not stand alone on a new page."""
    total = 0.0
    for piece in after:
        if not piece.clings:
            break
        total += piece.height
    return total


def grid_up(height: float) -> float:
    """The height rounded up to whole grid lines."""
    return -(-(height - EPS) // CELL_Y) * CELL_Y
