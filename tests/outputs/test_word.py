"""Papers as Word files: the page, the styles, and edited files read back."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.word_file import LIMITS, texts_from_docx
from commandcenter.outputs.papers.briefing import briefing
from commandcenter.outputs.papers.information_report import information_report
from commandcenter.outputs.pdf.document import (
    Align,
    Attachments,
    Attendance,
    Banji,
    Blank,
    Cell,
    Column,
    Document,
    Form,
    Head,
    Heading,
    Meta,
    PageBreak,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.parts import parts, with_texts
from commandcenter.outputs.pdf.text import clean
from commandcenter.outputs.word import to_docx
from commandcenter.outputs.word.word_edits import taken_over
from tests.outputs import paper_samples as samples
from tests.outputs.hostile import HOSTILE, active_content_of_word, poisoned, squeezed

META = Meta(samples.ORG, "测试", samples.at(10), "第1874号 9f2c66d1")


def everything(**changed) -> Document:
    """A paper with each kind of block but figures."""
    columns = (Column("县区", 2), Column("件数", 1, Align.RIGHT))
    rows = (("城东区", Cell("96", Face.HEI)), ("城西区", "41"), (Cell("合计137件", span=2),))
    blocks = (
        Heading(1, "基本情况"),
        Heading(2, "经过", "共接到投诉137件，涉及84人。"),
        Para("第一段。\n第二段，金额58.6万元。"),
        Para((Run("联系人：", Face.KAI), Run("林晓芸")), indent=0, align=Align.RIGHT),
        TableBlock(columns, rows, "表1　各县区", "注：截至10时。"),
        Blank(),
        PageBreak(),
        Heading(1, "下一步"),
        Attachments(("情况统计表", "现场记录")),
        Attendance((("出席", "陈志远　周启明"),)),
        Signature(samples.ORG, "2026年11月24日"),
        Banji("市公安局，市卫生健康委。", f"{samples.ORG}办公室", "2026年11月24日"),
    )
    head = Head(
        f"{samples.ORG}文件",
        rows=(("澄市监〔2026〕17号", (Run("签发人："), Run("陈志远", Face.KAI))),),
        secrecy="秘密★1年",
    )
    values = {"head": head, "addressee": "市人民政府"}
    title = "关于悦力工场健身3家门店停业引发群体投诉处置情况的报告"
    return Document(META, title, blocks, **(values | changed))


PAPERS = {
    "everything": everything,
    "letter": lambda: everything(
        head=Head(samples.ORG, rows=(("函〔2026〕1号",),), form=Form.LETTER)
    ),
    "first": lambda: information_report(samples.first_report()),
    "briefing": lambda: briefing(samples.briefing()),
}


@pytest.fixture(scope="module")
def written(open_fonts):
    return {name: to_docx(make(), open_fonts) for name, make in PAPERS.items()}


def opened(data):
    return docx.Document(io.BytesIO(data))


def saved(file) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def paragraph(file, text):
    """The first paragraph of the body that says this."""
    return next(p for p in file.paragraphs if text in p.text)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_is_read_back_as_it_was_written(written, name):
    paper = PAPERS[name]()
    read = texts_from_docx(written[name])
    expected = {p.key: squeezed(clean(p.text)) for p in parts(paper)}
    assert {key: squeezed(text) for key, text in read.texts.items()} == expected
    assert read.edited == ()
    assert read.strays == ()


@pytest.mark.parametrize("name", PAPERS)
def test_equal_papers_are_equal_byte_for_byte(written, open_fonts, name):
    assert to_docx(PAPERS[name](), open_fonts) == written[name]


def test_the_page_is_that_of_the_standard_with_numbers_outside(written):
    file = opened(written["everything"])
    section = file.sections[0]
    edges = (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
    assert [round(edge.mm, 1) for edge in edges] == [28, 37, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    # 22 lines and 28 characters (each of 16 pt less what its style takes away) fill it
    text = section.page_height - section.top_margin - section.bottom_margin
    assert text // 635 // int(grid.get(qn("w:linePitch"))) == 22
    taken = file.styles["公文正文"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    width = section.page_width - section.left_margin - section.right_margin
    assert width // 635 // (320 + int(taken)) == 28
    assert file.settings.odd_and_even_pages_header_footer
    sides = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [p.alignment.name for p in sides] == ["RIGHT", "LEFT"]


def test_faces_and_levels_are_named_styles(written):
    file = opened(written["everything"])
    used = {p.text: p.style.name for p in file.paragraphs if p.text}
    assert used["一、基本情况"] == "公文一级标题"
    assert used["（一）经过。共接到投诉137件，涉及84人。"] == "公文二级标题"
    assert used["第一段。"] == "公文正文"
    assert used["2. 现场记录"] == "附件说明"
    names = {style.name for style in file.styles}
    assert {"公文标题", "发文机关标志", "版头行", "表格文字", "落款", "版记", "页码"} <= names
    assert file.core_properties.author == samples.ORG
    assert "第1874号" in file.core_properties.keywords


def test_a_figure_is_a_picture_with_its_title_for_those_who_cannot_see_it(written):
    file = opened(written["briefing"])
    assert len(file.inline_shapes) == 2
    for shape in file.inline_shapes:
        assert round(shape.width.mm) == 156
        assert shape._inline.docPr.get("descr").startswith("图")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_a_word_file(open_fonts, text):
    paper = poisoned(everything(), text)
    data = to_docx(paper, open_fonts)
    assert active_content_of_word(data) == set()
    read = texts_from_docx(data)
    expected = {part.key: squeezed(clean(part.text)) for part in parts(paper)}
    assert {key: squeezed(said) for key, said in read.texts.items()} == expected
    assert read.edited == ()


def taken(document, read):
    """Over a paper that nobody has edited."""
    shown = {part.key: part.text for part in parts(document)}
    return taken_over(document, shown, read.texts, read.made, read.edited)


def test_what_people_changed_in_word_is_taken_over(written):
    paper = everything()
    file = opened(written["everything"])
    paragraph(file, "第二段").runs[0].text = "第二段，金额85.6万元，涉及3家。"
    paragraph(file, "共接到投诉").runs[-1].text = "共接到投诉137件。"
    paragraph(file, "第一段").runs[0].add_text("又补一句。")
    for changed in file.tables[0].rows[1].cells[1].paragraphs[0].runs:
        changed.text = "97"
    read = texts_from_docx(saved(file))
    over = taken(paper, read)
    assert [now for _, now in over.edits.values()] == [
        "共接到投诉137件。",
        "第一段。又补一句。",
        "第二段，金额85.6万元，涉及3家。",
        "97",
    ]
    assert over.orphans == {}
    edited, orphans = with_texts(paper, over.edits)
    assert orphans == {}
    assert "第一段。又补一句。" in [part.text for part in parts(edited)]


def test_a_paragraph_added_in_word_goes_on_with_the_one_above_it(written):
    file = opened(written["everything"])
    below = paragraph(file, "第二段")
    added = docx.text.paragraph.Paragraph(etree.SubElement(below._p, qn("w:p")), below._parent)
    below._p.addnext(added._p)
    added.add_run("新加的一段。")
    heading = paragraph(file, "下一步")
    after = docx.text.paragraph.Paragraph(etree.SubElement(heading._p, qn("w:p")), heading._parent)
    heading._p.addnext(after._p)
    after.add_run("标题下面新加的一段。")
    read = texts_from_docx(saved(file))
    assert [read.texts[key] for key in read.edited] == ["第二段，金额58.6万元。\n新加的一段。"]
    assert read.strays == ("新增的段落无处可放：“标题下面新加的一段。”",)


def test_what_was_deleted_or_changed_where_it_may_not_be_is_told(written):
    paper = everything()
    file = opened(written["everything"])
    gone = paragraph(file, "第二段")
    gone._p.getparent().remove(gone._p)
    paragraph(file, "签发人").runs[-1].text = "别人"
    read = texts_from_docx(saved(file))
    over = taken(paper, read)
    assert [part.text for part in over.gone] == ["第二段，金额58.6万元。"]
    assert over.edits == {}
    assert len(read.strays) == 1
    assert read.strays[0].startswith("固定内容的改动不读入")


def test_what_nobody_changed_follows_the_data_though_they_moved_on(written):
    later = everything(addressee="省市场监督管理局")
    read = texts_from_docx(written["everything"])
    over = taken(later, read)
    assert over.edits == {}
    file = opened(written["everything"])
    paragraph(file, "市人民政府").runs[0].text = "市政府"
    read = texts_from_docx(saved(file))
    over = taken(later, read)
    assert over.edits == {"k0_addressee": ("省市场监督管理局", "市政府")}
    assert over.overtaken == ("k0_addressee",)


def zipped(**files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BAD = {
    "no zip": (b"no zip at all", "已损坏"),
    "old doc": (b"\xd0\xcf\x11\xe0" + bytes(2000), "旧的 .doc"),
    "empty": (b"", "已损坏"),
    "no document": (zipped(other="<a/>"), "已损坏"),
    "broken xml": (zipped(word__document="<w:document"), "已损坏"),
    "foreign": (saved(docx.Document()), "不是本系统导出的公文"),
    "bomb": (zipped(word__document=b"<" + b" " * (LIMITS.part + 10)), "太大"),
    "ratio": (zipped(word__document=b"<a>" + b" " * (30 << 20) + b"</a>"), "压缩比过高"),
    "entities": (zipped(word__document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "文档类型"),
    "unknown encoding": (
        zipped(word__document='<?xml version="1.0" encoding="UTF-0001"?><a/>'),
        "已损坏",
    ),
    "thousands of runs in one another": (
        zipped(word__document=f"<w:p {W}>{'<w:r>' * 20_000}{'</w:r>' * 20_000}</w:p>"),
        "已损坏",
    ),
    "late entities": (
        zipped(word__document=f'<!--{"x" * 9000}--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "文档类型",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_paper_is_refused_in_a_sentence(kind):
    data, words = BAD[kind]
    with pytest.raises(RuleBroken, match=words):
        texts_from_docx(data, "来件.docx")
