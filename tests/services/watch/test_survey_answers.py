"""问卷 as counted answers: entered again they count anew, and name the survey among the reasons."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.risk import Measure, NewRecord, RecordKind, RecordResult, Scope
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.offices import typesetting
from commandcenter.offices.risk_papers import survey_document
from commandcenter.queries.watch.risk import risk_board
from commandcenter.queries.watch.survey_answers import survey_board
from commandcenter.services.watch import risk_records, survey_answers
from commandcenter.store.tables.every import JournalLineRow, SurveyAnswerRow
from commandcenter.store.verify import verify

SPORT = "文化娱乐体育"
ASKED = Question("退过卡吗？", 50, (Counted("被推诿", 12, True), Counted("没有", 38)))


def survey(city, **fields):
    values = {
        "kind": RecordKind.SURVEY, "title": "预付卡问卷",
        "held_at": city.db.clock() - timedelta(days=1), "result": RecordResult.PROBLEMS,
        "findings": "退费难", "category": SPORT, "asked": 50, "unhappy": 12,
    }  # fmt: skip
    return city.do(risk_records.enter, "zhoulan", NewRecord(**(values | fields)))


def count(city, number, *questions, seen=0):
    city.do(survey_answers.count, "zhoulan", number, questions, seen, "x.csv")


def shown(city, number):
    return city.ask(survey_board, city.chenyu, number, city.db.clock())


def test_answers_are_counted_and_counted_anew(city):
    number = survey(city)
    count(city, number, ASKED)
    board = shown(city, number)
    assert (board.edition, board.questions, board.lines[0].share) == (1, (ASKED,), 24.0)
    other = Question("退过卡吗？", 50, (Counted("被推诿", 13, True), Counted("没有", 37)))
    with pytest.raises(RuleBroken, match="刚刚被别人"):
        count(city, number, other)
    count(city, number, other, seen=1)
    assert shown(city, number).questions == (other,)
    with pytest.raises(RuleBroken, match="没有改动"):
        count(city, number, other, seen=2)
    assert city.ask(verify).bad is None


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (Question("问", 51, (Counted("是", 1),)), "多于这次调查"),
        (Question("问", 0, (Counted("是", 0),)), "作答人数"),
        (Question("问", 9, (Counted("是", 10),)), "应为 0 至 9"),
        (Question("问", 9, (Counted("是", 6), Counted("否", 6))), "可以多选"),
        (Question("问", 9, (Counted("是", 1), Counted("是", 2))), "写了两次"),
        (Question("问", 9, ()), "没有选项"),
        (Question("问" * 200, 9, (Counted("是", 1),)), "超过"),
    ],
)
def test_counts_that_cannot_be_are_refused_and_change_nothing(city, question, why):
    number = survey(city)
    with pytest.raises(RuleBroken, match=why):
        count(city, number, question)
    assert shown(city, number).edition == 0


def test_only_a_survey_has_answers(city):
    number = survey(city, kind=RecordKind.MEETING)
    with pytest.raises(RuleBroken, match="不是问卷"):
        count(city, number, ASKED)


def test_the_ledger_names_the_survey_and_its_weightiest_answer(city):
    number = survey(city)
    count(city, number, ASKED)
    (line,) = city.ask(risk_board, city.chenyu, Scope.CATEGORY, city.db.clock()).lines
    words = next(r.words for r in line.reasons if r.measure is Measure.SURVEYS)
    assert "《预付卡问卷》“退过卡吗”答“被推诿”12人（24%）" in words


def test_the_paper_has_the_counts(city):
    number = survey(city)
    count(city, number, ASKED)
    document = city.ask(survey_document, city.chenyu, number)
    rows = [row for block in document.blocks for row in getattr(block, "rows", ())]
    assert [row[:3] for row in rows] == [("被推诿", "12", "24%"), ("没有", "38", "76%")]
    assert typesetting.pdf(document).pages == 1
    assert typesetting.ofd(document).data


def test_a_survey_without_answers_makes_no_paper(city):
    number = survey(city)
    with pytest.raises(RuleBroken, match="“预付卡问卷”还没有录入答卷"):
        city.ask(survey_document, city.chenyu, number)
    count(city, number, ASKED)
    assert city.ask(survey_document, city.chenyu, number)


def test_each_counting_is_kept_in_its_order_with_its_file_and_who_counted(city):
    """Spaces about and within words are one; the longest name of a file is kept to its 120th."""
    number = survey(city, asked=None)
    many = Question(
        " 遇到过\n什么？ ", 20, (Counted(" 推诿  拖延 ", 12, True), Counted("其他", 9)), True
    )
    for seen, questions, name in ((0, (ASKED, many), "卷" * 121), (1, (many,), "")):
        city.do(survey_answers.count, "liwei", number, questions, seen, name)
    answer = SurveyAnswerRow
    kept = select(
        answer.edition, answer.question_no, answer.option_no, answer.question, answer.option,
        answer.base, answer.count, answer.many, answer.problem,
    )  # fmt: skip
    said, other = ("遇到过 什么？", "推诿 拖延"), ("遇到过 什么？", "其他")
    assert city.ask(lambda s: s.execute(kept.order_by(answer.id)).all()) == [
        (1, 1, 1, "退过卡吗？", "被推诿", 50, 12, False, True),
        (1, 1, 2, "退过卡吗？", "没有", 50, 38, False, False),
        (1, 2, 1, *said, 20, 12, True, True), (1, 2, 2, *other, 20, 9, True, False),
        (2, 1, 1, *said, 20, 12, True, True), (2, 1, 2, *other, 20, 9, True, False),
    ]  # fmt: skip
    names = select(answer.edition, answer.file_name, answer.by).distinct().order_by(answer.edition)
    assert city.ask(lambda s: s.execute(names).all()) == [(1, "卷" * 120, "李蔚"), (2, "", "李蔚")]
    line = JournalLineRow
    told = select(line.verb, line.clause).where(line.kind == "risk_record").order_by(line.number)
    assert city.ask(lambda s: s.execute(told).all())[1:] == [("answers counted", "3.1(3)")] * 2
    with pytest.raises(RuleBroken, match="没有编号为 99 的巡查、调查记录"):
        city.do(survey_answers.count, "liwei", 99, (ASKED,), 0)
