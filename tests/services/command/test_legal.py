"""Legal questions: asked by whom it concerns, answered with the ground, found again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.command.answer import stands_since
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.legal import legal_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import legal
from commandcenter.store.clock import HandClock
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.database import open_database
from commandcenter.store.tables.every import IncidentRow, ObligationRow
from tests.city import City
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


def put_right(city, line, words, basis):
    """The answer of the line as it was seen."""
    city.do(legal.answer, "dengqing", line.id, words, basis, amends=stands_since(line))


def test_a_question_is_asked_answered_and_put_right(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    [line] = board(city, incident).lines
    assert (line.asked_by, line.asked_from) == ("马骁", "现场处置组")
    city.do(legal.answer, "dengqing", number, "可以先行登记保存", LAW)
    [line] = board(city, incident).lines
    put_right(city, line, "须先行登记保存", LAW)
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
        city.do(legal.answer, "dengqing", number, "可以", LAW, amends=city.db.clock())
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
    [line] = board(city, incident).lines
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        put_right(city, line, "可以", LAW)
    put_right(city, line, "可以", f"{LAW}第二款")


def test_who_saw_an_earlier_answer_does_not_overwrite_the_later_one(city, incident):
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    city.do(legal.answer, "dengqing", number, "可以", LAW)
    [seen] = board(city, incident).lines
    put_right(city, seen, "可以", f"{LAW}第二款")
    with pytest.raises(RuleBroken, match=r"已由邓清于 .* 更正，请先看更正后的答复"):
        put_right(city, seen, "不可以", LAW)
    [line] = board(city, incident).lines
    assert (line.answer, line.basis) == ("可以", f"{LAW}第二款")
    put_right(city, line, "不可以", LAW)


def test_an_answer_given_in_time_stays_so_when_it_is_put_right_after_the_limit(sqlite_url):
    opened = open_database(sqlite_url)
    clock = HandClock(opened.clock().replace(microsecond=0))
    city = City(replace(opened, clock=clock))
    add_people(city)
    incident = city.register()
    city.activate(incident)
    number = city.do(legal.ask, "maxiao", incident, "能否阻拦搬离？")
    clock.at += timedelta(minutes=20)
    answered = clock.at
    city.do(legal.answer, "dengqing", number, "可以", LAW)
    clock.at += timedelta(hours=3)
    put_right(city, board(city, incident).lines[0], "须先行登记保存", LAW)
    [line] = board(city, incident).lines
    assert (line.answered_by, line.answered_at) == ("邓清", answered)
    assert (line.corrected_by, line.corrected_at) == ("邓清", clock.at)
    book = city.obligation(incident, "legal_answer", f"legal_question:{number}")
    row = city.ask(lambda session: session.get_one(ObligationRow, book))
    assert (row.state, row.done_at) == (ObligationState.DONE, answered)
    assert row.done_at < row.due_at < clock.at
    all_ = city.ask(lambda session: proofs(session, session.get_one(IncidentRow, incident)))
    [told] = [proof for proof in all_ if proof.table == "legal_question"]
    assert told.at == answered
    assert told.words.startswith(f"能否阻拦搬离？；答复：须先行登记保存（{LAW}，")
    assert told.words.endswith("更正）")
    opened.close()
