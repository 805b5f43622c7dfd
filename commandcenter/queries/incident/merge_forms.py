"""并案 and 拆分: which incidents there are to carry on in, and what would follow."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.incident import LIVE, Held, State, require_to_hold
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.decided_above import require_to_carry_on
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow


@dataclass(frozen=True, slots=True)
class Target:
    """An incident that could take it in. `both`: complaints that already belong to both;
    `refusal`: why it cannot, or why this person may not."""

    id: int
    title: str
    state: State
    response: Level | None
    received_at: datetime
    complaints: int
    both: int
    refusal: RuleBroken | None


@dataclass(frozen=True, slots=True)
class MergeForm:
    incident_id: int
    title: str
    complaints: int
    targets: tuple[Target, ...]  # those that can take it first
    now: datetime


def merge_form(session: Session, actor: Actor, incident_id: int, now: datetime) -> MergeForm:
    source = session.get_one(IncidentRow, incident_id)
    rights = plan_of(session).rights
    rows = session.scalars(
        select(IncidentRow)
        .where(IncidentRow.id != incident_id, IncidentRow.state.in_(LIVE))
        .order_by(IncidentRow.received_at.desc(), IncidentRow.id)
    )
    targets = [_target(session, rights, actor, source, row) for row in rows]
    return MergeForm(
        incident_id=incident_id,
        title=source.title,
        complaints=_complaints(session, incident_id),
        targets=tuple(sorted(targets, key=lambda target: target.refusal is not None)),
        now=now,
    )


def _target(
    session: Session, rights: Rights, actor: Actor, source: IncidentRow, row: IncidentRow
) -> Target:
    about = Matter(
        districts=frozenset(row.districts), level=last_response(session, row) or row.grade
    )
    refused = rights.refusal(actor, Action.DISPOSE_INCIDENT, about)
    return Target(
        id=row.id,
        title=row.title,
        state=row.state,
        response=row.response,
        received_at=row.received_at,
        complaints=_complaints(session, row.id),
        both=_both(session, source.id, row.id),
        refusal=refused or refusal_of(lambda: _require_to_hold(session, source, row)),
    )


def _require_to_hold(session: Session, source: IncidentRow, target: IncidentRow) -> None:
    require_to_hold(_held(source), _held(target))
    require_to_carry_on(session, source, target)


def _held(row: IncidentRow) -> Held:
    return Held(row.id, row.title, row.state, row.response)


def _complaints(session: Session, incident_id: int) -> int:
    found = session.scalar(
        select(func.count())
        .select_from(IncidentComplaintRow)
        .where(
            IncidentComplaintRow.incident_id == incident_id,
            IncidentComplaintRow.removed_at.is_(None),
        )
    )
    return found or 0


def _both(session: Session, source: int, target: int) -> int:
    there = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id == target, IncidentComplaintRow.removed_at.is_(None)
    )
    found = session.scalar(
        select(func.count())
        .select_from(IncidentComplaintRow)
        .where(
            IncidentComplaintRow.incident_id == source,
            IncidentComplaintRow.removed_at.is_(None),
            IncidentComplaintRow.complaint_id.in_(there),
        )
    )
    return found or 0


@dataclass(frozen=True, slots=True)
class UnmergeForm:
    """`came`: complaints that are in the other incident only by the merge, and would go back."""

    incident_id: int
    title: str
    into: str
    came: int


def unmerge_form(session: Session, incident_id: int) -> UnmergeForm:
    source = session.get_one(IncidentRow, incident_id)
    target = session.get(IncidentRow, source.merged_into) if source.merged_into else None
    came = session.scalar(
        select(func.count()).where(
            IncidentComplaintRow.incident_id == source.merged_into,
            IncidentComplaintRow.via_incident == source.id,
            IncidentComplaintRow.removed_at.is_(None),
        )
    )
    return UnmergeForm(
        incident_id=incident_id,
        title=source.title,
        into=target.title if target else "",
        came=came or 0,
    )
