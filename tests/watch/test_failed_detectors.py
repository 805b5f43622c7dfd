"""What a detector raises costs that detector alone: it is told, and tried again."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text, update

from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watch_parts import OF_NIGHT, OF_QUICK, Part, reason_words
from commandcenter.offices import seat_watch
from commandcenter.services.complaints import withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch.signal_book import keep
from commandcenter.settings import Settings
from commandcenter.store import journal
from commandcenter.store.database import Lost
from commandcenter.store.tables.city import DistrictRow, TownRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.watch import watch_runs
from commandcenter.watch import describe as describing
from commandcenter.watch import detect as detecting
from commandcenter.watch import matters as telling
from commandcenter.watch import runner as running
from commandcenter.watch import runs as whole_runs
from commandcenter.watch.describe import describe
from commandcenter.watch.detect import detect
from commandcenter.watch.runner import Runner
from tests.patience import PATIENCE_S
from tests.watch.stage import (
    SHOP,
    crowd,
    open_signals,
    quiet_weeks,
    rows_behind,
    runs,
    shop_complaint,
    signals,
    watch,
)
from tests.watch.test_lease import until

pytestmark = pytest.mark.lot(4)  # most of it on either database

JUDGES = {
    Part.RULES: "by_rules",
    Part.BURSTS: "bursts",
    Part.DAILY: "alarms",
    Part.AREAS: "areas",
    Part.WORDS: "text_matters",
}
READS = {
    Part.DAILY: (detecting, "read_days"),
    Part.AREAS: (detecting, "town_places"),
    Part.WORDS: (telling, "texts_of_day"),
}
SECRET = "13900000001"


def bug(*_arguments, **_named):
    raise ValueError(f"a caller's number: {SECRET}")


def left_out(city):
    with city.db.read() as session:
        return {each.part: each.reason for each in watch_runs.left_out(session)}


@pytest.fixture
def eventful(city):
    """Every detector but the scan of towns finds something."""
    city.take_in(*quiet_weeks(city, 10_000))
    said = "预约系统打不开，充值余额被清零，客服失联"
    city.take_in(
        *crowd(city, 1, 8, 2),
        *[shop_complaint(city, 50 + n, 60 * (30 + 9 * n), problem=f"问题{n}") for n in range(9)],
        *[
            shop_complaint(city, 90 + n, 60 * (26 + n), text=said, subject_name=f"店{n}")
            for n in range(8)
        ],
    )
    return city


@pytest.fixture
def impatient(monkeypatch):
    """What failed is tried again at once."""
    monkeypatch.setattr(running, "FIRST_PAUSE", timedelta())


def found_kinds(findings):
    return {(f.stream, f.detector) for f in findings}


@pytest.mark.parametrize("part", list(JUDGES))
def test_a_detector_that_raises_is_left_out_and_the_others_go_on(
    eventful, part, monkeypatch, caplog
):
    city, at = eventful, eventful.db.clock()
    whole = found_kinds(detect(city.db, at, full=True))
    assert {d for _, d in whole} >= {Detector.GROUP_COMPLAINT, Detector.BURST, Detector.DAILY}
    monkeypatch.setattr(detecting, JUDGES[part], bug)
    kept = watch(city)
    kept.full(at)
    assert kept.failed == {part: "ValueError"}
    assert left_out(city) == {part: "ValueError"}
    assert [run.kind for run in runs(city)] == ["full", f"failed {part} ValueError"]
    failed = {}
    others = found_kinds(detect(city.db, at, full=True, failed=failed))
    if part is Part.WORDS:  # by what texts say a wide one is named all the same
        others = {each for each in others if each[0] is not StreamKind.KEYWORDS}
        whole = {each for each in whole if each[0] is not StreamKind.KEYWORDS}
    assert others == {each for each in whole if detecting_part(*each) is not part}
    assert SECRET not in caplog.text
    assert "detect.py" in caplog.text or JUDGES[part] in caplog.text


def detecting_part(stream, detector):
    return describing.part_of(stream, detector)


@pytest.mark.parametrize("part", list(READS))
def test_what_a_detector_reads_wrongly_spoils_no_other_reading(eventful, part, monkeypatch):
    city, at = eventful, eventful.db.clock()

    def wrong(session, *_arguments):
        session.execute(text("SELECT nothing FROM nowhere"))

    monkeypatch.setattr(*READS[part], wrong)
    kept = watch(city)
    kept.full(at)
    assert list(kept.failed) == [part]
    assert reason_words(kept.failed[part]).startswith("数据库拒绝了这一步")
    assert {s.stream for s in signals(city)} >= {StreamKind.SUBJECT}


def test_the_signals_of_a_detector_that_failed_stay_and_it_is_tried_again(eventful, monkeypatch):
    city, at = eventful, eventful.db.clock()
    kept = watch(city)
    kept.full(at)
    before = {s.id: (s.state, s.observed, rows_behind(city, s)) for s in signals(city)}
    assert any(s.stream is StreamKind.KEYWORDS for s in signals(city))
    with monkeypatch.context() as broken:
        broken.setattr(detecting, "text_matters", bug)
        kept.full(at)
        assert left_out(city) == {Part.WORDS: "ValueError"}
    assert {s.id: (s.state, s.observed, rows_behind(city, s)) for s in signals(city)} == before
    assert kept.left_out() == (at, {Part.WORDS})
    kept.full(at, kept.left_out()[1])
    assert (left_out(city), kept.left_out()) == ({}, None)


def test_a_quick_detector_that_failed_looks_at_all_that_it_missed(city, monkeypatch):
    """The rules fail for hours while people come: then they look back to before that."""
    at, hour = city.db.clock(), timedelta(hours=1)
    kept = watch(city)
    kept.quick(at - 20 * hour)
    city.take_in(*crowd(city, 1, 12, 0.5, end_hours=15))
    with city.db.write() as session:
        session.execute(update(BatchRow).values(closed_at=at - 14.5 * hour))
        journal.record(session, PROGRAM, "batch", 0, "dated")
    with monkeypatch.context() as broken:
        broken.setattr(detecting, "by_rules", bug)
        for hours in (14, 10, 6):
            kept.quick(at - hours * hour)
        assert left_out(city) == {Part.RULES: "ValueError"}
    assert Detector.EARLY_SIGN not in {s.detector for s in signals(city)}
    kept.quick(at)
    assert left_out(city) == {}
    assert Detector.EARLY_SIGN in {s.detector for s in signals(city)}


def test_while_a_quick_detector_fails_its_last_run_is_looked_for_once(city, monkeypatch):
    """The longer it fails, the more there is to read."""
    at, asked, hour = city.db.clock(), [], timedelta(hours=1)
    look_back = watch_runs.last_moment_of

    def counted(session, part):
        asked.append(part)
        return look_back(session, part)

    monkeypatch.setattr(watch_runs, "last_moment_of", counted)
    kept = watch(city)
    kept.quick(at - 20 * hour)
    with monkeypatch.context() as broken:
        broken.setattr(detecting, "by_rules", bug)
        for hours in (14, 10, 6):
            kept.quick(at - hours * hour)
        assert asked.count(Part.RULES) == 2
        assert kept._stuck == {Part.RULES: at - 20 * hour}
    kept.quick(at)
    assert kept._stuck == {}


def test_a_finding_that_cannot_be_described_costs_only_its_detector(eventful, monkeypatch):
    city, at = eventful, eventful.db.clock()
    monkeypatch.setitem(describing.SENTENCES, Detector.DAILY, bug)
    kept = watch(city)
    kept.full(at)
    assert kept.failed == {Part.DAILY: "ValueError"}
    assert Detector.DAILY not in {s.detector for s in signals(city)}
    assert Detector.EARLY_SIGN in {s.detector for s in signals(city)}


def test_a_lost_database_is_no_failure_of_a_detector(eventful, monkeypatch):
    def lost(*_arguments):
        raise Lost("away")

    monkeypatch.setattr(detecting, "town_places", lost)
    with pytest.raises(Lost):
        watch(eventful).full(eventful.db.clock())
    assert runs(eventful) == []


def test_an_import_taken_out_while_it_was_looked_at_makes_no_signal(eventful):
    """Between the look and the book: its complaints are not there any more."""
    city, at = eventful, eventful.db.clock()
    findings = detect(city.db, at, full=True)
    signs = describe(city.db, findings, at)
    assert signs
    with city.db.read() as session:
        newest = session.scalar(select(func.max(BatchRow.id)))
    withdrawal.withdraw(city.db, city.liwei, newest, "误导入")
    lost = {n for finding in findings for n in finding.ids if is_removed(city, n)}
    assert lost
    assert len(describe(city.db, findings, at)) < len(signs)
    with city.db.write() as session:
        keep(session, PROGRAM, signs, at)
    assert not lost & {n for s in signals(city) for n in rows_behind(city, s)}


def is_removed(city, number):
    with city.db.read() as session:
        return session.get(ComplaintRow, number) is None


# --- cities unlike the demo's --------------------------------------------------------------


def only_one_unit(session):
    session.execute(delete(TownRow).where(TownRow.district != "990102"))
    session.execute(delete(DistrictRow).where(DistrictRow.code != "990102"))


def towns_of_one_unit(session):
    session.execute(delete(TownRow).where(TownRow.district != "990102"))


def one_town(session):
    first = session.scalar(select(TownRow.id).order_by(TownRow.id).limit(1))
    session.execute(delete(TownRow).where(TownRow.id != first))


def towns_in_one_place(session):
    session.execute(update(TownRow).values(lat=30.0, lon=120.0))


CITIES = [only_one_unit, towns_of_one_unit, one_town, towns_in_one_place]


@pytest.mark.parametrize("change", CITIES)
def test_a_city_of_another_shape_has_whole_nights(city, change):
    with city.db.write() as session:
        change(session)
        journal.record(session, PROGRAM, "city", 1, "set")
    city.take_in(*quiet_weeks(city, 10_000, town="和平街道"))
    city.take_in(*[shop_complaint(city, n, 60 * (30 + 20 * n), town="和平街道") for n in range(7)])
    kept = watch(city)
    kept.full(city.db.clock())
    assert kept.failed == {}


def nothing(city):
    return []


def enquiries_without_place(city):
    blank = {"district": None, "category": "", "problem": "", "subject_name": "", "brand": ""}
    return [shop_complaint(city, n, 60 * n, **blank) for n in range(1, 30)]


def a_category_never_seen(city):
    return [
        *quiet_weeks(city, 10_000),
        *[shop_complaint(city, n, 60 * (25 + n), category="从未有过的类别") for n in range(9)],
    ]


def days_without_rows(city):
    return [shop_complaint(city, n, 24 * 60 * (7 * n + 2)) for n in range(12)]


def only_today(city):
    return crowd(city, 1, 6, 0.05, end_hours=0.01)


def one_long_ago(city):
    return [shop_complaint(city, 1, 60 * 24 * 700)]


def a_brand_like_the_key_of_a_person(city):
    return [
        *quiet_weeks(city, 10_000),
        *crowd(city, 1, 6, 10, brand="#1号店", subject_name="甲店"),
        *crowd(city, 20, 6, 10, brand="#1号店", subject_name="乙店"),
        *crowd(city, 40, 6, 10, brand="#12", subject_name="丙店"),
    ]


STREAMS = [
    nothing, enquiries_without_place, a_category_never_seen, days_without_rows, only_today,
    one_long_ago, a_brand_like_the_key_of_a_person,
]  # fmt: skip


@pytest.mark.parametrize("complaints", STREAMS)
def test_unusual_complaints_spoil_no_night(city, complaints):
    made = complaints(city)
    if made:
        city.take_in(*made)
    kept, now = watch(city), city.db.clock()
    kept.quick(now)
    assert kept.failed == {}
    kept.full(now)
    assert kept.failed == {}


def test_a_brand_that_begins_with_the_mark_of_a_person_is_named_as_it_is(city):
    city.take_in(*a_brand_like_the_key_of_a_person(city))
    watch(city).quick(city.db.clock())
    titles = {s.title for s in signals(city) if s.stream is StreamKind.FAMILY}
    assert "＃1号店（2 家）" in titles
    assert not any("法定代表人" in title for title in titles)


def test_a_night_at_new_year_is_as_any_other(city):
    """The years turn between the last whole day and the night's moment, in both zones."""
    city.take_in(*quiet_weeks(city, 10_000))
    now = city.db.clock()
    for year in (2026, 2027, 2028):
        at = now.replace(year=year, month=12, day=31, hour=18, minute=30)
        failed = {}
        detect(city.db, at, full=True, failed=failed)
        assert failed == {}


# --- the watch at work ----------------------------------------------------------------------


class Working:
    """A Runner on a thread, and what it said."""

    def __init__(self, city):
        self.said = []
        self.runner = Runner(city.db, PROGRAM, "甲", self.said.append)
        self.thread = threading.Thread(target=self.runner.run)
        self.thread.start()

    def stop(self):
        self.runner.stop()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()

    def heard(self, words):
        return any(words in each for each in self.said)


@pytest.fixture
def working(city):
    made = []

    def begin():
        made.append(Working(city))
        return made[-1]

    yield begin
    for each in made:
        each.stop()


def nights_done(city):
    return [run for run in runs(city) if run.kind == watch_runs.FULL]


def test_the_watch_says_which_part_failed_and_that_it_runs_again(
    city, working, monkeypatch, impatient
):
    city.take_in(*quiet_weeks(city, 10_000, weeks=3))
    with monkeypatch.context() as broken:
        broken.setattr(detecting, "text_matters", bug)
        seat = working()
        until(lambda: len(nights_done(city)) > 2)
        why = "监测：多日聚集未能运行，程序出错 ValueError，已记入日志"
        until(lambda: seat.heard(why))
        assert [w for w in seat.said if "未能运行" in w] == [
            w for w in seat.said if "多日聚集" in w
        ]
        assert len([w for w in seat.said if "未能运行" in w]) == 1  # said once, however often tried
        assert left_out(city) == {Part.WORDS: "ValueError"}
    until(lambda: seat.heard("监测：多日聚集已恢复运行。"))
    until(lambda: left_out(city) == {})


@pytest.mark.parametrize("what", ["keep", "describe", "new_window"])
def test_a_run_that_cannot_be_done_at_all_is_noted_and_tried_again(
    city, working, monkeypatch, impatient, what
):
    city.take_in(*crowd(city, 1, 6, 20))
    with monkeypatch.context() as broken:
        broken.setattr(whole_runs, what, bug)
        seat = working()
        until(lambda: set(left_out(city)) >= {Part.NIGHT, Part.QUICK})
        assert nights_done(city) == []
        [said] = {words for words in seat.said if "夜间全面分析未能运行" in words}
        assert "其余各项照常" not in said
    until(lambda: nights_done(city) and left_out(city) == {})
    until(lambda: [s.title for s in open_signals(city)] == [SHOP])


def test_a_count_that_cannot_be_checked_stops_nothing(city, working, monkeypatch, impatient):
    city.take_in(*crowd(city, 1, 6, 20))
    with monkeypatch.context() as broken:
        broken.setattr(whole_runs, "check", bug)
        seat = working()
        until(lambda: Part.COUNTS in left_out(city))
        city.take_in(*crowd(city, 50, 6, 20, subject_name="西门面馆"))
        until(lambda: len(open_signals(city)) == 2)
    until(lambda: seat.heard("投诉计数核对完毕"))
    until(lambda: left_out(city) == {})


def test_a_count_that_another_seat_could_not_check_is_checked_by_the_next(city, working):
    noted(city, Part.COUNTS)
    seat = working()
    until(lambda: left_out(city) == {})
    until(lambda: seat.heard("投诉计数核对完毕"))


def test_a_look_for_nights_that_failed_is_told_no_more_when_none_is_due(
    city, working, monkeypatch, impatient
):
    kept = watch(city)
    for night in kept.missed_nights():
        kept.full(night)
    before = len(nights_done(city))
    with monkeypatch.context() as broken:
        broken.setattr(whole_runs.Watch, "missed_nights", lambda _watch: bug())
        seat = working()
        until(lambda: left_out(city) == {Part.NIGHT: "ValueError"})
    until(lambda: left_out(city) == {})
    until(lambda: seat.heard("监测：夜间全面分析已恢复运行。"))
    assert len(nights_done(city)) - before in (0, 1)  # one may fall due meanwhile


def noted(city, part):
    kept = watch(city)
    for night in kept.missed_nights():
        kept.full(night)
    kept.note_failure(part, "ValueError")
    assert left_out(city) == {part: "ValueError"}


@pytest.mark.lot(2)
def test_a_follower_or_a_beat_that_dies_is_begun_again(city, working, monkeypatch, impatient):
    city.take_in(*crowd(city, 1, 6, 20))
    with monkeypatch.context() as broken:
        broken.setattr(journal, "follow", bug)
        seat = working()
        until(lambda: seat.heard("监测：自动监测未能运行"))
    until(lambda: seat.heard("监测：自动监测已恢复运行。"))
    city.take_in(*crowd(city, 50, 6, 20, subject_name="西门面馆"))
    until(lambda: len(open_signals(city)) == 2)
    with monkeypatch.context() as broken:
        broken.setattr("commandcenter.watch.lease.beat", bug)
        until(lambda: seat.said.count("开始监测。") > 2)
    city.take_in(*crowd(city, 90, 6, 20, subject_name="南门米粉"))
    until(lambda: len(open_signals(city)) == 3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("end", [SystemExit, KeyboardInterrupt])
def test_a_desks_watch_that_died_of_whatever_begins_again(city, monkeypatch, end):
    monkeypatch.setattr(seat_watch, "AGAIN_S", 0.01)
    run, died = Runner.run, []

    def dying(runner):
        if not died:
            died.append(True)
            raise end
        run(runner)

    monkeypatch.setattr(Runner, "run", dying)
    city.take_in(*crowd(city, 1, 6, 20))
    seat = seat_watch.SeatWatch(city.db, "李蔚", Settings())
    try:
        until(lambda: open_signals(city))
    finally:
        seat.stop()
    assert died


def test_the_log_of_a_failure_has_its_kind_and_places_and_nothing_else(city, monkeypatch, caplog):
    monkeypatch.setattr(detecting, "text_matters", bug)
    with caplog.at_level(logging.ERROR, "commandcenter.watch"):
        watch(city).full(city.db.clock())
    [record] = [r for r in caplog.records if r.name == "commandcenter.watch"]
    said = record.getMessage()
    assert said.startswith("words was left out: ValueError\n")
    assert "test_failed_detectors.py" in said
    assert SECRET not in said


def test_every_detector_is_made_to_raise_above():
    assert set(JUDGES) == set(OF_NIGHT)
    assert set(OF_QUICK) <= set(OF_NIGHT)
