"""Why a file cannot be read, in an official's words."""

import pytest

from commandcenter.domain.file_trouble import quoted, tables_of, why


def test_links_that_lead_to_each_other_are_told(tmp_path):
    one, other = tmp_path / "甲", tmp_path / "乙"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OSError) as broken:  # noqa: PT011 - its number is what is asked about
        one.open()
    assert why(broken.value) == "链接循环引用"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("编号", "编号"),
        ("两\n行\u202e 字", "两 行 字"),
        ("甲”有误：“乙", "甲’有误：‘乙"),
        ("长" * 61, "长" * 59 + "…"),
        (7, "7"),
    ],
)
def test_what_is_quoted_stays_within_its_marks(words, told):
    assert quoted(words) == told


@pytest.mark.parametrize(
    "text", ["a." * 20_000 + "a = 1", "a = " + "[" * 20_000, "a = 2026-02-30", "a = " + "9" * 5_000]
)
def test_what_would_break_the_parser_of_toml_is_a_wrong_value(text):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  its kind is all that is promised
        tables_of(text)
    assert why(refused.value).isprintable()


def test_dots_within_a_text_are_no_names():
    assert tables_of('a = "' + "一、甲。" * 500 + '"\nb.c = 1.5')["b"] == {"c": 1.5}
