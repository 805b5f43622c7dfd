"""The gap book and the counties' own rules: what is answered once, and from when rules hold."""

from datetime import date, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_gap import (
    GapState,
    day_of,
    require_adopted,
    require_answerable,
    require_clause,
    require_rules_file,
    require_unreceived,
)

TODAY = date(2026, 11, 24)


def test_a_gap_is_of_a_clause_or_of_none():
    require_clause("", {"6.2"})
    require_clause("6.2", {"6.2"})
    with pytest.raises(RuleBroken, match=r"预案没有 6\.9 这一条"):
        require_clause("6.9", {"6.2"})


@pytest.mark.parametrize("state", list(GapState))
@pytest.mark.parametrize("answer", list(GapState))
def test_a_gap_is_answered_until_it_is_closed(state, answer):
    if state in (GapState.AMENDED, GapState.DECLINED):
        with pytest.raises(RuleBroken, match=r"梁博已答复.*，这项缺口已关闭"):
            require_answerable(state, "梁博", answer)
    elif answer is GapState.OPEN:
        with pytest.raises(RuleBroken, match="请选择怎样处理这项缺口"):
            require_answerable(state, "梁博", answer)
    else:
        require_answerable(state, "梁博", answer)


@pytest.mark.parametrize(
    ("adopted", "fits"),
    [
        (date(2000, 1, 1), True),
        (date(1999, 12, 31), False),
        (TODAY + timedelta(days=366), True),
        (TODAY + timedelta(days=367), False),
    ],
)
def test_own_rules_hold_from_a_day_within_a_year_or_before(adopted, fits):
    if fits:
        require_adopted(adopted, TODAY)
    else:
        with pytest.raises(RuleBroken, match=f"细则的施行日期{adopted}不对，请核对"):
            require_adopted(adopted, TODAY)


def test_a_day_is_written_by_year_month_and_day():
    assert day_of(" 2026-11-24 ") == TODAY
    for words in ("", "明年", "2026-11-31"):
        with pytest.raises(RuleBroken, match="不是日期，请写成 2026-11-24 的样子"):
            day_of(words)


def test_own_rules_come_with_a_file_that_can_be_read():
    for name in ("细则.pdf", "细则.OFD", "细则.docx", "细则.doc", "细则.wps"):
        assert require_rules_file(f" {name} ") == name
    with pytest.raises(RuleBroken, match="请附上细则文件"):
        require_rules_file(" ")
    for name in ("细则.exe", "pdf", "细则.pdf.txt"):
        with pytest.raises(RuleBroken, match="应是 PDF、OFD 或 Word 文件"):
            require_rules_file(name)


def test_a_receipt_is_registered_once():
    require_unreceived("东城区细则", "")
    with pytest.raises(RuleBroken, match="已经登记备案回执 备〔2026〕3号"):
        require_unreceived("东城区细则", "备〔2026〕3号")
