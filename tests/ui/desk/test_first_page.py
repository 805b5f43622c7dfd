"""现在, the first page: each role's own version, and what its buttons lead to."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_paper_changes import check_addressee
from commandcenter.domain.reports.report import ReportState
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.reports.reports import report_board
from commandcenter.queries.seat.desk_work import work_view
from commandcenter.queries.seat.todo import todo
from commandcenter.services.command import obligations
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import oral
from commandcenter.services.plan import plan_data
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.tables.command.duty_log import CallUpRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.ui.desk.incident_page import MINE
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.city import EAST


@pytest.fixture
def responding(small_city):
    incident = small_city.register()
    small_city.activate(incident)
    return incident


def waits_at_the_rail(desk):
    _, _, count = desk.widget("rail_incident").accessibleName().partition("，")
    return int(count.split()[0]) if count else 0


def row_of(desk, code):
    panel = desk.window.pages.incident.overview.next
    return next((row for row in panel._rows if row.step.code == code), None)


def test_a_report_is_signed_from_its_card_with_its_whole_text(at_desk, small_city, responding):
    small_city.do(reports.draft_first, "zhoulan", responding)
    desk = at_desk("chenyu")
    desk.until_sees("act_sign")
    desk.click("act_sign")
    desk.until_sees("sign_report")
    assert not desk.sees("report_form")
    desk.click("amend")
    desk.until_sees("report_form")
    assert not desk.sees("sign_report")
    desk.dialog().reject()
    desk.until_gone("report_form")
    desk.click("act_sign")
    desk.until_sees("sign_report")
    desk.click("primary")
    desk.until_gone("sign_report")
    board = small_city.ask(report_board, small_city.chenyu, responding, small_city.db.clock())
    assert [line.state for line in board.reports] == [ReportState.SIGNED]
    desk.until_sees("signed_at")
    desk.click("act_pdf")
    desk.until_sees("save_paper")
    desk.dialog().reject()


def test_a_response_is_started_by_one_text_and_its_fields_come_when_wanted(at_desk, small_city):
    incident = small_city.register()
    small_city.do_grade(incident)
    desk = at_desk("chenyu")
    desk.until_sees("act_activate")
    desk.click("act_activate")
    desk.until(lambda: "六个工作组" in desk.widget("whole_text").text())
    assert not desk.sees("measures")
    text = desk.widget("whole_text").text()
    desk.click("amend")
    desk.until_sees("measures")
    desk.until(lambda: desk.widget("whole_text").text() == text)  # the same, and all its fields
    desk.dialog().reject()
    desk.until_gone("activate")
    desk.click("act_activate")
    desk.until(lambda: "六个工作组" in desk.widget("whole_text").text())
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("start_form")
    assert small_city.ask(incident_head, incident).response is Level.III


def test_an_instruction_says_that_it_went_and_is_next(at_desk, small_city, responding):
    desk = at_desk("chenyu")
    desk.window.acts.move("instruct")
    desk.until_sees("chip_logistics")
    desk.fill("words", "登记点延时到 21 时")
    desk.click("chip_onsite")
    desk.click("chip_logistics")
    desk.click("primary")
    desk.until_gone("give_instruction")
    said = desk.window.notices.shown
    assert any("指令已下达现场处置组、后勤保障组" in words for words in said), said
    desk.until(lambda: row_of(desk, "instruction") is not None)
    assert "登记点延时到 21 时" in row_of(desk, "instruction").accessibleName()


def test_what_waits_is_counted_at_the_rail_on_every_page(at_desk, small_city):
    incident = small_city.register()
    desk = at_desk("chenyu")
    before = waits_at_the_rail(desk)
    desk.click("rail_people")
    desk.settle()
    small_city.suggest(incident)
    waiting = small_city.ask(todo, small_city.chenyu, small_city.db.clock())
    assert len(waiting) > before
    desk.until(lambda: waits_at_the_rail(desk) == len(waiting))
    assert desk.window.rail.key == "people"


def test_a_group_sees_its_own_people_and_a_commander_all_groups(at_desk, small_city, responding):
    desk = at_desk("maxiao")
    tree = desk.widget("own_group_people")
    desk.until(lambda: tree.topLevelItemCount() == 2)
    assert [tree.topLevelItem(n).text(0) for n in range(2)] == ["马骁（组长）", "吴越"]
    assert tree.topLevelItem(1).text(2) == "未签到"
    small_city.do(people.sign_in, "maxiao", responding, small_city.wuyue.person_id)
    desk.until(lambda: tree.topLevelItem(1).text(2) == "到岗")
    assert not at_desk("chenyu").window.findChildren(type(tree), "own_group_people")


def test_a_county_sees_its_own_part_and_no_view_of_others(at_desk, small_city):
    small_city.take_in(*(small_city.complaint(f"T{n}") for n in range(3)))
    incident = small_city.register()
    small_city.activate(incident)
    with small_city.db.write() as session:
        new = people.NewPerson("shenliqun", "沈立群", phone="0990-1236620")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district=EAST)
    small_city.confirm_roles()
    desk = at_desk("shenliqun")
    desk.until(lambda: "3 件" in desk.widget("county_complaints").text())
    assert "待办理 3 件" in desk.widget("county_handling").text()
    assert "尚未来报" in desk.widget("county_heard").text()
    assert not desk.sees("groups")
    views = desk.window.pages.incident.views
    assert views.offers("complaints")
    assert not views.offers("opinion")
    assert not views.offers("inquiry")
    desk.click("county_complaints")
    desk.until_sees("sheet")
    note = desk.widget("sheet").content.view.note
    desk.until(lambda: "3" in note.text())


def test_what_no_form_proves_is_said_in_a_sentence_that_names_where_else(
    at_desk, small_city, responding
):
    desk = at_desk("maxiao")
    desk.window.show_panels()
    desk.settle()
    view = desk.window.pages.incident.docks.steps.view
    view.fold.click()
    line = next(line for line in view.model.lines if line.code == "trader_talk")
    desk.window.acts.steps.go(line.id)
    desk.until_sees("words_form")
    said = [label.text() for label in desk.widget("words_form").findChildren(QLabel)]
    assert any("在提示或者预警中登记约谈" in words for words in said)
    desk.fill("words", "9时40分在城东店，马骁、吴越约谈出租方王某，承诺保留现场")
    desk.click("primary")
    desk.until_gone("words_form")
    [row] = small_city.ask(
        lambda session: list(
            session.scalars(select(ObligationRow).where(ObligationRow.code == "trader_talk"))
        )
    )
    assert (row.state, row.done_by) == (ObligationState.DONE, "马骁")


def test_the_first_act_of_the_duty_room_says_whom_to_ring_and_where(at_desk, small_city):
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("liangbo", "梁博"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    small_city.confirm_roles()
    number = {"phone": "0990-1230001", "source": "市委办公室通讯录"}
    change = ItemChange("addressee", "city_duty_office", number)
    seen = small_city.ask(version_in_force)
    small_city.do(plan_data.amend, "liangbo", [change], "登记值班电话", seen)
    incident = small_city.register()
    with small_city.db.read() as session:
        wanted = select(ObligationRow.id).where(
            ObligationRow.incident_id == incident, ObligationRow.code == "ring_lead"
        )
        rung = session.scalars(wanted).one()
    small_city.do(obligations.not_applicable, "chenyu", rung, "带班领导就在值班室")
    desk = at_desk("liwei")
    desk.until(lambda: desk.widget("first_title").text() == "电话报告市委市政府总值班室")
    assert desk.widget("first_number").text() == "0990-1230001"
    desk.click("first_act")
    desk.until_sees("phone_report")
    assert desk.window.pages.incident.views.key == MINE
    desk.dialog().reject()


def test_a_number_to_ring_looks_like_one():
    with pytest.raises(RuleBroken, match="不像一个号码"):
        check_addressee({"title": "市委市政府总值班室", "phone": "总机转"})
    check_addressee({"title": "市委市政府总值班室", "phone": "0990-1230001 转 2"})
    check_addressee({"title": "市委市政府总值班室"})


def sign_the_report(desk):
    desk.until_sees("act_sign")
    desk.click("act_sign")
    desk.until_sees("sign_report")
    desk.click("primary")
    desk.until_gone("sign_report")


def test_what_was_signed_says_so_with_its_time_and_is_taken_back(at_desk, small_city, responding):
    report = small_city.do(reports.draft_first, "zhoulan", responding)
    desk = at_desk("chenyu")
    sign_the_report(desk)
    desk.until_sees("signed_at")
    assert re.fullmatch(r"已签发 \d\d:\d\d", desk.widget("signed_at").text())
    assert re.fullmatch(r"撤回（\d+ 秒）", desk.widget("act_recall").text())
    desk.click("act_recall")
    desk.until_sees("act_sign")
    assert not desk.sees("signed_at")  # nor is its sending said to be done
    board = small_city.ask(report_board, small_city.chenyu, responding, small_city.db.clock())
    assert [line.state for line in board.reports] == [ReportState.DRAFT]
    sign_the_report(desk)
    desk.until_sees("act_recall")
    small_city.do(reports.send, "zhoulan", report, board.reports[0].sent_to, "传真")
    desk.until_gone("act_recall")  # it went out: there is no way back, and none is offered
    assert desk.sees("signed_at")


def test_a_grade_and_its_start_are_taken_back_from_their_card(at_desk, small_city):
    incident = small_city.register()
    small_city.suggest(incident)
    desk = at_desk("chenyu")
    desk.until_sees("act_decide")
    desk.click("act_decide")
    desk.until(lambda: "Ⅲ级响应的通知" in desk.widget("whole_text").text())
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("decide_form")
    desk.until_sees("act_recall")
    assert small_city.ask(incident_head, incident).response is Level.III
    desk.click("act_recall")
    desk.until_sees("act_decide")
    head = small_city.ask(incident_head, incident)
    assert (head.response, head.grade) == (None, None)


def test_what_another_seat_signed_says_by_whom_and_offers_no_way_back(
    at_desk, small_city, responding
):
    report = small_city.do(reports.draft_first, "zhoulan", responding)
    desk = at_desk("chenyu")
    desk.until_sees("act_sign")
    desk.click("act_sign")  # it is read here, and signed elsewhere
    desk.until_sees("sign_report")
    desk.dialog().reject()
    with small_city.db.write() as session:
        people.grant_role(session, PROGRAM, small_city.luomin.person_id, Role.COMMANDER)
    small_city.confirm_roles()
    small_city.do(reports.sign, "luomin", report)
    desk.until_sees("signed_at")
    assert re.fullmatch(r"罗敏 已签发 \d\d:\d\d", desk.widget("signed_at").text())
    assert not desk.sees("act_recall")


def test_a_card_that_was_pressed_and_refused_says_nothing_is_signed(
    at_desk, small_city, responding, monkeypatch
):
    small_city.do(reports.draft_first, "zhoulan", responding)
    desk = at_desk("chenyu")

    def refuse(*_arguments, **_named):
        raise RuleBroken("不能签发。")

    desk.until_sees("act_sign")
    desk.click("act_sign")
    desk.until_sees("sign_report")
    monkeypatch.setattr(reports, "sign", refuse)
    monkeypatch.setattr("commandcenter.ui.reports.report_sign_form.reports.sign", refuse)
    desk.click("primary")
    desk.until(lambda: any("不能签发" in words for words in said_in(desk)))
    desk.dialog().reject()
    desk.settle()
    assert not desk.sees("signed_at")
    desk.until_sees("act_sign")


def said_in(desk):
    return [label.text() for label in desk.window.findChildren(QLabel)]


def test_an_oral_decision_is_signed_from_its_card(at_desk, small_city, responding):
    call = oral.Call(
        Matter.OTHER, "请示调车", "同意", small_city.db.clock(), small_city.chenyu.person_id, "李蔚"
    )
    small_city.do(oral.register, "zhoulan", responding, call)
    desk = at_desk("chenyu")
    desk.until_sees("act_sign")
    desk.click("act_sign")
    desk.until_sees("sign_oral")
    desk.type("signature", "陈屿")
    desk.click("primary")
    desk.until_gone("sign_oral")
    desk.until_sees("signed_at")
    assert desk.widget("signed_at").text().startswith("已补签")
    desk.click("act_recall")
    desk.until_gone("signed_at")
    desk.until_sees("act_sign")


@pytest.fixture
def lead_on_shift(small_city):
    """杜川 has the shift as 带班领导; 罗敏, a deputy, comes after them."""
    with small_city.db.write() as session:
        new = people.NewPerson("duchuan", "杜川", phone="0990-1234503")
        person = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, person, Role.LEAD_DUTY)
        at = small_city.db.clock()
        hours = timedelta(hours=8)
        people.put_on_duty(session, PROGRAM, person, Role.LEAD_DUTY, at - hours, at + hours)
    small_city.confirm_roles()


def calls_of(city):
    rows = select(CallUpRow).order_by(CallUpRow.id)
    found = city.ask(lambda session: list(session.scalars(rows)))
    return [(row.person, row.answered, row.by, row.person_id is not None) for row in found]


def test_a_call_that_nobody_took_is_kept_in_one_press_and_the_next_is_named(
    at_desk, small_city, lead_on_shift
):
    small_city.register()
    desk = at_desk("liwei", size=(1366, 768))
    desk.until(lambda: desk.widget("first_title").text() == "叫应带班领导")
    assert desk.widget("first_number").text() == "0990-1234503"
    assert not desk.sees("first_tried")
    desk.click("first_missed")
    desk.until(lambda: len(calls_of(small_city)) == 1)
    desk.until_sees("first_tried")
    said = desk.widget("first_tried").text()
    assert re.fullmatch(r"杜川 \d\d:\d\d 未接；再不通请拨 罗敏 0990-1234567", said)
    desk.click("first_missed")
    desk.until(lambda: desk.widget("first_number").text() == "0990-1234567")
    assert calls_of(small_city) == [("杜川", False, "李蔚", True)] * 2
    assert desk.widget("first_title").text() == "叫应带班领导"  # still to be done
    line = desk.window.pages.incident.overview.duty.rung

    def reached():
        return [each for each in line.findChildren(Button, "reached") if each.isVisible()]

    desk.until(lambda: bool(reached()))
    reached()[0].click()
    desk.until(lambda: desk.widget("first_title").text() != "叫应带班领导")
    assert calls_of(small_city)[-1] == ("杜川", True, "李蔚", True)


def test_a_telephone_report_that_nobody_took_stays_first_and_is_tried_again(
    at_desk, small_city, lead_on_shift
):
    incident = small_city.register()
    rung = small_city.obligation(incident, "ring_lead")
    small_city.do(obligations.not_applicable, "chenyu", rung, "带班领导就在值班室")
    desk = at_desk("liwei")
    desk.until(lambda: desk.widget("first_title").text() == "电话报告市委市政府总值班室")
    desk.click("first_missed")
    desk.until_sees("first_tried")
    assert desk.widget("first_tried").text().endswith("未接，请再拨")
    assert desk.widget("first_title").text() == "电话报告市委市政府总值班室"
    assert calls_of(small_city) == [("市委市政府总值班室", False, "李蔚", False)]


def test_what_is_read_aloud_follows_the_facts_and_none_of_it_is_cut(
    at_desk, small_city, lead_on_shift
):
    small_city.register(summary="三店闭店")
    desk = at_desk("liwei", size=(1366, 768))
    aloud = desk.widget("aloud")

    def said():
        return [label.text() for label in aloud.findChildren(QLabel) if label.isVisible()]

    desk.until(lambda: "三店闭店" in said())
    desk.click("first_amend")
    desk.until_sees("amend_form")
    desk.until(lambda: "三店闭店" in desk.widget("summary").toPlainText())
    desk.fill("summary", "三店闭店，门口聚集约60人")
    desk.click("primary")
    desk.until_gone("amend_form")
    desk.until(lambda: "三店闭店，门口聚集约60人" in said())
    labels = [each for each in aloud.findChildren(ElidedLabel) if each.isVisible()]
    assert [each.text() for each in labels if each.is_cut()] == []
    rows = sorted((each.geometry().top(), each.geometry().bottom()) for each in labels)
    assert all(one[1] < next_one[0] for one, next_one in pairwise(rows))


def test_what_is_done_from_a_card_is_done_in_its_own_incident(at_desk, small_city):
    """Of two that wait to be verified the one that is not shown: the desk turns to it first."""
    titles = ("甲店闭店", "乙店闭店")
    both = [small_city.register(title=t, public_title=t, brand="", verified=False) for t in titles]
    desk = at_desk("liwei")
    desk.until(lambda: desk.window.acts.incident_id in both)
    shown = desk.window.acts.incident_id
    [other] = set(both) - {shown}
    desk.window.acts.steps.go(small_city.obligation(other, "verify"))
    desk.until_sees("confirm")
    assert desk.window.acts.incident_id == other
    said = [label.text() for label in desk.dialog().findChildren(QLabel)]
    assert any(titles[both.index(other)] in words for words in said)
    desk.click("primary")

    def verified(incident):
        return small_city.ask(lambda s: s.get_one(IncidentRow, incident).verified_at) is not None

    desk.until(lambda: verified(other))
    assert not verified(shown)


def test_what_waits_for_an_incident_is_let_go_when_a_third_is_chosen(at_desk, small_city):
    three = [
        small_city.register(title=f"{n}店闭店", public_title=f"{n}店闭店", brand="", verified=False)
        for n in "甲乙丙"
    ]
    desk = at_desk("liwei")
    desk.until(lambda: desk.window.acts.incident_id in three)
    steps, shown = desk.window.acts.steps, desk.window.acts.incident_id
    other, third = (number for number in three if number != shown)
    view = small_city.ask(work_view, small_city.obligation(other, "verify"), small_city.db.clock())
    steps._waiting = view, shown
    desk.window.show_incident(third)
    desk.until(lambda: desk.window.acts.incident_id == third)
    desk.window.show_incident(other)
    desk.until(lambda: desk.window.acts.incident_id == other)
    desk.settle()
    assert not desk.sees("confirm")
