"""What the check of a paper finds, and what it lets pass."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import Figure
from commandcenter.domain.papers.paper import PaperKind, PaperStep, PaperText, Subject
from commandcenter.domain.papers.paper_check import (
    Edit,
    PaperFacts,
    Weight,
    checks,
    require_elements,
)
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.plan.plan_paper_changes import (
    check_flow,
    check_series,
    check_template,
    steps_of,
    taken_of,
)
from commandcenter.domain.rights import Action

FLOW = PaperFlow(
    PaperKind.DAILY, "日报", Subject.INCIDENT, (PaperStep.DRAFT, PaperStep.SIGN),
    Action.SIGN_PAPER, "测试", upward=True,
)  # fmt: skip
FIGURE = Figure("people", "去重后消费者", "人", Decimal(84), datetime(2026, 11, 24, tzinfo=UTC),
                ("消费者",), usual=True)  # fmt: skip


def text(role, words):
    return PaperText(f"k0_{role}", role, words, words)


WHOLE = (text("title", "日报"), text("addressee", "市政府"), text("para", "情况平稳。"))


def words_of(*parts, edits=(), orphans=None, **facts):
    found = checks(PaperFacts(FLOW, formal=False, **facts), parts, edits, orphans)
    return [(check.weight, check.words) for check in found]


def test_a_whole_paper_without_edits_is_clean():
    assert words_of(*WHOLE) == []


@pytest.mark.parametrize(
    ("parts", "facts", "words"),
    [
        (WHOLE[1:], {}, "没有标题。"),
        ((WHOLE[0], WHOLE[2]), {}, "上行文没有主送机关。"),
        (WHOLE, {"secrecy": "秘密"}, "涉密公文须标注份号。"),
        (WHOLE, {"amended": ("澄市监发〔2026〕3号",)}, "更正件没有写明所更正的公文。"),
    ],
)
def test_a_missing_element_stops_it(parts, facts, words):
    assert (Weight.STOP, words) in words_of(*parts, **facts)
    with pytest.raises(RuleBroken, match=words):
        require_elements(PaperFacts(FLOW, formal=False, **facts), parts)


@pytest.mark.parametrize(
    ("parts", "facts", "words"),
    [
        ((*WHOLE, text("attachment", "名单")), {}, "没有登记附件文件"),
        ((*WHOLE, text("note", "名单详见附件。")), {}, "正文提到附件，没有附件说明"),
        (WHOLE, {"serial": "000001"}, "份号只用于涉密公文"),
        ((*WHOLE, text("note", "联系人：××")), {}, "有待填写的内容“××”"),
    ],
)
def test_what_looks_wrong_is_told_and_does_not_stop_it(parts, facts, words):
    ((weight, said),) = words_of(*parts, **facts)
    assert weight is Weight.WARN
    assert words in said
    require_elements(PaperFacts(FLOW, formal=False, **facts), parts)


REQUEST = replace(FLOW, code=PaperKind.REQUEST, title="请示")
ASKED = (text("title", "请示"), text("addressee", "市政府、省局"), text("para", "妥否，请批示。"))


def test_a_report_does_not_ask_for_an_answer():
    ((weight, said),) = words_of(*WHOLE, text("note", "以上安排妥否，请批示。"))
    assert weight is Weight.WARN
    assert "报告中不得夹带请示事项" in said
    one = replace(ASKED[1], text="各县（市、区）政府")
    assert checks(PaperFacts(REQUEST, formal=False), (ASKED[0], one, ASKED[2])) == ()


def test_a_request_has_one_addressee():
    facts = PaperFacts(REQUEST, formal=False, sent_to=("市政府", "省局"))
    ((weight, said),) = ((c.weight, c.words) for c in checks(facts, ASKED))
    assert (weight, "只能有一个主送机关" in said) == (Weight.STOP, True)
    with pytest.raises(RuleBroken, match="只能有一个主送机关"):
        require_elements(facts, ASKED)


def test_an_annex_behind_the_text_needs_no_file():
    named = (text("attachment", "初判依据"), PaperText("k0_p9", "para", "初判依据", "初判依据"))
    assert words_of(*WHOLE, *named) == []


def test_a_number_of_the_data_that_moved_on_is_told_with_the_number_of_now():
    edit = Edit(
        "k", "共接到投诉312件，已办结5件。", "共接到投诉318件，已办结9件。", "投诉312件，办结9件。"
    )
    assert words_of(*WHOLE, edits=(edit,)) == [
        (Weight.WARN, "“312件”是改写时的数据，现在是“318件”。")
    ]


def test_a_number_by_hand_is_held_against_the_database():
    def said(words):
        return words_of(*WHOLE, edits=(Edit("k", "无", "无", words),), figures=(FIGURE,))

    assert said("涉及消费者84人。") == []
    assert said("涉及消费者90人。") == [(Weight.WARN, "“90人”与数据不符：去重后消费者现为 84 人。")]
    ((weight, words),) = said("调拨饮水30箱。")
    assert (weight, words) == (Weight.NOTE, "“30箱”数据库中没有，请自行核实。")


def test_an_edit_without_its_paragraph_is_told():
    ((_, said),) = words_of(*WHOLE, orphans={"k9": ("原文", "改写后的话")})
    assert "“改写后的话”原来改写的段落已经没有了" in said


@pytest.mark.parametrize(
    ("rule", "item", "words"),
    [
        (check_template, {"title": "文件", "phrases": {}}, "更正用语须写一次"),
        (check_template, {"title": "文件", "over": "某局", "head": ""}, "须有红头名称"),
        (check_series, {"title": "发文", "pattern": "某发号"}, "须有一个"),
        (check_series, {"title": "发文", "pattern": "{number}", "taken": {"26": 1}}, "2026=37"),
        (check_flow, {"title": "日报", "steps": ["sign", "draft"]}, "须按顺序取用"),
        (check_flow, {"title": "日报", "steps": ["draft", "sign", "fly"]}, "须按顺序取用"),
        (check_flow, {"title": "日报", "steps": ["draft", "sign", "number"]}, "同时有或者同时没有"),
        (check_flow, {"title": "日报", "steps": ["draft", "sign"], "countersign": ["legal"]},
         "须有会签环节"),
    ],
)  # fmt: skip
def test_what_the_bureau_may_not_set_of_its_papers_is_refused(rule, item, words):
    with pytest.raises(RuleBroken, match=words):
        rule(item)


def test_steps_and_numbers_taken_are_read_as_they_are_typed():
    assert steps_of("拟稿 → 核稿、签发") == ["draft", "check", "sign"]
    assert taken_of("2026=37， 2027＝5") == {"2026": 37, "2027": 5}
    with pytest.raises(RuleBroken, match="没有“盖章”这个环节"):
        steps_of("拟稿、盖章")
    with pytest.raises(RuleBroken, match="应写成 2026=37"):
        taken_of("37")
