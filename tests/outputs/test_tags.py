"""The parts of a PDF by name, as Poppler reads them and as they lie in the file."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Column, Document, Heading, Para, TableBlock
from tests.outputs import kind_samples as samples
from tests.outputs.hostile import HOSTILE, squeezed
from tests.outputs.paper_reading import read_back
from tests.outputs.paper_samples import long_text
from tests.outputs.test_word import META, everything


@pytest.fixture
def told(open_fonts, tmp_path):
    """(kind, words) of each part that says something, in the order of the tree."""

    def told(paper):
        file = tmp_path / "paper.pdf"
        file.write_bytes(render(paper, open_fonts).data)
        command = ["pdfinfo", "-struct-text", str(file)]
        said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        made: list[tuple[str, str]] = []
        for line in map(str.strip, said.splitlines()):
            if line.startswith('"'):
                made[-1] = made[-1][0], made[-1][1] + line[1:-1]
            elif found := re.match("([A-Z][A-Za-z0-9]*)", line):
                made.append((found[1], ""))
        return [part for part in made if part[1]]

    return told


def elements(data):
    """Each element of the tree in order, with its number of the page and marks."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        yield from below(pdf.Root.StructTreeRoot.K, pages)


def below(element, pages):
    kids = list(element.get("/K", ()))
    own = [(pages[k.Pg.objgen], int(k.MCID)) for k in kids if k.get("/Type") == "/MCR"]
    yield str(element.S), own, str(element.get("/Alt", "")), element.get("/A")
    for kid in kids:
        if kid.get("/Type") != "/MCR":
            yield from below(kid, pages)


def test_heads_title_headings_and_text_are_told_apart(told):
    parts = told(everything())
    assert parts[:6] == [
        ("P", "秘密★1年"),
        ("P", "澄州市市场监督管理局文件"),
        ("P", "澄市监〔2026〕17号"),
        ("P", "签发人：陈志远"),
        ("H1", "关于悦力工场健身3家门店停业引发群体投诉处置情况的报告"),
        ("P", "市人民政府："),
    ]
    at = parts.index(("H2", "一、基本情况"))
    assert parts[at + 1 : at + 5] == [
        ("H3", "（一）经过。"),
        ("P", "共接到投诉137件，涉及84人。"),
        ("P", "第一段。"),
        ("P", "第二段，金额58.6万元。"),
    ]
    assert ("Caption", "表1 各县区") in parts


def test_a_table_has_its_head_rows_and_wide_cells(open_fonts, told):
    cells = [part for part in told(everything()) if part[0] in ("TH", "TD")]
    assert cells == [
        ("TH", "县区"), ("TH", "件数"), ("TD", "城东区"), ("TD", "96"), ("TD", "城西区"),
        ("TD", "41"), ("TD", "合计137件"),
    ]  # fmt: skip
    tree = list(elements(render(everything(), open_fonts).data))
    spans = [a.get("/ColSpan") for kind, _, _, a in tree if kind == "/TD" and a is not None]
    assert spans == [2]


def test_a_table_and_a_paragraph_over_two_pages_are_one_each(open_fonts, told):
    columns = (Column("县区", 2), Column("件数", 1))
    rows = tuple((f"第{n}区", f"{n}") for n in range(60))
    paper = Document(META, "", (Heading(1, "情况", long_text(900)), TableBlock(columns, rows)))
    tree = list(elements(render(paper, open_fonts).data))
    kinds = [kind for kind, *_ in tree]
    assert (kinds.count("/Table"), kinds.count("/TR"), kinds.count("/TH")) == (1, 61, 2)
    [text] = [marks for kind, marks, *_ in tree if kind == "/P"]
    assert [page for page, _ in text] == [0, 1]
    said = told(paper)
    assert [words for kind, words in said if kind == "H2"] == ["一、情况。"]
    assert squeezed(next(words for kind, words in said if kind == "P")) == squeezed(long_text(900))


def test_a_figure_is_told_in_words(open_fonts):
    tree = list(elements(render(samples.document("briefing"), open_fonts).data))
    first, second = [words for kind, _, words, _ in tree if kind == "/Figure"]
    assert first.startswith("图1 投诉举报登记量。2026年11月24日0时至11时；12315 电话共134件；")
    assert "每15分钟最多17件（9时15分起）；8时31分监测提示；" in first
    assert "城东区96件；城西区41件；" in second
    assert second.endswith("事发地临江店（Ⅲ级）。")


@pytest.mark.lot(11)
@pytest.mark.parametrize("kind", sorted(samples.SAMPLES))
def test_all_text_of_each_kind_is_of_a_part_but_the_page_numbers(open_fonts, told, kind):
    paper = samples.document(kind)
    data = render(paper, open_fonts).data
    parts, pages = told(paper), read_back(data)
    rest = sorted("".join(page.plain for page in pages))
    of_page = "【演练】" * paper.drill + (paper.marking or "")
    # Of a sheaf anew; the first page of a letter has none.
    numbers = (found[1] for page in pages if (found := re.search(r"—(\d+)—", page.plain)))
    margins = (f"—{number}—{of_page}" for number in numbers)
    for char in "".join((*(squeezed(words) for _, words in parts), *margins)):
        rest.remove(char)
    # What is left stands in the heads of tables that go on.
    assert set(rest) <= set("".join(words for part, words in parts if part == "TH"))
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            assert nests(page)
            count = len(pdf.Root.StructTreeRoot.ParentTree.Nums[2 * page.StructParents + 1])
            assert count == len(marks_on(page))


def operators(page):
    return [(str(op), operands) for operands, op in pikepdf.parse_content_stream(page)]


def nests(page):
    """Marks hold each other never, and no text or line stands outside of them."""
    depth = 0
    for name, _ in operators(page):
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "S", "f", "f*", "B", "B*") and depth != 1:
            return False
        if depth not in (0, 1):
            return False
    return depth == 0


def marks_on(page):
    marks = [int(operands[1].MCID) for name, operands in operators(page) if name == "BDC"]
    assert marks == list(range(len(marks)))
    return marks


def test_hostile_words_of_a_figure_are_plain_text(open_fonts):
    made = samples.document("monthly")
    blocks = tuple(
        type(b)(b.picture, words, b.lines) if hasattr(b, "picture") else b
        for b, words in zip(made.blocks, HOSTILE * 9, strict=False)
    )
    paper = Document(META, "", (*blocks, Para("完")))
    tree = elements(render(paper, open_fonts).data)
    said = [words for kind, _, words, _ in tree if kind == "/Figure"]
    assert said
    assert not any(ord(char) < 32 or char in "\u202e\ufeff\ud800" for char in "".join(said))
