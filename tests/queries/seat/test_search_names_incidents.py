"""Where two incidents are live, what a search finds says which of them it belongs to."""

import pytest

from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.search_ask import HitKind


@pytest.fixture
def gym(city):
    city.take_in(city.complaint("a1"))
    return city.register()


def details(city, words, kind):
    return [hit.detail for hit in city.ask(search, city.zhoulan, words) if hit.kind is kind]


def test_of_one_nothing_is_said_and_of_two_the_title(city, gym):
    [before] = details(city, "门店关闭", HitKind.COMPLAINT)
    assert "闭店事件" not in before
    city.register(title="育新学校疑似食物中毒", public_title="某学校疑似食物中毒", brand="")
    [after] = details(city, "门店关闭", HitKind.COMPLAINT)
    assert after == f"{before} · “11·24”悦力工场健身闭店事件"
