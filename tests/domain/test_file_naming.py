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


@pytest.mark.parametrize("count", [254, 255])
def test_a_name_of_the_greatest_length_stands_whole(count):
    assert visible("长" * count) == "长" * count


def test_of_a_name_that_is_too_long_the_middle_goes():
    assert visible("甲" * 200 + "乙" * 56) == "甲" * 191 + "…" + "甲" * 7 + "乙" * 56
    assert visible("甲乙丙丁戊己庚辛壬癸", 8) == "甲乙丙丁戊…壬癸"


def test_a_name_of_which_nothing_is_seen_is_called_a_file():
    assert visible("  ") == "文件"
    assert visible("") == ""


@pytest.mark.parametrize(
    "space", "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
def test_a_space_that_is_none_is_shown(space):
    assert visible(f"账单{space}.exe") == f"账单‹U+{ord(space):04X}›.exe"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("照片.abcdefghijkl", "照片.abcdefghijkl"),
        ("长" * 100 + ".abcdefghijkl", "长" * 75 + ".abcdefghijkl"),
        ("长" * 100 + ".abcdefghijklm", "长" * 79),
        ("长" * 100 + ".jpg", "长" * 78 + ".jpg"),
        ("a" * 300, "a" * 238),
        *((f"{name}.txt", f"_{name}.txt")
          for name in ("con", "PRN", "aux", "nul", "CONIN$", "conout$", "com0", "com9", "lpt0",
                       "LPT9", "com²", "lpt³")),
        *((sign + "a", "_a") for sign in '<>:"|?*'),
        ("con ", "_con"),
        ("con1.txt", "con1.txt"),
        ("com10.txt", "com10.txt"),
    ],
)  # fmt: skip
def test_what_is_written_fits_every_disk(name, written):
    assert writable(name) == written
