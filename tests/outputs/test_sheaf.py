"""Several papers in one file: each on pages of its own, counted from 1, headings too."""

import io

import docx
import pytest

from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.papers.frozen import pack, unpack
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document, Heading, Meta, NextSheet, Para
from commandcenter.outputs.word import to_docx
from tests.outputs import paper_samples as samples
from tests.outputs.ofd_reading import read_ofd
from tests.outputs.paper_reading import read_back


@pytest.fixture
def sheaf():
    long = Para("这一段很长。" * 120)
    blocks = (
        Heading(1, "甲"), Para("一。"),
        NextSheet("第二份"), Heading(1, "乙"), long,
        NextSheet("第三份"), Heading(1, "丙"), Para("三。"),
    )  # fmt: skip
    return Document(Meta(samples.ORG, "测试", samples.at(10)), "第一份", blocks)


def test_each_paper_begins_a_page_and_counts_its_pages_from_one(sheaf):
    pages = [page.plain for page in read_back(render(sheaf).data)]
    assert [page[:3] for page in pages if page.startswith("第")] == ["第一份", "第二份", "第三份"]
    assert [page[-3:] for page in pages] == ["—1—", "—1—", "—2—", "—1—"]


def test_headings_are_counted_anew(sheaf):
    text = "".join(page.plain for page in read_back(render(sheaf).data))
    assert all(f"一、{title}" in text for title in "甲乙丙")
    assert "二、" not in text


def test_an_ofd_has_the_same_pages(sheaf):
    made = render_ofd(sheaf)
    assert made.pages == 4
    assert read_ofd(made.data)


def test_word_begins_each_on_a_page_of_its_own(sheaf):
    file = docx.Document(io.BytesIO(to_docx(sheaf)))
    titles = [p for p in file.paragraphs if p.style.name == "PaperTitle" or "份" in p.text]
    assert [p.text for p in titles] == ["第一份", "第二份", "第三份"]
    assert [bool(p.paragraph_format.page_break_before) for p in titles] == [False, True, True]


def test_it_is_kept_like_any_document(sheaf):
    assert unpack(pack(sheaf)) == sheaf
