"""The manual as HTML and on paper: all that is in its sources, and the pictures of the screens."""

import re
import zipfile
from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from PIL import Image

from commandcenter.domain.manual.languages import ENGLISH, LANGUAGES
from commandcenter.domain.manual.pages import Chapter, Manual, ManualPage
from commandcenter.domain.manual.source import read
from commandcenter.offices.manual import manual
from commandcenter.outputs.manual_html import page_html, picture_name, whole_html
from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.papers.manual import manual_paper
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.small_picture import small
from commandcenter.outputs.word import to_docx

AT = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
SOURCE = """# 登记 <事件>

按「登记事件」，见[登记 <事件>](register)。

## 步骤

1. 打开「值班」页。
2. 按「登记事件」。

    commandcenter man

![值班页](duty:log)
"""


ENGLISH_SOURCE = """# The caller’s call

If the phone rings, press 「Take call」.
The caller’s words are “written down” as they are said, and so are those of who was called.

## Steps

1. Press 「Take call」.
"""


def picture(width=300, height=200):
    out = BytesIO()
    Image.new("RGBA", (width, height), (30, 90, 150, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def book():
    title, blocks = read(SOURCE)
    page = ManualPage("register", title, blocks, by="liwei")
    return Manual("使用手册", (Chapter("接报", (page,)),))


@pytest.fixture
def pictures(book):
    [page] = book.pages
    return {picture_name(page, page.pictures[0]): picture()}


def test_one_html_file_holds_text_contents_and_pictures_and_names_no_other(book, pictures):
    made = whole_html(book, pictures)
    assert "登记 &lt;事件&gt;" in made
    assert "<事件>" not in made
    assert "<b>「登记事件」</b>" in made
    assert '<a href="#register">' in made
    [png] = pictures.values()
    assert b64encode(png).decode() in made
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', made) == []
    assert "<script" not in made
    assert "<img" not in page_html(book.pages[0], book.language)


def test_the_paper_has_contents_steps_and_pictures(book, pictures):
    made = manual_paper(book, pictures, "0.3", AT)
    done = render(made)
    assert done.pages >= 2
    assert done.data.count(b"/Image") >= 1
    without = render(manual_paper(book, {}, "0.3", AT))
    assert b"/Image" not in without.data
    assert to_docx(made)


def test_an_ofd_holds_the_picture_once(book, pictures):
    made = render_ofd(manual_paper(book, pictures, "0.3", AT))
    with zipfile.ZipFile(BytesIO(made.data)) as file:
        images = [name for name in file.namelist() if name.endswith(".png")]
        pages = [file.read(n).decode() for n in file.namelist() if n.endswith("Content.xml")]
        listed = next(file.read(n).decode() for n in file.namelist() if "PublicRes" in n)
    assert len(images) == 1
    number = re.search(r'MultiMedia ID="(\d+)"', listed)[1]
    assert sum(f'ResourceID="{number}"' in page for page in pages) == 1


def test_a_picture_made_small_shows_the_same():
    whole = picture(600, 400)
    less = small(whole)
    with Image.open(BytesIO(less)) as image:
        assert image.size == (600, 400)
        assert image.convert("RGB").getpixel((9, 9)) == (30, 90, 150)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_manual_can_be_set_without_a_character_that_no_font_has(language):
    done = render(manual_paper(manual(language), {}, "0.3", AT))
    assert done.missing_characters == ()
    assert done.pages > len(manual(language).pages) / 2


@pytest.fixture
def english():
    title, blocks = read(ENGLISH_SOURCE, ENGLISH.joint)
    chapter = Chapter("First day", (ManualPage("calls", title, blocks),))
    return Manual("User manual", (chapter,), ENGLISH)


def test_the_english_manual_says_everything_in_its_language(english):
    made = whole_html(english, {})
    assert made.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "press <b>‘Take call’</b>. The" in made  # two lines of one paragraph
    paper = manual_paper(english, {}, "0.3", AT)
    text = text_of(render(paper).data)
    for said in (
        "Consumer Emergency Command", "User manual", "Version 0.3, 24 November 2026", "Contents",
        "1 First day", "1.1 The caller’s call", "1.1.1 Steps", "Step 1: Press ‘Take call’.",
    ):  # fmt: skip
        assert said in text, said
    assert not re.search(r"[\u3000-\uffef]", text)


def test_the_english_files_name_their_language(english):
    paper = manual_paper(english, {}, "0.3", AT)
    with pikepdf.open(BytesIO(render(paper).data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as xmp:
            assert set(xmp["dc:language"]) == {"en-GB"}
    file = docx.Document(BytesIO(to_docx(paper)))
    assert file.core_properties.language == "en-GB"
    [lang] = {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))}
    assert lang == "en-GB"
    said = [paragraph.text for paragraph in file.paragraphs]
    assert {"Contents", "1.1  The caller’s call"} <= set(said)


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    return re.sub(r"\s*\r\n", " ", "\n".join(pages))
