"""What a report does not take: words that say nothing, a way that is not open, no reason."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.reports.report import UNDER_CHECK, Element, ReportState
from commandcenter.services.guard import PROGRAM
from commandcenter.services.reports import reports
from commandcenter.services.reports.report_base import reworded
from commandcenter.services.reports.reports import CallTaken, PhoneCall
from commandcenter.store import journal
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import EAST
from tests.services.reports.test_reports import (
    ABOVE,
    BUREAU,
    OFFICE,
    PROVINCE,
    city,
    incident,
    receipts_of,
    row,
)

__all__ = ["city", "incident"]  # fixtures
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
KNOWN = Element(
    "first.range", "影响范围", "2件投诉", "12315", AT, "2件投诉", values=(("complaints", 2),)
)


@pytest.mark.parametrize("words", ["", " \0 ", UNDER_CHECK, f" {UNDER_CHECK} "])
def test_who_writes_that_it_is_being_checked_says_nothing_of_his_own(words):
    found = reworded(KNOWN, words, "周岚修改", AT + timedelta(hours=1))
    assert (found.text, found.source, found.as_of, found.values) == (UNDER_CHECK, "", None, ())


@pytest.mark.parametrize("words", [None, "2件投诉", " 2件投诉\0 "])
def test_what_is_left_as_it_stands_stays_of_its_source(words):
    assert reworded(KNOWN, words, "周岚修改", AT + timedelta(hours=1)) == KNOWN


def test_what_is_worded_anew_is_its_writers_of_then_and_as_long_as_may_be():
    later = AT + timedelta(hours=1)
    found = reworded(KNOWN, "约" * 5_000, "周岚修改", later)
    assert (len(found.text), found.source, found.as_of, found.values) == (
        5_000, "周岚修改", later, (),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="“影响范围”超过 5000 字"):
        reworded(KNOWN, "约" * 5_001, "周岚修改", later)


def test_a_report_goes_on_to_others_once_it_was_sent(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    for signed in (False, True):
        if signed:
            city.do(reports.sign, "chenyu", report)
        with pytest.raises(RuleBroken, match="报告尚未报送，请先办理报送"):
            city.do(reports.send_on, "zhoulan", report, (PROVINCE,), "传真")
    assert receipts_of(city, report) == {}
    draft = city.do(reports.draft_first, "shen", incident, EAST)
    with pytest.raises(RuleBroken, match="没有待报送的签发，不能撤回"):
        city.do(reports.take_back, "shen", draft)


def test_by_telephone_too_the_city_is_passed_over_with_a_reason_alone(city, incident):
    def call(receiver, why=""):
        told = (CallTaken(BUREAU, "值班员"), CallTaken(receiver, "值班员"))
        return PhoneCall(told, city.db.clock(), {}, EAST, why)

    with pytest.raises(RuleBroken, match="填写越级的原因"):
        city.do(reports.record_phone, "shen", incident, call(ABOVE))
    report = city.do(reports.record_phone, "shen", incident, call(ABOVE, "道路中断"))
    assert (row(city, report).skips, row(city, report).skip_why) == (True, "道路中断")
    report = city.do(reports.record_phone, "shen", incident, call("城东区人民政府", "不必写"))
    assert (row(city, report).skips, row(city, report).skip_why) == (False, None)


def test_nothing_is_told_by_telephone_of_what_nobody_verified_and_no_first_report_goes_on_a_call(
    city, incident
):
    call = PhoneCall((CallTaken(OFFICE, "张秘书"),), city.db.clock())
    heard = city.register(verified=False)
    with pytest.raises(RuleBroken, match="接报尚未核实，不能登记电话报告"):
        city.do(reports.record_phone, "liwei", heard, call)
    city.do(reports.record_phone, "liwei", incident, call)
    report = city.do(reports.draft_first, "zhoulan", incident)
    assert row(city, report).after_id is None


def test_of_an_incident_that_is_archived_no_signature_is_taken_back(city, incident):
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.sign, "chenyu", report)
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        journal.record(session, PROGRAM, "incident", incident, "archived", incident=incident)
    with pytest.raises(RuleBroken, match="不能再登记"):
        city.do(reports.take_back, "chenyu", report)
    assert row(city, report).state is ReportState.SIGNED
