"""What the check reads in the words of a paper: gaps, requests, annexes, numbers that are none."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from commandcenter.domain.figures import Figure
from commandcenter.domain.papers.paper import PaperKind, PaperStep, PaperText, Subject
from commandcenter.domain.papers.paper_check import Edit, PaperFacts, Weight, checks
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.papers.usage_lists import Usage
from commandcenter.domain.papers.word_lists import ListKind, Severity, WordList
from commandcenter.domain.rights import Action

FLOW = PaperFlow(
    PaperKind.DAILY, "日报", Subject.INCIDENT, (PaperStep.DRAFT, PaperStep.SIGN),
    Action.SIGN_PAPER, "测试",
)  # fmt: skip
TITLE = PaperText("k0_title", "title", "日报", "日报")


def found(words, *parts, flow=FLOW, edits=(), **facts):
    whole = (TITLE, PaperText("k1_p", "para", words, words), *parts)
    return [
        (check.code, check.weight, check.words, check.key)
        for check in checks(PaperFacts(flow, formal=False, **facts), whole, edits)
    ]


@pytest.mark.parametrize(
    "gap",
    [
        "××",
        "xx",
        "XXX",
        "〓",
        "___",
        "???",
        "？？？",
        "（待填）",
        "（待补）",
        "（待定）",
        "【姓名】",
    ],
)
def test_what_is_left_open_is_told_with_its_words(gap):
    words = f"有待填写的内容“{gap}”。"
    assert ("open", Weight.WARN, words, "k1_p") in found(f"联系人：{gap}。")


@pytest.mark.parametrize("words", ["3×2", "x", "__", "？", "（待批）", "〔2026〕"])
def test_what_only_looks_like_a_gap_is_none(words):
    assert [code for code, *_ in found(words)] == []


@pytest.mark.parametrize(
    "asked",
    ["请批示", "请予批示", "请予以批示", "请批复", "请批准", "请审批", "妥否", "当否"],
)
@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_report_asks_for_nothing_and_other_papers_may(kind, asked):
    telling = {
        "first", "followup", "final", "express", "briefing", "daily", "investigation",
        "assessment", "watch", "monthly", "drill", "special", "opinion", "dutyday",
    }  # fmt: skip
    words = f"“{asked}”是请示用语：报告中不得夹带请示事项（条例第15条），请另行请示。"
    told = [
        each
        for each in found(f"以上{asked}。", flow=replace(FLOW, code=kind))
        if each[0] == "asking"
    ]
    assert told == ([("asking", Weight.WARN, words, "k1_p")] if kind.value in telling else [])


@pytest.mark.parametrize("words", ["请核对", "请各组批示办理", "是否", "批准"])
def test_what_asks_for_no_answer_is_left(words):
    assert found(f"{words}。") == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("见附件", True), ("详见附件", True), ("参见附件", True), ("附附件", True),
        ("附件：名单", True), ("附件:名单", True), ("附件1", True), ("附件9", True),
        ("附件一", True), ("附件九", True), ("附件齐全", False), ("附件0", False), ("附", False),
    ],
)  # fmt: skip
def test_an_annex_that_the_text_names_is_listed(words, named):
    told = [each[:3] for each in found(words) if each[0] == "attachments"]
    said = [("attachments", Weight.WARN, "正文提到附件，没有附件说明。")]
    assert told == (said if named else [])


def test_an_attachment_has_its_file_under_the_words_it_was_made_with_too():
    changed = PaperText("k2_a", "attachment", "名单", "人员名单")
    assert found("平稳。", changed, files=("名单",)) == []
    assert [each[0] for each in found("平稳。", changed, files=("其他",))] == ["attachments"]


def test_attachments_without_files_are_named_together():
    one, two = (PaperText(f"k{n}_a", "attachment", words, words) for n, words in enumerate("甲乙"))
    (told,) = found("平稳。", one, two)
    assert told == (
        "attachments",
        Weight.WARN,
        "附件说明列有“甲、乙”，没有登记附件文件；附件已排在正文之后的可以不登记。",
        "k0_a",
    )


@pytest.mark.parametrize("severity", list(Severity))
def test_a_wrong_word_is_told_where_it_stands_as_heavily_as_its_list_says(severity):
    words = WordList("w", "错别字", ListKind.REPLACE, ("布署→部署",), "测试", severity)
    (told,) = found("请布署。", usage=Usage((words,)))
    assert told == ("usage", Weight(severity.value), "“布署”宜作“部署”（错别字）。", "k1_p")


def test_findings_name_their_paragraph_and_the_papers_own_none():
    long = PaperText("k9_title", "title", "题" * 51, "题" * 51)
    told = checks(PaperFacts(FLOW, formal=True), (long,))
    assert [(each.code, each.key) for each in told] == [
        ("title", "k9_title"),
        ("signature", ""),
        ("date", ""),
    ]


DATED = Edit("k1", "截至11月23日共3期。", "截至11月24日共4期。", "共3期。")


def test_a_date_is_no_number_of_the_data_that_moved_on():
    assert found("平稳。", edits=[DATED]) == [
        ("number", Weight.WARN, "“3”是改写时的数据，现在是“4”。", "k1")
    ]
    kept = replace(DATED, made_now="无。", text="截至11月23日。")
    assert found("平稳。", edits=[kept]) == []


def test_a_label_does_not_move_the_place_of_a_number():
    edit = Edit("k1", "依据第39条，共2期、5期。", "依据第39条，共3期、6期。", "共5期。")
    assert [each[2] for each in found("平稳。", edits=[edit])] == ["“5”是改写时的数据，现在是“6”。"]


@pytest.mark.parametrize(
    ("written", "weight"),
    [("84人", None), ("约80人", None), ("85人", Weight.WARN), ("84家", Weight.NOTE)],
)
def test_a_number_by_hand_is_heavier_where_the_database_says_another(written, weight):
    figure = Figure("people", "去重后消费者", "人", Decimal(84),
                    datetime(2026, 11, 24, tzinfo=UTC), ("消费者",), usual=True)  # fmt: skip
    edit = Edit("k1", "无", "无", f"涉及消费者{written}。")
    told = [each[1] for each in found("平稳。", edits=[edit], figures=(figure,))]
    assert told == ([weight] if weight else [])


def test_the_number_of_a_deleted_paragraph_is_shown_by_its_first_forty_signs():
    told = checks(PaperFacts(FLOW, formal=False), (TITLE,), (), {"k9": ("话" * 41, "")})
    assert [each.words for each in told] == [f"已删去的段落“{'话' * 40}”没有了。"]
    assert told[0].key == "k9"
