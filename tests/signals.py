"""Signals as the watch leaves them, with their complaints, for tests of the triage."""

from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.watch.signal import Detector, SignalAct, SignalState, StreamKind
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.signal_note import SignalNoteRow
from commandcenter.store.tables.watch.watch import SignalRow
from tests.city import EAST


def rows_behind(city, numbers):
    """Take the complaints in; their ids, oldest first."""
    city.take_in(*(city.complaint(n, minutes_ago=10 + 7 * i) for i, n in enumerate(numbers)))
    with city.db.read() as session:
        found = select(ComplaintRow.id).where(ComplaintRow.number.in_(numbers))
        return list(session.scalars(found.order_by(ComplaintRow.registered_at)))


def put_signal(city, numbers=("t1", "t2", "t3"), **fields):
    """A new signal over complaints with these numbers (made if there are none); its id."""
    ids = rows_behind(city, numbers)
    with city.db.write() as session:
        return lay_signal(session, ids, city.db.clock(), **fields)


def lay_signal(session, ids, at, **fields):
    values = {
        "stream": StreamKind.SUBJECT, "key": "悦力工场健身（城东店）",
        "detector": Detector.EARLY_SIGN, "title": "悦力工场健身（城东店）",
        "brand": "悦力工场", "category": "文化娱乐体育", "problem": "合同",
        "districts": [EAST], "keywords": ["关门", "退费"], "since_at": at - timedelta(hours=40),
        "until_at": at - timedelta(minutes=10), "found_at": at, "as_of": at,
        "observed": len(ids), "people": len(ids), "expected": 0.4, "surprise": 6.2,
        "words": f"城东区悦力工场健身48小时内{len(ids)}人投诉，平时同一时段0.4件",
        "state": SignalState.NEW, "state_at": at,
    }  # fmt: skip
    row = SignalRow(**(values | fields))
    session.add(row)
    session.flush()
    session.add_all(SignalComplaintRow(signal_id=row.id, complaint_id=i, at=at) for i in ids)
    session.add(
        SignalNoteRow(
            signal_id=row.id, act=SignalAct.FOUND, words=row.words, observed=row.observed,
            by="自动监测", at=at,
        )
    )  # fmt: skip
    journal.record(session, PROGRAM, "signal", row.id, "found", clause="3.1(1)")
    return row.id
