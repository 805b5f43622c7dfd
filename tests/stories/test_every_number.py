"""Every number on every page of the desk opens its rows, or stands in a list with its reason.

What is opened by pressing is counted: records as records, people as people, money as the sum of
what counts. What heads a list is counted in it.
"""

import re

import pytest
from PySide6.QtCore import Qt

from commandcenter.domain.figures_shown import Opens, shown_as
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.desk.tallies import TallySheet
from commandcenter.ui.incident.figure_sheet import FigureSheet
from tests.stories.shown_numbers import numbers_in

# Widget and text (digits as #) of numbers that open nothing, and why.
WRITTEN = "words that people wrote"
PLAN = "a condition of the plan, or what the data say beside it: its fact stands in the list below"
HEADS = "it heads the list that stands below it"
UNFOLDS = "it unfolds the rest of its own list"
PICKED = "it is about what is picked in the list"
RUN = "the words of a run of the watch, of its own time; its rows stand below"
OPENS_NOTHING = (
    (r"todo_\w+|scrolled|log\w*|suggestion_words|shown_words|side_\w+", r".*", WRITTEN),
    (r"matrix|ways|touched|advice|matrix_\w+", r".*", PLAN),
    (r"checklist|ledger_note|assess_oral|follow_up|complaints|presence|books_remark", r".*", HEADS),
    (r"\w*_note|\w*_remark|\w+_heading|heading", r".*", HEADS),
    (r"checklist_fold", r".*", UNFOLDS),
    (r"follow_picked|pick_all", r".*", PICKED),
    (r"signal_\w+", r".*", RUN),
    (r"sums_done", r".*", "how far each is handled: the filter of states above lists them"),
    (r"act_rows_\w+", r".*", "tried in tests/ui/watch/test_risk_numbers.py"),
)
TILES = ("complaints", "people", "amount", "on_site", "registered")
CITY_TILES = ("today", "last_hour", "reports", "food", "other_province")
SUMS = ("complaints", "person_times", "people")
PAGES = ("watch", "warnings", "risk", "complaints", "duty", "people", "stock", "papers", "plan")


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
    return sum(int(i.text(2)) for i in items if i.text(1) == what and i.text(3) == "计入")


def press(desk, widget):
    desk.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    desk.until_sees("sheet")


def put_away(desk):
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: not desk.sees("sheet"))


def check_tiles(desk, numbers):
    for key in TILES:
        tile = numbers.tile(key)
        if tile.value() == "–":
            continue
        said = tile.value()
        press(desk, tile)
        if key == "amount":
            assert numbers._money(rows_behind(desk)) == (said, tile.unit())
        elif key == "on_site":
            assert counted_by_hand(desk, "现场人数") == int(said)
        elif key == "registered":
            both = [counted_by_hand(desk, what) for what in ("已登记人数", "待登记人数")]
            assert "/".join(map(str, both)) == said
        else:
            assert f"{rows_behind(desk):,}" == said, key
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


def reason(number):
    if number.name.startswith(("number_", "sum_")):
        return "it is pressed here, or of a signal in tests/ui/watch/test_signal_numbers.py"
    for name, shape, why in OPENS_NOTHING:
        if re.fullmatch(name, number.name) and re.fullmatch(shape, number.shape, re.S):
            return why
    return None


def unexplained(desk, where):
    return [
        f"{where}: {number.name} {number.text}"
        for number in numbers_in(desk.window)
        if reason(number) is None
    ]


@pytest.mark.parametrize("moment", ["D0 10:46", "D1 10:46", "B D0 21:40", "C D0 21:20"])
def test_every_number_opens_its_rows_or_has_its_reason(tell, sit, moment):
    desk = sit(tell(moment), "chenyu")
    page, left = desk.page("incident"), []
    for key in filter(page.views.offers, page.views.keys):
        desk.tab(key)
        desk.settle()
        left += unexplained(desk, f"incident/{key}")
        if key == "mine":
            check_tiles(desk, page.numbers.view)
        elif key == "complaints":
            check_sums(desk)
    for key in PAGES:
        shown = desk.page(key)
        left += unexplained(desk, key)
        if key == "watch":
            check_city_tiles(desk, shown.numbers.view)
    assert not left, "\n".join(left)
