"""目录 and outline: where each title stands, as it is read from the finished file."""

from io import BytesIO

import pikepdf
import pypdf
import pytest

from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.canvas import TOC, TOCI
from commandcenter.outputs.pdf.document import (
    Column,
    Contents,
    Document,
    Mark,
    PageBreak,
    Para,
    TableBlock,
)
from commandcenter.outputs.word import to_docx
from tests.outputs.ofd_reading import read_ofd
from tests.outputs.paper_samples import long_text
from tests.outputs.test_tags import elements
from tests.outputs.test_word import META

CHAPTERS = 14


def long_plan(chapters=CHAPTERS):
    blocks = []
    for n in range(1, chapters + 1):
        blocks += [
            Para(f"{n} 第{n}章", mark=Mark(f"{n} 第{n}章", 1, heading=True)),
            Para(f"{n}.1 一节", mark=Mark(f"{n}.1 一节", 2, heading=True)),
            Para(f"（1）{long_text(700)}", mark=Mark("（1）一款", 3)),
        ]
    return Document(META, "应急预案", (Contents(), PageBreak(), *blocks))


@pytest.fixture
def printed(open_fonts):
    return pypdf.PdfReader(BytesIO(render(long_plan(), open_fonts).data))


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def listed(reader):
    """(title, page) of each line of the 目录: what stands before its first chapter."""
    found = []
    for page in reader.pages:
        text = page.extract_text()
        lines = [line for line in text.splitlines() if line.strip()]
        found += lines
        if sum("章" in line or "一节" in line for line in found) >= 2 * CHAPTERS:
            return found
    raise AssertionError(found)


def test_each_title_of_the_contents_names_the_page_where_it_stands(printed):
    at = {e.title: printed.get_destination_page_number(e) + 1 for e in flat(printed.outline)}
    text = "".join("".join(line.split()) for line in listed(printed))
    for n in range(1, CHAPTERS + 1):
        for title in (f"{n} 第{n}章", f"{n}.1 一节"):
            assert f"{''.join(title.split())}{at[title]}" in text
    assert at[f"{CHAPTERS} 第{CHAPTERS}章"] > CHAPTERS


def test_the_outline_goes_down_to_the_clauses(printed):
    titles = [entry.title for entry in flat(printed.outline)]
    assert titles[:4] == ["应急预案", "1 第1章", "1.1 一节", "（1）一款"]
    assert titles.count("（1）一款") == CHAPTERS
    assert printed.root_object["/PageMode"] == "/UseOutlines"


def test_the_ofd_has_the_same_outline(open_fonts, printed):
    ofd = read_ofd(render_ofd(long_plan(), open_fonts).data)
    assert [entry[0] for entry in ofd.outline()] == [e.title for e in flat(printed.outline)]


def test_the_contents_is_one_part_of_the_tree_over_its_pages(open_fonts):
    told = [kind for kind, *_ in elements(render(long_plan(), open_fonts).data)]
    assert told.count(f"/{TOC}") == 1
    assert told.count(f"/{TOCI}") == 2 * CHAPTERS
    assert told.count("/H2") == CHAPTERS


def test_a_long_title_takes_a_second_line_and_equal_papers_are_equal(open_fonts):
    title = "1 " + "很长的章节名称" * 8
    paper = Document(META, "预案", (Contents(), PageBreak(), Para("一", mark=Mark(title, 1))))
    made = render(paper, open_fonts)
    assert made.pages == 2
    assert made.data == render(paper, open_fonts).data


def test_rows_of_a_table_stand_below_its_title(open_fonts):
    table = TableBlock((Column("条款", 1),), (("甲",), ("续",), ("乙",)), "预案条文",
                       marks=("1.1 甲", "", "1.2 乙"))  # fmt: skip
    data = render(Document(META, "对照表", (table,)), open_fonts).data
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        [root] = outline.root
        [part] = root.children
        assert part.title == "预案条文"
        assert [entry.title for entry in part.children] == ["1.1 甲", "1.2 乙"]


def test_a_word_file_makes_its_contents_of_the_levels(open_fonts):
    import docx

    body = docx.Document(BytesIO(to_docx(long_plan(3), open_fonts))).element.xml
    assert 'TOC \\o "1-2" \\u' in body
    assert body.count('w:fldCharType="begin"') == body.count('w:fldCharType="end"')
    assert body.count("<w:outlineLvl") >= 9
