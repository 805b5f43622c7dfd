"""What a signal says of itself as findings come to it: how much is usual, how rare, and of what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch import signals as triage
from commandcenter.services.watch.signal_book import Sign, keep
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from tests.city import EAST
from tests.watch.stage import SHOP, notes, open_signals, shop_complaint, signals

WINDOW = timedelta(days=1)


@pytest.fixture
def rows(city):
    """Complaints, the oldest first, an hour apart, the last an hour ago: as (id, time)."""
    city.take_in(*[shop_complaint(city, n, 60 * (13 - n)) for n in range(1, 13)])
    return complaints(city)


def complaints(city):
    wanted = select(ComplaintRow.id, ComplaintRow.registered_at)
    with city.db.read() as session:
        found = session.execute(wanted.order_by(ComplaintRow.registered_at)).all()
    return [(row.id, row.registered_at) for row in found]


def sign(rows, **fields):
    values = {
        "stream": StreamKind.SUBJECT, "key": SHOP, "detector": Detector.DAILY, "title": SHOP,
        "words": f"{len(rows)} 件", "rows": tuple(rows), "window": WINDOW, "expected": 2.0,
        "surprise": 4.0, "districts": (EAST,),
    }  # fmt: skip
    return Sign(**(values | fields))


def kept(city, *signs):
    with city.db.write() as session:
        return keep(session, PROGRAM, signs, city.db.clock())


def only(city):
    [row] = signals(city)
    return row


def test_what_is_usual_grows_with_the_time_that_the_signal_spans(city, rows):
    """Two a day is usual: in six hours more half of one."""
    kept(city, sign(rows[:4]))
    assert only(city).expected == 2.0
    kept(city, sign(rows[:10]))
    grown = only(city)
    assert (grown.observed, grown.since_at, grown.until_at) == (10, rows[0][1], rows[9][1])
    assert grown.expected == pytest.approx(2.5)


def test_what_came_before_or_between_makes_no_more_usual(city, rows):
    kept(city, sign([rows[3], rows[8]]))
    kept(city, sign([*rows[:6], rows[8]]))
    grown = only(city)
    assert (grown.observed, grown.since_at, grown.until_at) == (7, rows[0][1], rows[8][1])
    assert grown.expected == 2.0


@pytest.mark.parametrize(("first", "then"), [(None, 2.0), (2.0, None)])
def test_what_nobody_knows_to_be_usual_is_not_added_to(city, rows, first, then):
    kept(city, sign(rows[:4], expected=first))
    kept(city, sign(rows[:10], expected=then))
    assert only(city).expected == first


def test_of_what_several_found_the_usual_is_that_of_the_longest_time(city, rows):
    hour = sign(rows[8:10], detector=Detector.BURST, window=timedelta(hours=1), expected=0.1,
                words="一小时内", surprise=7.0)  # fmt: skip
    kept(city, sign(rows[:10]), hour)
    found = only(city)
    assert (found.detector, found.expected, found.surprise) == (Detector.BURST, 2.0, 7.0)
    assert (found.since_at, found.until_at, found.observed) == (rows[0][1], rows[9][1], 10)
    assert found.words == "一小时内"
    later = sign(rows[8:12], detector=Detector.BURST, window=timedelta(hours=1), expected=0.1)
    kept(city, sign(rows), later)
    assert only(city).expected == pytest.approx(2.0 + 2 / 12, abs=0.001)


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [(4.0, 6.0, 6.0), (6.0, 4.0, 6.0), (None, 4.0, None), (4.0, None, 4.0)],
)
def test_the_rarest_that_it_was_is_kept(city, rows, before, now, shown):
    kept(city, sign(rows[:4], surprise=before))
    kept(city, sign(rows[:6], surprise=now))
    assert only(city).surprise == shown


@pytest.mark.parametrize(
    ("now", "named", "surprise", "words"),
    [
        (Detector.GROUP_COMPLAINT, Detector.GROUP_COMPLAINT, None, "6 件"),
        (Detector.BURST, Detector.BURST, 4.0, "6 件"),
        (Detector.CLUSTER, Detector.BURST, 4.0, "4 件"),
    ],
)
def test_it_is_told_by_whatever_anybody_can_check_best(city, rows, now, named, surprise, words):
    kept(city, sign(rows[:4], detector=Detector.BURST))
    told = None if now is Detector.GROUP_COMPLAINT else 3.0
    kept(city, sign(rows[:6], detector=now, surprise=told))
    found = only(city)
    assert (found.detector, found.surprise, found.words) == (named, surprise, words)


def test_a_rule_that_says_it_too_is_noted_though_nothing_came(city, rows):
    kept(city, sign(rows[:4]))
    assert kept(city, sign(rows[:4])).grew == 0
    assert kept(city, sign(rows[:4], detector=Detector.CLUSTER)).grew == 0
    assert notes(city, only(city)) == ["found"]
    assert kept(city, sign(rows[:4], detector=Detector.GROUP_COMPLAINT)).grew == 1
    assert notes(city, only(city)) == ["found", "grew"]


def test_what_is_said_is_its_title_until_it_is_known_whom_it_is_of(city, rows):
    told = {"stream": StreamKind.MENTION, "key": "东门包子"}
    kept(city, sign(rows[:4], title="“东门包子”", **told))
    kept(city, sign(rows[:6], title="“东门包子”", **told))
    assert only(city).title == "“东门包子”"
    kept(city, sign(rows[:7], title=SHOP, **told))
    kept(city, sign(rows[:8], title="西门面馆", **told))
    assert only(city).title == SHOP


def test_every_place_that_it_was_found_in_stays(city, rows):
    kept(city, sign(rows[:4], districts=("990103", EAST)))
    kept(city, sign(rows[:6], districts=("990101",)))
    assert only(city).districts == ["990101", EAST, "990103"]


@pytest.fixture
def merged(city, rows):
    """A brand and its trader, found in the same complaints: who is shown, and who stands in it."""
    kept(city, sign(rows[:6]), sign(rows[:6], stream=StreamKind.FAMILY))
    [inner] = signals(city, SignalState.MERGED)
    [main] = open_signals(city)
    assert inner.merged_into == main.id
    return main, inner


def lines(city):
    wanted = select(JournalLineRow.subject, JournalLineRow.verb)
    found = wanted.where(JournalLineRow.kind == "signal").order_by(JournalLineRow.number)
    return [tuple(line) for line in city.ask(lambda session: session.execute(found).all())]


def test_what_grows_inside_another_is_told_by_the_line_of_that_one(city, rows, merged):
    main, inner = merged
    before = len(lines(city))
    kept(city, sign(rows[:7], stream=inner.stream))
    assert lines(city)[before:] == [(main.id, "grew")]


def test_where_both_grow_there_is_one_line(city, rows, merged):
    main, inner = merged
    before = len(lines(city))
    kept(city, sign(rows[:8], stream=inner.stream), sign(rows[:7], stream=main.stream))
    assert lines(city)[before:] == [(main.id, "grew")]


def test_what_was_set_aside_returns_by_what_grew_inside_it(city, rows, merged):
    """What a person put into it counts, and not what the watch did. Of six it returns at nine."""
    main, inner = merged
    kept(city, sign(rows[10:], key="西门面馆", title="西门面馆"))
    [other] = [row for row in open_signals(city) if row.id != main.id]
    for act in (triage.verify, triage.watch):
        city.do(act, "zhoulan", main.id, TriageNote("已电话核实", observed=6))
    city.do(triage.merge, "zhoulan", other.id, main.id, TriageNote("同一老板"))
    kept(city, sign(rows[:9], stream=inner.stream, window=timedelta(hours=1)))
    [aside] = open_signals(city)
    assert aside.state is SignalState.WATCHING
    assert kept(city, sign(rows[9:], key="西门面馆", words="又一件")).returned == 1
    [back] = open_signals(city)
    assert (back.id, back.state) == (main.id, SignalState.NEW)
    assert back.state_at > aside.state_at
    assert back.as_of > aside.as_of
    assert last_words(city, main) == "由 6 件增至 9 件。又一件"


def last_words(city, signal):
    wanted = select(SignalNoteRow.words).where(SignalNoteRow.signal_id == signal.id)
    return city.ask(lambda s: s.scalars(wanted.order_by(SignalNoteRow.id.desc())).first())


def test_complaints_that_are_gone_by_now_are_found_no_more(city, rows):
    gone = (10**6, rows[0][1] - timedelta(days=1))
    kept(city, sign([gone, *rows[:4]]), sign([gone], key="西门面馆", title="西门面馆"))
    assert (only(city).observed, only(city).since_at) == (4, rows[0][1])


@pytest.mark.parametrize(
    ("stream", "key", "days"), [(StreamKind.SUBJECT, SHOP, 14), (StreamKind.KEYWORDS, "退费", 45)]
)
def test_it_is_the_same_one_until_it_was_silent_for_the_plans_days(city, stream, key, days):
    """A matter that texts tell may be silent for longer than a trader."""
    first, silence = city.db.clock() - timedelta(days=100), timedelta(days=days)
    times = first, first + silence, first + 2 * silence + timedelta(seconds=1)
    city.take_in(
        *[shop_complaint(city, n, 0, registered_at=at) for n, at in enumerate(times, start=1)]
    )
    found = complaints(city)
    for number in range(3):
        kept(city, sign(found[number : number + 1], stream=stream, key=key))
    assert [row.observed for row in signals(city)] == [2, 1]


def test_what_one_may_be_silent_for_is_not_what_another_may(city):
    """Found in the same run: what texts tell goes on after weeks, the trader is found anew."""
    city.take_in(*[shop_complaint(city, n, 60 * 24 * days) for n, days in ((1, 35), (2, 5))])
    old, new = complaints(city)
    told = {"stream": StreamKind.KEYWORDS, "key": "退费"}
    kept(city, sign([old]), sign([old], **told))
    kept(city, sign([new]), sign([new], **told))
    found = [(row.stream, row.observed) for row in signals(city)]
    assert sorted(found) == [("keywords", 2), ("subject", 1), ("subject", 1)]
