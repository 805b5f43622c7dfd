"""The rail's pages, the panels' places, the papers, who is there."""

import pytest
from PySide6.QtCore import QSettings, Qt

from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.org import Role
from commandcenter.queries.command.command import command_picture
from commandcenter.queries.seat.todo import todo
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import oral
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui.desk import page_keys, pages
from commandcenter.ui.desk.incident_page import MINE, PANELS


def test_every_entry_of_the_rail_leads_to_a_page(at_desk):
    desk = at_desk("chenyu")
    turned = set()
    for number in range(1, 10):
        desk.qtbot.keyClick(
            desk.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier
        )
        turned.add(desk.window.pages.currentIndex())
        desk.settle_if_live()
    assert len(turned) == 9


def test_a_page_is_made_when_it_is_first_shown(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("liwei")
    shown = desk.window.pages
    assert shown.count() == 1
    desk.click("rail_people")
    desk.settle()
    assert shown.count() == 2
    assert shown.people.panel.incident_id == incident  # chosen before there was the page
    desk.click("rail_complaints")
    desk.settle()
    assert desk.widget("enter_complaint").isEnabled()
    desk.click("rail_incident")
    desk.click("rail_people")
    desk.settle()
    assert shown.count() == 3


def test_who_may_not_enter_is_not_offered_it_on_a_page_made_late(at_desk, small_city):
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("liangbo", "梁博"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    desk = at_desk("liangbo")
    desk.click("rail_complaints")
    desk.settle()
    assert not desk.sees("enter_complaint")


def test_pages_are_made_while_there_is_nothing_else_to_do(at_desk, small_city, monkeypatch):
    monkeypatch.setattr(pages, "AHEAD_MS", 1)
    incident = small_city.register()
    desk = at_desk("liwei")
    desk.qtbot.waitUntil(lambda: desk.window.pages.all_made, timeout=60_000)
    assert desk.window.pages.key == page_keys.INCIDENT
    assert desk.window.pages.count() == len(desk.window.pages.keys)
    assert desk.window.pages.duty.now.incident_id == incident
    desk.settle()


def test_without_an_incident_the_desk_watches_the_city(at_desk):
    desk = at_desk("liwei")
    assert desk.window.rail.key == "watch"
    assert desk.widget("incident_switch").words == "当前没有进行中的事件"


def test_without_an_incident_who_decides_sees_what_waits_for_him(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    call = oral.Call(
        Matter.OTHER, "是否延时", "同意", small_city.db.clock(), small_city.chenyu.person_id, "高源"
    )
    small_city.do(oral.register, "liwei", incident, call)
    end(small_city, incident)
    desk = at_desk("chenyu")
    assert (desk.window.rail.key, desk.window.pages.incident.views.key) == ("incident", MINE)
    assert desk.sees("quiet_city")
    assert not desk.sees("groups")
    assert desk.window.pages.incident.overview.todo.view.isVisible()
    waiting = small_city.ask(todo, small_city.chenyu, small_city.db.clock())
    assert waiting
    assert waits_at_the_rail(desk) == len(waiting)
    small_city.register(title="“11·25”某超市事件", brand="")
    desk.until(lambda: desk.sees("groups"))
    assert not desk.sees("quiet_city")


def test_who_works_is_told_at_the_rail_how_much_waits_without_an_incident(at_desk, small_city):
    incident = small_city.register()
    small_city.activate(incident)
    end(small_city, incident)
    waiting = small_city.ask(todo, small_city.zhoulan, small_city.db.clock())
    assert waiting
    desk = at_desk("zhoulan")
    assert desk.window.rail.key == "watch"
    desk.until(lambda: waits_at_the_rail(desk) == len(waiting))


def waits_at_the_rail(desk):
    _, _, count = desk.widget("rail_incident").accessibleName().partition("，")
    return int(count.split()[0]) if count else 0


def end(city, incident):
    """The response is over, and what remains is not settled."""
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ENDED
        journal.record(session, PROGRAM, "incident", incident, "ended", incident=incident)


@pytest.mark.parametrize("login", ["chenyu", "maxiao", "liwei", "zhoulan"])
def test_everybody_sees_first_how_it_stands_now(at_desk, small_city, login):
    small_city.register()
    desk = at_desk(login)
    desk.settle()
    assert desk.window.pages.incident.views.key == MINE
    assert desk.sees("overview")
    assert desk.sees("next_steps")
    desk.click("four_panels")
    assert desk.window.pages.incident.views.key == PANELS
    assert [desk.sees(f"dock_{key}") for key in ("map", "steps", "timeline", "command")] == [
        True, True, True, True,
    ]  # fmt: skip


def test_another_incident_is_chosen_by_its_number(at_desk, small_city):
    first = small_city.register()
    small_city.register(title="“11·25”某超市事件", brand="")
    desk = at_desk("chenyu")
    titles = [line.title for line in desk.window.head._head.lines]
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.widget("incident_switch").words == titles[1])
    assert first in (1, 2)


def test_the_panels_are_where_they_were_left(at_desk, small_city, tmp_path):
    small_city.register()
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    desk = at_desk("maxiao", settings=settings)
    docks = desk.window.pages.incident.docks
    docks.tabifyDockWidget(docks.docks["map"], docks.docks["timeline"])
    desk.window.close()
    docks = at_desk("maxiao", settings=settings).window.pages.incident.docks
    assert docks.tabifiedDockWidgets(docks.docks["map"]) == [docks.docks["timeline"]]
    docks.stand()
    assert docks.tabifiedDockWidgets(docks.docks["map"]) == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_panel_goes_out_of_the_window_and_back(at_desk, small_city):
    small_city.register()
    desk = at_desk("maxiao")
    desk.window.show_panels()
    desk.settle()
    dock = desk.window.pages.incident.docks.docks["map"]
    desk.click("detach_map")
    assert dock.isFloating()
    desk.click("detach_map")
    assert not dock.isFloating()


def test_a_leader_signs_in_his_people_and_not_others(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("maxiao")
    desk.click("rail_people")
    own = small_city.wuyue.person_id
    other = small_city.hewenjing.person_id
    desk.until_sees(f"sign_in_{own}")
    assert not desk.widget(f"sign_in_{other}").isEnabled()
    desk.click(f"sign_in_{own}")
    desk.until(
        lambda: small_city.ask(command_picture, incident, small_city.db.clock()).present == 1
    )
    desk.until_gone(f"sign_in_{own}")


@pytest.mark.parametrize("login", ["chenyu", "admin"])
def test_the_plan_can_be_read_by_everybody(at_desk, login):
    desk = at_desk(login)
    desk.click("rail_plan")
    desk.settle()
    assert desk.widget("clauses").topLevelItemCount() == 8
    plan = desk.window.pages.plan
    plan.tabs.setCurrentIndex(3)
    desk.settle()
    assert len(plan.settings.ledger.lines) > 10
    assert "建议值" in {line.cells[2].words for line in plan.settings.ledger.lines}
