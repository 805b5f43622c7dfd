"""信函 and 纪要 of GB/T 9704, measured on the printed page."""

from io import BytesIO

import pypdfium2
import pytest

from commandcenter.outputs.pdf.document import (
    Attendance,
    Banji,
    Document,
    Form,
    Head,
    Meta,
    Para,
    Signature,
)
from tests.outputs.paper_reading import PT
from tests.outputs.paper_samples import ORG, at, long_text

META = Meta(ORG, "测试", at(10))


@pytest.fixture
def letter(printed):
    head = Head(ORG, rows=(("澄市监函〔2026〕17号",),), urgency="特急", form=Form.LETTER)
    blocks = (
        Para(long_text(900, 3)),
        Signature(ORG, "2026年11月24日"),
        Banji("市商务局，市公安局。", "", ""),
    )
    paper = Document(META, "关于商请协助调查的函", blocks, head, addressee="市公安局")
    return printed(paper)


def rules(data, page=0):
    """(left, right, top) of each horizontal stroke in millimetres, top to bottom."""
    pdf = pypdfium2.PdfDocument(BytesIO(data))
    try:
        drawn = pdf[page]
        height = drawn.get_height()
        strokes = drawn.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])
        found = [stroke.get_bounds() for stroke in strokes]
        lines = [
            (left * PT, right * PT, (height - top) * PT)
            for left, bottom, right, top in found
            if right - left > top - bottom and top - bottom < 5  # letters made bolder are taller
        ]
    finally:
        pdf.close()
    return sorted(lines, key=lambda line: line[2])


def test_a_letters_mark_stands_30_mm_down_between_double_rules_of_170_mm(letter):
    made, pages = letter
    mark = [s for s in pages[0].signs if s.bottom - s.top > 8]
    assert "".join(s.char for s in sorted(mark, key=lambda s: s.left)) == ORG
    assert min(s.top for s in mark) == pytest.approx(30, abs=1.5)
    first, second, third, fourth = rules(made.data)
    for left, right, _ in (first, second, third, fourth):
        assert (left, right) == pytest.approx((20, 190), abs=0.8)  # PDFium adds the stroke
    below = first[2] - max(s.bottom for s in mark)
    assert below == pytest.approx(4, abs=1.5)
    assert fourth[2] == pytest.approx(297 - 20 - 0.7, abs=0.6)
    assert rules(made.data, 1) == []


def test_a_letters_number_stands_at_the_right_and_its_first_page_has_none(letter):
    _, pages = letter
    rows = pages[0].row_signs()
    line = next(row for row in rows if "17" in "".join(s.char for s in row))
    assert "".join(s.char for s in line).startswith("特急")
    assert line[0].left == pytest.approx(28, abs=0.5)
    assert line[-1].right == pytest.approx(184.1, abs=0.6)
    assert not [s for s in pages[0].signs if s.top > 262]
    assert "".join(s.char for s in pages[1].signs if s.top > 262) == "—2—"


def test_a_letters_colophon_is_the_copies_alone(letter):
    made, pages = letter
    text = pages[-1].body
    assert text.endswith("抄送：市商务局，市公安局。")
    assert "印发" not in text
    assert rules(made.data, len(pages) - 1) == []


def test_minutes_name_who_was_there_below_the_text(printed):
    names = "陈志远　周启明　梁雪　何静　吕正阳　高岩　许诺　林晓芸　孟堃　钟喆"
    rows = (("出席", names), ("请假", "李某某"))
    head = Head(f"{ORG}会议纪要", rows=(("〔2026〕12号",),))
    paper = Document(META, "研究有关工作", (Para(long_text(200)), Attendance(rows)), head)
    _, pages = printed(paper)
    mark = [s for s in pages[0].signs if s.bottom - s.top > 6]
    assert min(s.top for s in mark) == pytest.approx(37 + 35, abs=1.5)
    lines = pages[0].row_signs()
    at_ = next(n for n, row in enumerate(lines) if row[0].char == "出")
    first, second = lines[at_], lines[at_ + 1]
    assert "".join(s.char for s in lines[at_ + 2]) == "请假：李某某"
    assert second[0].left == pytest.approx(first[3].left, abs=1)
