"""From a document to the bytes of its PDF: the one door of this package.

The file is marked PDF/A-2b (fonts embedded, sRGB, metadata), has an outline, tags and its
language, and is equal byte for byte for equal input: its dates are the document's own.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from math import ceil

from reportlab import rl_config
from reportlab.lib.colors import HexColor

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import enumerated, phrase
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf import tounicode
from commandcenter.outputs.pdf.archive import mark_archival
from commandcenter.outputs.pdf.canvas import Sheaf
from commandcenter.outputs.pdf.contents import Listed
from commandcenter.outputs.pdf.document import Contents, Document, Form
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet, default_fonts
from commandcenter.outputs.pdf.grid import (
    ASCENT,
    CELL_Y,
    EPS,
    LEFT,
    MM,
    PAGE_H,
    PAGE_W,
    ROWS,
    SIZE_3,
    SIZE_4,
    TOP,
    TYPE_H,
    TYPE_W,
)
from commandcenter.outputs.pdf.ink import Ink, Label
from commandcenter.outputs.pdf.layout import TITLE, Layout
from commandcenter.outputs.pdf.pieces import Break, Pager, Piece, Placed, TextPiece
from commandcenter.outputs.pdf.tags import Part, TaggedCanvas
from commandcenter.outputs.pdf.text import one_line

LOCK = threading.Lock()  # reportlab's table of fonts belongs to the process
PASSES = 4  # what a 目录 names, how long that is, which pages follow, and whether it stays so
ACCOMPANY = 2  # lines of the text that go with 版记 to a page of its own
FIRST_WORDS = 12  # by which a paragraph is named
LONGEST = 2  # paragraphs named where a paper is too long
_NUMBER_DOWN = 7 * MM  # the page number below the type area (7.5)
FAINT = HexColor(0xE6E6E6)  # behind the text, which is read through it, printed grey too
WIDEST = 4.0  # characters of it that fill a line


@dataclass(frozen=True, slots=True)
class Rendered:
    """`fill` is how full the last page is (0–1); `warnings` are Chinese sentences."""

    data: bytes
    pages: int
    fill: float
    missing_characters: tuple[str, ...]
    warnings: tuple[str, ...]


def render(document: Document, fonts: FontSet | None = None) -> Rendered:
    """Raises RuleBroken when the machine has no Chinese font. May be called by any thread."""
    fonts = fonts or default_fonts()
    with LOCK:
        sheets = lay_out(document, fonts)
        raw, tree = _drawn(sheets, range(len(sheets.pages)), fonts)
        data = mark_archival(raw, document, fonts, tree)
    return Rendered(data, len(sheets.pages), sheets.fill, sheets.missing, sheets.warnings)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document set on pages. Only when all are drawn is it known which characters lack a font."""

    document: Document
    pages: list[list[Placed]]
    fill: float
    _missing: set[str]
    _lines: tuple[tuple[str, int], ...]  # of each paragraph, its first words and its lines

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted(self._missing))

    @property
    def warnings(self) -> tuple[str, ...]:
        length = len(self.pages) - 1 + self.fill
        return tuple(_warnings(self.document, self.missing, length, self._lines))


def lay_out(document: Document, fonts: FontSet) -> Sheets:
    """To be called with the LOCK held."""
    levels = next((block.levels for block in document.blocks if isinstance(block, Contents)), 0)
    listed: tuple[Listed, ...] = ()
    for _ in range(PASSES if levels else 1):
        layout = Layout(fonts, listed=listed)
        pieces = list(layout.pieces(document))
        pages = _paged(pieces)
        found = tuple(_listed(pages, levels))
        if found == listed:
            break
        listed = found
    return Sheets(document, pages, _fill(pages), layout.missing, _paragraphs(pieces))


def _listed(pages: Sequence[Sequence[Placed]], levels: int) -> Iterator[Listed]:
    """What the 目录 names, where it stands now."""
    for number, page in zip(_numbers(pages), pages, strict=True):
        for mark in (mark for placed in page for mark in placed.piece.bookmarks):
            if 0 < mark.level <= levels:
                yield Listed(mark.title, mark.level, number)


def _paged(pieces: list[Piece]) -> list[list[Placed]]:
    pager = _filled(pieces)
    if len(pager.pages) > 1 and all(placed.piece.foot for placed in pager.pages[-1]):
        pager = _filled(_accompanied(pieces))
    return [page for page in pager.pages if page] or [[]]


def _filled(pieces: Sequence[Piece]) -> Pager:
    pager = Pager(TYPE_H + 0.01)
    pager.fill(pieces)
    return pager


def _accompanied(pieces: list[Piece]) -> list[Piece]:
    """With the end of the text on the page of the 版记, which may not stand there alone (7.4)."""
    foot = next(at for at, piece in enumerate(pieces) if piece.foot)
    last = foot - 1
    while last > 0 and pieces[last].clings:
        last -= 1
    before = pieces[last]
    if last == foot - 1 and isinstance(before, TextPiece) and len(before.lines) >= 2 * ACCOMPANY:
        parts = before.split(before.height - ACCOMPANY * before.pitch)
        if parts:
            return [*pieces[:last], parts[0], Break(), parts[1], *pieces[foot:]]
    return [*pieces[:last], Break(), *pieces[last:]]


def _paragraphs(pieces: Sequence[Piece]) -> tuple[tuple[str, int], ...]:
    texts = [piece for piece in pieces if isinstance(piece, TextPiece)]
    return tuple((_begins(piece), len(piece.lines)) for piece in texts if piece.lines)


def _begins(piece: TextPiece) -> str:
    return "".join(atom.text for atom in piece.lines[0].atoms)[:FIRST_WORDS]


def _fill(pages: list[list[Placed]]) -> float:
    """How full the last page is, 0 to 1."""
    return max((p.down + p.piece.height for p in pages[-1]), default=0.0) / TYPE_H


def _warnings(
    document: Document,
    missing: tuple[str, ...],
    length: float,
    paragraphs: tuple[tuple[str, int], ...],
) -> Iterator[str]:
    if missing:
        yield phrase("以下字符没有可用字体，已印作“〓”：{chars}", chars=enumerated(missing))
    if document.limit is not None and length > document.limit + EPS:
        over = ceil(round((length - document.limit) * ROWS, 3))
        longest = sorted(paragraphs, key=lambda each: -each[1])[:LONGEST]
        yield phrase(
            "篇幅超过{pages:g}页，约须压缩{lines}行，最长的段落：{paragraphs}。",
            pages=document.limit,
            lines=over,
            paragraphs=enumerated(
                phrase("“{words}…”（{n}行）", words=words, n=lines) for words, lines in longest
            ),
        )


def draw(sheets: Sheets, wanted: Iterable[int], fonts: FontSet) -> bytes:
    """A file of the wanted pages, counted from 0. To be called with the LOCK held."""
    return _drawn(sheets, wanted, fonts)[0]


def _drawn(sheets: Sheets, wanted: Iterable[int], fonts: FontSet) -> tuple[bytes, Part]:
    """The file, and the tree of what its marks are."""
    tounicode.repair()
    rl_config.useA85 = 0  # bytes as they are, not spelt in letters
    document = sheets.document
    out = BytesIO()
    canvas = TaggedCanvas(
        out,
        pagesize=(PAGE_W, PAGE_H),
        invariant=1,
        pageCompression=0,  # mark_archival packs the streams
        lang=document.language,
        # Without it reportlab starts each page in Helvetica, which is never embedded.
        initialFontName=fonts.font(Face.FANG).name,
        initialFontSize=SIZE_3,
    )
    canvas.setTitle(one_line(document.name))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if any(isinstance(block, Contents) for block in document.blocks):
        canvas.showOutline()
    put_pages(canvas, sheets, wanted, fonts)
    canvas.save()
    return out.getvalue(), canvas.tree


def put_pages(canvas: Sheaf, sheets: Sheets, wanted: Iterable[int], fonts: FontSet) -> None:
    """The wanted pages, counted from 0, and their outline. To be called with the LOCK held."""
    outline, numbers = _Outline(canvas), _numbers(sheets.pages)
    for at in wanted:
        _draw_marking(canvas, sheets.document, fonts)
        for placed in sheets.pages[at]:
            top = PAGE_H - TOP - placed.down
            outline.add(placed, top)
            placed.piece.draw(canvas, LEFT, top)
        _draw_margins(canvas, numbers[at], sheets.document, fonts)
        canvas.showPage()


def _numbers(pages: Sequence[Sequence[Placed]]) -> list[int]:
    """Of each page: from 1, and anew where the next paper of a sheaf begins."""
    numbers: list[int] = []
    for page in pages:
        piece = page[0].piece if page else None
        anew = isinstance(piece, TextPiece) and piece.kind == "H1" and piece.origin != TITLE
        numbers.append(1 if anew or not numbers else numbers[-1] + 1)
    return numbers


def _draw_margins(canvas: Sheaf, number: int, document: Document, fonts: FontSet) -> None:
    """Page number: 4号宋体 between dashes, odd pages right, even left, one character in.

    A letter's first page has none (10.1).
    """
    label = Label(fonts, Face.SONG, SIZE_4)
    # The dashes' upper edge, at about the middle of the type, lies 7 mm below the type area.
    y = PAGE_H - TOP - TYPE_H - _NUMBER_DOWN - (ASCENT - 0.5) * SIZE_4
    text = f"—\u3000{number}\u3000—".replace("\u3000", " ")
    if number == 1 and document.head and document.head.form is Form.LETTER:
        pass
    elif number % 2:
        label.draw(canvas, LEFT + TYPE_W - SIZE_4, y, text, 1.0)
    else:
        label.draw(canvas, LEFT + SIZE_4, y, text)
    if document.drill:
        top = PAGE_H - TOP + CELL_Y / 2
        Label(fonts, Face.HEI, SIZE_3).draw(canvas, LEFT + TYPE_W / 2, top, "【演练】", 0.5)


def _draw_marking(canvas: Sheaf, document: Document, fonts: FontSet) -> None:
    """Large and light in the middle of the page, below what is written."""
    if document.marking is None:
        return
    size = TYPE_W / WIDEST
    label = Label(fonts, Face.HEI, size)
    y = PAGE_H / 2 - ASCENT * size / 2
    label.draw(canvas, LEFT + TYPE_W / 2, y, document.marking, 0.5, Ink(FAINT))


class _Outline:
    """Bookmarks, numbered in order; no level is skipped on the way down."""

    def __init__(self, canvas: Sheaf) -> None:
        self.canvas, self.count, self.level = canvas, 0, -1

    def add(self, placed: Placed, top: float) -> None:
        for mark in placed.piece.bookmarks:
            self.level = min(mark.level, self.level + 1)
            self.count += 1
            key = f"b{self.count}"
            self.canvas.bookmarkHorizontal(key, 0, top - mark.down)
            self.canvas.addOutlineEntry(mark.title[:80], key, self.level, 0)


__all__ = ["Rendered", "RuleBroken", "render"]
