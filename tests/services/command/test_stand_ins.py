"""Rights for a time: delegation, stand-in, assignment, absence; begun, ended, and seen."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.command import command_picture, members
from commandcenter.queries.command.standins import stand_ins
from commandcenter.queries.offers import Offer
from commandcenter.services.command import delegation
from commandcenter.services.command.delegation import StandIn
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.seat import people
from commandcenter.store.people import actor_of
from tests.city import EAST

HOUR = timedelta(hours=1)
LOGINS = ("chenyu", "luomin", "maxiao", "zhoulan", "liwei", "hewenjing")


def now(city):
    return city.db.clock()


def delegate(city, hours=8, since=None, login="chenyu", to="luomin"):
    person = getattr(city, to).person_id
    return city.do(delegation.delegate, login, person, since, now(city) + hours * HOUR, "出差")


def shown(city, login="chenyu", at=None):
    return city.ask(stand_ins, getattr(city, login), at or now(city))


def decide(city, incident, login="luomin"):
    return city.do(incidents.decide_grade, login, incident, Level.III, "同意")


def test_a_deputy_decides_while_it_is_delegated_and_not_before_or_after(city):
    incident = city.register()
    with pytest.raises(RuleBroken, match="总指挥尚未委托您"):
        decide(city, incident)
    given = delegate(city)
    decide(city, incident)
    city.do(delegation.revoke, "chenyu", given)
    with pytest.raises(RuleBroken, match="总指挥尚未委托您"):
        decide(city, incident)


def test_who_may_begin_which_is_offered_it(city):
    heading = {login: [o.key for o in shown(city, login).offers] for login in LOGINS}
    assert heading["chenyu"][-1] == "delegation"
    assert "delegation" not in heading["luomin"]
    for login, keys in heading.items():
        found = shown(city, login)
        assert ("away" in keys) == bool(found.may_enter)
        assert ("stand_in" in keys) == bool(found.roles)
    delegate(city)
    [line] = shown(city).delegations
    assert line.offers == (Offer("revoke"),)
    [line] = shown(city, "hewenjing").delegations
    assert line.offers == ()


def test_a_delegation_ends_by_the_clock(city):
    delegate(city, hours=1)
    [line] = shown(city, at=now(city) + 2 * HOUR).delegations
    assert (line.running, line.over, line.offers) == (False, True, ())
    with city.db.read() as session:
        assert actor_of(session, "luomin", now(city)).delegated
        assert not actor_of(session, "luomin", now(city) + 2 * HOUR).delegated


def test_a_delegation_of_later_does_not_hold_yet(city):
    delegate(city, since=now(city) + HOUR)
    assert not city.luomin.delegated
    [line] = shown(city).delegations
    assert (line.running, line.over) == (False, False)


def test_one_person_decides_at_a_time_and_only_a_deputy(city):
    delegate(city)
    with pytest.raises(RuleBroken, match="已委托罗敏代行"):
        delegate(city)
    with pytest.raises(RuleBroken, match="只能委托副总指挥"):
        delegate(city, to="maxiao", since=now(city) + 9 * HOUR, hours=10)


def test_one_delegation_follows_another_and_takes_the_place_of_a_revoked_one(city):
    first = city.db.clock() + HOUR

    def given(since, hours):
        until = since + hours * HOUR
        return city.do(delegation.delegate, "chenyu", city.luomin.person_id, since, until, "出差")

    number = given(first, 2)
    for since in (first + 1.99 * HOUR, first - 0.01 * HOUR):
        with pytest.raises(RuleBroken, match="这段时间已委托罗敏代行，请先撤销"):
            given(since, 1)
    given(first + 2 * HOUR, 1)
    given(first - 0.5 * HOUR, 0.5)
    city.do(delegation.revoke, "chenyu", number)
    given(first, 2)


def test_it_is_revoked_once_by_the_commander(city):
    given = delegate(city)
    with pytest.raises(RuleBroken, match="委托副总指挥代行决定"):
        city.do(delegation.revoke, "luomin", given)
    city.do(delegation.revoke, "chenyu", given)
    with pytest.raises(RuleBroken, match="已由陈屿撤销"):
        city.do(delegation.revoke, "chenyu", given)
    [line] = shown(city).delegations
    assert (line.revoked_by, line.over) == ("陈屿", True)


def held(city, login):
    found = shown(city).roles
    return next(role.id for role in found if role.person_id == getattr(city, login).person_id)


def stand_in(city, holder="maxiao", other="hewenjing", login="chenyu"):
    new = StandIn(
        held(city, holder), getattr(city, other).person_id, None, now(city) + HOUR, "出差"
    )
    return city.do(delegation.stand_in, login, new)


def test_a_stand_in_leads_the_group_until_it_is_ended(city):
    number = stand_in(city)
    assert Group.ONSITE in city.hewenjing.groups(Role.LEADER)
    [line] = shown(city).stand_ins
    assert (line.who, line.stands_for, line.role) == ("何文静", "马骁", "现场处置组组长")
    assert (line.by, line.running) == ("陈屿", True)
    city.do(delegation.end_stand_in, "chenyu", number)
    assert Group.ONSITE not in city.hewenjing.groups()
    with pytest.raises(RuleBroken, match="已经结束"):
        city.do(delegation.end_stand_in, "chenyu", number)


def test_nobody_stands_in_for_a_stand_in_or_for_himself(city):
    grant = stand_in(city)
    new = StandIn(grant, city.wuyue.person_id, None, now(city) + HOUR, "再代")
    with pytest.raises(RuleBroken, match="代理人不能再由他人代理"):
        city.do(delegation.stand_in, "chenyu", new)
    with pytest.raises(RuleBroken, match="不能是本人"):
        stand_in(city, other="maxiao")
    with pytest.raises(RuleBroken, match="何文静已是组长"):
        stand_in(city)


def test_nobody_stands_in_twice_for_days_that_are_still_to_come(city):
    """One from tomorrow on is there already: another that begins in it, or meets it, is none."""
    grant = held(city, "maxiao")
    tomorrow = now(city) + 24 * HOUR

    def give(since, until):
        new = StandIn(grant, city.hewenjing.person_id, since, until, "出差")
        return city.do(delegation.stand_in, "chenyu", new)

    first = give(tomorrow, tomorrow + 8 * HOUR)
    for since, until in (
        (tomorrow, tomorrow + 2 * HOUR), (tomorrow + HOUR, tomorrow + 20 * HOUR),
        (None, tomorrow + HOUR),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="何文静已是组长"):
            give(since, until)
    give(None, tomorrow)  # until it begins
    give(tomorrow + 8 * HOUR, tomorrow + 9 * HOUR)  # and after it has ended
    city.do(delegation.end_stand_in, "chenyu", first)
    give(tomorrow + HOUR, tomorrow + 2 * HOUR)


def test_who_holds_the_role_of_the_county_already_does_not_stand_in_for_it(city):
    first, second, other = (
        county(city, *who)
        for who in (("east", "甲", EAST), ("east2", "乙", EAST), ("west", "丙", "990103"))
    )
    role = next(r.id for r in shown(city, "admin").roles if r.person_id == first)

    def put(person):
        new = StandIn(role, person, None, now(city) + HOUR, "出差")
        return city.do(delegation.stand_in, "admin", new)

    with pytest.raises(RuleBroken, match="乙已是县区"):
        put(second)
    put(other)  # of another county: its role is another one
    assert city.west.districts() == {EAST, "990103"}


def county(city, login, name, district):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=district)
        return person


def test_only_roles_that_are_his_to_give_are_offered(city):
    assert {r.person for r in shown(city, "maxiao").roles} == {"马骁", "吴越"}
    assert {r.person for r in shown(city, "liwei").roles} == {"李蔚"}
    assert "罗敏" in {r.person for r in shown(city).roles}
    assert shown(city, "wuyue").roles == ()


def absent(city, login="maxiao", by="chenyu", hours=8):
    person, at = getattr(city, login).person_id, now(city)
    return city.do(people.note_absence, by, person, at, at + hours * HOUR, "出差")


def group_line(city, incident, group=Group.ONSITE, at=None):
    picture = city.ask(command_picture, incident, at or now(city))
    return next(line for line in picture.groups if line.group is group)


def test_a_group_whose_lead_is_away_is_without_one_until_somebody_stands_in(city):
    incident = city.register()
    assert not group_line(city, incident).leaderless
    expected = group_line(city, incident).expected
    absence = absent(city)
    line = group_line(city, incident)
    assert (line.leaderless, line.away, line.expected) == (True, "出差", expected - 1)
    stand_in(city)
    assert not group_line(city, incident).leaderless
    city.do(people.take_back_absence, "chenyu", absence)
    assert shown(city).absences == ()


def test_who_came_all_the_same_leads(city):
    incident = city.register()
    absent(city)
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    assert not group_line(city, incident).leaderless


def test_a_group_that_nobody_was_named_for_is_without_a_lead(city):
    assert group_line(city, city.register(), Group.LEGAL).leaderless


def test_an_absence_is_shown_with_the_group_it_leaves_and_ends_by_itself(city):
    absent(city)
    [line] = shown(city).absences
    assert (line.person, line.leads, line.running) == ("马骁", Group.ONSITE, True)
    [line] = shown(city, at=now(city) + 9 * HOUR).absences
    assert (line.over, line.offers) == (True, ())


def test_everybody_enters_his_own_absence_and_a_leader_those_of_his_group(city):
    absent(city, "wuyue", by="wuyue")
    absent(city, "wuyue", by="maxiao")
    with pytest.raises(RuleBroken, match="签到"):
        absent(city, "maxiao", by="wuyue")
    assert shown(city, "wuyue").may_enter == (city.wuyue.person_id,)
    with pytest.raises(RuleBroken, match="不到岗的结束时间"):
        absent(city, hours=0)


def test_an_assignment_holds_for_its_incident_and_is_taken_back(city):
    incident = city.register()
    other = city.register(title="另一件", brand="")
    person = city.wuyue.person_id
    city.do(people.assign_to_group, "chenyu", incident, person, Group.LEGAL)
    with pytest.raises(RuleBroken, match="吴越已在法律咨询组"):
        city.do(people.assign_to_group, "chenyu", incident, person, Group.LEGAL)
    [line] = city.ask(members, incident, Group.LEGAL, now(city))
    assert (line.name, line.assigned) == ("吴越", True)
    assert city.ask(members, other, Group.LEGAL, now(city)) == []
    city.do(people.release_from_group, "chenyu", incident, person, Group.LEGAL)
    assert city.ask(members, incident, Group.LEGAL, now(city)) == []
    with pytest.raises(RuleBroken, match="吴越不是为本事件抽调到法律咨询组"):
        city.do(people.release_from_group, "chenyu", incident, person, Group.LEGAL)


def test_who_signs_out_is_not_there_and_signs_in_again(city):
    incident, person = city.register(), city.wuyue.person_id
    city.do(people.sign_in, "wuyue", incident, person)
    with pytest.raises(RuleBroken, match="已经签到"):
        city.do(people.sign_in, "maxiao", incident, person)
    city.do(people.sign_out, "maxiao", incident, person)
    assert group_line(city, incident).present == 0
    with pytest.raises(RuleBroken, match="没有签到"):
        city.do(people.sign_out, "wuyue", incident, person)
    city.do(people.sign_in, "wuyue", incident, person)
    assert group_line(city, incident).present == 1


def test_nobody_names_himself_to_stand_in_for_another(city):
    with pytest.raises(RuleBroken, match="不能指定自己代理，请由他人办理"):
        stand_in(city, other="chenyu")
    assert Group.ONSITE not in city.chenyu.groups()
    stand_in(city, other="chenyu", login="maxiao")
    assert Group.ONSITE in city.chenyu.groups(Role.LEADER)
