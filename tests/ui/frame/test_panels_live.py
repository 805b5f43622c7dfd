"""The panels at a real database: what one seat does is seen in the panels of another."""

from datetime import timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.times import from_local, local
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.services.command import obligations, running_log
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.ui.command.checklist_board import StepBoard
from commandcenter.ui.command.checklist_list import StepList
from commandcenter.ui.command.checklist_panel import ChecklistPanel, may_do
from commandcenter.ui.command.checklist_view import StepAction, StepActs
from commandcenter.ui.command.command_cards import GroupCard
from commandcenter.ui.command.command_panel import CommandPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.reports.pending_panel import PendingPanel
from commandcenter.ui.seat.todo_panel import TodoPanel
from commandcenter.ui.watch.timeline_panel import BIN_MINUTES, TimelinePanel, span_until
from commandcenter.ui.widgets.figure import Figure

pytestmark = pytest.mark.lot(2)  # most of it on either database


@pytest.fixture
def incident(city):
    city.take_in(city.complaint("a1"), city.complaint("a2", 30), city.complaint("a3", 90))
    incident = city.register()
    city.activate(incident)
    return incident


@pytest.fixture
def sit(themed, city):
    """Sit somebody down at the database."""
    seats = []

    def sit(login):
        seats.append(open_seat(getattr(city, login), city.db))
        return seats[-1]

    yield sit
    for seat in seats:
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)


@pytest.fixture
def open_panel(qtbot, sit, desk):
    """Open a panel at somebody's seat and wait for its first answer."""

    def open_panel(kind, login="chenyu", **how):
        panel = kind(sit(login), **how)
        qtbot.addWidget(panel)
        panel.resize(900, 420)
        panel.show()
        qtbot.waitUntil(lambda: panel.as_of is not None)
        qtbot.waitUntil(lambda: panel.seat.feed.up)
        return panel

    return open_panel


def rows(panel):
    return panel.findChild(StepList, "steps")


def step_of(city, incident, group):
    lines = city.ask(checklist, incident, city.db.clock()).steps
    return next(
        s for s in lines if s.group is group and s.state is ObligationState.OPEN and s.by_hand
    )


def all_shown(panel):
    """Not the 必办 alone."""
    panel.view.fold.click()


def test_a_step_closed_at_another_seat_is_ticked_here(qtbot, city, incident, open_panel):
    panel = open_panel(ChecklistPanel, incident_id=incident)
    step = step_of(city, incident, Group.ONSITE)
    all_shown(panel)
    city.do(obligations.close_by_hand, "maxiao", step.id, "已推选代表两名，签字表已存")
    model = rows(panel).model()
    qtbot.waitUntil(lambda: model.lines[model.row_of(step.id)].state is ObligationState.DONE)


def test_an_act_at_another_seat_closes_it_here_under_its_name(qtbot, city, incident, open_panel):
    panel = open_panel(ChecklistPanel, incident_id=incident)
    all_shown(panel)
    model = rows(panel).model()
    [number] = [s.id for s in model.lines if s.code == "register_desk"]
    city.do(incidents.count_by_hand, "maxiao", incident, "registered", 12, "城东店")
    qtbot.waitUntil(lambda: model.lines[model.row_of(number)].done_at is not None)
    line = model.lines[model.row_of(number)]
    assert (line.act, line.act_table, line.done_by) == ("现场报数", "tally", "马骁")


def test_the_checklist_tells_what_is_to_be_done_and_does_it_not(qtbot, city, incident, open_panel):
    wanted = []
    open_it = wanted.append
    acts = StepActs({StepAction.COMPLETE: open_it}, open_it, open_it, lambda *_: None)
    panel = open_panel(ChecklistPanel, "maxiao", acts=acts, incident_id=incident)
    step = step_of(city, incident, Group.ONSITE)
    all_shown(panel)
    view = rows(panel)
    index = view.model().index(view.model().row_of(step.id))
    view.scrollTo(index)
    place = view.tick_box(index).center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [step.id]
    assert step_of(city, incident, Group.ONSITE) == step


def test_a_leader_is_offered_the_steps_of_his_own_group(city, incident):
    with city.db.read() as session:
        offered = may_do(plan_of(session).rights, city.maxiao, None)
    own, other = (step_of(city, incident, g) for g in (Group.ONSITE, Group.INVESTIGATION))
    commander = {StepAction.NOT_APPLICABLE, StepAction.TAKE_BACK}
    assert {a for a in StepAction if offered(own, a)} >= set(StepAction) - commander - {
        StepAction.REMIND, StepAction.CALL,
    }  # fmt: skip
    assert not any(offered(own, action) for action in commander)
    assert not offered(other, StepAction.COMPLETE)
    assert not offered(other, StepAction.GO)
    assert not offered(other, StepAction.ASSIGN)


def test_the_wall_has_the_same_steps(qtbot, incident, open_panel, wall):
    panel = open_panel(ChecklistPanel, incident_id=incident)
    shown, _ = panel.findChild(StepBoard, "step_board").shown()
    assert shown


def test_who_signs_in_is_present_on_every_screen(qtbot, city, incident, open_panel):
    panel = open_panel(CommandPanel, incident_id=incident)
    card = panel.findChild(GroupCard, "group_onsite")
    assert "未签到" in card.accessibleName()
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    qtbot.waitUntil(lambda: "马骁 到岗" in card.accessibleName())


def test_complaints_taken_in_change_numbers_and_timeline(qtbot, city, incident, open_panel):
    numbers = open_panel(NumbersPanel, incident_id=incident)
    line = open_panel(TimelinePanel, "luomin", incident_id=incident)
    tile = numbers.findChild(Figure, "number_complaints")
    assert tile.value() == "3"
    city.take_in(city.complaint("a4", 1), city.complaint("a5", 1))
    qtbot.waitUntil(lambda: tile.value() == "5")
    assert tile.unit().endswith("+4")
    qtbot.waitUntil(lambda: line.view.chart.total() == 5)


def test_quiet_times_have_numbers_and_a_timeline_of_the_city(qtbot, city, open_panel):
    city.take_in(city.complaint("q1", 5, brand="", subject_name=""))
    numbers = open_panel(NumbersPanel)
    line = open_panel(TimelinePanel, "luomin")
    assert numbers.findChild(Figure, "number_today") is not None
    assert line.view.chart.total() == 1


def test_another_span_is_asked_for_and_a_bar_opens_its_rows(qtbot, city, incident, open_panel):
    panel = open_panel(TimelinePanel, incident_id=incident)
    assert panel.view.title.text() == "投诉时间线（每 30 分钟）"
    panel.findChild(QComboBox, "timeline_range").setCurrentIndex(4)
    qtbot.waitUntil(lambda: panel.view.title.text() == "投诉时间线（每 4 小时）")
    panel.findChild(QComboBox, "timeline_stack").setCurrentIndex(1)
    qtbot.waitUntil(lambda: "文化娱乐体育" in panel.view.legend.accessibleName())
    chart = panel.view.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    with qtbot.waitSignal(panel.bin_clicked) as clicked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    start, end, series, by = clicked.args
    assert (end - start, series, by) == (timedelta(hours=4), None, "category")


@pytest.mark.parametrize("length", list(BIN_MINUTES))
def test_the_chart_ends_in_the_present_in_whole_bins_of_shanghai(length):
    now = from_local(2026, 11, 24, 10, 46, 8)
    start, end = span_until(now, length)
    step = timedelta(minutes=BIN_MINUTES[length])
    assert end - start == length
    assert now <= end < now + max(step, timedelta(hours=1))
    assert length % step == timedelta()
    assert (local(start).minute, local(start).second) == (0, 0)


def test_a_chart_nobody_changes_still_moves_on(qtbot, incident, open_panel):
    panel = open_panel(TimelinePanel, incident_id=incident)
    with qtbot.waitSignal(panel.answered):
        for _ in range(AGAIN_S):
            panel.tick(panel.seat.clock())


def test_a_line_written_here_is_read_everywhere(qtbot, incident, open_panel):
    here = open_panel(LogPanel, "zhoulan", incident_id=incident)
    there = open_panel(LogPanel, incident_id=incident)
    field = here.findChild(QLineEdit, "log_input")
    field.setText("已设登记点")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    for panel in (here, there):
        qtbot.waitUntil(lambda p=panel: [ln.text for ln in p.view.model.lines] == ["已设登记点"])
    qtbot.waitUntil(lambda: field.text() == "")


def test_a_refused_line_stays_in_the_field(qtbot, city, incident, open_panel):
    panel = open_panel(LogPanel, "admin", incident_id=incident)
    field = panel.findChild(QLineEdit, "log_input")
    field.setText("不该由我写")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.property("wrong") == "true")
    assert field.text() == "不该由我写"


def test_the_wall_shows_only_lines_that_were_chosen(qtbot, city, incident, open_panel, wall):
    entry = city.do(running_log.write_line, "maxiao", incident, "东店门口聚集 60 人")
    panel = open_panel(LogPanel, incident_id=incident)
    assert panel.view.board.shown() == []
    city.do(running_log.show_on_wall, "zhoulan", entry, True)
    qtbot.waitUntil(lambda: [ln.id for ln, _ in panel.view.board.shown()] == [entry])


def test_a_line_is_put_on_the_wall_from_the_desk(qtbot, city, incident, open_panel):
    entry = city.do(running_log.write_line, "maxiao", incident, "已设登记点")
    panel = open_panel(LogPanel, "zhoulan", incident_id=incident, may_show=True)
    panel.view.wall_toggled.emit(entry, True)
    qtbot.waitUntil(lambda: panel.view.model.lines[0].on_wall)
    with city.db.read() as session:
        assert session.get_one(LogEntryRow, entry).on_wall


def test_a_decision_that_waits_is_named_until_it_is_taken(qtbot, city, incident, open_panel, wall):
    panel = open_panel(PendingPanel)
    assert panel.view.accessibleName() == "待决事项：无"
    report = city.do(reports.draft_first, "zhoulan", incident)
    qtbot.waitUntil(lambda: "首报" in panel.view.accessibleName())
    city.do(reports.sign, "chenyu", report)
    qtbot.waitUntil(lambda: panel.view.accessibleName() == "待决事项：无")


def test_what_waits_for_me_comes_and_goes_by_itself(qtbot, city, open_panel):
    panel = open_panel(TodoPanel)
    incident = city.register()
    with qtbot.waitSignal(panel.counted) as counted:
        city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "理由", {})
    assert counted.args == [1]
    with qtbot.waitSignal(panel.acted) as acted:
        qtbot.mouseClick(panel.findChild(QPushButton, "act_decide"), Qt.MouseButton.LeftButton)
    assert acted.args[0] == "grade"
    city.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意会商意见")
    qtbot.waitUntil(lambda: panel.findChild(QPushButton, "act_activate") is not None)
    assert not panel.findChild(QPushButton, "act_decide").isVisible()


def test_complaints_are_searched_read_and_kept_fresh(qtbot, city, incident, open_panel):
    city.take_in(city.complaint("b1", 2, title="饭菜变质", brand="", subject_name="某饭店"))
    panel = open_panel(ComplaintPanel)
    table = panel.findChild(QTableView, "complaint_table")
    assert table.model().rowCount() == 4
    field = panel.findChild(QLineEdit, "complaint_search")
    field.setText("变质")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    table.selectRow(0)
    qtbot.waitUntil(lambda: panel.view.pane.isVisible() and panel.view.pane.shown_id is not None)
    city.take_in(city.complaint("b2", 1, title="饭菜变质", brand="", subject_name="某饭店"))
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    assert table.currentIndex().row() == 1


def test_the_rows_behind_a_number_are_named_and_taken_back(qtbot, city, incident, open_panel):
    city.take_in(city.complaint("b1", 2, brand="", subject_name="某饭店"))
    panel = open_panel(ComplaintPanel, incident_id=incident)
    table = panel.findChild(QTableView, "complaint_table")
    assert table.model().rowCount() == 3
    since = city.db.clock() - timedelta(minutes=60)
    panel.show_rows(ComplaintFilter(incident_id=incident, since=since), "近 1 时")
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    qtbot.mouseClick(panel.findChild(QPushButton, "complaint_filter"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.model().rowCount() == 3)
    panel.show_incident(None)
    qtbot.waitUntil(lambda: table.model().rowCount() == 4)


def test_a_lost_link_leaves_a_view_its_words(qtbot, incident, open_panel):
    panel = open_panel(CommandPanel, incident_id=incident)
    assert panel.view.note.text().startswith("应到")
    panel.seat.feed.stale.emit(True)
    assert panel.marked_stale
    assert panel.view.note.text() == panel.view.words
    assert panel.view.words.startswith("应到")


def test_nothing_is_written_into_the_log_of_a_closed_incident(qtbot, city, open_panel):
    incident = city.register()
    panel = open_panel(LogPanel, "zhoulan", incident_id=incident)
    qtbot.waitUntil(lambda: panel.as_of is not None)
    assert panel.view.input.isEnabled()
    city.do(incident_moves.dismiss, "chenyu", incident, "重复登记")
    qtbot.waitUntil(lambda: not panel.view.input.isEnabled())
    assert "误报" in panel.findChild(QLabel, "log_shut").text()
    assert panel.view.input.field.isHidden()
