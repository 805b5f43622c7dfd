"""The main steps of scenario A done in the real windows, by their people.

Each test takes the demo just before a scripted act (`domain.md` 6) and lets the person do that
very act by mouse and keyboard; then the rows are read, and what the other seats show.
"""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commandcenter.db.demo.acts_a import MEASURES, REASON, SUMMARY, TITLE
from commandcenter.db.demo.moment import parse
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.releases.release import ReleaseState
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.queries.incident.situation import situation
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow
from tests.stories.window_driver import at, head, keep_picture, line_words, rows, steps, waiting

pytestmark = pytest.mark.lot(2, "scenario windows")

CONTROL = Qt.KeyboardModifier.ControlModifier
OF_THE_BUREAU = "待决事项：本局：审批用款：加急检验费"  # asked for the day before


# ---- A: the gym ----


def test_a_call_is_noted_by_keyboard_and_registered_as_the_incident(tell, sit, at_wall):
    story = tell("D0 08:40")
    story.live_to("D0 08:49")
    wall = at_wall(story)
    assert wall.content.incident_id is None
    duty = sit(story, "liwei").in_front()
    duty.page("duty")
    duty.press(Qt.Key.Key_F2)
    duty.until(lambda: QApplication.focusWidget() is duty.widget("unit"))
    for words in ("东湖市场监管所", "董明", "所长", "0990-1235501", "城东店门口聚集约35人，门锁。"):
        duty.say(words)
        duty.press(Qt.Key.Key_Tab)
    duty.press(Qt.Key.Key_Return, CONTROL)
    duty.until_gone("call_form")
    [call] = [row for row in rows(story, DutyLogRow) if row.unit == "东湖市场监管所"]
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
    story = tell("D0 08:40")
    story.live_to("D0 09:04")
    leader = sit(story, "zhoulan")
    leader.view("assess")
    leader.click("assess_suggest")
    leader.until(lambda: "建议定为较大" in leader.widget("held").currentText())  # of 09:00
    leader.click("level_III")
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
    commander.until_sees("decide_form")
    commander.click("amend")
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
    commander.click("amend")
    commander.until_sees("measures")
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
    wall.until(lambda: "响应已 1 分" in wall.content.head.day.text())
    assert wall.waiting.view.accessibleName() == OF_THE_BUREAU
    keep_picture(wall, "a-wall-activated")


def test_the_commander_signs_the_notice_and_decides_what_waits(tell, sit, at_wall):
    story = tell("D0 10:46")
    wall = at_wall(story)
    strip = wall.waiting.view
    assert strip.accessibleName().count("待签发") == strip.accessibleName().count("待决定") == 1
    keep_picture(wall, "a-wall-1046")
    [notice] = rows(story, ReleaseRow, ReleaseRow.state == ReleaseState.APPROVAL)
    suggestion = next(s for s in steps(story) if s.step == "suggestion")

    commander = sit(story, "chenyu")
    commander.keep("a-mine")
    commander.todo("approve_release", notice.id, "judge")
    commander.until(lambda: notice.text in commander.widget("whole_text").toPlainText())
    commander.keep("a-judge")
    commander.sign("陈屿")
    commander.until_gone("release_judge")
    [signed] = rows(story, ReleaseRow, ReleaseRow.id == notice.id)
    assert signed.state is ReleaseState.APPROVED
    wall.until(lambda: "待签发" not in strip.accessibleName())
    assert waiting(story) == ["定级建议：较大（Ⅲ级），待决定"]

    commander.todo("grade", suggestion.id, "decide")
    commander.until_sees("decide_form")
    commander.click("amend")
    commander.until(lambda: commander.widget("level_III").isChecked())
    commander.fill("reason", "同意会商意见，维持较大（Ⅲ级）。")
    commander.click("primary")
    commander.until_gone("grade_form")
    newest = steps(story)[0]
    assert (newest.step, newest.level, newest.by) == ("decision", Level.III, "陈屿")
    card = commander.widget(f"todo_grade_{suggestion.id}")
    commander.until(lambda: card.done is not None)
    story.clock.at += timedelta(seconds=31)  # for so long its card says so
    commander.until_gone(f"todo_grade_{suggestion.id}")
    wall.until(lambda: strip.accessibleName() == OF_THE_BUREAU)
    assert waiting(story) == []


def test_a_follow_up_is_drafted_signed_and_sent(tell, sit):
    story = tell("D0 10:46")
    story.live_to("D0 15:19")
    leader = sit(story, "zhoulan")
    leader.view("reports")
    leader.click("want_followup_city")
    leader.until_sees("followup_figures")
    figures = leader.widget("followup_figures").toPlainText()
    complaints = story.ask(situation, 1, story.clock.at).counts.complaints
    assert f"{complaints}件" in figures
    leader.fill("followup_next", "继续核定人数和金额；约谈周边健身机构协商转接。")
    leader.keep("a-follow-up")
    leader.click("primary")
    leader.until_gone("report_form")
    report = newest_report(story)
    assert (report.kind, report.state) == (ReportKind.FOLLOW_UP, ReportState.DRAFT)

    at(story, "D0 15:26")
    commander = sit(story, "chenyu")
    commander.todo("sign_report", report.id, "sign")
    commander.until_sees("sign_report")
    assert commander.widget("signed_followup_figures").text() == figures
    commander.click_in("sign_report", "primary")
    commander.until(lambda: newest_report(story).state is ReportState.SIGNED)
    assert newest_report(story).signed_by == "陈屿"

    at(story, "D0 15:30")
    leader.todo("send_report", report.id, "send")
    leader.until(lambda: leader.sees("primary") and leader.widget("primary").isEnabled())
    leader.click("primary")
    leader.until_sees("send_report")
    leader.click_in("send_report", "primary")
    leader.until(lambda: newest_report(story).state is ReportState.SENT)
    assert newest_report(story).sent_at == parse("D0 15:30").at
    receivers = rows(story, ReportReceiptRow, ReportReceiptRow.report_id == report.id)
    assert {row.receiver for row in receivers} == {"市委市政府总值班室", "省市场监督管理局"}


def newest_report(story):
    return rows(story, ReportRow)[-1]


@pytest.mark.nightly
def test_the_response_ends_with_its_evidence_and_the_wall_turns_away(tell, sit, at_wall):
    story = tell("D7 16:30")
    story.live_to("D7 16:59")
    wall = at_wall(story)
    assert "Ⅳ级响应" in wall.content.head.response.accessibleName()
    commander = sit(story, "chenyu")
    commander.entry("end")
    commander.until(lambda: "Ⅳ级响应的通知" in commander.widget("whole_text").text())
    commander.until_sees("left_over")
    commander.fill("reason", "累计涉及648人，61%已转接，22%已退款，其余转入诉讼。")
    assert "61%已转接" in commander.widget("whole_text").text()
    commander.keep("a-end")
    commander.sign("陈屿")
    commander.until_gone("end_response")
    assert (head(story).state, head(story).response) == (State.ENDED, None)
    newest = steps(story)[0]
    assert newest.ends
    assert newest.evidence
    assert all(line in newest.notice for line in newest.evidence)
    wall.until(lambda: wall.content.incident_id is None)


@pytest.mark.nightly
def test_the_gate_says_what_is_open_and_the_case_is_closed_when_nothing_is(tell, sit):
    story = tell("D7 16:30")
    story.live_to("D13 12:00")
    commander = sit(story, "chenyu")
    commander.turn_to(TITLE)  # nothing is live: it is chosen
    view = commander.view("aftermath", "closing")
    commander.keep("a-gate")
    assert not commander.widget("want_close").isEnabled()
    shut = [line.cells[0].words for line in view.closing.ledger.lines if "未结" in line_words(line)]
    assert shut == OPEN_AT_D13
    story.live_to("D14 16:59")
    commander.until(lambda: commander.widget("want_close").isEnabled())
    assert [line for line in view.closing.ledger.lines if "未结" in line_words(line)] == []
    commander.click("want_close")
    commander.until_sees("close_form")
    assert "不能撤回" in commander.widget("consequence").text()
    commander.sign("陈屿")
    commander.until_gone("close_form")
    assert head(story).state is State.ARCHIVED
    commander.until(lambda: "记录不再增加" in commander.widget("ledger_note").text())
    assert not commander.sees("want_close")


OPEN_AT_D13 = ["处置任务", "调查报告", "个人信息处理决定"]
