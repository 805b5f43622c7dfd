"""How words fit a title: in any order, wide or narrow, by pinyin."""

import pytest

from commandcenter.domain.seat.searching import (
    AROUND,
    BEGINS,
    EXACT,
    HOLDS,
    SPELLED,
    SPELLED_FIRST,
    asked,
    forms,
    spelling,
)
from commandcenter.queries.seat.readings import readings


def place(words, title, around="", **how):
    return asked(words.split()).place(title, around, readings, **how)


@pytest.mark.parametrize(
    ("words", "title", "fits"),
    [
        ("信息报告", "信息报告", EXACT),
        ("信息", "信息报告", BEGINS),
        ("报告", "信息报告", HOLDS),
        ("报告 信息", "信息报告", HOLDS),
        ("ｐｄｆ", "存为PDF", HOLDS),
        ("12315", "１２３１５来电", BEGINS),
        ("xxbg", "信息、报告", SPELLED_FIRST),  # signs between are not read
        ("xxbg", "信息 ／ 报告", SPELLED_FIRST),
        ("x'x'b'g", "信息报告", SPELLED_FIRST),
        ("xxbg", "信息报告", SPELLED_FIRST),
        ("xinxibaogao", "信息报告", SPELLED_FIRST),
        ("xinxibg", "信息报告", SPELLED_FIRST),
        ("ＸＸＢＧ", "信息报告", SPELLED_FIRST),
        ("bg", "信息报告", SPELLED),
        ("lm", "罗敏", SPELLED_FIRST),
        ("luomin", "罗敏", SPELLED_FIRST),
        ("cq", "重庆路", SPELLED_FIRST),
        ("zhongqing", "重庆路", SPELLED_FIRST),
        ("12315ld", "12315来电", SPELLED_FIRST),
        ("nv", "女工", SPELLED_FIRST),
        ("b", "报告", SPELLED_FIRST),
        ("b", "信息报告", None),
        ("xxgb", "信息报告", None),
        ("报告 罗敏", "信息报告", None),
        ("", "信息报告", None),
        ("[a-z]*", "信息报告", None),
    ],
)
def test_a_word_fits_where_it_stands_or_as_it_is_read(words, title, fits):
    assert place(words, title) == fits


def test_what_stands_around_counts_last_and_alone_only_where_it_may():
    assert place("罗敏 局长", "罗敏", "副局长") == AROUND
    assert place("局长", "罗敏", "副局长") == AROUND
    assert place("风险", "巡查计划", "风险", by_title=True) is None
    assert place("风险 巡查", "巡查计划", "风险", by_title=True) == AROUND
    assert place("巡查 计划", "巡查计划", by_title=True) == HOLDS


def test_what_fits_better_stands_before():
    order = [
        place("罗敏", "罗敏"), place("罗", "罗敏"), place("敏", "罗敏"), place("lm", "罗敏"),
        place("min", "罗敏"), place("局长", "罗敏", "局长"),
    ]  # fmt: skip
    assert order == [EXACT, BEGINS, HOLDS, SPELLED_FIRST, SPELLED, AROUND]
    assert order == sorted(order)


def test_a_word_has_the_forms_in_which_it_may_be_written():
    assert forms("退费") == ("退费",)
    assert forms("A1") == ("A1", "Ａ１")
    assert forms("Ａ1") == ("Ａ1", "A1", "Ａ１")


def test_a_long_word_of_letters_is_not_looked_for_as_pinyin():
    assert spelling("a" * 41) is None
    assert spelling("a" * 40) is not None
    assert spelling("12315") is None
    assert spelling("报告a") is None
    assert place("an" * 20, "安" * 30) == SPELLED_FIRST
