"""Papers as OFD: the pages of the PDF, whole, plain, the same each time, read by another hand."""

import dataclasses
import re
from io import BytesIO
from itertools import cycle

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import ImageFont

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document, Head, Heading, Marking, Para, Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontFile, FontSet, find_fonts
from tests.outputs import kind_samples as samples
from tests.outputs.hostile import HOSTILE, HUGE, poisoned, squeezed
from tests.outputs.ofd_reading import NS, read_ofd
from tests.outputs.ofd_rules import broken_rules
from tests.outputs.paper_reading import read_back
from tests.outputs.paper_samples import long_text
from tests.outputs.test_fonts import one_glyph_font
from tests.outputs.test_word import META, everything

DOTS = 200
NEAR = 2  # pixels: so far apart ink may lie
SHARE = 0.0005  # of the ink
DARK, FAINT = 128, 208  # of 255
KINDS = sorted(samples.SAMPLES)


@pytest.fixture(scope="module")
def written(open_fonts):
    """A paper with each kind of block but figures."""
    made = render_ofd(everything(), open_fonts)
    return made, read_ofd(made.data)


def pictures(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        drawn = (page.render(scale=DOTS / 72, rev_byteorder=True) for page in pdf)
        return [each.to_numpy()[..., :3].copy() for each in drawn]
    finally:
        pdf.close()


def apart(one, other):
    """The share of ink further than NEAR from any of the other's, in the worst of three colours.

    A hair of a line is grey where it falls between two pixels: what is dark in one picture may
    be faint in the other.
    """
    worst = 0.0
    for a, b in ((one[..., n], other[..., n]) for n in range(3)):
        lost = alone(a < DARK, b < FAINT) + alone(b < DARK, a < FAINT)
        worst = max(worst, lost / max(1, (a < DARK).sum()))
    return worst


def alone(dark, faint):
    """How many of the dark points have nothing faint within NEAR of them."""
    rows, columns = np.nonzero(dark & ~faint)
    wide = np.pad(faint, NEAR)
    seen = np.zeros(len(rows), bool)
    for down, right in np.argwhere(np.hypot(*np.mgrid[-NEAR : NEAR + 1, -NEAR : NEAR + 1]) <= NEAR):
        seen |= wide[rows + down, columns + right]
    return (~seen).sum()


def compared(paper, fonts):
    """The OFD of a paper, once its pages and text are those of the PDF."""
    printed, made = render(paper, fonts), render_ofd(paper, fonts)
    ofd = read_ofd(made.data)
    pages, read, seen = ofd.pages, read_back(printed.data), pictures(printed.data)
    assert (len(pages), made.warnings) == (printed.pages, printed.warnings)
    for page, said, drawn in zip(pages, read, seen, strict=True):
        assert squeezed(ofd.text(page)) == said.plain
        height, width = drawn.shape[:2]
        picture = ofd.draw(page, DOTS)
        assert apart(drawn, picture[:height, :width]) <= SHARE
    return ofd


@pytest.mark.lot(7)
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_each_kind_is_on_the_page_what_its_pdf_is(open_fonts, kind):
    compared(samples.document(kind), open_fonts)


def test_marks_that_are_squeezed_stretched_and_bold_stand_where_the_pdf_has_them(open_fonts):
    head = Head("澄州市市场监督管理局文件", rows=(("澄市监〔2026〕17号",),))
    paper = Document(META, "关于“——”和“……”的函", (
        Para("（一）《办法》“第一条”、“第二条”；——破折号，……省略号。" * 12),
        Heading(2, "经过", "Tj café №5 共58.6万元，https://example.org/a/very/long/address?x=1&y=2。"),
        Para((Run("联系人：", Face.KAI), Run("林晓芸　 13900000000", Face.HEI))),
    ), head)  # fmt: skip
    compared(paper, open_fonts)


def test_a_letter_a_drill_and_a_draft_are_what_their_pdfs_are(open_fonts):
    paper = dataclasses.replace(samples.letter(), drill=True, marking=Marking.DRAFT)
    compared(paper, open_fonts)


def test_a_shift_of_a_millimetre_or_another_colour_is_seen(open_fonts):
    paper = samples.document("activation")
    [drawn, *_] = pictures(render(paper, open_fonts).data)
    assert apart(drawn, np.roll(drawn, 8, axis=1)) > SHARE
    grey = np.repeat(drawn.min(axis=2, keepdims=True), 3, axis=2)
    assert apart(drawn, grey) > SHARE


def test_the_package_is_as_the_format_wants_it(written):
    _, ofd = written
    parts = [name for name in ofd.names if name.endswith(".xml")]
    assert ofd.names[0] == "OFD.xml"
    for name in parts:
        assert ofd.files[name].startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:')
        assert broken_rules(ofd.xml(name)) == [], name
    assert {name for name in ofd.names if name not in parts} == {
        f"Doc_0/Res/{each.text}" for each in ofd.xml("Doc_0/PublicRes.xml").iter(f"{NS}FontFile")
    } | {"Doc_0/Res/srgb.icc"}


def test_numbers_are_of_one_thing_each_and_what_is_named_is_there(written):
    _, ofd = written
    trees = [ofd.xml("Doc_0/Document.xml"), ofd.xml("Doc_0/PublicRes.xml"), *ofd.pages]
    numbers = [int(each.get("ID")) for tree in trees for each in tree.iter() if each.get("ID")]
    assert len(set(numbers)) == len(numbers)
    assert int(trees[0].find(f".//{NS}MaxUnitID").text) >= max(numbers)
    fonts = {each.get("ID") for each in trees[1].iter(f"{NS}Font")}
    used = {each.get("Font") for page in ofd.pages for each in page.iter(f"{NS}TextObject")}
    assert used == fonts
    pages = {each.get("ID") for each in trees[0].iter(f"{NS}Page")}
    assert {each.get("PageID") for each in trees[0].iter(f"{NS}Dest")} <= pages
    space = trees[1].find(f".//{NS}ColorSpace").get("ID")
    assert trees[0].find(f".//{NS}DefaultCS").text == space


def test_no_text_begins_or_ends_with_a_space(written):
    _, ofd = written
    words = [each.text for page in ofd.pages for each in ofd.words(page)]
    assert [each for each in words if each != each.strip()] == []


def test_the_properties_have_the_names_of_the_archive(written):
    _, ofd = written
    info = ofd.info
    assert re.fullmatch("[0-9a-f]{32}", info["DocID"])
    assert info["Title"] == info["题名"] == everything().title
    assert info["CreationDate"] == info["日期"] == "2026-11-24"
    assert info["责任者"] == META.author
    assert info["文件编号"] == "澄市监〔2026〕17号"
    assert (info["主送"], info["抄送"]) == ("市人民政府", "市公安局，市卫生健康委")
    assert (info["密级"], info["页数"], info["语种"]) == ("秘密★1年", f"{len(ofd.pages)}", "汉语")
    assert "紧急程度" not in info  # it has none


def test_the_outline_is_that_of_the_pdf(open_fonts):
    paper = samples.document("briefing")
    pdf = pypdf.PdfReader(BytesIO(render(paper, open_fonts).data))
    ofd = read_ofd(render_ofd(paper, open_fonts).data)
    assert ofd.outline() == list(lines_of(pdf, pdf.outline))
    assert len(ofd.outline()) > 4


def lines_of(pdf, entries, depth=0):
    for each in entries:
        if isinstance(each, list):
            yield from lines_of(pdf, each, depth + 1)
        else:
            yield each.title, depth, pdf.get_destination_page_number(each)


def test_equal_papers_are_equal_byte_for_byte(open_fonts, written):
    assert render_ofd(everything(), find_fonts(open_only=True)).data == written[0].data
    other = dataclasses.replace(everything(), addressee="市人大常委会")
    assert read_ofd(render_ofd(other, open_fonts).data).info["DocID"] != written[1].info["DocID"]


def test_fonts_have_the_characters_that_are_written_and_their_licence(written):
    _, ofd = written
    said: dict[str, set[str]] = {}
    for page in ofd.pages:
        for words in ofd.words(page):
            said.setdefault(words.font, set()).update(words.text)
    for number, chars in said.items():
        font = ofd.font(number)
        assert {chr(code) for code in font.getBestCmap()} == chars
        assert set(font.keys()) - {"GlyphOrder"} == {
            "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post",
        }  # fmt: skip
        assert font["name"].getDebugName(0) and font["name"].getDebugName(6)  # noqa: PT018
    files = [ofd.files[name] for name in ofd.names if name.endswith(".ttf")]
    assert all(ImageFont.truetype(BytesIO(data), 20).getlength("国") > 0 for data in files)


@pytest.mark.lot(7)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_in_every_field_of_every_kind_is_plain_text(open_fonts, kind):
    page, sample = samples.SAMPLES[kind]
    paper = page(poisoned(sample(), cycle((*HOSTILE, HUGE))))
    ofd = read_ofd(render_ofd(paper, open_fonts).data)
    pages = read_back(render(paper, open_fonts).data)
    # What lies over another text is told in another order by the reader of the PDF.
    assert [sorted(squeezed(ofd.text(each))) for each in ofd.pages] == [
        sorted(each.plain) for each in pages
    ]
    trees = [ofd.xml(name) for name in ofd.names if name.endswith(".xml")]
    assert [broken for tree in trees for broken in broken_rules(tree)] == []


def test_a_character_beyond_the_basic_plane_stands_alone(open_fonts, tmp_path):
    """Readers count in UTF-16. No font of a plain machine has 𬭚, so the test makes one."""
    made = one_glyph_font(tmp_path / "rare.ttf", "LXGW WenKai", "𬭚")
    hei = open_fonts.chosen(Face.HEI).file
    fonts = FontSet({hei.family: hei, "LXGW WenKai": FontFile("LXGW WenKai", made, 0)})
    ofd = compared(Document(META, "", (Para("姓名：钟𬭚𬭚，王某。"),)), fonts)
    words = [each.text for page in ofd.pages for each in ofd.words(page)]
    assert words[:4] == ["姓名：钟", "𬭚", "𬭚", "，王某。"]


def test_without_any_chinese_font_the_reason_is_said_in_a_sentence(tmp_path):
    with pytest.raises(RuleBroken, match="没有可用于打印的中文字体"):
        render_ofd(everything(), find_fonts([tmp_path]))


@pytest.mark.nightly
def test_a_paper_of_two_hundred_pages_is_whole(open_fonts):
    paper = Document(META, "长文", tuple(Para(long_text(700, n)) for n in range(200)))
    printed, made = render(paper, open_fonts), render_ofd(paper, open_fonts)
    ofd = read_ofd(made.data)
    assert made.pages == printed.pages == len(ofd.pages) > 190
    said = "".join(page.plain for page in read_back(printed.data))
    assert squeezed("".join(map(ofd.text, ofd.pages))) == said
