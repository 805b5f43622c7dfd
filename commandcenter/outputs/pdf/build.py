"""From a document to the bytes of its PDF: the one door of this package.

The file is marked PDF/A-2b (fonts embedded, sRGB, metadata), has an outline and its
language, and is equal byte for byte for equal input: its dates are the document's own.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.pdf import tounicode
from commandcenter.outputs.pdf.archive import mark_archival
from commandcenter.outputs.pdf.document import Document, Face, Form
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
from commandcenter.outputs.pdf.layout import SCALES, Layout
from commandcenter.outputs.pdf.pieces import Pager, Placed
from commandcenter.outputs.pdf.text import one_line

LOCK = threading.Lock()  # reportlab's table of fonts belongs to the process
STRAY = 4 / ROWS  # so full a last page at most is a few lines left over
SNUGGEST = 3  # how many of the scales a snug document may take
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
        raw = draw(sheets, range(len(sheets.pages)), fonts)
        data = mark_archival(raw, document, fonts)
    return Rendered(data, len(sheets.pages), sheets.fill, sheets.missing, sheets.warnings)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document set on pages. Only when all are drawn is it known which characters lack a font."""

    document: Document
    pages: list[list[Placed]]
    fill: float
    _missing: set[str]
    _too_tall: bool

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted(self._missing))

    @property
    def warnings(self) -> tuple[str, ...]:
        length = len(self.pages) - 1 + self.fill
        return _warnings(self.document, self._too_tall, self.missing, length)


def lay_out(document: Document, fonts: FontSet) -> Sheets:
    """To be called with the LOCK held."""
    layout, pager = _laid_out(document, fonts)
    pages = [page for page in pager.pages if page] or [[]]
    return Sheets(document, pages, _fill(pages), layout.missing, pager.too_tall)


def _laid_out(document: Document, fonts: FontSet) -> tuple[Layout, Pager]:
    """As the standard's page has it, or a little tighter where the document has a limit.

    So is one that is snug, and any paper whose last page would hold its 版记 alone.
    """
    layout, pager = _set(document, fonts, SCALES[0])
    for scale in SCALES[1:]:
        if document.limit is None or _length(pager) <= document.limit + EPS:
            break
        layout, pager = _set(document, fonts, scale)
    if len(pager.pages) > 1 and _left_over(pager) <= (STRAY if document.snug else 0) + EPS:
        tighter = (_set(document, fonts, scale) for scale in SCALES[1:SNUGGEST])
        closer = (made for made in tighter if len(made[1].pages) < len(pager.pages))
        layout, pager = next(closer, (layout, pager))
    return layout, pager


def _left_over(pager: Pager) -> float:
    """How full the last page is; 0 where nothing but the 版记 stands on it."""
    last = [placed for placed in pager.pages[-1] if not placed.piece.foot]
    return _fill([last])


def _set(document: Document, fonts: FontSet, scale: float) -> tuple[Layout, Pager]:
    layout = Layout(fonts, scale)
    pager = Pager(TYPE_H + 0.01)
    pager.fill(list(layout.pieces(document)))
    return layout, pager


def _length(pager: Pager) -> float:
    return len(pager.pages) - 1 + _fill(pager.pages)


def _fill(pages: list[list[Placed]]) -> float:
    """How full the last page is, 0 to 1."""
    return max((p.down + p.piece.height for p in pages[-1]), default=0.0) / TYPE_H


def _warnings(
    document: Document, too_tall: bool, missing: tuple[str, ...], length: float
) -> tuple[str, ...]:
    found = []
    if missing:
        found.append(f"以下字符没有可用字体，已印作“〓”：{'、'.join(missing)}")
    if too_tall:
        found.append("情况摘要一页排不下，请压缩文字。")
    if document.limit is not None and length > document.limit + EPS:
        found.append(f"篇幅超过{document.limit:g}页，请压缩文字。")
    return tuple(found)


def draw(sheets: Sheets, wanted: Iterable[int], fonts: FontSet) -> bytes:
    """A file of the wanted pages, counted from 0. To be called with the LOCK held."""
    tounicode.repair()
    rl_config.useA85 = 0  # bytes as they are, not spelt in letters
    document = sheets.document
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_W, PAGE_H),
        invariant=1,
        pageCompression=0,  # mark_archival packs the streams
        lang="zh-CN",
        # Without it reportlab starts each page in Helvetica, which is never embedded.
        initialFontName=fonts.font(Face.FANG).name,
        initialFontSize=SIZE_3,
    )
    canvas.setTitle(one_line(document.name))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    outline = _Outline(canvas)
    for at in wanted:
        _draw_marking(canvas, document, fonts)
        for placed in sheets.pages[at]:
            top = PAGE_H - TOP - placed.down
            outline.add(placed, top)
            placed.piece.draw(canvas, LEFT, top)
        _draw_margins(canvas, at + 1, document, fonts)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_margins(canvas: Canvas, number: int, document: Document, fonts: FontSet) -> None:
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


def _draw_marking(canvas: Canvas, document: Document, fonts: FontSet) -> None:
    """Large and light in the middle of the page, below what is written."""
    if document.marking is None:
        return
    size = TYPE_W / WIDEST
    label = Label(fonts, Face.HEI, size)
    y = PAGE_H / 2 - ASCENT * size / 2
    label.draw(canvas, LEFT + TYPE_W / 2, y, document.marking, 0.5, Ink(FAINT))


class _Outline:
    """Bookmarks, numbered in order; no level is skipped on the way down."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.count, self.level = canvas, 0, -1

    def add(self, placed: Placed, top: float) -> None:
        if placed.piece.outline is None:
            return
        text, level = placed.piece.outline
        self.level = min(level, self.level + 1)
        self.count += 1
        key = f"b{self.count}"
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(text[:80], key, self.level, 0)


__all__ = ["Rendered", "RuleBroken", "render"]
