"""A level is told as what was done to it: started, raised, lowered, ended."""

import pytest

from commandcenter.domain.incident.level_course import LevelStep, changes, in_order
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.times import from_local


def change_words(*steps):
    return [change.words for change in changes(steps)]


def step(level, day, axis=Axis.RESPONSE, **more):
    return LevelStep(axis, level, from_local(2026, 11, day, 9), **more)


def test_the_course_of_a_response_is_told_by_what_was_decided():
    course = (
        step(Level.IV, 24), step(Level.III, 25), step(Level.III, 26), step(Level.IV, 27),
        step(Level.IV, 28, ends=True),
    )  # fmt: skip
    assert change_words(*course) == [
        "启动Ⅳ级响应",
        "将响应提高为Ⅲ级",
        "将响应降低为Ⅳ级",
        "终止Ⅳ级响应",
    ]


def test_a_response_begun_anew_after_its_end_is_started():
    ended = step(Level.III, 25, ends=True)
    assert change_words(step(Level.III, 24), ended, step(Level.IV, 26)) == [
        "启动Ⅲ级响应", "终止Ⅲ级响应", "启动Ⅳ级响应",
    ]  # fmt: skip


@pytest.mark.parametrize("level", Level)
def test_the_same_grade_decided_again_is_no_news(level):
    grade = step(level, 24, Axis.GRADE)
    assert change_words(grade, step(level, 25, Axis.GRADE)) == [f"定为{level.grade_title}事件"]


def test_another_grade_is_told_as_changed():
    course = change_words(step(Level.IV, 24, Axis.GRADE), step(Level.III, 25, Axis.GRADE))
    assert course == ["定为一般（Ⅳ级）事件", "改定为较大（Ⅲ级）事件"]


def test_what_an_upper_body_decided_stands_at_its_time_and_is_news_when_it_is_known():
    decided, known = from_local(2026, 11, 25, 1, 20), from_local(2026, 11, 25, 1, 30)
    upper = LevelStep(Axis.RESPONSE, Level.II, decided, organ="省局", known_at=known)
    [_, change] = changes((step(Level.III, 24), upper))
    assert (change.at, change.known_at) == (decided, known)
    assert change.decided == "省局决定将响应提高为Ⅱ级"


NINE, HALF, TEN, ELEVEN = (
    from_local(2026, 11, 24, hour, minute) for hour, minute in ((9, 50), (9, 30), (10, 0), (11, 0))
)


def by_upper(level, at, known, **more):
    return LevelStep(Axis.RESPONSE, level, at, organ="省局", known_at=known, **more)


def test_an_upper_decision_registered_after_our_own_changes_what_we_had_started():
    own = LevelStep(Axis.RESPONSE, Level.III, NINE)
    start, raised = changes((own, by_upper(Level.II, HALF, TEN)))
    assert [start.words, raised.words] == ["启动Ⅲ级响应", "将响应提高为Ⅱ级"]
    assert (raised.at, raised.registered_late_at) == (HALF, TEN)
    assert in_order((start, raised)) == [start, raised]


def test_an_upper_decision_registered_before_our_own_is_what_we_change():
    own = LevelStep(Axis.RESPONSE, Level.III, TEN)
    start, lowered = changes((by_upper(Level.II, HALF, NINE), own))
    assert [start.words, lowered.words] == ["启动Ⅱ级响应", "将响应降低为Ⅲ级"]
    assert start.registered_late_at is None
    assert lowered.registered_late_at is None


def test_an_end_by_the_upper_body_that_is_heard_of_late_is_told_last():
    own = (LevelStep(Axis.RESPONSE, Level.III, HALF), LevelStep(Axis.RESPONSE, Level.IV, TEN))
    told = in_order(changes((*own, by_upper(Level.IV, NINE, ELEVEN, ends=True))))
    assert [change.words for change in told] == ["启动Ⅲ级响应", "将响应降低为Ⅳ级", "终止Ⅳ级响应"]
    assert [change.registered_late_at for change in told] == [None, None, ELEVEN]


def test_what_was_decided_after_the_clock_was_put_back_is_told_after_and_not_as_late():
    grade = LevelStep(Axis.GRADE, Level.III, ELEVEN)
    own = (LevelStep(Axis.RESPONSE, Level.IV, TEN), LevelStep(Axis.RESPONSE, Level.III, NINE))
    told = list(changes((grade, *own)))
    assert in_order(told) == told
    assert [change.at for change in told] == [ELEVEN, TEN, NINE]
    assert [change.registered_late_at for change in told] == [None, None, None]


def test_a_chart_says_a_change_by_itself_and_a_grade_names_its_organ():
    course = changes((step(Level.IV, 24), step(Level.II, 25), step(Level.III, 26)))
    assert [change.mark for change in course] == ["启动Ⅳ级响应", "响应提高为Ⅱ级", "响应降低为Ⅲ级"]
    [grade] = changes((step(Level.II, 24, Axis.GRADE, organ="省局"),))
    assert (grade.words, grade.mark) == ("定为重大（Ⅱ级）事件", "定为重大（Ⅱ级）事件")
    assert grade.decided == "省局定为重大（Ⅱ级）事件"


def test_a_grade_and_a_response_are_told_apart():
    own = (step(Level.IV, 24, Axis.GRADE), step(Level.IV, 25), step(Level.IV, 26, Axis.GRADE))
    assert change_words(*own) == ["定为一般（Ⅳ级）事件", "启动Ⅳ级响应"]


@pytest.mark.parametrize(("decided", "late"), [(HALF, True), (NINE, False), (TEN, False)])
def test_only_what_was_decided_before_what_it_changes_is_late(decided, late):
    own = LevelStep(Axis.RESPONSE, Level.III, NINE)
    [_, raised] = changes((own, by_upper(Level.II, decided, ELEVEN)))
    assert raised.late is late
    assert raised.registered_late_at == (ELEVEN if late else None)
    assert raised.listed_at == (ELEVEN if late else decided)


def test_what_is_registered_as_it_is_decided_is_not_late():
    own = LevelStep(Axis.RESPONSE, Level.III, NINE)
    [_, raised] = changes((own, by_upper(Level.II, HALF, HALF)))
    assert (raised.late, raised.listed_at) == (False, NINE)
