"""A 典型案例 is told of what is over, and names nobody: no person, trader or place."""

import pytest

from commandcenter.domain.aftermath.typical_case import (
    require_nameless,
    require_tellable,
    without_names,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.releases.release_text import Private

PLACES = ("城东", "城东区", "东", "文昌路")
PRIVATE = Private(names=frozenset({"王建国"}), traders=frozenset({"悦力", "悦力（城东）健身"}))
STORY = "王建国在城东区文昌路的悦力（城东）健身办卡，城东另有东门店。"


@pytest.mark.parametrize("state", list(State))
def test_a_case_is_told_once_the_response_is_over(state):
    if state.value in ("ended", "aftermath", "archived"):
        require_tellable(state)
    else:
        with pytest.raises(RuleBroken, match=r"^事件处于“.+”，响应终止后才能编写典型案例。$"):
            require_tellable(state)


def test_people_traders_and_places_are_covered_the_longest_first():
    covered = without_names(STORY, PRIVATE, PLACES)
    assert covered == "王**在某地某地的某经营者办卡，某地另有东门店。"
    require_nameless(covered, PRIVATE, PLACES)


def test_who_and_what_is_still_named_is_said():
    with pytest.raises(RuleBroken) as refused:
        require_nameless(STORY, PRIVATE, PLACES)
    assert str(refused.value) == (
        "典型案例不得出现真实名称，请改为“某”字代称：疑似个人姓名“王建国”；"
        "尚未公开的经营者名称“悦力（城东）健身”；地名“城东区”；地名“文昌路”；地名“城东”。"
    )
    with pytest.raises(RuleBroken, match="代称：地名“城东”。"):
        require_nameless("在城东", Private(), PLACES)
    with pytest.raises(RuleBroken, match="代称：个人电话号码“13800001234”。"):
        require_nameless("电13800001234", Private(), PLACES)


def test_no_sign_without_width_and_no_wide_one_hides_a_place():
    places = ("文昌路", "高新区(一期)", "Ｂ座")
    story = "在文\u200b昌路，高新区（一期）的B座、Ｂ座，文昌路。"
    assert without_names(story, Private(), places) == "在某地，某地的某地、某地，某地。"
    with pytest.raises(RuleBroken, match="代称：地名“高新区\\(一期\\)”；地名“文昌路”；地名“B座”。"):
        require_nameless(story, Private(), places)
