"""Limits as they are set: for how long, of which obligations, and how their titles read."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_limit_changes import (
    check_obligation,
    number,
    require_phone_first,
    title_of,
)

Item = dict[str, Any]
DAY = 24 * 60


def obligation(code: str = "power", **fields: Any) -> Item:
    due = fields.pop("due", 60)
    return {
        "code": code, "title": "保障供电", "start": "activation",
        "due": {"IV": 60, "III": due, "II": 60, "I": 60}, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, 60),
        ({"start": "received"}, 60),
        ({"start": "asked", "per": "county"}, 60),
        ({"start": "end"}, 366),
        ({"start": "received", "per": "addressee"}, 7),
        ({"start": "received", "per": "chain"}, 7),
        ({"start": "end", "per": "addressee"}, 28),
        ({"start": "end", "per": "chain"}, 28),
    ],
)
def test_how_long_one_may_take_goes_by_what_it_is(fields: Item, days: int) -> None:
    for due in (1, days * DAY):
        check_obligation(obligation(due=due, **fields))
    for due in (0, -1, days * DAY + 1):
        with pytest.raises(RuleBroken, match=f"Ⅲ级时限（分钟）应为 1 至 {days * DAY:,} 的整数"):
            check_obligation(obligation(due=due, **fields))


@pytest.mark.parametrize(
    ("fields", "due", "words"),
    [
        ({}, "none", None), ({}, "same_day", None), ({}, "at_end", None),
        ({}, "daily@16:30", None), ({}, "daily@16.30", "16:30 的样子"), ({}, "", "看不懂"),
        ({}, "tomorrow", "“保障供电”的Ⅲ级时限“tomorrow”看不懂"), ({}, 1.5, "看不懂"),
        ({}, True, "看不懂"),
        ({"must": ["III"]}, "none", "“保障供电”是Ⅲ级的必办任务，须有时限"),
        ({"must": ["II"]}, "none", None), ({"must": ["III"]}, "same_day", None),
        ({"must": ["III"]}, 60, None),
        ({"code": "oral_signed"}, "none", "须写明多少时间以内"),
        ({"code": "oral_signed"}, "daily@16:30", "须写明多少时间以内"),
        ({"code": "oral_signed"}, 60, None),
        ({"per": "chain"}, "none", "须写明每隔多久，或者每日几时"),
        ({"per": "chain"}, "same_day", "须写明每隔多久"),
        ({"per": "chain"}, "at_end", "须写明每隔多久"),
        ({"per": "chain"}, "daily@16:30", None), ({"per": "chain"}, 60, None),
        ({"per": "addressee"}, "none", "须写明多少时间以内"),
        ({"per": "addressee"}, "daily@16:30", "须写明多少时间以内"),
        ({"per": "addressee"}, 60, None),
        ({"per": "county"}, "none", None),
    ],
)  # fmt: skip
def test_which_words_may_stand_for_a_limit(fields: Item, due: object, words: str | None) -> None:
    if words is None:
        check_obligation(obligation(due=due, **fields))
    else:
        with pytest.raises(RuleBroken, match=words):
            check_obligation(obligation(due=due, **fields))


@pytest.mark.parametrize(
    ("again", "words"),
    [
        (1, None), (7 * DAY, None), ("daily@08:00", None),
        (0, "Ⅲ级重复间隔（分钟）应为 1 至 10,080 的整数"),
        (7 * DAY + 1, "应为 1 至 10,080 的整数"), ("daily@8:00", "16:30 的样子"),
        ("none", "应为 1 至"), ("same_day", "应为 1 至"),
    ],
)  # fmt: skip
def test_what_comes_again_comes_within_a_week(again: object, words: str | None) -> None:
    item = obligation(round={"IV": 60, "III": again, "II": 60, "I": 60})
    if words is None:
        check_obligation(item)
    else:
        with pytest.raises(RuleBroken, match=words):
            check_obligation(item)


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({"code": "III"}, "Ⅲ级"),
        ({"code": "IV"}, "Ⅳ级"),
        ({"code": "legal"}, "legal"),
        ({"code": "x", "title": "报{addressee}"}, "报{addressee}"),  # of no obligation
        (obligation(title="保障供电"), "保障供电"),
        (obligation(title="电话报告{addressee}"), "电话报告"),
        (obligation(title="书面首报报{addressee}"), "书面首报"),
        (obligation(title="书面终报报{addressee}"), "书面终报"),
        (obligation(title="抄告{addressee}"), "抄告"),
        (obligation(title="12315 增设 {amount} 席"), "12315 增设 … 席"),
        (obligation(title="{round_report}"), "续报"),
        (obligation(title="核实{subject}并{act}"), "核实…并…"),
        (obligation(title="核实{subject}{"), "核实…{"),
        (obligation(title="核实{subject.name}"), "核实…"),
        (obligation(title="核实{}"), "核实…"),
    ],
)
def test_a_title_reads_without_what_a_row_puts_into_it(item: Item, title: str) -> None:
    assert title_of(item) == title


@pytest.mark.parametrize(
    ("value", "fits"),
    [(2, True), (5, True), (1, False), (6, False), ("3", False), (3.0, False), (True, False),
     (None, False)],
)  # fmt: skip
def test_a_number_is_whole_and_lies_between_its_ends(value: object, fits: bool) -> None:
    item = {"code": "x", "title": "席位", "n": value}
    if fits:
        assert number(item, "n", "数量", 2, 5) == value
    else:
        with pytest.raises(RuleBroken, match="“席位”的数量应为 2 至 5 的整数"):
            number(item, "n", "数量", 2, 5)


def test_a_number_that_is_not_given_is_none() -> None:
    assert number({"code": "x", "title": "席位"}, "n", "数量", 0, 5) == 0
    with pytest.raises(RuleBroken, match="应为 1 至 5,000 的整数"):
        number({"code": "x", "title": "席位"}, "n", "数量", 1, 5_000)


@pytest.mark.parametrize(
    ("phone", "first", "fits"), [(30, 30, True), (29, 30, True), (31, 30, False)]
)
@pytest.mark.parametrize(("level", "sign"), [("I", "Ⅰ"), ("II", "Ⅱ"), ("III", "Ⅲ"), ("IV", "Ⅳ")])
def test_one_rings_no_later_than_one_writes(
    level: str, sign: str, phone: int, first: int, fits: bool
) -> None:
    rest = dict.fromkeys(["I", "II", "III", "IV"], 15)
    rows = [
        {"code": "report_first", "due": rest | {level: first}},
        {"code": "power", "due": {}},
        {"code": "report_phone", "due": rest | {level: phone}},
    ]
    if fits:
        require_phone_first(rows)
    else:
        with pytest.raises(
            RuleBroken, match=f"{sign}级：电话报告（31 分）不能晚于书面首报（30 分）"
        ):
            require_phone_first(rows)
    for alone in (rows[:1], rows[2:], []):
        require_phone_first(alone)
