"""Marks as GB/T 15834-2011 has them: what is marked, with what to write instead and why."""

import pytest

from commandcenter.domain.papers.usage_marks import mark_slips
from commandcenter.domain.papers.word_lists import Severity

WARN, NOTE = Severity.WARN, Severity.NOTE
WIDE, TWICE, DOTS, DASH = "汉字中用全角标点", "标点重复", "省略号占两字", "破折号占两字"
INNER, SINGLE, NUMBERED = "引号里面再用引号时用单引号", "没有成对", "带括号的序号后不用顿号"
SIDE_BY_SIDE = "并列的引号、书名号之间不用顿号"
AND = "连词前不用顿号，“等”只写一个"


def marked(text):
    found = list(mark_slips(text))
    for slip in found:
        assert text[slip.start : slip.end] == slip.found
        assert slip.label == "标点"
    return [(slip.found, slip.better, slip.why, slip.weight) for slip in found]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("已登记,请核对", (",", "，", WIDE, WARN)),
        ("A店;已登记", (";", "；", WIDE, WARN)),
        ("参会:3人", (":", "：", WIDE, WARN)),
        ("妥否?", ("?", "？", WIDE, WARN)),
        ("注意!", ("!", "！", WIDE, WARN)),
        ("已登记.", (".", "。", "句末用“。”", WARN)),
        ("已登记.请核对", (".", "。", "句末用“。”", WARN)),
        ("现有86件(含重复)", ("(含重复)", "（含重复）", "汉字中用全角括号", WARN)),
        ("已登记。，", ("。，", "，", TWICE, WARN)),
        ("已登记。。", ("。。", "。", TWICE, WARN)),
        ("待报...", ("...", "……", DOTS, WARN)),
        ("待报…", ("…", "……", DOTS, WARN)),
        ("城东--城西", ("--", "——", DASH, WARN)),
        ("城东—城西", ("—", "——", DASH, WARN)),
        ("“登记”、“核对”", ("、", "", SIDE_BY_SIDE, NOTE)),
        ("《甲》、《乙》", ("、", "", SIDE_BY_SIDE, NOTE)),
        ('称"已登记"', ('"已登记"', "“已登记”", "用中文引号", WARN)),
        ("（一）、登记", ("、", "", NUMBERED, WARN)),
        ("(3)、登记", ("、", "", NUMBERED, WARN)),
        ("第一、登记", ("第一、", "第一，", "“第一”等词后用逗号", WARN)),
        ("登记、和核对", ("、", "", AND, NOTE)),
        ("登记、与核对", ("、", "", AND, NOTE)),
        ("登记、及核对", ("、", "", AND, NOTE)),
        ("登记、以及核对", ("、", "", AND, NOTE)),
        ("登记、核对等等。", ("等等", "等", AND, NOTE)),
    ],
)
def test_a_wrong_mark_is_told_with_the_right_one(text, slip):
    assert slip in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "A, B: C; D",
        "网址https://www.example.cn/a?b=1",
        "比例1:5，共1,234件",
        "3.5万件，A.B",
        "(A1)",
        "登记。核对，上报",
        "待报……",
        "城东——城西",
        "2026-11-24至A-B",
        "“登记”“核对”",
        '"A1"',
        "（一）登记",
        "第（一）、（二）项",
        "第(1)、(2)项",
        "第十六条第（一）、第（二）项",
        "第一，登记",
        "第一、二款",
        "第一、第二组",
        "调解、和解工作",
        "登记、与会人员",
        "核查、及时处置",
        "登记、核对等等问题",
        "（甲）《乙》〔2026〕【丙】‘丁’“戊”",
        "（甲（乙）丙）",
    ],
)
def test_a_right_mark_is_left(text):
    assert marked(text) == []


def test_three_full_stops_are_dots_and_dots_are_six():
    assert marked("待报。。。")[0] == ("。。。", "……", DOTS, WARN)


@pytest.mark.parametrize(
    ("text", "found", "better"),
    [
        ("“甲“乙”丙”", "“甲“乙”丙”", "“甲‘乙’丙”"),
        ("““甲””", "““甲””", "“甲”"),
        ("称““甲””的", "““甲””", "“甲”"),
        ("““””", "““””", "“”"),
    ],
)
def test_a_quotation_within_another_has_single_marks(text, found, better):
    assert (found, better, INNER, WARN) in marked(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("他说“登记", [2]),
        ("登记”了", [2]),
        ("（登记", [0]),
        ("登记）", [2]),
        ("《登记", [0]),
        ("〔2026", [0]),
        ("2026〕", [4]),
        ("【登记", [0]),
        ("‘登记", [0]),
        ("（登记》", [3, 0]),
        ("（（登记）", [0]),
        ("）（", [0, 1]),
    ],
)
def test_what_is_never_closed_or_never_opened_is_told_where_it_stands(text, places):
    slips = [slip for slip in mark_slips(text) if slip.why == SINGLE]
    assert [slip.start for slip in slips] == places
    assert {(slip.better, slip.weight, slip.end - slip.start) for slip in slips} == {("", WARN, 1)}
