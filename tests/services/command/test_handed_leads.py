"""The lead of a group passes with its time, and leaves nobody out of the group, or twice in it."""

from sqlalchemy import select

from commandcenter.domain.org import Group, Role
from commandcenter.services.command import handover
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.tables.person import RoleGrantRow


def given(city, person, group):
    """What the person holds in the group by now, as role and end."""
    row = RoleGrantRow
    wanted = select(row.role, row.valid_until).where(row.person_id == person, row.group == group)
    at = city.db.clock()
    found = city.ask(lambda s: s.execute(wanted.order_by(row.id)).all())
    return [(role, until) for role, until in found if until is None or until > at]


def test_a_group_without_a_lead_is_given_one_and_nobody_leaves_it(city):
    incident, wuyue = city.register(), city.wuyue.person_id
    order = (incident, Group.LEGAL, wuyue, "", "陈屿")
    number = city.do(handover.give_group, "chenyu", *order)
    city.do(handover.receive, "wuyue", number, "吴越")
    assert given(city, wuyue, Group.LEGAL) == [(Role.LEADER, None)]
    of_legal = select(RoleGrantRow.person_id).where(RoleGrantRow.group == Group.LEGAL)
    assert city.ask(lambda s: s.scalars(of_legal).all()) == [wuyue]


def test_who_led_and_was_a_member_too_stays_one_once(city):
    incident, maxiao = city.register(), city.maxiao.person_id
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, maxiao, Role.MEMBER, Group.ONSITE)
    city.confirm_roles()
    order = (incident, Group.ONSITE, city.wuyue.person_id, "", "马骁")
    number = city.do(handover.give_group, "maxiao", *order)
    city.do(handover.receive, "wuyue", number, "吴越")
    assert given(city, maxiao, Group.ONSITE) == [(Role.MEMBER, None)]
    assert (Role.LEADER, None) in given(city, city.wuyue.person_id, Group.ONSITE)


def test_two_groups_are_handed_over_at_a_time(city):
    incident, wuyue = city.register(), city.wuyue.person_id
    for group, login, name in (
        (Group.ONSITE, "maxiao", "马骁"), (Group.INVESTIGATION, "hewenjing", "何文静")
    ):  # fmt: skip
        assert city.do(handover.give_group, login, incident, group, wuyue, "", name)
