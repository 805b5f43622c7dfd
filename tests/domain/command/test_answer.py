"""A question is answered once; its answer is put right by who has seen the one that stands."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.answer import require_answerable, stands_since
from commandcenter.domain.errors import RuleBroken

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@dataclass(frozen=True)
class Question:
    answered_by: str | None = None
    answered_at: datetime | None = None
    corrected_by: str | None = None
    corrected_at: datetime | None = None


OPEN = Question()
ANSWERED = Question("周岚", NOW)
CORRECTED = Question("周岚", NOW, "丁宁", LATER)


def test_the_answer_stands_since_it_was_given_or_last_put_right():
    assert [stands_since(each) for each in (OPEN, ANSWERED, CORRECTED)] == [None, NOW, LATER]


@pytest.mark.parametrize("question", [OPEN, ANSWERED, CORRECTED])
def test_whoever_saw_what_stands_may_say_what_is_right(question):
    require_answerable("提问", question, stands_since(question))


def test_an_open_question_has_nothing_to_put_right():
    with pytest.raises(RuleBroken, match=r"^这个提问还没有答复，不需要更正。$"):
        require_answerable("提问", OPEN, NOW)


def test_who_names_another_moment_than_that_of_the_answer_has_not_seen_it():
    with pytest.raises(RuleBroken, match="已由周岚于"):
        require_answerable("问题", ANSWERED, LATER)


@pytest.mark.parametrize("question", [ANSWERED, CORRECTED])
def test_who_answers_second_is_told_who_was_first(question):
    with pytest.raises(RuleBroken, match=r"^这个问题已由周岚于 .*10:00 答复，请用“更正答复”。$"):
        require_answerable("问题", question, None)


def test_who_puts_right_what_was_put_right_meanwhile_is_told_by_whom():
    with pytest.raises(RuleBroken, match=r"答复已由丁宁于 .*11:00 更正，请先看更正后的答复。$"):
        require_answerable("问题", CORRECTED, NOW)
