"""Questions of the press (plan 2.1(3)): registered, and answered following a signed 口径."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.answer import require_answerable
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.due_words import due_after
from commandcenter.domain.releases.media import require_asked
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.releases.release_text import faults_in, require_no_faults
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    incident_of,
    open_incident,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import private_of
from commandcenter.store.releases.release_gate import usable_lines
from commandcenter.store.tables.releases.release import PressQuestionRow

CLAUSE = "2.1(3)"


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """`due_at` None: the plan's usual limit holds."""

    outlet: str
    question: str
    asked_at: datetime
    asker: str = ""
    due_at: datetime | None = None


def register(session: Session, actor: Actor, incident_id: int, new: NewQuestion) -> int:
    """Whoever hears it writes it down: the duty room, 舆情监测组. Returns its id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WATCH_OPINION)
    require_asked(new.asked_at, new.due_at, now(session))
    level = graver(incident.grade, incident.response)
    usual = plan_of(session, incident.plan_version_id).limit_of("press_answer", level)
    row = PressQuestionRow(
        incident_id=incident.id,
        outlet=text_of(new.outlet, "媒体", 60),
        asker=text_if_any(new.asker, "记者", 40),
        question=text_of(new.question, "问题", 1_000),
        asked_at=new.asked_at,
        due_at=new.due_at or due_after(usual, new.asked_at),
        registered_by=actor.name,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered")
    return row.id


def answer(
    session: Session,
    actor: Actor,
    question_id: int,
    words: str,
    line_id: int,
    *,
    amends: datetime | None = None,
) -> None:
    """What was answered, and the 口径 or the published text it follows.

    `amends`: since when the answer stands that this one puts right. Raises RuleBroken for what
    must not be said outside, and, naming who, for one that was answered or put right meanwhile.
    """
    row = session.get(PressQuestionRow, question_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的媒体提问。", id=question_id)
    carried_incident(session, row.incident_id)
    rights(session).require(actor, Action.DRAFT_RELEASE)
    require_answerable("媒体的提问", row, amends)
    if line_id not in [line.id for line in usable_lines(session, row.incident_id)]:
        raise RuleBroken("答复媒体须依据已签发的口径或者已发布的内容，请选择所依据的一份。")
    said = text_of(words, "答复", 3_000)
    require_no_faults(faults_in(said, private_of(session, incident_of(session, row.incident_id))))
    if (said, line_id) == (row.answer, row.line_id):
        raise RuleBroken("没有改动任何内容。")
    at = now(session)  # asking writes what was changed before: one change says it all
    row.answer, row.line_id = said, line_id
    if amends:
        row.corrected_by, row.corrected_at = actor.name, at
    else:
        row.answered_by, row.answered_at = actor.name, at
    _record(session, actor, row, "answer amended" if amends else "answered")


def _record(session: Session, actor: Actor, row: PressQuestionRow, verb: str) -> None:
    book.record(
        session, actor, "press_question", row.id, verb, incident=row.incident_id, clause=CLAUSE
    )
