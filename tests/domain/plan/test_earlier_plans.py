"""A plan stored before there were obligations: they are made of what the bureau had set."""

import copy
from dataclasses import replace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.earlier_plans import (
    NEW_KINDS,
    renewed_rights,
    with_answer_limits,
    with_bureau,
    with_obligations,
    with_pictures,
    with_support,
    without_gone,
)
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_changes import KIND_WORDS, ItemChange, amended
from commandcenter.domain.plan.plan_words import differences
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import obligations_of_program, read_tables
from tests.earlier_plans import earlier_kinds

CITED = {"source": "局务会议定", "proposal": False}


@pytest.fixture
def old():
    """The tables of a plan of an earlier program."""
    tables = copy.deepcopy(read_tables(RESOURCES / "plan"))
    earlier = {kind: rows for kind, rows in tables.items() if kind not in NEW_KINDS}
    return earlier | earlier_kinds()


def item(tables, kind, code):
    return next(each for each in tables[kind] if each["code"] == code)


def grown(old):
    return PlanData.from_tables(with_obligations(old, obligations_of_program()))


def test_an_unchanged_plan_gives_the_programs_own_obligations(old, plan):
    """But for the details of two steps, which then said their limits, too."""
    made = grown(old)
    assert list(made.obligations) == list(plan.obligations)
    kept = {code: made.obligations[code].detail for code in ("opinion_brief", "first_release")}
    assert all("Ⅲ级" in detail for detail in kept.values())
    own = {c: replace(i, detail=kept.get(c, i.detail)) for c, i in plan.obligations.items()}
    assert made == replace(plan, obligations=own)


def test_what_the_plan_has_already_is_not_made_again():
    tables = read_tables(RESOURCES / "plan")
    assert with_obligations(tables, obligations_of_program()) is tables


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("C4", "report_first"),
        ("C3", "report_phone"),
        ("O4", "first_release"),
        ("S6", "hotline_seats"),
    ],
)
def test_the_minutes_of_a_step_survive(old, plan, step, code):
    due = item(old, "step", step)["due"]
    item(old, "step", step)["due"] = due | {"III": 41}
    made = grown(old).obligations
    assert made[code].due[Level.III] == 41
    assert made[code].due[Level.II] == plan.obligations[code].due[Level.II]
    assert {c for c in made if made[c].due != plan.obligations[c].due} == {code}


def test_the_minutes_of_a_report_rule_survive(old):
    item(old, "report_rule", "II").update(written_minutes=20, follow_up_minutes=60, summary_days=5)
    item(old, "report_rule", "IV").update(daily_at="18:00")
    made = grown(old).obligations
    assert made["report_first"].due[Level.II] == 20
    assert made["report_follow"].round[Level.II] == made["report_follow"].due[Level.II] == 60
    assert made["report_follow"].round[Level.IV] == "daily@18:00"
    assert made["inquiry_assessment"].due[Level.II] == 5 * 1440


def test_of_two_that_were_set_the_earlier_holds(old):
    item(old, "report_rule", "II").update(written_minutes=20)
    due = item(old, "step", "C4")["due"]
    item(old, "step", "C4")["due"] = due | {"II": 25}
    assert grown(old).obligations["report_first"].due[Level.II] == 20


def test_whom_reports_go_to_survives(old):
    item(old, "report_rule", "III").update(addressees=["city_duty_office"])
    assert grown(old).obligations["report_phone"].to[Level.III] == ("city_duty_office",)


def test_what_must_be_done_and_its_words_survive(old):
    item(old, "step", "F4").update(must=[], title="推选代表", basis="局务会议定", proposal=False)
    made = grown(old).obligations["representatives"]
    assert (made.must, made.title, made.basis) == (frozenset(), "推选代表", "局务会议定")
    assert made.proposal is False


def test_a_rhythm_survives(old):
    step = item(old, "step", "F10")
    step["repeat"] = step["repeat"] | {"I": 30}
    assert grown(old).obligations["site_hourly"].round[Level.I] == 30


def test_a_step_that_was_taken_off_stays_off(old):
    old["step"] = [step for step in old["step"] if step["code"] not in ("S3", "C4")]
    made = grown(old)
    assert "power" not in made.obligations
    assert "report_first" in made.obligations  # its report rule is still there
    assert "power" not in made.duty_lines["logistics"].codes


def test_a_duty_that_was_taken_off_or_named_otherwise_stays_so(old):
    old["performance"] = [x for x in old["performance"] if x["code"] != "firms"]
    item(old, "performance", "gather")["title"] = "人员到岗"
    made = grown(old).duty_lines
    assert "firms" not in made
    assert made["gather"].title == "人员到岗"


def test_a_clause_or_a_fact_that_the_plan_has_not_is_left_out(old):
    """An incident must never be unreadable for what its plan did not know."""
    old["clause"] = [each for each in old["clause"] if each["code"] != "2.1(4)"]
    old["context"] = [each for each in old["context"] if each["code"] != "minors"]
    made = with_obligations(old, obligations_of_program())
    assessment = item(made, "obligation", "inquiry_assessment")
    assert "clause" not in assessment
    assert assessment["source"]
    assert item(made, "obligation", "vulnerable")["applies"] == {"facts": ["elderly"]}


def test_what_cites_no_clause_of_the_plan_says_by_its_basis_where_it_comes_from(old):
    old["clause"] = []
    for each in with_obligations(old, obligations_of_program())["obligation"]:
        own = item(obligations_of_program(), "obligation", each["code"])
        assert "clause" not in each
        assert each["source"] == (own.get("source") or each["basis"])


def test_what_says_no_more_than_its_clause_comes_from_the_plan():
    skills = [
        {"code": "known", "clause": "6.1"},
        {"code": "unknown", "clause": "6.9"},
        {"code": "sourced", "clause": "6.9", "source": "局务会议定", "basis": "预案6.9"},
    ]
    made = with_support({"clause": [{"code": "6.1"}]}, {"skill": skills})["skill"]
    assert made == [
        {"code": "known", "clause": "6.1"},
        {"code": "unknown", "source": "预案"},
        {"code": "sourced", "source": "局务会议定", "basis": "预案6.9"},
    ]


@pytest.fixture
def two_books():
    """A plan of a program that kept the limits of reports twice, as the bureau had set them."""
    tables = copy.deepcopy(read_tables(RESOURCES / "plan"))
    rules = {"report_rule": earlier_kinds()["report_rule"]}
    item(rules, "report_rule", "III")["written_minutes"] = 40
    item(tables, "obligation", "report_first")["due"]["III"] = 40
    return tables | rules


def test_of_two_books_the_obligations_stand(two_books):
    for tables in (two_books, without_gone(two_books)):
        assert with_obligations(tables, obligations_of_program()) is tables
        plan = PlanData.from_tables(tables, whole=False)
        assert plan.obligations["report_first"].due[Level.III] == 40
    assert "report_rule" in two_books
    assert "report_rule" not in without_gone(two_books)


def test_what_a_version_changed_is_told_of_one_book(two_books):
    program = read_tables(RESOURCES / "plan")
    assert differences(two_books, without_gone(two_books)) == ()
    [found] = differences(program, two_books)
    assert (found.kind, found.title) == ("obligation", "书面首报")
    assert "Ⅲ 1 小时 ·" in found.before
    assert "Ⅲ 40 分 ·" in found.after


@pytest.fixture
def with_settings():
    """A plan of a program that kept limits of answers as settings: one set by the bureau."""
    tables = copy.deepcopy(read_tables(RESOURCES / "plan"))
    values = {
        "oral_signature_hours": 12, "legal_check_minutes": 30, "opinion_answer_hours": 48,
        "first_release_hours": 5, "refill_hours": 72,
    }  # fmt: skip
    tables["setting"] += [{"code": c, "title": c, "value": v, **CITED} for c, v in values.items()]
    return tables


def test_what_settings_said_of_answers_stands_in_the_obligations(with_settings, plan):
    made = with_answer_limits(with_settings)
    read = PlanData.from_tables(made)
    assert set(read.settings) == set(plan.settings)
    assert set(read.obligations["oral_signed"].due.values()) == {720}
    assert read.obligations["oral_signed"].basis == CITED["source"]
    for code in ("legal_answer", "press_answer"):
        assert read.obligations[code] == plan.obligations[code]
    assert with_answer_limits(made) is made
    assert differences(with_settings, made) == ()


def test_what_a_version_of_before_changed_is_still_told(old):
    after = copy.deepcopy(old)
    item(after, "report_rule", "III")["written_minutes"] = 40
    [found] = differences(old, after)
    assert (found.kind, found.title) == ("report_rule", "Ⅲ级")
    assert KIND_WORDS[found.kind] == "报告时限"
    assert "书面 40 分" in found.after


def test_an_oral_decision_is_signed_within_so_many_minutes():
    tables = read_tables(RESOURCES / "plan")
    due = {level.value: "none" for level in Level}
    with pytest.raises(RuleBroken, match="须写明多少时间以内"):
        amended(tables, [ItemChange("obligation", "oral_signed", {"due": due, **CITED})])


def test_any_obligation_is_set_itself():
    tables = read_tables(RESOURCES / "plan")
    due = dict.fromkeys(["I", "II", "III", "IV"], 5)
    for code in ("power", "ring_lead", "report_phone"):
        after = amended(tables, [ItemChange("obligation", code, {"due": due, **CITED})])
        assert item(after, "obligation", code)["due"] == due
        assert item(tables, "obligation", code)["due"] != due  # left as it was


def test_a_kind_is_set_on_screen():
    tables = read_tables(RESOURCES / "plan")
    after = amended(tables, [ItemChange("kind", "price", {"report_as": "II", **CITED})])
    assert item(after, "kind", "price")["report_as"] == "II"
    for fields, words in (
        ({"provisional": "V"}, "暂按的级别"),
        ({"tiles": ["people"]}, "6 个不同的数字"),
        ({"title": ""}, "1 至 10 字"),
    ):
        with pytest.raises(RuleBroken, match=words):
            amended(tables, [ItemChange("kind", "price", {**fields, **CITED})])


def test_rights_that_stand_as_a_program_of_before_had_them_are_the_programs_now():
    program = [
        {"code": "switch_server", "roles": {"commander": "all"}},
        {"code": "edit_plan", "roles": {"planner": "all"}},
    ]
    untouched = {"code": "switch_server", "roles": {"commander": "all", "admin": "all"}}
    own = {"code": "edit_plan", "roles": {"commander": "all"}}
    assert renewed_rights([untouched, own], program) == [program[0], own]
    for roles in ({"commander": "all"}, {"admin": "all"}, {}):
        set_otherwise = {"code": "switch_server", "roles": roles}
        assert renewed_rights([set_otherwise, own], program) == [set_otherwise, own]


def test_a_plan_of_other_tables_alone_is_left_as_it_is():
    program = obligations_of_program()
    for grown_of in (with_obligations, with_bureau):
        assert grown_of({"setting": []}, program) == {"setting": []}
    assert without_gone({"setting": [], "step": []}) == {"setting": [], "step": []}
    assert with_answer_limits({"setting": [{"code": "refill_hours", "value": 1}]}) == {
        "setting": [{"code": "refill_hours", "value": 1}]
    }
    assert with_pictures({"obligation": []}, program) == {"obligation": []}


def test_what_the_bureau_itself_owes_is_added_and_nothing_that_was_taken_off():
    program = {
        "obligation": [
            {"code": "drill", "per": "act:drill_measure", "clause": "6.1"},
            {"code": "power", "per": "once", "clause": "6.1"},
            {"code": "ask", "per": "act:instruction", "clause": "6.1"},
        ]
    }
    tables = {"obligation": [{"code": "own"}], "clause": [{"code": "6.1"}]}
    assert [each["code"] for each in with_bureau(tables, program)["obligation"]] == ["own", "drill"]
    assert (
        with_bureau({**tables, "obligation": program["obligation"]}, program)["obligation"]
        == program["obligation"]
    )


def test_a_kind_of_before_shows_what_the_program_shows_of_it():
    shown = {
        "code": "school_food", "picture": "cases", "sites": "学校", "site": "甲校", "stop": "halt",
        "measures": [{"code": "halt", "title": "停供"}, {"code": "gone", "title": "旧"}],
    }  # fmt: skip
    program = {"kind": [shown, {"code": "price", "stop": "gone"}]}
    tables = {
        "obligation": [{"code": "halt"}],
        "kind": [{"code": "school_food", "sites": "食堂"}, {"code": "price"}, {"code": "own"}],
    }
    assert with_pictures(tables, program)["kind"] == [
        {
            "code": "school_food", "picture": "cases", "sites": "食堂", "site": "甲校",
            "stop": "halt", "measures": [{"code": "halt", "title": "停供"}],
        },
        {"code": "price"},
        {"code": "own"},
    ]  # fmt: skip


def test_a_plan_without_a_sheet_of_duties_has_the_programs(old, plan):
    del old["performance"]
    assert list(grown(old).duty_lines) == list(plan.duty_lines)
