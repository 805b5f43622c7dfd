"""The record of an incident in use: the sheet, the timeline, the past, what one missed."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from commandcenter.domain.command.duties import DutyState
from commandcenter.domain.org import Group
from commandcenter.offices.exports import as_file, table
from commandcenter.queries.command.duties import duty_sheet
from commandcenter.queries.seat.todo import TodoKind
from commandcenter.queries.seat.verdict import Verdict
from commandcenter.services.aftermath import closing
from commandcenter.services.command import instructions, running_log
from commandcenter.services.seat import verification
from commandcenter.services.seat.seen import note_seen
from commandcenter.services.seat.verification import Found
from commandcenter.store.database import Database, Lost
from commandcenter.store.seat.seen import seen
from commandcenter.store.tables.every import LogEntryRow
from commandcenter.ui.aftermath import chronicle_panel
from commandcenter.ui.desk.record_places import PLACES
from commandcenter.ui.desk.views import entries
from commandcenter.ui.frame import behind
from commandcenter.ui.frame.behind import all_asked
from commandcenter.ui.seat.todo_card import TodoCard
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.labels import PlainLabel
from tests.patience import PATIENCE_S


class MovedClock:
    """The time of now, moved by hand."""

    def __init__(self, clock):
        self._clock, self.by = clock, timedelta()

    def __call__(self):
        return self._clock() + self.by


@pytest.fixture
def moved(small_city):
    """A bureau whose clock can be moved on."""
    clock = MovedClock(small_city.db.clock)
    small_city.db = Database(small_city.db.engine, clock)
    return clock


@pytest.fixture
def incident(small_city):
    number = small_city.register()
    small_city.activate(number)
    return number


def open_view(desk, key):
    desk.window.show_page("incident")
    desk.window.pages.incident.show_view(key)
    desk.settle()
    return desk.window.pages.incident.view(key)


def choose(desk, ledger, words):
    """Click on the line whose cells say so."""
    line = next(
        line
        for line in ledger.lines
        if any(words in (cell if isinstance(cell, str) else cell.words) for cell in line.cells)
    )
    row = ledger.model.row_of(line.id)
    place = ledger.table.visualRect(ledger.model.index(row, 1)).center()
    ledger.table.scrollTo(ledger.model.index(row, 1))
    place = ledger.table.visualRect(ledger.model.index(row, 1)).center()
    desk.qtbot.mouseClick(ledger.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return line


def cells(ledger):
    return [
        [cell if isinstance(cell, str) else cell.words for cell in line.cells]
        for line in ledger.lines
    ]


def test_an_empty_duty_is_stated_away_by_name(at_desk, small_city, incident):
    desk = at_desk("luomin")
    ledger = open_view(desk, "duties").panel.ledger
    choose(desk, ledger, "组织人员到位")
    desk.until_sees("act_state")
    desk.click("act_state")
    desk.until_sees("words_form")
    desk.fill("words", "<b>未涉及</b>其他部门")
    desk.qtbot.mouseClick(desk.dialog().primary, Qt.MouseButton.LeftButton)
    desk.until_gone("words_form")
    desk.until(lambda: ledger.line(ledger.chosen_id) and "不适用" in str(cells(ledger)))
    line = duty(small_city, incident, "gather")
    assert line.state is DutyState.NOT_APPLICABLE
    assert line.words.startswith("<b>未涉及</b>其他部门（罗敏，")
    desk.until(lambda: desk.sees("act_withdraw"))
    desk.click("act_withdraw")
    desk.until(lambda: duty(small_city, incident, "gather").state is DutyState.EMPTY)


def duty(city, incident, code):
    lines = city.ask(duty_sheet, incident, city.db.clock()).lines
    return next(line for line in lines if line.code == code)


def test_a_duty_opens_its_clause_and_leads_to_its_record(at_desk, small_city, incident):
    small_city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    desk = at_desk("chenyu")
    panel = open_view(desk, "duties").panel
    choose(desk, panel.ledger, "指令下达")
    desk.until_sees("act_clause")
    desk.click("act_clause")
    desk.until_sees("sheet")
    assert "2.1(1)" in desk.window.sheet.title
    desk.window.sheet.put_away()
    proofs = panel.proofs
    desk.until(lambda: len(proofs.lines) == 1)
    proofs.opened.emit(proofs.lines[0].id)
    desk.until(lambda: desk.window.pages.incident.views.key == "command")
    view = desk.window.pages.incident.view("command")
    assert view.tab == "instructions"


def test_only_the_empty_duties_are_shown_when_asked_for(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    panel = open_view(desk, "duties").panel
    whole = len(panel.ledger.lines)
    panel.ledger.filtered.emit("empty")
    assert 0 < len(panel.ledger.lines) < whole
    assert {row[2] for row in cells(panel.ledger)} == {"未见记录"}


def test_who_may_not_draw_up_the_sheet_is_not_shown_it(at_desk, small_city, incident):
    desk = at_desk("wuyue")
    views = desk.window.pages.incident.views
    words = [button.text() for button in views.findChildren(Button) if button.isVisible()]
    words += [entry.text() for entry in views.menu.actions() if entry.isVisible()]
    assert {"现在", "调查"} < set(words)
    assert "履职对照" not in words
    assert "大事记" not in words


def test_the_sheet_is_taken_out_as_the_command_line_writes_it(
    at_desk, small_city, incident, tmp_path
):
    duty = {"incident_id": incident, "duty": "gather", "reason": "=1+1 未涉及其他部门"}
    small_city.do(closing.state_not_applicable, "chenyu", **duty)
    desk = at_desk("chenyu")
    panel = open_view(desk, "duties").panel
    panel.ledger.filtered.emit("empty")
    desk.click("want_export")
    desk.until_sees("save_as")
    asked = desk.widget("save_as")
    asked.selectFile(str(tmp_path / "sheet.csv"))
    asked.accept()
    desk.until_sees("notice")
    written = (tmp_path / "sheet.csv").read_bytes()
    with small_city.db.read() as session:
        wanted = as_file(table(session, "clauses", incident), ".csv")
    assert written.decode("utf-8-sig").startswith('"数据截至：')
    assert written.splitlines()[1:] == wanted.splitlines()[1:]
    assert "\"'=1+1 未涉及其他部门".encode() in written


def test_who_may_not_draw_up_the_sheet_gets_no_file(at_desk, small_city, incident, tmp_path):
    desk = at_desk("wuyue")
    panel = desk.window.pages.incident.view("duties").panel
    panel.incident_id = incident
    panel.export_to(tmp_path / "sheet.csv")
    desk.until_sees("notice")
    assert "出具履职对照由总指挥" in words_of(desk.widget("notice"))
    assert not (tmp_path / "sheet.csv").exists()


def test_a_folder_that_takes_no_file_is_told(at_desk, small_city, incident, tmp_path):
    desk = at_desk("chenyu")
    panel = open_view(desk, "duties").panel
    panel.export_to(tmp_path / "nowhere" / "sheet.csv")
    desk.until_sees("notice")
    assert "无法写入" in words_of(desk.widget("notice"))


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(PlainLabel))


def test_the_timeline_is_filtered_by_words_and_opens_the_record(at_desk, small_city, incident):
    small_city.do(running_log.write_line, "maxiao", incident, "<i>公安</i>到场")
    small_city.do(running_log.write_line, "hewenjing", incident, "合同已调取")
    desk = at_desk("chenyu")
    panel = open_view(desk, "timeline").chronicle
    assert cells(panel.ledger)[0][1] == "启动响应"
    part = desk.widget("chronicle_part")
    part.setCurrentIndex(part.findData("all"))
    part.activated.emit(part.currentIndex())
    desk.until(lambda: len(panel.ledger.lines) > 5)
    desk.type("chronicle_text", "公安")
    desk.until(lambda: [row[2] for row in cells(panel.ledger)] == ["现场处置组：<i>公安</i>到场"])
    desk.widget("chronicle_text").clear()
    desk.until(lambda: len(panel.ledger.lines) > 5)
    panel.show_clause("4.1(2)")
    desk.until(lambda: {row[4] for row in cells(panel.ledger)} == {"4.1(2)"})


def test_the_past_shows_what_was_known_and_refuses_to_act(at_desk, small_city, moved, incident):
    small_city.do(running_log.write_line, "maxiao", incident, "先到的一条")
    moved.by = timedelta(minutes=30)
    then = small_city.db.clock() - timedelta(minutes=10)
    small_city.do(running_log.write_line, "maxiao", incident, "后来的一条")
    moved.by = timedelta(minutes=50)
    desk = at_desk("chenyu")
    desk.window.show_panels()
    desk.settle()
    assert logged(desk) == ["后来的一条", "先到的一条"]
    desk.window.ways.seat_act("replay")
    desk.until_sees("replay_slider")
    desk.until(lambda: desk.window.replayer.active)
    desk.window.replayer.go(then)
    desk.until(lambda: logged(desk) == ["先到的一条"])
    assert "现在的情况不在此页" in desk.widget("replay_words").text()
    assert desk.window.seat.clock() == desk.window.replay_bar.moment
    desk.until(lambda: not desk.widget("move_register").isEnabled())
    assert not desk.widget("log_input").isEnabled()
    desk.window.acts.register()
    desk.until_sees("notice")
    assert not desk.sees("register_incident")
    desk.window.notices.dismiss()
    desk.window.seat.tasks.write(
        desk.window,
        lambda session: running_log.write_line(session, small_city.chenyu, incident, "不行"),
    )
    desk.until_sees("notice")
    with small_city.db.read() as session:
        assert len(session.scalars(select(LogEntryRow)).all()) == 2
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)  # puts the notice away
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    desk.until_gone("replay_bar")
    desk.until(lambda: logged(desk) == ["后来的一条", "先到的一条"])
    desk.until(lambda: desk.widget("move_register").isEnabled())
    assert desk.widget("log_input").isEnabled()


def logged(desk):
    panel = desk.window.pages.incident.side.log
    return [line.text for line in panel.view.model.lines]


def test_the_past_goes_by_minutes_and_events(at_desk, small_city, moved, incident):
    moved.by = timedelta(minutes=20)
    small_city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    moved.by = timedelta(minutes=40)
    desk = at_desk("chenyu")
    desk.window.ways.seat_act("replay")
    desk.until(lambda: desk.window.replayer.active and desk.window.replayer.settled)
    last = desk.window.replay_bar.moment
    desk.click("replay_minute_before")
    desk.until(lambda: desk.window.seat.clock() == last - timedelta(minutes=1))
    desk.click("replay_mark_before")
    desk.until(lambda: "下达指令" in desk.widget("replay_near").text())
    desk.until(lambda: desk.window.seat.clock() < last - timedelta(minutes=15))
    desk.window.show_page("complaints")  # what is not of the incident has no past here
    assert desk.window.rail.key == "incident"
    desk.click("replay_leave")
    desk.until_gone("replay_bar")
    desk.until(lambda: desk.window.seat.past is None)


def test_who_comes_back_is_offered_what_he_missed(at_desk, small_city, moved, incident, tmp_path):
    with small_city.db.transaction() as session:
        note_seen(session, small_city.chenyu)
    moved.by = timedelta(minutes=31)
    small_city.do(running_log.write_line, "maxiao", incident, "<b>您不在时</b>写的")
    desk = at_desk("chenyu")
    desk.until_sees("since_link")
    assert "1 项" in desk.widget("since_link").text()
    desk.click("since_link")
    desk.until_sees("since_left")
    texts = [label.text() for label in desk.window.sheet.content.findChildren(PlainLabel)]
    assert any("现场处置组：<b>您不在时</b>写的" in text for text in texts)
    desk.click("since_read")
    desk.until_gone("since_link")
    desk.until(lambda: not desk.sees("since_left"))
    number = small_city.ask(seen, small_city.chenyu.person_id).number
    assert number > 0


def test_nothing_is_offered_to_who_was_away_for_a_moment(at_desk, small_city, moved, incident):
    with small_city.db.transaction() as session:
        note_seen(session, small_city.chenyu)
    moved.by = timedelta(minutes=20)
    small_city.do(running_log.write_line, "maxiao", incident, "刚写的")
    desk = at_desk("chenyu")
    desk.until(lambda: desk.window.seat.tasks.idle and all_asked(desk.window))
    desk.until(lambda: desk.window.seat.tasks.idle)
    assert not desk.sees("since_link")


def test_what_was_missed_is_of_the_present_though_the_past_is_shown(
    at_desk, small_city, moved, incident, monkeypatch
):
    monkeypatch.setattr(behind, "EVERY_MS", 600_000)  # so that the past is there first
    with small_city.db.transaction() as session:
        note_seen(session, small_city.chenyu)
    moved.by = timedelta(minutes=31)
    small_city.do(running_log.write_line, "maxiao", incident, "您不在时写的")
    desk = at_desk("chenyu")
    desk.window.ways.seat_act("replay")
    desk.until(lambda: desk.window.replayer.active and desk.window.replayer.settled)
    desk.window.replayer.go(small_city.db.clock() - timedelta(minutes=10))
    desk.until(lambda: desk.window.replayer.settled and desk.window.seat.tasks.idle)
    desk.window.since.offer()
    desk.until_sees("since_link")
    assert desk.window.seat.past is not None
    assert "1 项" in desk.widget("since_link").text()


def test_leaving_the_desk_notes_what_was_seen(at_desk, small_city, incident):
    desk = at_desk("chenyu")
    assert small_city.ask(seen, small_city.chenyu.person_id) is None
    desk.window.close()
    desk.until(lambda: small_city.ask(seen, small_city.chenyu.person_id) is not None)


def test_every_record_has_a_place_that_is_there(at_desk, small_city, incident):
    assert {view for view, _ in PLACES.values()} <= {entry.key for entry in entries()}
    page = at_desk("chenyu").window.pages.incident
    for view, tab in set(PLACES.values()):
        page.show_view(view)
        page.view(view).go(tab, 0)
        assert page.stack.currentWidget() is page.view(view)


def test_everything_is_checked_with_progress_and_may_be_stopped(at_desk, incident, monkeypatch):
    desk = at_desk("chenyu", size=(1366, 768))
    panel = open_view(desk, "timeline").chronicle
    assert "还没有核对过" in panel.note(panel.board)
    going, asked = threading.Event(), chronicle_panel.check_all

    def slowly(db, actor, tell):
        tell(1, 4)
        going.wait(PATIENCE_S)
        tell(2, 4)  # raises when it was stopped
        return asked(db, actor, tell)

    monkeypatch.setattr(chronicle_panel, "check_all", slowly)
    desk.click("chronicle_verify")
    desk.until(lambda: panel.verify.text() == "取消 25%")
    desk.click("chronicle_verify")
    assert not panel.verify.isEnabled()
    going.set()
    desk.until(lambda: panel.verify.text() == "校验日志")
    assert panel.verify.isEnabled()
    desk.click("chronicle_verify")
    desk.until(lambda: panel.verify.text() == "校验日志" and panel.board.checked is not None)
    assert panel.board.checked.whole
    assert "完好" in panel.note(panel.board)


def test_a_check_that_the_database_cut_off_says_so(at_desk, incident, monkeypatch):
    def cut_off(db, actor, tell):
        raise Lost("cut off")

    monkeypatch.setattr(chronicle_panel, "check_all", cut_off)
    desk = at_desk("chenyu")
    panel = open_view(desk, "timeline").chronicle
    desk.click("chronicle_verify")
    desk.until_sees("notice")
    assert "核对没有完成" in words_of(desk.widget("notice"))
    assert panel.board.checked is None


FAULTS = ("动态 1 的内容：日志为“到场”，表中为“未到场”。", "投诉 4：日志中有，表中没有。")


@pytest.fixture
def faulty(monkeypatch):
    """A check that finds two things, and leaves them as the real one does."""

    def check(db, actor, tell):
        with db.write() as session:
            found = Found("", db.clock(), 7, 3, False, "\n".join(FAULTS))
            verification.note(session, actor, found)
        return Verdict(False, "\n".join(FAULTS), FAULTS)

    monkeypatch.setattr(chronicle_panel, "check_all", check)


def test_all_that_a_check_found_is_listed(at_desk, incident, faulty):
    desk = at_desk("chenyu", size=(1366, 768))
    open_view(desk, "timeline")
    desk.click("chronicle_verify")
    desk.until_sees("notice")
    told = words_of(desk.widget("notice"))
    assert "发现 2 处不符" in told
    assert FAULTS[0] in told
    desk.click_in("notice", "act")
    desk.until_sees("faults")
    assert [desk.widget(f"fault_{n}").text() for n in range(2)] == list(FAULTS)
    desk.click("faults_copy")
    assert QApplication.clipboard().text().splitlines()[1:] == list(FAULTS)


def test_the_card_of_a_check_leads_to_what_it_found(at_desk, small_city, incident):
    with small_city.db.write() as session:
        found = Found("", small_city.db.clock(), 7, 3, False, "\n".join(FAULTS))
        verification.note(session, small_city.chenyu, found)
    desk = at_desk("chenyu")
    page = desk.window.pages.currentWidget()
    item = next(i for i in waiting(desk) if i.kind is TodoKind.FAULT)
    desk.widget(f"todo_fault_{item.subject_id}").acted.emit("go")
    desk.until_sees("faults")
    assert FAULTS[1] in desk.widget("fault_1").text()
    assert desk.window.pages.currentWidget() is page


def waiting(desk):
    return [card.item for card in desk.window.findChildren(TodoCard) if card.isVisible()]
