"""The misuse check marks what an office does not write, with what to write instead."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage import slips, usage_for
from commandcenter.domain.papers.word_lists import ListKind, check_lines, replacement_of
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import plan_from_items, plan_items

PEOPLE = {"陈屿": ["总指挥", "局长"], "罗敏": ["副总指挥"]}


@pytest.fixture(scope="module")
def lists():
    return plan_from_items(plan_items(RESOURCES / "plan")).word_lists.values()


@pytest.fixture(scope="module")
def usage(lists):
    return usage_for(lists, None, PEOPLE)


def mended(text, usage):
    """The text with every proposal taken."""
    for slip in reversed(slips(text, usage)):
        assert text[slip.start : slip.end] == slip.found
        text = text[: slip.start] + slip.better + text[slip.end :]
    return text


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("请按布署办理。", "请按部署办理。"),
        ("截止11月24日9时，登记86件。", "截至11月24日9时，登记86件。"),
        ("登记工作11月24日截止。", "登记工作11月24日截止。"),
        ("市政府、市委要求妥善处置。", "市委、市政府要求妥善处置。"),
        ("市政府市委要求妥善处置。", "市委市政府要求妥善处置。"),
        ("罗敏、陈屿到场。", "陈屿、罗敏到场。"),
        ("抄送市政府、市委宣传部。", "抄送市政府、市委宣传部。"),
        ("每周1次，星期3报。", "每周1次，星期三报。"),
        ("副总指挥陈屿到场。", "总指挥陈屿到场。"),
        ("局长陈屿、副总指挥罗敏到场。", "局长陈屿、副总指挥罗敏到场。"),
        ("各组积极的开展工作。", "各组积极地开展工作。"),
        ("起到积极的推动作用。", "起到积极的推动作用。"),
        ("登记做的很好。", "登记做得很好。"),
        ("已登记,请核对.", "已登记，请核对。"),
        ("现有86件(含重复)。。", "现有86件（含重复）。"),
        ("完成“登记”、“核对”。", "完成“登记”“核对”。"),
        ("涉及1,234人。", "涉及1234人。"),
        ("26年11月24号10:46报告。", "2026年11月24日10时46分报告。"),
        ("到场3、4人。", "到场三四人。"),
        ("第3、4项不变，3、5件不同。", "第3、4项不变，3、5件不同。"),
        ("约50人左右，超过20件以上。", "约50人，超过20件。"),
        ("提3点要求，12点30分前报。", "提3点要求，12时30分前报。"),
        ("占20～30%。", "占20%～30%。"),
        ("向消协和市监所了解。", "向消协和市场监督管理所了解。"),
        ("《市场监督管理投诉举报处理暂行办法》", "《市场监督管理投诉举报处理办法》"),
    ],
)
def test_what_it_proposes_is_right_and_what_is_right_is_left(written, right, usage):
    assert mended(written, usage) == right
    assert mended(right, usage) == right


@pytest.mark.parametrize(
    "text",
    [
        "11月24日9时12分，总指挥陈屿同意定为较大（Ⅲ级），依据《消费者权益保护法》第三十九条。",
        "电话0990-1234567，证据编号2026-118，比例1.5∶1。",
        "悦力工场健身（城东店）（10时35分前）。",
        "“11·24”悦力工场健身闭店事件",
        "网址https://www.12315.cn/，邮箱a.b@c.cn。",
    ],
)
def test_an_offices_sentences_are_clean(text, usage):
    assert slips(text, usage) == ()


def test_what_is_never_closed_is_marked_where_it_stands(usage):
    (slip,) = slips("他说“已登记。", usage)
    assert (slip.found, slip.start) == ("“", 2)


def test_the_word_that_holds_another_is_no_slip(usage):
    assert slips("身分证→", usage)[0].better == "身份证"
    assert slips("城市监控", usage) == ()


def test_some_words_are_wrong_in_some_papers_only(lists):
    words = "未办结任务3项。"
    assert slips(words, usage_for(lists, PaperKind.FOLLOW_UP, {}))
    assert slips(words, usage_for(lists, PaperKind.ACTIVATION, {})) == ()


@pytest.mark.parametrize("line", ["布署", "→部署", "甲→甲乙", "甲→乙｜除外：丙", "#→2"])
def test_a_line_that_says_nothing_clear_is_refused(line):
    with pytest.raises(RuleBroken):
        replacement_of(line)


def test_a_list_that_cannot_be_read_names_its_line():
    with pytest.raises(RuleBroken, match="布署"):
        check_lines("错别字", ListKind.REPLACE, ["按排→安排", "布署"])
    with pytest.raises(RuleBroken, match="市长"):
        check_lines("领导", ListKind.LEADERS, ["市长张三"])
    with pytest.raises(RuleBroken, match="市委"):
        check_lines("先后", ListKind.ORDER, ["市委"])


def test_every_line_of_the_programs_lists_mends_what_it_marks(lists):
    """No list proposes what another, or itself, marks again."""
    for each in lists:
        if each.kind is not ListKind.REPLACE:
            continue
        for line in each.words:
            told = replacement_of(line)
            again = slips(told.right.replace("#", "3"), usage_for(lists, None, {}))
            assert again == (), line
