"""A telephone report made in time but written down after its limit is told as 补记 everywhere."""

from datetime import timedelta

import pytest

from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.drills.score import _of_book
from commandcenter.services.reports.report_sending import CallTaken, PhoneCall, record_phone
from commandcenter.store.aftermath.inquiry_work import _verdict
from commandcenter.store.command.acts import ACTS
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.stamp_rules import Value, read_stamps

OFFICE = "市委市政府总值班室"


@pytest.fixture
def told(city):
    """Called after 5 minutes, and again and again until it was written down after two hours."""
    incident = city.register(received_at=city.db.clock() - timedelta(hours=2))
    at = city.db.clock() - timedelta(minutes=115)
    city.do(record_phone, "liwei", incident, PhoneCall((CallTaken(OFFICE, "张秘书"),), at))
    return incident, at


def test_an_entry_after_the_limit_says_so_in_book_list_score_and_paper(city, told):
    incident, at = told
    book = city.ask(lambda s: obligations_of(s, incident, now(s)))
    row = next(each for each in book if each.code == "report_phone" and each.done_at)
    assert (row.done_at, row.entered_by) == (at, "李蔚")
    assert row.entered_at > row.due_at > row.done_at
    assert not row.is_late(city.db.clock())
    assert city.ask(lambda s: differences(s, incident, now(s))) == ()
    line = next(
        x for x in city.ask(lambda s: checklist(s, incident, now(s))).steps if x.id == row.id
    )
    assert (line.added_at, line.entered_by, line.done_late) == (row.entered_at, "李蔚", False)
    [lapse] = _of_book([row], city.db.clock(), 2, 5)
    assert lapse.points == 2
    assert "才补记（李蔚）" in lapse.reason
    assert "按时（补记于" in _verdict([row])


def test_an_act_whose_time_is_what_people_say_does_not_pass_it_off_as_that_of_its_entry():
    """By what db/postgres/stamps.txt says of the column."""
    stamps = {
        (table, stamp.column): stamp.value for table, found in read_stamps().items()
        for stamp in found
    }  # fmt: skip
    said = (Value.STATED, Value.CALL)
    wrong = []
    for told_of in ACTS:
        columns = told_of.select.selected_columns
        at, entered = columns["at"].element, columns["entered_at"].element
        at, entered = getattr(at, "clause", at), getattr(entered, "clause", entered)
        key = (getattr(getattr(at, "table", None), "name", ""), getattr(at, "name", ""))
        if stamps.get(key) in said and entered is at:
            wrong.append((told_of.signs, key))
    assert not wrong
