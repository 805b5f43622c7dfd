"""The misuse check by lists of its own: order, posts, particles, exceptions, what goes first."""

import pytest

from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage import slips, usage_for
from commandcenter.domain.papers.usage_lists import NOTHING
from commandcenter.domain.papers.word_lists import ListKind, Severity, WordList

WARN, NOTE = Severity.WARN, Severity.NOTE


def listed(kind, *words, title="名单", weight=WARN, papers=()):
    return WordList(title, title, ListKind(kind), words, "测试", weight, papers)


def usage(*lists, people=None, kind=None):
    return usage_for(lists, kind, people or {})


def told(text, of):
    return [(s.found, s.better, s.label, s.why, s.weight) for s in slips(text, of)]


def test_without_lists_only_marks_and_numerals_are_read():
    assert told("市政府、市委布署,陈屿到场。", NOTHING) == [
        (",", "，", "标点", "汉字中用全角标点", WARN)
    ]


@pytest.mark.parametrize("weight", list(Severity))
def test_a_word_is_told_by_the_title_weight_and_reason_of_its_list(weight):
    of = usage(listed("replace", "布署→部署｜规范用字", title="错别字", weight=weight))
    assert told("布署。", of) == [("布署", "部署", "错别字", "规范用字", weight)]


@pytest.mark.parametrize(
    ("text", "better"),
    [("3点前", "3时前"), ("12.5点前", "12.5时前"), ("点前", None), ("若干点前", None)],
)
def test_the_number_of_a_line_stands_for_any(text, better):
    found = slips(text, usage(listed("replace", "#点前→#时前")))
    assert [slip.better for slip in found if slip.label == "名单"] == ([better] if better else [])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("市监所", [0]),
        ("城市监控", []),
        ("城市监控和市监所", [5]),
        ("市监所和城市监控", [0]),
        ("市监城市监控", [0]),
        ("市监控", [0]),
        ("市监控。城", [0]),
    ],
)
def test_a_word_that_holds_the_wrong_one_is_right_where_it_stands_whole(text, places):
    found = slips(text, usage(listed("replace", "市监→市场监督管理｜除外：城市监控")))
    assert [slip.start for slip in found] == places


@pytest.mark.parametrize("joint", ["、", "和", "与", "及", "以及", "，", ""])
def test_who_stands_before_whom_is_told_over_any_joint(joint):
    of = usage(listed("order", "市委、市政府、市政协", title="先后", weight=NOTE))
    assert told(f"报市政府{joint}市委。", of) == [
        (f"市政府{joint}市委", f"市委{joint}市政府", "先后", "“市委”排在“市政府”之前", NOTE)
    ]
    assert told(f"报市委{joint}市政府。", of) == []
    assert told(f"报市委{joint}市委。", of) == []


@pytest.mark.parametrize(
    "text",
    [
        "市政府报市委。", "市政府。市委", "市政府、市委宣传部", "市政府、市委组织部",
        "市政府、市委统战部", "市政府、市委政法委", "市政府、市委网信办", "市政府、市委社会工作部",
        "市政府、市委办", "市政府、市委党校", "市政府、市委机关", "市政府、市委督查室",
        "市政府、市委巡察办", "市政府、市委老干部局", "市政府、市委编办",
    ],
)  # fmt: skip
def test_an_organ_of_its_own_and_another_sentence_have_no_order(text):
    assert told(text, usage(listed("order", "市委、市政府"))) == []


def test_the_longer_of_two_names_is_read():
    of = usage(listed("order", "县、县级市"))
    assert told("县级市、县", of) == [
        ("县级市、县", "县、县级市", "名单", "“县”排在“县级市”之前", WARN)
    ]


def test_leaders_stand_in_the_order_of_the_offices_list_then_of_the_bureaus():
    of = usage(
        listed("leaders", "市长 张三", "局长 陈屿"),
        people={"陈屿": ["总指挥"], "罗敏": ["副总指挥"]},
    )
    assert of.leaders.titles == {
        "张三": ("市长",),
        "陈屿": ("局长", "总指挥"),
        "罗敏": ("副总指挥",),
    }
    said = [("罗敏、张三", "张三、罗敏", "领导排序", "“张三”排在“罗敏”之前", NOTE)]
    assert told("罗敏、张三到场。", of) == said


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("总指挥陈屿", None),
        ("局长陈屿", None),
        (
            "副总指挥陈屿",
            ("副总指挥陈屿", "局长陈屿", "职务", "陈屿登记的职务是局长、总指挥", WARN),
        ),
        ("副局长陈屿", ("副局长陈屿", "局长陈屿", "职务", "陈屿登记的职务是局长、总指挥", WARN)),
        ("总指挥罗敏", ("总指挥罗敏", "副总指挥罗敏", "职务", "罗敏登记的职务是副总指挥", WARN)),
        ("市长陈屿", None),
        ("陈屿", None),
    ],
)
def test_a_post_beside_a_name_is_one_that_the_person_holds(text, slip):
    of = usage(people={"陈屿": ["局长", "总指挥"], "罗敏": ["副总指挥"]})
    assert told(text, of) == ([slip] if slip else [])


LISTS = (listed("adverbs", "积极", "认真"), listed("verbs", "开展", "推动"))
ADVERB = ("的地得", "状语后用“地”", WARN)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("积极的开展工作", "积极地开展"),
        ("认真的推动工作", "认真地推动"),
        ("积极的推动作用", None),
        ("积极的推动的事", None),
        ("积极的工作", None),
        ("稳妥的开展", None),
        ("积极地开展", None),
    ],
)
def test_an_adverb_goes_with_di_before_what_is_done(text, better):
    found = [(s.better, s.label, s.why, s.weight) for s in slips(text, usage(*LISTS))]
    assert found == ([(better, *ADVERB)] if better else [])


@pytest.mark.parametrize("lists", [LISTS[:1], LISTS[1:], ()])
def test_without_both_lists_no_adverb_is_read(lists):
    assert told("积极的开展工作", usage(*lists)) == []


@pytest.mark.parametrize(
    "noun",
    [
        "作用",
        "能力",
        "方式",
        "方法",
        "结果",
        "人员",
        "机制",
        "制度",
        "措施",
        "力度",
        "成效",
        "要求",
        "需要",
        "过程",
        "态度",
    ],
)
def test_before_what_is_no_act_de_is_right(noun):
    assert told(f"积极的推动{noun}", usage(*LISTS)) == []


@pytest.mark.parametrize("degree", ["很", "非常", "十分", "比较", "更加", "特别"])
@pytest.mark.parametrize("how", ["好", "快", "慢", "及时", "到位", "顺利", "清楚"])
def test_a_complement_goes_with_de_of_degree(degree, how):
    found = (f"的{degree}{how}", f"得{degree}{how}", "的地得", "补语前用“得”", WARN)
    assert told(f"做的{degree}{how}。", NOTHING) == [found]
    assert told(f"的{degree}{how}", NOTHING) == []


def test_of_two_slips_at_one_place_the_longer_is_told_and_none_within_another():
    of = usage(listed("replace", "布署→部署", "布署任务→部署任务", "署任→任"))
    assert [(s.start, s.found) for s in slips("请布署任务，再布署。", of)] == [
        (1, "布署任务"),
        (7, "布署"),
    ]


def test_slips_are_told_in_the_order_of_the_text_side_by_side_too():
    of = usage(listed("replace", "按排→安排", "布署→部署"))
    assert [s.found for s in slips("布署按排,请办", of)] == ["布署", "按排", ","]


@pytest.mark.parametrize("kind", [*PaperKind, None])
def test_a_list_is_read_for_its_kinds_of_paper_or_for_all(kind):
    some = listed("replace", "甲→乙", papers=(PaperKind.DAILY, PaperKind.PRESS))
    every = listed("replace", "丙→丁")
    assert usage(some, every, kind=kind).lists == (
        (some, every) if kind in ("daily", "press") else (every,)
    )
