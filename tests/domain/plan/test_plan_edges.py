"""Where a value of the plan is asked whether it may be, at places that the shipped plan has not."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange, amended
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.plan_publicity_changes import CHECKS

Item = dict[str, Any]


def setting(**fields: Any) -> Item:
    return {"code": "x", "title": "提醒", "value": 5, "unit": "分钟", "source": "定", **fields}


def set_of(item: Item, **fields: Any) -> Item:
    [made] = amended({"setting": [item]}, [ItemChange("setting", "x", fields)])["setting"]
    return made


@pytest.mark.parametrize(
    ("item", "fits"),
    [
        ({"source": "局务会"}, True),
        ({"source": "", "basis": "局务会"}, True),
        ({"source": ""}, False),
        ({"source": " "}, False),
        ({"source": None, "basis": "局务会"}, False),
        ({"source": 5}, False),
    ],
)
def test_a_value_says_where_it_comes_from(item: Item, fits: bool) -> None:
    before = setting(**item)
    if fits:
        assert set_of(before, value=6)["value"] == 6
    else:
        with pytest.raises(RuleBroken, match="“提醒”须注明来源"):
            set_of(before, value=6)


@pytest.mark.parametrize(("value", "new"), [(5, "5"), ("5", 5), (5, True), (5, 5.0), ("a", None)])
def test_a_number_stays_a_number_and_words_stay_words(value: object, new: object) -> None:
    with pytest.raises(RuleBroken, match="“提醒”的数值写法不对"):
        set_of(setting(value=value), value=new)


@pytest.mark.parametrize(("unit", "most"), [("%", 100), ("分钟", 100_000), ("", 100_000)])
def test_a_share_has_a_hundred_parts(unit: str, most: int) -> None:
    assert set_of(setting(unit=unit), value=most)["value"] == most
    with pytest.raises(RuleBroken, match=f"应为 1 至 {most:,} 的整数"):
        set_of(setting(unit=unit), value=most + 1)


def test_only_what_is_changed_is_asked_whether_it_makes_sense() -> None:
    """What an earlier program let pass keeps nobody from changing something else."""
    tables = {"setting": [setting(), setting(code="old", value=0)]}
    after = amended(tables, [ItemChange("setting", "x", {"value": 6})])["setting"]
    assert [item["value"] for item in after] == [6, 0]


def threshold(**levels: list[dict[str, int]]) -> Item:
    told = {level: {"words": "x", "any": facts} for level, facts in levels.items()}
    return {"code": "t", "title": "条件", "source": "定", "window_hours": 0, "levels": told}


@pytest.mark.parametrize(
    ("item", "fits"),
    [
        (threshold(IV=[{"hurt": 5}], II=[{"hurt": 6}]), True),  # a level may be left out
        (threshold(IV=[{"hurt": 5}], II=[{"hurt": 5}]), False),
        (threshold(III=[{"hurt": 5}, {"hurt": 5}]), True),  # of one level
        (threshold(III=[{"hurt": 5, "dead": 1}], II=[{"hurt": 5}]), True),  # not alone
        (threshold(III=[{"hurt": 5}], II=[{"hurt": 5, "dead": 1}]), True),
        (threshold(III=[{"hurt": 5}], II=[{"dead": 1}]), True),  # another fact
        (threshold(IV=[{"hurt": 5}], III=[{"dead": 1}], I=[{"hurt": 4}]), False),
    ],
)
def test_levels_rise_of_each_fact_that_stands_alone(item: Item, fits: bool) -> None:
    change = [ItemChange("threshold", "t", {"source": "本局定"})]
    if fits:
        assert amended({"threshold": [item]}, change)
    else:
        with pytest.raises(RuleBroken, match=r"级的数值（.*）应大于.*级的（"):
            amended({"threshold": [item]}, change)


def test_words_that_state_a_number_are_changed_with_it_alone() -> None:
    item = threshold(IV=[{"hurt": 5}])
    tables = {"threshold": [item]}
    told = threshold(IV=[{"hurt": 6}])["levels"]
    with pytest.raises(RuleBroken, match="“条件”Ⅳ级的数值改了，条件文字“x”也须一并修改"):
        amended(tables, [ItemChange("threshold", "t", {"levels": told})])
    told["IV"]["words"] = "6人以上"
    assert amended(tables, [ItemChange("threshold", "t", {"levels": told})])
    reworded = {"IV": {"words": "另一种写法", "any": [{"hurt": 5}]}}
    assert amended(tables, [ItemChange("threshold", "t", {"levels": reworded})])


@pytest.mark.parametrize(
    ("first", "fits"), [("2026-10-02", False), ("2026-10-03", True), ("2026-10-04", True)]
)
def test_two_periods_of_the_calendar_stand_apart_in_any_order(first: str, fits: bool) -> None:
    def period(code: str, first: str, last: str) -> Item:
        return {
            "code": code, "title": code, "rest": True, "first": first, "last": last, "source": "定",
        }  # fmt: skip

    tables = {
        "calendar": [period("b", first, "2026-10-05"), period("a", "2026-10-01", "2026-10-02")]
    }
    change = [ItemChange("calendar", "a", {"title": "国庆"})]
    if fits:
        assert amended(tables, change)
    else:
        with pytest.raises(RuleBroken, match="工作日历中“国庆”和“b”有重叠的日期"):
            amended(tables, change)


@pytest.mark.parametrize("kind", ["publicity_template", "publicity_line"])
def test_each_part_of_a_week_of_publicity_is_asked(kind: str) -> None:
    wrong = {"publicity_template": {"month": 13, "day": 1}, "publicity_line": {"copies": -1}}
    with pytest.raises(RuleBroken, match="应为"):
        CHECKS[kind]({"code": "x", "title": "x", **wrong[kind]})


def test_what_has_no_title_is_called_by_its_code() -> None:
    assert title_of({"code": "legal"}) == "legal"
