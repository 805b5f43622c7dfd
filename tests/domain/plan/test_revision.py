"""What a revision of the plan may change, how it is compared, and what is due of the plan."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_clause_changes import order
from commandcenter.domain.plan.revision import (
    as_data,
    filing_due,
    from_data,
    joined,
    review_due,
    rules_due,
)
from commandcenter.domain.plan.revision_changes import revised
from commandcenter.domain.plan.revision_words import How, compared
from commandcenter.domain.plan.word_diff import Mark, Piece, compared_words
from commandcenter.domain.times import local
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

NEW = {
    "title": "商请跨省协查", "start": "activation", "who": {"group": "coordination"}, "hand": True,
    "clause": "4.2", "basis": "本局决定", "proposal": True,
    "due": {"IV": "none", "III": 240, "II": 120, "I": 60},
}  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    return read_tables(RESOURCES / "plan")


def marked(before, after):
    signs = {Mark.SAME: "{}", Mark.GONE: "-{}-", Mark.NEW: "+{}+"}
    return "".join(signs[x.mark].format(x.text) for x in compared_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("储备物资", "储备必要的物资", "储备+必要的+物资"),
        ("30分钟内报告", "60分钟内报告", "-30-+60+分钟内报告"),
        ("定期开展培训和演练", "每年培训演练", "-定期开展-+每年+培训-和-演练"),
        ("", "新", "+新+"),
        ("旧", "", "-旧-"),
        ("同", "同", "同"),
        ("甲乙丙丁", "戊乙己庚", "-甲乙丙丁-+戊乙己庚+"),
    ],
)
def test_words_are_struck_out_and_added_in_their_places(before, after, shown):
    assert marked(before, after) == shown
    pieces = compared_words(before, after)
    assert "".join(x.text for x in pieces if x.mark is not Mark.NEW) == before
    assert "".join(x.text for x in pieces if x.mark is not Mark.GONE) == after


def test_nothing_is_compared_of_nothing():
    assert compared_words("", "") == ()
    assert compared_words("同", "同") == (Piece("同"),)


def test_clauses_and_tasks_are_reworded_added_moved_and_taken_out(tables):
    changes = [
        ItemChange("clause", "6.2", {"title": "物资保障", "text": "储备必要的物资。"}),
        ItemChange("clause", "6.5", {"title": "通信保障", "text": "保持通信畅通。"}),
        ItemChange("obligation", "own_1", NEW, after="verify"),
        ItemChange("obligation", "suggest_grade", {}, after=""),
        ItemChange("obligation", "power", None),
        ItemChange("setting", "drill_months", {"value": 6, "source": "本局决定"}),
    ]
    after = revised(tables, changes)
    PlanData.from_tables(after)
    codes = [row["code"] for row in after["obligation"]]
    assert codes[0] == "suggest_grade"
    assert codes.index("own_1") == codes.index("verify") + 1
    assert "power" not in codes
    numbers = [row["code"] for row in after["clause"]]
    assert numbers == sorted(numbers, key=order)
    found = {(each.kind, each.code): each for each in compared(tables, after)}
    assert {key: each.how for key, each in found.items() if key[0] != "duty_line"} == {
        ("clause", "6.2"): How.CHANGED,
        ("clause", "6.5"): How.ADDED,
        ("obligation", "own_1"): How.ADDED,
        ("obligation", "suggest_grade"): How.MOVED,
        ("obligation", "power"): How.REMOVED,
        ("setting", "drill_months"): How.CHANGED,
    }
    assert compared(tables, tables) == ()


def test_a_clause_goes_once_nothing_cites_it(tables):
    with pytest.raises(RuleBroken, match="引用"):
        revised(tables, [ItemChange("clause", "6.3", None)]) and revised(
            tables, [ItemChange("clause", "6.1", None)]
        )
    alone = [ItemChange("clause", "6.5", {"title": "通信保障"}), ItemChange("clause", "6.5", None)]
    assert revised(revised(tables, alone[:1]), alone[1:]) == tables


def test_of_each_item_one_change_is_kept():
    first = ItemChange("clause", "6.2", {"title": "物资"}, None)
    told = joined([first], ItemChange("clause", "6.2", {"text": "储备"}), is_new=False)
    assert told == [ItemChange("clause", "6.2", {"title": "物资", "text": "储备"})]
    assert joined(told, ItemChange("clause", "6.2", None), is_new=True) == []
    assert joined(told, ItemChange("clause", "6.2", None), is_new=False) == [
        ItemChange("clause", "6.2", None)
    ]
    assert from_data(as_data(told)) == tuple(told)


def test_reviews_filings_and_rules_are_due_by_the_bureaus_settings(tables):
    plan = PlanData.from_tables(tables)
    at = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
    assert f"{local(review_due(at, 3)):%Y-%m-%d %H:%M}" == "2029-09-04 23:59"
    leap = datetime(2028, 2, 29, 2, 0, tzinfo=UTC)
    assert f"{local(review_due(leap, 3)):%Y-%m-%d}" == "2031-02-28"
    assert f"{local(filing_due(plan, at, 5)):%Y-%m-%d}" == "2026-09-11"  # a Friday, and a week
    assert f"{local(rules_due(at, 90)):%Y-%m-%d}" == "2026-12-03"
