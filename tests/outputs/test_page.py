"""The page of GB/T 9704, measured on the printed page."""

import re
import subprocess
import unicodedata
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest

from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import (
    Attachments,
    Banji,
    Cell,
    Column,
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import NO_END, NO_START
from tests.outputs import kind_samples
from tests.outputs.paper_reading import embedded, read_back
from tests.outputs.paper_samples import at, long_text

META = Meta("澄州市市场监督管理局", "测试", at(10))
HANZI = "市场监督管理局依法组织开展消费领域群体事件应急处置工作各组按照职责分工抓好落实"


def document(*blocks, **changed):
    return Document(META, changed.pop("title", ""), blocks, **changed)


@pytest.fixture
def plain_pages(printed):
    text = (HANZI * 60)[: 28 * 22 * 3 - 2]
    return printed(document(Para(text)))[1]


def test_a_page_of_plain_text_has_22_lines_of_28_characters(plain_pages):
    for page in plain_pages[:3]:
        rows = page.rows()
        assert len(rows) == 22
        assert {len(row) for row in rows[1:]} == {28}
    assert len(plain_pages[0].rows()[0]) == 26  # two characters indent


def test_the_type_area_begins_28_mm_from_the_left_and_ends_at_184_mm(plain_pages):
    """Ink of 一 and the like is narrower than its cell: the outermost ink of a page counts."""
    for page in plain_pages[:3]:
        rows = page.row_signs()[1:]
        assert min(row[0].left for row in rows) == pytest.approx(28.0, abs=0.5)
        assert max(row[-1].right for row in rows) == pytest.approx(184.1, abs=0.6)


def test_the_cells_stand_exactly_on_the_grid(open_fonts):
    """The same from the text operators: origin of each line and advance of each cell."""
    made = render(document(Para("国" * (28 * 22))), open_fonts)
    origins = []

    def note(text, _matrix, text_matrix, _font, _size):
        if text.strip():
            origins.append((text_matrix[4] * 25.4 / 72, text_matrix[5] * 25.4 / 72))

    page = pypdf.PdfReader(BytesIO(made.data)).pages[0]
    page.extract_text(visitor_text=note)
    lefts = sorted({round(x, 2) for x, _ in origins})
    assert lefts[0] == pytest.approx(28.0, abs=0.02)
    downs = sorted({round(y, 3) for _, y in origins if y > 35}, reverse=True)
    pitches = [a - b for a, b in pairwise(downs)]
    assert pitches == pytest.approx([225 / 22] * len(pitches), abs=0.01)


def violations(rows):
    return [(n, row) for n, row in enumerate(rows) if row[0] in NO_START or row[-1] in NO_END]


def test_no_line_of_real_text_begins_or_ends_with_a_forbidden_mark(printed):
    blocks = [Para(long_text(900, seed)) for seed in range(12)]
    _, pages = printed(document(*blocks))
    assert len(pages) > 15
    assert violations([row for page in pages for row in page.rows()]) == []


def poppler_rows(data, folder):
    """The lines of every page as Poppler reads them, page numbers left out."""
    file = folder / "paper.pdf"
    file.write_bytes(data)
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(file), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    lines = ("".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not re.fullmatch(r"—\d+—", line)]


@pytest.mark.nightly
def test_two_hundred_pages_of_real_text_keep_every_rule(open_fonts, tmp_path):
    """Read back by PDFium and by Poppler: two readers of other people."""
    texts = [long_text(2_000, seed) for seed in range(75)]
    paper = document(*map(Para, texts))
    made = render(paper, open_fonts)
    pages = read_back(made.data)
    assert len(pages) >= 200
    rows = [row for page in pages for row in page.row_signs()]
    lines = ["".join(sign.char for sign in row) for row in rows]
    assert violations(lines) == []
    assert {len(page.rows()) for page in pages[:-1]} == {22}
    assert "".join(lines) == "".join("".join(text.split()) for text in map(normal, texts))
    assert min(row[0].left for row in rows) >= 28.0 - 0.2
    assert max(row[-1].right for row in rows) <= 184.1 + 0.6
    fonts = embedded(made.data)
    assert fonts
    assert all(fonts.values())
    assert violations(poppler_rows(made.data, tmp_path)) == []
    assert render(paper, open_fonts).data == made.data


def normal(text):
    return unicodedata.normalize("NFC", text)


def test_full_lines_end_flush_at_the_right_edge(printed):
    _, pages = printed(document(*(Para(long_text(880, seed)) for seed in range(8))))
    rights = [
        row[-1].right
        for page in pages
        for row in page.row_signs()
        if row[-1].char not in NO_START and len(row) > 24
    ]
    flush = [right for right in rights if right > 181]
    assert len(flush) > 0.9 * len(rights)
    assert max(rights) < 184.7


def test_the_printed_text_is_extracted_as_it_was_written(printed):
    text = long_text(3000, 11) + "喆堃赟，Ⅳ级、“引号”——破折号……省略号·间隔号。"
    _, pages = printed(document(Para(text)))
    extracted = "".join("".join(page.rows()) for page in pages)
    assert extracted == unicodedata.normalize("NFC", "".join(text.split()))


def test_pypdf_extracts_rare_names_too(open_fonts):
    names = [c for c in "喆堃赟䶮𬭚㛃" if open_fonts.pick(Face.FANG, c)]
    made = render(document(Para("".join(names))), open_fonts)
    text = pypdf.PdfReader(BytesIO(made.data)).pages[0].extract_text()
    assert [c for c in names if c not in text] == []


def test_a_character_no_font_has_is_printed_as_a_geta_and_reported(printed):
    made, pages = printed(document(Para("前\U000f0000后\ue123")))
    assert pages[0].plain.startswith("前〓后〓")
    assert made.missing_characters == ("\ue123", "\U000f0000")
    assert any("没有可用字体" in warning for warning in made.warnings)


def test_page_numbers_stand_outside_odd_right_and_even_left(printed):
    _, pages = printed(document(Para(HANZI * 40)))
    for number, page in enumerate(pages, 1):
        foot = [s for s in page.signs if s.top > 262]
        assert "".join(s.char for s in sorted(foot, key=lambda s: s.left)) == f"—{number}—"
        if number % 2:
            assert max(s.right for s in foot) == pytest.approx(184 - 14 * 25.4 / 72, abs=0.7)
        else:
            assert min(s.left for s in foot) == pytest.approx(28 + 14 * 25.4 / 72, abs=0.7)


def test_headings_are_numbered_by_their_level(printed):
    blocks = (
        Heading(1, "基本情况"),
        Heading(2, "经过"),
        Heading(3, "起因"),
        Heading(4, "细节"),
        Heading(2, "现状"),
        Heading(1, "处置", "已到场。"),
        Heading(2, "人员"),
        Para("完。"),
    )
    _, pages = printed(document(*blocks))
    expected = [
        "一、基本情况",
        "（一）经过",
        "1.起因",
        "（1）细节",
        "（二）现状",
        "二、处置。已到场。",
    ]
    assert pages[0].rows()[:7] == [*expected, "（一）人员"]


@pytest.mark.parametrize("lines", range(17, 22))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(printed, lines):
    text = "国" * (28 * lines - 2)
    _, pages = printed(document(Para(text), Heading(1, "标题"), Heading(2, "小标题"), Para(text)))
    for page in pages:
        rows = page.rows()
        assert not rows[-1].startswith(("一、", "（一）"))


def test_the_signature_is_never_alone_on_a_page(printed):
    text = "国" * (28 * 21 - 2)
    _, pages = printed(document(Para(text), Signature("澄州市市场监督管理局", "2026年11月24日")))
    assert len(pages) == 2
    assert pages[1].rows()[0].startswith("国")


def test_a_table_splits_between_rows_and_repeats_its_header(printed):
    columns = (Column("序号", 1), Column("情况", 5))
    rows = tuple((str(n), f"第{n}行") for n in range(1, 61))
    _, pages = printed(document(TableBlock(columns, rows, "表1　情况")))
    assert len(pages) >= 3
    assert all("序号" in page.plain and "情况" in page.plain for page in pages)
    whole = "".join(page.plain for page in pages)
    assert all(f"第{n}行" in whole for n in range(1, 61))


def test_a_table_row_taller_than_a_page_goes_on_on_the_next(printed):
    rows = ((Cell("很长"), Cell("长" * 3000)),)
    _, pages = printed(document(TableBlock((Column("甲", 1), Column("乙", 4)), rows)))
    assert sum(page.plain.count("长") for page in pages) == 3001


def test_a_long_code_or_address_does_not_blow_its_line_up(printed):
    mail = "zhangsan.marketsupervision.emergency.response.office@example.gov.cn"
    code = "统一社会信用代码99310000MA1K35X77X"
    text = f"联系邮箱：{mail}；{code}，另有说明若干文字在后面继续排满本行。"
    _, pages = printed(document(Para(text * 4)))
    gaps = [
        b.left - a.right
        for row in pages[0].row_signs()[:-1]
        for a, b in pairwise(row)
        if a.char.isalnum() and b.char.isalnum() and a.char.isascii() and b.char.isascii()
    ]
    assert max(gaps) < 2.0


def test_a_whole_paper_has_its_parts_in_their_places(printed):
    head = Head(
        "澄州市市场监督管理局文件",
        rows=(("澄市监〔2026〕17号", (Run("签发人："), Run("陈志远", Face.KAI))),),
        serial="000001",
        secrecy="秘密★1年",
        urgency="特急",
    )
    made, pages = printed(
        document(
            Para("现将有关情况报告如下。"),
            Attachments(("情况统计表", "现场记录")),
            Signature("澄州市市场监督管理局", "2026年11月24日"),
            Banji("市公安局，市卫生健康委。", "澄州市市场监督管理局办公室", "2026年11月24日"),
            title="关于有关情况的报告",
            head=head,
            addressee="市人民政府",
        )
    )
    signs = pages[0].signs
    mark = [s for s in signs if s.bottom - s.top > 6]
    assert "".join(s.char for s in sorted(mark, key=lambda s: s.left))[:4] == "澄州市市"
    assert min(s.top for s in mark) == pytest.approx(37 + 35, abs=1.5)
    rows = pages[0].rows()
    assert rows[0] == "000001"
    assert any(row.startswith("附件：1.情况统计表") for row in rows)
    assert rows[-1].startswith("澄州市市场监督管理局办公室")
    assert made.pages == 1


def test_every_font_is_embedded_and_helvetica_is_not_among_them(printed):
    made, _ = printed(document(Para(long_text(2000)), title="关于有关情况的报告"))
    fonts = embedded(made.data)
    assert fonts
    assert all(fonts.values())
    assert not [name for name in fonts if "Helvetica" in name]


def test_the_file_says_what_it_is(printed):
    made, _ = printed(
        document(Heading(1, "基本情况"), Para("无。"), title="关于有关情况的报告", head=None)
    )
    reader = pypdf.PdfReader(BytesIO(made.data))
    assert reader.metadata.title == "关于有关情况的报告"
    assert reader.metadata.author == "澄州市市场监督管理局"
    assert "仿宋=" in reader.metadata["/Keywords"]
    assert reader.metadata["/CreationDate"].startswith("D:20261124100000+08'00")
    assert reader.root_object["/Lang"] == "zh-CN"
    xmp = reader.root_object["/Metadata"].get_data().decode()
    assert re.search(r"<pdfaid:part[^>]*>2<", xmp)
    assert re.search(r"<pdfaid:conformance[^>]*>B<", xmp)
    titles = [entry.title for entry in _flat(reader.outline)]
    assert titles == ["关于有关情况的报告", "基本情况"]


def test_equal_documents_are_equal_byte_for_byte(open_fonts):
    paper = document(Para(long_text(1500)), title="关于有关情况的报告")
    assert render(paper, open_fonts).data == render(paper, open_fonts).data


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_words_on_charts_and_maps_are_found_once(printed):
    """Whoever copies a page or searches it: the halo behind a label is no text."""
    _, pages = printed(kind_samples.document("briefing"))
    for label in ("9时20分启动Ⅲ级响应", "南浦县", "临江店"):
        assert pages[1].plain.count(label) == 1
