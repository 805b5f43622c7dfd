"""The duty room by hand: a call by keyboard, the incident it became, a shift, who was rung."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from commandcenter.domain.org import Group, Role
from commandcenter.queries.command.call_ups import call_ups
from commandcenter.queries.command.duty_room import duty_log, duty_now, roster
from commandcenter.queries.command.handovers import duty_handovers
from commandcenter.queries.complaints.complainant import seen_caller
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.services.command import duty, instructions
from commandcenter.services.complaints.unmask import see_caller
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.tables.every import DutyLogRow, InstructionRow, JournalLineRow
from commandcenter.ui.command.call_up_panel import NUMBER
from commandcenter.ui.command.caller_form import CallerData
from commandcenter.ui.frame.seat import Over
from tests.ui.desk.own_window import OwnWindow

HOUR = timedelta(hours=1)
CALL = duty.NewEntry(duty.LogKind.CALL_IN, "城西店也关门了", name="刘先生", follow=True)


@pytest.fixture
def sit(at_desk):
    return lambda login: OwnWindow(at_desk(login))


@pytest.fixture
def songyang(small_city):
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("songyang", "宋扬"))
        people.grant_role(session, PROGRAM, person, Role.DUTY)
    return person


def room(desk, tab="log"):
    desk.window.show_page("duty")
    desk.window.pages.duty.tabs.show_tab(tab)
    desk.settle()
    return desk.window.pages.duty


def log(city):
    return city.ask(duty_log, city.liwei, city.db.clock()).lines


def cells(desk, row=0):
    model = desk.widget("ledger_table").model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def press(desk, key, *modifiers):
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.window, key, held)


def type_words(desk, words):
    """As an input method puts it where the focus is."""
    widget = QApplication.focusWidget()
    put = getattr(widget, "insertPlainText", None) or widget.insert
    put(words)


def test_a_call_becomes_an_incident_by_keyboard_alone(sit, small_city):
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    desk = sit("liwei")
    room(desk)
    desk.until_sees("duty_call")
    press(desk, Qt.Key.Key_F2)
    desk.until(lambda: QApplication.focusWidget() is desk.widget("unit"))
    press(desk, Qt.Key.Key_Tab)
    type_words(desk, "王女士")
    press(desk, Qt.Key.Key_Tab)
    press(desk, Qt.Key.Key_Tab)
    type_words(desk, "13812345678")
    press(desk, Qt.Key.Key_Tab)
    type_words(desk, "门锁了，设备在搬，请回 13812345678")
    press(desk, Qt.Key.Key_Return, control, shift)
    desk.until_gone("call_form")
    desk.until(lambda: desk.sees("register_incident") and desk.sees("chip_990102"))
    assert desk.widget("summary").toPlainText() == "门锁了，设备在搬，请回 138****5678"
    assert desk.widget("way").currentText() == "12315 电话"
    desk.until(lambda: QApplication.focusWidget() is desk.widget("title"))
    type_words(desk, "“11·24”悦力工场健身闭店事件")
    desk.widget("chip_990102").setFocus()
    press(desk, Qt.Key.Key_Space)
    press(desk, Qt.Key.Key_Return, control)
    desk.until_gone("register_incident")
    [incident] = small_city.ask(incident_lines)
    [entry] = log(small_city)
    assert (entry.incident_id, entry.phone) == (incident.id, "138****5678")
    small_city.do(see_caller, "liwei", entry.id)
    assert small_city.ask(seen_caller, small_city.liwei, entry.id).phone == "13812345678"
    desk.until(lambda: "悦力工场" in desk.widget("incident_switch").words)


def test_a_note_is_kept_and_its_time_stands_by_itself(sit, small_city):
    desk = sit("liwei")
    room(desk)
    desk.click("duty_call")
    desk.click("chip_note")
    desk.fill("words", "12315 坐席增至 8 席")
    desk.click("primary")
    desk.until_gone("call_form")
    desk.until(lambda: cells(desk)[1] == "记事")
    [entry] = log(small_city)
    assert small_city.db.clock() - entry.happened_at < timedelta(minutes=1)


def test_a_call_without_a_caller_is_refused_and_keeps_its_words(sit, small_city):
    desk = sit("liwei")
    room(desk)
    desk.click("duty_call")
    desk.fill("words", "门锁了")
    desk.click("primary")
    desk.until(lambda: "未告知" in desk.dialog().refusal)
    assert desk.widget("words").toPlainText() == "门锁了"
    assert log(small_city) == ()
    desk.dialog().reject()


def test_what_was_typed_in_a_call_comes_back(sit, small_city):
    desk = sit("liwei")
    room(desk)
    desk.click("duty_call")
    desk.fill("words", "刚说到一半")
    desk.dialog().reject()
    desk.until_gone("call_form")
    desk.until(lambda: desk.window.seat.tasks.idle)
    desk.click("duty_call")
    desk.until(lambda: desk.widget("words").toPlainText() == "刚说到一半")
    desk.dialog().reject()


def test_an_open_call_is_filtered_and_settled(sit, small_city):
    small_city.do(duty.write_entry, "liwei", CALL)
    small_city.do(duty.write_entry, "liwei", duty.NewEntry(duty.LogKind.NOTE, "交接"))
    desk = sit("liwei")
    tabs = room(desk).tabs
    desk.until(lambda: len(tabs.log.ledger.lines) == 2)
    tabs.log.ledger.filtered.emit("open")
    desk.until(lambda: len(tabs.log.ledger.lines) == 1)
    desk.click("act_settle")
    desk.fill("words", "已转城西区局")
    desk.click("primary")
    desk.until_gone("words_form")
    desk.until(lambda: tabs.log.ledger.lines == ())


def test_who_called_is_shown_after_a_line_of_the_journal_only(sit, small_city):
    new = duty.NewEntry(duty.LogKind.CALL_IN, "门锁了", name="王女士", phone="13812345678")
    small_city.do(duty.write_entry, "liwei", new)
    desk = sit("liwei")
    room(desk)
    desk.until_sees("act_see")
    assert "王女士" not in cells(desk)[2]
    desk.click("act_see")
    desk.until_sees("caller_data")
    assert not desk.sees("personal_phone")
    desk.click("primary")
    desk.until_sees("personal_phone")
    assert desk.widget("personal_name").text() == "王女士"
    assert desk.widget("personal_phone").text() == "13812345678"
    with small_city.db.read() as session:
        looks = select(func.count()).where(JournalLineRow.verb == "seen")
        assert session.scalar(looks.where(JournalLineRow.kind == "duty_log")) == 1
    desk.click("primary")
    desk.until_gone("caller_data")


def test_a_caller_who_is_not_known_is_not_called_a_complainant(sit, small_city):
    new = duty.NewEntry(duty.LogKind.CALL_IN, "门锁了", name="不")
    entry = small_city.do(duty.write_entry, "liwei", new)
    desk = sit("liwei")
    room(desk)
    with small_city.db.write() as session:  # erased meanwhile
        session.get_one(DutyLogRow, entry).name = ""
        journal.record(session, small_city.liwei, "duty_log", entry, "erased")
    CallerData(Over(desk.window.seat, desk.window), entry).begin()
    desk.until_sees("caller_data")
    desk.click("primary")
    desk.until_sees("personal_nothing")
    assert "来电人" in desk.widget("personal_nothing").text()
    desk.click("primary")
    desk.until_gone("caller_data")


def test_a_call_is_put_to_an_incident_that_is_known(sit, small_city):
    incident = small_city.register()
    small_city.do(duty.write_entry, "liwei", CALL)
    desk = sit("liwei")
    room(desk)
    desk.click("act_link")
    desk.until(lambda: desk.widget("incident").count() == 1)
    desk.click("primary")
    desk.until_gone("link_form")
    assert log(small_city)[0].incident_id == incident
    desk.until_sees("act_open_incident")


def test_who_keeps_no_log_reads_it_masked_and_writes_nothing(sit, small_city):
    with_phone = duty.NewEntry(
        duty.LogKind.CALL_IN, "回电 13812345678", name="王女士", phone="13812345678"
    )
    small_city.do(duty.write_entry, "liwei", with_phone)
    desk = sit("hewenjing")
    room(desk)
    desk.until(lambda: cells(desk)[2] == "王**")
    assert "5678" not in cells(desk)[3] or "****" in cells(desk)[3]
    assert not desk.sees("duty_call")
    assert not desk.sees("act_link")
    press(desk, Qt.Key.Key_F2)
    assert not desk.sees("call_form")


def test_a_shift_is_handed_over_with_two_signatures(sit, small_city, songyang):
    small_city.do(duty.write_entry, "liwei", CALL)
    desk = sit("liwei")
    room(desk, "shifts")
    desk.click("want_give")
    desk.until(lambda: "刘先生" in desk.widget("open_list").toPlainText())
    desk.until(lambda: desk.widget("to_person").count() > 0)
    desk.widget("to_person").setEditText("宋扬")
    desk.fill("words", "夜间注意城西店")
    desk.fill("signature", "李蔚")
    desk.click("primary")
    desk.until_gone("give_duty")
    desk.until(lambda: cells(desk)[0] == "待接收")

    taker = sit("songyang")
    taker.window.show_page("incident")
    [waiting] = small_city.ask(duty_handovers, small_city.songyang, small_city.db.clock()).lines
    taker.until_sees(f"todo_handover_{waiting.id}")
    card = taker.widget(f"todo_handover_{waiting.id}")
    card.acted.emit("go")
    taker.until(lambda: taker.window.pages.duty.isVisible())
    taker.click("act_receive")
    taker.until(lambda: "刘先生" in taker.widget("open_list").toPlainText())
    taker.fill("signature", "宋扬")
    taker.click("primary")
    taker.until_gone("receive_handover")
    desk.until(lambda: cells(desk)[0] == "已交接")
    [sheet] = small_city.ask(duty_handovers, small_city.liwei, small_city.db.clock()).lines
    assert (sheet.given_by, sheet.received_by) == ("李蔚", "宋扬")


def give_late(city, words="到场", **registered):
    incident = city.register(**registered)
    number = city.do(instructions.give, "chenyu", incident, words, Group.ONSITE)
    with city.db.write() as session:
        late = city.db.clock() - timedelta(minutes=1)
        session.get_one(InstructionRow, number).deadline_at = late
        journal.record(session, PROGRAM, "instruction", number, "given", incident=incident)


def test_of_several_incidents_each_line_names_its_own(sit, small_city):
    give_late(small_city)
    desk = sit("liwei")
    room(desk, "call_ups")
    desk.until(lambda: cells(desk)[1] == "指令未回报：现场处置组：到场")
    give_late(small_city, "封存", title="食堂中毒事件", public_title="某食堂事件", brand="禾味")
    desk.window.seat.feed.ask_afresh()
    desk.until(lambda: desk.widget("ledger_table").model().rowCount() == 2)
    assert {cells(desk, row)[1] for row in range(2)} == {
        "指令未回报：现场处置组：到场 · “11·24”悦力工场健身闭店事件",
        "指令未回报：现场处置组：封存 · 食堂中毒事件",
    }


@pytest.mark.parametrize(("login", "numbers"), [("liwei", True), ("chenyu", False)])
def test_who_rings_nobody_has_no_column_of_numbers(sit, small_city, login, numbers):
    give_late(small_city)
    desk = sit(login)
    room(desk, "call_ups")
    desk.window.seat.feed.ask_afresh()
    table = desk.widget("ledger_table")
    desk.until(lambda: table.model().rowCount() == 1)
    desk.until(lambda: table.isColumnHidden(NUMBER) is not numbers)


def test_who_is_late_is_rung_and_the_answer_kept(sit, small_city):
    give_late(small_city)
    desk = sit("liwei")
    room(desk, "call_ups")
    desk.window.seat.feed.ask_afresh()
    desk.click("act_call_up")
    desk.until(lambda: desk.widget("number").text() == "0990-1234567")
    assert "马骁" in desk.widget("person").currentText()
    desk.click("chip_answered")
    desk.click("primary")
    desk.until(lambda: "对方的答复" in desk.dialog().refusal)
    desk.fill("answer", "在路上")
    desk.click("primary")
    desk.until_gone("call_up_form")
    found = small_city.ask(call_ups, small_city.liwei, small_city.db.clock())
    assert [(x.person, x.answered, x.answer) for x in found.lines] == [("马骁", True, "在路上")]
    desk.until(lambda: "已接通" in cells(desk)[-1])


def test_a_hole_in_the_roster_is_shown_and_filled(sit, small_city, songyang):
    at = small_city.db.clock()
    turn = people.Turn(Role.DUTY, small_city.liwei.person_id, at - HOUR, at + HOUR)
    small_city.do(people.put_on_roster, "liwei", [turn])
    desk = sit("liwei")
    page = room(desk, "roster")
    desk.until(lambda: any(x.id < 0 for x in page.tabs.panels()[-1].ledger.lines))
    hole = next(
        x for x in page.tabs.panels()[-1].ledger.lines if x.id < 0 and "值班员" in x.cells[0].words
    )
    page.tabs.panels()[-1].ledger.choose(hole.id)
    desk.click("act_fill")
    desk.until_sees("add_turns")
    desk.until(lambda: desk.widget("person").count() == 2)
    desk.dialog().person.choose(songyang)
    desk.dialog().person.picked.emit(songyang)
    desk.until(lambda: "宋扬" in desk.widget("preview").text())
    desk.click("primary")
    desk.until_gone("add_turns")
    lines = small_city.ask(roster, small_city.liwei, small_city.db.clock()).lines
    assert "宋扬" in {x.name for x in lines}
    later = small_city.ask(duty_now, small_city.liwei, at + 2 * HOUR).posts[1]
    assert later.name == "宋扬"


def test_what_is_counted_by_hand_stands_on_the_page(sit, small_city):
    small_city.register()
    desk = sit("liwei")
    room(desk)
    desk.click("duty_count")
    desk.click("chip_calls")
    desk.widget("count").setValue(326)
    desk.click("primary")
    desk.until(lambda: desk.sees("tally_calls") and desk.widget("tally_calls").text() == "326")
