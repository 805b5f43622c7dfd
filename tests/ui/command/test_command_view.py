"""The command structure: who is there, what is late, and what a click or a key opens."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.queries.command.command import CommandPicture
from commandcenter.ui.command.command_cards import GroupCard, PersonBox
from commandcenter.ui.command.command_view import CommandView
from tests.ui import scenario_a


@pytest.fixture
def view(desk, show):
    view = CommandView()
    view.set_picture(scenario_a.command_picture())
    return show(view, 560, 396)


def card(view, group):
    return view.findChild(GroupCard, f"group_{group}")


def test_a_click_on_a_group_opens_it(qtbot, view):
    with qtbot.waitSignal(view.group_clicked) as clicked:
        qtbot.mouseClick(card(view, "onsite"), Qt.MouseButton.LeftButton)
    assert clicked.args == ["onsite"]


def test_the_keyboard_reaches_every_group_in_the_plans_order(qtbot, view):
    at, seen = card(view, "coordination"), []
    for _ in range(6):
        seen.append(at.line.group.value)
        at = at.nextInFocusChain()
    assert seen == [line.group.value for line in scenario_a.command_picture().groups]
    card(view, "legal").setFocus()
    with qtbot.waitSignal(view.group_clicked) as clicked:
        qtbot.keyClick(card(view, "legal"), Qt.Key.Key_Space)
    assert clicked.args == ["legal"]


def test_a_click_on_a_person_opens_that_person(qtbot, view):
    with qtbot.waitSignal(view.person_clicked) as clicked:
        qtbot.mouseClick(view.findChild(PersonBox, "person_1"), Qt.MouseButton.LeftButton)
    assert clicked.args == [1]


def test_a_group_is_read_out_in_full(view):
    assert card(view, "coordination").accessibleName() == (
        "综合协调组，周岚 到岗，实到 7，应到 7，任务 8/10，1 项逾期，通报网信、体育、信访 逾期 6 分"
    )
    assert "高原 未签到" in card(view, "logistics").accessibleName()


def test_a_deadline_that_passes_between_two_answers_is_late_at_once(view):
    opinion = card(view, "opinion")
    assert not opinion.late
    view.tick(scenario_a.at(10, 59))
    assert opinion.late
    assert "1 项逾期" in opinion.accessibleName()
    assert "逾期 1 分" in opinion.accessibleName()


def test_the_head_count_stands_in_the_heading(view):
    assert view.note.text() == "应到 42 实到 39"


def test_a_new_answer_keeps_the_boxes_and_the_focus(view):
    box = view.findChild(PersonBox, "person_1")
    view.set_picture(scenario_a.command_picture())
    assert view.findChild(PersonBox, "person_1") is box


def test_a_command_without_anybody_is_shown(look, show, picture):
    full = scenario_a.command_picture()
    groups = tuple(
        replace(g, leader=None, done=0, open=0, overdue=0, next_title="", next_deadline=None)
        for g in full.groups
    )
    view = CommandView()
    view.set_picture(CommandPicture(None, (), None, None, groups, 0, 0, full.now))
    picture(show(view, 560, 396), "command_nobody")
    assert "无负责人" in card(view, "legal").accessibleName()


def test_names_from_outside_are_painted_as_they_are(look, show, picture, plain_labels):
    full = scenario_a.command_picture()
    person = replace(full.commander, name=scenario_a.LONG, post=scenario_a.HOSTILE)
    groups = tuple(replace(g, leader=person, next_title=scenario_a.LONG) for g in full.groups)
    hostile = replace(full, commander=person, deputies=(person,), duty=person, groups=groups)
    view = CommandView()
    view.set_picture(hostile)
    picture(show(view, 560, 396), "command_hostile")
    assert plain_labels(view)
    assert "<img" not in card(view, "legal").toolTip()


@pytest.mark.parametrize(("kind", "width", "height"), [("desk", 560, 396), ("wall", 616, 290)])
def test_a_picture_of_the_command(request, show, picture, kind, width, height):
    request.getfixturevalue(kind)
    view = CommandView()
    view.set_picture(scenario_a.command_picture())
    picture(show(view, width, height), f"command_{kind}")
    assert not view.note.is_cut()


def test_before_visitors_nobody_is_named_and_nothing_is_late(look, show, picture):
    view = CommandView(discreet=True)
    view.set_picture(scenario_a.command_picture())
    picture(show(view, 616, 290), f"command_discreet_{look.kind}")
    assert view.findChildren(PersonBox) == []
    spoken = card(view, "coordination").accessibleName()
    assert spoken == "综合协调组，实到 7/7，任务 8/10，通报网信、体育、信访"


def test_a_group_whose_lead_is_away_is_without_one(look, show, picture):
    full = scenario_a.command_picture()
    groups = tuple(
        replace(g, leader=replace(g.leader, present=False), away="出差") for g in full.groups
    )
    view = CommandView()
    view.set_picture(replace(full, groups=groups))
    picture(show(view, 560, 396), "command_away")
    assert "无负责人（邓清：出差）" in card(view, "legal").accessibleName()


def test_who_holds_two_offices_stands_there_once_with_both(view):
    picture = scenario_a.command_picture()
    deputy = picture.deputies[0]
    view.set_picture(replace(picture, lead_duty=deputy))
    boxes = [box for box in view.findChildren(PersonBox) if not box.isHidden()]
    assert [box.person.id for box in boxes].count(deputy.id) == 1
    [box] = [box for box in boxes if box.person.id == deputy.id]
    assert box.accessibleName().startswith(f"副总指挥 · 带班领导 {deputy.name}")
    assert box in view.chart._staff  # the line of command still leads to it
