"""定级研判: the assessment of an incident with its moments and its three separate scales."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.facts import Fact, facts_then
from commandcenter.domain.incident.grading import suggested_then
from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.domain.level import Axis, Level
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import GradeSheet, grade_sheet
from commandcenter.queries.incident.incidents import IncidentHead, incident_head
from commandcenter.queries.incident.orals import PendingOral, pending_oral
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow


@dataclass(frozen=True, slots=True)
class AssessBoard:
    """`way`: how the bureau heard of it; `verified_by`: who verified the 接报."""

    sheet: GradeSheet
    head: IncidentHead
    way: str
    registered_by: str
    verified_by: str
    ended_at: datetime | None
    oral: PendingOral | None
    now: datetime


def assess_board(session: Session, incident_id: int | None, now: datetime) -> AssessBoard | None:
    """None while no incident is chosen."""
    row = session.get(IncidentRow, incident_id) if incident_id else None
    if row is None:
        return None
    return AssessBoard(
        sheet=grade_sheet(session, row.id, now),
        head=incident_head(session, row.id),
        way=row.received_by_way,
        registered_by=row.registered_by,
        verified_by=row.verified_by or "",
        ended_at=row.ended_at,
        oral=pending_oral(session, row.id, now),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One step towards a level, or the decision on it, with all it rested on.

    `held`: the conclusion of the 会商; `unsigned`: decided by telephone and not signed yet.
    """

    id: int
    axis: Axis
    step: str
    level: Level
    before: Level | None
    ends: bool
    reason: str
    by: str
    at: datetime
    signature: str
    organ: str
    registered_by: str  # of what the body above decided
    document: str
    decided_at: datetime | None
    proof: Proof
    expected_days: int | None
    held: str
    notice: str
    oral: bool
    unsigned: bool
    facts: tuple[Fact, ...]
    suggested: Level | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelHistory:
    steps: tuple[LevelStep, ...]  # newest first
    now: datetime


def level_history(session: Session, incident_id: int | None, now: datetime) -> LevelHistory:
    rows = session.execute(
        select(LevelDecisionRow, ConsultationRow.conclusion)
        .outerjoin(ConsultationRow, ConsultationRow.id == LevelDecisionRow.consultation_id)
        .where(LevelDecisionRow.incident_id == incident_id)
        .order_by(LevelDecisionRow.id.desc())
    )
    return LevelHistory(tuple(_step(row, held or "") for row, held in rows), now)


def _step(row: LevelDecisionRow, held: str) -> LevelStep:
    before, told = row.facts.get("before"), row.facts.get("evidence")
    return LevelStep(
        id=row.id,
        axis=row.axis,
        step=row.step,
        level=row.level,
        before=Level(before) if isinstance(before, str) else None,
        ends=bool(row.ends),
        reason=row.reason,
        by=row.by,
        at=row.at,
        signature=row.signature,
        organ=row.organ or "",
        registered_by=row.registered_by or "",
        document=row.document or "",
        decided_at=row.decided_at,
        proof=Proof(
            row.file_sha256 or "",
            row.file_name or "",
            row.caller or "",
            row.caller_phone or "",
            row.called_at,
        ),
        expected_days=row.expected_days,
        held=held,
        notice=row.notice or "",
        oral=row.oral_id is not None,
        unsigned=row.oral_id is not None and not row.signature,
        facts=facts_then(row.facts),
        suggested=suggested_then(row.facts),
        evidence=tuple(str(line) for line in told) if isinstance(told, list) else (),
    )
