"""预案评估 and 备案 (8.1): a review of the plan registered, and that a revision was filed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.revision import Conclusion, require_past, require_to_file
from commandcenter.domain.rights import Action
from commandcenter.domain.times import is_before
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.plan.plan_revision import (
    PlanFilingRow,
    PlanReviewRow,
    PlanRevisionRow,
)

CLAUSE = "8.1"


@dataclass(frozen=True, slots=True)
class Review:
    """`held_at`: when it was held. `people`: who took part, as written."""

    held_at: datetime
    people: str
    conclusion: Conclusion
    words: str


def register_review(session: Session, actor: Actor, review: Review) -> int:
    """Return its id. The next one is due so many years after it."""
    rights(session).require(actor, Action.EDIT_PLAN)
    at = now(session)
    require_past("评估的时间", review.held_at, at)
    row = PlanReviewRow(
        held_at=review.held_at,
        people=text_of(review.people, "参加人员", 500),
        conclusion=Conclusion(review.conclusion),
        words=text_of(review.words, "评估的意见", 2_000),
        by=actor.name,
        at=at,
    )
    session.add(row)
    session.flush()
    book.record(session, actor, "plan_review", row.id, "registered", clause=CLAUSE)
    return row.id


@dataclass(frozen=True, slots=True)
class Filing:
    """`filed_with`: the organ that took it in; `receipt`: the number that it gave."""

    filed_with: str
    receipt: str
    filed_at: datetime


def register_filing(session: Session, actor: Actor, revision_id: int, filing: Filing) -> int:
    """备案 of a signed revision, with its receipt; return its id."""
    rights(session).require(actor, Action.EDIT_PLAN)
    row = session.get(PlanRevisionRow, revision_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案修订。", id=revision_id)
    before = session.scalars(
        select(PlanFilingRow).where(PlanFilingRow.revision_id == revision_id)
    ).first()
    require_to_file(row.title, row.state, before.receipt if before else "")
    at = now(session)
    require_past("备案的时间", filing.filed_at, at)
    if row.signed_at is not None and is_before(filing.filed_at, row.signed_at, at):
        raise RuleBroken("备案的时间早于签发的时间，请核对。")
    made = PlanFilingRow(
        revision_id=revision_id,
        filed_with=text_of(filing.filed_with, "备案机关", 80),
        receipt=text_of(filing.receipt, "回执文号", 80),
        filed_at=filing.filed_at,
        by=actor.name,
        at=at,
    )
    session.add(made)
    session.flush()
    book.record(session, actor, "plan_filing", made.id, "registered", clause=CLAUSE)
    return made.id
