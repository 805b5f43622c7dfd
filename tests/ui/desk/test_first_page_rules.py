"""现在 as the sketches want it: order, colours, words and sizes that each role's page must keep."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from commandcenter.domain.actions import Action
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.queries.command.next_steps import next_steps
from commandcenter.services.command import instructions, obligations, running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import response
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.reminder import ReminderRow
from commandcenter.ui import theme
from commandcenter.ui.command.next_steps_panel import StepRow
from commandcenter.ui.command.own_group_panel import PHONE
from commandcenter.ui.desk.overview import LEAST
from commandcenter.ui.desk.sitters import REMIND, RING, pressing
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.figure import Figure
from commandcenter.ui.widgets.labels import ElidedLabel

LOW = (1366, 768)
FOOD = ("treated", "inpatient", "severe", "dead", "schools", "next_report")
SPAN = timedelta(hours=8)


@pytest.fixture
def responding(small_city):
    incident = small_city.register()
    small_city.activate(incident)
    return incident


@pytest.fixture
def poisoning(small_city):
    return small_city.register(
        title="育新学校疑似食物中毒", public_title="某学校疑似食物中毒", brand="",
        categories=(Category.SAFETY,), kind="school_food",
    )  # fmt: skip


def seen(parent, kind, name=""):
    found = parent.findChildren(kind, name) if name else parent.findChildren(kind)
    return [each for each in found if each.isVisible()]


def test_no_card_has_more_than_one_filled_button_and_a_long_text_is_read_first(
    at_desk, small_city, responding
):
    small_city.do(reports.draft_first, "zhoulan", responding)
    small_city.suggest(responding)
    desk = at_desk("chenyu")
    desk.until_sees("act_sign")
    cards = seen(desk.widget("todo"), TodoCard)
    assert cards
    for card in cards:
        filled = [b for b in seen(card, Button) if b.property("kind") == Kind.PRIMARY.value]
        assert len(filled) == 1, card.objectName()
    report = next(card for card in cards if card.objectName().startswith("todo_sign_report"))
    [button] = seen(report, Button, "act_sign")
    assert button.text() == "看全文并签发"
    assert seen(report, QLabel, "signed_text")[0].text().count("\n") > 5
    short = next(card for card in cards if card.objectName().startswith("todo_grade"))
    assert seen(short, Button, "act_decide")[0].text() == "签署定级"


def test_a_poisoning_has_its_own_six_figures_and_no_zero_that_nobody_told(
    at_desk, small_city, poisoning
):
    desk = at_desk("chenyu")
    desk.until_sees("number_treated")
    tiles = seen(desk.widget("overview"), Figure)
    shown = {tile.objectName().removeprefix("number_"): tile for tile in tiles}
    assert tuple(shown) == FOOD
    for code in FOOD[:-1]:
        assert shown[code].value() == "—", code
        assert "正在核查" in shown[code].accessibleName(), code


def test_what_is_late_is_first_on_red_and_what_is_done_last(at_desk, small_city, responding):
    at = small_city.db.clock()
    late = small_city.do(
        instructions.give, "chenyu", responding, "先办的", to_group=None,
        to_person=small_city.maxiao.person_id, deadline_at=at + timedelta(seconds=1),
    )  # fmt: skip
    assert late
    desk = at_desk("chenyu")
    panel = desk.window.pages.incident.overview.next
    desk.until(lambda: any(row.step.late for row in panel._rows))
    rows = seen(panel, StepRow)
    open_ones = [row for row in rows if row.step.done_at is None]
    places = [rows.index(row) for row in open_ones]
    assert places == list(range(len(open_ones)))  # what is done stands below all of them
    lates = [row.step.late for row in open_ones]
    assert lates == sorted(lates, reverse=True)
    on_time = [row.step.due_at for row in open_ones if not row.step.late and row.step.due_at]
    assert on_time == sorted(on_time)
    first = open_ones[0]
    assert first.step.title == "按期回报指令：先办的" or first.step.late
    assert seen(first, Button, "next_remind")[0].text() == "催办…"
    assert any("未签到" in label.text() for label in seen(panel, QLabel))
    desk.click_in(first.objectName(), "next_remind")
    desk.until_sees("words")
    desk.fill("words", "请马上办理")
    desk.click("primary")
    desk.until(lambda: small_city.ask(reminded, first.step.id) == ["请马上办理"])


@pytest.mark.parametrize(("login", "whole"), [("chenyu", True), ("hewenjing", False)])
def test_counts_of_a_part_of_the_steps_say_whose_they_are(
    at_desk, small_city, responding, login, whole
):
    panel = at_desk(login).window.pages.incident.overview.next
    at, actor = small_city.db.clock(), getattr(small_city, login)
    found = small_city.ask(next_steps, actor, responding, at)
    every = small_city.ask(next_steps, small_city.chenyu, responding, at)
    assert ((found.left, found.closed) == (every.left, every.closed)) is whole
    assert panel.card.note.text().startswith("已办" if whole else "与您有关：已办")


def test_who_has_nothing_to_do_is_not_told_that_nothing_is_to_be_done(small_city, responding):
    planner = Actor(1, "liangbo", "梁博", frozenset({Grant(Role.PLANNER)}))
    found = small_city.ask(next_steps, planner, responding, small_city.db.clock())
    assert (found.left, found.closed, found.part) == (0, 0, True)


def reminded(session, obligation):
    about = ReminderRow.kind == "obligation", ReminderRow.subject == obligation
    return list(session.scalars(select(ReminderRow.words).where(*about)))


@pytest.mark.parametrize("role", Role)
def test_what_is_late_offers_only_what_its_reader_has_the_right_to(small_city, role):
    actor = Actor(1, "somebody", "某人", frozenset({Grant(role)}))
    asks = {RING: Action.CALL_UP, REMIND: Action.GIVE_INSTRUCTION}
    key = pressing(actor)
    assert not key or small_city.ask(plan_of).rights.allows(actor, asks[key])


def test_no_row_of_the_next_steps_is_cut_by_the_lower_edge(at_desk, small_city, responding):
    for words in ("延时登记", "派车接送", "增派两人", "疏导车辆"):
        group = {"to_group": Group.ONSITE}
        small_city.do(instructions.give, "chenyu", responding, words, **group)
    desk = at_desk("chenyu", size=LOW)
    panel = desk.window.pages.incident.overview.next
    desk.until(lambda: len(panel._rows) > 6)
    desk.settle()
    area = desk.widget("next_area")

    def cut():
        ends = area.viewport().height()
        return [row for row in panel._rows if row.y() < ends < row.y() + row.height()]

    # An alarm may come above it meanwhile: it is laid out anew.
    desk.until(lambda: panel._rows[-1].geometry().bottom() > area.viewport().height())
    desk.until(lambda: not cut())


def test_the_views_are_four_words_and_all_else_is_behind_the_last(at_desk, small_city, responding):
    desk = at_desk("chenyu")
    words = [
        button.text() for button in seen(desk.window, Button)
        if button.objectName().startswith("view_tab_")
    ]  # fmt: skip
    assert words == ["现在", "指挥", "报告", "全部"]


def test_what_is_over_is_one_folded_card(at_desk, small_city, responding):
    small_city.do(
        response.end_response, "chenyu", responding, response.Ending("已处置完毕", "陈屿")
    )
    small_city.register(title="另一起事件", public_title="另一起", brand="")
    desk = at_desk("chenyu")
    desk.until_sees("incidents_over")
    assert len(desk.window.strip.cards) == 1
    said = [label.text() for label in seen(desk.widget("incidents_over"), QLabel)]
    assert said[0] == "后期处置 1 件"


@pytest.fixture
def lead_on_shift(small_city):
    with small_city.db.write() as session:
        new = people.NewPerson("duchuan", "杜川", phone="0990-1234503")
        person = people.add_person(session, PROGRAM, new)
        at = small_city.db.clock()
        people.grant_role(session, PROGRAM, person, Role.LEAD_DUTY)
        people.put_on_duty(session, PROGRAM, person, Role.LEAD_DUTY, at - SPAN, at + SPAN)
    small_city.confirm_roles()


def test_until_the_call_is_verified_the_clocks_of_reports_run_in_grey(
    at_desk, small_city, lead_on_shift
):
    small_city.register(verified=False)
    desk = at_desk("liwei", size=LOW)
    desk.until_sees("provisional")
    assert desk.widget("provisional").text() == "暂按Ⅲ级计时"
    clocks = desk.window.pages.incident.overview.duty._clocks
    grey = [clock for clock in clocks if clock.step.grey]
    assert [clock.step.code for clock in grey][:1] == ["report_phone"]
    faint = theme.color("text_faint").name()
    assert {clock._left.palette().windowText().color().name() for clock in grey} == {faint}


def test_the_duty_room_reads_five_elements_aloud_under_a_clock_of_forty(
    at_desk, small_city, lead_on_shift
):
    incident = small_city.register(summary="三店闭店，门口聚集约35人，会员要求退费" * 3)
    rung = small_city.obligation(incident, "ring_lead")
    small_city.do(obligations.not_applicable, "chenyu", rung, "带班领导就在值班室")
    desk = at_desk("liwei", size=LOW)
    desk.until(lambda: desk.widget("first_title").text().startswith("电话报告"))
    assert desk.widget("first_left").font().pixelSize() >= 40
    desk.until(lambda: len(seen(desk.widget("aloud"), ElidedLabel)) == 5)
    assert not any(label.is_cut() for label in seen(desk.widget("aloud"), ElidedLabel))
    names = [label.text() for label in seen(desk.widget("aloud"), QLabel)]
    assert [n for n in names if n in ("时间", "地点", "原因", "影响范围", "已采取的措施")]


def test_on_a_low_screen_what_is_next_has_the_room_of_the_groups(at_desk, small_city, responding):
    desk = at_desk("chenyu", size=LOW)
    page = desk.widget("overview")
    desk.until(lambda: len(seen(page, StepRow)) > 3)
    assert page.height() < LEAST
    assert not desk.sees("groups")
    rows = [row for row in seen(page, StepRow) if not row.visibleRegion().isEmpty()]
    assert len(rows) >= 4
    small_city.do(running_log.write_line, "zhoulan", responding, "现场平稳，秩序正常。" * 20)
    lines = desk.widget("log_lines")
    desk.until(lambda: lines.model().rowCount() > 0)
    first = lines.visualRect(lines.model().index(0, 0))
    assert lines.viewport().rect().contains(first)
    desk.window.resize(1600, 1000)
    desk.until_sees("groups")


def test_the_numbers_of_ones_own_people_are_whole_on_a_low_screen(at_desk, small_city, responding):
    desk = at_desk("maxiao", size=LOW)
    tree = desk.widget("own_group_people")
    desk.until(lambda: tree.topLevelItemCount() > 0)
    desk.settle()
    assert tree.columnWidth(PHONE) >= tree.sizeHintForColumn(PHONE)
    shown = sum(tree.columnWidth(n) for n in range(tree.columnCount()))
    assert shown <= tree.viewport().width()
