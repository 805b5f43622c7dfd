"""A PDF that says what its parts are: headings, paragraphs, tables, figures with their words.

The canvas gathers the tree while the pieces draw; `put_tree` writes it (14.7 and 14.8 of
ISO 32000-1). Text outside of any part, and lines that are no figure's, are artifacts.
"""

from collections.abc import Sequence
from dataclasses import field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.canvas import ARTIFACT, FIGURE, TD, TH


@dataclass(slots=True)
class Part:
    """An element of the tree; `kids`: parts, or (page counted from 0, number of the marks)."""

    kind: str
    words: str = ""  # what stands for a figure where it cannot be seen
    span: int = 1  # columns of a cell
    kids: "list[Part | tuple[int, int]]" = field(default_factory=list)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Reportlab's canvas, which puts the marks around what is drawn."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self.tree = Part("Document")
        self._open = [self.tree]
        self._last: dict[str, Part] = {}  # by kind
        self._marks = 0  # on this page
        self._nobody = Part(ARTIFACT)
        self._marked: Part | None = None  # whose marks are open
        self._page_at = 0
        super().__init__(*args, **named)

    def tag(self, kind: str, words: str = "", span: int = 1, *, continues: bool = False) -> None:
        part = self._last.get(kind) if continues else None
        if part is None:
            part = self._last[kind] = Part(kind, words, span)
            if kind == ARTIFACT:
                part = self._nobody
            else:
                self._open[-1].kids.append(part)
        self._open.append(part)

    def end_tag(self) -> None:
        self._open.pop()

    def _mark(self, *, text: bool) -> None:
        """Ends the marks that are open where what comes belongs to others."""
        part = self._open[-1]
        whose = part if part.kind == FIGURE or (text and part is not self.tree) else self._nobody
        if whose is self._marked:
            return
        self._unmark()
        self._marked = whose
        if whose is self._nobody:
            self.addLiteral("/Artifact BMC")
            return
        self.addLiteral(f"/{whose.kind} <</MCID {self._marks}>> BDC")
        whose.kids.append((self._page_at, self._marks))
        self._marks += 1

    def _unmark(self) -> None:
        if self._marked is not None:
            self.addLiteral("EMC")
        self._marked = None

    def drawText(self, text: Any) -> None:
        self._mark(text=True)
        super().drawText(text)

    def put_image(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """Without what could be seen through: the file says that it has none."""
        self._mark(text=False)
        with Image.open(BytesIO(png)) as image:
            shown = ImageReader(image.convert("RGB"))
        self.drawImage(shown, x, y, width, height)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._mark(text=False)
        super().line(x1, y1, x2, y2)

    def rect(self, *args: Any, **named: Any) -> None:
        self._mark(text=False)
        super().rect(*args, **named)

    def circle(self, *args: Any, **named: Any) -> None:
        self._mark(text=False)
        super().circle(*args, **named)

    def drawPath(self, *args: Any, **named: Any) -> None:
        self._mark(text=False)
        super().drawPath(*args, **named)

    def showPage(self) -> None:
        self._unmark()
        self._marks, self._page_at = 0, self._page_at + 1
        super().showPage()


def put_tree(pdf: pikepdf.Pdf, tree: Part) -> None:
    """`tree` as the canvas of this very file has gathered it."""
    pages = list(pdf.pages)
    owners: list[list[pikepdf.Object]] = [[] for _ in pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = _written(pdf, tree, root, pages, owners)
    for number, page in enumerate(pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
    numbers = Array()
    for number, each in enumerate(owners):
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array(each)))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _written(
    pdf: pikepdf.Pdf,
    part: Part,
    above: pikepdf.Object,
    pages: Sequence[pikepdf.Page],
    owners: list[list[pikepdf.Object]],
) -> pikepdf.Object:
    """The element with all below it; `owners`: of each page the elements by their marks."""
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{part.kind}"), P=above))
    if part.words:
        made.Alt = String(part.words)
    if part.kind == TH:
        made.A = Dictionary(O=Name.Table, Scope=Name.Column)
    elif part.kind == TD and part.span > 1:
        made.A = Dictionary(O=Name.Table, ColSpan=part.span)
    kids = Array()
    for kid in part.kids:
        if isinstance(kid, Part):
            if kid.kids or kid.kind in (TD, TH):  # an empty cell keeps the others in their columns
                kids.append(_written(pdf, kid, made, pages, owners))
            continue
        page, mark = kid
        owners[page].append(made)
        kids.append(Dictionary(Type=Name.MCR, Pg=pages[page].obj, MCID=mark))
    made.K = kids
    return made
