"""What the wall is told of signals and warnings: all that waits, and never about whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.level import Level
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.domain.watch.warning import WarningState
from commandcenter.queries.watch.monitor_wall import wall_signals, wall_warnings
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.tables.every import SubjectRow, WarningRow
from tests.queries.test_masking import texts
from tests.signals import put_signal

NAMED = ("悦力", "健身（城东店）", "关门")


def put_warning(city, level=Level.IV, category="预付式消费", **fields):
    now = city.db.clock()
    values = {
        "number": None, "title": "关于悦力工场健身（城东店）的预警", "category": category,
        "level": level, "starts_at": now, "scope": "悦力工场会员", "matters": "悦力工场",
        "measures": "", "issuer": "", "issued_at": now, "state": WarningState.ISSUED,
        "subject_id": None, "districts": ["990102"], "incident_id": None, "drafter_id": None,
        "drafted_by": "周岚", "drafted_at": now, "ends_at": None,
    }  # fmt: skip
    with city.db.write() as session:
        row = WarningRow(**(values | fields))
        session.add(row)
        session.flush()
        journal.record(session, PROGRAM, "warning", row.id, "issued")
        return row.id


@pytest.fixture
def gathering(city):
    now = city.db.clock()
    for n, state in enumerate(SignalState):
        put_signal(city, (f"g{n}",), state=state, found_at=now - timedelta(hours=n))
    return city


def test_what_waits_for_somebody_is_listed_newest_first(gathering):
    shown = gathering.ask(wall_signals, limit=9)
    waiting = [SignalState.NEW, SignalState.VERIFYING, SignalState.ASSESSING]
    assert [line.state for line in shown.lines] == waiting
    assert (shown.total, shown.watched) == (3, 1)
    [newest] = gathering.ask(wall_signals, limit=1).lines
    assert newest.state is SignalState.NEW
    assert gathering.ask(wall_signals, limit=1).total == 3


def test_a_signal_says_what_and_where_but_never_who(gathering):
    answer = gathering.ask(wall_signals, limit=9)
    assert not [text for text in texts(answer) if any(name in text for name in NAMED)]
    line = answer.lines[0]
    assert (line.stream, line.places, line.category) == (
        StreamKind.SUBJECT, ("城东区",), "文化娱乐体育",
    )  # fmt: skip


def test_what_is_usual_is_told_only_of_what_was_judged_by_it(city):
    for n, detector in enumerate(Detector):
        put_signal(city, (f"d{n}",), detector=detector, observed=12, people=11, expected=0.4)
    lines = city.ask(wall_signals, limit=9).lines
    told = {
        detector: line.expected for detector, line in zip(Detector, reversed(lines), strict=True)
    }
    by_count = {Detector.BURST, Detector.DAILY, Detector.CLUSTER}
    assert {detector for detector, expected in told.items() if expected == 0.4} == by_count
    assert {expected for detector, expected in told.items() if detector not in by_count} == {None}
    assert {(line.observed, line.people) for line in lines} == {(12, 11)}


def test_few_patients_are_not_counted_on_the_wall(city):
    for n, observed in enumerate((4, 5)):
        put_signal(city, (f"f{n}",), detector=Detector.LINKED_CASES, observed=observed, people=3)
    assert [line.observed for line in city.ask(wall_signals).lines] == [5, None]
    assert [line.people for line in city.ask(wall_signals).lines] == [3, None]


def test_the_gravest_warning_in_force_comes_first(city):
    put_warning(city, category="旧")
    put_warning(city, category="新")
    put_warning(city, Level.II, category="重")
    put_warning(city, category="草稿", state=WarningState.DRAFT, issued_at=None)
    put_warning(city, Level.I, category="已解除", state=WarningState.LIFTED)
    shown = city.ask(wall_warnings, limit=2)
    assert [line.category for line in shown.lines] == ["重", "新"]
    assert shown.total == 3


def test_a_warning_is_told_without_its_trader(city):
    city.take_in(city.complaint("w"))
    with city.db.read() as session:
        subject = session.scalar(select(SubjectRow.id))
    put_warning(city, category="悦力工场健身（城东店）闭店", subject_id=subject)
    put_warning(city, subject_id=subject)
    answer = city.ask(wall_warnings)
    assert [line.category for line in answer.lines] == ["预付式消费", ""]
    assert not [text for text in texts(answer) if any(name in text for name in NAMED)]
