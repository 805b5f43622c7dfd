"""Draws the agreed look of a page of each kind anew: KIND.png beside this file.

Run it after a page was changed on purpose, then look at every picture that differs:

    .venv/bin/python -m tests.outputs.golden.make [KIND ...]
"""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.fonts import FontSet, find_fonts
from tests.outputs import kind_samples as samples

HERE = Path(__file__).parent
DPI = 60
# The fonts of packaging/system-packages.txt alone: better ones, if there, would move the lines.
FONTS = tuple(Path("/usr/share/fonts/truetype", name) for name in ("arphic", "liberation", "wqy"))
# The page of each kind that shows most of it; of the others the first.
PAGES = {"briefing": 1, "monthly": 1}


LETTER = "letter"


def papers() -> list[str]:
    """Each kind, and the form of which there is no kind: 信函."""
    return [*sorted(samples.SAMPLES), LETTER]


def document(kind: str) -> Document:
    return samples.letter() if kind == LETTER else samples.document(kind)


def pinned_fonts() -> FontSet:
    return find_fonts(list(FONTS), open_only=True)


def picture(kind: str, data: bytes) -> Image.Image:
    """The page of the kind, in grey."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[min(PAGES.get(kind, 0), len(pdf) - 1)]
        return page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        pdf.close()


def golden(kind: str) -> Image.Image:
    with Image.open(HERE / f"{kind}.png") as image:
        return image.convert("L")


def main(kinds: list[str]) -> None:
    fonts = pinned_fonts()
    for kind in kinds or papers():
        made = picture(kind, render(document(kind), fonts).data)
        made.quantize(16).save(HERE / f"{kind}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
