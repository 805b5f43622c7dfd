"""Merged, acted in and taken out again is as never merged, plus what was done."""

import re

import pytest

from commandcenter.domain.org import Group
from commandcenter.services.command import directives, instructions, liaison, site, supply
from commandcenter.services.incident import incident_moves, merging
from commandcenter.services.reports import report_sending, reports
from commandcenter.store.command.obligations import obligations_of
from tests.book_judge import require_books
from tests.city import EAST
from tests.field import add_people, ago
from tests.life.bureau import RECEIVERS

OFFICE = RECEIVERS[0]


def directed(city, incident):
    new = directives.NewDirective(
        "副市长", "", "批示件1号", "依法处置", ago(city, minutes=2), Group.ONSITE
    )
    return city.do(directives.register, "liwei", incident, new)


def direction_done(city, row):
    city.do(directives.receive, "maxiao", row)
    city.do(directives.report_result, "maxiao", row, "已依法处置完毕")
    city.do(directives.report_upward, "liwei", row, "电话", city.db.clock())


def instructed(city, incident):
    return city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)


def instruction_done(city, row):
    city.do(instructions.receive, "maxiao", row)
    city.do(instructions.report_back, "maxiao", row, "已延时至 20 时")


def asked(city, incident):
    [row] = city.do(
        liaison.ask, "zhoulan", incident, ["公安机关"], liaison.NewRequest("到场维护秩序", "电话")
    )
    return row


def answered(city, row):
    city.do(liaison.note_answer, "zhoulan", row, "已派员到场")


def drafted(city, incident):
    return city.do(reports.draft_first, "zhoulan", incident)


def sent(city, row):
    city.do(reports.sign, "chenyu", row)
    city.do(report_sending.send, "zhoulan", row, [OFFICE], "传真")


def wanted(city, incident):
    cars = supply.Wanted(supply.Kind.VEHICLE, "执法车", 1, "辆", "增援", for_group=Group.ONSITE)
    return city.do(supply.ask, "maxiao", incident, cars)


def withdrawn(city, row):
    city.do(supply.withdraw, "maxiao", row)


ACTS = [
    (directed, direction_done), (instructed, instruction_done), (asked, answered),
    (drafted, sent), (wanted, withdrawn),
]  # fmt: skip


def pair(city, number):
    """Two incidents under way, with a place each."""
    both = []
    for name in ("甲", "乙"):
        incident = city.register(title=f"{name}事件{number}", brand="")
        city.activate(incident)
        city.do(site.add_place, "maxiao", incident, site.NewPlace(f"{name}店", EAST))
        both.append(incident)
    return both


def book(city, incident):
    """Without what tells two alike incidents apart: numbers and times. What a merge brought onto
    the list and took along again when it was undone is left out: it stays there as ceased.
    """
    return sorted(
        (
            row.code, re.sub(r":\d+$", ":n", row.about), row.round, row.state, row.title,
            row.done_by, row.act_table, row.due_at is None, row.group or "", row.level or "",
            row.must,
        )
        for row in city.ask(obligations_of, incident, city.db.clock())
        if row.state != "ceased"
    )  # fmt: skip


@pytest.mark.parametrize(("begin", "end"), ACTS, ids=lambda verb: verb.__name__)
def test_what_is_done_while_merged_is_done_when_taken_out(city, begin, end):
    add_people(city)
    source, target = pair(city, 1)
    plain_source, plain_target = pair(city, 1)
    row = begin(city, source)
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    end(city, row)
    city.ask(require_books)
    city.do(merging.unmerge, "zhoulan", source, "查明无关")
    end(city, begin(city, plain_source))
    assert book(city, source) == book(city, plain_source)
    assert book(city, target) == book(city, plain_target)
    city.ask(require_books)


def test_of_two_at_once_each_act_moves_the_book_of_its_own(city):
    add_people(city)
    first, second = pair(city, 1)
    for begin, end in ACTS:
        for own, other in ((first, second), (second, first)):
            before = whole(city, other)
            row = begin(city, own)
            city.ask(require_books)
            end(city, row)
            city.ask(require_books)
            assert whole(city, other) == before
    assert book(city, first) == book(city, second)


def whole(city, incident):
    """Every row of it as it stands."""
    return {row.key: row for row in city.ask(obligations_of, incident, city.db.clock())}


def test_a_false_alarm_leaves_what_was_done_and_nothing_else(city):
    incident = city.register(verified=False)
    city.ask(require_books)
    call = report_sending.PhoneCall(
        (report_sending.CallTaken(OFFICE, "值班员", "值班员"),), ago(city, minutes=9)
    )
    assert reported(city, incident) == {"grey"}
    city.do(incident_moves.verify_report, "liwei", incident)
    city.ask(require_books)
    assert reported(city, incident) == {"open"}
    city.do(report_sending.record_phone, "liwei", incident, call)
    city.ask(require_books)
    city.do(incident_moves.dismiss, "chenyu", incident, "三个号码重复投诉")
    city.ask(require_books)
    assert reported(city, incident) == {"done", "ceased"}
    assert {row.state for row in whole(city, incident).values()} == {"done", "ceased"}


def reported(city, incident):
    """How the rows of the telephone report stand, one for each receiver."""
    return {row.state for row in whole(city, incident).values() if row.code == "report_phone"}
