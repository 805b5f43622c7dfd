"""Every number opens its rows, every clause its text."""

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.queries.command.checklist import clause_text
from commandcenter.queries.watch.timeline import Series
from commandcenter.ui.incident.figure_sheet import FigureSheet
from commandcenter.ui.incident.numbers_panel import NumbersPanel


@pytest.fixture
def incident(small_city):
    small_city.take_in(
        *(small_city.complaint(f"D{n}", minutes_ago=10 + n) for n in range(3)),
        small_city.complaint("D9", channel=Channel.MINI_PROGRAM, district="990103"),
        small_city.complaint("X1", brand="", subject_name="别家"),
    )
    return small_city.register()


def rows(desk):
    """How many rows the sheet says and shows."""
    panel = desk.widget("sheet").content
    desk.until(lambda: panel.as_of is not None)
    if isinstance(panel, FigureSheet):
        said = int(re.search(r"(\d+) 行", panel.total.text())[1])
        assert said == panel.tree.topLevelItemCount()
        return said
    said = int(re.sub(r"\D", "", panel.view.note.text()))
    assert said == panel.view.model.rowCount()
    return said


@pytest.mark.parametrize("key", ["complaints", "people", "amount"])
def test_a_number_opens_as_many_rows_as_it_says(at_desk, incident, key):
    desk = at_desk("chenyu")
    shown = desk.widget("number_complaints").value()
    desk.click(f"number_{key}")
    assert rows(desk) == int(shown) == 4


def test_a_number_opens_its_rows_as_of_its_own_moment(at_desk, incident):
    """The head above it was answered at another one."""
    desk = at_desk("chenyu")
    panel = next(p for p in desk.window.findChildren(NumbersPanel) if p.isVisible())
    panel.as_of -= timedelta(minutes=3)
    desk.click("number_people")
    assert desk.widget("sheet").content._at == panel.as_of


def test_a_number_of_the_quiet_city_opens_its_rows(at_desk, small_city, incident):
    desk = at_desk("liwei")
    desk.click("rail_watch")
    desk.settle()
    shown = int(desk.widget("number_today").value())
    desk.click("number_today")
    assert rows(desk) == shown


def test_a_bar_of_the_timeline_opens_its_rows(at_desk, small_city, incident):
    desk = at_desk("maxiao")
    desk.window.show_panels()
    desk.settle()
    line = desk.window.pages.incident.docks.timeline.view.chart
    now = small_city.db.clock()
    start = now.replace(minute=0, second=0, microsecond=0)
    mini = Series(Channel.MINI_PROGRAM.value, "小程序", (1,))
    line.bin_clicked.emit(start - timedelta(days=1), now, mini)
    desk.until_sees("sheet")
    assert rows(desk) == 1


def test_a_county_of_the_map_opens_its_rows(at_desk, incident):
    desk = at_desk("maxiao")
    desk.window.pages.incident.docks.map.clicked.emit("district", "990103")
    desk.until(lambda: desk.sees("sheet") and desk.widget("sheet").title == "城西区")
    assert rows(desk) == 1


def test_points_of_the_map_open_just_those(at_desk, incident):
    desk = at_desk("maxiao")
    desk.window.pages.incident.docks.map.clicked.emit("cluster", "1,2")
    desk.until_sees("sheet")
    assert rows(desk) == 2


def test_a_clause_opens_the_plans_own_text(at_desk, small_city, incident):
    small_city.activate(incident)
    desk = at_desk("maxiao")
    desk.click("head_clause")
    desk.until_sees("sheet_clause_text")
    words = small_city.ask(clause_text, "4.2(3)").text
    desk.until(lambda: desk.widget("sheet_clause_text").toPlainText() == words)
    desk.click("clause_in_plan")
    desk.until(lambda: "4.2(3)" in desk.widget("clause_title").text())
    assert words in desk.widget("clause_text").toPlainText()


def test_escape_puts_the_sheet_away(at_desk, incident):
    desk = at_desk("maxiao")
    desk.click("number_complaints")
    desk.until_sees("sheet")
    desk.qtbot.keyClick(desk.widget("sheet"), Qt.Key.Key_Escape)
    assert not desk.sees("sheet")


def test_a_group_opens_its_people_and_tasks(at_desk, small_city, incident):
    small_city.activate(incident)
    desk = at_desk("liwei")
    desk.window.pages.incident.docks.command.group_clicked.emit("onsite")
    desk.until_sees("group_people")
    people = desk.widget("group_people")
    desk.until(lambda: people.topLevelItemCount() == 2)
    assert people.topLevelItem(0).text(0) == "马骁"
    steps = desk.widget("step_table")
    assert steps.topLevelItemCount() > 3
    steps.itemClicked.emit(steps.topLevelItem(0), 0)
    desk.until_sees("step_facts")


def test_the_search_finds_a_clause_and_opens_it(at_desk, incident):
    desk = at_desk("maxiao")
    field = desk.widget("log_input")  # a field has Ctrl+K for itself on some desktops
    field.setFocus()
    desk.qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.until_sees("palette_field")
    desk.type("palette_field", "4.1(3)")
    listed = desk.widget("palette_list")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    desk.until(lambda: listed.item(0) and listed.item(0).data(spoken).startswith("4.1(3)"))
    desk.qtbot.keyClick(desk.widget("palette_field"), Qt.Key.Key_Return)
    desk.until_sees("sheet_clause_text")


def test_the_search_finds_complaints_subjects_people_and_acts(at_desk, incident):
    desk = at_desk("chenyu")
    desk.click("search")
    desk.until_sees("palette_field")
    acts = desk.widget("palette_list").count()
    assert acts >= 5
    desk.type("palette_field", "悦力工场")
    desk.until(lambda: 0 < desk.widget("palette_list").count() < acts + 1)
    desk.widget("palette_field").clear()
    desk.type("palette_field", "马骁")
    desk.until(lambda: desk.widget("palette_list").count() == 1)
    desk.qtbot.keyClick(desk.widget("palette_field"), Qt.Key.Key_Return)
    desk.until_sees("person_sheet")


HOSTILE = "<img src=x onerror=alert(1)> </script><b>粗</b> \u202egnp.exe\u202c &amp; ${jndi:x}"


def test_hostile_words_are_plain_everywhere(at_desk, small_city, only_plain_labels):
    small_city.take_in(
        small_city.complaint("H1", title=HOSTILE, text=HOSTILE * 300, subject_name=HOSTILE[:150])
    )
    incident = small_city.register(title=f"事件{HOSTILE[:40]}", brand="悦力工场")
    small_city.activate(incident)
    desk = at_desk("chenyu")
    only_plain_labels(desk.window)
    desk.click("number_complaints")
    assert rows(desk) == 1
    only_plain_labels(desk.window)
    desk.click("search")
    desk.until_sees("palette_field")
    desk.type("palette_field", "onerror")
    desk.until(lambda: desk.widget("palette_list").count() >= 2)
    only_plain_labels(desk.window)
    for key in ("watch", "complaints", "people", "papers", "plan"):
        desk.click(f"rail_{key}")
        desk.settle()
        only_plain_labels(desk.window)
