"""控制措施 of a food case: ticked by acts with their time, else by their limit, else 待决."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.evidence import Kind as EvidenceKind
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.incident.case_report import CaseReport, Place
from commandcenter.domain.incident.incident import Category
from commandcenter.queries.command.measures import measures
from commandcenter.services.command import evidence, obligations
from commandcenter.services.incident.case_reports import report_cases
from commandcenter.store.command.obligations import obligations_of

SCHOOL = ["stop_meals", "stop_supply", "to_hospital", "sample", "stop_supplier", "lab_result"]


@pytest.fixture
def school(city):
    return city.register(categories=(Category.SAFETY,), kind="school_food", brand="")


def shown(city, incident):
    found = city.ask(lambda s: measures(s, incident, city.db.clock()))
    return {line.code: line for line in found.lines}


def test_they_are_those_of_the_kind_in_its_order(city, school):
    assert list(shown(city, school)) == SCHOOL
    meal = city.register(categories=(Category.SAFETY,), kind="food", brand="")
    assert list(shown(city, meal)) == [code for code in SCHOOL if code != "stop_supplier"]
    assert shown(city, city.register()) == {}


def test_an_act_ticks_them_with_its_own_time(city, school):
    city.activate(school)
    assert not any(line.done_at for line in shown(city, school).values())
    at = city.db.clock() - timedelta(minutes=10)
    told = CaseReport("市卫健委", at, 31, hospitals=(Place("市一院", 31),))
    city.do(report_cases, "liwei", school, told)
    taken = evidence.Piece(
        EvidenceKind.SAMPLE, "留样12份", ("贺强", "石军"), at, "中央厨房", carrier="市疾控中心"
    )
    city.do(evidence.add, "hewenjing", school, taken)
    found = shown(city, school)
    for code in ("to_hospital", "stop_supply", "sample"):
        assert found[code].done_at == at
    assert found["stop_meals"].undone


def test_a_report_without_hospitals_proves_nothing_of_them(city, school):
    told = CaseReport("市卫健委", city.db.clock(), 31, sites=(Place("育新学校", 31),))
    city.do(report_cases, "liwei", school, told)
    assert shown(city, school)["to_hospital"].undone


def test_what_no_record_proves_is_closed_by_a_sentence(city, school):
    row = city.obligation(school, "stop_meals")
    city.do(obligations.close_by_hand, "maxiao", row, "三所学校食堂停止供应配餐")
    line = shown(city, school)["stop_meals"]
    assert line.state is ObligationState.DONE
    assert line.done_at is not None


def test_they_say_what_the_book_says(city, school):
    city.activate(school)
    now = city.db.clock()
    book = city.ask(lambda s: obligations_of(s, school, now))
    for code, line in shown(city, school).items():
        [row] = [row for row in book if row.code == code]
        assert (line.state, line.due_at, line.done_at) == (row.state, row.due_at, row.done_at)
