"""Cells of the command, the duty room and the people: orders, liaison, shifts, stand-ins."""

from datetime import timedelta

from commandcenter.domain.command.duty import LogKind, Turn
from commandcenter.domain.org import Group, Role
from commandcenter.domain.rights import Action
from commandcenter.services.command import (
    callups,
    delegation,
    directives,
    duty,
    handover,
    instructions,
    liaison,
)
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import settle
from commandcenter.store.people import groups_of
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.person import RoleGrantRow
from tests.city import EAST
from tests.services.cells import cell

HOUR = timedelta(hours=1)
NAME = "某人"  # of whoever is tried


def clock(scene):
    return scene.city.db.clock()


def to_onsite(scene, actor):
    return {"group": Group.ONSITE, "district": frozenset({EAST})}


def nothing(scene, actor):
    return {}


def in_county(scene, actor):
    return {"district": frozenset({EAST}), "involved": bool(actor.groups())}


@cell(Action.GIVE_INSTRUCTION, about=to_onsite)
def give_to_a_group(scene, actor):
    instructions.give(scene.session, actor, scene.incident, "到场", Group.ONSITE)


@cell(Action.GIVE_INSTRUCTION, about=to_onsite)
def give_to_somebody_of_a_group(scene, actor):
    person = scene.city.wuyue.person_id
    instructions.give_to_all(scene.session, actor, scene.incident, "到场", people=[person])


def given(scene):
    scene.notes["instruction"] = scene.act(
        instructions.give, "chenyu", scene.incident, "到场", Group.ONSITE
    )


def addressed_to_actor(scene, actor):
    """As if it had been addressed to whoever is tried."""
    row = scene.session.get_one(InstructionRow, scene.notes["instruction"])
    row.to_group, row.to_person = None, actor.person_id
    return {"person_id": actor.person_id}


def own_group(scene, actor):
    return {"group": Group.ONSITE}


@cell(Action.RECEIVE_INSTRUCTION, about=own_group, before=given)
def sign_for_what_a_group_got(scene, actor):
    instructions.receive(scene.session, actor, scene.notes["instruction"])


@cell(Action.RECEIVE_INSTRUCTION, about=addressed_to_actor, before=given)
def sign_for_what_he_got(scene, actor):
    instructions.receive(scene.session, actor, scene.notes["instruction"])


@cell(Action.REPORT_BACK, about=own_group, before=given)
def report_on_what_a_group_got(scene, actor):
    instructions.report_back(scene.session, actor, scene.notes["instruction"], "已办")


@cell(Action.REPORT_BACK, about=addressed_to_actor, before=given)
def report_on_what_he_got(scene, actor):
    instructions.report_back(scene.session, actor, scene.notes["instruction"], "已办")


def directive(scene):
    return directives.NewDirective(
        "王某某", "副市长", "值班快报", "稳妥处置", clock(scene), Group.ONSITE
    )


@cell(Action.REGISTER_PAPER, about=nothing)
def register_a_direction(scene, actor):
    directives.register(scene.session, actor, scene.incident, directive(scene))


def directed(scene):
    scene.notes["directive"] = scene.act(
        directives.register, "zhoulan", scene.incident, directive(scene)
    )


@cell(Action.REGISTER_PAPER, about=nothing, before=directed)
def give_a_direction_to_others(scene, actor):
    directives.assign(
        scene.session, actor, scene.notes["directive"], Group.LEGAL, None, clock(scene) + HOUR
    )


def carried_out(scene):
    directed(scene)
    row = scene.session.get_one(DirectiveRow, scene.notes["directive"])
    scene.act(directives.report_result, "maxiao", row.id, "已办")
    row.done_at = clock(scene) - HOUR


@cell(Action.REGISTER_PAPER, about=nothing, before=carried_out)
def tell_the_result_upward(scene, actor):
    directives.report_upward(scene.session, actor, scene.notes["directive"], "电话", clock(scene))


@cell(Action.RECEIVE_INSTRUCTION, about=own_group, before=directed)
def sign_for_a_direction(scene, actor):
    directives.receive(scene.session, actor, scene.notes["directive"])


@cell(Action.REPORT_BACK, about=own_group, before=directed)
def report_the_result_of_a_direction(scene, actor):
    directives.report_result(scene.session, actor, scene.notes["directive"], "已办")


ASKED = liaison.NewRequest("维持秩序", "电话")


@cell(Action.LIAISE, about=in_county)
def ask_departments(scene, actor):
    liaison.ask(scene.session, actor, scene.incident, ["公安机关", "网信部门"], ASKED)


def asked(scene):
    (scene.notes["liaison"],) = scene.act(
        liaison.ask, "zhoulan", scene.incident, ["公安机关"], ASKED
    )


@cell(Action.LIAISE, about=in_county, before=asked)
def note_what_they_promised(scene, actor):
    liaison.note_promise(scene.session, actor, scene.notes["liaison"], "派员", clock(scene) + HOUR)


@cell(Action.LIAISE, about=in_county, before=asked)
def note_what_they_answered(scene, actor):
    liaison.note_answer(scene.session, actor, scene.notes["liaison"], "已到场")


@cell(Action.LIAISE, about=in_county, before=asked)
def remind_them(scene, actor):
    liaison.remind(scene.session, actor, scene.notes["liaison"], "请尽快")


CALL = duty.NewEntry(LogKind.CALL_IN, "门锁了", name="王某", follow=True)


@cell(Action.DUTY_LOG, about=nothing)
def note_a_call(scene, actor):
    duty.write_entry(scene.session, actor, CALL)


def called(scene):
    scene.notes["entry"] = scene.act(duty.write_entry, "liwei", CALL)


@cell(Action.DUTY_LOG, about=nothing, before=called)
def settle_a_call(scene, actor):
    duty.settle(scene.session, actor, scene.notes["entry"], "已告知")


@cell(Action.DUTY_LOG, about=nothing, before=called)
def link_a_call(scene, actor):
    duty.link(scene.session, actor, scene.notes["entry"], scene.incident)


@cell(Action.DUTY_LOG, about=nothing)
def hand_the_duty_over(scene, actor):
    handover.give_duty(scene.session, actor, scene.city.liwei.person_id, "", NAME)


def given_over(scene):
    sheet = HandoverRow(
        kind="duty", to_person=scene.city.liwei.person_id, items=[], words="",
        given_at=clock(scene), given_by="赵磊",
    )  # fmt: skip
    scene.session.add(sheet)
    scene.session.flush()
    settle(scene.session, None, clock(scene))
    scene.notes["handover"] = sheet.id


def to_actor(scene, actor):
    """As if whoever is tried had been named to take over."""
    row = scene.session.get_one(HandoverRow, scene.notes["handover"])
    row.to_person = actor.person_id
    return {}


@cell(Action.DUTY_LOG, about=to_actor, before=given_over)
def refuse_to_take_the_duty_over(scene, actor):
    handover.refuse(scene.session, actor, scene.notes["handover"], "交接单不全")


@cell(Action.CALL_UP, about=in_county)
def note_who_was_rung(scene, actor):
    new = callups.NewCallUp(
        "首报", "0990-1", True, "马上", person="罗敏", incident_id=scene.incident
    )
    callups.record(scene.session, actor, new)


def own_county(scene, actor):
    return {"district": actor.districts()}


@cell(Action.CALL_UP, about=own_county)
def note_who_was_rung_without_an_incident(scene, actor):
    callups.record(scene.session, actor, callups.NewCallUp("演练", "0990-1", False, person="罗敏"))


def wuyue_of_onsite(scene, actor):
    person = scene.city.wuyue.person_id
    return {"person_id": person, "group": groups_of(scene.session, actor, clock(scene)).get(person)}


@cell(Action.SIGN_IN, about=wuyue_of_onsite)
def sign_somebody_in(scene, actor):
    people.sign_in(scene.session, actor, scene.incident, scene.city.wuyue.person_id)


def himself(scene, actor):
    return {"person_id": actor.person_id}


@cell(Action.SIGN_IN, about=himself)
def sign_himself_in(scene, actor):
    people.sign_in(scene.session, actor, scene.incident, actor.person_id)


def signed_in(scene):
    scene.act(people.sign_in, "wuyue", scene.incident, scene.city.wuyue.person_id)


@cell(Action.SIGN_IN, about=wuyue_of_onsite, before=signed_in)
def sign_somebody_out(scene, actor):
    people.sign_out(scene.session, actor, scene.incident, scene.city.wuyue.person_id)


@cell(Action.SIGN_IN, about=wuyue_of_onsite)
def enter_somebody_as_away(scene, actor):
    person, at = scene.city.wuyue.person_id, clock(scene)
    people.note_absence(scene.session, actor, person, at, at + HOUR, "出差")


def away(scene):
    person, at = scene.city.wuyue.person_id, clock(scene)
    scene.notes["absence"] = scene.act(people.note_absence, "maxiao", person, at, at + HOUR, "出差")


@cell(Action.SIGN_IN, about=wuyue_of_onsite, before=away)
def take_an_absence_back(scene, actor):
    people.take_back_absence(scene.session, actor, scene.notes["absence"])


def liwei_of_no_group(scene, actor):
    return {"person_id": scene.city.liwei.person_id}


def turn(scene, hours=24):
    at = clock(scene) + timedelta(hours=hours)
    return Turn(Role.DUTY, scene.city.liwei.person_id, at, at + HOUR)


@cell(Action.MAKE_ROSTER, about=liwei_of_no_group)
def put_a_turn_on_the_roster(scene, actor):
    people.put_on_roster(scene.session, actor, [turn(scene)])


def rostered(scene):
    (scene.notes["turn"],) = scene.act(people.put_on_roster, "liwei", [turn(scene)])


@cell(Action.MAKE_ROSTER, about=liwei_of_no_group, before=rostered)
def change_a_turn(scene, actor):
    new = turn(scene, hours=48)  # of another day at every hour
    people.change_turn(
        scene.session, actor, scene.notes["turn"], new.person_id, new.starts_at, new.ends_at
    )


@cell(Action.MAKE_ROSTER, about=liwei_of_no_group, before=rostered)
def drop_a_turn(scene, actor):
    people.drop_turn(scene.session, actor, scene.notes["turn"])


@cell(Action.ASSIGN_PEOPLE, about=own_group)
def assign_somebody_to_a_group(scene, actor):
    person = scene.city.liwei.person_id
    people.assign_to_group(scene.session, actor, scene.incident, person, Group.ONSITE)


def assigned(scene):
    person = scene.city.liwei.person_id
    scene.act(people.assign_to_group, "chenyu", scene.incident, person, Group.ONSITE)


@cell(Action.ASSIGN_PEOPLE, about=own_group, before=assigned)
def give_somebody_back(scene, actor):
    person = scene.city.liwei.person_id
    people.release_from_group(scene.session, actor, scene.incident, person, Group.ONSITE)


def grant_of(scene, login):
    person = getattr(scene.city, login).person_id
    return scene.session.query(RoleGrantRow).filter_by(person_id=person).first().id


@cell(Action.ASSIGN_PEOPLE, about=own_group)
def let_somebody_stand_in_for_a_member(scene, actor):
    new = stand_in_for(scene, "wuyue", "hewenjing")
    delegation.stand_in(scene.session, actor, new)


def stand_in_for(scene, holder, other):
    return delegation.StandIn(
        grant_of(scene, holder),
        getattr(scene.city, other).person_id,
        None,
        clock(scene) + HOUR,
        "出差",
    )


@cell(Action.HAND_OVER_LEAD, about=own_group)
def hand_the_lead_over(scene, actor):
    person = scene.city.wuyue.person_id
    handover.give_group(scene.session, actor, scene.incident, Group.ONSITE, person, "", NAME)


@cell(Action.HAND_OVER_LEAD, about=own_group)
def let_somebody_stand_in_for_a_leader(scene, actor):
    delegation.stand_in(scene.session, actor, stand_in_for(scene, "maxiao", "hewenjing"))


def standing_in(scene):
    scene.notes["grant"] = scene.act(
        delegation.stand_in, "chenyu", stand_in_for(scene, "maxiao", "hewenjing")
    )


@cell(Action.HAND_OVER_LEAD, about=own_group, before=standing_in)
def end_a_stand_in(scene, actor):
    delegation.end_stand_in(scene.session, actor, scene.notes["grant"])


@cell(Action.MAKE_ROSTER, about=nothing)
def let_somebody_stand_in_for_the_duty(scene, actor):
    delegation.stand_in(scene.session, actor, stand_in_for(scene, "liwei", "hewenjing"))


@cell(Action.DELEGATE, about=nothing)
def delegate_the_decisions(scene, actor):
    person, at = scene.city.luomin.person_id, clock(scene)
    delegation.delegate(scene.session, actor, person, None, at + HOUR, "出差")


def delegated(scene):
    person, at = scene.city.luomin.person_id, clock(scene)
    scene.notes["delegation"] = scene.act(
        delegation.delegate, "chenyu", person, None, at + HOUR, "出差"
    )


@cell(Action.DELEGATE, about=nothing, before=delegated)
def revoke_a_delegation(scene, actor):
    delegation.revoke(scene.session, actor, scene.notes["delegation"])


@cell(Action.DELEGATE, about=nothing)
def let_somebody_stand_in_for_a_deputy(scene, actor):
    delegation.stand_in(scene.session, actor, stand_in_for(scene, "luomin", "hewenjing"))
