"""Hidden marks of paragraphs in a Word file: read back as written, as short as Word wants."""

import hashlib

import pytest

from commandcenter.domain.papers.word_marks import (
    BEFORE,
    digest,
    fixed_digest,
    fixed_mark,
    key_of,
    mark_of,
)


def test_a_digest_is_of_the_words_without_spaces_and_line_ends():
    plain = hashlib.sha256("情况平稳。".encode()).hexdigest()[:8]
    assert digest("情况平稳。") == digest(" 情况\n平 稳\u3000。\r\n") == plain
    assert digest("情况不稳。") != plain


def test_a_mark_tells_its_key_and_the_words_that_were_written():
    mark = mark_of("k2_p_lead", "情况平稳。")
    assert mark == f"_k2_p_lead_{digest('情况平稳。')}"
    assert key_of(mark) == ("k2_p_lead", digest("情况平稳。"))


def test_a_key_of_thirty_signs_is_the_longest_that_word_takes():
    assert len(mark_of("k" * 30, "话")) == 40
    with pytest.raises(AssertionError):
        mark_of("k" * 31, "话")


def test_a_fixed_paragraph_has_a_mark_without_a_key():
    mark = fixed_mark(12, "澄州市市场监督管理局")
    assert mark == f"_f12_{digest('澄州市市场监督管理局')}"
    assert fixed_digest(mark) == digest("澄州市市场监督管理局")
    assert key_of(mark) is None
    assert fixed_digest(mark_of("k0_title", "日报")) is None


@pytest.mark.parametrize("mark", ["", "_GoBack", "k0_title_0123abcd", "_k0_title_0123ABCD", "_k0"])
def test_bookmarks_of_others_are_none_of_the_programs(mark):
    assert key_of(mark) is None
    assert fixed_digest(mark) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("一、总体情况", "总体情况"),
        ("十二、下一步", "下一步"),
        ("（三）处置", "处置"),
        ("（12）处置", "处置"),
        ("附件：1. 名单", "名单"),
        ("附件：名单", "名单"),
        ("附件： 2.名单", "名单"),
        ("抄送：市政府", "市政府"),
        ("  3. 名单", "名单"),
        ("二季度情况", "二季度情况"),
        ("情况平稳", "情况平稳"),
    ],
)
def test_what_numbers_a_paragraph_is_none_of_its_words(line, words):
    assert BEFORE.sub("", line) == words
