"""Counted answers of a 问卷: what can be counted, to the last question, option and letter."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.risk import RecordKind
from commandcenter.domain.watch.survey import (
    Counted,
    Question,
    named_words,
    require_answers,
    require_survey,
    share_words,
    weightiest,
)


def question(words="退卡时遇到过推诿吗", base=10, options=(("有", 4), ("没有", 6)), **more):
    return Question(words, base, tuple(Counted(*each) for each in options), **more)


def several(number):
    return [question(f"第{n}题") for n in range(number)]


@pytest.mark.parametrize(
    "questions",
    [
        [question()],
        several(60),
        [question("题" * 120)],
        [question(options=(("选" * 120, 1),))],
        [question(options=[(f"第{n}项", 0) for n in range(30)])],
        [question(base=1, options=(("有", 1),))],
        [question(base=1_000_000)],
        [question(options=(("有", 10), ("没有", 0)))],
        [question(options=(("有", 10), ("没有", 10)), many=True)],
    ],
)
def test_counts_that_can_be_are_taken(questions):
    require_answers(questions, None)
    require_answers(questions, questions[0].base)


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([], "请至少录入一道题目"),
        (several(61), "一份问卷最多 60 道题目"),
        ([question(), question()], "题目“退卡时遇到过推诿吗”写了两次"),
        ([question(" ")], "题目和选项不能空着"),
        ([question("题" * 121)], f"“{'题' * 20}…”超过 120 字，请缩短"),
        ([question(base=0)], "作答人数应为 1 至 1,000,000"),
        ([question(base=1_000_001)], "作答人数应为 1 至 1,000,000"),
        ([question(options=())], "没有选项"),
        ([question(options=[(f"第{n}项", 0) for n in range(31)])], "的选项超过 30 个"),
        ([question(options=((" ", 1),))], "题目和选项不能空着"),
        ([question(options=(("选" * 121, 1),))], f"“{'选' * 20}…”超过 120 字"),
        ([question(options=(("有", -1),))], "中选“有”的人数应为 0 至 10"),
        ([question(options=(("有", 11),), many=True)], "中选“有”的人数应为 0 至 10"),
        ([question(options=(("有", 1), ("有", 1)))], "选项“有”写了两次"),
        ([question(options=(("有", 5), ("没有", 6)))], "各选项相加多于作答的 10 人"),
    ],
)
def test_counts_that_cannot_be_are_refused(questions, words):
    with pytest.raises(RuleBroken, match=words):
        require_answers(questions, None)


def test_no_more_answer_than_took_part():
    require_answers([question()], 10)
    with pytest.raises(RuleBroken, match="有 10 人作答，多于这次调查的 9 人"):
        require_answers([question()], 9)


def test_answers_are_of_a_survey():
    require_survey(RecordKind.SURVEY, "预付式消费问卷")
    for kind in set(RecordKind) - {RecordKind.SURVEY}:
        with pytest.raises(RuleBroken, match="“座谈”不是问卷调查"):
            require_survey(kind, "座谈")


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (0, 0, "0%"),
        (0, 10, "0%"),
        (5, 10, "50%"),
        (7, 30, "23.3%"),
        (10, 10, "100%"),
        (2999, 3000, "100%"),
        (1, 3000, "0%"),
    ],
)
def test_a_share_has_one_decimal_where_there_is_one(count, base, words):
    assert share_words(count, base) == words


def test_the_weightiest_answer_is_the_one_of_a_problem_that_most_of_those_asked_gave():
    few = question("退卡时遇到过推诿吗？", 100, (("有", 40, True), ("没有", 60)))
    most = question("多久退费", 40, (("没退", 20, True), ("一周", 10, True), ("当日", 10)))
    for order in ([few, most], [most, few]):
        found = weightiest(order)
        assert found is not None
        assert (found[0].words, found[1].words) == ("多久退费", "没退")
        assert named_words("预付式消费问卷", order) == (
            "《预付式消费问卷》“多久退费”答“没退”20人（50%）"
        )
    assert named_words("问卷", [few]) == "《问卷》“退卡时遇到过推诿吗”答“有”40人（40%）"


def test_where_no_answer_tells_of_a_problem_a_survey_is_named_by_its_title():
    assert weightiest([question()]) is None
    assert named_words("预付式消费问卷", [question()]) == "《预付式消费问卷》"


@pytest.mark.parametrize(
    ("asked", "answer", "words"),
    [
        ("题" * 24 + "？", "答" * 24, f"“{'题' * 24}”答“{'答' * 24}”"),
        ("题" * 25, "答" * 25, f"“{'题' * 24}”答“{'答' * 24}”"),
        ("够吗?", "不够", "“够吗”答“不够”"),
        ("请说明。", "不够", "“请说明”答“不够”"),
    ],
)
def test_a_question_and_an_answer_stand_among_reasons_in_their_first_24_characters(
    asked, answer, words
):
    said = named_words("问卷", [question(asked, 10, ((answer, 3, True),))])
    assert said == f"《问卷》{words}3人（30%）"
