"""Every number on every page of the desk opens its rows, or stands in a list with its reason.

What is opened by pressing is counted: records as records, people as people, money as the sum of
what counts. What heads a list is counted in it.
"""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from commandcenter.domain.figures_shown import Opens, shown_as, told_as_whole
from commandcenter.domain.incident.kinds import PATIENT_FACTS, TOTALS
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.services.incident.incidents import TALLIES
from commandcenter.store.incident.told_figures import counted_alike
from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.desk.case_sheet import CaseSheet
from commandcenter.ui.desk.tallies import TallySheet
from commandcenter.ui.frame.amounts import money_parts
from commandcenter.ui.incident.figure_sheet import FigureSheet
from commandcenter.ui.widgets.buttons import Segments
from tests.stories.number_walk import (
    PRESSED,
    unexplained,
    walk_dialogs,
    walk_headings,
    walk_lines,
)
from tests.stories.shown_numbers import text_of

pytestmark = pytest.mark.lot(4, "every number")

CITY_TILES = ("today", "last_hour", "reports", "food", "other_province")
# Tiles that are no count of rows: what they open is tried where it stands.
ELSEWHERE = ("next_report", "opinions", "last_hour")
FIRST = ("mine", "panels")
SUMS = ("complaints", "person_times", "people")
# What lines and cards open to the commander on the first day.
OF_LINES = {"report_back", "release_judge", "triage_form", "merge_form", "print_form"}


def digits(text):
    return int(re.sub(r"\D", "", text.split("·")[0]) or 0)


def opened(desk):
    """What the sheet shows: how many rows, or what their column sums up to."""
    content = desk.widget("sheet").content
    desk.until(lambda: content.as_of is not None)
    desk.settle()
    return content


def rows_behind(desk):
    content = opened(desk)
    if isinstance(content, ComplaintPanel):
        with desk.story.db.read() as session:
            page = complaint_page(
                session, content._filter, 0, 5_000, now=desk.story.db.clock(),
                actor=content.seat.actor,
            )  # fmt: skip
        assert digits(content.view.note.text()) == len(page.lines) == page.total
        return page.total
    assert isinstance(content, FigureSheet)
    tree, shown = content.tree, shown_as(content._code)
    assert content.rule.text() == shown.meaning
    assert f"{tree.topLevelItemCount():,} 行" in content.total.text()
    if shown.opens is not Opens.CLAIMS:
        return tree.topLevelItemCount()
    assert tree.headerItem().text(1) == "计入金额（元）"
    assert tree.columnViewportPosition(1) + tree.columnWidth(1) <= tree.viewport().width()
    yuan = [tree.topLevelItem(n).text(1) for n in range(tree.topLevelItemCount())]
    cents = sum(round(float(text.replace(",", "")) * 100) for text in yuan)
    assert f"合计 {cents / 100:,.2f} 元" in content.total.text()
    return cents


def counted_by_hand(desk, what):
    content = opened(desk)
    assert isinstance(content, TallySheet)
    items = [content.tree.topLevelItem(n) for n in range(content.tree.topLevelItemCount())]
    return sum(int(i.text(2)) for i in items if i.text(1) in what and i.text(3) == "计入")


def press(desk, widget):
    desk.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    desk.until_sees("sheet")


def put_away(desk):
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: not desk.sees("sheet"))


def check_tiles(desk, numbers):
    """Each tile of the incident's kind opens as many rows as it says, or what sums up to it."""
    for key in [key for key in numbers._keys if key not in ELSEWHERE]:
        tile = numbers.tile(key)
        if tile.value() in ("–", "—"):
            continue
        said = tile.value()
        press(desk, tile)
        if key == "amount":
            assert money_parts(rows_behind(desk) / 100) == (said, tile.unit())
        elif key == "on_site":
            assert counted_by_hand(desk, {"现场人数"}) == int(said)
        elif key == "registered":
            both = [counted_by_hand(desk, {what}) for what in ("已登记人数", "待登记人数")]
            assert "/".join(map(str, both)) == said
        elif key in TOTALS:
            assert f"{counted_by_hand(desk, words_of(key)):,}" == said, key
        elif key == "remote":
            assert rows_behind(desk) > 0
        else:
            assert f"{rows_behind(desk):,}" == said, key
        put_away(desk)


def words_of(code):
    """What the words on a total are called: the hand counts that say the same, and the fact."""
    facts = {shown_as(fact).title for fact in (*PATIENT_FACTS, code)}
    return {TALLIES[kind] for kind in counted_alike(code) if kind in TALLIES} | facts


def in_figures(yuan):
    """As the matrix says money."""
    return f"{yuan / 10_000:.1f}".removesuffix(".0") if yuan >= 10_000 else f"{yuan}"


def check_facts(desk, matrix):
    """What the matrix counts from records opens them."""

    def links():
        return [link.objectName() for link in matrix.findChildren(QPushButton) if link.isVisible()]

    desk.until(lambda: bool(links()))
    for name in links():
        code, link = name.removeprefix("fact_"), desk.widget(name)
        number = re.search(r"\d[\d,.]*", link.text())
        if code == "media":
            continue  # it opens the view of opinions
        said = number[0].replace(",", "")
        press(desk, link)
        if code == "amount_yuan":
            assert in_figures(rows_behind(desk) // 100) == said
        elif code == "on_site":
            assert counted_by_hand(desk, {"现场人数"}) == int(said)
        elif told_as_whole(code):
            assert counted_by_hand(desk, words_of(code)) == int(said)
        else:
            assert rows_behind(desk) == int(said), code
        put_away(desk)


def check_city_tiles(desk, numbers):
    for key in CITY_TILES:
        press(desk, numbers.tile(key))
        assert f"{rows_behind(desk):,}" == numbers.tile(key).value(), key
        put_away(desk)


def check_sums(desk):
    for key in SUMS:
        button = desk.widget(f"sum_{key}")
        said = digits(button.text())
        if key == "complaints":
            assert len(desk.window.pages.incident.view("complaints").panel.view.answer.all) == said
            continue
        press(desk, button)
        assert rows_behind(desk) == said
        put_away(desk)
    view = desk.window.pages.incident.view("complaints").panel.view
    for key in ("soon", "late", "flagged"):
        said = digits(desk.widget(f"sum_{key}").text())
        desk.click(f"sum_{key}")
        desk.settle()
        desk.until(lambda said=said: len(view.answer.all) == said)
    desk.click("sum_complaints")


def check_cases(desk, standing):
    """Each school, hospital and bar opens rows that say its number; they add up to the tile."""
    cases, chart = standing.map.map._picture.cases, standing.timeline.view.chart
    treated = int(standing.numbers.view.tile("treated").value())
    sums = {"site": 0, "hospital": 0}
    for place in cases.places:
        standing.map.clicked.emit("case", str(place.id))
        assert cases_behind(desk) == place.number
        sums[place.part.value] += place.number
    bars = chart._timeline.series[0].counts
    for n in range(len(bars)):
        chart._choose(n, None)
        assert cases_behind(desk) == bars[n]
    assert {*sums.values(), sum(bars) + cases.unknown} == {treated}


def cases_behind(desk):
    desk.until_sees("sheet")
    content = opened(desk)
    assert isinstance(content, CaseSheet)
    items = [content.tree.topLevelItem(n) for n in range(content.tree.topLevelItemCount())]
    total = sum(int(item.text(2)) for item in items)
    assert content.said.text().startswith(f"{total} 人。")
    put_away(desk)
    return total


def check_pressed(desk):
    """What says itself how many rows it opens."""
    for name in PRESSED:
        shown = [w for w in desk.window.findChildren(QPushButton, name) if w.isVisible()]
        for widget in shown[:2]:
            said = int(re.search(r"\d[\d,]*", text_of(widget))[0].replace(",", ""))
            press(desk, widget)
            assert rows_behind(desk) == said, name
            put_away(desk)


def walk_view(desk, page, key):
    """A view of the incident with each of its tabs."""
    desk.tab(key)
    desk.settle()
    left = unexplained(desk.window, f"incident/{key}")
    if key in FIRST:
        check_tiles(desk, desk.widget("numbers"))
        return left
    if key == "complaints":
        check_sums(desk)
    segments = page.view(key)._segments
    for tab in segments._keys if segments is not None else ():
        desk.segment(segments, tab)
        desk.settle()
        left += unexplained(desk.window, f"incident/{key}/{tab}")
        if (key, tab) == ("assess", "basis"):
            check_facts(desk, desk.widget("matrix"))
        left += walk_lines(desk, f"incident/{key}/{tab}")
    return left if segments is not None else left + walk_lines(desk, f"incident/{key}")


def walk_page(desk, key):
    """A page of the city with each of its views, and the forms that its headings offer."""
    shown = desk.page(key)
    left = unexplained(desk.window, key)
    views = getattr(shown, "views", None)
    for view in views._keys if isinstance(views, Segments) else ():
        desk.segment(views, view)
        desk.settle()
        left += unexplained(desk.window, f"{key}/{view}")
        check_pressed(desk)
        left += walk_lines(desk, f"{key}/{view}")
    return left + walk_headings(desk, key) + walk_lines(desk, key)


def city_pages(desk):
    """All but that of the incident, whose views are walked first."""
    return [key for key in desk.window.pages.keys if key != "incident"]


@pytest.mark.parametrize("moment", ["D0 10:46", "D1 10:46", "B D0 21:40", "C D0 21:20"])
def test_every_number_opens_its_rows_or_has_its_reason(tell, sit, moment):
    desk = sit(tell(moment), "chenyu")
    page, left = desk.page("incident"), []
    for key in page.views.keys:
        if page.views.offers(key):
            left += walk_view(desk, page, key)
    check_city_tiles(desk, desk.page("watch").numbers.view)
    for key in city_pages(desk):
        left += walk_page(desk, key)
    desk.page("incident")
    left += walk_dialogs(desk)
    assert not left, "\n".join(left)
    assert desk.forms >= OF_LINES or not moment.startswith("D0")


@pytest.mark.parametrize("login", ["maxiao", "liwei", "shenliqun"])
def test_so_does_every_number_for_a_leader_the_duty_room_and_a_county(tell, sit, login):
    """A county's figures have rows that it does not see: test_figure_rows.py says how many."""
    desk = sit(tell("D0 10:46"), login)
    page, left = desk.page("incident"), []
    for key in [key for key in page.views.keys if page.views.offers(key)]:
        desk.tab(key)
        desk.settle()
        left += unexplained(desk.window, f"incident/{key}") + walk_lines(desk, f"incident/{key}")
        check_pressed(desk)
        if key == "panels" and login != "shenliqun":
            check_tiles(desk, desk.widget("numbers"))
    for key in city_pages(desk):
        left += walk_page(desk, key)
    desk.page("incident")
    if desk.window.acts.has_cases:
        desk.tab("mine")
        desk.settle()
        check_cases(desk, page.overview.standing)
    left += walk_dialogs(desk)
    assert not left, "\n".join(left)
