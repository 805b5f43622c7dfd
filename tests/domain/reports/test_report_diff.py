"""What a 续报 says against the last report, and what a refreshed draft keeps."""

from dataclasses import replace

import pytest

from commandcenter.domain.plan.plan_items import ReportContent
from commandcenter.domain.reports import report_diff
from commandcenter.domain.reports.report import UNDER_CHECK, Element
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


VALUES = {
    "complaints": 91, "person_times": 95, "people": 84, "hurt": 3, "dead": 1,
    "amount_cents": 214_060_000, "counties": 2, "on_site": 40,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            "figures",
            "累计接到投诉举报91件（上次未报）；投诉举报95人次（上次未报）；"
            "去重后涉及消费者84人（上次未报）",
        ),
        (
            "harm",
            "受伤害或就医3人（上次未报）；死亡1人（上次未报）；涉及金额214.06万元（上次未报）",
        ),
        ("range", "涉及县（市、区）2个（上次未报）；现场聚集40人（上次未报）"),
    ],
)
def test_each_element_of_figures_gives_all_of_its_own(plan, fact, words):
    found = follow_up_text(plan, {fact: element(fact, "")}, VALUES, [])[fact]
    assert (found.text, found.filled, found.out, found.before) == (words, words, False, "")
    assert (found.source, found.as_of) == ("来源", AT)


def test_figures_that_nobody_knows_are_under_check_and_left_out(plan):
    before = [[element("first.harm", "死亡1人", values=(("dead", 1),))]]
    found = follow_up_text(plan, {"harm": element("harm", "")}, {}, before)["harm"]
    assert (found.text, found.filled, found.out) == (UNDER_CHECK, "", True)
    assert (found.source, found.as_of, found.values) == ("", None, ())
    assert found.before == "死亡1人"
    assert not found.by_hand
    assert follow_up_text(plan, {}, {"dead": 2}, before)["harm"].source == ""


def test_figures_keep_the_numbers_that_they_state(plan):
    now = follow_up_text(plan, {}, {"people": 84, "hurt": 3}, [])
    assert now["figures"].values == (("people", 84),)
    assert now["harm"].values == (("hurt", 3),)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("changes", "与上次报告相比，没有登记重大变化"),
        ("measures", "上次报告以来没有新的处置措施记录"),
        ("safety", UNDER_CHECK),
    ],
)
def test_where_nothing_new_was_registered_that_is_said_and_left_out(plan, fact, words):
    before = [[element(f"followup.{fact}", "上次的")]]
    found = follow_up_text(plan, {}, {}, before)[fact]
    assert (found.text, found.out, found.before) == (words, True, "上次的")
    assert found.filled == ("" if words == UNDER_CHECK else words)
    assert not found.by_hand
    assert follow_up_text(plan, {}, {}, [])[fact].before == ""


@pytest.mark.parametrize("fact", ["answer", "changes", "measures", "safety"])
def test_what_is_new_is_said_though_it_reads_as_before(plan, fact):
    again = element(fact, "已到场")
    for before, said in (([], ""), ([[element(f"followup.{fact}", "已到场")]], "已到场")):
        found = follow_up_text(plan, {fact: again}, {}, before)[fact]
        assert (found.text, found.filled, found.out) == ("已到场", "已到场", False)
        assert found.before == said
        assert (found.code, found.as_of) == (f"followup.{fact}", AT)


def test_what_was_never_said_is_said_when_it_is_known_and_else_under_check(plan):
    now = follow_up_text(plan, {"place": element("place", "城东区")}, {}, [])
    assert (now["place"].text, now["place"].out, now["place"].before) == ("城东区", False, "")
    assert (now["cause"].text, now["cause"].out) == (UNDER_CHECK, True)
    then = follow_up_text(plan, {}, {}, [[element("first.cause", "经营者失联", out=False)]])
    assert (then["cause"].text, then["cause"].out) == ("经营者失联", True)
    assert then["cause"].before == "经营者失联"


def test_the_newest_report_counts_and_each_figure_by_itself():
    said = report_diff.reported_in([
        [element("first.figures", "", values=(("people", 84), ("complaints", 91)))],
        [element("followup.figures", "", values=(("people", 312),))],
        [element("followup.figures", "", values=(("people", 999),), out=True)],
    ])  # fmt: skip
    assert said.values == {"people": 312, "complaints": 91}
    assert said.facts["figures"].code == "followup.figures"


PLACE = ReportContent("first.place", "first", "地点", hint="", source="")
CAUSE = replace(PLACE, code="first.cause", title="原因")


def test_a_first_report_says_what_is_known_and_of_the_rest_that_it_is_checked():
    known = {"place": replace(element("x.place", "城东区"), text="城东区建设路", filled="")}
    place, cause = report_diff.first([PLACE, CAUSE], known)
    assert (place.code, place.label, place.text) == ("first.place", "地点", "城东区建设路")
    assert (place.filled, place.source, place.as_of) == ("城东区建设路", "来源", AT)
    assert cause == Element("first.cause", "原因", UNDER_CHECK)


def test_a_final_report_prefers_what_the_data_know_now_to_what_was_said():
    said = report_diff.reported_in([[element("first.place", "城东区"), element("a.cause", "失联")]])
    place, cause = report_diff.final([PLACE, CAUSE], said, {"place": element("place", "城西区")})
    assert (place.text, place.before, place.filled) == ("城西区", "", "城西区")
    assert (cause.text, cause.before, cause.label, cause.out) == ("失联", "失联", "原因", False)


def test_what_a_refreshed_draft_gains_is_named_and_stands_after_what_it_follows():
    old = [element("b", "2")]
    new = [element("a", "1"), element("b", "2"), element("c", "3")]
    elements, changes = report_diff.refreshed(old, new)
    assert [e.code for e in elements] == ["a", "b", "c"]
    assert [(c.code, c.before, c.now, c.kept) for c in changes] == [
        ("a", "", "1", False),
        ("c", "", "3", False),
    ]
    assert report_diff.refreshed([], new)[0] == new


def test_what_a_refreshed_draft_has_and_the_data_have_not_stays():
    old = [element("a", "1"), element("gone", "9")]
    assert report_diff.refreshed(old, [element("a", "1")]) == (old, ())


def test_words_written_by_hand_stand_beside_what_the_data_say_now():
    old = [replace(element("b", "2"), text="手写", before="旧", out=True)]
    [kept], _ = report_diff.refreshed(old, [element("b", "3", before="新")])
    assert (kept.text, kept.filled, kept.before, kept.out) == ("手写", "3", "新", True)
