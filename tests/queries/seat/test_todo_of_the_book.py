"""待我处理 is what the book wants of a person: nothing of its own decides that something waits."""

from datetime import timedelta

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import instructions
from commandcenter.services.incident import incident_moves, incidents


def cards(city, login):
    now = city.db.clock()
    return city.ask(todo, getattr(city, login), now)


def kinds(city, login):
    return [item.kind for item in cards(city, login)]


def test_after_the_call_the_duty_officer_verifies_and_rings_the_leader(city):
    incident = city.register(verified=False)
    waits = {item.title: item for item in cards(city, "liwei")}
    ring, verify = waits["叫应带班领导"], waits["核实接报"]
    assert (ring.kind, ring.incident_id) == (TodoKind.RING, incident)
    assert ring.deadline_at - ring.since == timedelta(minutes=10)
    assert verify.kind is TodoKind.STEP
    assert verify.deadline_at is not None
    assert kinds(city, "chenyu") == []


def test_the_decision_that_all_wait_for_stands_before_the_chief_of_each_incident(city):
    first, second = city.register(), city.register(title="另一起")
    for incident in (first, second):
        city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "50 人以上", {})
    assert [(i.kind, i.incident_id) for i in cards(city, "chenyu")] == [
        (TodoKind.GRADE, first), (TodoKind.GRADE, second)
    ]  # fmt: skip
    city.do(incidents.decide_grade, "chenyu", first, Level.III, "同意")
    assert {(i.kind, i.incident_id) for i in cards(city, "chenyu")} == {
        (TodoKind.ACTIVATE, first), (TodoKind.GRADE, second)
    }  # fmt: skip


def test_what_was_never_true_waits_for_nobody(city):
    incident = city.register()
    city.do(instructions.give, "chenyu", incident, "核实现场人数", Group.ONSITE)
    assert TodoKind.INSTRUCTION in kinds(city, "maxiao")
    city.do(incident_moves.dismiss, "zhoulan", incident, "重复报告，不是事件")
    assert [i for i in cards(city, "maxiao") if i.incident_id == incident] == []
    assert [i for i in cards(city, "liwei") if i.incident_id == incident] == []
