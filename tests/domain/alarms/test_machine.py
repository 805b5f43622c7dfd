"""The alarms from turn to turn, by the plan's own data."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.alarms.alarm_items import rules_of
from commandcenter.domain.alarms.flood import summed
from commandcenter.domain.alarms.machine import AlarmAct, Condition, Turn, concerns, tokens_of
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.plan.plan import PlanData
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import read_tables

AT = datetime(2025, 11, 24, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULES = rules_of(PlanData.from_tables(read_tables(RESOURCES / "plan")))
HIGH, MEDIUM, LOW = Priority
UNACKNOWLEDGED, ACKNOWLEDGED, RETURNED, CLEARED = Standing


class Everybody:
    """Who there is, by token."""

    def __init__(self, **gone):
        self.gone = gone

    def names(self, token):
        role = token.partition(":")[2]
        return () if role in self.gone else (f"某{role}",)


class Desk:
    """Rows as they would stand in the table, moved from turn to turn."""

    def __init__(self, rules=RULES, **gone):
        self.rules, self.people, self.rows, self.acts = rules, Everybody(**gone), {}, []

    def turn(self, conditions, at, shift=timedelta(0)):
        """What a turn did, as (key, act)."""
        rows = list(self.rows.values())
        moves = Turn(rows, conditions, self.rules, self.people, at, shift).moves()
        for move in moves:
            number = move.alarm.id or len(self.rows) + 1
            self.rows[number] = replace(move.alarm, id=number)
        done = [(move.alarm.key, act) for move in moves for act, _ in move.acts]
        self.acts += done
        return done

    @property
    def only(self):
        (row,) = (row for row in self.rows.values() if row.standing is not CLEARED)
        return row

    def acknowledge(self):
        row = self.only
        standing = CLEARED if row.standing is RETURNED else ACKNOWLEDGED
        self.rows[row.id] = replace(row, standing=standing, acknowledged_version=row.version)


def late(priority=HIGH, key="limit/obligation:1", **more):
    told = {
        "kind": "limit_must", "about": "obligation:1", "stage": "overdue",
        "title": "首次现场报告已逾期", "todo": "请立即报告。", "who": ("leader:onsite",),
        "since": AT, "due_at": AT, "active": True,
    }  # fmt: skip
    return Condition(key, priority=priority, **(told | more))


def test_one_alarm_rises_with_its_matter_and_is_latched_at_the_highest():
    desk = Desk()
    assert desk.turn([late(LOW, stage="soon")], AT) == [("limit/obligation:1", AlarmAct.RAISED)]
    assert desk.turn([late(MEDIUM, stage="due")], AT) == [("limit/obligation:1", AlarmAct.RISEN)]
    assert desk.turn([late(HIGH)], AT) == [("limit/obligation:1", AlarmAct.RISEN)]
    assert (desk.only.version, desk.only.priority) == (3, HIGH)
    desk.turn([late(LOW)], AT)
    assert desk.only.priority is HIGH


def test_the_same_turn_again_changes_nothing():
    desk = Desk()
    desk.turn([late()], AT)
    assert Turn(list(desk.rows.values()), [late()], RULES, desk.people, AT).moves() == []


def test_acknowledged_it_rises_again_when_it_gets_worse_and_starts_with_who_is_responsible():
    desk = Desk()
    desk.turn([late(MEDIUM, stage="due")], AT)
    desk.turn([late(MEDIUM, stage="due")], AT + 5 * MINUTE)
    desk.acknowledge()
    assert desk.turn([late(MEDIUM, stage="due")], AT + 6 * MINUTE) == []
    desk.turn([late(HIGH)], AT + 7 * MINUTE)
    assert (desk.only.standing, desk.only.version) == (UNACKNOWLEDGED, 2)
    assert (desk.only.step, desk.only.reached) == (0, ("leader:onsite",))


def test_what_was_acknowledged_is_cleared_when_its_reason_has_gone():
    desk = Desk()
    desk.turn([late()], AT)
    desk.acknowledge()
    assert desk.turn([], AT + MINUTE) == [("limit/obligation:1", AlarmAct.CLEARED)]


def test_what_returned_before_anybody_saw_it_is_kept_until_seen_and_climbs_no_more():
    desk = Desk()
    desk.turn([late()], AT)
    assert desk.turn([], AT + MINUTE) == [("limit/obligation:1", AlarmAct.RETURNED)]
    assert desk.turn([], AT + 60 * MINUTE) == []
    assert desk.only.standing is RETURNED
    assert desk.turn([late()], AT + 61 * MINUTE) == [("limit/obligation:1", AlarmAct.AGAIN)]
    assert (desk.only.standing, desk.only.version) == (UNACKNOWLEDGED, 2)


def climbed(desk, condition, minutes):
    """By the minute after the first turn whom it went to."""
    found = {}
    for n in range(minutes + 1):
        before = set(desk.only.reached) if desk.rows else set()
        desk.turn([condition], AT + n * MINUTE)
        new = [token for token in desk.only.reached if token not in before]
        if new:
            found[n] = new
    return found


def test_nobody_answers_after_the_activation():
    assert climbed(Desk(), late(), 40) == {
        0: ["leader:onsite"],
        2: ["role:duty", "role:lead_duty"],
        7: ["role:deputy"],
        17: ["role:commander"],
    }


def test_nobody_answers_before_the_activation():
    assert climbed(Desk(), late(who=("role:duty",), active=False), 40) == {
        0: ["role:duty"],
        2: ["role:lead_duty"],
        7: ["role:deputy"],
        17: ["role:commander"],
    }


def test_at_the_end_of_its_chain_it_tells_all_again_until_somebody_acknowledges():
    desk, told = Desk(), []
    for n in range(50):
        done = desk.turn([late()], AT + n * MINUTE)
        told += [n for _, act in done if act is AlarmAct.REMINDED]
    assert told == [27, 37, 47]  # ten minutes each after the commander was reached
    assert (desk.only.version, desk.only.step) == (4, 3)
    desk.acknowledge()
    assert desk.turn([late()], AT + 99 * MINUTE) == []


@pytest.mark.parametrize(("priority", "minutes"), [(MEDIUM, 30), (LOW, 1_440)])
def test_what_is_less_urgent_is_told_again_later(priority, minutes):
    gone = {"duty": 1, "lead_duty": 1, "deputy": 1, "commander": 1}
    desk = Desk(**gone)
    desk.turn([late(priority)], AT)
    assert desk.turn([late(priority)], AT + (minutes - 1) * MINUTE) == []
    assert desk.turn([late(priority)], AT + minutes * MINUTE) == [
        ("limit/obligation:1", AlarmAct.REMINDED)
    ]


def test_who_is_named_in_what_is_to_be_done_is_kept_up_to_date_without_a_new_alarm():
    desk = Desk()
    desk.turn([late(todo="请联系未到的张三、李四。")], AT)
    assert desk.turn([late(todo="请联系未到的李四。")], AT + MINUTE) == []
    assert (desk.only.todo, desk.only.version) == ("请联系未到的李四。", 1)


def test_where_nobody_is_responsible_it_goes_to_the_next_at_once():
    assert climbed(Desk(onsite=1), late(), 1) == {
        0: ["leader:onsite", "role:duty", "role:lead_duty"],
    }


def test_a_step_with_nobody_in_it_is_passed_over():
    found = climbed(Desk(deputy=1), late(), 20)
    assert found[7] == ["role:commander"]


def test_it_says_whom_it_goes_to_next_and_when():
    desk = Desk()
    desk.turn([late()], AT)
    assert (desk.only.next_to, desk.only.next_at) == ("某duty、某lead_duty", AT + 2 * MINUTE)


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_loses_nothing_and_runs_through_no_chain(hours):
    desk, jump = Desk(), timedelta(hours=hours)
    desk.turn([late()], AT)
    asks = late(priority=HIGH if hours > 0 else None, stage="overdue" if hours > 0 else "")
    desk.turn([asks], AT + MINUTE + jump, shift=jump)
    assert (desk.only.step, desk.only.standing, desk.only.version) == (0, UNACKNOWLEDGED, 1)
    desk.turn([asks], AT + 2 * MINUTE + jump)
    assert (desk.only.step, len(desk.rows)) == (1, 1)


def test_who_takes_over_after_a_jump_climbs_one_step_at_most():
    desk = Desk()
    desk.turn([late()], AT)
    there = AT + timedelta(hours=1)
    for second in range(60):
        desk.turn([late()], there + timedelta(seconds=second))
    assert desk.only.step == 1
    back = AT - timedelta(hours=1)
    desk.turn([late()], back)
    desk.turn([late()], back + 5 * MINUTE)
    assert desk.only.step == 2


def test_a_later_limit_ends_the_alarm_of_the_earlier_one():
    desk = Desk()
    desk.turn([late()], AT)
    moved = late(priority=None, stage="", due_at=AT + timedelta(hours=4))
    assert desk.turn([moved], AT + MINUTE) == [("limit/obligation:1", AlarmAct.RETURNED)]


def test_shelved_it_is_silent_until_its_end_unless_it_gets_worse():
    desk = Desk()
    desk.turn([late(MEDIUM, stage="due")], AT)
    shelved = replace(desk.only, shelved_by="周岚", shelved_until=AT + 30 * MINUTE)
    desk.rows[shelved.id] = shelved
    assert desk.turn([late(MEDIUM, stage="due")], AT + 29 * MINUTE) == []
    assert desk.turn([late(MEDIUM, stage="due")], AT + 30 * MINUTE) == [
        ("limit/obligation:1", AlarmAct.UNSHELVED)
    ]
    desk.rows[shelved.id] = shelved
    desk.turn([late(HIGH)], AT + 10 * MINUTE)
    assert (desk.only.shelved_by, desk.only.version) == ("", 2)


def test_what_a_standing_cause_explains_climbs_not():
    desk = Desk()
    cause = late(key="standby/server", kind="standby", about="server", who=("role:admin",))
    behind = late(MEDIUM, key="watch/part:quick", kind="watch", about="part:quick")
    desk.turn([cause, behind], AT)
    desk.turn([cause, behind], AT + 30 * MINUTE)
    steps = {row.kind: row.step for row in desk.rows.values()}
    assert steps == {"standby": 1, "watch": 0}


def test_once_its_cause_has_returned_it_climbs_though_nobody_has_seen_that():
    desk = Desk()
    cause = late(key="standby/server", kind="standby", about="server", who=("role:admin",))
    behind = late(MEDIUM, key="watch/part:quick", kind="watch", about="part:quick")
    desk.turn([cause, behind], AT)
    assert desk.turn([behind], AT + 5 * MINUTE) == [("standby/server", AlarmAct.RETURNED)]
    assert desk.turn([behind], AT + 6 * MINUTE) == [("watch/part:quick", AlarmAct.ESCALATED)]


def test_a_kind_that_must_not_reach_the_commander_goes_two_steps_up_the_chain_at_most():
    bureau = late(LOW, kind="limit_bureau", who=("leader:legal",), active=False)
    assert climbed(Desk(), bureau, 120) == {
        0: ["leader:legal"], 15: ["role:duty"], 45: ["role:lead_duty"],
    }  # fmt: skip


def test_other_words_are_told_again_to_who_has_taken_it_on_and_change_no_climb_of_what_waits():
    desk = Desk()
    desk.turn([late()], AT)
    desk.turn([late()], AT + 2 * MINUTE)
    moved = late(due_at=AT + MINUTE)
    assert desk.turn([moved], AT + 3 * MINUTE) == [("limit/obligation:1", AlarmAct.CHANGED)]
    assert (desk.only.step, desk.only.version, desk.only.due_at) == (1, 2, AT + MINUTE)
    assert desk.only.next_at == AT + 7 * MINUTE
    desk.acknowledge()
    named = late(due_at=AT + MINUTE, title="首次报告已逾期", stage="overdue")
    assert desk.turn([named], AT + 4 * MINUTE) == [("limit/obligation:1", AlarmAct.CHANGED)]
    assert (desk.only.standing, desk.only.version, desk.only.step) == (UNACKNOWLEDGED, 3, 0)
    assert (desk.only.reached, desk.only.title) == (("leader:onsite",), "首次报告已逾期")
    assert desk.only.next_at == AT + 6 * MINUTE
    desk.acknowledge()
    assert desk.turn([replace(named, stage="due")], AT + 5 * MINUTE)[0][1] is AlarmAct.CHANGED


def test_what_changes_while_it_is_shelved_stays_silent_and_says_not_whom_it_goes_to():
    desk = Desk()
    desk.turn([late()], AT)
    until = AT + 30 * MINUTE
    desk.rows[1] = replace(
        desk.only, shelved_by="周岚", shelved_until=until, next_to="", next_at=None
    )
    moved = late(due_at=AT + MINUTE)
    assert desk.turn([moved], AT + 3 * MINUTE) == [("limit/obligation:1", AlarmAct.CHANGED)]
    assert (desk.only.shelved_by, desk.only.shelved_until, desk.only.version) == ("周岚", until, 2)
    assert (desk.only.next_to, desk.only.next_at) == ("", None)


@pytest.mark.parametrize(
    ("minutes", "ends"), [(-1, True), (0, True), (1, False), (60, False), (61, True)]
)
def test_shelving_ends_at_its_time_and_where_another_clock_set_it_too_far_off(minutes, ends):
    """The plan's longest is an hour."""
    desk = Desk()
    desk.turn([late()], AT)
    shelved = {"shelved_by": "周岚", "shelved_why": "在途", "next_to": "", "next_at": None}
    there = AT + 5 * MINUTE
    desk.rows[1] = replace(desk.only, shelved_until=there + minutes * MINUTE, **shelved)
    done = desk.turn([late()], there)
    assert done == ([("limit/obligation:1", AlarmAct.UNSHELVED)] if ends else [])
    assert desk.only.shelved_by == ("" if ends else "周岚")
    assert desk.only.next_at == (there + 2 * MINUTE if ends else None)


def test_what_has_no_stage_yet_raises_nothing():
    desk = Desk()
    assert desk.turn([late(None, stage="")], AT) == []
    assert desk.rows == {}


def test_at_the_end_of_the_chain_a_clock_that_jumped_tells_nobody_sooner_or_later():
    gone = {"duty": 1, "lead_duty": 1, "deputy": 1, "commander": 1}
    desk, hour = Desk(**gone), timedelta(hours=1)
    desk.turn([late()], AT)
    assert (desk.only.next_to, desk.only.next_at) == ("", None)
    assert desk.turn([late()], AT + hour, shift=hour) == []
    assert desk.only.step_at == AT + hour
    assert desk.turn([late()], AT + hour + 9 * MINUTE) == []
    assert desk.turn([late()], AT + hour + 10 * MINUTE) == [
        ("limit/obligation:1", AlarmAct.REMINDED)
    ]


def test_a_jump_measures_nothing_anew_of_what_somebody_has_taken_on():
    desk, hour = Desk(), timedelta(hours=1)
    desk.turn([late()], AT)
    desk.acknowledge()
    assert desk.turn([late()], AT + hour, shift=hour) == []
    assert desk.only.step_at == AT


EAST = "990102"


@pytest.mark.parametrize("role", list(Role))
def test_somebody_is_reached_as_themselves_by_their_role_group_or_county(role):
    def tokens(**held):
        return tokens_of(Actor(7, "x", "某人", frozenset({Grant(role, **held)})))

    plain = {"person:7", f"role:{role}"}
    assert tokens() == plain
    of_group = {"person:7", "leader:legal"} if role is Role.LEADER else plain
    assert tokens(group=Group.LEGAL) == of_group
    of_county = {"person:7", f"county:{EAST}"} if role is Role.COUNTY else plain
    assert tokens(district=EAST) == of_county
    assert tokens_of(Actor(0, "", "程序", frozenset({Grant(role)}))) == {f"role:{role}"}


def test_who_is_relieved_is_not_reached_by_the_role_that_is_anothers_turn():
    duty = Actor(7, "x", "某人", frozenset({Grant(Role.DUTY), Grant(Role.CLERK)}))
    assert concerns(duty, ["role:duty"])
    assert not concerns(duty, ["role:duty"], [Role.DUTY])
    assert concerns(duty, ["role:clerk", "role:duty"], [Role.DUTY])
    assert concerns(duty, ["person:7"], [Role.DUTY])
    assert not concerns(duty, ["role:commander"])


def test_out_of_service_none_is_raised_and_what_stands_is_cleared():
    desk = Desk()
    desk.turn([late()], AT)
    desk.rules = replace(RULES, out=frozenset({"limit_must"}))
    assert Desk(desk.rules).turn([late()], AT) == []
    assert desk.turn([late()], AT + MINUTE) == [("limit/obligation:1", AlarmAct.TAKEN_OUT)]
    assert desk.turn([late()], AT + 2 * MINUTE) == []


def test_what_returned_unseen_stays_though_its_kind_goes_out_or_its_clock_is_set_back():
    desk = Desk()
    desk.turn([late()], AT)
    desk.turn([], AT + MINUTE)
    before_its_stage = late(None, stage="", title="首次现场报告")
    assert desk.turn([before_its_stage], AT + 2 * MINUTE) == []
    desk.rules = replace(RULES, out=frozenset({"limit_must"}))
    assert desk.turn([late()], AT + 3 * MINUTE) == []
    assert (desk.only.standing, desk.only.version) == (RETURNED, 1)


def test_five_hundred_at_once_are_ten_lines_at_most():
    desk = Desk()
    kinds = ("limit_report", "limit_must", "limit_other", "signal", "unanswered", "warning_step")
    storm = [
        late(key=f"x/{n}", about=str(n), kind=kinds[n % 6], incident_id=n % 7, place=f"件{n % 7}")
        for n in range(500)
    ]
    desk.turn(storm, AT)
    lines = summed(desk.rows.values(), RULES, AT)
    assert len(lines) <= 10
    assert sorted(m.id for line in lines for m in line.members) == list(range(1, 501))


def test_a_few_are_not_summed_up():
    desk = Desk()
    desk.turn([late(key=f"x/{n}", about=str(n)) for n in range(10)], AT)
    assert [len(line.members) for line in summed(desk.rows.values(), RULES, AT)] == [1] * 10
