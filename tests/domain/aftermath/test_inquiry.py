"""A section of a report after the response: how long it may be, and whose words stand in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from commandcenter.domain.aftermath.aftermath import InquiryKind, InquirySection
from commandcenter.domain.aftermath.inquiry import (
    Filled,
    Section,
    blank_sections,
    carried_on,
    filled_again,
    missing,
    require_after_response,
    require_complete,
    require_unsigned,
    rewritten,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.plan.plan import PlanData
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECTION = Section("facts", "一、基本情况", text="旧", filled="数据", by="周岚", version=3)


def test_a_section_is_as_long_as_it_may_be():
    new = rewritten(SECTION, "字" * 60_000, 3, "李蔚", AT)
    assert (len(new.text), new.by, new.at, new.version) == (60_000, "李蔚", AT, 4)
    with pytest.raises(RuleBroken, match="“一、基本情况”超过 60000 字"):
        rewritten(SECTION, "字" * 60_001, 3, "李蔚", AT)


def test_what_another_wrote_meanwhile_is_read_first_but_the_same_words_change_nothing():
    assert rewritten(SECTION, "旧", 2, "李蔚", AT) is SECTION
    with pytest.raises(RuleBroken, match="刚由周岚改过"):
        rewritten(SECTION, "新", 2, "李蔚", AT)
    with pytest.raises(RuleBroken, match="“一、基本情况”刚由数据更新改过，您写的还没有保存"):
        rewritten(replace(SECTION, by=""), "新", 4, "李蔚", AT)


def test_the_words_of_the_data_are_nobodys():
    new = rewritten(SECTION, "数据", 3, "李蔚", AT)
    assert (new.by, new.at, new.version) == ("", None, 4)


def test_what_the_data_say_now_replaces_what_nobody_wrote_over():
    found = Filled("新数据", "接报记录", AT)
    untouched = replace(SECTION, text="数据", by="", at=None)
    assert filled_again(untouched, found) == Section(
        "facts", "一、基本情况", "新数据", "新数据", "接报记录", AT, "", None, 4
    )
    assert filled_again(SECTION, found) == Section(
        "facts", "一、基本情况", "旧", "新数据", "接报记录", AT, "周岚", None, 3
    )
    same = filled_again(untouched, Filled("数据", "接报记录", AT))
    assert (same.as_of, same.version) == (AT, 3)  # the same words are no change
    assert filled_again(SECTION, None) is SECTION


def test_a_report_is_signed_once_each_section_says_something():
    sections = [SECTION, Section("cause", "二、原因", " \n"), Section("later", "三、建议")]
    assert missing(sections) == ("二、原因", "三、建议")
    with pytest.raises(RuleBroken, match="以下部分还没有内容，不能签发：二、原因、三、建议。"):
        require_complete(sections)
    require_complete([SECTION])


@pytest.mark.parametrize("state", list(State))
def test_a_report_is_written_between_the_end_of_the_response_and_the_closing(state):
    if state.value in ("ended", "aftermath"):
        require_after_response(state)
    else:
        with pytest.raises(RuleBroken, match=r"^事件处于“.+”，响应终止后、结案前起草。$"):
            require_after_response(state)


def test_what_is_signed_is_changed_no_more():
    for signature in (None, ""):
        require_unsigned(InquiryKind.INVESTIGATION, signature)
    for kind, report in (("investigation", "调查报告"), ("assessment", "总结评估报告")):
        with pytest.raises(
            RuleBroken, match=f"^{report}已由陈屿签发，不能再改；有补充的请另行起草"
        ):
            require_unsigned(InquiryKind(kind), "陈屿")


def test_a_report_has_the_sections_of_its_kind_in_the_plans_order():
    items = [
        InquirySection("b", InquiryKind.INVESTIGATION, "一、经过", ""),
        InquirySection("c", InquiryKind.ASSESSMENT, "一、评估", ""),
        InquirySection("a", InquiryKind.INVESTIGATION, "二、责任", ""),
    ]
    shipped = PlanData.from_tables(read_tables(PLAN))
    plan = replace(shipped, inquiry_sections={item.code: item for item in items})
    assert blank_sections(plan, InquiryKind.INVESTIGATION) == (
        Section("b", "一、经过"), Section("a", "二、责任")
    )  # fmt: skip
    assert blank_sections(plan, InquiryKind.ASSESSMENT) == (Section("c", "一、评估"),)


def test_a_supplement_starts_from_what_people_wrote_in_the_signed_report():
    blank = [Section("facts", "一、基本情况"), Section("cause", "二、原因"), Section("new", "三")]
    signed = {
        "facts": replace(SECTION, at=AT),
        "cause": Section("cause", "二、原因", "数据说", "数据说"),
        "gone": Section("gone", "四", "旧话", by="周岚"),
    }
    assert carried_on(blank, signed) == (
        Section("facts", "一、基本情况", "旧", by="周岚", at=AT), blank[1], blank[2]
    )  # fmt: skip
