"""The page of risks: assessments, inspections by a plan and answers of surveys, by hand."""

from datetime import timedelta

import pytest

from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.queries.seat.todo import TodoItem, TodoKind
from commandcenter.queries.watch.assessments import assessment_board
from commandcenter.queries.watch.inspections import inspection_board
from commandcenter.queries.watch.survey_answers import survey_board
from commandcenter.services.watch import assessments, risk_records, survey_answers
from commandcenter.ui.papers.sheet_output import SheetForm
from commandcenter.ui.watch.assessment_forms import JudgeLine
from commandcenter.ui.watch.inspection_forms import InspectionForm
from commandcenter.ui.watch.survey_form import SurveyForm
from tests.city import EAST

GYM, SPORT = "悦力工场健身（城东店）", "文化娱乐体育"
DAY = timedelta(days=1)


@pytest.fixture
def inspected(small_city):
    """An inspection that found something, and a survey."""
    at = small_city.db.clock()
    new = NewRecord(
        RecordKind.INSPECTION, "专项检查", at - 9 * DAY, RecordResult.PROBLEMS, "J1",
        "双随机平台", GYM, category=SPORT, district=EAST, findings="合同缺项",
    )  # fmt: skip
    small_city.do(risk_records.enter, "liwei", new)
    survey = NewRecord(
        RecordKind.SURVEY, "预付卡问卷", at - DAY, RecordResult.PROBLEMS, category=SPORT,
        findings="退费难", asked=50, unhappy=12,
    )  # fmt: skip
    small_city.survey = small_city.do(risk_records.enter, "liwei", survey)
    return small_city


@pytest.fixture
def risk_page(at_desk, inspected):
    def risk_page(login, tab):
        desk = at_desk(login)
        desk.click("rail_risk")
        tabs = desk.window.pages.risk.tabs
        tabs.show_tab(tab)
        desk.settle()
        return desk, tabs

    return risk_page


def form_of(desk, kind):
    desk.until(lambda: bool(desk.window.findChildren(kind)))
    return desk.window.findChildren(kind)[-1]


def test_an_assessment_is_begun_and_its_lines_are_shown(risk_page, inspected):
    desk, tabs = risk_page("zhoulan", "assessments")
    desk.until_sees("want_begin")
    desk.click("want_begin")
    desk.click("primary")
    desk.until(lambda: len(tabs.assessments.ledger.lines) == 1)
    desk.until_sees("act_lines")
    desk.click("act_lines")
    desk.until_sees("judged_panel")
    panel = desk.window.sheet.content
    desk.until(lambda: [line.cells[1].words for line in panel.ledger.lines] == [SPORT])
    panel.begin("judge", panel.board.lines[0].id)
    form = form_of(desk, JudgeLine)
    form.judgement.setPlainText("集中反映退费难")
    form.measures.setPlainText("约谈")
    desk.click("primary")
    desk.until(lambda: panel.board.lines[0].judgement == "集中反映退费难")


def test_it_is_signed_from_its_card(risk_page, inspected):
    number = inspected.do(assessments.begin, "zhoulan", "十一月评估")
    inspected.do(assessments.conclude, "zhoulan", number, "总体平稳。", "")
    inspected.do(assessments.submit, "zhoulan", number)
    desk, tabs = risk_page("luomin", "risks")
    at = inspected.db.clock()
    item = TodoItem(
        TodoKind.BUREAU, 1, 0, "签发十一月评估", "", at, None,
        page="risk", about=f"risk_assessment:{number}",
    )  # fmt: skip
    desk.window.todo_places.go(item)
    desk.until(lambda: tabs.tab == "assessments")
    desk.until_sees("act_sign")
    desk.click("act_sign")
    desk.type("signature", "罗敏")
    desk.click("primary")
    desk.until(
        lambda: (
            inspected.ask(assessment_board, inspected.chenyu, at).lines[0].state
            is AssessmentState.SIGNED
        )
    )


def test_a_line_of_the_ledger_is_put_into_a_plan(risk_page, inspected):
    desk, tabs = risk_page("maxiao", "risks")
    desk.until_sees("act_inspect")
    desk.click("act_inspect")
    form = form_of(desk, InspectionForm)
    assert "风险清单" in form.why.toPlainText()
    form.doer.setCurrentIndex(1)
    form.due.set_value(inspected.db.clock() + 3 * DAY)
    desk.click("primary")
    now = inspected.db.clock()
    desk.until(lambda: bool(inspected.ask(inspection_board, inspected.chenyu, now).plans))
    board = inspected.ask(inspection_board, inspected.chenyu, now)
    assert [line.name for line in board.targets] == [GYM]
    tabs.show_tab("inspections")
    tabs.inspections.show_book("targets")
    desk.until(lambda: len(tabs._targets.ledger.lines) == board.numbers.planned)


def test_a_survey_is_counted_from_a_file_and_drawn(risk_page, inspected, tmp_path):
    file = tmp_path / "问卷.csv"
    file.write_text("题目,选项,人数,反映问题\n退过卡吗,被推诿,12,是\n,没有,38,\n", "utf-8")
    desk, tabs = risk_page("liwei", "records")
    tabs.records.answers_wanted.emit("预付卡问卷", inspected.survey)
    desk.until_sees("want_count")
    desk.click("want_count")
    form = form_of(desk, SurveyForm)
    form.look_at(str(file))
    desk.until(lambda: len(form.grid.questions()) == 1)
    assert "请核对" in form.outcome.text()
    desk.click("primary")
    now = inspected.db.clock()
    desk.until(
        lambda: inspected.ask(survey_board, inspected.chenyu, inspected.survey, now).edition == 1
    )
    panel = desk.window.sheet.content
    desk.until(lambda: len(panel.ledger.lines) == 2)
    assert "退过卡吗：被推诿 12" in panel.chart.accessibleDescription()
    desk.until_sees("want_print")
    desk.click("want_print")
    assert form_of(desk, SheetForm).windowTitle() == "预付卡问卷"


def test_a_file_that_is_no_survey_is_refused_in_words(risk_page, inspected, tmp_path):
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"%PDF-1.4")
    question = Question("退过卡吗", 50, (Counted("被推诿", 12, True), Counted("没有", 38)))
    inspected.do(survey_answers.count, "liwei", inspected.survey, [question], 0)
    desk, tabs = risk_page("liwei", "records")
    tabs.records.answers_wanted.emit("预付卡问卷", inspected.survey)
    desk.until_sees("want_count")
    desk.click("want_count")
    form = form_of(desk, SurveyForm)
    form.look_at(str(file))
    desk.until(lambda: "x.xlsx" in form.refusal)
    assert form.grid.questions() == (question,)
