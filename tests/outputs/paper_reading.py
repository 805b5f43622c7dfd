"""Reads printed pages back, so that tests measure what stands on them."""

import re
from dataclasses import dataclass
from io import BytesIO

import pypdf
import pypdfium2

PT = 25.4 / 72  # millimetres in a point


@dataclass
class Sign:
    """A printed character and its box in millimetres from the page's left and top."""

    char: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass
class Page:
    text: str
    signs: list[Sign]

    @property
    def plain(self) -> str:
        return "".join(self.text.split())

    @property
    def body(self) -> str:
        """Everything but the page number, in reading order, without spaces."""
        return re.sub("—\\d+—$", "", self.plain)

    def rows(self) -> list[str]:
        """What stands on each line of the grid, top to bottom, each from left to right."""
        return ["".join(s.char for s in row) for row in self.row_signs()]

    def row_signs(self) -> list[list[Sign]]:
        pitch = 225 / 22
        inside = [s for s in self.signs if 37 <= (s.top + s.bottom) / 2 <= 37 + 225]
        rows: dict[int, list[Sign]] = {}
        for sign in inside:
            rows.setdefault(int(((sign.top + sign.bottom) / 2 - 37) // pitch), []).append(sign)
        return [sorted(rows[n], key=lambda s: s.left) for n in sorted(rows)]


def read_back(data: bytes) -> list[Page]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_read_page(pdf[n]) for n in range(len(pdf))]
    finally:
        pdf.close()


def _read_page(page) -> Page:
    height = page.get_height()
    text = page.get_textpage()
    signs = []
    for n in range(text.count_chars()):
        char = text.get_text_range(n, 1)
        if not char.strip():
            continue
        left, bottom, right, top = text.get_charbox(n, loose=False)
        signs.append(Sign(char, left * PT, right * PT, (height - top) * PT, (height - bottom) * PT))
    return Page(text.get_text_range(), signs)


def embedded(data):
    """BaseFont → whether its program is in the file."""
    found = {}
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values()):
            found[font["/BaseFont"]] = "/FontFile2" in font.get("/FontDescriptor", {})
    return found
