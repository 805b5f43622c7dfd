"""An answer to a question: given once, and put right by who has seen the one that stands."""

from datetime import datetime
from typing import Protocol

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.domain.times import dated_zh


class Answered(Protocol):
    """A question: by whom and when it was answered first, and put right last."""

    @property
    def answered_by(self) -> str | None: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def corrected_by(self) -> str | None: ...
    @property
    def corrected_at(self) -> datetime | None: ...


def stands_since(question: Answered) -> datetime | None:
    """The moment of the answer as it stands; None: there is none."""
    return question.corrected_at or question.answered_at


def require_answerable(what: str, question: Answered, amends: datetime | None) -> None:
    """Raise RuleBroken, saying who and when, for what was answered or put right meanwhile.

    `what`: the kind of question, as it is called. `amends`: since when the answer stands that is
    to be put right; None: the question is answered for the first time.
    """
    if question.answered_at is None:
        if amends is not None:
            raise RuleBroken("这个{what}还没有答复，不需要更正。", what=word(what))
        return
    if amends is None or (question.corrected_at is None and amends != question.answered_at):
        raise RuleBroken(
            "这个{what}已由{who}于 {when} 答复，请用“更正答复”。",
            what=word(what), who=question.answered_by, when=dated_zh(question.answered_at),
        )  # fmt: skip
    if question.corrected_at is not None and amends != question.corrected_at:
        raise RuleBroken(
            "这个{what}的答复已由{who}于 {when} 更正，请先看更正后的答复。",
            what=word(what), who=question.corrected_by, when=dated_zh(question.corrected_at),
        )  # fmt: skip
