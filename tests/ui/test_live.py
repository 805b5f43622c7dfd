import pytest
import shiboken6

from commandcenter.store import journal
from commandcenter.store.journal import EVERYTHING
from commandcenter.ui import live
from commandcenter.ui.live import LiveFeed


@pytest.fixture
def feed(themed, db):
    feed = LiveFeed(db)
    yield feed
    feed.stop()
    shiboken6.delete(feed)


def complete(db, actor, step):
    with db.write() as session:
        journal.record(session, actor, "step", step, "completed")


def test_another_seats_change_is_heard(qtbot, db, feed, actor):
    feed.start(0)
    with qtbot.waitSignal(feed.changed) as changed:
        complete(db, actor, 7)
    change = changed.args[0][0]
    assert (change.number, change.kind, change.subject, change.verb) == (1, "step", 7, "completed")


def test_a_feed_that_finds_its_own_start_asks_everybody_afresh(qtbot, db, feed, actor):
    complete(db, actor, 1)
    with qtbot.waitSignal(feed.changed) as changed:
        feed.start()
    assert [c.kind for c in changed.args[0]] == [EVERYTHING]
    with qtbot.waitSignal(feed.changed) as changed:
        complete(db, actor, 2)
    assert [c.number for c in changed.args[0]] == [2]


def test_a_gap_too_large_to_tell_apart_is_one_change_of_everything(
    qtbot, db, feed, actor, monkeypatch
):
    monkeypatch.setattr(journal, "GAP", 3)
    for step in range(5):
        complete(db, actor, step)
    with qtbot.waitSignal(feed.changed) as changed:
        feed.start(0)
    assert [(c.number, c.kind) for c in changed.args[0]] == [(5, EVERYTHING)]


def test_the_link_is_up_once_the_database_is_heard(qtbot, feed):
    with qtbot.waitSignal(feed.link) as link:
        feed.start(0)
    assert link.args == [True]
    assert feed.up


def test_the_age_stays_young_while_the_database_answers(qtbot, feed):
    feed.start(0)
    qtbot.waitUntil(lambda: feed.up)
    beat = feed._beat
    qtbot.waitUntil(lambda: feed._beat > beat, timeout=3000)
    assert feed.age() < live.STALE_AFTER_S


def test_silence_makes_what_is_known_stale_and_an_answer_fresh(qtbot, feed):
    with qtbot.waitSignal(feed.stale) as stale:
        feed._beat -= live.STALE_AFTER_S + 0.1
        feed.judge()
    assert stale.args == [True]
    with qtbot.waitSignal(feed.stale) as stale:
        feed._note_beat()
        feed.judge()
    assert stale.args == [False]


def test_it_looks_by_itself_when_what_is_known_may_have_grown_old(qtbot, feed, monkeypatch):
    # The database answers nothing at all.
    monkeypatch.setattr(journal, "follow", lambda _db, _after, stop, *_: stop.wait() and [])
    monkeypatch.setattr(live, "STALE_AFTER_S", 0.5)
    looks = []
    monkeypatch.setattr(feed, "judge", lambda: (looks.append(1), LiveFeed.judge(feed)))
    with qtbot.waitSignal(feed.stale) as stale:
        feed.start(0)
    assert stale.args == [True]
    assert len(looks) < 5  # once at the start, once when it may be
    with qtbot.waitSignal(feed.stale) as stale:
        feed._note_beat()
    assert stale.args == [False]


def test_silence_is_noticed_early_enough_to_be_painted_within_three_seconds():
    assert live.STALE_AFTER_S + live.JUDGE_MS / 1000 <= 2.6


def test_a_bug_in_the_feed_is_reported_and_survived(qtbot, db, feed, actor, monkeypatch):
    next_batch, failures = journal._next_batch, [KeyError("odd")]

    def broken_once(session, number):
        if failures:
            raise failures.pop()
        return next_batch(session, number)

    monkeypatch.setattr(journal, "RETRY_S", 0.05)
    monkeypatch.setattr(journal, "_next_batch", broken_once)
    with qtbot.captureExceptions() as caught:
        feed.start(0)
        with qtbot.waitSignal(feed.changed):
            complete(db, actor, 7)
    assert [kind for kind, _, _ in caught] == [KeyError]
