"""Who publishes: the first rule that fits the kind, the level and what the incident is about."""

from dataclasses import replace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.releases.release_authority import graver, require_authority, rule_for
from commandcenter.domain.releases.release_items import ReleaseRule

ONE, II, III, IV = Level
LINE, NOTICE, TIP = ReleaseKind


@pytest.mark.parametrize(
    ("grade", "response", "level"),
    [
        (None, None, None),
        (II, None, II),
        (None, III, III),
        (IV, II, II),
        (ONE, IV, ONE),
        (II, II, II),
    ],
)
def test_the_graver_of_grade_and_response_decides(grade, response, level):
    assert graver(grade, response) is level


def rule(code, kinds, levels, topics=(), **more):
    words = {"title": "发布", "publisher": "市局", "refusal": "须由省局授权。", "source": "测试"}
    return ReleaseRule(
        code=code, kinds=frozenset(kinds), levels=frozenset(levels), topics=topics, **words, **more
    )


FOOD = rule("food", {NOTICE, TIP}, {III, IV}, ("食品", "药品"))
LOW = rule("low", {NOTICE, TIP}, {III, IV})
HIGH = rule("high", {NOTICE}, {ONE, II}, document=True)
INSIDE = rule("inside", {LINE}, {III, IV})
RULES = (FOOD, LOW, HIGH, INSIDE)


@pytest.mark.parametrize(
    ("kind", "level", "about", "code"),
    [
        (NOTICE, III, "校园食品安全", "food"),
        (TIP, IV, "药品质量", "food"),
        (NOTICE, III, "健身预付卡", "low"),
        (NOTICE, II, "校园食品安全", "high"),
        (TIP, II, "健身预付卡", None),
        (NOTICE, None, "健身预付卡", None),
        (LINE, None, "健身预付卡", "inside"),
        (LINE, III, "食品", "inside"),
        (LINE, ONE, "健身预付卡", None),
    ],
)
def test_the_first_rule_that_fits_says_who_publishes(kind, level, about, code):
    found = rule_for(RULES, kind, level, about)
    assert (found.code if found else None) == code


def test_an_internal_line_that_is_not_graded_is_of_the_lowest_level():
    only_three = (replace(INSIDE, levels=frozenset({III})),)
    assert rule_for(only_three, LINE, None, "") is None
    assert rule_for((replace(INSIDE, levels=frozenset({IV})),), LINE, None, "") is not None


def test_anothers_document_is_wanted_where_the_rule_asks_for_it():
    for one, authorised in ((LOW, False), (LOW, True), (HIGH, True)):
        assert require_authority(one, authorised) is one
    with pytest.raises(RuleBroken, match=r"^须由省局授权。$"):
        require_authority(HIGH, authorised=False)
    with pytest.raises(RuleBroken, match=r"^事件尚未定级，无法核对发布权限；请先定级。$"):
        require_authority(None, authorised=True)
