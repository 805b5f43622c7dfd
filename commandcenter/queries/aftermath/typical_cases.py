"""The 典型案例稿 of an incident, where it stands, and whether it may be drafted or edited."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import require_tellable
from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.cases import STANDING, CaseAct, CaseState
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, broken, offer_if, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.publicity.case_gate import act_refusal, state_of, steps_of
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """`by`, `at`: who wrote it last, and when it was drafted."""

    id: int
    title: str
    text: str
    state: CaseState
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """The newest case of the incident; after one that was revoked another may be drafted."""

    draft: CaseDraft | None
    offers: tuple[Offer, ...]  # draft, edit
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
        .order_by(TypicalCaseRow.id.desc())
        .limit(1)
    ).first()
    writes = rights.scope(actor, Action.DRAFT_CASE) is not None
    if row is None:
        return CaseBoard(None, only(_draft(rights, actor, incident, shown=writes)), now)
    state = state_of(row)
    draft = CaseDraft(
        row.id, row.title, row.text, state, row.drafted_by, row.drafted_at, row.version
    )
    refused = act_refusal(rights, actor, row, steps_of(session, [row.id]), CaseAct.EDIT)
    return CaseBoard(
        draft,
        only(
            _draft(rights, actor, incident, shown=writes and state not in STANDING),
            offer_if(writes and state is CaseState.DRAFT, "edit", refused),
        ),
        now,
    )


def _draft(rights: Rights, actor: Actor, incident: IncidentRow, *, shown: bool) -> Offer | None:
    right = rights.refusal(actor, Action.DRAFT_CASE, Matter())
    return offer_if(shown, "draft", right or broken(lambda: require_tellable(incident.state)))
