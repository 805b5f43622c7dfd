"""Glyphs read from a font's file, and the copy of a font cut down to some of them."""

from io import BytesIO
from itertools import groupby, pairwise

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from commandcenter.outputs.ofd.cut_fonts import cut
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import Font, FontFile
from commandcenter.outputs.pdf.glyphs import Glyphs
from tests.seeds import sample

WORDS = "市场监督管理局（一）《办法》“——”……Ⅲ①〓龘éÅÖñ№fi…Wg.;" + "国" * 3


def ours(font, char):
    glyphs = font.glyphs
    return [
        [place[n : n + 2] for kind, place in contour for n in range(0, len(place), 2)]
        for contour in glyphs.contours(glyphs.number(char))
    ]


def theirs(font, name):
    """As fontTools reads it: every point of moves, lines and quadratic curves, end points said."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    made = []
    for kind, points in pen.value:
        if kind == "moveTo":
            made.append([points[0]])
        elif kind == "lineTo":
            made[-1].append(points[0])
        elif kind == "qCurveTo":
            made += [[middle(points[-2], points[0])]] if points[-1] is None else []
            made[-1] += spelt(points, made[-1][0])
    return [[tuple(map(float, point)) for point in contour] for contour in made]


def spelt(points, start):
    """With the points on the curve that lie in the middle of two off it."""
    if points[-1] is None:  # all are off it
        points = (*points[:-1], start)
    made = []
    for one, other in pairwise(points):
        made += [one, middle(one, other) if other is not points[-1] else other]
    return made


def middle(one, other):
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def closed(contours):
    """Each as a closed line: where it begins and whether its end is said twice does not matter."""
    made = []
    for contour in contours:
        points = [tuple(round(n, 3) for n in point) for point in contour]
        points = [point for point, _ in groupby(points)]  # a line of no length is none
        if len(points) > 1 and points[0] == points[-1]:
            points = points[:-1]
        least = min(points, default=None)  # a line may come by there twice
        turns = [points[n:] + points[:n] for n, point in enumerate(points) if point == least]
        made.append(min(turns, default=[]))
    return sorted(made)


@pytest.mark.parametrize("face", list(Face))
def test_contours_are_those_that_another_reader_finds(open_fonts, face):
    font = open_fonts.font(face)
    with TTFont(font.file.path, fontNumber=font.file.index, lazy=True) as file:
        cmap = file.getBestCmap()
        drawn = [char for char in dict.fromkeys(WORDS) if ord(char) in cmap]
        drawn += [chr(code) for code in sample(sorted(cmap), 40, "glyphs", face)]
        for char in drawn:
            assert closed(ours(font, char)) == closed(theirs(file, cmap[ord(char)])), char


@pytest.mark.parametrize("face", list(Face))
def test_a_font_that_was_cut_down_draws_the_same(open_fonts, face):
    font = open_fonts.font(face)
    chars = [char for char in dict.fromkeys(WORDS) if font.has(char)]
    data = cut(font.glyphs, chars)
    small = TTFont(BytesIO(data))
    cmap = small.getBestCmap()
    assert set(cmap) == set(map(ord, chars))
    assert small["maxp"].numGlyphs < 4 * len(chars) + 4
    for char in chars:
        assert closed(theirs(small, cmap[ord(char)])) == closed(ours(font, char)), char
        assert small["hmtx"][cmap[ord(char)]][0] == pytest.approx(
            font.width(char) * small["head"].unitsPerEm, abs=0.51
        )
    assert cut(font.glyphs, [*reversed(chars), "\U0010fffd"]) == data


def test_parts_that_are_moved_turned_scaled_and_hung_on_points(tmp_path):
    """What composites can do, in a font made for it."""
    path = tmp_path / "parts.ttf"
    font_of_parts(path)
    font = Font(FontFile("Parts", path, 0))
    with TTFont(path) as file:
        for char, name in ((chr(code), name) for code, name in file.getBestCmap().items()):
            assert char == "E" or closed(ours(font, char)) == closed(theirs(file, name)), char
    # fontTools does not hang parts on points: the ring's second point lies on the other's third.
    ring = [[(x + 300, y - 200) for x, y in contour] for contour in ours(font, "B")]
    assert closed(ours(font, "E")) == closed([*ours(font, "A"), *ring])
    small = TTFont(BytesIO(cut(font.glyphs, "DE")))
    drawn = theirs(small, small.getBestCmap()[ord("D")])
    assert closed(drawn) == closed(ours(font, "D"))
    parts = small["glyf"][small.getBestCmap()[ord("E")]].components
    assert [(part.firstPt, part.secondPt) for part in parts[1:]] == [(2, 1)]


def test_a_glyph_whose_data_are_cut_off_has_no_contour(open_fonts):
    class CutOff(Glyphs):
        def data(self, glyph):
            return super().data(glyph)[:15]

    face = open_fonts.font(Face.FANG).glyphs.face
    for glyphs, there in ((Glyphs(face), True), (CutOff(face), False)):
        assert bool(glyphs.contours(glyphs.number("国"))) is there


def font_of_parts(path):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.qCurveTo((100, 300), (300, 300), (400, 0))
    pen.lineTo((200, -50))
    pen.closePath()
    ring = TTGlyphPen(None)
    ring.qCurveTo((0, 0), (0, 500), (500, 500), (500, 0), None)  # every point off the curve
    ring.closePath()
    glyphs = {".notdef": Glyph(), "A": pen.glyph(), "B": ring.glyph()}
    glyphs["C"] = composite(part("A", x=300, y=-40), part("B", scale=[[0.5, 0], [0, 0.5]]))
    glyphs["D"] = composite(
        part("C", x=7, scale=[[0.5, 0], [0, 0.75]]), part("A", scale=[[0, 1], [-1, 0]], y=9)
    )
    glyphs["E"] = composite(part("A"), part("B", points=(2, 1)))
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(name): name for name in glyphs if len(name) == 1})
    builder.setupGlyf(glyphs)
    left = {name: getattr(builder.font["glyf"][name], "xMin", 0) for name in glyphs}
    builder.setupHorizontalMetrics({name: (500, left[name]) for name in glyphs})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Parts", "styleName": "Regular", "psName": "Parts"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def composite(*parts):
    made = Glyph()
    made.numberOfContours, made.components = -1, list(parts)
    return made


def part(name, x=0, y=0, scale=None, points=None):
    made = GlyphComponent()
    made.glyphName, made.flags = name, 0x4
    if points:
        made.firstPt, made.secondPt = points
    else:
        made.x, made.y, made.flags = x, y, 0x6
    if scale:
        made.transform = scale
    return made
