"""The demo bureau has everybody the plan asks for, and nobody who could be real."""

from datetime import timedelta

from commandcenter.db.demo.moment import D0, ScenarioKey, moment
from commandcenter.db.demo.people import duty_turns, people
from commandcenter.domain.org import Group, Role
from tests.demo.counting import expected

EVERYBODY = people()
BY_LOGIN = {person.login: person for person in EVERYBODY}


def test_forty_two_people_are_expected_in_the_command_and_the_groups():
    assert len(expected(EVERYBODY)) == 42


def test_every_group_has_one_leader_and_every_role_a_person():
    for group in Group:
        grants = [g for p in EVERYBODY for g in p.grants if g.group is group]
        assert [g.role for g in grants].count(Role.LEADER) == 1
    held = {grant.role for person in EVERYBODY for grant in person.grants}
    assert held == set(Role) - {Role.WATCH}


def test_the_people_on_the_screens_are_there():
    names = {login: person.name for login, person in BY_LOGIN.items()}
    assert names["chenyu"] == "陈屿"
    assert [names[x] for x in ("luomin", "duchuan", "liwei")] == ["罗敏", "杜川", "李蔚"]
    leaders = [p.name for p in EVERYBODY if p.grants[0].role is Role.LEADER]
    assert leaders == ["周岚", "马骁", "何文静", "许知远", "邓清", "高原"]


def test_each_county_unit_has_a_login_of_its_own():
    held = [g.district for p in EVERYBODY for g in p.grants if g.role is Role.COUNTY]
    assert sorted(held) == ["990102", "990103", "990104", "990105", "990121", "990122", "990181"]


def test_logins_and_mobiles_are_unique_and_no_telephone_is_real():
    assert len(BY_LOGIN) == len(EVERYBODY)
    mobiles = [p.mobile for p in EVERYBODY if p.mobile]
    assert len(set(mobiles)) == len(mobiles)
    assert all(len(m) == 11 and m.startswith("100") for m in mobiles)
    assert all(p.phone.startswith("0990-1234") for p in EVERYBODY if p.phone)


def test_somebody_is_on_duty_at_every_hour_and_the_right_ones_on_the_day():
    d0 = D0[ScenarioKey.A]
    turns = duty_turns(d0)
    for hour in range(24 * 14):
        at = moment(d0, 0, 0) + timedelta(hours=hour)
        for role in (Role.DUTY, Role.LEAD_DUTY):
            assert sum(t.role is role and t.starts <= at < t.ends for t in turns) == 1
    at = moment(d0, 0, 10, 46)
    assert {t.login for t in turns if t.starts <= at < t.ends} == {"liwei", "luomin"}
