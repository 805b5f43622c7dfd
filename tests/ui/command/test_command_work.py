"""指挥 by hand in the window: orders, 批示, departments and hand-overs, each by its people."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from commandcenter.domain.org import Group
from commandcenter.queries.command.handovers import incident_handovers
from commandcenter.queries.command.liaison import liaison_board
from commandcenter.queries.command.orders import directive_board, instruction_board
from commandcenter.services.command import directives, handover, instructions, liaison
from tests.ui.desk.own_window import OwnWindow

HOUR = timedelta(hours=1)
MARKUP = "<b>到场</b>" + "很长" * 300


@pytest.fixture
def incident(small_city):
    return small_city.register()


@pytest.fixture
def sit(at_desk):
    """A desk whose names are looked for in its own window: several people sit at once."""
    return lambda login: OwnWindow(at_desk(login))


def view(desk, tab):
    page = desk.window.pages.incident
    page.show_view("command")
    page.view("command").show_tab(tab)
    desk.settle()
    return page.view("command")


def orders(city, incident, login="chenyu"):
    return city.ask(instruction_board, getattr(city, login), incident, city.db.clock()).lines


def cells(desk, row=0):
    table = desk.widget("ledger_table")
    assert isinstance(table, QTableView)
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_an_order_goes_from_the_commander_to_two_and_back(sit, small_city, incident):
    desk = sit("chenyu")
    view(desk, "instructions")
    desk.click("want_give")
    desk.until_sees("give_instruction")
    desk.until(lambda: desk.widget("person").count() > 0)
    desk.fill("words", "各店驻点，11 时前回报人数")
    desk.click("chip_onsite")
    desk.widget("person").setEditText("周岚")
    desk.click("primary")
    desk.until_gone("give_instruction")
    desk.until(lambda: cells(desk)[0] == "待签收")
    assert {(x.to_group, x.to) for x in orders(small_city, incident)} == {
        (Group.ONSITE, ""), (None, "周岚"),
    }  # fmt: skip

    leader = sit("maxiao")
    view(leader, "instructions")
    number = next(x.id for x in orders(small_city, incident) if x.to_group)
    leader.window.pages.incident.view("command").go("instructions", number)
    leader.click("act_receive")
    leader.until(lambda: "办理中" in cells(leader)[0] + cells(leader, 1)[0])
    leader.click("act_report")
    leader.until(lambda: "驻点" in leader.widget("asked").text())
    leader.fill("words", "三店已到，东店 60 人")
    leader.click("primary")
    leader.until_gone("report_back")
    desk.until(lambda: cells(desk, 1)[0] == "已回报")


def test_a_name_that_nobody_has_is_told_and_loses_no_word(sit, small_city, incident):
    desk = sit("chenyu")
    view(desk, "instructions")
    desk.click("want_give")
    desk.until(lambda: desk.widget("person").count() > 0)
    desk.fill("words", "到场")
    desk.widget("person").setEditText("查无此人")
    desk.click("primary")
    desk.until(lambda: "没有叫“查无此人”的人" in desk.dialog().refusal)
    assert desk.widget("words").toPlainText() == "到场"
    assert orders(small_city, incident) == ()
    desk.dialog().reject()


def test_an_order_that_is_refused_keeps_its_words(sit, small_city, incident):
    desk = sit("chenyu")
    view(desk, "instructions")
    desk.click("want_give")
    desk.until(lambda: desk.widget("person").count() > 0)
    desk.fill("words", "办" * 1001)
    desk.click("chip_onsite")
    desk.click("primary")
    desk.until(lambda: "超过 1000 字" in desk.dialog().refusal)
    assert len(desk.widget("words").toPlainText()) == 1001
    desk.dialog().reject()


def test_a_late_order_is_chased_from_its_line(sit, small_city, incident):
    small_city.do(instructions.give, "chenyu", incident, "回报人数", Group.ONSITE)
    desk = sit("liwei")
    view(desk, "instructions")
    desk.click("act_remind")
    desk.until_sees("words_form")
    desk.fill("words", "请先口头回报")
    desk.click("primary")
    desk.until_gone("words_form")
    desk.until(lambda: cells(desk)[-1] == "1")
    assert not desk.sees("want_give")


def test_what_waits_opens_its_tab_and_its_line(sit, small_city, incident):
    for words in ("第一件", "第二件", "第三件"):
        small_city.do(instructions.give, "chenyu", incident, words, Group.ONSITE)
    desk = sit("maxiao")
    desk.until_sees("todo_instruction_2")
    card = desk.widget("todo_instruction_2")
    go = next(b for b in card.findChildren(QPushButton) if b.text() == "看指令")
    desk.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    shown = desk.window.pages.incident.view("command")
    desk.until(lambda: shown.isVisible() and shown.tab == "instructions")
    panel = next(p for p in shown.panels() if p.objectName() == "instruction_panel")
    desk.until(lambda: panel.ledger.chosen_id == 2)


def test_a_direction_is_registered_and_goes_upward_again(sit, small_city, incident):
    desk = sit("zhoulan")
    view(desk, "directives")
    desk.click("want_register")
    desk.until_sees("register_directive")
    desk.fill("from_person", "王某某")
    desk.fill("from_post", "副市长")
    desk.fill("document", "值班快报第 3 期")
    desk.fill("words", MARKUP)
    desk.click("chip_coordination")
    desk.click("primary")
    desk.until_gone("register_directive")
    desk.until(lambda: cells(desk)[0] == "待签收")
    desk.click("act_receive")
    desk.until(lambda: cells(desk)[0] == "办理中")
    desk.click("act_report")
    desk.until_sees("words_form")
    desk.fill("words", "已控制搬离")
    desk.click("primary")
    desk.until(lambda: cells(desk)[0] == "待回告")
    desk.click("act_tell")
    desk.until_sees("tell_back")
    desk.fill("way", "书面报告")
    desk.click("primary")
    desk.until(lambda: cells(desk)[0] == "已回告")
    [line] = small_city.ask(
        directive_board, small_city.zhoulan, incident, small_city.db.clock()
    ).lines
    assert (line.words, line.told_way) == (MARKUP, "书面报告")


def test_a_direction_without_a_carrier_is_not_sent(sit, small_city, incident):
    desk = sit("zhoulan")
    view(desk, "directives")
    desk.click("want_register")
    desk.until_sees("register_directive")
    for name, words in (("from_person", "王某某"), ("document", "快报"), ("words", "稳妥处置")):
        desk.fill(name, words)
    desk.click("primary")
    desk.until(lambda: "请选择一个工作组，或一个承办人" in desk.dialog().refusal)
    desk.dialog().reject()


def test_a_direction_given_to_others_meanwhile_is_told(sit, small_city, incident):
    new = directives.NewDirective(
        "王某某", "", "快报", "稳妥处置", small_city.db.clock(), Group.ONSITE
    )
    number = small_city.do(directives.register, "zhoulan", incident, new)
    desk = sit("zhoulan")
    view(desk, "directives")
    desk.click("act_assign")
    desk.until_sees("assign_directive")
    small_city.do(directives.assign, "liwei", number, Group.LEGAL, None, None)
    desk.click("chip_onsite")
    desk.click("chip_opinion")
    desk.click("primary")
    desk.until(lambda: "刚刚被他人改过" in desk.dialog().refusal)
    desk.dialog().reject()


def test_departments_that_are_always_told_are_asked_at_once(sit, small_city, incident):
    desk = sit("zhoulan")
    view(desk, "liaison")
    desk.until(lambda: "公安机关" in desk.widget("not_asked").text())
    desk.click("ask_missing")
    desk.until_sees("ask_departments")
    desk.fill("request", "请派员")
    desk.fill("others", "市消防支队、市供电公司")
    desk.click("primary")
    desk.until_gone("ask_departments")
    desk.until_gone("not_asked")
    found = small_city.ask(liaison_board, small_city.zhoulan, incident, small_city.db.clock())
    assert found.missing == ()
    assert {"公安机关", "市消防支队", "市供电公司"} <= {x.department for x in found.lines}


def test_an_answer_ends_the_clock_of_a_department(sit, small_city, incident):
    new = liaison.NewRequest("请派员", "电话", due_at=small_city.db.clock() + HOUR)
    small_city.do(liaison.ask, "zhoulan", incident, ["公安机关"], new)
    desk = sit("zhoulan")
    view(desk, "liaison")
    desk.click("act_promise")
    desk.until_sees("note_promise")
    desk.fill("words", "每店 4 人")
    desk.click("primary")
    desk.until(lambda: cells(desk)[0] == "已答应")
    desk.click("act_answer")
    desk.until_sees("words_form")
    desk.fill("words", "均已到场")
    desk.click("primary")
    desk.until(lambda: cells(desk)[0] == "已答复")
    desk.until_gone("act_answer")


def test_a_consultation_is_recorded(sit, small_city, incident):
    desk = sit("zhoulan")
    view(desk, "consultations")
    desk.click("want_record")
    desk.until_sees("record_consultation")
    for name, words in (
        ("place", "指挥室"),
        ("chair", "陈屿"),
        ("members", "罗敏、周岚\n城东区局 沈立群"),
        ("question", "级别"),
        ("conclusion", "建议Ⅲ级"),
    ):
        desk.fill(name, words)
    desk.click("primary")
    desk.until_gone("record_consultation")
    desk.until(lambda: cells(desk)[-1] == "3")


def test_the_lead_of_a_group_passes_with_two_signatures(sit, small_city, incident):
    small_city.activate(incident)
    desk = sit("maxiao")
    view(desk, "handovers")
    desk.click("want_give")
    desk.until(lambda: "1. 任务未办结" in desk.widget("open_list").toPlainText())
    desk.until(lambda: desk.widget("to_person").count() > 0)
    desk.widget("to_person").setEditText("吴越")
    desk.fill("words", "物证在车上")
    desk.fill("signature", "马骁")
    desk.click("primary")
    desk.until_gone("give_group")
    desk.until(lambda: cells(desk)[0] == "待接收")

    taker = sit("wuyue")
    view(taker, "handovers")
    taker.click("act_receive")
    taker.until(lambda: "任务未办结" in taker.widget("open_list").toPlainText())
    taker.fill("signature", "吴月")
    taker.click("primary")
    taker.until(lambda: "签名应为本人姓名“吴越”" in taker.dialog().refusal)
    taker.fill("signature", "吴越")
    taker.click("primary")
    taker.until_gone("receive_handover")
    desk.until(lambda: cells(desk)[0] == "已交接")
    assert Group.ONSITE in small_city.wuyue.groups()
    [sheet] = small_city.ask(
        incident_handovers, small_city.chenyu, incident, small_city.db.clock()
    ).lines
    assert (sheet.given_by, sheet.received_by) == ("马骁", "吴越")


def test_a_refused_handover_says_why(sit, small_city, incident):
    to = small_city.wuyue.person_id
    small_city.do(handover.give_group, "maxiao", incident, Group.ONSITE, to, "", "马骁")
    desk = sit("wuyue")
    view(desk, "handovers")
    desk.click("act_refuse")
    desk.until_sees("words_form")
    desk.fill("words", "清单不全")
    desk.click("primary")
    desk.until(lambda: cells(desk)[0] == "已退回")


def test_words_from_outside_stay_words(sit, small_city, incident, only_plain_labels):
    small_city.do(instructions.give, "chenyu", incident, "<img src=x>", Group.ONSITE)
    desk = sit("chenyu")
    view(desk, "instructions")
    desk.until(lambda: cells(desk)[1] == "<img src=x>")
    only_plain_labels(desk.window)


def test_what_was_agreed_is_ordered_with_the_record_or_after_it(sit, small_city, incident):
    desk = sit("chenyu")
    view(desk, "consultations")
    desk.click("want_record")
    desk.until_sees("record_consultation")
    for name, words in (
        ("place", "应急指挥室"), ("chair", "陈屿"), ("members", "陈屿、罗敏"),
        ("question", "是否提高级别"), ("conclusion", "暂不提高"),
    ):  # fmt: skip
        desk.fill(name, words)
    desk.until(lambda: desk.widget("agreed_to_0").count() > 1)
    desk.fill("agreed_words_0", "每半小时清点人数")
    desk.click("primary")
    assert "由谁办理" in desk.dialog().refusal
    desk.widget("agreed_to_0").setCurrentText("现场处置组")
    desk.click("primary")
    desk.until_gone("record_consultation")
    assert [line.text for line in orders(small_city, incident)] == ["每半小时清点人数"]
    desk.until(lambda: desk.widget("ledger_table").model().rowCount() == 1)
    desk.widget("ledger_table").selectRow(0)
    desk.until_sees("act_agree")
    desk.click("act_agree")
    desk.until_sees("agree_form")
    desk.until(lambda: desk.widget("agreed_to_0").count() > 1)
    desk.fill("agreed_words_0", "答复媒体")
    desk.widget("agreed_to_0").setCurrentText("吴越")
    desk.click("primary")
    desk.until_gone("agree_form")
    assert len(orders(small_city, incident)) == 2
    labels = desk.window.findChildren
    desk.until(lambda: "吴越：答复媒体" in "".join(x.text() for x in labels(QLabel)))


def test_a_meeting_is_called_moved_and_recorded_with_what_it_says(sit, small_city, incident):
    desk = sit("zhoulan")
    view(desk, "meetings")
    desk.click("want_call")
    desk.until_sees("call_meeting")
    for name, words in (
        ("place", "应急指挥室"), ("chair", "陈屿"), ("matter", "退费办法"),
        ("members", "市商务局 王某\n周岚"), ("bring", "材料一式5份"),
    ):  # fmt: skip
        desk.fill(name, words)
    desk.click("primary")
    desk.until_gone("call_meeting")
    desk.until(lambda: desk.widget("ledger_table").model().rowCount() == 1)
    assert cells(desk)[0] == "待召开"
    desk.widget("ledger_table").selectRow(0)
    desk.until_sees("act_change")
    desk.click("act_change")
    desk.until_sees("call_meeting")
    desk.fill("place", "视频")
    desk.click("primary")
    desk.until_gone("call_meeting")
    desk.until(lambda: cells(desk)[2] == "视频")
    desk.click("act_record")
    desk.until_sees("record_consultation")
    assert desk.widget("members").toPlainText() == "市商务局 王某\n周岚"
    desk.fill("conclusion", "先调解")
    desk.click("primary")
    desk.until_gone("record_consultation")
    desk.until(lambda: cells(desk)[0] == "已召开")
    assert not desk.sees("act_change")
