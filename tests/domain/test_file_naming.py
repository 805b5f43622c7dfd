"""Names from outside: nothing hidden stays hidden, and what is written stays in its folder."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.file_naming import LONGEST, LONGEST_WRITTEN, visible, writable

DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "0123456789")}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("合同.pdf", "合同.pdf"),
        ("照片\u202egpj.exe", "照片‹U+202E›gpj.exe"),
        ("a\nb\x00\x1b[31m.txt", "a‹U+000A›b‹U+0000›‹U+001B›[31m.txt"),
        ("零\u200b宽.jpg", "零‹U+200B›宽.jpg"),
        ("半\udcff.jpg", "半‹U+DCFF›.jpg"),
        ("账单.pdf\u00a0\u00a0\u00a0.exe", "账单.pdf‹U+00A0›‹U+00A0›‹U+00A0›.exe"),
    ],
)
def test_what_a_name_hides_is_shown(name, shown):
    assert visible(name) == shown
    assert visible(shown) == shown


def test_a_name_that_is_too_long_keeps_its_end():
    shown = visible("长" * 400 + ".exe")
    assert len(shown) == LONGEST
    assert shown.endswith(".exe")
    assert "…" in shown


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("合同 <b>1.jpg", "合同 _b_1.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\evil.exe", "evil.exe"),
        ("C:\\x\\照片.jpg", "照片.jpg"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("LPT¹.pdf", "_LPT¹.pdf"),
        ("consent.pdf", "consent.pdf"),
        ("照片\u202egpj.exe", "照片_gpj.exe"),
        ("a:stream.txt", "a_stream.txt"),
        ("尾.exe. . .", "尾.exe"),
        ("...", "文件"),
        ("", "文件"),
        ("..", "文件"),
        (".pdf", "pdf"),
    ],
)
def test_what_is_written_is_a_plain_name(name, written):
    assert writable(name) == written


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_names_a_device(name):
    written = writable(name)
    assert written not in ("", ".", "..")
    assert PurePosixPath(written).name == PureWindowsPath(written).name == written
    assert len(written.encode()) <= LONGEST_WRITTEN + 1
    assert written == written.strip(" .")
    assert written.split(".")[0].strip().lower() not in DEVICES
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in visible(name))
