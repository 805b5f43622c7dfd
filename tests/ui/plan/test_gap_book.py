"""预案缺口 and 县区细则 on the 预案 page: filed, answered, read."""

import pytest

from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.queries.plan.county_rules import RulesState, rules_board
from commandcenter.queries.plan.gaps import gap_board
from commandcenter.services.plan import gaps
from tests.city import EAST
from tests.field import add_people

GAPS, RULES = "gaps", "rules"


def turn_to(desk, name):
    plan = desk.window.pages.plan
    panel = getattr(plan, name)
    places = range(plan.tabs.count())
    plan.tabs.setCurrentIndex(next(n for n in places if plan.tabs.widget(n).isAncestorOf(panel)))


@pytest.fixture
def at_tab(at_desk, small_city):
    def at_tab(login, tab):
        desk = at_desk(login)
        desk.click("rail_plan")
        turn_to(desk, tab)
        desk.settle()
        return desk

    add_people(small_city)
    return at_tab


def lines(city):
    return city.ask(gap_board, city.liangbo, city.db.clock()).lines


def test_a_gap_met_in_the_incident_is_filed_and_answered(at_tab, small_city):
    incident = small_city.register()
    desk = at_tab("maxiao", GAPS)
    desk.click("want_file_gap")
    desk.until_sees("gap_form")
    assert desk.widget("gap_incident").currentData() == incident
    clause = desk.widget("gap_clause")
    clause.setCurrentIndex(clause.findData("4.2"))
    desk.fill("gap_missing", "<b>没有写</b>跨省协查由谁商请")
    desk.click("primary")
    assert desk.sees("gap_form")  # what was done instead is missing
    desk.fill("gap_instead", "由综合协调组电话商请，事后补函")
    desk.click("primary")
    desk.until_gone("gap_form")
    desk.until(lambda: len(desk.window.pages.plan.gaps.ledger.lines) == 1)
    assert not desk.sees("act_answer")
    desk.window.close()
    desk = at_tab("liangbo", GAPS)
    desk.until_sees("act_answer")
    desk.click("act_answer")
    desk.until_sees("gap_answer")
    desk.click("chip_taken_up")
    desk.fill("gap_words", "列入今年修订")
    desk.click("primary")
    desk.until_gone("gap_answer")
    [line] = lines(small_city)
    assert (line.state, line.answer, line.clause) == (GapState.TAKEN_UP, "列入今年修订", "4.2")
    ledger = desk.window.pages.plan.gaps.ledger
    desk.until(lambda: ledger.lines[0].cells[0].words == "列入修订")


def test_a_county_files_its_rules_with_their_file_and_no_gap(at_tab, small_city, tmp_path):
    small_city.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "缺口", "做法"))
    desk = at_tab("east", GAPS)
    assert len(desk.window.pages.plan.gaps.ledger.lines) == 1
    assert not desk.sees("want_file_gap")
    turn_to(desk, RULES)
    desk.settle()
    desk.click("want_file_rules")
    desk.until_sees("rules_form")
    desk.fill("rules_title", "城东区实施细则")
    desk.fill("rules_day", "三月一日")
    desk.click("primary")
    desk.until(lambda: "请选择细则文件" in desk.dialog().refusal)
    path = tmp_path / "细则.exe"
    path.write_bytes(b"MZ")
    desk.dialog().take(path)
    assert "PDF、OFD 或 Word" in desk.dialog().refusal
    path = tmp_path / "细则.pdf"
    path.write_bytes(b"%PDF-1.7 ")
    desk.dialog().take(path)
    desk.click("primary")
    desk.until(lambda: "不是日期" in desk.dialog().refusal)
    desk.fill("rules_day", "2026-03-01")
    desk.click("primary")
    desk.until_gone("rules_form")
    board = small_city.ask(rules_board, small_city.east, small_city.db.clock())
    [line] = [line for line in board.lines if line.title]
    assert (line.county, line.file_name, line.state) == ("城东区", "细则.pdf", RulesState.WAITING)
    assert EAST in dict(board.counties)
    desk.until(lambda: any(x.id == line.id for x in desk.window.pages.plan.rules.ledger.lines))
