"""Why a file cannot be read, in an official's words."""

import pytest

from commandcenter.domain.file_trouble import why


def test_links_that_lead_to_each_other_are_told(tmp_path):
    one, other = tmp_path / "甲", tmp_path / "乙"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OSError) as broken:  # noqa: PT011 - its number is what is asked about
        one.open()
    assert why(broken.value) == "链接循环引用"
