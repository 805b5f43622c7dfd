"""Every paper of each scenario, read back from its PDF, its OFD and its Word file."""

import re
from io import BytesIO

import docx
import pypdfium2
import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import clock_zh
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.offices.paper_kinds import KINDS, PERIODS, document
from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.fonts import find_fonts
from commandcenter.outputs.pdf.parts import Role, parts
from commandcenter.outputs.pdf.text import clean
from commandcenter.outputs.word import to_docx
from commandcenter.store.database import now, open_database
from commandcenter.store.tables.papers.paper import PaperRow
from tests.cli.count_again import count
from tests.outputs.hostile import squeezed
from tests.outputs.ofd_reading import read_ofd
from tests.outputs.paper_reading import read_back
from tests.stories.demo_files import demo_at

pytestmark = pytest.mark.lot(2, "papers read back")

# Nine moments; by day the first of one scenario.
MOMENTS = ("D0 10:46", "D1 10:46", "D14 18:00", "B D0 20:45", "B D1 12:00", "B D3 20:00",
           "C D0 21:30", "C D1 10:00", "C D8 18:00")  # fmt: skip
OF_NOW = ("briefing", "express", "daily")  # drawn up anew from the rows of the moment
COUNTED = re.compile(r"累计(?:接到投诉举报)?(\d+)件、(\d+)人次，去重后涉及消费者(\d+)人")
BODY, TABLE = 16.0, 12.0  # points: 3号, 小4


@pytest.fixture(params=[MOMENTS[0], *(pytest.param(m, marks=pytest.mark.nightly)
                                      for m in MOMENTS[1:])])  # fmt: skip
def demo(request, demo_folder):
    """The file and a session on it."""
    file = demo_at(demo_folder, request.param)
    db = open_database(f"sqlite:///{file}")
    with db.read() as session:
        yield file, session
    db.close()


@pytest.fixture(scope="module")
def fonts():
    return find_fonts(open_only=True)


def papers(session):
    for kind in KINDS:
        if kind not in PERIODS:
            try:
                yield kind, document(session, kind, 1)
            except RuleBroken:
                continue  # the incident has not come to it


def test_the_three_formats_of_a_paper_say_the_same(demo, fonts):
    for kind, paper in papers(demo[1]):
        printed, ofd = render(paper, fonts), read_ofd(render_ofd(paper, fonts).data)
        pages = [page.plain for page in read_back(printed.data)]
        assert [squeezed(ofd.text(page)) for page in ofd.pages] == pages, kind
        said = {
            key: squeezed(text)
            for key, text in texts_from_docx(to_docx(paper, fonts)).texts.items()
        }
        assert said == {part.key: squeezed(clean(part.text)) for part in parts(paper)}, kind


def test_no_type_is_set_smaller_to_hold_a_paper(demo, fonts):
    """Every size of the PDF is one of the standard's, and running text has that of the body."""
    for kind, paper in papers(demo[1]):
        pdf = pypdfium2.PdfDocument(render(paper, fonts).data)
        found = {}
        for page in pdf:
            text = page.get_textpage()
            for n in range(text.count_chars()):
                if text.get_text_range(n, 1).strip():
                    size = round(pypdfium2.raw.FPDFText_GetFontSize(text, n), 1)
                    found[size] = found.get(size, 0) + 1
        pdf.close()
        file = docx.Document(BytesIO(to_docx(paper, fonts)))
        body = {p.style.font.size.pt for p in file.paragraphs if p.text and p.style.font.size}
        assert BODY in found, kind
        assert BODY in body, kind
        assert max(found, key=found.get) in (BODY, TABLE), (kind, found)


def test_counts_are_those_of_the_rows_at_the_moment_beside_them(demo):
    file, session = demo
    at = now(session)
    known = count(file, at)
    told = 0
    for kind, paper in papers(session):
        if kind not in OF_NOW:
            continue
        assert paper.meta.at == at, kind
        whole = "\n".join(part.text for part in parts(paper))
        for found in COUNTED.findall(whole):
            told += 1
            assert tuple(map(int, found)) == (known.complaints, known.person_times, known.people)
        if COUNTED.search(whole):
            assert clock_zh(at) in whole, kind
    assert told


FIRST, SECOND = re.compile("[一二三四五六七八九十]+、"), re.compile("（[一二三四五六七八九十]+）")


def test_a_second_numeral_stands_under_a_first_one(demo):
    """（一） below 一、 only (GB/T 9704-2012, 7.3.3), whether a heading or a paragraph bears it."""
    for kind, paper in papers(demo[1]):
        under = False
        for part in parts(paper):
            heading = part.role is Role.HEADING
            under |= (heading and part.level == 1) or bool(FIRST.match(part.text))
            if (heading and part.level == 2) or SECOND.match(part.text):
                assert under, (kind, part.text)


def test_no_number_of_an_issued_paper_stands_on_another(demo):
    _, session = demo
    numbers = {row.number: row.kind for row in session.scalars(select(PaperRow)) if row.number}
    for kind, paper in papers(session):
        heads = paper.head.rows if paper.head else ()
        shown = "".join(t if isinstance(t, str) else "".join(r.text for r in t)
                        for row in heads for t in row)  # fmt: skip
        for number, owner in numbers.items():
            if "〔" in number and owner != kind:
                assert number not in shown, kind
