"""The manual as HTML and on paper: all that is in its sources, and the pictures of the screens."""

import re
import zipfile
from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

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
    assert "<img" not in page_html(book.pages[0])


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


def test_the_whole_manual_can_be_set_without_a_character_that_no_font_has():
    done = render(manual_paper(manual(), {}, "0.3", AT))
    assert done.missing_characters == ()
    assert done.pages > len(manual().pages) / 2
