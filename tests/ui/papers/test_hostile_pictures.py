"""Scans that want to do harm: a sentence, no crash, and no more memory than a page needs."""

import io
import os
import struct
import subprocess
import sys
import weakref
import zlib

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QSize, QSizeF

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices.progress import UNHEARD
from commandcenter.paths import ROOT
from commandcenter.ui.papers import pictures
from commandcenter.ui.papers.file_view import _pages
from commandcenter.ui.papers.page_view import PageView
from commandcenter.ui.papers.pictures import (
    MOST_DRAWN,
    Opened,
    as_pdf,
    bounded,
    pictures_of,
    require_pages,
    sizes_of,
)
from commandcenter.ui.papers.printing import Job, PrintJob, print_all

# What Qt's plug-ins say of a picture that is not whole.
LENIENT = pytest.mark.qt_log_ignore(".*(JPEG|libpng|image|scanline|strip|Strip).*", extend=True)
MEMORY = 900 << 20  # bytes that a process may have held at once, Qt's libraries and all


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_bomb(side):
    """Black, of one bit a dot: 40,000 square are 200 KB, and 6 GB unpacked."""
    row = b"\0" * (side // 8 + 1)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def picture(format, size=(600, 800), frames=1, **more):
    out = io.BytesIO()
    pages = [Image.new("1" if frames > 1 else "RGB", size, 1) for _ in range(frames)]
    if frames > 1:
        more |= {"save_all": True, "append_images": pages[1:], "compression": "group4"}
    pages[0].save(out, format, **more)
    return out.getvalue()


def lying_jpeg(side):
    data = bytearray(picture("JPEG", (64, 64)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", side, side)
    return bytes(data)


@pytest.mark.parametrize("make", [lambda: png_bomb(40_000), lambda: lying_jpeg(65_000)])
def test_a_picture_larger_than_any_scan_is_refused_before_it_is_unpacked(themed, make):
    with pytest.raises(RuleBroken, match="点，太大，请缩小后再用"):
        as_pdf(make())


def test_a_scan_of_too_many_pages_is_refused(themed):
    with pytest.raises(RuleBroken, match="有 201 页，超过 200 页"):
        as_pdf(picture("TIFF", (8, 8), 201))


def test_one_page_of_a_scan_at_a_time_is_in_memory(themed, monkeypatch):
    drawn, alive, real = [], [], pictures._frame

    def watching(*arguments):
        alive.append(sum(each() is not None for each in drawn))
        made = real(*arguments)
        drawn.append(weakref.ref(made))
        return made

    monkeypatch.setattr(pictures, "_frame", watching)
    as_pdf(picture("TIFF", (80, 80), 9))
    assert len(alive) == 9
    assert max(alive) <= 1


def with_unknown_packing(data, page):
    """A TIFF whose page `page`, from 0, is packed in a way that nobody knows."""
    made = bytearray(data)
    at = struct.unpack_from("<I", made, 4)[0]
    for _ in range(page):
        at = struct.unpack_from("<I", made, at + 2 + 12 * struct.unpack_from("<H", made, at)[0])[0]
    for n in range(struct.unpack_from("<H", made, at)[0]):
        if struct.unpack_from("<H", made, at + 2 + 12 * n)[0] == 259:
            struct.pack_into("<H", made, at + 2 + 12 * n + 8, 9_999)
    return bytes(made)


@LENIENT
def test_a_page_that_cannot_be_read_is_not_left_out_in_silence(themed):
    with pytest.raises(RuleBroken, match="第 2 页读不出"):
        as_pdf(with_unknown_packing(picture("TIFF", (800, 800), 3), 1))


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='%s'/></svg>"


@pytest.mark.parametrize(
    "data",
    [
        SVG % b"file:///etc/passwd",
        b"<?xml version='1.0'?>" + SVG % b"http://127.0.0.1:9/x",
        zlib.compress(SVG % b"x"),
        b"/* XPM */ static char *a[] = {\"1 1 1 1\", \"a c #000\", \"a\"};",
        b"P6 40000 40000 255\n", b"\0\0\1\0\1\0", b"<html><script>alert(1)</script>", b"MZ\x90\0",
        b"", b"\0", b"%!PS-Adobe-3.0", b"RIFF\0\0\0\0AVI ", b"#!/bin/sh\nid\n",
    ],
)  # fmt: skip
def test_what_is_no_picture_of_a_camera_or_scanner_is_looked_at_by_no_plug_in(themed, data):
    assert as_pdf(data) == b""


def pages_or_words(data):
    """The pages of a scan, or the sentence that refuses it."""
    try:
        return sizes_of(as_pdf(data)), ""
    except RuleBroken as broken:
        return (), str(broken)


@LENIENT
@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "BMP"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_picture_that_ends_too_soon_is_a_sentence_or_a_page(themed, format, share):
    data = picture(format)
    pages, words = pages_or_words(data[: int(len(data) * share)])
    assert len(pages) == 1 or words.endswith("。")


def test_a_name_that_lies_is_of_no_use(themed, tmp_path):
    path = tmp_path / "签发\u202e件.pdf"
    path.write_bytes(SVG % b"x")
    with pytest.raises(RuleBroken, match=r"文件“签发‹U\+202E›件.pdf”打不开"):
        require_pages(path, 1 << 30)
    path.write_bytes(picture("PNG"))
    require_pages(path, 1 << 30)  # a picture, whatever it is called


def test_what_a_photo_knows_of_its_place_and_owner_is_not_on_the_page(themed):
    exif = Image.Exif()
    exif[0x013B] = "Wang Fang Artist"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 12.0, 5.0), 3: "E", 4: (121.0, 36.0, 7.0)})
    made = as_pdf(picture("JPEG", exif=exif, comment=b"Wang Fang Comment"))
    for told in (b"Exif", b"Wang Fang", b"GPS"):
        assert told not in made


def pdf(change=lambda pdf: None, box=(0, 0, 595, 842), content=b""):
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    made.pages[0].obj.MediaBox = pikepdf.Array(box)
    if content:
        made.pages[0].obj.Contents = made.make_stream(content)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_pdf_that_says_it_has_a_thousand_million_pages_is_a_sentence_or_its_page(themed):
    def lie(made):
        made.Root.Pages.Count = 1_000_000_000

    pages, words = pages_or_words(pdf(lie))
    assert 0 < len(pages) <= 1_000 or words.endswith("。")


def test_a_pdf_of_too_many_pages_is_refused(themed):
    def more(made):
        for _ in range(1_000):
            made.add_blank_page(page_size=(9, 9))

    with pytest.raises(RuleBroken, match="有 1001 页，超过 1000 页"):
        sizes_of(pdf(more))


@pytest.mark.parametrize("box", [(0, 0, 1e9, 1e9), (0, 0, 0.01, 500), (0, 0, 20_000, 10)])
def test_a_page_of_no_size_that_paper_has_is_refused_or_set_right(themed, box):
    pages, words = pages_or_words(pdf(box=box))
    assert "尺寸不正常" in words or pages
    assert all(1 <= side <= 14_400 for size in pages for side in (size.width(), size.height()))


def test_a_page_of_two_hundred_inches_is_drawn_as_finely_as_memory_allows(qtbot, themed, tmp_path):
    data = pdf(box=(0, 0, 14_400, 14_400))
    view = PageView()
    qtbot.addWidget(view)
    view.set_pages([QSizeF(14_400, 14_400)])
    for _ in range(10):
        view.zoom(1)
    [wanted] = view.wanted_now()
    assert wanted.size.width() * wanted.size.height() <= MOST_DRAWN
    [drawn] = pictures_of(data, [QSize(60_000, 60_000)])
    assert drawn.width() * drawn.height() <= MOST_DRAWN
    assert not drawn.isNull()
    out = tmp_path / "out.pdf"
    print_all([PrintJob("大", data, 1)], Job("", file=out), UNHEARD)
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "size", [QSize(1, 10**9), QSize(10**9, 1), QSize(6_000, 6_000), QSize(0, 0)]
)
def test_a_size_is_bounded_in_both_directions(size):
    made = bounded(size)
    assert made.width() * made.height() <= MOST_DRAWN
    assert made == size or min(made.width(), made.height()) >= 1


def test_the_script_of_a_pdf_is_not_run_and_its_page_is_shown(themed, tmp_path):
    def armed(made):
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="this.exportDataObject(1)")
        made.Root.OpenAction = script
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=f"/usr/bin/touch {tmp_path}/ran")
        made.pages[0].obj.AA = pikepdf.Dictionary(O=launch)

    data = pdf(armed)
    assert len(_pages(data)[1]) == 1
    [drawn] = pictures_of(data, [QSize(100, 140)])
    assert not drawn.isNull()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + os.urandom(4096), pdf()[:200]])
def test_a_broken_pdf_is_a_sentence(themed, data):
    with pytest.raises(RuleBroken, match="打不开"):
        Opened(data)


# In a process of its own, whose highest memory is known at its end.
BOMBS = """
import sys
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from commandcenter.domain.errors import RuleBroken
from commandcenter.ui.papers.pictures import as_pdf, pictures_of, sizes_of
app = QApplication(["x", "-platform", "offscreen"])
data = open(sys.argv[1], "rb").read()
try:
    made = as_pdf(data)
    sizes_of(made)
    pictures_of(made, [QSize(1200, 1700)])
    print("shown")
except RuleBroken as broken:
    print(broken)
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


def tall_tiff():
    return picture("TIFF", (7_000, 7_000), 12)


def content_bomb():
    """A page whose content is 300 MB of nothing, packed thrice over."""
    made = pikepdf.new()
    made.add_blank_page()
    packed = zlib.compress(b" " * (300 << 20), 9)
    stream = pikepdf.Stream(made, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    made.pages[0].obj.Contents = made.make_indirect(stream)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def picture_bomb():
    """A picture of 40,000 square in a page."""
    made = pikepdf.new()
    made.add_blank_page()
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"\0" * 5_000) for _ in range(40_000)) + packer.flush()
    image = pikepdf.Stream(made, data)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width = image.Height = 40_000
    image.BitsPerComponent, image.ColorSpace = 1, pikepdf.Name.DeviceGray
    image.Filter = pikepdf.Name.FlateDecode
    page = made.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=made.make_indirect(image)))
    page.Contents = made.make_stream(b"q 612 0 0 792 0 0 cm /I Do Q")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def form_bomb():
    """Ten forms, each of which draws the next ten times."""
    made = pikepdf.new()
    made.add_blank_page()
    inner = made.make_stream(b"0 0 1 1 re f")
    inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    inner.BBox = pikepdf.Array([0, 0, 1, 1])
    for _ in range(3):
        outer = made.make_stream(b"/F Do " * 10)
        outer.Type, outer.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        outer.BBox = pikepdf.Array([0, 0, 1, 1])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = outer
    page = made.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    page.Contents = made.make_stream(b"/F Do")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BY_NIGHT = pytest.mark.nightly(minutes=1)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(tall_tiff, marks=BY_NIGHT),
        pytest.param(content_bomb, marks=BY_NIGHT),
        pytest.param(picture_bomb, marks=BY_NIGHT),
        pytest.param(form_bomb, marks=BY_NIGHT),
    ],
)
def test_memory_stays_that_of_a_page(tmp_path, make):
    file = tmp_path / "bomb"
    file.write_bytes(make())
    assert file.stat().st_size < 8 << 20
    child = subprocess.Popen(
        [sys.executable, "-c", BOMBS, str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said, _ = child.communicate()
    assert child.returncode == 0
    words, used = said.splitlines()  # a crash would have no words
    assert words == "shown" or words.endswith("。")
    assert int(used) << 10 < MEMORY, f"{int(used) >> 10} MB, {words}"
