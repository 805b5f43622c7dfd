"""A revision compared for a person to read: what became of each item, and its texts."""

from typing import Any

import pytest

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_words import Difference
from commandcenter.domain.plan.revision_changes import revised, touched
from commandcenter.domain.plan.revision_words import HOW_WORDS, Compared, How, Part, compared
from commandcenter.domain.plan.word_diff import Mark, Piece

Item = dict[str, Any]
DUE = {"IV": "none", "III": 240, "II": 120, "I": 60}


def step(code: str, **fields: Any) -> Item:
    return {
        "code": code, "title": f"任务{code}", "start": "activation", "clause": "6.1",
        "who": {"group": "logistics"}, "hand": True, "due": DUE, "source": "本局决定", **fields,
    }  # fmt: skip


def tables(*steps: Item, **others: list[Item]) -> dict[str, list[Item]]:
    clauses = [{"code": "6.1", "title": "物资保障", "text": "储备物资。"}]
    return {"clause": clauses, "obligation": list(steps), **others}


def told(found: Compared) -> dict[str, tuple[str, str]]:
    return {part.label: (part.before, part.after) for part in found.parts}


def test_a_part_is_read_as_it_was_and_as_it_is() -> None:
    part = Part("", (Piece("甲"), Piece("乙", Mark.GONE), Piece("丙", Mark.NEW), Piece("丁")))
    assert (part.before, part.after) == ("甲乙丁", "甲丙丁")


def test_each_way_of_changing_has_its_word() -> None:
    assert HOW_WORDS == {
        How.ADDED: "新增", How.REMOVED: "删除", How.CHANGED: "修改", How.MOVED: "调整次序",
    }  # fmt: skip


def test_a_new_obligation_says_all_of_itself() -> None:
    new = step(
        "own_1", title="商请协查", detail="跨省的", who={"group": "coordination", "role": "duty"},
        levels=["III", "II"], must=["II"], basis="本局决定", proposal=True,
    )  # fmt: skip
    [found] = compared(tables(), tables(new))
    assert (found.how, found.title, found.source) == (How.ADDED, "商请协查", "本局决定")
    assert told(found) == {
        "名称": ("", "商请协查"), "要求": ("", "跨省的"), "由谁办理": ("", "综合协调组、值班员"),
        "起算": ("", "启动起"), "时限": ("", "Ⅲ 4 小时 · Ⅱ 2 小时"), "适用级别": ("", "Ⅱ级、Ⅲ级"),
        "必办": ("", "Ⅱ级"), "条款": ("", "6.1"), "依据": ("", "本局决定（建议值）"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "label", "before", "after"),
    [
        ({}, {"title": "换了"}, "名称", "任务a", "换了"),
        ({}, {"detail": "细则"}, "要求", "", "细则"),
        ({}, {"who": {"group": "onsite"}}, "由谁办理", "后勤保障组", "现场处置组"),
        ({}, {"who": {"role": "duty"}}, "由谁办理", "后勤保障组", "值班员"),
        ({}, {"who": {}}, "由谁办理", "后勤保障组", ""),
        ({}, {"start": "received"}, "起算", "启动起", "接报起"),
        ({}, {"start": "end"}, "起算", "启动起", "响应终止起"),
        ({}, {"start": "asked"}, "起算", "启动起", ""),
        ({}, {"due": DUE | {"III": 1_470}}, "时限",
         "Ⅳ 不设 · Ⅲ 4 小时 · Ⅱ 2 小时 · Ⅰ 1 小时",
         "Ⅳ 不设 · Ⅲ 24 小时 30 分 · Ⅱ 2 小时 · Ⅰ 1 小时"),
        ({}, {"must": ["I", "III"]}, "必办", "", "Ⅰ级、Ⅲ级"),
        ({}, {"clause": ""}, "条款", "6.1", ""),
        ({}, {"proposal": True, "basis": "定"}, "依据", "", "定（建议值）"),
        ({"basis": "定"}, {"basis": "定", "proposal": True}, "依据", "定", "定（建议值）"),
        ({"basis": "建议值"}, {"basis": "本局定"}, "依据", "建议值", "本局定"),
    ],
)  # fmt: skip
def test_each_text_of_an_obligation_is_compared(
    was: Item, now: Item, label: str, before: str, after: str
) -> None:
    [found] = compared(tables(step("a", **was)), tables(step("a", **now)))
    assert found.how is How.CHANGED
    assert told(found) == {label: (before, after)}


def test_a_basis_that_calls_itself_a_proposal_says_so_once() -> None:
    one = step("a", basis="时限为建议值", proposal=True)
    assert compared(tables(step("a", basis="时限为建议值")), tables(one)) == ()


def test_all_levels_are_those_of_one_that_names_none() -> None:
    both = compared(tables(step("a")), tables(step("a", levels=["I", "II", "III", "IV"])))
    assert both == ()
    [found] = compared(tables(step("a")), tables(step("a", levels=["IV"])))
    assert told(found)["适用级别"] == ("Ⅰ级、Ⅱ级、Ⅲ级、Ⅳ级", "Ⅳ级")


def test_one_that_is_gone_is_told_as_it_was() -> None:
    [found] = compared(tables(step("a", title="旧任务"), step("b")), tables(step("b")))
    assert (found.code, found.how, found.title) == ("a", How.REMOVED, "旧任务")
    assert told(found)["名称"] == ("旧任务", "")
    assert "次序" not in told(found)


def test_one_that_stands_elsewhere_says_behind_which_other() -> None:
    before = tables(step("a"), step("b"), step("c"))
    [moved] = compared(before, tables(step("c"), step("a"), step("b")))
    assert (moved.code, moved.how) == ("c", How.MOVED)
    assert told(moved) == {"次序": ("列在“任务b”之后", "列在最前")}


def test_one_that_moved_and_was_reworded_is_told_once() -> None:
    before = tables(step("a"), step("b"), step("c"))
    after = tables(step("c", title="换了"), step("a"), step("b"))
    [found] = compared(before, after)
    assert (found.how, found.title, found.source) == (How.CHANGED, "换了", "本局决定")
    assert told(found) == {
        "名称": ("任务c", "换了"),
        "次序": ("列在“任务b”之后", "列在最前"),
    }


def test_a_new_one_moves_none_of_the_others() -> None:
    [found] = compared(tables(step("a"), step("b")), tables(step("x"), step("a"), step("b")))
    assert (found.code, found.how) == ("x", How.ADDED)
    assert "次序" not in told(found)


def test_clauses_are_compared_by_their_numbers() -> None:
    def of(*rows: Item) -> dict[str, list[Item]]:
        return {"clause": list(rows), "obligation": []}

    before = of({"code": "6.10", "title": "丙", "text": "旧"}, {"code": "6.2", "title": "乙"})
    after = of(
        {"code": "6.10", "title": "丙", "text": "新", "source": "决定"},
        {"code": "7", "title": "丁"},
    )
    found = compared(before, after)
    assert [(each.code, each.how, each.title, each.source) for each in found] == [
        ("6.2", How.REMOVED, "乙", ""),
        ("6.10", How.CHANGED, "丙", "决定"),
        ("7", How.ADDED, "丁", ""),
    ]
    assert [told(each) for each in found] == [
        {"标题": ("乙", "")}, {"条文": ("旧", "新")}, {"标题": ("", "丁")},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "how"),
    [([45], [60], How.CHANGED), ([], [60], How.ADDED), ([45], [], How.REMOVED)],
)
def test_a_value_is_told_as_it_was_and_is(was: list[int], now: list[int], how: How) -> None:
    def settings(values: list[int]) -> list[Item]:
        return [
            {"code": "x", "title": "提醒", "value": n, "unit": "分钟", "source": "定"}
            for n in values
        ]

    [found] = compared(tables(setting=settings(was)), tables(setting=settings(now)))
    assert (found.kind, found.how, found.title, found.source) == ("setting", how, "提醒", "定")
    assert told(found) == {"": (f"{was[0]} 分钟" if was else "", f"{now[0]} 分钟" if now else "")}


def test_what_somebody_changed_meanwhile_of_the_items_of_a_draft_is_named() -> None:
    before = tables(step("a"), step("b"), step("c"))
    after = tables(step("a", title="甲"), step("b", title="乙"), step("c"))
    asked = [ItemChange("obligation", "b", {}), ItemChange("obligation", "c", {})]
    assert touched(before, after, asked) == [
        Difference("obligation", "b", "乙", "任务b", "乙", "本局决定")
    ]
    assert touched(before, after, [ItemChange("clause", "b", {})]) == []


def test_a_draft_changes_nothing_of_what_it_was_made_of() -> None:
    before = tables(step("a"), step("b"), duty_line=[{"title": "到位", "codes": ["a", "b"]}])
    after = revised(before, [ItemChange("obligation", "a", None)])
    assert after["duty_line"] == [{"title": "到位", "codes": ["b"]}]
    assert before["duty_line"] == [{"title": "到位", "codes": ["a", "b"]}]
    assert [row["code"] for row in before["obligation"]] == ["a", "b"]
