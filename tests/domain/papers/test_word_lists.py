"""Lines of the office's lists of words: how each is read, and which are refused in words."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.word_lists import (
    ListKind,
    Replacement,
    check_lines,
    check_list,
    leader_of,
    list_words,
    replacement_of,
)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("布署→部署", Replacement("布署", "部署")),
        (" 布署 → 部署 ", Replacement("布署", "部署")),
        ("页面→", Replacement("页面", "")),
        ("#点→#时", Replacement("#点", "#时")),
        ("跑路→失联｜口语", Replacement("跑路", "失联", (), "口语")),
        ("监控→监测｜除外：监控室、被监控", Replacement("监控", "监测", ("监控室", "被监控"))),
        ("监控→监测｜除外：监控室、", Replacement("监控", "监测", ("监控室",))),
        ("监控→监测｜除外：监控室｜除外： 被监控 ｜按规范｜｜见第2条",
         Replacement("监控", "监测", ("监控室", "被监控"), "按规范；见第2条")),
        ("市监所→市监所有｜除外：市监所有", Replacement("市监所", "市监所有", ("市监所有",))),
    ],
)  # fmt: skip
def test_a_line_says_what_is_wrong_what_is_right_and_where_it_is_right(line, read):
    assert replacement_of(line) == read


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("布署", "“布署”应写成“错→对”的样子。"),
        ("→部署", "“→部署”应写成“错→对”的样子。"),
        ("#→2", "“#→2”应写成“错→对”的样子。"),
        ("甲→乙｜除外：丙", "“丙”里没有“甲”，不能作为它的除外。"),
        ("甲→乙｜除外：甲丁、丙", "“丙”里没有“甲”"),
        ("甲→甲乙", "“甲乙”里还有“甲”，改了仍然不对。"),
        ("甲→甲乙｜除外：甲丁", "“甲乙”里还有“甲”，改了仍然不对。"),
    ],
)
def test_a_line_that_says_nothing_clear_is_refused_in_words(line, words):
    with pytest.raises(RuleBroken, match=words):
        replacement_of(line)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("市长 张三", ("市长", "张三")),
        (" 副市长 李四 ", ("副市长", "李四")),
        ("市委常委 副市长 王五", ("市委常委 副市长", "王五")),
    ],
)
def test_a_leader_is_a_post_and_a_name(line, read):
    assert leader_of(line) == read


@pytest.mark.parametrize("line", ["市长张三", "张三", " 张三", ""])
def test_a_leader_without_a_post_is_refused(line):
    with pytest.raises(RuleBroken, match="应写成“职务 姓名”的样子，中间空一格。"):
        leader_of(line)


@pytest.mark.parametrize("kind", list(ListKind))
@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("市委、市政府", {"replace", "leaders"}),
        ("市委", {"replace", "leaders", "order"}),
        ("市委、", {"replace", "leaders", "order"}),
        ("、市委", {"replace", "leaders", "order"}),
        ("市委、 、市政府", {"replace", "order"}),
        ("市长 张三", {"replace", "order"}),
        ("布署→部署", {"leaders", "order"}),
    ],
)
def test_each_kind_of_list_has_lines_of_its_own(kind, line, refused):
    if kind.value in refused:
        with pytest.raises(RuleBroken, match=r"样子|应有两个以上名称，用顿号隔开"):
            check_lines("名单", kind, [line])
    else:
        check_lines("名单", kind, [line])


@pytest.mark.parametrize(("length", "right"), [(0, False), (1, True), (120, True), (121, False)])
def test_a_line_has_one_to_a_hundred_and_twenty_signs(length, right):
    if right:
        check_lines("副词", ListKind.ADVERBS, ["词" * length])
    else:
        with pytest.raises(RuleBroken, match="“副词”每行应为 1 至 120 字。"):
            check_lines("副词", ListKind.ADVERBS, ["词" * length])


def test_a_list_has_a_thousand_lines_at_most():
    check_lines("动词", ListKind.VERBS, ["词"] * 1000)
    with pytest.raises(RuleBroken, match="“动词”最多 1000 行。"):
        check_lines("动词", ListKind.VERBS, ["词"] * 1001)


def test_an_item_of_the_plan_is_checked_by_its_kind():
    check_list({"kind": "order"})
    check_list({"title": "先后", "kind": "order", "words": ["市委、市政府"]})
    with pytest.raises(RuleBroken, match="“市委”应有两个以上名称"):
        check_list({"title": "先后", "kind": "order", "words": ["市委"]})
    with pytest.raises(RuleBroken, match="“先后”每行"):
        check_list({"title": "先后", "kind": "order", "words": [""]})


def test_a_list_is_told_by_its_number_of_lines_and_the_first_three():
    assert list_words({"words": ["甲→乙", "丙→丁", "戊→己", "庚→辛"]}) == (
        "共 4 行 · 甲→乙、丙→丁、戊→己"
    )
    assert list_words({"words": []}) == list_words({}) == "没有内容"
