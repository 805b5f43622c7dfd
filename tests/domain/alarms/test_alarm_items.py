"""The alarms of a plan: what one must have, whatever a bureau set of them."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.alarm_items import (
    FIGURES,
    KINDS,
    LIMITS,
    REPEATS,
    SHAPES,
    Course,
    Rules,
    check_alarms,
    rules_of,
)
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

PLAN = PlanData.from_tables(read_tables(RESOURCES / "plan"))


@dataclass
class Alarms:
    """The alarms' part of the plan that is shipped, which a test changes."""

    alarms: dict[str, Any] = field(default_factory=lambda: dict(PLAN.alarms))
    alarm_climbs: dict[Any, Any] = field(default_factory=lambda: dict(PLAN.alarm_climbs))
    alarm_chains: dict[Any, Any] = field(default_factory=lambda: dict(PLAN.alarm_chains))
    alarm_figures: dict[str, Any] = field(default_factory=lambda: dict(PLAN.alarm_figures))


def refused(plan):
    with pytest.raises(ValueError, match=r"^alarms\.toml, ") as broken:
        check_alarms(plan)
    return str(broken.value).removeprefix("alarms.toml, ")


def test_a_plan_has_all_of_it_or_no_alarms():
    check_alarms(Alarms())
    check_alarms(Alarms(alarms={}))
    check_alarms(Alarms({}, {}, {}, {}))


PARTS = [
    *(("alarms", "alarm", code) for code in KINDS),
    *(("alarm_climbs", "alarm_climb", code) for code in Priority),
    *(("alarm_chains", "alarm_chain", code) for code in Course),
    *(("alarm_figures", "alarm_figure", code) for code in FIGURES),
]


@pytest.mark.parametrize(("part", "kind", "code"), PARTS)
def test_nothing_that_the_program_asks_for_may_lack(part, kind, code):
    plan = Alarms()
    del getattr(plan, part)[code]
    assert refused(plan) == f"{kind}: nothing for {code}"


def test_all_that_lacks_is_named():
    plan = Alarms(alarm_climbs={})
    assert refused(plan) == "alarm_climb: nothing for high, medium, low"


def test_the_program_speaks_of_these_kinds_and_figures():
    assert set(KINDS) == {
        "limit_report", "limit_level", "limit_must", "limit_other", "limit_bureau", "decision",
        "signal", "warning_issue", "warning_step", "standby", "record", "watch", "backup",
        "backup_old", "leaderless", "unmanned", "unanswered", "absent", "stock_back",
        "stock_short", "stock_check", "stock_expired", "unsent",
    }  # fmt: skip
    assert set(LIMITS) == {"report", "level", "must", "other", "bureau"}
    assert set(FIGURES) == {
        "shelve_minutes", "flood_count", "flood_minutes", "flood_lines", "quiet_rate",
        "upset_rate", "repeat_high", "repeat_medium", "repeat_low",
    }  # fmt: skip
    assert {each.value: code for each, code in REPEATS.items()} == {
        "high": "repeat_high", "medium": "repeat_medium", "low": "repeat_low",
    }  # fmt: skip


def changed(code, **fields):
    plan = Alarms()
    plan.alarms[code] = replace(plan.alarms[code], **fields)
    return plan


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("thunder", "signal: no such cause: thunder"),
        ("signal", "signal: its cause has a cause: signal"),
        ("watch", "signal: its cause has a cause: watch"),
    ],
)
def test_a_cause_is_a_kind_that_explains_itself(cause, words):
    """What stood behind something that stands behind something else would be shown nowhere."""
    check_alarms(changed("signal", cause="standby"))
    assert refused(changed("signal", cause=cause)) == words


def test_a_kind_has_a_priority_and_a_climb_a_minute_at_least():
    assert refused(changed("signal", priority={})) == "signal: no priority at all"
    plan = Alarms()
    for minutes in ((1,), (5, 1, 9), (), (0,), (9, 0)):
        plan.alarm_climbs[Priority.LOW] = replace(PLAN.alarm_climbs[Priority.LOW], minutes=minutes)
        if minutes and 0 not in minutes:
            check_alarms(plan)
        else:
            assert refused(plan) == "low: minutes below one"


def test_a_turn_is_made_by_the_alarms_of_the_plan_without_those_out_of_service():
    rules = rules_of(PLAN, ["signal"])
    assert (rules.items, rules.climbs) == (PLAN.alarms, PLAN.alarm_climbs)
    assert (rules.chains, rules.out) == (PLAN.alarm_chains, frozenset({"signal"}))
    assert rules.number("shelve_minutes") == 60
    assert rules_of(PLAN).out == Rules({}, {}, {}).out == frozenset()


@pytest.mark.parametrize(
    ("shape", "text", "fits"),
    [
        ("stage", "临近时限", True), ("stage", "即将到时", True), ("stage", "已逾期", True),
        ("stage", "", False), ("when", "立即", True), ("when", "10:00前", True),
        ("when", "前", False),
    ],
)  # fmt: skip
def test_a_kept_text_is_read_back_by_what_may_stand_in_it(shape, text, fits):
    assert bool(re.fullmatch(SHAPES[shape], text)) is fits
