"""Kinds of incidents that a bureau sets, adds and takes out of use."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_kind_changes import check_kind, require_kinds

Item = dict[str, Any]
SIX = ["people", "amount", "dead", "hurt", "schools", "traders"]
FIGURES = {
    "complaints", "people", "amount", "on_site", "registered", "treated", "inpatient", "severe",
    "dead", "hurt", "schools", "counties", "traders", "remote", "opinions", "next_report",
}  # fmt: skip
KIND: Item = {"title": "校外培训", "provisional": "III", "report_as": "II", "tiles": SIX}


@pytest.mark.parametrize("key", ["title", "provisional", "report_as", "tiles"])
def test_a_kind_lacks_nothing(key: str) -> None:
    check_kind(KIND)
    with pytest.raises(RuleBroken, match=f"事件种类缺少“{key}”"):
        check_kind({each: value for each, value in KIND.items() if each != key})


@pytest.mark.parametrize("level", ["I", "II", "III", "IV"])
def test_a_kind_runs_by_any_of_the_four_levels(level: str) -> None:
    check_kind(KIND | {"provisional": level, "report_as": level})


@pytest.mark.parametrize("key", ["provisional", "report_as"])
@pytest.mark.parametrize("level", ["V", "", None, 3, ["III"], {}])
def test_a_kind_runs_by_no_other_level(key: str, level: object) -> None:
    with pytest.raises(RuleBroken, match="“校外培训”暂按的级别不对"):
        check_kind(KIND | {key: level})


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_each_figure_may_be_one_of_the_six(figure: str) -> None:
    check_kind(KIND | {"tiles": (figure, *[each for each in SIX if each != figure][:5])})


@pytest.mark.parametrize(
    "tiles",
    [
        [], SIX[:5], [*SIX, "complaints"], [*SIX, "people"], [*SIX[:5], "people"],
        [*SIX[:5], "luck"], [*SIX[:5], ["people"]], "people", None, 6, dict.fromkeys(SIX),
    ],
)  # fmt: skip
def test_a_kind_shows_six_figures_that_are_known_each_once(tiles: object) -> None:
    with pytest.raises(RuleBroken, match="“校外培训”应选定 6 个不同的数字"):
        check_kind(KIND | {"tiles": tiles})


def kinds(**titles: str) -> dict[str, list[Item]]:
    return {"kind": [{"code": code, "title": title} for code, title in titles.items()]}


def test_two_kinds_do_not_have_one_title() -> None:
    require_kinds(kinds(food="餐饮", price="价格", other="其他"))
    with pytest.raises(RuleBroken, match="已有事件种类“餐饮”"):
        require_kinds(kinds(food="餐饮", own=" 餐饮 ", other="其他"))


def test_the_kind_for_all_else_stays() -> None:
    with pytest.raises(RuleBroken, match="“其他”是没有合适种类时用的，不能停用"):
        require_kinds(kinds(food="餐饮"))
    require_kinds({})  # a plan of before has none
    require_kinds({"obligation": [{"title": "停供", "applies": {"kinds": ["food"]}}]})


def test_a_kind_in_which_alone_something_is_to_be_done_stays() -> None:
    obligations: list[Item] = [
        {"title": "停供", "applies": {"kinds": ["food", "school"]}},
        {"title": "保障供电"},
    ]
    rest = kinds(food="餐饮", school="学校", other="其他") | {"obligation": obligations}
    require_kinds(rest)
    with pytest.raises(RuleBroken, match="应办事项“停供”只在这一种类中适用，不能停用"):
        require_kinds(rest | kinds(food="餐饮", other="其他"))
