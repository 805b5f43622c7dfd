"""What asks for an alarm, and when: the limits of the book, and what waits for somebody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.alarm_items import LIMITS, AlarmItem, Rules, Stage
from commandcenter.domain.alarms.matters import Live, Matter, of_book, of_matters, responsible
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role

DUE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SOON, NEAR, OVERDUE, ON = Stage.SOON, Stage.DUE, Stage.OVERDUE, Stage.ON
RANKS = {SOON: Priority.LOW, NEAR: Priority.MEDIUM, OVERDUE: Priority.HIGH}
EAST = "990102"
RUNNING = {7: Live(7, "悦力工场闭店", active=True)}


def item(code, **fields):
    values = {
        "title": code, "todo": "{who}请{when}办理“{what}”。", "priority": RANKS, "soon_minutes": 15,
        "due_minutes": 5, "act": "checklist", "act_word": "去办理", "room": True,
    }  # fmt: skip
    return AlarmItem(code, **(values | fields))


LIMIT_ITEMS = {code: item(code) for code in LIMITS.values()}
WAITING = {"decision": item("decision", priority={ON: Priority.MEDIUM}, wait_minutes=10)}


def rules(**items):
    return Rules(LIMIT_ITEMS | WAITING | items, {}, {})


def row(**fields):
    values = {
        "id": 3, "incident_id": 7, "key": "7/power//0", "code": "power", "about": "", "round": 0,
        "title": "保障备用电源", "detail": "", "clause": "4.1(3)", "basis": "",
        "group": Group.LOGISTICS, "role": Role.LEADER, "district": None, "form": "",
        "must": True, "position": 0, "born_at": DUE - timedelta(hours=2),
        "start_at": DUE - timedelta(hours=1), "due_at": DUE, "level": Level.III,
        "provisional": False, "state": ObligationState.OPEN,
    }  # fmt: skip
    return Obligation(**(values | fields))


def asked(book_row, at=DUE, live=RUNNING, **items):
    return list(of_book([book_row], live, rules(**items), at))


@pytest.mark.parametrize(
    ("at", "stage", "since", "title"),
    [
        (DUE - 15 * MINUTE - SECOND, "", DUE, "保障备用电源"),
        (DUE - 15 * MINUTE, SOON, DUE - 15 * MINUTE, "保障备用电源临近时限"),
        (DUE - 5 * MINUTE - SECOND, SOON, DUE - 15 * MINUTE, "保障备用电源临近时限"),
        (DUE - 5 * MINUTE, NEAR, DUE - 5 * MINUTE, "保障备用电源即将到时"),
        (DUE - SECOND, NEAR, DUE - 5 * MINUTE, "保障备用电源即将到时"),
        (DUE, OVERDUE, DUE, "保障备用电源已逾期"),
        (DUE + timedelta(days=9), OVERDUE, DUE, "保障备用电源已逾期"),
    ],
)
def test_a_limit_of_the_book_alarms_in_stages_as_it_comes_near(at, stage, since, title):
    [found] = asked(row(), at)
    assert (found.stage, found.priority) == (stage, RANKS.get(stage))
    assert (found.since, str(found.title)) == (since, title)


def test_a_stage_that_the_kind_does_not_name_is_the_one_before_it():
    late_only = item("limit_must", priority={OVERDUE: Priority.LOW})
    [found] = asked(row(), DUE - MINUTE, limit_must=late_only)
    assert (found.stage, found.priority) == ("", None)
    [found] = asked(row(), DUE, limit_must=late_only)
    assert (found.stage, found.priority) == (OVERDUE, Priority.LOW)
    never_late = item("limit_must", priority={SOON: Priority.LOW})
    [found] = asked(row(), DUE, limit_must=never_late)
    assert (found.stage, found.priority) == (SOON, Priority.LOW)


@pytest.mark.parametrize(("at", "when"), [(DUE - SECOND, "2026年11月24日 10:00前"), (DUE, "立即")])
def test_it_says_by_when_while_that_lies_ahead_and_then_at_once(at, when):
    [found] = asked(row(), at)
    assert str(found.todo) == f"后勤保障组请{when}办理“保障备用电源”。"


def test_it_says_whose_it_is_where_and_what_the_button_opens():
    [found] = asked(row(district=EAST, assigned_to=12))
    assert (found.key, found.about, found.kind) == (
        "limit/obligation:3", "obligation:3", "limit_must",
    )  # fmt: skip
    assert (found.place, found.incident_id, found.active) == ("悦力工场闭店", 7, True)
    assert (found.district, found.group, found.role) == (EAST, Group.LOGISTICS, Role.LEADER)
    assert (found.person_id, found.due_at, found.room) == (12, DUE, True)
    assert (found.act, found.act_id, found.act_word) == ("checklist", 3, "去办理")
    [formed] = asked(row(form="evidence"))
    assert formed.act == "evidence"
    [quiet] = asked(row(), live={7: Live(7, "悦力工场闭店", active=False)})
    assert not quiet.active


def test_what_the_bureau_itself_owes_has_no_place_and_is_of_no_response():
    [found] = asked(row(incident_id=None), live={})
    assert (found.kind, found.place, found.active) == ("limit_bureau", "", False)


@pytest.mark.parametrize("state", [s for s in ObligationState if s is not ObligationState.OPEN])
def test_what_is_not_open_asks_for_nothing(state):
    assert asked(row(state=state)) == []


def test_an_incident_that_is_over_asks_for_nothing():
    assert asked(row(), live={}) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"form": "report"}, "limit_report"),
        ({"form": "phone_report", "must": False}, "limit_report"),
        ({"form": "grade"}, "limit_level"),
        ({"form": "level", "must": False}, "limit_level"),
        ({"form": "evidence"}, "limit_must"),
        ({"must": False}, "limit_other"),
        ({"form": "report", "incident_id": None}, "limit_bureau"),
    ],
)
def test_reports_and_levels_are_kinds_of_their_own(fields, kind):
    assert [found.kind for found in asked(row(**fields))] == [kind]


@pytest.mark.parametrize(
    ("fields", "tokens"),
    [
        ({"group": None, "role": None}, ("role:duty",)),
        ({"role": None}, ("leader:logistics",)),
        ({"group": None, "role": Role.CLERK}, ("role:clerk",)),
        ({"group": None, "role": Role.COUNTY, "district": EAST}, (f"county:{EAST}",)),
        ({"group": None, "role": Role.COUNTY}, ("role:county",)),
        ({"group": None, "role": Role.CLERK, "district": EAST}, ("role:clerk",)),
        ({"role": Role.DUTY, "assigned_to": 12}, ("person:12", "role:duty", "leader:logistics")),
    ],
)
def test_who_is_responsible_is_whom_the_book_names_or_the_duty_officer(fields, tokens):
    assert responsible(row(**fields)) == tokens


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({}, "后勤保障组"),
        ({"group": None, "role": Role.COMMANDER}, "总指挥"),
        ({"group": None, "role": None}, "值班员"),
    ],
)
def test_who_is_to_do_it_is_said_in_words(fields, who):
    [found] = asked(row(**fields))
    assert str(found.todo).startswith(f"{who}请立即")


@pytest.mark.parametrize("role", [Role.COMMANDER, Role.DEPUTY])
def test_what_waits_for_a_decision_alarms_after_a_while(role):
    waiting = row(due_at=None, group=None, role=role)
    rung = waiting.start_at + 10 * MINUTE
    [found] = asked(waiting, rung - SECOND)
    assert (found.key, found.kind, found.stage, found.priority) == (
        "decision/obligation:3", "decision", "", None,
    )  # fmt: skip
    [found] = asked(waiting, rung)
    assert (found.stage, found.priority) == (ON, Priority.MEDIUM)
    assert (str(found.title), found.since) == ("保障备用电源", waiting.start_at)
    assert "请立即办理" in str(found.todo)


def test_what_waits_for_nobody_who_decides_asks_for_nothing():
    assert asked(row(due_at=None)) == []
    waiting = row(due_at=None, role=Role.COMMANDER)
    assert list(of_book([waiting], RUNNING, Rules(LIMIT_ITEMS, {}, {}), DUE)) == []


MATTER = Matter("signal", "signal:5", "悦力工场", "监测提示待核实", DUE)
SIGNAL = item("signal", priority={ON: Priority.HIGH}, wait_minutes=10, act="signals",
              roles=(Role.DUTY, Role.CLERK))  # fmt: skip


def of(matter, at, alarm=SIGNAL):
    [found] = of_matters([matter], rules(signal=alarm), at)
    return found


def test_what_waits_is_an_alarm_after_the_minutes_of_its_kind():
    early, late = of(MATTER, DUE + 10 * MINUTE - SECOND), of(MATTER, DUE + 10 * MINUTE)
    assert (early.stage, early.priority) == ("", None)
    assert (late.stage, late.priority) == (ON, Priority.HIGH)
    assert (late.key, late.about, late.kind) == ("signal/signal:5", "signal:5", "signal")
    assert (str(late.title), late.since, late.act) == ("监测提示待核实", DUE, "signals")
    assert late.who == ("role:duty", "role:clerk")
    assert str(late.todo) == "值班员、文秘请立即办理“悦力工场”。"


def test_a_matter_with_a_limit_alarms_by_its_limit():
    limited, alarm = replace(MATTER, due_at=DUE, since=DUE), replace(SIGNAL, priority=RANKS)
    assert [of(limited, DUE - n * MINUTE, alarm).stage for n in (16, 15, 5, 0)] == [
        "", SOON, NEAR, OVERDUE,
    ]  # fmt: skip
    near = of(limited, DUE - MINUTE, alarm)
    assert (str(near.title), near.due_at) == ("监测提示待核实即将到时", DUE)
    assert "请2026年11月24日 10:00前办理" in str(near.todo)


def test_a_matter_says_itself_whose_it_is_where_it_can():
    named = replace(
        MATTER, who=("leader:onsite",), who_words="现场处置组", place="城东店", incident_id=7,
        act_id=5, active=True, district=EAST, group=Group.ONSITE,
    )  # fmt: skip
    found = of(named, DUE + timedelta(hours=1))
    assert found.who == ("leader:onsite",)
    assert str(found.todo).startswith("现场处置组请")
    assert (found.place, found.incident_id, found.act_id) == ("城东店", 7, 5)
    assert (found.active, found.district, found.group) == (True, EAST, Group.ONSITE)


def test_a_kind_that_the_plan_has_not_asks_for_nothing():
    unknown = replace(MATTER, kind="no such kind")
    assert list(of_matters([unknown], rules(signal=SIGNAL), DUE + timedelta(days=1))) == []
