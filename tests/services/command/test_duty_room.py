"""The duty room: calls, shifts with two signatures, who was rung, and what is beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.duty import HandoverState, LogKind, OpenKind
from commandcenter.domain.command.obligation import UNDONE, ObligationState
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.complaints.complaint import Complainant, mask_phone
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.call_ups import call_ups, reachable
from commandcenter.queries.command.duty_room import duty_desk, duty_log
from commandcenter.queries.command.handovers import (
    duty_handovers,
    duty_sheet,
    incident_handovers,
    level_handovers,
)
from commandcenter.queries.complaints.complainant import seen_caller
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.todo import todo
from commandcenter.services.command import callups, duty, handover, instructions
from commandcenter.services.complaints.unmask import see_caller
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.services.incident.incidents import NewIncident
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.command import open_list
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.people import actor_of, leader_of
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow, HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from tests.aftermath import add_person
from tests.city import EAST

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MOBILE = "13812345678"


def now(city):
    return city.db.clock()


def call(city, login="liwei", **fields):
    values = {"kind": LogKind.CALL_IN, "text": "门锁了，设备在搬", "name": "王女士"}
    return city.do(duty.write_entry, login, duty.NewEntry(**(values | fields)))


def log(city, login="liwei", **how):
    return city.ask(duty_log, getattr(city, login), now(city), **how)


def acts(line):
    return {o.key: (str(o.refusal) if o.refusal else "") for o in line.offers}


def test_the_time_of_a_call_stands_by_itself(city):
    before = now(city)
    number = call(city)
    [line] = log(city).lines
    assert line.id == number
    assert before <= line.happened_at <= now(city)


def test_open_calls_stand_first_and_are_settled_once(city):
    first = call(city, follow=True)
    call(city, text="问营业时间")
    found = log(city)
    assert (found.lines[0].id, found.open) == (first, 1)
    assert [line.id for line in log(city, only_open=True).lines] == [first]
    city.do(duty.settle, "liwei", first, "已转城东区局")
    with pytest.raises(RuleBroken, match="已由李蔚办结：已转城东区局"):
        city.do(duty.settle, "liwei", first, "又办")
    assert log(city).open == 0


def test_a_call_becomes_an_incident_in_one_act(city):
    number = call(city, follow=True)
    new = NewIncident(
        "“11·24”闭店事件", "“11·24”消费投诉事件", (Category.CLUSTER,), (EAST,),
        now(city) - MINUTE, "12315 电话",
    )  # fmt: skip
    incident = city.do(duty.register_incident, "liwei", number, new)
    [line] = log(city).lines
    assert (line.incident_id, line.open, line.closed_words) == (incident, False, "已登记为事件")
    assert city.ask(incident_head, incident).state is State.REPORTED
    with pytest.raises(RuleBroken, match="已归入另一事件"):
        city.do(duty.register_incident, "liwei", number, new)


def test_a_call_that_cannot_become_an_incident_stays_as_it_was(city):
    number = call(city, follow=True)
    bad = NewIncident("", "某事件", (Category.CLUSTER,), (EAST,), now(city), "12315 电话")
    with pytest.raises(RuleBroken, match="事件名称"):
        city.do(duty.register_incident, "liwei", number, bad)
    [line] = log(city).lines
    assert (line.incident_id, line.open) == (None, True)


def test_a_call_that_was_answered_keeps_how_when_it_is_linked(city):
    number = call(city, follow=True)
    city.do(duty.settle, "liwei", number, "已答复来电人")
    city.do(duty.link, "liwei", number, city.register())
    [line] = log(city).lines
    assert (line.open, line.closed_words) == (False, "已答复来电人")


def test_a_call_belongs_to_one_incident(city):
    number, first = call(city), city.register()
    city.do(duty.link, "liwei", number, first)
    with pytest.raises(RuleBroken, match="已归入另一事件"):
        city.do(duty.link, "liwei", number, city.register(title="另一件", brand=""))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "未告知"),
        ({"text": "\0 "}, "请填写内容"),
        ({"text": "长" * 4001}, "超过 4000 字"),
        ({"incident_id": 99}, "没有编号为 99 的事件"),
    ],
)
def test_a_call_of_which_something_is_missing_is_refused(city, fields, words):
    with pytest.raises(RuleBroken, match=words):
        call(city, **fields)
    with city.db.read() as session:
        assert session.scalars(select(DutyLogRow)).all() == []


@pytest.mark.parametrize(
    ("field", "limit"), [("unit", 60), ("name", 40), ("post", 40), ("phone", 40), ("told", 500)]
)
def test_of_a_caller_is_kept_all_that_the_log_has_room_for_and_more_is_refused(city, field, limit):
    said = "9" * (limit - 1) + "末"
    number = call(city, **{field: said})
    assert getattr(city.ask(lambda s: s.get_one(DutyLogRow, number)), field) == said
    with pytest.raises(RuleBroken, match=f"超过 {limit} 字"):
        call(city, **{field: f"{said}余"})


def test_a_call_of_tomorrow_is_refused(city):
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        call(city, happened_at=now(city) + HOUR)


def test_the_number_of_a_citizen_is_covered_for_everybody(city):
    call(city, phone=MOBILE, text=f"请回 {MOBILE}", told=f"已转 {MOBILE}")
    [own] = log(city).lines
    assert (own.name, own.phone) == ("王**", mask_phone(MOBILE))
    assert own.text == f"请回 {MOBILE}"
    assert "see" in acts(own)
    [other] = log(city, "maxiao").lines
    assert MOBILE not in f"{other.phone}{other.text}{other.told}"
    assert other.name == "王**"
    assert [o.key for o in other.offers] == ["register"]  # as they may without the log


def test_who_may_see_complainants_sees_a_caller_after_it_is_written_down(city):
    number = call(city, phone=MOBILE)
    with pytest.raises(RuleBroken, match="先记入全程记录"):
        city.ask(seen_caller, city.liwei, number)
    city.do(see_caller, "liwei", number)
    assert city.ask(seen_caller, city.liwei, number) == Complainant("王女士", MOBILE)
    with pytest.raises(RuleBroken, match="先记入全程记录"):
        city.ask(seen_caller, city.hewenjing, number)  # it was another's look
    with pytest.raises(RuleBroken, match="投诉人个人信息"):
        city.do(see_caller, "maxiao", number)
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        city.do(see_caller, "liwei", 99)
    assert not [o for o in log(city, "maxiao").lines[0].offers if o.key == "see"]


def test_who_may_register_may_do_so_from_a_call_and_settles_it(city):
    number = call(city, follow=True)
    new = NewIncident("闭店事件", "某事件", (Category.CLUSTER,), (EAST,), now(city), "12315 电话")
    incident = city.do(duty.register_incident, "zhoulan", number, new)
    [entry] = log(city).lines
    assert (entry.incident_id, entry.closed_by, entry.open) == (incident, "周岚", False)
    with pytest.raises(RuleBroken, match="值班日志"):
        city.do(duty.link, "zhoulan", number, incident)


def test_the_keeper_of_the_accounts_reads_no_log(city):
    call(city)
    found = log(city, "admin")
    assert found.lines == ()
    assert found.refusal is not None


def test_a_caller_of_an_office_keeps_his_name_for_everybody(city):
    call(city, unit="市政府总值班室", name="赵科长")
    assert log(city, "hewenjing").lines[0].name == "赵科长"


# 交接班


def give(city, to, words="夜间注意城西店", signature="李蔚"):
    return city.do(handover.give_duty, "liwei", to, words, signature)


def shifts(city, login="liwei"):
    return city.ask(duty_handovers, getattr(city, login), now(city))


def test_a_shift_passes_with_its_open_list_and_two_signatures(city, songyang):
    incident = city.register()
    open_call = call(city, follow=True)
    city.do(instructions.give, "chenyu", incident, "到场", Group.ONSITE)
    before = city.ask(duty_sheet, city.liwei, now(city))
    number = give(city, songyang)
    [sheet] = shifts(city).lines
    assert sheet.items == before.items
    assert {(i.kind, i.id) for i in sheet.items} >= {
        (OpenKind.CALL, open_call), (OpenKind.INSTRUCTION, 1),
    }  # fmt: skip
    assert (sheet.state, acts(sheet)["take_back"]) == (HandoverState.GIVEN, "")
    assert "宋扬本人" in acts(sheet)["receive"]
    [item] = [i for i in city.ask(todo, city.songyang, now(city)) if i.kind.value == "handover"]
    assert (item.subject_id, item.incident_id) == (number, 0)
    city.do(handover.receive, "songyang", number, "宋扬")
    [sheet] = shifts(city).lines
    assert (sheet.given_by, sheet.received_by, sheet.state) == (
        "李蔚", "宋扬", HandoverState.RECEIVED,
    )  # fmt: skip
    assert sheet.offers == ()


@pytest.mark.parametrize("group", [None, Group.ONSITE], ids=["duty", "group"])
@pytest.mark.parametrize("end", ["received", "refused", "taken back"])
def test_card_page_and_the_next_one_agree_on_whether_a_handover_waits(city, songyang, group, end):
    """The cards are the book's: of a group's the incident's, of 交接班 the bureau's own."""
    incident = city.register()
    city.activate(incident)
    login, name = ("maxiao", "马骁") if group else ("liwei", "李蔚")

    def hand_over():
        if group is None:
            return give(city, songyang)
        order = (incident, group, songyang, "", name)
        return city.do(handover.give_group, login, *order)

    def opinions():
        cards = [i for i in city.ask(todo, city.songyang, now(city)) if i.kind.value == "handover"]
        of = (incident_handovers, city.liwei, incident) if group else (duty_handovers, city.liwei)
        page = city.ask(*of, now(city)).waiting
        try:
            hand_over()
        except RuleBroken:
            return len(cards), page, 1
        return len(cards), page, 0

    number = hand_over()
    assert opinions() == (1, 1, 1)
    match end:
        case "received":
            city.do(handover.receive, "songyang", number, "宋扬")
        case "refused":
            city.do(handover.refuse, "songyang", number, "清单不全")
        case _:
            city.do(handover.take_back, login, number, "改由他人接班")
    assert opinions()[:2] == (0, 0)
    assert opinions()[2] == 1 or (group, end) == (Group.ONSITE, "received")


def test_a_wrong_signature_passes_nothing(city, songyang):
    with pytest.raises(RuleBroken, match="签名应为本人姓名“李蔚”"):
        give(city, songyang, signature="李薇")
    number = give(city, songyang)
    with pytest.raises(RuleBroken, match="宋扬"):
        city.do(handover.receive, "songyang", number, "宋杨")
    with pytest.raises(RuleBroken, match="宋扬本人"):
        city.do(handover.receive, "liwei", number, "李蔚")
    assert shifts(city).waiting == 1


def test_a_shift_is_taken_back_by_who_gave_it_not_by_one_of_the_same_name(city, songyang):
    add_person(city, "liwei2", "李蔚", Role.DUTY)
    with city.db.read() as session:
        namesake = actor_of(session, "liwei2", now(city))
    number = give(city, songyang)
    [sheet] = city.ask(duty_handovers, namesake, now(city)).lines
    assert "take_back" not in acts(sheet)
    with pytest.raises(RuleBroken, match="只有交班人李蔚"), city.db.write() as session:
        handover.take_back(session, namesake, number, "不交了")
    city.do(handover.take_back, "liwei", number, "还有来电要办")


def test_only_one_shift_waits_at_a_time_until_it_is_refused_or_taken_back(city, songyang):
    first = give(city, songyang)
    with pytest.raises(RuleBroken, match="还没有签收"):
        give(city, songyang)
    city.do(handover.refuse, "songyang", first, "清单不全")
    second = give(city, songyang)
    with pytest.raises(RuleBroken, match="只有交班人李蔚"):
        city.do(handover.take_back, "songyang", second, "不交了")
    city.do(handover.take_back, "liwei", second, "还有来电要办")
    with pytest.raises(RuleBroken, match="重新交班"):
        city.do(handover.receive, "songyang", second, "宋扬")
    assert [x.refused_why for x in shifts(city).lines] == ["还有来电要办", "清单不全"]


def test_nobody_hands_a_shift_to_himself_or_to_who_keeps_no_duty(city, songyang):
    with pytest.raises(RuleBroken, match="同一个人"):
        give(city, city.liwei.person_id)
    with pytest.raises(RuleBroken, match="须是值班员或带班领导"):
        give(city, city.wuyue.person_id)


def test_who_may_take_the_shift_is_offered_by_name(city, songyang):
    at = now(city)
    city.do(people.note_absence, "chenyu", songyang, at, at + HOUR, "请假")
    [taker] = city.ask(duty_sheet, city.liwei, now(city)).takers
    assert (taker.name, taker.away) == ("宋扬", "请假")


# the lead of a group


def lead(city, group=Group.ONSITE):
    with city.db.read() as session:
        found = leader_of(session, group, now(city))
        return found.name if found else ""


def hand_lead(city, incident, login="maxiao", name="马骁"):
    return city.do(
        handover.give_group, login, incident, Group.ONSITE, city.wuyue.person_id, "物证在车上", name
    )


def test_a_lead_passes_when_the_second_has_signed_and_not_before(city):
    incident = city.register()
    city.activate(incident)
    number = hand_lead(city, incident)
    assert lead(city) == "马骁"
    [sheet] = city.ask(incident_handovers, city.wuyue, incident, now(city)).lines
    assert {i.kind for i in sheet.items} == {OpenKind.TASK}
    city.do(handover.receive, "wuyue", number, "吴越")
    assert lead(city) == "吴越"
    assert city.wuyue.groups(Role.LEADER) == {Group.ONSITE}
    assert city.maxiao.groups(Role.LEADER) == frozenset()
    assert city.maxiao.groups(Role.MEMBER) == {Group.ONSITE}


def test_a_lead_that_was_given_to_another_meanwhile_does_not_pass(city):
    incident = city.register()
    number = hand_lead(city, incident)
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, city.hewenjing.person_id, Role.LEADER, Group.ONSITE)
    with pytest.raises(RuleBroken, match="组长已经变更"):
        city.do(handover.receive, "wuyue", number, "吴越")
    assert lead(city) == "何文静"


def test_the_lead_of_another_group_is_not_ones_own_to_give(city):
    incident = city.register()
    with pytest.raises(RuleBroken, match="本组"):
        hand_lead(city, incident, "hewenjing", "何文静")


# 叫应


def ring(city, login="liwei", **fields):
    values = {"about": "首报将到时限", "number": MOBILE, "answered": False, "person": "罗敏"}
    return city.do(callups.record, login, callups.NewCallUp(**(values | fields)))


def rung(city, login="liwei", at=None):
    return city.ask(call_ups, getattr(city, login), at or now(city))


def test_of_a_mobile_that_was_rung_only_its_ends_are_kept(city):
    ring(city)
    [line] = rung(city).lines
    assert (line.number, line.answered) == ("138****5678", False)
    with city.db.read() as session:
        assert session.scalars(select(CallUpRow.number)).all() == ["138****5678"]


def test_who_answered_said_something(city):
    with pytest.raises(RuleBroken, match="对方的答复"):
        ring(city, answered=True)
    with pytest.raises(RuleBroken, match="拨打的号码"):
        ring(city, number=" ")
    with pytest.raises(RuleBroken, match="被叫应人"):
        ring(city, person="")


def of_instructions(found):
    """Of what is due: the instructions; all the rest is the book's, and late by it."""
    rest = [due for due in found.due if due.item.kind is not OpenKind.INSTRUCTION]
    assert {due.item.kind for due in rest} <= {OpenKind.TASK}
    return [due for due in found.due if due.item.kind is OpenKind.INSTRUCTION]


def late_tasks(city, incident, at):
    """By the rows: tasks of groups that are past their limit."""
    rows = city.ask(obligations_of, incident, at)
    return {row.id for row in tasks(rows) if row.is_late(at) and row.state in UNDONE}


def test_what_is_late_names_whom_to_ring_until_he_has_answered(city):
    incident = city.register()
    number = city.do(
        instructions.give, "chenyu", incident, "到场", Group.ONSITE, None, now(city) + 2 * MINUTE
    )
    assert rung(city).due == ()
    later = now(city) + HOUR
    found = rung(city, at=later)
    [due] = of_instructions(found)
    assert (due.item.kind, due.item.id) == (OpenKind.INSTRUCTION, number)
    assert (due.target.name, due.target.post) == ("马骁", "现场处置组组长")
    late = late_tasks(city, incident, later)
    assert late
    assert {each.item.id for each in found.due if each.item.kind is OpenKind.TASK} == late
    assert found.waiting == 1 + len(late)
    assert due.offers == (Offer("call_up"),)
    [other] = of_instructions(rung(city, "hewenjing", at=later))
    assert other.target == replace(due.target, number="")  # who does not ring sees whose it is
    assert due.target.number
    assert other.offers == ()
    early = {"kind": "instruction", "subject": number, "incident_id": incident}
    ring(city, person="马骁", **early)
    [due] = of_instructions(rung(city, at=later))
    assert due.last is None  # they were rung before it was late


def test_nobody_is_rung_about_what_waits_for_the_verification(city):
    incident = city.register(verified=False)
    later = now(city) + 3 * HOUR
    rows = city.ask(obligations_of, incident, later)
    grey = {row.id for row in tasks(rows) if row.state is ObligationState.GREY}
    assert grey
    assert not grey & {due.item.id for due in rung(city, at=later).due}


def test_an_answer_about_what_is_late_stops_the_ringing(city):
    incident = city.register()
    number = city.do(instructions.give, "chenyu", incident, "到场", Group.ONSITE)
    with city.db.write() as session:
        session.get_one(InstructionRow, number).deadline_at = now(city) - MINUTE
        journal.record(session, PROGRAM, "instruction", number, "given", incident=incident)
    subject = {"kind": "instruction", "subject": number, "incident_id": incident}
    ring(city, person="马骁", **subject)
    assert [d.last.answered for d in rung(city).due] == [False]
    ring(city, person="马骁", answered=True, answer="在路上", **subject)
    found = rung(city)
    assert ([d.last.answered for d in found.due], found.waiting) == ([True], 0)


def test_numbers_are_given_to_who_rings_alone(city):
    assert city.ask(reachable, city.hewenjing, now(city)) == ()
    assert {p.name for p in city.ask(reachable, city.liwei, now(city))} >= {"陈屿", "罗敏"}


def county(city, login, district):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=district)
        return actor_of(session, login, now(city))


def test_a_county_sees_whom_was_rung_about_its_own_incidents(city):
    incident = city.register()
    ring(city, incident_id=incident)
    ring(city)
    own, other = county(city, "east", EAST), county(city, "west", "990103")
    assert len(city.ask(call_ups, own, now(city)).lines) == 1
    assert city.ask(call_ups, other, now(city)).lines == ()
    assert len(rung(city).lines) == 2


def test_what_was_counted_by_hand_stands_beside_the_log(city):
    incident = city.register()
    city.do(incidents.count_by_hand, "liwei", incident, "calls", 326, "")
    found = city.ask(duty_desk, city.liwei, incident, now(city))
    assert [(t.kind, t.value) for t in found.tallies] == [("calls", 326)]
    room = (Offer("call"), Offer("register"), Offer("call_up"))
    assert found.offers == (*room, Offer("count"))
    assert city.ask(duty_desk, city.liwei, None, now(city)).offers == room


def test_a_level_sheet_for_the_body_above_is_read_with_the_others(city):
    incident = city.register()
    with city.db.write() as session:
        session.add(
            HandoverRow(
                kind="level",
                incident_id=incident,
                to_organ="省应急指挥部",
                items=open_list.packed(open_list.of_incident(session, incident)),
                words="牵头",
                given_at=now(city),
                given_by="陈屿",
            )
        )
        session.flush()
        journal.record(session, PROGRAM, "handover", 1, "given", incident=incident)
    [sheet] = city.ask(incident_handovers, city.liwei, incident, now(city)).lines
    assert (sheet.to, acts(sheet)) == ("省应急指挥部", {"receive_above": ""})
    [sheet] = city.ask(incident_handovers, city.wuyue, incident, now(city)).lines
    assert sheet.offers == ()
    to = city.wuyue.person_id
    city.do(handover.give_group, "maxiao", incident, Group.ONSITE, to, "", "马骁")
    found = city.ask(incident_handovers, city.maxiao, incident, now(city))
    assert [x.kind.value for x in found.lines] == ["group", "level"]
    assert (found.waiting, found.offers) == (2, (Offer("give"),))
    levels = city.ask(level_handovers, city.maxiao, incident, now(city))
    assert (levels.lines, levels.waiting, levels.offers) == (found.lines[1:], 1, ())
    assert city.ask(incident_handovers, city.liwei, incident, now(city)).offers == ()
    nowhere = city.ask(level_handovers, city.maxiao, None, now(city))
    assert (nowhere.lines, nowhere.waiting, nowhere.offers) == ((), 0, ())


def test_a_report_under_way_is_handed_over_once(city, songyang):
    incident = city.register()
    city.activate(incident)

    def handed(kind):
        items = city.ask(duty_sheet, city.liwei, now(city)).items
        return [item.words for item in items if item.kind is kind and "首报" in item.words]

    assert handed(OpenKind.REPORT) == []
    assert len(handed(OpenKind.TASK)) == 2  # to each of its receivers
    city.do(reports.draft_first, "zhoulan", incident)
    assert (handed(OpenKind.REPORT), handed(OpenKind.TASK)) == (["首报"], [])
