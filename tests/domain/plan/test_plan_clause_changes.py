"""Clauses that a revision rewords, adds and takes out: their places, and what cites them."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_clause_changes import (
    order,
    parent_code,
    remove_clause,
    set_clause,
)

Item = dict[str, Any]


def clauses(*codes: str) -> list[Item]:
    return [{"code": code, "title": f"第{code}条"} for code in codes]


@pytest.mark.parametrize(
    ("code", "parent"),
    [("4", ""), ("4.1", "4"), ("4.1.2", "4.1"), ("4.1(3)", "4.1"), ("4(3)", "4"), ("12.10", "12")],
)
def test_a_clause_stands_under_the_one_whose_number_it_begins_with(code: str, parent: str) -> None:
    assert parent_code(code) == parent


def test_clauses_are_in_the_order_of_their_numbers() -> None:
    codes = ["10", "4.10", "4.2", "4.1(3)", "4", "4.1(12)", "4.1", "9"]
    assert sorted(codes, key=order) == [
        "4", "4.1", "4.1(3)", "4.1(12)", "4.2", "4.10", "9", "10",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["title", "text", "source", "proposal"])
def test_words_and_source_of_a_clause_are_set(key: str) -> None:
    rows = clauses("6", "6.1")
    set_clause(rows, "6.1", {key: "新的写法"})
    assert rows[1] == {"code": "6.1", "title": "第6.1条", key: "新的写法"}


@pytest.mark.parametrize("key", ["code", "clause", "must", "x" * 50])
def test_nothing_else_of_a_clause_is_set(key: str) -> None:
    for code in ("6", "6.1"):
        with pytest.raises(RuleBroken, match=f"“{key[:40]}”不能在这里修改"):
            set_clause(clauses("6"), code, {"title": "保障", key: "x"})


def test_a_new_clause_comes_into_its_place_and_has_a_title() -> None:
    rows = clauses("6", "6.2", "6.10", "7")
    set_clause(rows, "6.3", {"title": "通信保障"})
    assert [row["code"] for row in rows] == ["6", "6.2", "6.3", "6.10", "7"]
    with pytest.raises(RuleBroken, match=r"6\.4 的标题应为 1 至 40 字"):
        set_clause(rows, "6.4", {"text": "保持畅通。"})


@pytest.mark.parametrize("code", ["1０", "6.1１", "6.2(1１)", "6.1٣"])
def test_the_number_of_a_clause_is_in_digits_that_all_know(code: str) -> None:
    with pytest.raises(RuleBroken, match=r"应写成 6、6\.5 或 4\.1"):
        set_clause(clauses("6", "6.1", "6.2"), code, {"title": "通信保障"})


def test_a_clause_under_which_others_stand_is_not_taken_out() -> None:
    rows = clauses("6", "6.1", "6.1(1)", "6.1(2)", "6.10")
    with pytest.raises(RuleBroken, match=r"6\.1 之下还有 6\.1\(1\)、6\.1\(2\)，请先删除"):
        remove_clause({}, rows, "6.1")
    remove_clause({}, rows, "6.10")
    assert [row["code"] for row in rows] == ["6", "6.1", "6.1(1)", "6.1(2)"]
    with pytest.raises(RuleBroken, match="预案没有 7 这一条"):
        remove_clause({}, rows, "7")


def test_a_clause_that_is_cited_says_by_what_and_by_three_at_most() -> None:
    tables = {
        "obligation": [{"code": "power", "title": "保障供电", "clause": "6.1"}],
        "context": [{"code": "school", "words": "涉及学校", "clause": "6.1"}],
        "setting": [
            {"code": "drill_months", "clause": "6.1"},
            {"code": "x", "title": "别的", "clause": "6.2"},
            {"code": "y", "title": "第四个", "clause": "6.1"},
        ],
    }
    with pytest.raises(
        RuleBroken, match=r"6\.1 还有 4 项预案数据引用（保障供电、涉及学校、drill_months等）"
    ):
        remove_clause(tables, clauses("6.1"), "6.1")
    rows = clauses("6.3")
    remove_clause(tables, rows, "6.3")
    assert rows == []
