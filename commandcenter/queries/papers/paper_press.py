"""新闻通稿 with 答问口径: the newest text that was signed for the public, and the answers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_contents import office
from commandcenter.queries.papers.paper_release import FROZEN, PublicPaper, release_paper
from commandcenter.store.private import cover_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class PressPaper:
    """`text`: the 情况通报 that the release to the press is made of; `lines`: the signed 口径,
    newest first; `answers`: what the press was answered; `waiting`: questions without an answer.
    """

    org: str
    text: PublicPaper
    lines: tuple[str, ...]
    answers: tuple[Answer, ...]
    waiting: tuple[str, ...]
    at: datetime
    journal: JournalMark


def press_paper(session: Session, incident_id: int, now: datetime) -> PressPaper:
    """Raises RuleBroken before a 情况通报 is signed: nothing else may be said to the press."""
    signed = _signed(session, incident_id, ReleaseKind.NOTICE)
    if not signed:
        raise RuleBroken("还没有已签发的情况通报，不能起草新闻通稿；请先在“发布”中起草、签发。")
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))
    questions = session.scalars(
        select(PressQuestionRow)
        .where(PressQuestionRow.incident_id == incident_id, PressQuestionRow.asked_at <= now)
        .order_by(PressQuestionRow.asked_at, PressQuestionRow.id)
    ).all()
    return PressPaper(
        org=office(session),
        text=release_paper(session, signed[0].id),
        lines=tuple(row.text for row in _signed(session, incident_id, ReleaseKind.LINE)),
        answers=tuple(
            Answer(cover(row.question), cover(row.answer)) for row in questions if row.answer
        ),
        waiting=tuple(cover(row.question) for row in questions if not row.answer),
        at=now,
        journal=journal_mark(session),
    )


def _signed(session: Session, incident_id: int, kind: ReleaseKind) -> list[ReleaseRow]:
    """Newest first."""
    rows = session.scalars(
        select(ReleaseRow)
        .where(
            ReleaseRow.incident_id == incident_id,
            ReleaseRow.kind == kind,
            ReleaseRow.state.in_(FROZEN),
        )
        .order_by(ReleaseRow.id.desc())
    )
    return list(rows)
