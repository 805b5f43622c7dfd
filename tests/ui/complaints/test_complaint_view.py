"""The complaints under a person's hands: search, rows, pages, and one in full."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from commandcenter.queries.complaints.complaints import ComplaintPage
from commandcenter.ui.complaints.complaint_view import ComplaintView
from tests.ui import scenario_a


def page(first, last, total=181):
    return ComplaintPage(tuple(scenario_a.complaint(n) for n in range(first, last)), total)


@pytest.fixture
def view(desk, show):
    view = ComplaintView()
    view.set_page(page(1, 61), 0, scenario_a.NOW)
    return show(view, 1200, 620)


def test_a_choice_that_was_not_counted_to_the_end_says_so(view):
    view.set_page(replace(page(1, 61), total=50_000, more=True), 0, scenario_a.NOW)
    words = {label.text() for label in view.findChildren(QLabel)}
    assert any("超过 50,000 件" in each for each in words)


def table(view):
    return view.findChild(QTableView, "complaint_table")


def click_row(qtbot, view, row):
    place = table(view).visualRect(table(view).model().index(row, 1)).center()
    qtbot.mouseClick(table(view).viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_words_are_searched_after_a_pause(qtbot, view):
    field = view.findChild(QLineEdit, "complaint_search")
    with qtbot.waitSignal(view.search_changed) as searched:
        qtbot.keyClicks(field, "gym refund ")
    assert searched.args == ["gym refund"]


def test_enter_searches_at_once_and_the_same_words_only_once(qtbot, view):
    field = view.findChild(QLineEdit, "complaint_search")
    field.setText("退费")
    with qtbot.waitSignal(view.search_changed, timeout=100) as searched:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert searched.args == ["退费"]
    with qtbot.assertNotEmitted(view.search_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_row_opens_the_complaint_in_full(qtbot, view):
    with qtbot.waitSignal(view.line_chosen) as chosen:
        click_row(qtbot, view, 2)
    assert chosen.args == [3]
    view.show_detail(scenario_a.complaint_detail(3))
    text = view.findChild(QPlainTextEdit, "complaint_text")
    assert text.isVisible()
    assert text.toPlainText().startswith("今早 7 点多")
    assert text.isReadOnly()


def test_what_once_was_a_report_says_why_nobody_is_named(qtbot, view, picture):
    click_row(qtbot, view, 2)
    detail = scenario_a.complaint_detail(3)
    line = replace(detail.line, complainant="")
    view.show_detail(replace(detail, line=line, phone="", once_report=True, unmask=None))
    said = [label.text() for label in view.findChildren(QLabel)]
    assert "曾为举报，举报人保密" in said
    assert not view.findChild(QPushButton, "complaint_unmask").isVisible()
    picture(view, "once_a_report")


def test_a_late_answer_for_another_row_is_not_shown(qtbot, view):
    click_row(qtbot, view, 2)
    view.show_detail(scenario_a.complaint_detail(9))
    assert not view.findChild(QPlainTextEdit, "complaint_text").isVisible()


def test_the_arrow_keys_walk_the_rows(qtbot, view):
    click_row(qtbot, view, 0)
    with qtbot.waitSignal(view.line_chosen) as chosen:
        qtbot.keyClick(table(view), Qt.Key.Key_Down)
    assert chosen.args == [2]


def test_scrolling_to_the_end_asks_for_the_next_page(qtbot, view):
    with qtbot.waitSignal(view.more_wanted) as wanted:
        table(view).scrollToBottom()
    assert wanted.args == [60]
    view.set_page(page(61, 121), 60, scenario_a.NOW)
    assert table(view).model().rowCount() == 120


def test_the_chosen_complaint_stays_chosen_when_new_ones_come(qtbot, view):
    click_row(qtbot, view, 2)
    view.show_detail(scenario_a.complaint_detail(3))
    newer = replace(scenario_a.complaint(1), id=999)
    lines = (newer, *page(1, 60).lines)
    with qtbot.assertNotEmitted(view.line_chosen):
        view.set_page(ComplaintPage(lines, 182), 0, scenario_a.NOW)
    assert table(view).currentIndex().row() == 3
    assert view.note.text() == "共 182 件"


def test_a_choice_of_rows_is_named_and_can_be_taken_back(qtbot, view):
    view.set_filter_words("10:00–10:30 · 小程序")
    button = view.findChild(QPushButton, "complaint_filter")
    with qtbot.waitSignal(view.filter_cleared):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    view.set_filter_words("")
    assert not button.isVisible()


def test_the_way_to_the_incident_is_offered_where_there_is_one(qtbot, view):
    click_row(qtbot, view, 2)
    view.show_detail(scenario_a.complaint_detail(3))
    link = view.findChild(QPushButton, "complaint_incident")
    with qtbot.waitSignal(view.incident_clicked) as clicked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert clicked.args == [1]
    lone = scenario_a.complaint_detail(3)
    view.show_detail(replace(lone, line=replace(lone.line, incident_id=None)))
    assert not link.isVisible()


def test_nothing_found_says_so(desk, show, picture):
    view = ComplaintView()
    view.set_page(ComplaintPage((), 0), 0, scenario_a.NOW)
    picture(show(view, 900, 400), "complaints_none")
    assert not table(view).isVisible()


def test_a_hostile_complaint_is_plain_text_everywhere(qtbot, view, picture, plain_labels):
    line = replace(scenario_a.complaint(1), title=scenario_a.LONG, subject=scenario_a.HOSTILE)
    view.set_page(ComplaintPage((line,), 1), 0, scenario_a.NOW)
    click_row(qtbot, view, 0)
    detail = scenario_a.complaint_detail(1, scenario_a.LONG)
    view.show_detail(replace(detail, line=line, brand=scenario_a.HOSTILE, address=scenario_a.LONG))
    picture(view, "complaints_hostile")
    assert plain_labels(view)
    shown = view.findChild(QPlainTextEdit, "complaint_text").toPlainText()
    assert shown.startswith("<img src=x onerror=alert(1)> ${jndi:x} </script><b>粗</b>")
    assert "\u202e" not in shown
    assert all("<img" not in label.toolTip() for label in view.findChildren(QLabel))


def test_a_picture_of_the_complaints(qtbot, view, picture):
    click_row(qtbot, view, 2)
    view.show_detail(scenario_a.complaint_detail(3))
    picture(view, "complaints_desk")
