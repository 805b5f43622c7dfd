"""A flood of alarms is summed up, and what a cause explains stands behind it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.alarms.alarm_items import AlarmFigure, AlarmItem, Rules, Stage
from commandcenter.domain.alarms.flood import is_flood, summed, urgent_first
from commandcenter.domain.alarms.machine import Alarm

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HIGH, MEDIUM, LOW = Priority
RETURNED = Standing.RETURNED
KINDS = ("report", "must", "signal", "stock", "absent", "server")


def item(code, **fields):
    return AlarmItem(code, code, "", {Stage.ON: HIGH}, **fields)


def figures(**values):
    return {code: AlarmFigure(code, code, value, "") for code, value in values.items()}


RULES = Rules(
    {code: item(code) for code in KINDS} | {"watch": item("watch", cause="server")}, {}, {},
    figures(flood_count=10, flood_minutes=10, flood_lines=3),
)  # fmt: skip


def alarm(number, kind="report", priority=HIGH, since=AT, **fields):
    of = {"raised_at": AT, "step_at": AT} | fields
    return Alarm(number, str(number), kind, "", "on", priority, "", "", since, **of)


def lines(alarms, now=AT):
    return [
        (tuple(member.id for member in line.members), line.by)
        for line in summed(alarms, RULES, now)
    ]


def test_the_highest_stands_first_of_one_priority_the_oldest_then_the_first_raised():
    wanted = [
        alarm(5), alarm(6), alarm(4, since=AT + MINUTE),
        alarm(2, priority=MEDIUM, since=AT - MINUTE),
        alarm(1, priority=LOW, since=AT - MINUTE), alarm(3, priority=LOW),
    ]  # fmt: skip
    assert urgent_first(reversed(wanted)) == wanted
    assert urgent_first(wanted) == wanted


@pytest.mark.parametrize(("many", "flood"), [(10, False), (11, True)])
def test_more_than_the_number_of_the_plan_is_a_flood(many, flood):
    assert is_flood([alarm(n) for n in range(many)], RULES, AT) is flood


def test_what_was_raised_before_the_minutes_of_the_plan_is_no_part_of_a_flood():
    late = [alarm(n) for n in range(11)]
    assert is_flood(late, RULES, AT + 10 * MINUTE - SECOND)
    assert not is_flood(late, RULES, AT + 10 * MINUTE)


def test_as_many_lines_as_the_plan_allows_are_shown_each_by_itself():
    three = [alarm(1), alarm(2, incident_id=7), alarm(3, incident_id=7)]
    assert lines(three) == [((1,), ""), ((2,), ""), ((3,), "")]
    four = [*three, alarm(4, incident_id=8)]
    assert lines(four) == [((1,), ""), ((2, 3), "incident"), ((4,), "")]


def test_a_flood_is_summed_up_by_incident_though_its_lines_would_do():
    """Three lines: what one cause explains, and two reports of one incident."""
    reports = [alarm(12, incident_id=7), alarm(13, incident_id=7)]
    behind = [alarm(0, "server", MEDIUM), *(alarm(n, "watch") for n in range(1, 9))]
    assert [by for _, by in lines(behind[:8] + reports)] == ["", "", "cause"]
    assert [by for _, by in lines(behind + reports)] == ["incident", "cause"]


def test_what_is_still_too_much_is_summed_up_by_kind_and_then_by_priority():
    by_kind = [alarm(n, KINDS[n % 3], incident_id=n) for n in range(6)]
    assert lines(by_kind) == [((0, 3), "kind"), ((1, 4), "kind"), ((2, 5), "kind")]
    of_all = [alarm(n, KINDS[n], HIGH if n < 4 else LOW, incident_id=n) for n in range(6)]
    assert lines(of_all) == [((0, 1, 2, 3), "priority"), ((4, 5), "priority")]


def test_the_lines_stand_as_the_alarms_that_speak_for_them():
    kinds = [
        alarm(1, "must", LOW), alarm(2, "must", MEDIUM, since=AT + MINUTE),
        alarm(3, "signal", MEDIUM),
        alarm(4, "signal", LOW), alarm(5, "stock"), alarm(6, "absent", LOW, since=AT - MINUTE),
    ]  # fmt: skip
    rules = replace(RULES, figures=figures(flood_count=10, flood_minutes=10, flood_lines=4))
    found = [tuple(member.id for member in line.members) for line in summed(kinds, rules, AT)]
    assert found == [(5,), (3, 4), (2, 1), (6,)]


@pytest.mark.parametrize("standing", [Standing.UNACKNOWLEDGED, Standing.ACKNOWLEDGED])
def test_what_a_cause_explains_stands_behind_it_as_long_as_it_lasts(standing):
    cause, behind = alarm(1, "server", standing=standing), alarm(2, "watch", since=AT - MINUTE)
    assert lines([cause, behind, alarm(3)]) == [((1, 2), "cause"), ((3,), "")]
    assert lines([behind, alarm(3)]) == [((2,), ""), ((3,), "")]
    gone = replace(cause, standing=RETURNED)
    assert lines([gone, behind]) == [((2,), ""), ((1,), "")]


def test_an_alarm_of_a_kind_that_the_plan_has_no_more_is_shown_by_itself():
    assert lines([alarm(1, "of an earlier plan"), alarm(2, "server")]) == [((1,), ""), ((2,), "")]


def test_what_has_returned_does_not_speak_for_what_still_stands():
    many = [alarm(n, "report", MEDIUM, incident_id=7) for n in range(3)]
    gone = alarm(9, "report", HIGH, incident_id=7, standing=RETURNED)
    assert lines([gone, *many]) == [((0, 1, 2, 9), "incident")]
