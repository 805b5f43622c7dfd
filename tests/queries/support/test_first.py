"""先办: what is late or short at the left, what soon falls due at the right; and its alarms."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.alarms.alarm_items import rules_of
from commandcenter.domain.alarms.matters import of_matters
from commandcenter.domain.support.stock import NewItem, StockKind
from commandcenter.domain.times import local
from commandcenter.queries.alarms.stock_matters import stock_matters
from commandcenter.queries.support.first import first_board
from commandcenter.queries.support.first_line import FirstKind
from commandcenter.queries.support.stock import stock_board
from commandcenter.services.support import stock
from commandcenter.services.support.moving import Back, HandOut
from commandcenter.store.plan.plan import plan_of
from tests.field import add_people

DAY = timedelta(days=1)


@pytest.fixture
def stocked(city):
    """A radio is lent for an hour, seals are short, a car is due in four days."""
    add_people(city)
    now = city.db.clock()
    radio = NewItem("对讲机", StockKind.RADIO, "机关库房", "部", minimum=2, check_months=6)
    seal = NewItem("封条", StockKind.EVIDENCE, "机关库房", "张", used_up=True, minimum=200)
    car = NewItem(
        "应急车", StockKind.VEHICLE, "车库", "辆", plate="澄A·7306", inspected_until=now + 4 * DAY
    )
    item = city.do(stock.add, "gaoyuan", radio, 12)
    city.do(stock.add, "gaoyuan", seal, 120)
    city.do(stock.add, "gaoyuan", car, 1)
    due = now + timedelta(hours=1)
    return city.do(stock.hand_out, "gaoyuan", HandOut(item, 2, "石军", due_at=due))


def board(city, after, login="gaoyuan"):
    """Of the stock: the team's and the money's lines have tests of their own."""
    found = city.ask(first_board, getattr(city, login), city.db.clock() + after)
    late, soon = (
        tuple(line for line in lines if line.kind is FirstKind.STOCK)
        for lines in (found.late, found.soon)
    )
    return replace(found, late=late, soon=soon)


def said(lines):
    return [(line.words, line.when, line.act and line.act.key) for line in lines]


def test_what_is_late_stands_left_and_what_falls_due_right(city, stocked):
    found = board(city, 2 * DAY)
    assert {words for words, _, _ in said(found.late)} == {
        "对讲机 2 部，石军 领用", "封条在库 120 张，最低 200 张",
    }  # fmt: skip
    by_words = {line.words: line for line in found.late}
    assert by_words["封条在库 120 张，最低 200 张"].when == "缺 80 张"
    now = city.db.clock()
    days = (local(now + 2 * DAY).date() - local(now + timedelta(hours=1)).date()).days
    assert by_words["对讲机 2 部，石军 领用"].when.endswith(f"逾期 {days} 天")
    [car] = found.soon
    assert (car.words, car.act.key) == ("应急车 澄A·7306 年检", "check")
    assert car.when.endswith("到期，还有 2 天")


def test_what_is_back_and_full_stands_there_no_more(city, stocked):
    city.do(stock.take_back, "gaoyuan", stocked, Back(2))
    assert [line.words for line in board(city, 2 * DAY).late] == ["封条在库 120 张，最低 200 张"]


def test_what_falls_due_is_late_once_its_day_is_over(city, stocked):
    late = [line.words for line in board(city, 5 * DAY).late]
    assert "应急车 澄A·7306 年检" in late
    assert board(city, 5 * DAY).soon == ()


def test_who_may_not_see_the_stock_is_told_nothing_of_it(city, stocked):
    assert board(city, 2 * DAY, "maxiao").late == ()
    auditor = board(city, 2 * DAY, "tanjing")
    assert len(auditor.late) == 2
    assert {line.act for line in auditor.late} == {None}


def test_the_figures_of_the_heading_are_those_of_the_lines(city, stocked):
    shown = city.ask(stock_board, city.gaoyuan, city.db.clock() + 2 * DAY)
    figures = shown.figures
    assert (figures.kinds, figures.lent, figures.late, figures.short) == (3, 2, 2, 1)
    assert figures.lent == sum(line.lent for line in shown.lines)
    assert [line.name for line in shown.lines] == ["对讲机", "封条", "应急车"]


def test_what_is_late_or_short_alarms_who_keeps_the_stock(city, stocked):
    with city.db.read() as session:
        matters, rules = list(stock_matters(session)), rules_of(plan_of(session))
    raised = [
        found
        for found in of_matters(matters, rules, city.db.clock() + 5 * DAY)
        if found.priority is not None
    ]
    assert {found.kind for found in raised} == {"stock_back", "stock_short", "stock_check"}
    assert {found.who for found in raised} == {("leader:logistics",)}
    soon = of_matters(matters, rules, city.db.clock() + timedelta(minutes=5))
    assert [found.kind for found in soon if found.priority is not None] == []
