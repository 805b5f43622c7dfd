"""Text broken into lines: 避头尾 kept, full lines flush, one font per character.

Runs of text become atoms (a hanzi in its cell, a word in its own width, —— over two
cells); atoms are filled into lines. A mark that may not begin the next line is pulled
in by squeezing the blank halves of other marks, or takes the character before it
along; what is then missing is spread over the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import Font, FontSet
from commandcenter.outputs.pdf.grid import CELL_X, EPS, SIZE_3
from commandcenter.outputs.pdf.text import (
    BLANK_LEFT,
    BLANK_RIGHT,
    GETA,
    NO_END,
    NO_START,
    PAIRS,
    WESTERN_MARKS,
    clean,
    is_word,
)

BREAKABLE = 16  # a word of at least this many characters may be broken
# What stands behind a number stays with it, and a date or a span stays whole: 11月24日, 4小时20分.
_UNITS = frozenset("年月日时分秒天周件人个名家项次户例处条份页期号点级元万亿％%倍台辆岁季")
_PARTS = (("月", "日"), ("时", "分"), ("分", "秒"), ("天", "小"))
BODY = frozenset((Face.FANG, Face.KAI))  # with letters of another font
_JOINTS = frozenset("/-._@=&?:,;#%")


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never broken. `width` is its advance, `natural` that of its glyphs (pt)."""

    text: str
    width: float
    natural: float
    font: Font
    face: Face
    full: bool  # set in cells
    first: str  # first and last character, for the line rules
    last: str

    @property
    def space(self) -> bool:
        """Whether it is left out where a line begins or ends."""
        return self.text in (" ", "\u3000")


@dataclass(frozen=True, slots=True)
class Line:
    """Atoms of one line and the width they have; `flush` unless it ends its paragraph."""

    atoms: tuple[Atom, ...]
    room: float
    flush: bool
    start: float = 0.0  # indent from the left edge

    @property
    def characters(self) -> int:
        return sum(len(atom.text) for atom in self.atoms)


@dataclass(slots=True)
class Setter:
    """Measures text in one size. `missing` collects the characters that no font has. In `western`
    text marks that Chinese has too, ’ and “, are parts of words, in the letters' own font.
    """

    fonts: FontSet
    size: float = SIZE_3
    cell: float = CELL_X
    missing: set[str] = field(default_factory=set)
    western: bool = False
    _known: dict[tuple[str, Face], Atom] = field(default_factory=dict)  # the same each time

    def atoms(self, runs: Sequence[Run]) -> Iterator[Atom]:
        for run in runs:
            text, at = clean(run.text), 0
            while at < len(text):
                end = self._token_end(text, at)
                yield from self._token(text[at:end], run.face)
                at = end

    def width(self, text: str, face: Face) -> float:
        """Natural width of text that stays on one line."""
        return sum(atom.width for atom in self.atoms([Run(text, face)]))

    def _token(self, token: str, face: Face) -> Iterator[Atom]:
        if token == "\n":
            font = self.fonts.font(face)
            yield Atom("\n", 0.0, 0.0, font, face, True, "\n", "\n")
        elif not self._is_word(token[0]):
            atom = self._known.get((token, face))
            if atom is None:
                atom = self._known[token, face] = self._full(token, face)
            yield atom
        elif len(token) > 3 * BREAKABLE:
            # Longer than any line: a character at a time, so that it fills lines like hanzi.
            for char in token:
                yield from self._word(char, face)
        else:
            yield from self._word(token, face)

    def _token_end(self, text: str, at: int) -> int:
        char = text[at]
        if self._is_word(char):
            end = at + 1
            while end < len(text) and self._is_word(text[end]):
                end += 1
            return end
        return at + 2 if char in PAIRS and text[at : at + 2] == char * 2 else at + 1

    def _is_word(self, char: str) -> bool:
        return is_word(char) or (self.western and char in WESTERN_MARKS)

    def _full(self, token: str, face: Face) -> Atom:
        font, char = self._font(token[0], face)
        token = char * len(token)
        natural = font.width(char) * self.size * len(token)
        if char == " ":
            return Atom(" ", natural, natural, font, face, False, " ", " ")
        width = self.cell * len(token)
        return Atom(token, width, natural, font, face, True, char, char)

    def _word(self, token: str, face: Face) -> Iterator[Atom]:
        """One atom a font: mostly one, more where a letter is missing from the first."""
        start = 0
        picked = [self._font(char, face) for char in token]
        for at in range(1, len(token) + 1):
            if at == len(token) or picked[at][0] is not picked[start][0]:
                font = picked[start][0]
                text = "".join(char for _, char in picked[start:at])
                yield self._sized(text, font, face)
                start = at

    def _sized(self, text: str, font: Font, face: Face) -> Atom:
        width = sum(font.width(char) for char in text) * self.size
        if text == GETA:
            return Atom(text, self.cell, width, font, face, True, text, text)
        return Atom(text, width, width, font, face, False, text[0], text[-1])

    def _font(self, char: str, face: Face) -> tuple[Font, str]:
        western = self.western and char in WESTERN_MARKS and face in BODY
        font = self.fonts.pick(Face.LATIN if western else face, char)
        if font is not None:
            return font, char
        self.missing.add(char)
        return self.fonts.pick(face, GETA) or self.fonts.font(face), GETA

    def lines(self, runs: Sequence[Run], room: float, indent: float = 0.0) -> list[Line]:
        """The text in lines of `room` points, the first indented; \\n begins a new line."""
        made: list[Line] = []
        part: list[Atom] = []
        for atom in (*self.atoms(runs), None):
            if atom is None or atom.text == "\n":
                start = indent if not made else 0.0
                made += _Filler(self, part, room, start).lines()
                part = []
            else:
                part.append(atom)
        return made

    def split_word(self, atom: Atom, room: float) -> tuple[Atom, Atom] | None:
        """A long word broken where it fits into `room`, after a joint if there is one."""
        used, fits = 0.0, 0
        for char in atom.text:
            used += atom.font.width(char) * self.size
            if used > room + EPS:
                break
            fits += 1
        fits = min(fits, len(atom.text) - 3)
        joint = max((i + 1 for i in range(fits) if atom.text[i] in _JOINTS), default=0)
        cut = joint if joint >= fits * 2 // 3 else fits
        while cut > 0 and (atom.text[cut] in NO_START or atom.text[cut - 1] in NO_END):
            cut -= 1
        if cut < 3:
            return None
        halves = atom.text[:cut], atom.text[cut:]
        return (
            self._sized(halves[0], atom.font, atom.face),
            self._sized(halves[1], atom.font, atom.face),
        )


def squeezable(atom: Atom, cell: float) -> float:
    """How much of the atom may be squeezed away: the blank half of a mark."""
    return cell / 2 if atom.text in BLANK_RIGHT or atom.text in BLANK_LEFT else 0.0


class _Filler:
    """Fills the atoms of one paragraph into lines."""

    def __init__(self, setter: Setter, atoms: list[Atom], room: float, indent: float) -> None:
        self.setter, self.atoms, self.room, self.indent = setter, atoms, room, indent

    def lines(self) -> list[Line]:
        made: list[Line] = []
        at, start = 0, self.indent
        while at < len(self.atoms):
            room = self.room - start
            end = self._line_end(at, room)
            made.append(Line(tuple(self.atoms[at:end]), room, end < len(self.atoms), start))
            at, start = self._skip_spaces(end), 0.0
        return made or [Line((), self.room - start, False, start)]

    def _skip_spaces(self, at: int) -> int:
        while at < len(self.atoms) and self.atoms[at].space:
            at += 1
        return at

    def _line_end(self, at: int, room: float) -> int:
        used, over = 0.0, at
        while over < len(self.atoms):
            atom = self.atoms[over]
            if used + atom.width > room + EPS and not atom.space:
                break
            used += atom.width
            over += 1
        if over == len(self.atoms):
            return over
        if over == at and not self._broken_word(at, room):
            return at + 1
        return self._choose(at, over, room)

    def _choose(self, at: int, over: int, room: float) -> int:
        """Where the line that begins at `at` ends, `over` being the first that is too wide."""
        out = over
        while out > at and not self._may_break(out):
            out -= 1
        slack = room - self._width(at, out)
        if out == over and slack < self.setter.cell:
            return out
        if pulled := self._pull_in(at, over, room):
            return pulled
        free = room - self._width(at, over)
        if free > 3 * self.setter.cell and self._broken_word(over, free):
            return over + 1
        return out if out > at else max(over, at + 1)

    def _pull_in(self, at: int, over: int, room: float) -> int:
        """The end of a line that takes one or two atoms more by squeezing marks; 0: none."""
        width = self._width(at, over)
        give = sum(squeezable(a, self.setter.cell) for a in self.atoms[at:over])
        for end in range(over + 1, min(over + 3, len(self.atoms)) + 1):
            width += self.atoms[end - 1].width
            give += squeezable(self.atoms[end - 1], self.setter.cell)
            if width - room > give * 0.8 + EPS:
                return 0
            if end == len(self.atoms) or self._may_break(end):
                return end
        return 0

    def _broken_word(self, at: int, room: float) -> bool:
        """Break the word at `at` so that its beginning fits into `room`; False: it may not."""
        atom = self.atoms[at]
        if atom.full or len(atom.text) < BREAKABLE:
            return False
        parts = self.setter.split_word(atom, room)
        if parts:
            self.atoms[at : at + 1] = parts
        return parts is not None

    def _may_break(self, at: int) -> bool:
        """Whether a line may end before atom `at`."""
        before, after = at - 1, self._skip_spaces(at)
        while before >= 0 and self.atoms[before].space:
            before -= 1
        if before < 0 or after >= len(self.atoms):
            return True
        one, two = self.atoms[before], self.atoms[after]
        if one.last in NO_END or two.first in NO_START:
            return False
        if after == before + 1 and self._is_number(before, after):
            return False
        # The parts of one word in two fonts stay together, unless it is a long one.
        glued = after == before + 1 and not one.full and not two.full
        return not glued or len(one.text) == 1 == len(two.text) or one.font is two.font

    def _is_number(self, before: int, after: int) -> bool:
        """Whether both sides are of one number: 11 and 月, or 4小时 and 20 before 分."""
        one, two = self.atoms[before], self.atoms[after]
        behind = self.atoms[after + 1].first if after + 1 < len(self.atoms) else ""
        if not one.full and one.last.isdecimal():
            return two.first in _UNITS or two.first + behind == "小时"
        ahead = self.atoms[before - 1].last if before else ""
        counted = ahead.isdecimal() or ahead + one.text == "小时"
        return counted and two.first.isdecimal() and (one.text, behind) in _PARTS

    def _width(self, at: int, end: int) -> float:
        while end > at and self.atoms[end - 1].space:
            end -= 1
        return sum(atom.width for atom in self.atoms[at:end])
