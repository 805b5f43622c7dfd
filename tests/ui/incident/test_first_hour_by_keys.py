"""The first hour of scenario A by keys alone: four persons at their desks, and no mouse.

Each act may take so many presses, the words that are written not counted: who makes a way longer
hears of it here.
"""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.reports.report import ReportState
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import TallyRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.ui.widgets.line_model import LINE
from tests.alarm_stage import due_in, engine_at_work, row_of
from tests.city import EAST
from tests.ui.keyboard import Keyboard

TITLE = "“11·24”悦力工场健身闭店事件"
FAR = 25  # presses of Tab from the beginning of a page or form to what is wanted there
Key = Qt.Key


class Hand(Keyboard):
    """Counts the presses of each act apart from what is written."""

    def __init__(self, desk):
        super().__init__(desk)
        self.written = 0

    def write(self, words):
        before = self.keys
        super().write(words)
        self.written += self.keys - before

    def begin(self):
        """On the page that is shown, at its beginning, as after F6."""
        self.sit_down()
        pages = self.desk.window.pages
        for _ in range(2):
            self.press(Key.Key_F6)
            if pages.isAncestorOf(self.widget):
                break
        assert pages.isAncestorOf(self.widget)

    def go(self, name):
        if self.at != name:
            self.tab_to(name, FAR)

    def took(self, most):
        """No more presses than these since it was asked before."""
        presses, self.keys, self.written = self.keys - self.written, 0, 0
        assert presses <= most


@pytest.fixture
def people(at_desk, small_city):
    """Each at an own desk, opened when first turned to."""
    small_city.take_in(*[small_city.complaint(f"t{n}") for n in range(6)])
    hands = {}

    def turn_to(login):
        if login not in hands:
            hands[login] = Hand(at_desk(login))
        hands[login].sit_down()
        return hands[login]

    return turn_to


def rows(city, kind):
    return city.ask(lambda session: list(session.scalars(select(kind))))


def only_row(city, kind):
    [row] = rows(city, kind)
    return row


@pytest.mark.lot(2)
def test_the_first_hour_of_an_incident_is_led_by_keys_alone(people, small_city):
    incident = registered(people("liwei"), small_city)
    suggested(people("zhoulan"))
    signed_and_started(people("chenyu"), small_city)
    instructed(people("chenyu"), small_city)
    on_site(people("maxiao"), small_city, incident)
    drafted(people("zhoulan"), small_city)
    signed(people("chenyu"), small_city)
    alarmed(people("maxiao"), small_city, incident)


def registered(duty, city):
    """08:50: the call, the entry of what is done at once, and that it is true."""
    duty.search("接报", "register_incident")
    duty.desk.until_sees(f"chip_{EAST}")
    duty.desk.until(lambda: duty.at == "title")
    duty.write(TITLE)
    duty.go(f"chip_{EAST}")
    duty.press(Key.Key_Space)
    duty.go("way")
    duty.press(Key.Key_Down)
    duty.send("register_incident")
    duty.took(12)
    duty.press(Key.Key_F7)
    assert duty.at == "log_input"
    duty.write("东湖市场监管所到达城东店，门锁")
    duty.press(Key.Key_Return)
    duty.desk.until(lambda: not duty.widget.text())
    duty.took(2)
    [line] = city.ask(incident_lines)
    assert (line.title, line.state) == (TITLE, State.REPORTED)
    assert [entry.text for entry in city.ask(log_lines, line.id)] == [
        "东湖市场监管所到达城东店，门锁"
    ]
    duty.search("核实接报", "confirm")
    duty.send("confirm")
    duty.took(6)
    assert city.ask(incident_lines)[0].state is State.ASSESSING
    return line.id


def suggested(leader):
    """09:05: the level, by the arrows; no row of it is pressed beforehand."""
    leader.search("定级建议", "grade_form")
    leader.desk.until(lambda: leader.desk.widget("level_III").isEnabled())
    leader.press(Key.Key_Down)
    leader.press(Key.Key_Down)
    leader.press(Key.Key_Space)
    assert leader.desk.widget("level_III").isChecked()
    leader.go("reason")
    leader.write("三店同时停业失联，建议定为较大（Ⅲ级）。")
    leader.send("grade_form")
    leader.took(12)


def signed_and_started(commander, city):
    """09:20: read and signed together, from the card that waits."""
    desk = commander.desk
    desk.until_sees("act_decide")
    commander.begin()
    commander.go("act_decide")
    commander.press(Key.Key_Return)
    desk.until(lambda: desk.sees("grade_text") and "较大" in desk.widget("grade_text").text())
    assert commander.at == "signature"
    commander.write("陈屿")
    commander.send("decide_form")
    commander.took(12)
    [line] = city.ask(incident_lines)
    assert (line.state, line.grade, line.response) == (State.RESPONDING, Level.III, Level.III)


def instructed(commander, city):
    """The second group of several: arrows go to it."""
    commander.search("下达指令", "give_instruction")
    commander.desk.until(lambda: commander.at == "words")
    commander.write("登记点延时服务，今日 14 时前回报进度")
    commander.go("chip_coordination")
    commander.press(Key.Key_Right)
    assert commander.at == "chip_onsite"
    commander.press(Key.Key_Space)
    commander.send("give_instruction")
    commander.took(9)
    assert only_row(city, InstructionRow).to_group == "onsite"


def on_site(leader, city, incident):
    """What he was told is received, a count, an entry, and a step that no act closes."""
    desk = leader.desk
    desk.until_sees("act_receive")
    leader.begin()
    leader.go("act_receive")
    leader.press(Key.Key_Return)
    desk.until(lambda: only_row(city, InstructionRow).received_at is not None)
    leader.took(14)
    leader.search("报现场人数", "tally_form")
    leader.go("count")
    leader.press(Key.Key_3)
    leader.press(Key.Key_5)
    leader.go("place")
    leader.write("城东店")
    leader.send("tally_form")
    leader.took(10)
    assert only_row(city, TallyRow).value == 35
    leader.press(Key.Key_F7)
    leader.write("现场一队到达城东店，约50人")
    leader.press(Key.Key_Return)
    desk.until(lambda: not leader.widget.text())
    leader.took(2)
    ticked(leader, city, incident)


def ticked(leader, city, incident):
    leader.begin()
    leader.go("four_panels")
    leader.press(Key.Key_Return)
    leader.desk.until_sees("steps")
    leader.desk.settle()
    leader.go("steps")
    steps = leader.widget
    rows = steps.model().rowCount()
    for _ in range(rows):
        leader.press(Key.Key_Down)
        if steps.currentIndex().data(LINE).code == "representatives":
            break
    leader.press(Key.Key_Space)
    leader.desk.until_sees("words_form")
    leader.desk.until(lambda: leader.at == "words")
    leader.write("已推选代表两名，签字表已存")
    leader.send("words_form")
    leader.took(38)
    shown = city.ask(checklist, incident, city.db.clock())
    assert next(s for s in shown.steps if s.code == "representatives").done_at is not None


def drafted(leader, city):
    """09:28: an element of the first report is written, and it is handed in."""
    leader.search("起草首报", "report_form")
    leader.go("first_cause")
    leader.press(Key.Key_A, control=True)
    leader.write("三店同时关闭，负责人失联；原因正在进一步核查中。")
    leader.send("report_form")
    leader.took(24)
    assert only_row(city, ReportRow).state is ReportState.DRAFT


def signed(commander, city):
    desk = commander.desk
    desk.until_sees("act_sign")
    commander.begin()
    commander.go("act_sign")
    commander.press(Key.Key_Return)
    desk.until_sees("sign_report")
    desk.until(lambda: commander.widget and commander.widget.window() is desk.widget("sign_report"))
    commander.send("sign_report")
    commander.took(12)
    report = only_row(city, ReportRow)
    assert (report.state, report.signed_by) == (ReportState.SIGNED, "陈屿")


def alarmed(leader, city, incident):
    """What is late is read on the bar and acknowledged by its key."""
    due_in(city, incident, -1, "register_desk")
    desk = leader.desk
    bar = desk.window.alarms.panel.bar

    def shown():
        return bar.line is not None and bar.line.id > 0

    # At a desk that is open for long and hears no engine, the bar says that first.
    with engine_at_work(city):
        desk.until(shown)
        alarm = bar.line.id
        desk.qtbot.wait(500)  # what came just now is not acknowledged: nobody has read it
        leader.press(Key.Key_F8)
        desk.until(lambda: row_of(city, alarm).standing is Standing.ACKNOWLEDGED)
    leader.took(1)
