"""The mirror in memory counts what the rows say, whatever came, went or was corrected since."""

import random
from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.fast_counts import fast_bins, fast_top_subjects
from commandcenter.queries.watch.monitor_subjects import subject_tops
from commandcenter.queries.watch.monitor_timeline import monitor_timeline
from commandcenter.queries.watch.timeline import timeline
from commandcenter.services.complaints import (
    corrections,
    hand_entry,
    intake,
    subjects,
    withdrawal,
)
from commandcenter.services.guard import PROGRAM
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.every import ComplaintRow
from commandcenter.store.watch import mirror, mirror_rows, mirror_size
from commandcenter.store.watch.mirror_rows import Names, Part, Snapshot, Wanted
from tests.city import KEY
from tests.queries.conftest import crowded, random_complaint  # noqa: F401 - a fixture

pytestmark = pytest.mark.lot(2)  # most of it on either database

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_any_size(monkeypatch):
    monkeypatch.setattr(mirror, "LEAST_ROWS", 1)
    mirror.forget()
    yield
    mirror.forget()
    mirror_size.allow(512)


@pytest.fixture
def mirrored(crowded):  # noqa: F811
    crowded.ask(mirror.fill)
    return crowded


def settled_rows(city):
    with city.db.read() as session:
        return session.scalars(select(ComplaintRow).where(settled())).all()


@pytest.mark.parametrize("by", ["channel", "category"])
def test_the_page_of_the_watch_shows_from_memory_what_it_shows_of_the_rows(mirrored, by):
    now = mirrored.db.clock()
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for wanted in FILTERS[2:]:
        for start, minutes in ((end - DAY, 30), (end - 28 * DAY, 1_440)):
            asked = monitor_timeline, wanted, start, end, minutes, by
            kept = mirrored.ask(*asked, now=now, actor=mirrored.zhoulan)
            mirror_size.allow(0)
            assert mirrored.ask(*asked, now=now, actor=mirrored.zhoulan) == kept
            mirror_size.allow(512)
            mirrored.ask(mirror.fill)


@pytest.mark.parametrize("days", [1, 7])
def test_the_traders_complained_about_are_the_same_from_memory(mirrored, days):
    now = mirrored.db.clock()
    kept = mirrored.ask(subject_tops, mirrored.zhoulan, days, now)
    mirror_size.allow(0)
    assert mirrored.ask(subject_tops, mirrored.zhoulan, days, now) == kept
    assert kept.lines


FILTERS = [
    ComplaintFilter(),
    ComplaintFilter(channel=Channel.APP),
    ComplaintFilter(category=""),
    ComplaintFilter(category="教育", district="990102"),
    ComplaintFilter(district=""),
    ComplaintFilter(problem="食品安全"),
    ComplaintFilter(subject_id=1),
    ComplaintFilter(category="没有这一类"),
    ComplaintFilter(channel=Channel.APP, district="990103", category="餐饮", problem="价格"),
]


def holds(wanted, row):
    given = [
        (wanted.channel, row.channel), (wanted.category, row.category),
        (wanted.district, row.district or ""), (wanted.problem, row.problem),
        (wanted.subject_id, row.subject_id),
    ]  # fmt: skip
    return all(value is None or value == has for value, has in given)


def counted(rows, wanted, start, bins, minutes, by):
    found = {}
    for row in rows:
        at = (row.registered_at - start) // timedelta(minutes=minutes)
        if 0 <= at < bins and holds(wanted, row):
            name = getattr(row, by)
            found.setdefault(str(name) if name is not None else "", [0] * bins)[at] += 1
    return found


def same_everywhere(city):
    """Every filter, some ranges and columns: memory against rows. Not one answer is missing."""
    now, rows = city.db.clock().replace(microsecond=0), settled_rows(city)
    with city.db.read() as session:
        for number, wanted in enumerate(FILTERS):
            by = ("channel", "district", "category", "problem")[number % 4]
            for minutes, bins in ((5, 300), (1_440, 70)):
                start = now - bins * timedelta(minutes=minutes)
                found = fast_bins(session, wanted, start, bins, minutes, by)
                assert found == counted(rows, wanted, start, bins, minutes, by), (wanted, by)


def test_bins_of_any_filter_and_range_are_those_of_the_rows(mirrored):
    same_everywhere(mirrored)


def test_the_traders_most_complained_about_are_those_of_the_rows(mirrored):
    now = mirrored.db.clock().replace(microsecond=0)
    for wanted in FILTERS:
        for days in (1, 60):
            found = mirrored.ask(fast_top_subjects, wanted, now - days * DAY, now, 3)
            rows = [r for r in settled_rows(mirrored) if now - days * DAY <= r.registered_at < now]
            total = Counter(r.subject_id for r in rows if r.subject_id and holds(wanted, r))
            assert found == sorted(total.items(), key=lambda each: (-each[1], each[0]))[:3]


def test_late_rows_and_hand_entries_are_counted_at_the_next_ask(mirrored):
    chance = random.Random(5)
    mirrored.take_in(*[random_complaint(mirrored, chance, n) for n in range(5_000, 5_080)])
    same_everywhere(mirrored)
    late = random_complaint(mirrored, chance, 6_000, registered_at=mirrored.db.clock() - 30 * DAY)
    mirrored.do(hand_entry.enter_by_hand, "liwei", late, KEY)
    same_everywhere(mirrored)


def test_rows_that_came_since_join_the_many_in_time(mirrored, monkeypatch):
    monkeypatch.setattr(mirror, "TAIL", 60)
    chance = random.Random(6)
    for first in (5_000, 5_100, 5_200):
        mirrored.take_in(*[random_complaint(mirrored, chance, first + n) for n in range(40)])
        same_everywhere(mirrored)
    many, few = mirrored.ask(mirror.snapshot).parts
    assert len(few) <= 60 < len(many)
    assert (np.diff(many.at) >= 0).all()


def test_an_import_counts_from_its_end_on_and_not_when_it_is_undone(mirrored):
    before = len(settled_rows(mirrored))
    with mirrored.db.write() as session:
        intake.close_batch(
            session, mirrored.liwei, mirrored.open_batch,
            intake.FileFacts("x.csv", "0" * 64, "", 60, 0, 0), 60, 60, 1,
        )  # fmt: skip
    same_everywhere(mirrored)
    assert mirrored.ask(mirror.snapshot).rows == before + 60
    withdrawal.withdraw(mirrored.db, mirrored.liwei, mirrored.open_batch, "文件有误", take_out=True)
    same_everywhere(mirrored)
    assert mirrored.ask(mirror.snapshot).rows == before


def test_a_corrected_row_moves(mirrored):
    one = settled_rows(mirrored)[3]
    change = corrections.Change(one.id, {
        "district": "990121", "category": "教育", "channel": Channel.APP,
        "registered_at": one.registered_at - 2 * DAY,
    })  # fmt: skip
    with mirrored.db.write() as session:
        known = subjects.known_subjects(session)
        corrections.carry_out(session, PROGRAM, one.batch_id, [change], known)
    same_everywhere(mirrored)


def test_a_session_that_began_earlier_asks_the_rows(mirrored):
    with mirrored.db.read() as session:
        assert mirror.snapshot(session) is not None
        mirrored.take_in(mirrored.complaint("later"))
        assert mirrored.ask(mirror.snapshot) is not None
        assert mirror.snapshot(session) is None


def test_a_reader_too_far_behind_reads_all_again(mirrored, monkeypatch):
    monkeypatch.setattr(mirror.journal, "GAP", 1)
    mirrored.take_in(mirrored.complaint("later"))
    same_everywhere(mirrored)


def test_a_journal_that_is_another_one_empties_the_mirror(mirrored):
    url = next(iter(mirror._mirrors))
    kept = mirror._mirrors[url].kept
    mirror._mirrors[url].kept = kept.changed(kept.line, "0" * 64, kept.parts, kept.names)
    assert mirrored.ask(mirror.snapshot) is None
    assert mirror._mirrors[url].kept is None


def test_it_fills_in_a_thread_of_its_own(crowded, qtbot):  # noqa: F811
    assert crowded.ask(mirror.snapshot) is None
    qtbot.waitUntil(lambda: crowded.ask(mirror.snapshot) is not None, timeout=20_000)
    same_everywhere(crowded)


def test_without_leave_or_room_there_is_none(mirrored, monkeypatch):
    mirror_size.allow(0)
    assert mirrored.ask(mirror.snapshot) is None
    assert mirror._mirrors == {}
    mirror_size.allow(1)
    monkeypatch.setattr(mirror, "ROW_BYTES", 1 << 20)
    assert mirrored.ask(mirror.snapshot) is None


def test_a_small_database_and_a_county_ask_the_rows(mirrored, monkeypatch):
    county = Actor(99, "chen", "陈", frozenset({Grant(Role.COUNTY, district="990102")}))
    now = mirrored.db.clock().replace(microsecond=0)
    asked = (ComplaintFilter(), now - DAY, 24, 60, "channel")
    assert mirrored.ask(fast_bins, *asked, mirrored.zhoulan) is not None
    assert mirrored.ask(fast_bins, *asked, county) is None
    assert mirrored.ask(fast_top_subjects, asked[0], now - DAY, now, 5, county) is None
    monkeypatch.setattr(mirror, "LEAST_ROWS", 10_000)
    assert mirrored.ask(fast_bins, *asked) is None


@pytest.mark.parametrize("more", [
    {"words": "退费"}, {"ids": (1,)}, {"incident_id": 1}, {"other_province": True},
    {"linked": True},
])  # fmt: skip
def test_a_filter_that_the_mirror_does_not_know_asks_the_rows(mirrored, more):
    now = mirrored.db.clock().replace(microsecond=0)
    wanted = ComplaintFilter(**more)
    assert mirrored.ask(fast_bins, wanted, now - DAY, 24, 60, "channel") is None
    assert mirrored.ask(fast_top_subjects, wanted, now - DAY, now, 5) is None


def test_the_timeline_is_the_same_from_memory_and_from_the_rows(mirrored):
    now = mirrored.db.clock()
    start = now.replace(minute=0, second=0, microsecond=0) - 3 * DAY
    for by in ("channel", "category"):
        from_memory = mirrored.ask(timeline, None, start, now, 30, by, now=now)
        mirror_size.allow(0)
        assert mirrored.ask(timeline, None, start, now, 30, by, now=now) == from_memory
        mirror_size.allow(512)
        mirrored.ask(mirror.fill)


def test_a_row_takes_sixteen_bytes(mirrored):
    found = mirrored.ask(mirror.fill)
    columns = [c for p in found.parts for c in (p.at, p.ids, p.subject, *p.codes.values())]
    assert sum(column.nbytes for column in columns) == 16 * found.rows


def test_more_names_than_a_byte_can_tell_apart_take_two():
    names = Names().with_these(f"n{n}" for n in range(300))
    codes = np.arange(300).astype(names.width)
    none = np.zeros(300, np.uint8)
    at = np.arange(300, dtype=np.int32)
    columns = {"channel": none, "district": none, "category": codes, "problem": none}
    one = Names(("",))
    known = {"channel": one, "district": one, "category": names, "problem": one}
    small = Part(at[:9], at[:9], at[:9], {n: c[:9].astype(np.uint8) for n, c in columns.items()})
    found = Snapshot(0, "", (Part(at, at, at, columns), small), known)
    start = mirror_rows.EPOCH_2000
    assert found.bins(Wanted(category="n256"), start, 300, 1, "category") == {"n256": [1]}
    assert found.bins(Wanted(category="n0"), start, 300, 1, "category") == {"n0": [2]}
    assert len(found.bins(Wanted(), start, 300, 1, "category")) == 300
    with pytest.raises(OverflowError):
        _ = Names(tuple(map(str, range(70_000)))).width
