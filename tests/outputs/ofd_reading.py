"""Reads an OFD by itself: nothing of the program, its own reading of the package, fonts and marks.

A page is drawn by Qt's painter from the embedded fonts, so that it can be laid over the PDF's.
"""

import math
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

NS = "{http://www.ofdspec.org/2016}"
MM = 25.4


@dataclass
class Words:
    """A TextObject: its characters, each with its place in millimetres from the page's corner."""

    text: str
    places: list[tuple[float, float]]
    font: str
    size: float
    wide: float


@dataclass
class Ofd:
    names: list[str]
    files: dict[str, bytes]
    fonts: dict[str, TTFont] = field(default_factory=dict)
    glyphs: dict = field(default_factory=dict)

    def xml(self, name) -> ET.Element:
        return ET.fromstring(self.files[name])

    @property
    def pages(self) -> list[ET.Element]:
        listed = self.xml("Doc_0/Document.xml").findall(f"{NS}Pages/{NS}Page")
        return [self.xml(f"Doc_0/{page.get('BaseLoc')}") for page in listed]

    @property
    def info(self) -> dict[str, str]:
        """The properties, those of the archive by their Chinese names."""
        found = self.xml("OFD.xml").find(f"{NS}DocBody/{NS}DocInfo")
        own = {each.tag.removeprefix(NS): each.text or "" for each in found if len(each) == 0}
        customs = found.iter(f"{NS}CustomData")
        return own | {each.get("Name"): each.text or "" for each in customs}

    def outline(self):
        """(title, depth, page counted from 0) in order."""
        document = self.xml("Doc_0/Document.xml")
        numbers = [p.get("ID") for p in document.findall(f"{NS}Pages/{NS}Page")]
        return list(self._lines(document.find(f"{NS}Outlines"), 0, numbers))

    def _lines(self, above, depth, numbers):
        for each in above.findall(f"{NS}OutlineElem") if above is not None else ():
            dest = each.find(f"{NS}Actions/{NS}Action/{NS}Goto/{NS}Dest")
            yield each.get("Title"), depth, numbers.index(dest.get("PageID"))
            yield from self._lines(each, depth + 1, numbers)

    def words(self, page) -> list[Words]:
        return [self._words(mark) for mark in page.iter(f"{NS}TextObject")]

    def text(self, page) -> str:
        return "".join(words.text for words in self.words(page))

    def _words(self, mark) -> Words:
        left, top, _, _ = numbers_of(mark.get("Boundary"))
        code = mark.find(f"{NS}TextCode")
        x, y = left + float(code.get("X")), top + float(code.get("Y"))
        steps = numbers_of(code.get("DeltaX", ""))
        assert len(steps) == len(code.text) - 1, (code.text, steps)
        places = [(x + sum(steps[:n]), y) for n in range(len(code.text))]
        wide = float(mark.get("HScale", "1"))
        return Words(code.text, places, mark.get("Font"), float(mark.get("Size")), wide)

    def draw(self, page, dots) -> np.ndarray:
        """Rows of pixels, (height, width, 3), of a page of A4."""
        scale = dots / MM
        image = QImage(
            math.ceil(210 * scale - 0.01), math.ceil(297 * scale - 0.01), QImage.Format_RGB888
        )
        image.fill(Qt.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.scale(scale, scale)
        for mark in page.find(f"{NS}Content/{NS}Layer"):
            painter.save()
            left, top, wide, high = numbers_of(mark.get("Boundary"))
            painter.setClipRect(QRectF(left, top, wide, high))
            if mark.tag == f"{NS}TextObject":
                self._draw_text(painter, mark)
            elif mark.tag == f"{NS}PathObject":
                painter.translate(left, top)
                draw_path(painter, mark)
            else:
                raise ValueError(mark.tag)
            painter.restore()
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def _draw_text(self, painter, mark) -> None:
        words, color = self._words(mark), color_of(mark, "FillColor")
        for char, (x, y) in zip(words.text, words.places, strict=True):
            path, unit = self._glyph(words.font, char)
            size = words.size / unit
            place = QTransform(size * words.wide, 0, 0, -size, x, y)
            painter.fillPath(place.map(path), color)

    def _glyph(self, number, char):
        if (number, char) not in self.glyphs:
            font = self.font(number)
            name = font.getBestCmap()[ord(char)]
            pen = QtPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            self.glyphs[number, char] = pen.path, font["head"].unitsPerEm
        return self.glyphs[number, char]

    def font(self, number) -> TTFont:
        if number not in self.fonts:
            listed = self.xml("Doc_0/PublicRes.xml").iter(f"{NS}Font")
            file = next(f for f in listed if f.get("ID") == number).find(f"{NS}FontFile").text
            self.fonts[number] = TTFont(BytesIO(self.files[f"Doc_0/Res/{file}"]))
        return self.fonts[number]


class QtPen(BasePen):
    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.path = QPainterPath()
        self.path.setFillRule(Qt.WindingFill)

    def _moveTo(self, point):
        self.path.moveTo(*point)

    def _lineTo(self, point):
        self.path.lineTo(*point)

    def _curveToOne(self, one, two, end):
        self.path.cubicTo(*one, *two, *end)

    def _closePath(self):
        self.path.closeSubpath()


def read_ofd(data: bytes) -> Ofd:
    with ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        return Ofd(names, {name: package.read(name) for name in names})


def numbers_of(words) -> list[float]:
    return [float(each) for each in words.split()]


def color_of(mark, name) -> QColor:
    found = mark.find(f"{NS}{name}")
    return QColor(*map(int, found.get("Value").split())) if found is not None else QColor("black")


def draw_path(painter, mark) -> None:
    path = path_of(mark.find(f"{NS}AbbreviatedData").text)
    if mark.get("Fill", "false") == "true":
        even = mark.get("Rule") == "Even-Odd"
        path.setFillRule(Qt.OddEvenFill if even else Qt.WindingFill)
        painter.fillPath(path, color_of(mark, "FillColor"))
    if mark.get("Stroke", "true") == "true":
        pen = QPen(color_of(mark, "StrokeColor"), float(mark.get("LineWidth", "0.353")))
        pen.setCapStyle(Qt.FlatCap)
        pen.setJoinStyle(Qt.RoundJoin if mark.get("Join") == "Round" else Qt.MiterJoin)
        painter.strokePath(path, pen)


TOKENS = re.compile(r"[MLQBC]|-?\d+(?:\.\d+)?")


def path_of(data) -> QPainterPath:
    path, left = QPainterPath(), TOKENS.findall(data)
    assert "".join(left) == data.replace(" ", "")
    takes = {"M": 2, "L": 2, "Q": 4, "B": 6, "C": 0}
    does = {
        "M": path.moveTo, "L": path.lineTo, "Q": path.quadTo, "B": path.cubicTo,
        "C": path.closeSubpath,
    }  # fmt: skip
    at = 0
    while at < len(left):
        count = takes[left[at]]
        does[left[at]](*map(float, left[at + 1 : at + 1 + count]))
        at += 1 + count
    return path
