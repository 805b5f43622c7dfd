"""Legal questions: asked by whom it concerns, answered with the ground, found again."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.legal import legal_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import legal
from tests.field import add_people, ago

LAW = "行政处罚法第五十六条"


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def board(city, incident, login="dengqing", words="", **how):
    return city.ask(legal_board, getattr(city, login), incident, city.db.clock(), words, **how)


def test_a_question_is_asked_answered_and_put_right(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    [line] = board(city, incident).lines
    assert (line.asked_by, line.asked_from) == ("马骁", "现场处置组")
    city.do(legal.answer, "dengqing", number, "可以先行登记保存", LAW)
    city.do(legal.answer, "dengqing", number, "须先行登记保存", LAW, amends=True)
    [line] = board(city, incident).lines
    assert (line.answer, line.basis, line.answered_by) == ("须先行登记保存", LAW, "邓清")


def test_without_a_limit_the_bureaus_usual_one_holds(city, incident):
    city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    [line] = board(city, incident).lines
    assert line.due_at - line.asked_at == timedelta(minutes=board(city, incident).usual)
    assert board(city, incident).usual == 30
    with pytest.raises(RuleBroken, match="晚于现在"):
        city.do(legal.ask, "maxiao", incident, "何时？", ago(city, minutes=1))


def test_it_waits_for_the_legal_group_until_it_is_answered(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")

    def waits(login):
        items = city.ask(todo, getattr(city, login), city.db.clock())
        return [item.subject_id for item in items if item.kind is TodoKind.LEGAL]

    assert (waits("dengqing"), waits("zhoulan")) == ([number], [])
    city.do(legal.answer, "dengqing", number, "可以", LAW)
    assert waits("dengqing") == []


def test_an_answer_rests_on_a_law(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    with pytest.raises(RuleBroken, match="依据"):
        city.do(legal.answer, "dengqing", number, "可以", " ")
    with pytest.raises(RuleBroken, match="答复"):
        city.do(legal.answer, "dengqing", number, "\0", LAW)
    with pytest.raises(RuleBroken, match="法律咨询组"):
        city.do(legal.answer, "maxiao", number, "可以", LAW)


def test_the_second_answer_is_told_who_was_first(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    with pytest.raises(RuleBroken, match="还没有答复"):
        city.do(legal.answer, "dengqing", number, "可以", LAW, amends=True)
    city.do(legal.answer, "dengqing", number, "可以", LAW)
    with pytest.raises(RuleBroken, match="已由邓清于"):
        city.do(legal.answer, "dengqing", number, "不可以", LAW)


def test_words_find_earlier_answers_also_in_other_incidents(city, incident):
    other = city.register(title="另一事件", brand="别家")
    first = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    city.do(legal.ask, "maxiao", incident, "退费比例怎么定？")
    there = city.do(legal.ask, "maxiao", other, "扣押要什么手续？")
    for number in (first, there):
        city.do(legal.answer, "dengqing", number, "先登记保存 50%_", LAW)

    def found(words, **how):
        return {line.id for line in board(city, incident, words=words, **how).lines}

    assert found("登记保存") == {first}
    assert found("登记保存", everywhere=True) == {first, there}
    assert found("登记保存 搬离", everywhere=True) == {first}
    assert found("50%_") == {first}
    assert found("%") == {first}  # a sign of the search, not of SQL
    assert found("没有的词") == set()


def test_open_questions_stand_first_by_their_limit(city, incident):
    late = city.do(legal.ask, "maxiao", incident, "甲", ago(city, hours=-3))
    soon = city.do(legal.ask, "maxiao", incident, "乙", ago(city, hours=-1))
    done = city.do(legal.ask, "maxiao", incident, "丙", ago(city, hours=-1))
    city.do(legal.answer, "dengqing", done, "可以", LAW)
    shown = board(city, incident)
    assert [line.id for line in shown.lines] == [soon, late, done]
    assert (shown.waiting, shown.overdue) == (2, 0)
    later = city.ask(legal_board, city.dengqing, incident, city.db.clock() + timedelta(hours=2))
    assert later.overdue == 1


def test_the_auditor_asks_nothing_and_very_long_text_is_refused(city, incident):
    with pytest.raises(RuleBroken):
        city.do(legal.ask, "tanjing", incident, "为什么？")
    assert board(city, incident, "tanjing").offers == ()
    with pytest.raises(RuleBroken, match="2000 字"):
        city.do(legal.ask, "maxiao", incident, "字" * 2_001)


def test_an_answer_is_put_right_only_by_other_words(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    city.do(legal.answer, "dengqing", number, "可以", LAW)
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        city.do(legal.answer, "dengqing", number, "可以", LAW, amends=True)
    city.do(legal.answer, "dengqing", number, "可以", f"{LAW}第二款", amends=True)
