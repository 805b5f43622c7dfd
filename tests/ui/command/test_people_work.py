"""队伍 by hand: there or away, for one incident, in somebody's place, for the commander."""

from datetime import timedelta

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.command import members
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.services.command import delegation
from tests.ui.desk.own_window import OwnWindow

HOUR = timedelta(hours=1)


@pytest.fixture
def sit(at_desk):
    return lambda login: OwnWindow(at_desk(login))


@pytest.fixture
def incident(small_city):
    return small_city.register()


def page(desk, tab="groups"):
    desk.window.show_page("people")
    desk.window.pages.people.show_tab(tab)
    desk.settle()
    return desk.window.pages.people


def cells(desk, row=0):
    model = desk.widget("ledger_table").model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_leader_signs_one_of_his_group_in_and_out(sit, small_city, incident):
    person = small_city.wuyue.person_id
    desk = sit("maxiao")
    page(desk)
    desk.click(f"sign_in_{person}")
    desk.click(f"sign_out_{person}")
    desk.until_sees(f"sign_in_{person}")
    other = small_city.hewenjing.person_id
    assert not desk.widget(f"sign_in_{other}").isEnabled()
    assert "本组" in desk.widget(f"sign_in_{other}").toolTip()


def test_somebody_is_assigned_to_a_group_for_the_incident_and_taken_back(sit, small_city, incident):
    desk = sit("chenyu")
    page(desk)
    desk.click("assign_legal")
    desk.until(lambda: desk.sees("assign_person") and desk.widget("person").count() > 0)
    desk.widget("person").setEditText("吴越")
    desk.click("primary")
    desk.until_gone("assign_person")
    person = small_city.wuyue.person_id
    desk.click(f"release_{person}")
    desk.until(lambda: small_city.ask(members, incident, Group.LEGAL, small_city.db.clock()) == [])


def test_who_may_not_assign_sees_no_such_button(sit, small_city, incident):
    desk = sit("wuyue")
    page(desk)
    desk.until_sees("group_card_onsite")
    assert not desk.sees("assign_onsite")
    assert not desk.sees("hand_over_onsite")
    leader = sit("maxiao")
    page(leader)
    leader.until_sees("assign_onsite")
    assert not leader.sees("assign_legal")


def test_a_lead_who_is_away_leaves_his_group_without_one(sit, small_city, incident):
    desk = sit("chenyu")
    page(desk, "stand_ins")
    desk.click("want_away")
    desk.until(lambda: desk.widget("person").count() > 0)
    desk.widget("person").setEditText("马骁")
    desk.fill("reason", "出差")
    desk.click("primary")
    desk.until_gone("away_form")
    desk.until(lambda: cells(desk)[:3] == ["现行", "不到岗", "马骁"])
    page(desk)
    desk.until_sees("leaderless_onsite")
    assert desk.widget("leaderless_onsite").text() == "无负责人"
    page(desk, "stand_ins")
    desk.click("act_take_back")
    desk.until(lambda: "重新计入应到" in desk.widget("consequence").text())
    desk.click("primary")
    desk.until_gone("confirm")
    page(desk)
    desk.until_gone("leaderless_onsite")


def test_a_stand_in_is_arranged_by_name_and_ended(sit, small_city, incident):
    desk = sit("chenyu")
    page(desk, "stand_ins")
    desk.click("want_stand_in")
    desk.until(lambda: desk.sees("role") and desk.widget("role").count() > 0)
    desk.widget("role").setEditText("马骁")
    desk.widget("person").setEditText("何文静")
    desk.fill("reason", "出差")
    desk.click("primary")
    desk.until_gone("stand_in_form")
    desk.until(lambda: cells(desk)[2] == "何文静 代 马骁")
    assert Group.ONSITE in small_city.hewenjing.groups(Role.LEADER)
    desk.click("act_end")
    desk.until_sees("confirm")
    desk.click("primary")
    desk.until(lambda: Group.ONSITE not in small_city.hewenjing.groups())


def test_a_delegation_lets_the_deputy_decide_and_ends(sit, small_city, incident):
    deputy = sit("luomin")
    assert "受委托" not in deputy.widget("seat_menu").words
    desk = sit("chenyu")
    page(desk, "stand_ins")
    desk.click("want_delegation")
    desk.until(lambda: desk.sees("delegate_form") and desk.widget("person").count() > 0)
    desk.widget("person").setEditText("罗敏")
    desk.fill("reason", "赴市政府专题会")
    desk.click("primary")
    desk.until_gone("delegate_form")

    deputy.until(lambda: "受委托代行" in deputy.widget("seat_menu").words)
    deputy.click("move_grade")
    deputy.until(lambda: deputy.widget("level_III").isEnabled())
    deputy.click("level_III")
    deputy.fill("reason", "人数和金额均已较大")
    deputy.click("primary")
    deputy.until_gone("grade_form")
    assert small_city.ask(incident_lines)[0].grade is Level.III

    desk.click("act_revoke")
    desk.until(lambda: "立即不能再代行" in desk.widget("consequence").text())
    desk.click("primary")
    deputy.until(lambda: "受委托代行" not in deputy.widget("seat_menu").words)
    assert not small_city.luomin.delegated
    desk.until(lambda: cells(desk)[0] == "已撤销")


def test_a_second_delegation_is_refused_and_keeps_its_words(sit, small_city, incident):
    desk = sit("chenyu")
    page(desk, "stand_ins")
    desk.click("want_delegation")
    desk.until(lambda: desk.widget("person").count() > 0)
    small_city.do(
        delegation.delegate,
        "chenyu",
        small_city.luomin.person_id,
        None,
        small_city.db.clock() + HOUR,
        "出差",
    )
    desk.widget("person").setEditText("罗敏")
    desk.fill("reason", "另有会议")
    desk.click("primary")
    desk.until(lambda: "已委托罗敏代行" in desk.dialog().refusal)
    assert desk.widget("reason").toPlainText() == "另有会议"
    desk.dialog().reject()
