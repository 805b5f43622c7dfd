"""The obligations of the plan say what the checklist, the report rules and the duties say."""

from collections import Counter

import pytest

from commandcenter.domain.command.life import ASKED
from commandcenter.domain.command.signs import SIGNS, is_sign
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.plan.obligation_items import Doer
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables
from tests.earlier_plans import earlier_items

# What is named otherwise than the step it was: it has a row for each receiver or each 批示.
RENAMED = {"C1", "C3", "C4", "C7", "C8", "C10"}
# Split in two; counted by document; without the limits, which are beside it.
OTHER_WORDS = {"C1", "L2", "C7", "C10", "O2", "O4"}


def by_old(plan, code):
    return [item for item in plan.obligations.values() if code in item.old]


@pytest.fixture(scope="module")
def steps():
    return {step["code"]: step for step in earlier_items("step")}


def test_each_step_is_an_obligation_and_only_one_is_two(plan, steps):
    assert len(steps) == 60
    counts = {code: len(by_old(plan, code)) for code in steps}
    assert {code for code, count in counts.items() if count != 1} == {"C1"}
    assert counts["C1"] == 2


def test_minutes_and_musts_are_those_of_the_steps(plan, steps):
    for code, step in steps.items():
        for item in by_old(plan, code):
            assert dict(item.due) == step["due"], code
            assert item.must == set(step.get("must", ())), code
            assert item.levels == set(step.get("levels", Level)), code
            assert (item.clause, item.basis) == (step["clause"], step["basis"]), code
            assert (item.who.group, item.when) == (step["group"], step.get("when", "")), code
            assert dict(item.amount) in (step.get("amount", {}), dict.fromkeys(Level, 2)), code
            assert item.proposal, code


def test_what_comes_again_comes_again_as_often(plan, steps):
    for code, step in steps.items():
        (item, *_) = by_old(plan, code)
        rounds = {
            level: step["due"][level] if str(step["due"][level]).startswith("daily@") else minutes
            for level, minutes in step.get("repeat", {}).items()
        }
        assert dict(item.round) == rounds, code


def test_words_are_those_of_the_steps(plan, steps):
    for code, step in steps.items():
        for item in by_old(plan, code):
            assert (item.title == step["title"]) is (code not in RENAMED), code
            assert (item.detail == step["detail"]) is (code not in OTHER_WORDS), code


def test_reports_are_due_as_the_report_rules_say(plan):
    rules = earlier_items("report_rule")
    assert [rule["code"] for rule in rules] == ["IV", "III", "II", "I"]
    for rule in rules:
        level = Level(rule["code"])
        due = {old: item.due[level] for item in plan.obligations.values() for old in item.old}
        assert due["clock:phone"] == rule["phone_minutes"]
        assert due["clock:first"] == rule["written_minutes"]
        assert due["clock:final"] == rule["final_minutes"]
        assert due["clock:summary"] == rule["summary_days"] * 24 * 60
        rhythm = rule["follow_up_minutes"] or f"daily@{rule['daily_at']}"
        assert plan.obligations["report_follow"].round[level] == rhythm
        assert plan.obligations["report_phone"].to[level] == tuple(rule["addressees"])


def test_each_duty_of_the_sheet_is_kept_under_its_code(plan):
    earlier = {item["code"]: item for item in earlier_items("performance")}
    assert list(plan.duty_lines) == list(earlier)
    assert len(plan.duty_lines) == 36
    for code, item in earlier.items():
        line = plan.duty_lines[code]
        same = ("clause", "title", "phase", "restricted", "none", "source", "proposal")
        defaults = {"restricted": False, "none": ""}
        wanted = {k: item.get(k, defaults.get(k)) for k in same}
        assert {k: getattr(line, k) for k in same} == wanted, code
        assert line.levels == frozenset(map(Level, item.get("levels", ()))), code


def test_every_step_stands_in_a_duty_of_its_group(plan):
    listed = {code for line in plan.duty_lines.values() for code in line.codes}
    missing = {i.code for i in plan.obligations.values() if i.old} - listed
    assert missing == set()


def test_the_musts_of_a_level_are_as_many_as_before(plan):
    musts = Counter(level for item in plan.obligations.values() for level in item.must)
    assert musts == {Level.IV: 6, Level.III: 10, Level.II: 10, Level.I: 10}


def test_by_an_act_by_hand_or_by_either(plan):
    old = [item for item in plan.obligations.values() if item.old and item.code != "suggest_grade"]
    both = [item.code for item in old if item.both]
    hand = [item.code for item in old if item.hand and not item.both]
    assert both == [
        "trader_talk", "press_register", "mediation", "test_body", "supply_ledger",
        "return_equipment",
    ]  # fmt: skip
    assert len(hand) == 17
    assert all(item.form for item in plan.obligations.values() if not item.hand)


def test_somebody_does_each_of_them(plan):
    # To the person or group whom the row names.
    asked = {
        "handover", "duty_handover", "drill_measure", "training", "publicity", "inspection",
        "risk_finding",
    }  # fmt: skip
    assert {c for c, item in plan.obligations.items() if item.who in (Doer(), Doer("row"))} == {
        *asked,
        "instruction",
    }


def test_all_signs_of_the_plan_can_come(plan):
    assert {"report.first", "site.closed", "release.notice.publish", "case.preserve"} <= SIGNS
    assert is_sign("supply.*.delivered")
    assert is_sign("liaison.answered@police")
    assert not is_sign("supply.*.lost")
    assert not is_sign("report")
    asked = {item.asks for item in plan.obligations.values() if item.asks}
    assert asked == set(ASKED)


def test_ten_kinds_run_by_three_until_the_grade_is_decided(plan):
    titles = "餐饮食品 学校食品 药械化妆品 产品质量 预付消费 价格 虚假宣传 直播带货 房产家装 其他"
    assert [kind.title for kind in plan.kinds.values()] == titles.split()
    assert {kind.provisional for kind in plan.kinds.values()} == {Level.III}
    reports = {kind.code: kind.report_as for kind in plan.kinds.values()}
    assert reports.pop("school_food") is Level.II
    assert set(reports.values()) == {Level.III}
    assert all("建议值" in kind.source and kind.proposal for kind in plan.kinds.values())
    proposed = [category for kind in plan.kinds.values() for category in kind.categories]
    assert sorted(proposed) == sorted(Category)


SPOILED = [
    ("verify", {"due": {"III": 60}}, "due says nothing for I, II, IV"),
    ("verify", {"signs": ["verifed"]}, "no such sign: verifed"),
    ("verify", {"signs": []}, "neither a sign nor by hand"),
    ("verify", {"hand": True}, "a sign and by hand"),
    ("verify", {"form": ""}, "a sign without its form"),
    ("verify", {"title": "核" * 17}, "title over 16"),
    ("verify", {"title": "核实{whom}"}, "names what is not known: whom"),
    ("verify", {"per": "act:rumour"}, "per 'act:rumour' is not understood"),
    ("verify", {"start": "act:rumour"}, "start 'act:rumour' is not understood"),
    ("verify", {"start": "asked"}, "starts with a row that does not ask"),
    ("verify", {"clause": "9.9"}, "no clause 9.9"),
    ("roll_call", {"all": False}, "all of what"),
    ("first_release", {"due": dict.fromkeys(["I", "II", "III", "IV"], "none")}, "without deadline"),
    ("first_release", {"levels": ["I"]}, "without deadline"),
    ("vehicles", {"must": ["IV"]}, "7 musts at IV, at most 6"),
    ("report_first", {"to_of": "report"}, "no such obligation: report"),
    ("report_phone", {"to": {"IV": ["mayor"]}}, "a report to nobody"),
    ("stop_supply", {"applies": {"kinds": ["meal"]}}, "no such kind: meal"),
    ("vulnerable", {"applies": {"facts": ["youth"]}}, "no such fact: youth"),
    ("report_final", {"old": ["clock:last"]}, "no such clock: clock:last"),
]


@pytest.mark.parametrize(("code", "fields", "words"), SPOILED)
def test_an_obligation_that_makes_no_sense_is_named(code, fields, words):
    tables = read_tables(RESOURCES / "plan")
    item = next(each for each in tables["obligation"] if each["code"] == code)
    item |= fields
    with pytest.raises(ValueError, match=f"obligations.toml.*{words}|{words}"):
        PlanData.from_tables(tables)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"tiles": ["people"] * 6}, "not 6 figures"),
        (
            {"tiles": ["people", "amount", "dead", "hurt", "schools", "luck"]},
            "no such figure: luck",
        ),
        ({"categories": ["safety"]}, "proposed beside another kind for safety"),
        ({"provisional": "V"}, "provisional"),
    ],
)
def test_a_kind_that_makes_no_sense_is_named(fields, words):
    tables = read_tables(RESOURCES / "plan")
    item = next(each for each in tables["kind"] if each["code"] == "price")
    item |= fields
    with pytest.raises(ValueError, match=f"kinds.toml, price: .*{words}|kinds.toml.*{words}"):
        PlanData.from_tables(tables)


def test_a_duty_rests_on_something_that_there_is(plan):
    for fields, words in (
        ({"codes": ["roll"]}, "no such obligation: roll"),
        ({"signs": ["vote"]}, "no such sign: vote"),
        ({"codes": [], "signs": []}, "rests on nothing"),
    ):
        tables = read_tables(RESOURCES / "plan")
        next(each for each in tables["duty_line"] if each["code"] == "gather").update(fields)
        with pytest.raises(ValueError, match=words):
            PlanData.from_tables(tables)


def test_a_county_does_its_own_and_the_groups_theirs(plan):
    assert plan.obligations["county_handling"].who.role is Role.COUNTY
    assert plan.obligations["power"].who.group is Group.LOGISTICS
