"""The main steps of scenarios A, B and C done in the real windows, by their people.

Each test takes the demo just before a scripted act (`domain.md` 6) and lets the person do that
very act by mouse and keyboard; then the rows are read, and what the other seats show.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from commandcenter.domain.incident import Category, State
from commandcenter.domain.level import Axis, Level
from commandcenter.queries.assess import level_history
from commandcenter.queries.incidents import incident_head, incident_lines
from commandcenter.queries.pending import pending
from commandcenter.store.tables.duty_log import DutyLogRow
from db.demo.acts_a import MEASURES, REASON, SUMMARY, TITLE
from db.demo.moment import parse
from tests.stories.seated import PATIENCE_MS, Seated, at, keep_picture

pytestmark = pytest.mark.nightly  # each takes a demo of many days

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sit(windows):
    """`sit(story, "liwei")`: his own window over the story's database."""

    def sit(story, login):
        return Seated(windows.qtbot, windows.desk(story.db, login), story, windows)

    return sit


@pytest.fixture
def at_wall(windows):
    """The wall over the story's database, and a way to wait for what it shows."""

    def at_wall(story):
        wall = windows.wall(story.db)

        def until(condition):
            windows.qtbot.waitUntil(condition, timeout=PATIENCE_MS)
            windows.settle(wall)

        wall.until = until
        return wall

    return at_wall


def head(story, incident=1):
    return story.ask(incident_head, incident)


def steps(story):
    """What was suggested and decided, newest first."""
    return story.ask(level_history, 1, story.clock.at).steps


def rows(story, kind, *where):
    return story.ask(lambda session: list(session.scalars(select(kind).where(*where))))


def waiting(story):
    """待决事项 as the wall must show it."""
    return [decision.text for decision in story.ask(pending, 1)]


def texts(card):
    return " ".join(label.text() for label in card.findChildren(type(card.title)))


# ---- A: the gym ----


def test_a_call_is_noted_by_keyboard_and_registered_as_the_incident(tell, sit, at_wall):
    story = tell("D0 08:45")
    story.go_on_to("D0 08:49")
    wall = at_wall(story)
    assert wall.content.incident_id is None
    duty = sit(story, "liwei").in_front()
    duty.page("duty")
    duty.press(Qt.Key.Key_F2)
    duty.until(lambda: QApplication.focusWidget() is duty.widget("unit"))
    for words in ("东湖市监所", "董明", "所长", "0990-1235501", "城东店门口聚集约35人，门锁。"):
        duty.say(words)
        duty.press(Qt.Key.Key_Tab)
    duty.press(Qt.Key.Key_Return, CONTROL)
    duty.until_gone("call_form")
    [call] = [row for row in rows(story, DutyLogRow) if row.unit == "东湖市监所"]
    assert (call.text, call.happened_at) == ("城东店门口聚集约35人，门锁。", parse("D0 08:49").at)

    at(story, "D0 08:50")
    leader = sit(story, "zhoulan")
    panel = leader.page("duty").tabs.log
    leader.line(panel.ledger, "城东店门口")
    leader.keep("a-log")
    leader.click("act_register")
    leader.until_sees("chip_990102")
    leader.fill("title", TITLE)
    for district in ("990102", "990103", "990105", "990122"):
        leader.click(f"chip_{district}")
    leader.fill("brand", "悦力工场")
    leader.fill("topic", "预付式消费")
    leader.fill("public_title", "“11·24”某健身机构闭店事件")
    leader.fill("summary", SUMMARY)
    leader.click("verified")
    leader.keep("a-register")
    leader.click("primary")
    leader.until_gone("register_incident")
    [incident] = story.ask(incident_lines)
    assert (incident.title, incident.state) == (TITLE, State.ASSESSING)
    assert head(story).categories == (Category.CLUSTER,)
    assert rows(story, DutyLogRow, DutyLogRow.id == call.id)[0].incident_id == incident.id
    leader.until(lambda: "悦力工场" in leader.widget("incident_switch").words)
    duty.until(lambda: "悦力工场" in duty.widget("incident_switch").words)
    wall.until(lambda: wall.content.incident_id == incident.id)
    assert wall.content.head.title.text() == "“11·24”某健身机构闭店事件"


def test_the_grade_is_suggested_decided_and_the_response_activated(tell, sit, at_wall):
    story = tell("D0 08:45")
    story.go_on_to("D0 09:04")
    leader = sit(story, "zhoulan")
    leader.view("assess")
    leader.click("assess_suggest")
    leader.until(lambda: leader.widget("level_III").isEnabled())
    leader.click("level_III")
    held = leader.widget("held")
    assert "建议定为较大" in held.currentText()  # the 会商 of 09:00 is offered first
    leader.fill("reason", REASON)
    leader.keep("a-suggest")
    leader.click("primary")
    leader.until_gone("grade_form")
    [suggestion] = steps(story)
    assert (suggestion.step, suggestion.level, suggestion.by) == ("suggestion", Level.III, "周岚")
    assert suggestion.facts

    at(story, "D0 09:11")
    commander = sit(story, "chenyu")
    commander.todo("grade", suggestion.id, "decide")
    commander.until(lambda: commander.widget("level_III").isChecked())
    assert "周岚" in commander.widget("suggested").text()
    commander.click("primary")
    commander.until_gone("grade_form")
    commander.until(lambda: commander.widget("grade_tag").text() == "较大（Ⅲ级）")
    leader.until(lambda: leader.widget("grade_tag").text() == "较大（Ⅲ级）")

    at(story, "D0 09:19")
    wall = at_wall(story)
    assert waiting(story) == ["启动响应待签发"]
    commander.todo("activate", 1, "activate")
    commander.until(lambda: "六个工作组" in commander.widget("whole_text").text())
    commander.fill("measures", MEASURES)
    assert MEASURES in commander.widget("whole_text").text()
    assert "7 天" in commander.widget("days").text()
    commander.keep("a-activate")
    commander.sign("陈屿")
    commander.until_gone("activate")
    newest = steps(story)[0]
    assert (newest.axis, newest.level, newest.signature) == (Axis.RESPONSE, Level.III, "陈屿")
    assert MEASURES in newest.notice
    wall.until(lambda: "Ⅲ级响应" in wall.content.head.response.accessibleName())
    at(story, "D0 09:20")
    wall.until(lambda: "响应已 1 分钟" in wall.content.head.day.text())
    assert wall.content.strip[0].view.isHidden()
    keep_picture(wall, "a-wall-activated")
