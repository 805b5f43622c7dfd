"""What is told of the cases in scenario B adds up at each moment, alone and beside scenario A."""

import pytest

from commandcenter.db.demo import acts_ab, acts_b
from commandcenter.db.demo.acts import Verb
from commandcenter.db.demo.moment import D0, ScenarioKey
from commandcenter.db.demo.scenario_b import PATIENTS
from commandcenter.domain.incident.case_report import affected, require_report
from commandcenter.services.incident.case_reports import report_cases
from commandcenter.services.incident.facts import state_facts


def calls(script, service):
    return [
        act for act in script
        if act.verb is Verb.CALL and act.arguments["service"] is service
    ]  # fmt: skip


def reports(script):
    return [(act.at, act.arguments["arguments"][-1]) for act in calls(script, report_cases)]


@pytest.fixture(params=[ScenarioKey.B, ScenarioKey.AB])
def script(request):
    acts = {ScenarioKey.B: acts_b.acts, ScenarioKey.AB: acts_ab.acts}[request.param]
    return D0[request.param], acts(D0[request.param])


def test_each_report_adds_up_and_is_entered_after_its_moment(script):
    told = reports(script[1])
    assert [report.treated for _, report in told] == [12, 19, 31, 47, 58, 63, 66]
    for at, report in told:
        require_report(report, "学校", at)
        assert (report.severe, report.dead) == (0, 0)


def test_they_are_the_patients_of_the_scenario_and_what_is_stated_beside(script):
    d0, acts = script
    known = {(each.at(d0), each.hurt): each for each in PATIENTS}
    for _, report in reports(acts):
        patients = known[report.as_of, report.treated]
        assert tuple(site.number for site in report.sites) == patients.schools
        assert affected(report.sites) == sum(pupils > 0 for pupils in patients.schools)
    stated = {
        (fact.as_of, fact.value)
        for act in calls(acts, state_facts)
        for fact in act.arguments["arguments"][-1]
        if fact.code == "hurt"
    }
    assert stated <= {(report.as_of, report.treated) for _, report in reports(acts)}


def test_nobody_falls_ill_before_the_meal_and_no_interval_loses_anybody(script):
    before = {}
    for _, report in reports(script[1]):
        now = {row.starts_at: row.number for row in report.onset}
        assert all(at > report.meal.ends_at for at in now)
        assert all(now.get(at, 0) >= number for at, number in before.items())
        before = now
