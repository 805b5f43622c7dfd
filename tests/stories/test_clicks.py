"""How many clicks lead from a call to the response and to the first report, over all seats.

A click is a press of a mouse button, wherever it is; typing, the keys that lead from field to
field, and the Enter that ends a file's name are none.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.reports.report import ReportState
from commandcenter.queries.incident.incidents import incident_lines
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.stories.window_driver import at, head, rows, steps

REGISTERED, ACTIVATED, PRINTED = 5, 9, 14
FIELDS = 60  # more than a form has


class Clicks:
    """Counts what is pressed at all windows of a test."""

    def __init__(self, qtbot, monkeypatch):
        self.made = []
        press = qtbot.mouseClick

        def counted(widget, button, *more, **named):
            assert widget.isVisible()
            assert widget.isEnabled(), widget.toolTip()
            self.made.append(widget.objectName() or type(widget).__name__)
            press(widget, button, *more, **named)

        monkeypatch.setattr(qtbot, "mouseClick", counted)

    def within(self, most):
        assert len(self.made) <= most, self.made


@pytest.fixture
def clicks(qtbot, monkeypatch):
    return Clicks(qtbot, monkeypatch)


def write(desk, name, words):
    """By the keyboard alone, from where the focus is."""
    desk.until_sees(name)
    for _ in range(FIELDS):
        if (QApplication.focusWidget() or desk.window).objectName() == name:
            desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            focus = QApplication.focusWidget()
            # As an input method does; in a box that can be written in, in its line.
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(focus, event)
            return
        desk.press(Qt.Key.Key_Tab)
    raise AssertionError(f"no key leads to {name}")


def step_of(story, code):
    """The first open obligation of a code."""
    found = rows(
        story, ObligationRow, ObligationRow.code == code,
        ObligationRow.state == ObligationState.OPEN,
    )  # fmt: skip
    return found[0].id


def do_next(desk, code):
    """去办理 of a line of 下一步."""
    step = step_of(desk.story, code)
    desk.until_sees(f"next_{step}")
    desk.click_in(f"next_{step}", "next_do")


def on_card(desk, name, act):
    """The button of a card of 等您决定."""
    desk.until_sees(name)
    desk.settle()
    [button] = [b for b in desk.widget(name).findChildren(QPushButton, act) if b.isVisible()]
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def seen(desk, name):
    """The whole words of a text that is shown and not cut."""
    label = desk.widget(name)
    assert isinstance(label, QLabel)
    desk.until(lambda: label.height() >= label.heightForWidth(label.width()))
    return label.text()


def registered(sit, story):
    duty = sit(story, "liwei").in_front()
    duty.keep("clicks-1-start")
    duty.click("move_register")
    duty.until_sees("chip_990102")
    write(duty, "title", "城东“悦力工场”健身店闭店")
    duty.click("chip_990102")
    write(duty, "way", "12315 电话")
    duty.click("verified")
    duty.keep("clicks-2-register")
    duty.click("primary")
    duty.until_gone("register_incident")
    [incident] = story.ask(incident_lines)
    assert incident.state is State.ASSESSING
    return incident.id


def suggested(desk):
    do_next(desk, "suggest_grade")
    desk.click("level_III")
    write(desk, "reason", "一小时内投诉超过50人，三家门店同时闭店。")
    desk.keep("clicks-3-suggest")
    desk.click("primary")
    desk.until_gone("grade_form")
    [suggestion] = steps(desk.story)
    return suggestion


def decided(commander, suggestion):
    """Grade and activation: two texts that are both in sight when the name is typed."""
    on_card(commander, f"todo_grade_{suggestion.id}", "act_decide")
    commander.until(lambda: "决定" in commander.widget("whole_text").text())
    grade, notice = seen(commander, "grade_text"), seen(commander, "whole_text")
    write(commander, "signature", "陈屿")
    commander.keep("clicks-4-decide")
    commander.click("primary")
    commander.until_gone("decide_form")
    response, decision, _ = steps(commander.story)
    assert (response.signature, response.notice) == ("陈屿", notice)
    assert decision.level is Level.III
    assert decision.reason in grade
    assert head(commander.story).response is Level.III


def drafted(desk):
    do_next(desk, "report_first")
    desk.until_sees("report_form")
    desk.until(lambda: desk.widget("primary").text() == "送签")
    desk.keep("clicks-5-first-report")
    desk.click_in("report_form", "primary")
    desk.until_gone("report_form")
    [report] = rows(desk.story, ReportRow)
    return report


def signed(commander, report):
    card = f"todo_sign_report_{report.id}"
    on_card(commander, card, "act_sign")
    commander.until_sees("sign_report")
    for element in report.elements:
        if not element.get("out"):
            assert element["text"] in " ".join(shown_in(commander, "sign_report"))
    commander.keep("clicks-6-sign")
    commander.click_in("sign_report", "primary")
    commander.until_gone("sign_report")
    [report] = rows(commander.story, ReportRow)
    assert (report.state, report.signed_by) == (ReportState.SIGNED, "陈屿")
    commander.until(lambda: "已签发" in " ".join(shown_in(commander, card)))
    return card


def shown_in(desk, name):
    return [label.text() for label in desk.widget(name).findChildren(QLabel) if label.isVisible()]


def printed(commander, card, path):
    on_card(commander, card, "act_pdf")
    commander.until_sees("save_paper")
    dialog = commander.widget("save_paper")
    [name] = dialog.findChildren(QLineEdit, "fileNameEdit")
    assert name.text().endswith(".pdf")
    name.setText(str(path))
    commander.qtbot.keyClick(name, Qt.Key.Key_Return)
    commander.until(path.exists)
    commander.until(lambda: path.read_bytes().endswith(b"%%EOF\n"))


def test_few_clicks_lead_from_a_call_to_the_response_and_the_first_report(
    tell, sit, clicks, tmp_path
):
    story = tell("D0 08:40")
    at(story, "D0 08:50")
    registered(sit, story)
    clicks.within(REGISTERED)

    leader = sit(story, "zhoulan").in_front()
    suggestion = suggested(leader)
    commander = sit(story, "chenyu").in_front()
    commander.keep("clicks-4-card")
    decided(commander, suggestion)
    clicks.within(ACTIVATED)

    report = drafted(leader.in_front())
    card = signed(commander.in_front(), report)
    commander.keep("clicks-7-signed")
    printed(commander, card, tmp_path / "first.pdf")
    clicks.within(PRINTED)
    assert (tmp_path / "first.pdf").read_bytes().startswith(b"%PDF")
