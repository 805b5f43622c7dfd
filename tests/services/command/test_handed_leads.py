"""The lead of a group passes with its time, and leaves nobody out of the group, or twice in it."""

from datetime import timedelta

from sqlalchemy import or_, select

from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.services.command import delegation, handover
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import levels
from commandcenter.services.seat import membership, people
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import RoleGrantRow
from tests.services.test_at_this_moment import answer


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


def told(city):
    """Of hand-overs and leads that passed: kind, what was done, of which incident, the clause."""
    line = JournalLineRow
    wanted = select(line.kind, line.verb, line.incident_id, line.clause).order_by(line.number)
    passed = or_(line.kind == "handover", line.verb == "took the lead")
    return [tuple(row) for row in city.ask(lambda s: s.execute(wanted.where(passed)).all())]


def test_of_two_groups_that_one_leads_one_is_handed_over(city):
    incident, maxiao, wuyue = city.register(), city.maxiao.person_id, city.wuyue.person_id
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, maxiao, Role.LEADER, Group.LEGAL)
    order = handover.give_group, "maxiao", incident, Group.ONSITE, wuyue, "物证在车上"
    assert answer(city, *order, "马晓") == "签名应为本人姓名“马骁”。"
    number = city.do(*order, "马骁")
    city.do(handover.receive, "wuyue", number, "吴越")
    assert city.ask(lambda s: s.get_one(HandoverRow, number)).words == "物证在车上"
    assert given(city, maxiao, Group.LEGAL) == [(Role.LEADER, None)]
    assert given(city, maxiao, Group.ONSITE) == [(Role.MEMBER, None)]
    assert told(city) == [
        ("handover", "given", incident, "2.2"), ("person", "took the lead", incident, "2.2"),
        ("handover", "received", incident, "2.2"),
    ]  # fmt: skip


def test_who_leads_for_another_hands_over_no_more_than_the_time_he_has(city):
    incident, until = city.register(), city.db.clock() + timedelta(hours=3)
    own = select(RoleGrantRow.id).where(RoleGrantRow.person_id == city.maxiao.person_id)
    held = city.ask(lambda s: s.scalars(own).one())
    other, wuyue = city.hewenjing.person_id, city.wuyue.person_id
    absent = delegation.StandIn(held, other, None, until, "出差")
    city.do(delegation.stand_in, "chenyu", absent)
    number = city.do(handover.give_group, "hewenjing", incident, Group.ONSITE, wuyue, "", "何文静")
    city.do(handover.receive, "wuyue", number, "吴越")
    assert given(city, other, Group.ONSITE) == [(Role.MEMBER, until)]
    assert given(city, wuyue, Group.ONSITE) == [(Role.MEMBER, None), (Role.LEADER, until)]
    assert given(city, city.maxiao.person_id, Group.ONSITE) == [(Role.LEADER, None)]
    newest = select(RoleGrantRow).order_by(RoleGrantRow.id.desc()).limit(2)
    kept = city.ask(lambda s: s.scalars(newest).all())
    assert {(row.granted_by, row.reason) for row in kept} == {("wuyue", "工作组负责移交")}


def test_a_hand_over_is_signed_refused_or_taken_back_once(city):
    incident, wuyue = city.register(), city.wuyue.person_id
    acts = {
        "签收": (handover.receive, "wuyue", "吴越"),
        "退回": (handover.refuse, "wuyue", "清单不全"),
        "撤回": (handover.take_back, "chenyu", "改由他人"),
    }
    said = []
    for group, (verb, login, words) in zip(
        (Group.LEGAL, Group.OPINION, Group.LOGISTICS), acts.values(), strict=True
    ):
        number = city.do(handover.give_group, "chenyu", incident, group, wuyue, "", "陈屿")
        city.do(verb, login, number, words)
        said.append({answer(city, act, who, number, how) for act, who, how in acts.values()})
    assert said == [
        {"交接已由吴越签收。"}, {"交接已由吴越退回，请重新交班。"},
        {"交接已由陈屿退回，请重新交班。"},
    ]  # fmt: skip


def test_the_duty_room_is_taken_over_by_who_keeps_it_whatever_else_is_handed_over(city):
    """Also while the sheet of a response that a body above leads waits to be received there."""
    incident, at = city.register(), city.db.clock()
    city.activate(incident)
    above = levels.UpperDecision(
        "省市场监督管理局", "省市监〔2026〕1号", at, "上级决定", response=Level.II, expected_days=5,
        measures="省里牵头", proof=Proof(caller="韩松", phone="10099887766", called_at=at),
    )  # fmt: skip
    city.do(levels.register_upper, "zhoulan", incident, above)
    with city.db.write() as session:
        for login, role in (("luomin", Role.LEAD_DUTY), ("hewenjing", Role.DUTY)):
            people.grant_role(session, PROGRAM, getattr(city, login).person_id, role)
    city.confirm_roles()
    may = {
        login: answer(city, handover.give_duty, "liwei", getattr(city, login).person_id, "", "李蔚")
        for login in ("luomin", "hewenjing", "chenyu", "maxiao", "wuyue", "admin")
    }
    nobody = "接班人须是值班员或带班领导。"
    assert may == dict.fromkeys(may, nobody) | {"luomin": "", "hewenjing": ""}
    other = city.hewenjing.person_id
    number = city.do(handover.give_duty, "liwei", other, "夜间注意城西店", "李蔚")
    assert city.ask(lambda s: s.get_one(HandoverRow, number)).words == "夜间注意城西店"
    city.do(membership.end_role, "admin", other, Role.DUTY)
    assert "值班" in answer(city, handover.receive, "hewenjing", number, "何文静")
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, other, Role.DUTY)
    city.do(handover.receive, "hewenjing", number, "何文静")
    assert [line[1:] for line in told(city) if line[0] == "handover"] == [
        ("given", None, "2.2(1)"), ("received", None, "2.2(1)"),
    ]  # fmt: skip
