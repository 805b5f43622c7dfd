"""The list of complaints holds exactly the rows that match, newest first."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.queries.complaints import complaints
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaint_order import ComplaintOrder, OrderBy
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from tests.queries.conftest import rows_of


def ask(city, wanted, **page):
    return city.ask(complaint_page, wanted, **page)


def numbers(rows):
    ordered = sorted(rows, key=lambda r: (r.registered_at, r.id), reverse=True)
    return [row.number for row in ordered]


def cases(city):
    """Filters, each with the same condition said over a row."""
    now = city.db.clock()
    day_ago, hour_ago = now - timedelta(days=1), now - timedelta(hours=1)
    one = next(row for row in rows_of(city) if row.subject_id)
    return [
        (ComplaintFilter(), lambda r: True),
        (ComplaintFilter(since=day_ago, until=hour_ago),
         lambda r: day_ago <= r.registered_at < hour_ago),
        (ComplaintFilter(channel=Channel.APP), lambda r: r.channel is Channel.APP),
        (ComplaintFilter(category=""), lambda r: r.category == ""),
        (ComplaintFilter(category="教育", district="990102"),
         lambda r: (r.category, r.district) == ("教育", "990102")),
        (ComplaintFilter(words="100%"), lambda r: "100%" in r.title),
        (ComplaintFilter(words="a_b 门口"), lambda r: r.title == "a_b" and "门口" in r.text),
        (ComplaintFilter(words=one.number), lambda r: r.number == one.number),
        (ComplaintFilter(words="没有这样的话"), lambda r: False),
        (ComplaintFilter(subject_id=one.subject_id), lambda r: r.subject_id == one.subject_id),
    ]  # fmt: skip


def test_each_filter_gives_its_rows_newest_first(crowded):
    rows = rows_of(crowded)
    assert len(rows) == 252
    for wanted, holds in cases(crowded):
        page = ask(crowded, wanted, limit=1_000)
        expected = numbers([row for row in rows if holds(row)])
        assert [line.number for line in page.lines] == expected, wanted
        assert page.total == len(expected), wanted


def test_a_choice_of_very_many_is_counted_so_far_as_it_is_worth(crowded, monkeypatch):
    monkeypatch.setattr(complaints, "MOST_COUNTED", 20)
    wanted = ComplaintFilter(until=crowded.db.clock())
    every = len([row for row in rows_of(crowded) if row.registered_at < crowded.db.clock()])
    page = ask(crowded, wanted, limit=10)
    assert (page.total, page.more, len(page.lines)) == (20, True, 10)
    page = ask(crowded, wanted, offset=20, limit=10)
    assert (page.total, page.more) == (40, True)  # so that who scrolls on finds more
    page = ask(crowded, wanted, offset=every - 10, limit=20)
    assert (page.total, page.more) == (every, False)


@pytest.mark.lot(3)
@pytest.mark.parametrize("county", [None, "990102", "990199"])
@pytest.mark.parametrize("district", [None, "", "990102", "990103"])
def test_the_total_of_a_large_database_is_that_of_its_rows(crowded, monkeypatch, county, district):
    monkeypatch.setattr(complaints, "LARGE", 1)
    own = Actor(9, "c", "县区局", frozenset({Grant(Role.COUNTY, district=county)}))
    actor = own if county else None
    page = ask(crowded, ComplaintFilter(district=district), limit=1_000, actor=actor)
    expected = [
        row for row in rows_of(crowded)
        if county in (None, row.district) and district in (None, row.district or "")
    ]  # fmt: skip
    assert page.total == len(expected)
    assert [line.number for line in page.lines] == numbers(expected)


def test_pages_put_together_are_the_whole(crowded):
    whole = ask(crowded, ComplaintFilter(), limit=1_000)
    parts = [ask(crowded, ComplaintFilter(), offset=n, limit=60) for n in range(0, 300, 60)]
    assert [line for page in parts for line in page.lines] == list(whole.lines)
    assert {page.total for page in parts} == {252}


@pytest.mark.parametrize("by", OrderBy)
@pytest.mark.parametrize("descending", [False, True])
def test_each_order_holds_over_the_pages_and_what_has_no_value_stands_last(crowded, by, descending):
    order = ComplaintOrder(by, descending)
    whole = ask(crowded, ComplaintFilter(), limit=1_000, order=order).lines
    parts = [
        ask(crowded, ComplaintFilter(), offset=n, limit=60, order=order) for n in range(0, 300, 60)
    ]
    assert [line.id for page in parts for line in page.lines] == [line.id for line in whole]
    assert {line.id for line in whole} == {row.id for row in rows_of(crowded)}
    rows = {row.id: row for row in rows_of(crowded)}
    told = [VALUES[by](line, rows[line.id]) for line in whole]
    there = [value for value in told if value is not None]
    assert told == there + [None] * (len(told) - len(there))
    if by in (OrderBy.AMOUNT, OrderBy.DISTRICT, OrderBy.REGISTERED):
        assert there == sorted(there, reverse=descending)
    alike = [value for n, value in enumerate(there) if not n or there[n - 1] != value]
    assert len(alike) == len(set(alike)), "what is alike stands together"


VALUES = {
    OrderBy.REGISTERED: lambda line, _: line.registered_at,
    OrderBy.TITLE: lambda line, _: line.title,
    OrderBy.SUBJECT: lambda line, _: line.subject or None,
    OrderBy.DISTRICT: lambda _, row: row.district,
    OrderBy.PROBLEM: lambda line, _: line.problem,
    OrderBy.AMOUNT: lambda line, _: line.amount_cents,
    OrderBy.CHANNEL: lambda line, _: line.channel,
    OrderBy.KIND: lambda line, _: line.kind,
    OrderBy.NUMBER: lambda line, _: line.number,
}


def test_the_complaints_of_an_incident_are_those_that_joined_it(crowded):
    page = ask(crowded, ComplaintFilter(incident_id=crowded.incident), limit=1_000)
    week = crowded.db.clock() - timedelta(days=365)
    expected = [r for r in rows_of(crowded) if r.brand == "悦力工场" and r.registered_at > week]
    joined = {line.number for line in page.lines}
    assert joined <= {row.number for row in expected}
    assert joined
    assert all(line.incident_id == crowded.incident for line in page.lines)


def test_the_detail_says_where_a_complaint_came_from(city):
    city.take_in(city.complaint("a", town="人民路街道", goods="年卡"))
    [line] = city.ask(complaint_page, ComplaintFilter()).lines
    detail = city.ask(complaint_detail, line.id)
    assert (detail.file_name, detail.goods) == ("x.csv", "年卡")
    assert detail.address == "城东区 人民路街道"


@pytest.mark.parametrize("words", ["'", '"', "%", "_", "\\", "';--", "🦄", "\u202e"])
def test_a_search_takes_every_sign_as_itself(city, words):
    city.take_in(city.complaint("plain"), city.complaint("odd", title=f"x{words}y"))
    page = city.ask(complaint_page, ComplaintFilter(words=words))
    assert [line.number for line in page.lines] == ["odd"]
