"""The signs of the demo: found by the real runs, in time, and the false alarm flagged."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.db.demo.moment import D0, ScenarioKey, moment
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.store.database import open_database
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.watch.detect import detect
from tests.stories.demo_files import copy_of, demo_at, shared_folder

GYM, MEALS, SOUP, BAKERY = "悦力工场", "禾味鲜", "云岭参源", "麦香坞"


@pytest.fixture
def demo(tmp_path_factory, tmp_path):
    opened = []

    def at(words):
        path = demo_at(shared_folder(tmp_path_factory), words)
        opened.append(open_database(copy_of(path, tmp_path / "demo.db")))
        return opened[-1]

    yield at
    for db in opened:
        db.close()


def signal_about(db, words):
    """What is shown of a trader: its signal, and when its complaints got here, in order."""
    with db.read() as session:
        row = session.scalars(
            select(SignalRow)
            .where(SignalRow.title.contains(words), SignalRow.state != SignalState.MERGED)
            .order_by(SignalRow.id)
        ).first()
        came = session.scalars(
            select(ComplaintRow.recorded_at)
            .join(SignalComplaintRow, SignalComplaintRow.complaint_id == ComplaintRow.id)
            .where(SignalComplaintRow.signal_id == row.id)
            .order_by(ComplaintRow.registered_at, ComplaintRow.id)
        ).all()
    return row, came


def test_the_sign_of_the_gym_comes_two_days_before_it_closes(demo):
    db = demo("D0 10:46")
    day = D0[ScenarioKey.A]
    signal, _ = signal_about(db, GYM)
    assert (signal.stream, signal.detector) == (StreamKind.FAMILY, Detector.EARLY_SIGN)
    assert signal.found_at < moment(day, -1, 0)
    assert any("达到“苗头”的 10 人" in words for words in words_before(db, signal, day, -1))
    asked = detect(db, moment(day, -1, 0), full=False, since=moment(day, -2, 0))
    assert (StreamKind.FAMILY, GYM) in {(f.stream, f.key) for f in asked}


def words_before(db, signal, d0, day):
    """What its notes said before a day."""
    with db.read() as session:
        notes = select(SignalNoteRow.words).where(
            SignalNoteRow.signal_id == signal.id, SignalNoteRow.at < moment(d0, day, 0)
        )
        return session.scalars(notes.order_by(SignalNoteRow.id)).all()


def test_all_that_is_found_of_the_gym_is_one_signal_to_look_at(demo):
    db = demo("D0 10:46")
    with db.read() as session:
        about = select(SignalRow).where(SignalRow.title.contains(GYM))
        rows = session.scalars(about.order_by(SignalRow.id)).all()
    [shown] = [row for row in rows if row.state is not SignalState.MERGED]
    assert {row.merged_into for row in rows} == {None, shown.id}
    assert shown.observed == len(signal_about(db, GYM)[1]) > 150


def test_the_three_telephones_are_flagged_and_not_dropped(demo):
    db = demo("D0 10:46")
    signal, came = signal_about(db, BAKERY)
    assert (signal.observed, signal.people, signal.flagged) == (25, 3, 25)
    assert len(came) == 25
    assert signal.state is SignalState.NEW
    assert "25 件疑似异常（出自 3 人" in signal.words
    assert timedelta() <= signal.found_at - max(came) < timedelta(minutes=1)


@pytest.mark.lot(2, "weeks of watch")
def test_ill_pupils_are_a_sign_with_the_third_case(demo):
    signal, came = signal_about(demo("B D0 20:10"), MEALS)
    assert signal.detector in (Detector.EARLY_SIGN, Detector.LINKED_CASES)
    third = sorted(came)[2]
    assert timedelta() <= signal.found_at - third < timedelta(minutes=1)


def test_the_night_of_the_broadcast_is_seen_with_the_record_that_crosses(demo):
    db = demo("C D0 22:35")
    signal, came = signal_about(db, SOUP)
    fifth = sorted(came)[4]  # of five in an hour about one trader
    assert timedelta() <= signal.found_at - fifth < timedelta(minutes=1)
    assert signal.observed > 300
