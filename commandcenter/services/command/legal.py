"""Legal questions (plan 2.2(5)): anybody who works on the incident asks, 法律咨询组 answers."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.answer import require_answerable
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.due_words import due_after
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    office_of,
    open_incident,
    require_to_write,
    rights,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.site import LegalQuestionRow

CLAUSE = "2.2(5)"


def ask(
    session: Session,
    actor: Actor,
    incident_id: int,
    question: str,
    due_at: datetime | None = None,
) -> int:
    """Ask in the actor's capacity; without `due_at` the bureau's limit holds. Return the id."""
    incident = open_incident(session, incident_id)
    require_to_write(session, actor, incident)
    at = now(session)
    if due_at is not None and due_at <= at:
        raise RuleBroken("答复时限应晚于现在。")
    level = graver(incident.grade, incident.response)
    usual = plan_of(session, incident.plan_version_id).limit_of("legal_answer", level)
    row = LegalQuestionRow(
        incident_id=incident.id,
        question=text_of(question, "问题", 2_000),
        asked_by=actor.name,
        asked_from=office_of(session, actor)[0],
        asked_at=at,
        due_at=due_at or due_after(usual, at),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "asked")
    return row.id


def answer(
    session: Session,
    actor: Actor,
    question_id: int,
    words: str,
    basis: str,
    *,
    amends: datetime | None = None,
) -> None:
    """Answer with the law and article it rests on.

    `amends`: since when the answer stands that this one puts right. Raises RuleBroken, saying who
    and when, for a question that was answered, or whose answer was put right, meanwhile.
    """
    row = session.get(LegalQuestionRow, question_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的法律问题。", id=question_id)
    carried_incident(session, row.incident_id)
    rights(session).require(actor, Action.ANSWER_LEGAL)
    require_answerable("法律咨询问题", row, amends)
    said = text_of(words, "答复", 5_000), text_of(basis, "依据（法律和条款）", 500)
    if said == (row.answer, row.basis):
        raise RuleBroken("没有改动任何内容。")
    at = now(session)  # asking writes what was changed before: one change says it all
    row.answer, row.basis = said
    if amends:
        row.corrected_by, row.corrected_at = actor.name, at
    else:
        row.answered_by, row.answered_at = actor.name, at
    _record(session, actor, row, "answer amended" if amends else "answered")


def _record(session: Session, actor: Actor, row: LegalQuestionRow, verb: str) -> None:
    book.record(
        session, actor, "legal_question", row.id, verb, incident=row.incident_id, clause=CLAUSE
    )
