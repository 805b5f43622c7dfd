"""What a 续报 says against the last report, and what a refreshed draft keeps."""

from dataclasses import replace

import pytest

from commandcenter.domain.reports import report_diff
from commandcenter.domain.reports.report import (
    UNDER_CHECK,
    Element,
    ReportKind,
    figure_changes,
    names_in,
    report_label,
    still_stated,
)
from commandcenter.domain.times import from_local

AT = from_local(2026, 11, 24, 9, 45)


def element(code, text, **more):
    return Element(code, code, text, "来源", AT, filled=text, **more)


def contents(plan, kind):
    return [c for c in plan.report_elements.values() if c.report == kind]


def follow_up_text(plan, known, values, before):
    found = report_diff.follow_up(
        contents(plan, "followup"), report_diff.reported_in(before), known, values
    )
    return {e.code.partition(".")[2]: e for e in found}


def test_a_figure_is_said_with_what_it_was(plan):
    before = [[element("first.range", "84人", values=(("people", 84), ("complaints", 91)))]]
    now = follow_up_text(
        plan, {"figures": element("figures", "")}, {"people": 312, "complaints": 91}, before
    )
    assert now["figures"].text == "去重后涉及消费者312人（上次84人，增加228人）"
    assert not now["figures"].out


def test_figures_that_are_the_same_are_left_out(plan):
    before = [[element("first.range", "84人", values=(("people", 84),))]]
    now = follow_up_text(plan, {"figures": element("figures", "")}, {"people": 84}, before)
    assert now["figures"].out
    assert now["figures"].text == "去重后涉及消费者84人，与上次报告相同"


def test_a_fact_the_data_say_as_before_is_left_out_even_where_it_was_worded_by_hand(plan):
    written = replace(element("first.place", "城东区"), text="城东区建设路118号")
    now = follow_up_text(plan, {"place": element("place", "城东区")}, {}, [[written]])
    assert now["place"].out
    assert now["place"].text == "城东区建设路118号"


def test_a_fact_the_data_say_otherwise_is_in_with_what_was_said(plan):
    before = [[element("first.place", "城东区")]]
    now = follow_up_text(plan, {"place": element("place", "城东区、城西区")}, {}, before)
    assert (now["place"].out, now["place"].before) == (False, "城东区")


def test_what_the_last_report_left_out_it_did_not_say(plan):
    before = [
        [element("first.place", "城东区")],
        [element("followup.place", "城西区", out=True)],
    ]
    assert report_diff.reported_in(before).facts["place"].text == "城东区"


def test_nobody_who_asked_for_nothing_is_answered(plan):
    assert "answer" not in follow_up_text(plan, {}, {}, [])


def test_a_final_report_says_what_was_said_last_where_the_data_know_nothing(plan):
    said = report_diff.reported_in([[element("first.cause", "经营者失联")]])
    found = {e.code: e for e in report_diff.final(contents(plan, "final"), said, {})}
    assert found["final.cause"].text == "经营者失联"
    assert found["final.range"].text == UNDER_CHECK


def test_what_a_draft_of_before_lacked_stands_where_a_report_of_now_has_it():
    old = [element("first.measures", "1"), element("first.requests", "2")]
    new = [old[0], element("first.planned", "3"), old[1]]
    elements, _ = report_diff.refreshed(old, new)
    assert [e.code for e in elements] == ["first.measures", "first.planned", "first.requests"]


def test_a_refreshed_draft_takes_new_data_and_keeps_words_written_by_hand():
    old = [element("a", "1"), replace(element("b", "2"), text="手写"), element("c", "3")]
    new = [element("a", "10"), element("b", "20"), element("c", "3")]
    elements, changes = report_diff.refreshed(old, new)
    assert [e.text for e in elements] == ["10", "手写", "3"]
    assert [(c.code, c.kept) for c in changes] == [("a", False), ("b", True)]


def test_what_a_person_left_out_stays_out_until_its_data_change():
    old = [element("a", "1", out=True), element("b", "2", out=True)]
    elements, _ = report_diff.refreshed(old, [element("a", "1"), element("b", "3")])
    assert [e.out for e in elements] == [True, False]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("共84人", True), ("共840人", False), ("共184人", False), ("共84.5人", False), ("", False)],
)
def test_a_figure_is_still_said_only_as_a_whole_number(text, kept):
    assert still_stated((("people", 84),), text) == ((("people", 84),) if kept else ())


def test_a_figure_never_reported_before_says_so():
    words = figure_changes(("hurt",), {}, {"hurt": 3})
    assert words == "受伤害或就医3人（上次未报）"


@pytest.mark.parametrize(
    ("number", "label"), [(1, "续报一"), (10, "续报十"), (12, "续报十二"), (20, "续报二十")]
)
def test_follow_ups_are_numbered_in_words(number, label):
    assert report_label(ReportKind.FOLLOW_UP, number) == label


def test_offices_are_told_apart_however_they_are_set_apart():
    assert names_in(" 市信访局、市公安局，市商务局； ") == ("市信访局", "市公安局", "市商务局")
