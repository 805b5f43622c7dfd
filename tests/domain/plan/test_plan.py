from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.plan.due_words import due_after
from commandcenter.domain.plan.obligation_items import END
from commandcenter.domain.plan.plan import is_working_day, lead_body, next_daily
from commandcenter.domain.reports.report_clock import CODES
from commandcenter.domain.times import SHANGHAI, from_local
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

RECEIVED = from_local(2026, 11, 24, 8, 50)
ACTIVATED = from_local(2026, 11, 24, 9, 20)
ENDED = from_local(2026, 12, 1, 18)
LEVELS = (Level.IV, Level.III, Level.II, Level.I)
NEXT_1630 = from_local(2026, 11, 24, 16, 30)

# Minutes at Ⅳ, Ⅲ, Ⅱ, Ⅰ, typed from the page on the six groups; "day": the next 16:30.
FROM_RECEIVED = {
    "C1": (120, 60, 30, 15),
    "C2": (180, 90, 45, 30),
    "C3": (120, 30, 15, 15),
    "C4": (120, 60, 30, 30),
    "C6": (240, 60, 30, 15),
}
FROM_ACTIVATION = {
    "C5": (120, 60, 30, 30),
    "C7": ("day", 240, 120, 120),
    "C8": ("same day", 240, 120, 60),
    "C9": ("day", 12 * 60, 6 * 60, 3 * 60),
    "F1": (120, 60, 30, 30),
    "F2": (135, 75, 45, 45),  # 15 minutes after arriving
    "I1": (120, 60, 30, 30),
    "I2": (240, 120, 60, 60),
    "I8": (None, None, 24 * 60, 24 * 60),
    "O1": (60, 30, 15, 15),
    "O2": ("day", 240, 120, 60),
    "O3": (240, 120, 60, 60),
    "O4": (48 * 60, 24 * 60, 300, 300),
    "O5": (None, None, 24 * 60, 24 * 60),
    "O6": ("day", "day", "day", "day"),
    "L1": (240, 120, 60, 60),
    "L2": (30, 30, 30, 30),
    "S1": (60, 45, 30, 20),
}
FROM_END = {"C10": 24 * 60, "S10": 72 * 60}


def by_old(plan, code):
    """What became of a step of the checklist of earlier plans, whose codes the page has."""
    return [item for item in plan.obligations.values() if code in item.old]


def of_the_page(plan):
    """All that stood on the page."""
    codes = {old for item in plan.obligations.values() for old in item.old if ":" not in old}
    return [(code, item) for code in sorted(codes) for item in by_old(plan, code)]


def expected(start, due):
    if due == "day":
        return NEXT_1630
    if due == "same day":
        return from_local(2026, 11, 24, 23, 59)
    return None if due is None else start + timedelta(minutes=due)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", [*FROM_RECEIVED, *FROM_ACTIVATION])
def test_it_is_due_when_the_page_says(plan, code, level):
    start = RECEIVED if code in FROM_RECEIVED else ACTIVATED
    due = (FROM_RECEIVED | FROM_ACTIVATION)[code][LEVELS.index(level)]
    for item in by_old(plan, code):
        assert due_after(item.due[level], start) == expected(start, due)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", FROM_END)
def test_what_follows_the_end_is_due_from_then(plan, code, level):
    [item] = by_old(plan, code)
    assert item.start == END
    assert due_after(item.due[level], ENDED) == ENDED + timedelta(minutes=FROM_END[code])


def test_at_the_end_is_within_that_day(plan):
    assert due_after(plan.obligations["retention"].due[Level.III], ENDED) == from_local(
        2026, 12, 1, 23, 59
    )


def test_a_press_conference_is_on_the_list_at_the_two_gravest_levels_only(plan):
    assert plan.obligations["press_conference"].levels == {Level.II, Level.I}


def test_nothing_but_the_report_runs_from_the_call(plan):
    assert {code for code, item in of_the_page(plan) if item.start == "received"} == set(
        FROM_RECEIVED
    )


def test_each_group_has_its_ten(plan):
    codes = {code for code, _ in of_the_page(plan)}
    assert Counter(code[0] for code in codes) == dict.fromkeys("CFIOLS", 10)
    letters = {"C": 0, "F": 1, "I": 2, "O": 3, "L": 4, "S": 5}
    for code, item in of_the_page(plan):
        assert item.who.group is list(Group)[letters[code[0]]]


@pytest.mark.parametrize("level", LEVELS)
def test_the_musts_are_few(plan, level):
    musts = [item for item in plan.obligations.values() if level in item.must]
    assert len(musts) == (6 if level is Level.IV else 10)


@pytest.mark.parametrize("level", [Level.III, Level.II, Level.I])
def test_every_group_has_a_must_from_level_three_on(plan, level):
    musts = [item for item in plan.obligations.values() if level in item.must]
    assert {item.who.group for item in musts} == set(Group)


def test_the_musts_of_level_four_are_the_six_acts_of_the_plan(plan):
    clauses = {item.clause for item in plan.obligations.values() if Level.IV in item.must}
    assert clauses == {f"4.1({n})" for n in range(1, 7)}


def test_the_seats_of_the_hotline_are_named_by_level(plan):
    seats = plan.obligations["hotline_seats"]
    assert seats.title == "12315 增设 {amount} 席"
    assert [seats.amount[level] for level in LEVELS] == [2, 4, 8, 12]


def test_each_has_a_clause_of_the_plan_and_a_basis(plan):
    for item in plan.obligations.values():
        assert item.clause in plan.clauses
        assert item.basis


@given(data=st.data(), minute=st.integers(0, 60 * 24 * 400))
def test_a_graver_level_never_has_more_time(plan, data, minute):
    item = data.draw(st.sampled_from([item for _, item in of_the_page(plan)]))
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    due = [due_after(item.due[level], start) for level in (Level.III, Level.II)]
    graver = [due_after(item.due[level], start) for level in (Level.II, Level.I)]
    for milder, worse in zip(due, graver, strict=True):
        if milder is not None:
            assert worse is not None
            assert worse <= milder


@given(
    after=st.datetimes(timezones=st.just(UTC), max_value=datetime(9000, 1, 1)),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
def test_the_next_daily_time_is_within_a_day(after, hour, minute):
    at = next_daily(after, f"{hour}:{minute:02}")
    assert timedelta(0) < at - after <= timedelta(days=1)
    local = at.astimezone(SHANGHAI)
    assert (local.hour, local.minute, local.second) == (hour, minute, 0)


def test_a_summary_is_due_within_days(plan):
    due = plan.obligations["inquiry_assessment"].due
    assert {level: minutes / (24 * 60) for level, minutes in due.items()} == {
        Level.IV: 7,
        Level.III: 7,
        Level.II: 10,
        Level.I: 10,
    }


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.IV, "青岚县市场监督管理局负责处置"),
        (Level.III, "澄州市应急指挥部负责处置"),
        (Level.II, "省级层面介入协调，澄州市应急指挥部在省应急指挥部指导下处置"),
        (Level.I, "国家层面介入协调，澄州市应急指挥部在国家应急指挥部指导下处置"),
    ],
)
def test_the_lead_body_changes_with_the_level(plan, level, words):
    assert lead_body(plan, level, "澄州市", "青岚县") == words


def test_every_clause_of_the_plan_is_there_in_order(plan):
    sections = {
        "1.3": 6,
        "1.4.1": 5,
        "1.4.2": 4,
        "2.1": 4,
        "2.2": 6,
        "3.1": 3,
        "3.2": 3,
        "4.1": 6,
        "4.2": 4,
        "5.3": 3,
    }
    for section, count in sections.items():
        found = [code for code in plan.clauses if code.startswith(f"{section}(")]
        assert found == [f"{section}({n})" for n in range(1, count + 1)]
    assert [code for code in plan.clauses if code.isdecimal()] == list("12345678")
    assert plan.clauses["4.1(3)"].title == "现场处置"
    assert plan.clauses["2.1"].text.startswith("为确保消费领域群体性突发事件得到有效处置")
    assert all(c.text for code, c in plan.clauses.items() if "(" in code)


def test_the_grades_speak_the_words_of_the_plan(plan):
    for grade in plan.grades.values():
        text = plan.clauses[grade.clause].text
        parts = [grade.range_words, grade.harm_words, grade.effect_words, grade.layer_words]
        assert [part for part in [*parts, grade.example] if part not in text] == []
        assert grade.title == grade.code.grade_title


def test_the_lead_and_the_groups_speak_the_words_of_the_plan(plan):
    for item in [*plan.responses.values(), *plan.groups.values()]:
        assert item.words in plan.clauses[item.clause].text
    assert [g.clause for g in plan.groups.values()] == [f"2.2({n})" for n in range(1, 7)]


def test_only_the_first_of_the_five_doors_is_a_count(plan):
    assert [c.code for c in plan.categories.values()] == list(Category)
    assert [c.code for c in plan.categories.values() if c.counted] == [Category.CLUSTER]


def test_a_warning_and_an_activation_name_what_the_law_requires(plan):
    acts = Counter(item.act for item in plan.required.values())
    assert acts == {"warning": 8, "activation": 4}
    assert [w.colour_word for w in plan.warnings.values()] == ["红色", "橙色", "黄色", "蓝色"]


@pytest.mark.parametrize(
    ("code", "level", "any_of"),
    [
        ("complainants", Level.IV, [{"complainants": 5}]),
        ("complainants", Level.III, [{"complainants": 50}]),
        ("complainants", Level.II, [{"complainants": 200}]),
        ("complainants", Level.I, [{"complainants": 1000}]),
        ("on_site", Level.IV, [{"on_site": 5}]),
        ("on_site", Level.III, [{"on_site": 30}]),
        ("on_site", Level.II, [{"on_site": 200}]),
        ("on_site", Level.I, [{"on_site": 1000}]),
        ("amount", Level.IV, [{"amount_yuan": 10**5}]),
        ("amount", Level.III, [{"amount_yuan": 10**6}]),
        ("amount", Level.II, [{"amount_yuan": 10**7}]),
        ("amount", Level.I, [{"amount_yuan": 10**8}]),
        ("hurt", Level.IV, [{"hurt": 30}]),
        ("hurt", Level.III, [{"hurt": 100}, {"dead": 1}]),
        ("hurt", Level.II, [{"hurt": 100, "dead": 1}, {"dead": 10}, {"school_hurt": 50}]),
        ("area", Level.III, [{"counties": 2}]),
        ("area", Level.II, [{"cities": 2}]),
        ("area", Level.I, [{"provinces": 2}]),
    ],
)
def test_the_matrix_holds_the_numbers_of_the_page(plan, code, level, any_of):
    condition = plan.thresholds[code].levels[level]
    assert list(condition.any) == any_of
    assert plan.thresholds[code].proposal
    assert "需经本局批准" in plan.thresholds[code].source


def test_many_complainants_alone_reach_no_high_level(plan):
    levels = plan.thresholds["complainants"].levels
    assert [lv for lv in Level if levels[lv].with_other] == [Level.I, Level.II]
    assert set(levels[Level.IV].needs) == {"closed", "gathered", "joint"}


def test_what_lies_below_the_lowest_level_has_its_own_rules(plan):
    early, group = plan.signals["early_sign"], plan.signals["group_complaint"]
    assert (early.window_hours, early.any[0]) == (48, {"complainants": 10})
    assert {"linked_food_cases": 3} in early.any
    assert (group.window_hours, group.any) == (24, ({"complainants": 5},))


def test_the_first_report_asks_for_the_five_elements_of_the_plan(plan):
    five = [e.title for e in plan.report_elements.values() if e.report == "first" and e.five]
    assert five == ["事发时间", "地点", "原因", "影响范围", "已采取的措施"]


@pytest.mark.parametrize(
    ("code", "amount", "unit", "extension"),
    [
        ("accept", 7, "working_day", 0),
        ("mediation", 60, "day", 0),
        ("tell_mediation_end", 7, "working_day", 0),
        ("check_clue", 15, "working_day", 15),
        ("decide_case", 15, "working_day", 15),
        ("competence", 7, "working_day", 0),
    ],
)
def test_the_legal_clocks_are_those_of_the_rule_in_force(plan, code, amount, unit, extension):
    clock = plan.clocks[code]
    assert (clock.amount, clock.unit, clock.extension) == (amount, unit, extension)
    assert "121" in clock.law


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 16), True),  # a Monday
        (date(2026, 3, 15), False),  # a Sunday
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 16), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
    ],
)
def test_the_calendar_knows_rest_days_and_days_worked_in_their_place(plan, day, works):
    assert is_working_day(plan, day) is works


def test_the_calendar_says_that_it_must_be_checked(plan):
    for period in plan.calendar.values():
        assert period.proposal
        assert "核对" in period.source
        assert period.first in period.days()
        assert period.last in period.days()


def test_a_number_is_asked_by_name(plan):
    assert plan.number("silent_county_minutes") == 60
    assert plan.number("join_back_days") == 30
    with pytest.raises(ValueError, match="watch_nightly_at"):
        plan.number("watch_nightly_at")


def test_every_time_that_no_law_sets_is_marked_as_a_proposal(plan):
    assert all(item.proposal for _, item in of_the_page(plan))
    assert all(plan.obligations[code].proposal for code in CODES)


def test_templates_call_the_bodies_above_as_reports_do():
    """Who is reported to has one name on every paper."""
    tables = read_tables(RESOURCES / "plan")
    named = {each["title"] for each in tables["addressee"]}
    for template in tables["template"]:
        for receiver in (*template.get("recipients", ()), *template.get("copies", ())):
            if receiver.endswith("总值班室"):
                assert receiver in named, template["code"]
