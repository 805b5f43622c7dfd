"""A paper set on pages to be looked at: where each paragraph came to stand, pages drawn singly.

What is printed and kept is made by `build.render`; a proof draws only the pages that are
seen, so that it can follow typing, and says in which place of which page a paragraph is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.build import LOCK, Sheets, draw, lay_out
from commandcenter.outputs.pdf.document import Attachments, Block, Document, Para
from commandcenter.outputs.pdf.fonts import FontSet, default_fonts
from commandcenter.outputs.pdf.grid import PAGE_H, PAGE_W, TOP
from commandcenter.outputs.pdf.parts import (
    Override,
    Placed,
    Role,
    parts,
    placed,
    with_texts,
    words,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a page (counted from 0) in points from its top."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Proof:
    """`places`: by key of the part, a stretch for every page that it is on."""

    document: Document = field(repr=False)
    pages: int
    size: tuple[float, float]  # of a page, in points
    places: Mapping[str, tuple[Place, ...]] = field(repr=False)
    orphans: Mapping[str, Override]
    _sheets: Sheets = field(repr=False)
    _fonts: FontSet = field(repr=False)

    def draw(self, pages: Iterable[int]) -> bytes:
        """A PDF of these pages only, counted from 0. May be called by any thread."""
        with LOCK:
            return draw(self._sheets, pages, self._fonts)


def proof(document: Document, texts: Mapping[str, Override], fonts: FontSet | None = None) -> Proof:
    """The document with what people changed in it. Raises RuleBroken without a Chinese font."""
    fonts = fonts or default_fonts()
    edited, orphans = with_texts(document, texts)
    with LOCK:
        sheets = lay_out(edited, fonts)
    stood = _stretches(sheets)
    origins = _origins(document, texts)
    places = {key: stood[origin] for key, origin in origins.items() if origin in stood}
    return Proof(edited, len(sheets.pages), (PAGE_W, PAGE_H), places, orphans, sheets, fonts)


def _stretches(sheets: Sheets) -> dict[str, tuple[Place, ...]]:
    """By origin: from its first piece on a page to its last."""
    found: dict[tuple[str, int], Place] = {}
    for page, on_page in enumerate(sheets.pages):
        for each in on_page:
            top = TOP + each.down
            bottom = top + each.piece.height
            before = found.get((each.piece.origin, page))
            first = before.top if before else top
            found[each.piece.origin, page] = Place(page, first, bottom)
    made: dict[str, tuple[Place, ...]] = {}
    for (origin, _), place in found.items():
        made[origin] = (*made.get(origin, ()), place)
    return made


def _origins(document: Document, texts: Mapping[str, Override]) -> dict[str, str]:
    """By key: the block of the edited document that holds the part (see Layout)."""
    found = placed(document, texts)[0]
    lone = (Role.TITLE, Role.ADDRESSEE)
    made = {each.part.key: each.part.role.value for each in found if each.part.role in lone}
    rest = iter([each for each in found if each.part.role not in lone])
    return made | dict(_walked(document, document.blocks, rest))


def _walked(
    document: Document, blocks: Iterable[Block], rest: Iterator[Placed]
) -> Iterator[tuple[str, str]]:
    at = 0
    for block in blocks:
        count = len(parts(Document(document.meta, "", (block,))))
        mine = [next(rest) for _ in range(count)]
        if _goes(block, mine):
            continue  # the blocks behind it move up
        yield from ((each.part.key, f"{at}") for each in mine)
        at += 1


def _goes(block: Block, mine: list[Placed]) -> bool:
    """Whether nothing is left of it once its parts are emptied (see parts.with_texts)."""
    if not mine or any(each.text for each in mine):
        return False
    if isinstance(block, Para):
        return len(words(block.text).split("\n")) == len(mine)
    return isinstance(block, Attachments)
