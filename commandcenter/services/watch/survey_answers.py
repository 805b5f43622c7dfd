"""问卷 as counted answers (plan 3.1(3)), entered or read from a file; not who said what."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.survey import Counted, Question, require_answers, require_survey
from commandcenter.services import book
from commandcenter.services.guard import rights, storable
from commandcenter.store.database import now
from commandcenter.store.tables.watch.risk import RiskRecordRow
from commandcenter.store.tables.watch.survey import SurveyAnswerRow
from commandcenter.store.watch.survey_answers import answers_of, questions_in

CLAUSE = "3.1(3)"


def count(
    session: Session,
    actor: Actor,
    record_id: int,
    questions: Sequence[Question],
    seen: int,
    file_name: str = "",
) -> None:
    """All answers of a survey, in place of what was counted before. `seen`: the edition on the
    screen, 0 where there was none.
    """
    record = session.get(RiskRecordRow, record_id)
    if record is None:
        raise RuleBroken("没有编号为 {id} 的巡查、调查记录。", id=record_id)
    own = frozenset({record.district}) if record.district else None
    rights(session).require(actor, Action.KEEP_RISK, district=own)
    require_survey(record.kind, record.title)
    told = tuple(map(_clean, questions))
    require_answers(told, record.asked)
    edition = _edition(session, record_id)
    if edition != seen:
        raise RuleBroken("这份问卷的答卷刚刚被别人录入过，请重新打开后核对。")
    if told == questions_in(answers_of(session, [record_id]).get(record_id, ())):
        raise RuleBroken("没有改动任何内容。")
    _store(session, actor, record_id, edition + 1, told, storable(file_name)[:120])
    book.record(session, actor, "risk_record", record_id, "answers counted", clause=CLAUSE)


def _edition(session: Session, record_id: int) -> int:
    row = SurveyAnswerRow
    newest = select(func.max(row.edition)).where(row.risk_record_id == record_id)
    return session.scalars(newest).one() or 0


def _store(
    session: Session, actor: Actor, record_id: int, edition: int,
    questions: Sequence[Question], file_name: str,
) -> None:  # fmt: skip
    at = now(session)
    for number, question in enumerate(questions, 1):
        for place, option in enumerate(question.options, 1):
            session.add(SurveyAnswerRow(
                risk_record_id=record_id, edition=edition, question_no=number,
                question=question.words, base=question.base, many=question.many,
                option_no=place, option=option.words, count=option.count,
                problem=option.problem, file_name=file_name, at=at, by=actor.name,
            ))  # fmt: skip
    session.flush()


def _clean(question: Question) -> Question:
    return replace(
        question,
        words=_line(question.words),
        options=tuple(Counted(_line(o.words), o.count, o.problem) for o in question.options),
    )


def _line(words: str) -> str:
    return " ".join(storable(words).split())
