"""Counted answers of surveys as they stand: the newest edition of each."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.store.tables.watch.survey import SurveyAnswerRow


def answers_of(
    session: Session, records: Collection[int]
) -> Mapping[int, tuple[SurveyAnswerRow, ...]]:
    """By record, in the order of questions and options; what has none is not there."""
    row, newer = SurveyAnswerRow, aliased(SurveyAnswerRow)
    newest = (
        select(func.max(newer.edition))
        .where(newer.risk_record_id == row.risk_record_id)
        .scalar_subquery()
    )
    found = session.scalars(
        select(row)
        .where(row.risk_record_id.in_(records), row.edition == newest)
        .order_by(row.risk_record_id, row.question_no, row.option_no)
    )
    return {key: tuple(rows) for key, rows in groupby(found, key=lambda x: x.risk_record_id)}


def questions_in(rows: Iterable[SurveyAnswerRow]) -> tuple[Question, ...]:
    """Rows of one survey as questions."""
    found = []
    for _, group in groupby(rows, key=lambda row: row.question_no):
        its = list(group)
        options = tuple(Counted(row.option, row.count, row.problem) for row in its)
        found.append(Question(its[0].question, its[0].base, options, its[0].many))
    return tuple(found)
