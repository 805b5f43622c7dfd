"""A value that the planner changes is the one that is shown from then on."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.handling_limits import Due, soon_end
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.queries.command.duty_room import roster
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.doubles import Typed, possible_doubles
from commandcenter.queries.incident.live import waiting_decisions
from commandcenter.services.incident import incidents
from commandcenter.store.plan.plan import plan_of
from tests.city import EAST
from tests.field import add_people
from tests.services.plan.test_plan_data import amend, setting


@pytest.fixture
def planned(city):
    add_people(city)
    return city


def test_as_many_decisions_wait_on_the_wall_as_are_set(planned):
    for _ in range(2):
        incident = planned.register()
        planned.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    assert len(planned.ask(waiting_decisions).decisions) == 2
    amend(planned, setting(1, "pending_lines"))
    assert len(planned.ask(waiting_decisions).decisions) == 1


def test_a_turn_is_as_long_as_is_set(planned):
    amend(planned, setting(12, "shift_hours"))
    hours = planned.ask(roster, planned.liwei, planned.db.clock()).hours
    assert hours == {Role.LEAD_DUTY: 168, Role.DUTY: 12}


def test_an_incident_is_a_double_for_as_long_as_is_set(planned):
    received = planned.db.clock() - timedelta(hours=3)
    planned.register(received_at=received)
    typed = Typed("健身房闭店", "悦力工场城东店关门", districts=(EAST,))
    assert len(planned.ask(possible_doubles, typed, planned.db.clock())) == 1
    amend(planned, setting(2, "double_hours"))
    assert planned.ask(possible_doubles, typed, planned.db.clock()) == ()


@pytest.mark.parametrize(("days", "joined"), [(30, 2), (1, 1)])
def test_complaints_join_at_registration_from_as_far_back_as_is_set(planned, days, joined):
    planned.take_in(
        planned.complaint("a", brand="悦力工场"),
        planned.complaint("b", brand="悦力工场", minutes_ago=3 * 24 * 60),
    )
    if days != planned.ask(plan_of).number("join_back_days"):
        amend(planned, setting(days, "join_back_days"))
    incident = planned.register(brand="悦力工场")
    assert len(planned.ask(lambda s: incidents.joining.held_by(s, incident))) == joined


def test_a_limit_of_law_ends_soon_by_the_days_that_are_set(planned):
    planned.take_in(planned.complaint("a"))
    now = planned.db.clock()
    [line] = planned.ask(complaint_page, ComplaintFilter(), actor=planned.liwei, now=now).lines
    days = next(n for n in range(60) if line.due_at <= soon_end(now, n))
    for said, soon in ((days, 1), (days - 1, 0)):
        amend(planned, setting(said, "due_soon_days"))
        wanted = ComplaintFilter(due=Due.SOON)
        assert planned.ask(complaint_page, wanted, now=planned.db.clock()).total == soon
