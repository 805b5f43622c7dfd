"""Hours, traders and words of now: numbers equal the rows behind, a county has its own."""

from datetime import timedelta

import pytest

from commandcenter.domain.complaints.complaint import Channel, Complainant
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.rarity import Rarity, frequency_of
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.watch.monitor_hours import hour_week
from commandcenter.queries.watch.monitor_subjects import SHOWN_DAYS, subject_tops
from commandcenter.queries.watch.monitor_words import word_clusters
from tests.queries.conftest import rows_of

WEST = Actor(99, "shen", "沈立群", frozenset({Grant(Role.COUNTY, district="990103")}))


def total(city, **wanted):
    return city.ask(complaint_page, ComplaintFilter(**wanted)).total


def test_each_hour_counts_its_rows(crowded):
    now = crowded.db.clock()
    for channel in (None, Channel.APP):
        week = crowded.ask(hour_week, channel, now)
        shown = 0
        for day, cells in enumerate(week.cells):
            for hour, cell in enumerate(cells):
                at = day_start(week.first + timedelta(days=day)) + timedelta(hours=hour)
                assert (cell is None) == (at > now)
                if cell is None or not cell.count:
                    continue
                shown += cell.count
                until = at + timedelta(hours=1)
                assert total(crowded, since=at, until=until, channel=channel) == cell.count
        end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        since = day_start(week.first)
        assert total(crowded, since=since, until=end, channel=channel) == shown


def test_a_crowded_hour_is_rare_and_the_usual_one_is_not(city):
    start = day_start(local(city.db.clock()).date()) - timedelta(days=1)
    at = start + timedelta(hours=10)
    usual = [
        city.complaint(f"U{day}-{n}", registered_at=at - timedelta(days=day))
        for day in range(1, 70)
        for n in range(3)
    ]
    city.take_in(*usual, *(city.complaint(f"N{n}", registered_at=at) for n in range(30)))
    week = city.ask(hour_week, None, start + timedelta(days=1))
    yesterday, before = week.cells[5][10], week.cells[4][10]
    assert (yesterday.count, before.count) == (30, 3)
    assert yesterday.usual == pytest.approx(1.0, abs=0.1)  # of three hours, one has three
    assert frequency_of(yesterday.chance).rarity is Rarity.RARE
    assert frequency_of(before.chance).rarity is not Rarity.RARE


def test_a_trader_is_shown_with_as_many_as_its_rows(crowded):
    for days in (1, 3, 7):
        tops = crowded.ask(subject_tops, crowded.chenyu, days, crowded.db.clock(), limit=99)
        now = tops.now  # the whole second that it counts up to
        by_trader = {}
        for row in rows_of(crowded):
            if row.subject_id and tops.since <= row.registered_at < now:
                by_trader.setdefault(row.subject_id, []).append(row)
        assert {line.id for line in tops.lines} == {k for k, v in by_trader.items() if len(v) > 1}
        for line in tops.lines:
            rows = by_trader[line.id]
            assert line.count == len(rows) == sum(line.counts[-days:])
            assert line.people == len({r.person_key for r in rows} - {""})
            assert len(line.counts) == SHOWN_DAYS
            since = now - timedelta(days=SHOWN_DAYS)
            assert sum(line.counts) == total(crowded, subject_id=line.id, since=since, until=now)
        assert list(tops.lines) == sorted(tops.lines, key=lambda x: (x.chance, -x.count, x.id))


def test_a_trader_who_has_as_many_every_day_is_not_rare(city):
    now = city.db.clock()
    steady = [
        city.complaint(
            f"S{day}-{n}", registered_at=now - timedelta(days=day, hours=1), subject_name="老店"
        )
        for day in range(70)
        for n in range(5)
    ]  # fmt: skip
    city.take_in(
        *steady,
        *(city.complaint(f"N{n}", subject_name="新店") for n in range(5)),
        city.complaint("once", subject_name="只一件"),
    )
    new, old = city.ask(subject_tops, city.chenyu, 1, now).lines
    assert (new.name, new.count, old.name, old.count) == ("新店", 5, "老店", 5)
    assert old.usual == pytest.approx(5, abs=0.5)
    assert frequency_of(new.chance).rarity is Rarity.RARE
    assert frequency_of(old.chance).rarity is Rarity.USUAL


def test_a_county_sees_the_traders_and_words_of_its_own_rows(crowded):
    now = crowded.db.clock()
    tops = crowded.ask(subject_tops, WEST, 7, now, limit=99)
    own = [
        r for r in rows_of(crowded)
        if r.district == "990103" and r.subject_id and tops.since <= r.registered_at < now
    ]  # fmt: skip
    assert sum(line.count for line in tops.lines) <= len(own)
    for line in tops.lines:
        assert line.count == sum(r.subject_id == line.id for r in own)
    words = crowded.ask(word_clusters, WEST, 7, now)
    assert words.read == sum(
        r.district == "990103" and words.since <= r.registered_at < now for r in rows_of(crowded)
    )


def test_new_words_come_with_complaints_that_say_them(city):
    now = city.db.clock()
    old = [
        city.complaint(
            f"O{n}", registered_at=now - timedelta(days=2 + n % 20),
            title=f"商品{'破损' if n % 2 else '少件'}", text=f"第{n}单要求换货",
        )
        for n in range(200)
    ]  # fmt: skip
    said = "卷帘门拉下，付了15660元，电话13800001111"
    who = [Complainant("王", f"1{n:010}") for n in range(12)]
    new = [
        city.complaint(f"W{n}", text=said, title="会员卡", complainant=person)
        for n, person in enumerate(who)
    ]
    city.take_in(*old, *new)
    found = city.ask(word_clusters, city.chenyu, 1, now)
    assert (found.read, found.compared) == (12, 200)
    [cluster] = found.lines
    assert all(word in f"会员卡。{said}" for word in cluster.words)
    assert "卷帘门拉" in cluster.words
    assert cluster.people == len(cluster.ids) == total(city, ids=cluster.ids) == 12
    for example in cluster.examples:
        assert "15660元，电话***********" in example.words
        assert "13800001111" not in example.words
