"""The counted answers of a survey (plan 3.1(3)), question by question."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.watch.risk import RecordKind
from commandcenter.domain.watch.survey import Question, share
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.risk import RiskRecordRow
from commandcenter.store.watch.survey_answers import answers_of, questions_in


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer; `share` in per cent of `base`."""

    question_no: int
    question: str
    option: str
    count: int
    base: int
    share: float
    many: bool
    problem: bool


@dataclass(frozen=True, slots=True)
class SurveyBoard:
    """`edition` 0: nothing was counted yet. `asked`: how many took part, as the record says."""

    record_id: int
    title: str
    held_at: datetime
    category: str
    officers: str
    asked: int | None
    questions: tuple[Question, ...]
    lines: tuple[AnswerLine, ...]
    edition: int
    file_name: str
    by: str
    at: datetime | None
    offers: tuple[Offer, ...]  # count
    now: datetime


def survey_board(session: Session, actor: Actor, record_id: int, now: datetime) -> SurveyBoard:
    """Raises RuleBroken for what is no survey, or none that the actor sees."""
    record = session.get(RiskRecordRow, record_id)
    own = own_districts(session, actor)
    hidden = record is not None and own is not None and record.district not in (None, *own)
    if record is None or record.kind is not RecordKind.SURVEY or hidden:
        raise RuleBroken("没有编号为 {id} 的问卷调查。", id=record_id)
    rows = answers_of(session, [record_id]).get(record_id, ())
    questions = questions_in(rows)
    newest = rows[0] if rows else None
    matter = Matter(districts=frozenset({record.district} if record.district else ()))
    rights = plan_of(session).rights
    return SurveyBoard(
        record_id=record.id,
        title=record.title,
        held_at=record.held_at,
        category=record.category,
        officers=record.officers,
        asked=record.asked,
        questions=questions,
        lines=_lines(questions),
        edition=newest.edition if newest else 0,
        file_name=newest.file_name if newest else "",
        by=newest.by if newest else "",
        at=newest.at if newest else None,
        offers=only(offer("count", rights, actor, Action.KEEP_RISK, matter)),
        now=now,
    )


def _lines(questions: tuple[Question, ...]) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            question_no=number,
            question=question.words,
            option=option.words,
            count=option.count,
            base=question.base,
            share=share(option.count, question.base),
            many=question.many,
            problem=option.problem,
        )
        for number, question in enumerate(questions, 1)
        for option in question.options
    )
