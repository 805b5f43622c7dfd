"""Who signed for an order or a direction stays, whoever reports back on it."""

from datetime import timedelta

import pytest

from commandcenter.domain.org import Group
from commandcenter.services.command import directives, instructions
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.instruction import InstructionRow

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(city):
    return city.register()


def row_of(city, row, number):
    return city.ask(lambda session: session.get_one(row, number))


def direction(city, incident):
    new = directives.NewDirective("王某某", "副市长", "快报", "办", city.db.clock(), Group.ONSITE)
    return city.do(directives.register, "zhoulan", incident, new)


def test_who_signed_for_it_first_stays_whoever_reports_back(city, incident):
    order = city.do(instructions.give, "chenyu", incident, "到场", Group.ONSITE)
    paper = direction(city, incident)
    city.do(instructions.receive, "wuyue", order)
    city.do(directives.receive, "wuyue", paper)
    kept = ((InstructionRow, order), (DirectiveRow, paper))
    seen = [row_of(city, *each).received_at for each in kept]
    city.do(instructions.report_back, "maxiao", order, "已到场")
    city.do(directives.report_result, "maxiao", paper, "已办")
    assert [row_of(city, *each).received_by for each in kept] == ["吴越", "吴越"]
    assert [row_of(city, *each).received_at for each in kept] == seen


def test_another_time_leaves_the_receipt_of_a_direction_and_another_addressee_does_not(
    city, incident
):
    paper = direction(city, incident)
    city.do(directives.receive, "wuyue", paper)
    city.do(directives.assign, "zhoulan", paper, Group.ONSITE, None, city.db.clock() + HOUR)
    assert row_of(city, DirectiveRow, paper).received_by == "吴越"
    city.do(directives.assign, "zhoulan", paper, None, city.wuyue.person_id, None)
    row = row_of(city, DirectiveRow, paper)
    assert (row.received_by, row.received_at) == (None, None)
