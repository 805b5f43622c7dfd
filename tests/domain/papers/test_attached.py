"""附件 of a paper: the title that a file's name proposes, and which files may be one."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.attached import MOST, clean_title, kind_of, title_of


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("名单.xlsx", "名单"),
        ("附件1：名单.xlsx", "名单"),
        ("附件 2. 名单.xlsx", "名单"),
        ("附件1名单.xlsx", "名单"),
        ("附件12、名单.xlsx", "名单"),
        ("附件1-名单.xlsx", "名单"),
        ("附件1_名单.xlsx", "名单"),
        ("附件：名单.xlsx", "名单"),
        ("附件名单.xlsx", "名单"),
        ("附件一：名单.docx", "名单"),
        ("附件十二、名单.docx", "名单"),
        ("附件三 名单.docx", "名单"),
        ("附件2026年检查名单.docx", "2026年检查名单"),
        ("附件11月24日名单.docx", "11月24日名单"),
        ("附件一览表.docx", "一览表"),
        ("附件十项措施.docx", "十项措施"),
        ("名单（附件1）.pdf", "名单（附件1）"),
        (r"D:\文件\附件1：名单.pdf", "名单"),
        ("文件/附件1：名单.pdf", "名单"),
        ("澄市监发.2026.第3号.pdf", "澄市监发.2026.第3号"),
        (" 名单；.pdf", "名单"),
        ("附件1.pdf", ""),
    ],
)
def test_a_files_name_proposes_the_title_without_its_number_and_kind(name, title):
    assert title_of(name) == title


def test_a_paper_has_fifty_attachments_at_most():
    assert MOST == 50


def test_a_proposed_title_is_sixty_signs_long_at_most():
    assert title_of("名" * 60 + ".pdf") == "名" * 60
    assert title_of("名" * 61 + ".pdf") == "名" * 60


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("名单\n第二行", "名单 第二行"),
        ("甲/乙\\丙", "甲 乙 丙"),
        ("名\u202e单\u200b", "名单"),
        ("  名  单  ", "名 单"),
        ("。名单，", "名单"),
        ("名单\x7f\ud800", "名单"),
        ("", ""),
    ],
)
def test_a_title_is_one_line_that_can_name_a_file(words, title):
    assert clean_title(words) == title


@pytest.mark.parametrize(
    "kind",
    [
        "pdf",
        "ofd",
        "doc",
        "docx",
        "wps",
        "xls",
        "xlsx",
        "et",
        "csv",
        "ppt",
        "pptx",
        "txt",
        "jpg",
        "jpeg",
        "png",
        "tif",
        "tiff",
        "bmp",
    ],
)
def test_documents_tables_and_pictures_are_taken(kind):
    assert kind_of(f"名单.{kind}") == kind_of(f"名单.{kind.upper()}") == f".{kind}"


@pytest.mark.parametrize("name", ["名单.exe", "名单.pdf.zip", "名单", "名单.", "pdf"])
def test_another_file_is_refused_by_its_name(name):
    with pytest.raises(RuleBroken, match="附件须是文档、表格或图片文件，不能是“"):
        kind_of(name)
