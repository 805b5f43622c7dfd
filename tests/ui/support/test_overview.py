"""总览 on 保障: what each book holds, each number leading to the rows that it counts."""

import pytest

from commandcenter.domain.times import local
from commandcenter.queries.support.book_states import book_states
from commandcenter.queries.support.first_line import FirstKind
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from tests.ui.support.test_stock_page import page, stocked  # noqa: F401  a fixture


@pytest.fixture
def kept(small_city, stocked):  # noqa: F811
    """Stock, a budget, one request that waits and one that was paid."""
    city = small_city
    line = city.do(fund.set_budget, "chenyu", local(city.db.clock()).year, "现场处置", 10_000_000)
    for cents in (800_000, 300_000):
        paid = city.do(fund.ask, "gaoyuan", Asked(line, "防护用品补充", cents, "低于最低库存"))
    city.do(fund.approve, "chenyu", paid)
    city.do(fund.spend, "gaoyuan", paid, 300_000, "记-12")
    return city


def states(city, login="gaoyuan"):
    found = city.ask(book_states, getattr(city, login), city.db.clock())
    return {book.kind: {each.label: each for each in book.counts} for book in found.books}


def test_the_counts_of_the_stock_open_their_rows(at_desk, kept):
    desk, tabs = page(at_desk)
    for place, count in enumerate(states(kept)[FirstKind.STOCK].values()):
        tabs.show_tab("first")
        desk.until_sees(f"count_stock_{place}")
        desk.click(f"count_stock_{place}")
        wanted = int(count.value.split()[0])
        desk.until(lambda wanted=wanted: len(tabs.stock.ledger.lines) == wanted)
        assert tabs.tab == "stock"


def test_the_counts_of_the_team_open_their_rows(at_desk, kept):
    desk, tabs = page(at_desk)
    people = states(kept)[FirstKind.TEAM]
    for place, label in ((0, "在册"), (1, "要办的"), (2, "学时不足")):
        tabs.show_tab("first")
        desk.until_sees(f"count_team_{place}")
        desk.click(f"count_team_{place}")
        wanted = int(people[label].value.split()[0])
        desk.until(lambda wanted=wanted: len(tabs.people.ledger.lines) == wanted)
    tabs.show_tab("first")
    desk.click("count_team_4")
    assert (tabs.tab, tabs.people.book) == ("team", "partners")
    tabs.show_tab("first")
    desk.click("count_team_3")
    assert (tabs.tab, tabs.training.book) == ("training", "sessions")


def test_the_sums_of_the_money_open_what_they_are_made_of(at_desk, kept):
    desk, tabs = page(at_desk)
    money = states(kept)[FirstKind.MONEY]
    assert [money[label].value for label in ("已支", "申请中", "可用")] == [
        "3000元", "8000元", "8.9万元",
    ]  # fmt: skip
    for place, rows in ((1, 1), (2, 1), (4, 0), (3, 2)):
        tabs.show_tab("first")
        desk.until_sees(f"count_money_{place}")
        desk.click(f"count_money_{place}")
        desk.until(lambda rows=rows: len(tabs.fund.requests.ledger.lines) == rows)


def test_what_falls_due_later_leads_to_its_line(at_desk, kept):
    desk, tabs = page(at_desk)
    found = kept.ask(book_states, kept.gaoyuan, kept.db.clock())
    [later] = [book.later for book in found.books if book.kind is FirstKind.MONEY]
    desk.until_sees(f"later_money_{later[0].subject}_0")
    desk.click(f"later_money_{later[0].subject}_0")
    desk.until(lambda: tabs.fund.requests.ledger.chosen_id == later[0].subject)


def test_who_may_not_see_a_book_has_no_column_of_it(kept):
    assert set(states(kept)) == {FirstKind.TEAM, FirstKind.STOCK, FirstKind.MONEY}
    assert FirstKind.STOCK not in states(kept, "maxiao")
    assert FirstKind.MONEY not in states(kept, "maxiao")


@pytest.mark.parametrize(("login", "is_shown"), [("maxiao", False), ("gaoyuan", True)])
def test_who_may_not_see_the_money_is_shown_no_sum_of_none(at_desk, kept, login, is_shown):
    desk, tabs = page(at_desk, login)
    tabs.show_tab(FirstKind.MONEY)
    desk.until(lambda: tabs.fund.requests.board is not None)
    assert (tabs.fund.requests.board.refusal is None) == is_shown
    desk.until(lambda: desk.sees("fund_budget") == is_shown)
    assert tabs.fund.requests.isVisible()
