"""Legal questions and answers, open ones first; a search finds the answers given before."""

from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.due_words import Due
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_incidents
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.store.complaints.word_index import asked_words
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.site import LegalQuestionRow
from commandcenter.store.tables.incident.incident import IncidentRow

FAR = datetime.max.replace(tzinfo=UTC)
LIMIT = 500


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """`incident`: its title, for answers found in other incidents."""

    id: int
    incident_id: int
    incident: str
    question: str
    asked_by: str
    asked_from: str
    asked_at: datetime
    due_at: datetime | None
    overdue: bool
    answer: str
    basis: str
    answered_by: str
    answered_at: datetime | None
    corrected_by: str
    corrected_at: datetime | None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBoard:
    """`usual`: the limit of an answer where none is set, as the plan writes it."""

    lines: tuple[QuestionLine, ...]
    waiting: int
    overdue: int
    offers: tuple[Offer, ...]
    usual: Due
    now: datetime


def legal_board(
    session: Session,
    actor: Actor,
    incident_id: int | None,
    now: datetime,
    words: str = "",
    *,
    everywhere: bool = False,
) -> LegalBoard:
    """Open questions by their limit, then answered ones, newest first; all words must be there.

    `everywhere`: answers of other incidents too. A county sees those of its own incidents only.
    """
    wanted = select(LegalQuestionRow, IncidentRow.title).join(
        IncidentRow, IncidentRow.id == LegalQuestionRow.incident_id
    )
    own = own_incidents(session, actor)
    if own is not None:
        wanted = wanted.where(LegalQuestionRow.incident_id.in_(own))
    if not everywhere:
        wanted = wanted.where(LegalQuestionRow.incident_id == incident_id)
    for asked in asked_words(words):
        columns = (LegalQuestionRow.question, LegalQuestionRow.answer, LegalQuestionRow.basis)
        wanted = wanted.where(or_(*(c.contains(asked, autoescape=True) for c in columns)))
    rows = session.execute(wanted.order_by(LegalQuestionRow.id.desc()).limit(LIMIT))
    rights = plan_of(session).rights
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    plan = plan_of(session, incident.plan_version_id if incident else None)
    level = graver(incident.grade, incident.response) if incident else None
    shut = closed(incident)
    asks = rights.scope(actor, Action.WRITE_LOG) is not None
    answers = incident_id if rights.allows(actor, Action.ANSWER_LEGAL) else None
    lines = [
        _line(row, title, now, _answering(row, shut) if row.incident_id == answers else None)
        for row, title in rows
    ]
    return LegalBoard(
        lines=tuple(sorted(lines, key=_order)),
        waiting=sum(line.answered_at is None for line in lines),
        overdue=sum(line.overdue for line in lines),
        offers=only(offer_if(asks, "ask_legal", shut)),
        usual=plan.limit_of("legal_answer", level),
        now=now,
    )


def _answering(row: LegalQuestionRow, shut: RuleBroken | None) -> Offer:
    return Offer("answer" if row.answered_at is None else "amend_answer", shut)


def _line(
    row: LegalQuestionRow, title: str, now: datetime, answering: Offer | None = None
) -> QuestionLine:
    waits = row.answered_at is None
    return QuestionLine(
        id=row.id,
        incident_id=row.incident_id,
        incident=title,
        question=row.question,
        asked_by=row.asked_by,
        asked_from=word(row.asked_from),
        asked_at=row.asked_at,
        due_at=row.due_at,
        overdue=waits and row.due_at is not None and row.due_at < now,
        answer=row.answer or "",
        basis=row.basis or "",
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        corrected_by=row.corrected_by or "",
        corrected_at=row.corrected_at,
        offers=only(answering),
    )


def _order(line: QuestionLine) -> tuple[bool, float, int]:
    if line.answered_at is None:
        return False, (line.due_at or FAR).timestamp(), line.id
    return True, -line.answered_at.timestamp(), -line.id
