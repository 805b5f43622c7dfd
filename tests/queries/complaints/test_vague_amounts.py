"""An amount that is no exact number stands as it was written and is in no sum."""

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.incident.situation import situation
from commandcenter.store.reports.report_facts import known_facts
from commandcenter.store.tables.every import IncidentRow

ONE, OTHER = Complainant("王某", "10000000001"), Complainant("李某", "10000000002")


@pytest.fixture
def told(city):
    city.incident = city.register()
    city.take_in(
        city.complaint("a", complainant=ONE, amount_cents=500_00),
        city.complaint("b", complainant=ONE, amount_cents=None, amount_words="2000余元"),
        city.complaint("c", complainant=OTHER, amount_cents=None, amount_words="不清楚"),
        city.complaint("d", complainant=OTHER, amount_cents=None, unread="登记日期“改日”"),
    )
    return city


def test_sums_are_of_exact_amounts_and_say_how_many_are_none(told):
    now = told.db.clock()
    counts = told.ask(situation, told.incident, now).counts
    assert (counts.amount_cents, counts.vague) == (500_00, 2)
    assert counts.left_out == "，另有2件金额不是确数，未计入"

    def loss(session):
        facts = known_facts(session, session.get_one(IncidentRow, told.incident), now)
        return facts.facts["loss"].text

    assert "涉及金额500元（投诉人自述，正在核实，另有2件金额不是确数，未计入）" in told.ask(loss)


def test_what_was_written_stands_beside_what_could_be_read(told):
    lines = told.ask(complaint_page, ComplaintFilter()).lines
    assert {line.number: line.amount_words for line in lines} == {
        "a": "", "b": "2000余元", "c": "不清楚", "d": "",
    }  # fmt: skip
    details = {line.number: told.ask(complaint_detail, line.id) for line in lines}
    assert details["a"].vague_amount == ""
    assert details["b"].vague_amount == "2000余元（不少于 2,000 元，不计入合计）"
    assert details["c"].vague_amount == "不清楚（数额不明，不计入合计）"
    assert details["d"].unread == "登记日期“改日”"
