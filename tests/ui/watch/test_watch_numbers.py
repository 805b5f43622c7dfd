"""监测: every number that is shown is pressed, and the rows that open are as many as it said."""

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from commandcenter.domain.complaints.complaint import Channel, ComplaintKind
from commandcenter.domain.times import day_start, local
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.ui.watch.day_cell import DayCell

CATEGORIES = ("", "", "文化娱乐体育", "教育培训", "餐饮和住宿", "药品", "首饰", "房屋", "互联网")
PLACES = ("990102", "990103", "990104")
SUBJECTS = ("悦力工场健身（城东店）", "启明星教育", "三味田餐饮", "")


@pytest.fixture
def watched(small_city):
    """Four weeks of all channels, nine categories and three counties, many of them today."""
    now = small_city.db.clock() - timedelta(seconds=2)
    noon = day_start(local(now).date()) - timedelta(hours=12)
    channels = list(Channel)

    def one(number, at):
        return small_city.complaint(
            f"N{number}", registered_at=at, channel=channels[number % len(channels)],
            category=CATEGORIES[number % len(CATEGORIES)],
            district=PLACES[number % len(PLACES)], subject_name=SUBJECTS[number % len(SUBJECTS)],
            problem="食品安全" if number % 4 == 1 else "合同", brand="",
            kind=ComplaintKind.REPORT if number % 5 == 2 else ComplaintKind.COMPLAINT,
            other_province=number % 6 == 3,
            text="卷帘门拉下，正在搬走" if number >= 100 else "商品少件，要求补发",
        )  # fmt: skip

    past = [one(n, noon - timedelta(days=n % 27, hours=n % 7)) for n in range(40)]
    fresh = [one(100 + n, now - timedelta(minutes=n)) for n in range(24)]
    small_city.take_in(*past, *fresh)
    return small_city


@pytest.fixture
def page(at_desk, watched):
    """The page, and what it was pressed for in place of the sheet: titles and filters."""
    desk = at_desk("chenyu")
    desk.click("rail_watch")
    desk.settle()
    page, asked = desk.window.pages.watch, []
    page.rows.show_rows = lambda title, wanted: asked.append((title, wanted))

    def check(said, widget, at):
        asked.clear()
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y()))
        )
        desk.until(lambda: bool(asked))
        [(title, wanted)] = asked
        rows = watched.ask(
            lambda s: complaint_page(s, wanted, now=watched.db.clock(), actor=watched.chenyu)
        )
        assert (rows.total, len(rows.lines)) == (said, said), title
        return said

    page.check, page.desk = check, desk
    return page


def show(page, view):
    page.show_view(view)
    page.desk.settle()
    page.desk.until(page.desk.window.settled)


@pytest.mark.parametrize("stack", [0, 1])
def test_each_part_of_each_bar_opens_its_own(page, stack):
    """Also the part of what is summed up as 其他, and of what has no category."""
    view = page.timeline.view
    view.stack_box.setCurrentIndex(stack)
    pressed = set()
    for span in (2, 5):
        view.range_box.setCurrentIndex(span)
        page.desk.settle()
        pressed |= press_bars(page, view.chart)
    assert pressed >= ({"其他", "12345"} if stack == 0 else {"其他", "未分类"})


def press_bars(page, chart):
    """The labels of the parts that were pressed."""
    shown, frame, pressed = chart._timeline, chart.frame, set()
    for n in range(shown.bins):
        low, x = 0, frame.x(n + 0.5)
        for series in shown.series:
            count = series.counts[n]
            at = QRectF(x, frame.y(low + count / 2), 0, 0).topLeft()
            if count and frame.y(low) - frame.y(low + count) > 2:
                page.check(count, chart, at)
                pressed.add(series.label)
            low += count
        if low and frame.y(low) > frame.area.top() + 2:
            page.check(low, chart, QRectF(x, frame.area.top() + 1, 0, 0).topLeft())
    return pressed


def test_the_six_numbers_and_the_traders(page):
    for key in ("today", "last_hour", "reports", "food", "other_province"):
        tile = page.desk.widget(f"number_{key}")
        assert page.check(int(tile.value()), tile, tile.rect().center()), key
    tree = page.desk.widget("top_subjects")
    assert tree.topLevelItemCount() == 3
    for n in range(3):
        item = tree.topLevelItem(n)
        page.check(int(item.text(2)), tree.viewport(), tree.visualItemRect(item).center())


def test_each_day_of_each_small_chart(page):
    show(page, "days")
    for panel in (page.districts, page.categories):
        cells = [cell for cell in panel.findChildren(DayCell) if cell.isVisible()]
        assert len(cells) >= 7
        for cell in cells:
            counts, box = cell._line.counts, cell.chart()
            for day in [n for n, count in enumerate(counts) if count]:
                x = box.left() + (day + 0.5) * box.width() / len(counts)
                page.check(counts[day], cell, QRectF(x, box.center().y(), 0, 0).topLeft())
            page.check(counts[-1], cell, QPoint(12, 12))


def test_each_hour_and_each_rare_hour(page):
    show(page, "hours")
    view = page.hours.view
    cells = [(row, hour) for row in range(7) for hour in range(24) if view._cell(row, hour)]
    pressed = [
        page.check(view._cell(*at).count, view, view._box(*at).center())
        for at in cells
        if view._cell(*at).count
    ]
    assert sum(pressed) >= 24
    rarest = page.desk.widget("rarest_hours")
    for n in range(rarest.count()):
        item = rarest.item(n)
        if said := re.search(r"现 (\d+) 件", item.text()):
            page.check(int(said[1]), rarest.viewport(), rarest.visualItemRect(item).center())


def test_each_trader_with_its_days_and_each_gathering_of_words(page):
    show(page, "subjects")
    rows = [row for row in page.subjects.rows if row.isVisible()]
    assert len(rows) == 3
    for row in rows:
        page.check(row.line.count, row, QPoint(40, 20))
        box = row.chart()
        for day in [n for n, count in enumerate(row.line.counts) if count]:
            x = box.left() + (day + 0.5) * box.width() / len(row.line.counts)
            page.check(row.line.counts[day], row, QRectF(x, box.center().y(), 0, 0).topLeft())
    show(page, "words")
    assert page.words.cards
    for card in page.words.cards:
        link = card.findChild(QWidget, "word_rows")
        page.check(len(card.cluster.ids), link, link.rect().center())
