"""A package of the archive is what its list says: no paper more or less, and none twice."""

import io
import zipfile

import pytest

from commandcenter.domain.aftermath.archive import (
    FILE_LIMIT,
    LIST,
    Entry,
    entry_of,
    examine,
    list_of,
    require_archivable,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State

PAPERS = {"01_说明.txt": b"words", "02_记录.csv": b"1,2\r\n"}
ENTRIES = [entry_of(name, data) for name, data in PAPERS.items()]


def package(*papers):
    """As they are given, a name twice too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in papers:
            file.writestr(name, data)
    out.seek(0)
    return out


WHOLE = [(LIST, list_of(ENTRIES)), *PAPERS.items()]


@pytest.mark.parametrize("state", list(State))
def test_a_package_is_made_once_the_response_is_over(state):
    if state.value in ("ended", "aftermath", "archived"):
        require_archivable(state)
    else:
        with pytest.raises(RuleBroken, match=r"^事件处于“.+”，响应终止后才能制作归档包。$"):
            require_archivable(state)


def test_the_list_says_of_each_paper_its_size_and_its_digest():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert entry_of("a.txt", b"") == Entry("a.txt", 0, empty)
    listed = list_of([Entry("a.txt", 0, empty), Entry("“乙”,丙.pdf", 7, "ff")])
    assert listed.decode("utf-8-sig").split("\r\n") == [
        "序号,文件,字节,SHA-256", f"1,a.txt,0,{empty}", '2,"“乙”,丙.pdf",7,ff', "",
    ]  # fmt: skip
    assert listed.startswith(b"\xef\xbb\xbf")
    assert FILE_LIMIT == 20 * 1024 * 1024  # what is larger stays on the shelf


def test_what_is_no_package_is_said():
    for data in (b"", b"words", package(*WHOLE).getvalue()[:-30]):
        with pytest.raises(RuleBroken, match="这个文件不是归档包，或者已经损坏"):
            examine(io.BytesIO(data))


def test_a_whole_package_gives_its_entries():
    assert examine(package(*WHOLE)) == tuple(ENTRIES)
    assert examine(package((LIST, list_of([])))) == ()


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (WHOLE[1:], "归档包中没有目录"),
        (WHOLE[:2], "归档包中缺少“02_记录.csv”"),
        ([*WHOLE, ("多.txt", b"")], "归档包中多出“多.txt”，目录中没有"),
        ([*WHOLE[:2], ("02_记录.csv", b"1,3\r\n")], "“02_记录.csv”与目录的校验值不符"),
        ([(LIST, list_of(ENTRIES)[:-9]), *WHOLE[1:]], "“02_记录.csv”与目录的校验值不符"),
        ([(LIST, b"a\r\nb\r\n"), *WHOLE[1:]], "归档包的目录无法读取"),
    ],
)
def test_a_package_that_is_not_what_its_list_says_is_refused(papers, words):
    with pytest.raises(RuleBroken, match=words):
        examine(package(*papers))


@pytest.mark.parametrize("twice", WHOLE)
def test_a_name_that_is_there_twice_is_refused(twice):
    """Which of the two one reads is the reader's choice."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = package(*WHOLE, twice)
    with pytest.raises(RuleBroken, match="归档包中有重名的文件"):
        examine(file)
