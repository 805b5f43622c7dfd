"""What may be handed to the system's own programs: documents that are what they are called."""

import zipfile
import zlib
from io import BytesIO

import pytest

from commandcenter.domain.file_content import (
    MACRO,
    PROGRAM,
    SCRIPT,
    kind_of,
    why_not_opened,
)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\0" * 20
EXE = b"MZ\x90\x00" + b"\0" * 60
ZIP = b"PK\x03\x04"
PDF = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"


def in_objects(words):
    """As newer PDFs keep them: packed."""
    packed = zlib.compress(words)
    head = b"3 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
    return PDF + head % len(packed) + packed + b"\nendstream endobj"


def office(**members):
    """A document of Office: its parts by their names, __ for a slash, _x_ for a dot."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            path = name.replace("__", "/").replace("_x_", ".")
            archive.writestr(zipfile.ZipInfo(path), text)  # of no day: it names a test
    return out.getvalue()


def related(kind, more='TargetMode="External"'):
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    one = f'<Relationship Id="r" Type="{types}{kind}" Target="x" {more}/>'
    return office(word___rels__settings_x_xml_x_rels=f"<Relationships>{one}</Relationships>")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("照片.JPG", JPEG), ("合同.pdf", PDF), ("合同.pdf", in_objects(b"<</Type/Page>>")),
        ("说明.txt", "七彩".encode()), ("表.xlsx", office(xl__a_x_xml="<a/>")), ("空.txt", b""),
        ("说明.docx", related("hyperlink")), ("说明.docx", related("image", "")),
        ("录像.mp4", b"\0\0\0\x18ftypmp42"), ("录音.wav", b"RIFF\0\0\0\0WAVEfmt "),
    ],
)  # fmt: skip
def test_a_plain_document_is_opened(name, data):
    assert why_not_opened(name, data) == ""


@pytest.mark.parametrize(
    "name",
    [
        "a.exe", "a.bat", "a.cmd", "a.com", "a.scr", "a.ps1", "a.vbs", "a.js", "a.jse", "a.wsf",
        "a.hta", "a.msi", "a.lnk", "a.url", "a.desktop", "a.sh", "a.AppImage", "a.jar", "a.py",
        "a.html", "a.htm", "a.svg", "a.xml", "a.mht", "a.chm", "a.iso", "a.docm", "a.xlsm", "a.doc",
        "a.xls", "a.slk", "a.csv", "a.zip", "a", "a.jpg.exe", "a.", "a.pdf ", ".pdf",
    ],
)  # fmt: skip
def test_what_may_run_or_carry_a_script_is_not(name):
    assert why_not_opened(name, EXE) == PROGRAM
    assert why_not_opened(name, JPEG) == PROGRAM


@pytest.mark.parametrize("suffix", [".jpg", ".pdf", ".png", ".docx", ".mp4", ".wav", ".bmp"])
@pytest.mark.parametrize("data", [EXE, b"#!/bin/sh\n", b"<svg onload='x'>", b"", b"BM"])
def test_a_file_that_lies_about_its_kind_is_not(suffix, data):
    assert why_not_opened(f"照片{suffix}", data) == f"内容与名称“{suffix}”不符"


def test_a_picture_called_a_text_is_not():
    assert "不符" in why_not_opened("a.txt", JPEG)
    assert "不符" in why_not_opened("a.txt", b"MZ\0")


@pytest.mark.parametrize(
    "inside", ["word__vbaProject_x_bin", "xl__externalLinks__e_x_xml", "word__activeX__a_x_bin"]
)
def test_an_office_file_with_macros_is_not(inside):
    assert why_not_opened("通知.docx", office(**{inside: ""})) == MACRO


@pytest.mark.parametrize(
    "data",
    [
        related("attachedTemplate"),
        related("image", "TargetMode='&#69;xternal'"),
        office(word___rels__a_x_rels="<Relationships"),
        office(word___rels__a_x_rels='<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        office(word___rels__a_x_rels="<a/>" + " " * (1 << 20)),
        office(word__a_x_xml="<a/>")[:-30],
    ],
)
def test_an_office_file_that_fetches_something_or_cannot_be_read_is_not(data):
    assert why_not_opened("通知.docx", data) == MACRO


@pytest.mark.parametrize(
    "inside",
    [
        b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>", b"<</S/Launch/F(cmd.exe)>>",
        b"<</S/#4aava#53cript>>", b"/Names<</EmbeddedFiles 5 0 R>>", b"<</S/SubmitForm>>",
        b"<</AcroForm<</XFA 7 0 R>>>>",
    ],
)  # fmt: skip
def test_a_pdf_that_does_something_is_not(inside):
    assert why_not_opened("通知.pdf", PDF + inside) == SCRIPT
    assert why_not_opened("通知.pdf", in_objects(inside)) == SCRIPT


@pytest.mark.parametrize(
    "inside",
    [
        b"<</Encrypt 9 0 R>>",  # no password is needed to open it, but one to look into it
        b"<</#45ncrypt 9 0 R>>",
        b"<</Type/ObjStm/Filter/ASCII85Decode>>\nstream\n9jqo^~>\nendstream",
    ],
)
def test_a_pdf_that_cannot_be_looked_into_is_not(inside):
    assert why_not_opened("通知.pdf", PDF + inside) == SCRIPT


def test_a_bomb_among_the_objects_is_looked_through_only_so_far():
    bomb = zlib.compress(b"\0" * (200 << 20), 9)
    data = PDF + b"<</Type/ObjStm/Filter/FlateDecode>>\nstream\n" + bomb
    assert why_not_opened("a.pdf", data) == ""


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (JPEG, "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
        (b"GIF89a", "gif"), (b"RIFF\0\0\0\0WEBPVP8 ", "webp"), (PDF, "pdf"), (EXE, ""),
        (b"<?xml version='1.0'?><svg/>", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_kind_is_known_by_its_first_bytes(head, kind):
    assert kind_of(head[:16]) == kind


BMP = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (BMP, "bmp"),
        (BMP[:15], "bmp"),
        (BMP[:14], ""),
        (BMP[:6] + b"\0\0\0\1" + BMP[10:], ""),
        (b"bM" + BMP[2:], ""),
        (b"GIF87a", "gif"),
        (b"ID3\x03", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\xff\xf3\x90", "mp3"),
        (b"PK\x03\x04", "zip"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\0\0\0\0AVI LIST", ""),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (b"\0\0\0\x18moov", ""),
    ],
)
def test_a_picture_or_sound_is_known_by_its_first_bytes(head, kind):
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("suffixes", "data"),
    [
        ((".jpg", ".jpeg"), JPEG), ((".png",), b"\x89PNG\r\n\x1a\n"),
        ((".tif", ".tiff"), b"II*\0"), ((".bmp",), BMP), ((".gif",), b"GIF89a"),
        ((".webp",), b"RIFF\0\0\0\0WEBPVP8 "), ((".docx", ".xlsx", ".pptx", ".ofd"), office(a="")),
        ((".mp4", ".m4a", ".mov"), b"\0\0\0\x18ftypmp42"), ((".mp3",), b"ID3\x03"),
        ((".wav",), b"RIFF\0\0\0\0WAVEfmt "), ((".pdf",), PDF), ((".txt",), b"plain"),
    ],
)  # fmt: skip
def test_each_kind_of_document_is_opened_by_its_names(suffixes, data):
    for suffix in suffixes:
        assert why_not_opened(f"a{suffix.upper()}", data) == ""


@pytest.mark.parametrize(
    "inside",
    [b"word/vbaProject.bin", b"WORD/VBAPROJECT.BIN", b"ppt/activeX/a", b"xl/macrosheets/s",
     b"word/embeddings/oleObject1.bin", b"xl/externalLinks/e.xml"],
)  # fmt: skip
def test_each_kind_of_macro_is_found_in_an_office_file(inside):
    assert why_not_opened("a.xlsx", ZIP + inside) == MACRO


@pytest.mark.parametrize(
    "name",
    ["JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "SubmitForm", "ImportData",
     "GoToR", "GoToE", "RichMedia", "XFA"],
)  # fmt: skip
def test_each_action_of_a_pdf_is_found_as_a_whole_name(name):
    for end in (b" ", b"(", b"/", b"", b"_"):
        assert why_not_opened("a.pdf", PDF + b"<</" + name.encode() + end) == SCRIPT
    assert why_not_opened("a.pdf", PDF + b"<</" + name.encode() + b"Xy>>") == ""
    assert why_not_opened("a.pdf", PDF + b"<</GoTo " + name.encode() + b">>") == ""


def test_only_streams_of_objects_are_unpacked_and_a_torn_one_is_passed_over():
    action = zlib.compress(b"<</S/Launch/F(cmd.exe)>>")
    picture = b"<</Subtype/Image/Filter/FlateDecode>>\nstream\n" + action + b"\nendstream\n"
    assert why_not_opened("a.pdf", PDF + picture) == ""
    objects = b"<</Type/ObjStm>>\nstream\r\n" + action + b"\nendstream\n"
    torn = b"<</Type/ObjStm>>\nstream\nnot packed\nendstream\n"
    assert why_not_opened("a.pdf", PDF + torn + objects) == SCRIPT
    harmless = b"<</Type/ObjStm>>\nstream\n" + zlib.compress(b"<</Type/Page>>") + b"\nendstream\n"
    assert why_not_opened("a.pdf", PDF + harmless + picture) == ""
    assert why_not_opened("a.pdf", PDF + harmless + objects) == SCRIPT


@pytest.mark.parametrize(
    "head",
    [
        b"<</Type/ObjStm" + b" " * 5_000 + b">>",
        b"<</Type/Obj#53tm>>",
        b"<</Type/ObjStm/X(stream\n)>>",
        b"<</Type/ObjStm>>%stream\nendstream\n%",
    ],
)
def test_a_stream_of_objects_is_known_however_its_head_is_written(head):
    action = zlib.compress(b"<</S/Launch/F(cmd.exe)>>")
    packed = head + b"\nstream\n" + action + b"\nendstream"
    assert why_not_opened("a.pdf", PDF + packed) == SCRIPT
