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


def test_a_title_of_more_than_fifty_signs_is_told():
    assert words_of(text("title", "题" * 50), *WHOLE[1:]) == []
    assert words_of(text("title", "题" * 51), *WHOLE[1:]) == [(Weight.WARN, "标题超过50字。")]


def test_a_formal_paper_has_who_issues_it_and_its_date():
    def said(*parts):
        return [check.words for check in checks(PaperFacts(FLOW, formal=True), parts)]

    office, date = text("office", "澄州市市场监督管理局"), text("date", "2026年11月24日")
    assert said(*WHOLE) == ["没有署名。", "没有成文日期。"]
    assert said(*WHOLE, office) == ["没有成文日期。"]
    assert said(*WHOLE, text("office", ""), date) == ["没有署名。"]
    assert said(*WHOLE, office, date) == []


def test_a_paper_upward_names_whom_it_is_for_once():
    upward = (WHOLE[0], WHOLE[2])
    assert words_of(*upward, sent_to=("市政府",)) == []
    both = words_of(*WHOLE, sent_to=("市政府", "省局"), copies=("省局", "市政府", "市委"))
    assert both == [(Weight.NOTE, "既是主送又是抄送：市政府、省局。")]
    sideways = PaperFacts(replace(FLOW, upward=False), formal=False)
    assert checks(sideways, upward) == ()


def test_a_secret_paper_has_its_number_and_a_warning_of_the_machine():
    secret = words_of(*WHOLE, secrecy="秘密", serial="000001")
    assert secret == [(Weight.WARN, "标有密级的公文不得在非涉密网络办理，请确认本机属于涉密设备。")]
    assert [w for w, _ in words_of(*WHOLE, secrecy="秘密")] == [Weight.STOP, Weight.WARN]


def test_a_paper_that_puts_another_right_names_it_by_number_or_title():
    amended = ("澄市监发〔2026〕3号", "")
    assert words_of(*WHOLE, text("note", "更正澄市监发〔2026〕3号。"), amended=amended) == []
    assert [w for w, _ in words_of(*WHOLE, amended=amended)] == [Weight.STOP]


def test_an_attachment_has_its_file_and_a_file_its_line():
    named = text("attachment", "名单")
    assert words_of(*WHOLE, named, text("note", "名单见附件。"), files=("名单",)) == []
    ((weight, said),) = words_of(*WHOLE, named, text("attachment", "照片"), files=("名单",))
    assert (weight, said.startswith("附件说明列有“照片”，")) == (Weight.WARN, True)
    assert words_of(*WHOLE, files=("名单",)) == [(Weight.WARN, "登记了附件文件，没有附件说明。")]


def test_what_stops_a_paper_stands_first():
    found = words_of(WHOLE[1], text("note", "联系人：××"), sent_to=("甲",), copies=("甲",))
    assert [weight for weight, _ in found] == [Weight.STOP, Weight.WARN, Weight.NOTE]


REQUEST = replace(FLOW, code=PaperKind.REQUEST, title="请示")
ASKED = (text("title", "请示"), text("addressee", "市政府、省局"), text("para", "妥否，请批示。"))


def test_a_report_does_not_ask_for_an_answer():
    ((weight, said),) = words_of(*WHOLE, text("note", "以上安排妥否，请批示。"))
    assert weight is Weight.WARN
    assert "报告中不得夹带请示事项" in said
    one = replace(ASKED[1], text="各县（市、区）政府")
    assert checks(PaperFacts(REQUEST, formal=False), (ASKED[0], one, ASKED[2])) == ()


@pytest.mark.parametrize(
    ("named", "sent_to", "stopped"),
    [
        ("市政府", (), False),
        ("市政府（市应急指挥部、市委）", (), False),
        ("市政府(市应急指挥部、市委)", (), False),
        ("市政府；省局", (), True),
        ("", ("市政府",), False),
        ("", ("市政府", "省局"), True),
        ("市政府", ("市政府", "省局"), True),
    ],
)
def test_what_stands_in_brackets_is_no_second_addressee(named, sent_to, stopped):
    parts = [ASKED[0], *([replace(ASKED[1], text=named)] if named else []), ASKED[2]]
    found = checks(PaperFacts(REQUEST, formal=False, sent_to=sent_to), parts)
    assert [check.weight for check in found if check.code == "one"] == [Weight.STOP] * stopped


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


@pytest.mark.parametrize("written", ["312人", "312家", "312元"])
def test_the_same_figure_of_something_else_is_no_number_of_the_data(written):
    edit = Edit("k", "共接到投诉312件。", "共接到投诉312件。", f"涉及{written}。")
    assert words_of(*WHOLE, edits=(edit,)) == [
        (Weight.NOTE, f"“{written}”数据库中没有，请自行核实。")
    ]
    same = replace(edit, text="已有投诉312件。")
    assert words_of(*WHOLE, edits=(same,)) == []


@pytest.mark.parametrize(
    ("text", "now", "told"),
    [
        ("办结5件。", "接到投诉318件，涉及90人，办结9件。", "现在是“9件”。"),
        ("涉及84人。", "接到投诉318件，涉及90人，办结9件。", "现在是“90人”。"),
        ("办结5件。", "接到投诉318件，涉及90人。", "现在的数据中没有这个数。"),
        ("涉及84人。", "接到投诉318件，办结9件。", "现在的数据中没有这个数。"),
    ],
)
def test_a_number_that_moved_on_is_told_by_its_place_among_those_of_its_unit(text, now, told):
    edit = Edit("k", "接到投诉312件，涉及84人，办结5件。", now, text)
    ((weight, said),) = words_of(*WHOLE, edits=(edit,))
    assert (weight, said.removeprefix(f"“{text[2:-1]}”是改写时的数据，")) == (Weight.WARN, told)


def test_dates_and_labels_of_an_edited_paragraph_are_not_held_against_anything():
    edit = Edit("k", "无", "无", "11月24日9时30分，依据第39条，三级响应启动。")
    assert words_of(*WHOLE, edits=(edit,), figures=(FIGURE,)) == []


def test_a_number_by_hand_is_held_against_the_database():
    def said(words):
        edit = Edit("k", "无", "无", words)
        return words_of(*WHOLE, edits=(edit,), figures=(FIGURE,), always=("12315",))

    assert said("涉及消费者84人。") == []
    assert said("涉及消费者约80人，可拨打12315。") == []
    assert said("涉及消费者90人。") == [(Weight.WARN, "“90人”与数据不符：去重后消费者现为 84 人。")]
    ((weight, words),) = said("调拨饮水30箱。")
    assert (weight, words) == (Weight.NOTE, "“30箱”数据库中没有，请自行核实。")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("改写后的话", "“改写后的话”原来改写的段落已经没有了"),
        ("话" * 40, f"“{'话' * 40}”原来"),
        ("话" * 41, f"“{'话' * 40}…”原来"),
        ("", "已删去的段落“原文”没有了。"),
    ],
)
def test_an_edit_without_its_paragraph_is_told(text, begins):
    ((weight, said),) = words_of(*WHOLE, orphans={"k9": ("原文", text)})
    assert weight is Weight.WARN
    assert said.startswith(begins)


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
