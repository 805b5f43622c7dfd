"""Title breaks keep phrases whole."""

import pytest

from commandcenter.outputs.pdf.title import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于悦力工场健身3家门店停业引发群体投诉的首报",
            ["关于悦力工场健身3家门店停业", "引发群体投诉的首报"],
        ),
        (
            "关于滨河新区“11·23”疑似食物中毒事件的信息快报（续报）",
            ["关于滨河新区“11·23”", "疑似食物中毒事件的信息快报（续报）"],
        ),
        ("关于有关情况的报告", ["关于有关情况的报告"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_a_title_is_broken_between_phrases(title, lines):
    assert title_lines(title, 20) == lines


def test_a_phrase_named_by_the_paper_is_never_broken():
    lines = title_lines(
        "关于云岭参源生物科技有限公司直播带货涉嫌虚假宣传的报告", 20, ("云岭参源生物科技",)
    )
    assert any("云岭参源生物科技" in line for line in lines)


def test_a_break_loses_no_character():
    title = "关于某某某某市某某某某区某某某某街道某某某某社区有关情况的报告"
    assert "".join(title_lines(title, 20)) == title


def test_what_is_too_long_for_a_title_is_left_to_the_line_filler():
    assert title_lines("长" * 20000, 20) == []
