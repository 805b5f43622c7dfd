import pytest

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.command import command_picture
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.incident.incidents import current_incident, incident_head
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.watch.timeline import timeline
from commandcenter.services.command import instructions, obligations, running_log, site
from commandcenter.services.incident import incidents
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.verify import verify
from tests.city import EAST


def test_the_steps_appear_with_deadlines_when_the_commander_activates(city):
    incident = city.register()
    city.activate(incident)
    head = city.ask(incident_head, incident)
    assert (head.state, head.grade, head.response) == (State.RESPONDING, Level.III, Level.III)
    assert "应急指挥部" in head.lead_body
    shown = city.ask(checklist, incident, city.db.clock())
    assert shown.must_total == 12  # verifying and ringing are asked for before it
    assert all(step.deadline_at for step in shown.steps if step.must)
    assert {s.code for s in shown.steps if s.state is ObligationState.DONE} == {
        "verify", "suggest_grade", "grade_decide", "start_response",
    }  # fmt: skip


def test_nobody_but_the_commander_activates(city):
    incident = city.register()
    order = incidents.Activation("x", Level.III, 7, "y", "周岚")
    with pytest.raises(RuleBroken, match="总指挥"):
        city.do(incidents.activate, "zhoulan", incident, order)


def test_an_activation_is_refused_without_each_required_item(city):
    incident = city.register()
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意")
    for order, words in [
        (incidents.Activation("", Level.III, 7, "y", "陈屿"), "响应事项"),
        (incidents.Activation("x", Level.III, 0, "y", "陈屿"), "预计期限"),
        (incidents.Activation("x", Level.III, 7, " ", "陈屿"), "处置措施"),
        (incidents.Activation("x", Level.III, 7, "y", "陈"), "签名"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            city.do(incidents.activate, "chenyu", incident, order)


def test_a_response_is_not_activated_before_the_grade_is_decided(city):
    incident = city.register()
    order = incidents.Activation("x", Level.III, 7, "y", "陈屿")
    with pytest.raises(RuleBroken, match="尚未定级"):
        city.do(incidents.activate, "chenyu", incident, order)


def test_the_second_to_close_a_step_is_told_who_was_first(city):
    incident = city.register()
    city.activate(incident)
    lines = city.ask(checklist, incident, city.db.clock()).steps
    first = next(line for line in lines if line.code == "representatives")
    city.do(obligations.close_by_hand, "maxiao", first.id, "已推选 3 名代表")
    with pytest.raises(RuleBroken, match="马骁"):
        city.do(obligations.close_by_hand, "maxiao", first.id, "已推选 3 名代表")
    after = city.ask(checklist, incident, city.db.clock())
    assert ObligationState.DONE is next(s.state for s in after.steps if s.id == first.id)
    city.do(obligations.reopen, "maxiao", first.id, "点错了")
    again = city.ask(checklist, incident, city.db.clock())
    reopened = next(s for s in again.steps if s.id == first.id)
    assert (reopened.state, reopened.notes) == (ObligationState.OPEN, 2)  # both sentences


def test_complaints_on_the_brand_join_before_and_after_registration(city):
    city.take_in(city.complaint("a1"), city.complaint("a2"), city.complaint("b", brand="别家"))
    incident = city.register()
    city.take_in(city.complaint("a3"), city.complaint("a1"))
    now = city.db.clock()
    shown = city.ask(situation, incident, now)
    assert (shown.counts.complaints, shown.counts.people, shown.counts.last_hour) == (3, 3, 3)
    assert shown.counts.amount_cents == 960_000
    line = city.ask(timeline, incident, now.replace(minute=0), now, 30, now=now)
    assert sum(map(sum, (s.counts for s in line.series))) <= 3
    picture = city.ask(map_picture, incident, now)
    assert {d.name: d.count for d in picture.districts}["城东区"] == 3


def test_a_place_without_a_trader_has_no_complaints_of_its_own(city):
    incident = city.register()
    city.take_in(city.complaint("a1"), city.complaint("a2"))
    city.do(site.add_place, "maxiao", incident, site.NewPlace("市民广场", EAST, 30.1, 120.2))
    marks = city.ask(map_picture, incident, city.db.clock()).incidents
    [square] = [mark for mark in marks if mark.label == "市民广场"]
    assert (square.complaints, square.weight) == (0, 0)


def test_what_waits_for_the_commander_is_on_his_list_until_it_is_done(city):
    incident = city.register()
    now = city.db.clock
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "理由", {})
    assert [t.kind for t in city.ask(todo, city.chenyu, now())] == [TodoKind.GRADE]
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意")
    assert [t.kind for t in city.ask(todo, city.chenyu, now())] == [TodoKind.ACTIVATE]
    order = incidents.Activation("x", Level.III, 7, "y", "陈屿")
    city.do(incidents.activate, "chenyu", incident, order)
    assert city.ask(todo, city.chenyu, now()) == []
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert [t.kind for t in city.ask(todo, city.chenyu, now())] == [TodoKind.SIGN_REPORT]
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, ["市政府总值班室"], "传真")
    with pytest.raises(RuleBroken, match="不能再改"):
        city.do(reports.edit, "zhoulan", report, {"first.cause": "x"})


def test_an_instruction_is_received_and_reported_back_by_its_group(city):
    incident = city.register()
    number = city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    with pytest.raises(RuleBroken):
        city.do(instructions.receive, "zhoulan", number)
    city.do(instructions.receive, "maxiao", number)
    city.do(instructions.report_back, "maxiao", number, "已延时至 20 时")
    assert city.ask(todo, city.maxiao, city.db.clock()) == []


def test_the_command_picture_counts_who_signed_in(city):
    incident = city.register()
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    shown = city.ask(command_picture, incident, city.db.clock())
    onsite = next(g for g in shown.groups if g.group is Group.ONSITE)
    assert (onsite.expected, onsite.present, onsite.leader.name) == (2, 1, "马骁")
    assert (shown.expected, shown.present) == (6, 1)
    assert shown.commander.name == "陈屿"


def test_a_log_line_reaches_the_wall_only_when_coordination_ticks_it(city):
    incident = city.register()
    line = city.do(running_log.write_line, "maxiao", incident, "东店门口聚集 60 人")
    assert city.ask(log_lines, incident, wall_only=True) == []
    city.do(running_log.show_on_wall, "zhoulan", line, True)
    [shown] = city.ask(log_lines, incident, wall_only=True)
    assert (shown.office, shown.text) == ("现场处置组", "东店门口聚集 60 人")


def test_every_move_is_in_the_chain_and_the_incident_is_the_walls(city):
    incident = city.register()
    city.activate(incident)
    assert city.ask(current_incident) == incident
    assert city.ask(verify).bad is None
