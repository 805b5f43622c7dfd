"""The 典型案例稿 of an incident, and whether it may be drafted or edited."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import require_tellable
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """`by`, `at`: who wrote it last, and when it was drafted."""

    id: int
    title: str
    text: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CaseBoard:
    draft: CaseDraft | None
    offers: tuple[Offer, ...]  # draft, or edit
    now: datetime


def typical_case(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> CaseBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return CaseBoard(None, (), now)
    rights = plan_of(session).rights
    row = session.scalars(
        select(TypicalCaseRow)
        .where(TypicalCaseRow.incident_id == incident.id)
        .order_by(TypicalCaseRow.id)
        .limit(1)
    ).first()
    if row is None:
        rule = partial(require_tellable, incident.state)
        return CaseBoard(
            None, only(offer("draft", rights, actor, Action.MAKE_ARCHIVE, Matter(), rule)), now
        )
    draft = CaseDraft(row.id, row.title, row.text, row.drafted_by, row.drafted_at, row.version)
    return CaseBoard(draft, only(offer("edit", rights, actor, Action.MAKE_ARCHIVE, Matter())), now)
