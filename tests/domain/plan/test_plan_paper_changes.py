"""Papers as a bureau sets them: their ways, numbers and receivers, as they read and as typed."""

from typing import Any

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_paper_changes import (
    addressee_words,
    check_flow,
    check_template,
    flow_words,
    series_words,
    steps_of,
    taken_of,
    taken_words,
    template_words,
)

Item = dict[str, Any]
STEPS = {
    "draft": "拟稿", "check": "核稿", "countersign": "会签", "review": "审核", "sign": "签发",
    "number": "编号", "seal": "用印", "issue": "印发", "file": "归档", "submit": "送审",
    "return": "退回", "scan": "附签发件", "withdraw": "撤回", "void": "作废", "reply": "登记复函",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("", {}),
        (" ， ", {}),
        ("2026=37", {"2026": 37}),
        ("2026=37，2027=5", {"2026": 37, "2027": 5}),
        (" 2026 ＝ 37；2027=0,", {"2026": 37, "2027": 0}),
        ("2026=999999", {"2026": 999_999}),
        ("２０２６＝３７", {"2026": 37}),
    ],
)
def test_numbers_that_were_taken_are_read_as_they_are_typed(
    words: str, taken: dict[str, int]
) -> None:
    assert taken_of(words) == taken
    assert taken_of(taken_words(taken)) == taken


@pytest.mark.parametrize(
    "part",
    [
        "2026", "=37", "2026=", "今年=37", "2026=三", "2026=1000000", "2026=-1", "2026=3=4",
        "202=1", "20261=1",
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_read_are_named(part: str) -> None:
    with pytest.raises(RuleBroken, match=f"已用到的号“{part}”应写成 2026=37 的样子"):
        taken_of(f"2025=1，{part}")


@pytest.mark.parametrize("again", ["2026=12", "2026=37", "２０２６=12"])
def test_a_year_that_is_told_twice_is_refused(again: str) -> None:
    """The one told last would count, and numbers be given again that others have."""
    with pytest.raises(RuleBroken, match="已用到的号里 2026 年写了不止一次，请只留一个"):
        taken_of(f"2026=37，2027=1，{again}")


def test_taken_numbers_are_said_by_year() -> None:
    assert taken_words({"2026": 37, "2027": 5}) == "2026=37，2027=5"
    assert taken_words({}) == ""


def test_a_series_says_how_it_is_written_and_how_far_it_is() -> None:
    pattern = "澄市监发〔{year}〕{number}号"
    assert series_words({"pattern": pattern}) == "澄市监发〔年份〕序号号"
    assert series_words({"pattern": pattern, "taken": {}}) == "澄市监发〔年份〕序号号"
    taken = {"2026": 37, "2027": 5}
    assert series_words({"pattern": "{number}", "taken": taken}) == (
        "序号 · 2026年已用到37，2027年已用到5"
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"ways": ["电话", "传真"]}, "电话未登记 · 电话、传真"),
        ({"phone": "", "ways": ["电话"]}, "电话未登记 · 电话"),
        ({"phone": "0999-110", "ways": ["电话"]}, "0999-110 · 电话"),
    ],
)
def test_a_receiver_says_its_number_or_that_it_has_none(item: Item, words: str) -> None:
    assert addressee_words(item) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({}, "无红头"),
        ({"head": " "}, "无红头"),
        ({"head": "{office}文件"}, "本局文件"),
        ({"head": "{office}", "over": "澄州市人民政府"}, "澄州市人民政府 本局"),
        (
            {"recipients": ["市政府", "{office}各科"], "copies": ["市委"]},
            "无红头 · 主送 市政府、本局各科 · 抄送 市委",
        ),
    ],
)
def test_a_template_says_its_head_and_its_usual_receivers(item: Item, words: str) -> None:
    assert template_words(item) == words


def test_each_step_of_a_paper_is_typed_by_its_name() -> None:
    assert steps_of("、".join(STEPS.values())) == list(STEPS)
    assert steps_of("拟稿 → 签发，") == ["draft", "sign"]
    assert steps_of("") == []
    assert flow_words({"steps": list(STEPS)}) == " → ".join(STEPS.values())
    with pytest.raises(RuleBroken, match="没有“盖戳”这个环节"):
        steps_of("拟稿、盖戳、签发")


NUMBERED = ["draft", "sign", "number"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"steps": ["draft", "sign"]}, None),
        ({"steps": NUMBERED, "series": "dispatch"}, None),
        ({"steps": NUMBERED}, "的编号环节与编号序列须同时有或者同时没有"),
        ({"steps": ["draft", "sign"], "series": "dispatch"}, "须同时有或者同时没有"),
        ({"steps": ["draft", "sign"], "series": "dispatch", "life": "paper"}, "须同时有"),
        ({"steps": ["draft", "sign"], "series": "dispatch", "life": "release"}, None),
        ({"steps": ["draft", "countersign", "sign"], "countersign": ["legal"]}, None),
        ({"steps": ["draft", "countersign", "sign"], "countersign": []}, None),
        (
            {"steps": ["draft", "sign"], "countersign": ["legal"]},
            "指定了会签的工作组，须有会签环节",
        ),
        ({"steps": ["sign", "draft"]}, "的环节须按顺序取用，拟稿、签发必有"),
        ({"steps": ["draft"]}, "拟稿、签发必有"),
        ({"steps": []}, "拟稿、签发必有"),
    ],
)
def test_the_way_of_a_paper_has_its_steps_in_order(item: Item, words: str | None) -> None:
    if words is None:
        check_flow({"title": "日报", **item})
    else:
        with pytest.raises(RuleBroken, match=f"“日报”.*{words}"):
            check_flow({"title": "日报", **item})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, None),
        ({"head": "澄州市人民政府", "over": "澄州市委"}, None),
        ({"over": "澄州市委"}, "有上方机关，须有红头名称"),
        ({"head": "字" * 41}, "的红头超过 40 字"),
        ({"head": "红头", "over": "字" * 41}, "的上方机关超过 40 字"),
        ({"signature": "字" * 41}, "的署名超过 40 字"),
        ({"issuer": "字" * 41}, "的印发机关超过 40 字"),
        ({"recipients": [""]}, "的常用主送最多 40 个"),
        ({"copies": [""]}, "的常用抄送最多 40 个"),
        ({"phrases": {}}, "的更正用语须写一次 {paper}"),
        ({"phrases": {"amends": "更正如下"}}, "须写一次"),
        ({"phrases": {"amends": "{paper}更正{paper}"}}, "须写一次"),
    ],
)
def test_a_template_keeps_to_its_lines(fields: Item, words: str | None) -> None:
    item = {"title": "发文", "phrases": {"amends": "现对{paper}更正如下。"}, **fields}
    if words is None:
        check_template(item)
    else:
        with pytest.raises(RuleBroken, match=f"“发文”.*{words}"):
            check_template(item)
