"""A full disk is said before the work, and a picture without a font when it is drawn."""

import shutil

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices.doctor import judge_families
from commandcenter.offices.written_files import require_place
from commandcenter.program import commands


@pytest.fixture
def full(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)


def test_a_file_that_the_disk_cannot_hold_is_refused_before_any_work(full, tmp_path):
    with pytest.raises(RuleBroken, match="磁盘空间不足：约需 16 MB，还剩 1 MB，没有开始"):
        require_place(tmp_path / "a.csv", "sqlite:///none.db")


@pytest.mark.parametrize(
    ("families", "said"),
    [([], ["注意：没有中文字体，文字会显示为方框，请安装 fonts-wqy-zenhei。"]), (["文泉驿"], [])],
)
def test_a_picture_without_a_chinese_font_says_so(monkeypatch, families, said):
    monkeypatch.setattr(commands, "screen_fonts", lambda: judge_families(families))
    assert commands._font_trouble() == said
