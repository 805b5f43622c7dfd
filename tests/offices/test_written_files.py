"""Where a command writes is looked at before its work is done, and told in a sentence."""

import errno
import os

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices import opening, written_files
from commandcenter.offices.written_files import make_folder, require_place

URL = "sqlite:////nowhere/center.db"


def closed(*_):
    return False


def test_a_file_goes_where_there_is_a_folder_that_takes_it(tmp_path, monkeypatch):
    require_place(tmp_path / "a.pdf", URL)
    with pytest.raises(RuleBroken, match="是文件夹，请写明文件的名称"):
        require_place(tmp_path, URL)
    with pytest.raises(RuleBroken, match=r"a\.pdf”无法写入：文件夹“.*gone”不存在"):
        require_place(tmp_path / "gone" / "a.pdf", URL)
    monkeypatch.setattr(os, "access", closed)
    with pytest.raises(RuleBroken, match=r"a\.pdf”无法写入：文件夹“.*”不可写"):
        require_place(tmp_path / "a.pdf", URL)


def test_a_file_that_another_program_holds_is_told_before_and_stays(tmp_path, monkeypatch):
    file = tmp_path / "a.csv"
    file.write_text("theirs")
    require_place(file, URL)

    def held(_path):
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(written_files.own_files, "try_to_write", held)
    with pytest.raises(RuleBroken, match=r"a\.csv”无法写入："):
        require_place(file, URL)
    assert file.read_text() == "theirs"


def test_a_folder_is_made_or_it_is_told_why_not(tmp_path, monkeypatch):
    make_folder(tmp_path / "new")
    make_folder(tmp_path / "new")
    assert (tmp_path / "new").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(RuleBroken, match="file/below”无法建立："):
        make_folder(tmp_path / "file" / "below")
    monkeypatch.setattr(os, "access", closed)
    with pytest.raises(RuleBroken, match="new”不可写"):
        make_folder(tmp_path / "new")


@pytest.mark.parametrize(
    ("content", "words"), [(None, "不存在，请先运行 commandcenter init"), (b"", "还是空的")]
)
def test_a_database_that_is_none_is_not_made_by_opening_it(tmp_path, content, words):
    file = tmp_path / "center.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RuleBroken, match=words), opening.opened(f"sqlite:///{file}"):
        pass
    assert [p.stat().st_size for p in tmp_path.iterdir()] == ([] if content is None else [0])
