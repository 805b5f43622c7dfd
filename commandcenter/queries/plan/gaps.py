"""The gap book, as the 预案 page shows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.plan.plan_gap import CLOSING, GapState, require_answerable
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_incidents
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_gap import PlanGapRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow


@dataclass(frozen=True, slots=True)
class GapLine:
    """`clause_title`, `incident`, `revision` and `version`: "" where it has none."""

    id: int
    clause: str
    clause_title: str
    missing: str
    done_instead: str
    incident: str
    filed_by: str
    filed_from: str
    at: datetime
    state: GapState
    answer: str
    answered_by: str
    answered_at: datetime | None
    revision: str
    version: str
    versions: tuple[tuple[int, str], ...]  # that were made after it, of which one may answer it
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class GapBoard:
    """Open ones first, oldest first; then the answered, newest first.

    `clauses` and `incidents`: what a form offers, as (value, words).
    """

    lines: tuple[GapLine, ...]
    waiting: int
    offers: tuple[Offer, ...]
    clauses: tuple[tuple[str, str], ...]
    incidents: tuple[tuple[int, str], ...]
    now: datetime


def gap_board(session: Session, actor: Actor, now: datetime) -> GapBoard:
    """A county is shown what was met in its own incidents, or in none."""
    plan, own = plan_of(session), own_incidents(session, actor)
    wanted = select(PlanGapRow)
    if own is not None:
        here = PlanGapRow.incident_id.in_(own)
        wanted = wanted.where(or_(PlanGapRow.incident_id.is_(None), here))
    titles = {
        number: title
        for number, title in session.execute(
            select(IncidentRow.id, IncidentRow.title).order_by(IncidentRow.received_at.desc())
        )
        if own is None or number in own
    }
    clauses = {clause.code: clause.title for clause in plan.clauses.values()}
    case = _Case(session, actor, titles, clauses, _revisions(session), _versions(session))
    lines = [_line(case, row) for row in session.scalars(wanted)]
    return GapBoard(
        lines=tuple(sorted(lines, key=_order)),
        waiting=sum(line.state is GapState.OPEN for line in lines),
        offers=only(offer("file_gap", plan.rights, actor, Action.FILE_GAP, Matter())),
        clauses=tuple((code, joined(" ", (code, title))) for code, title in clauses.items()),
        incidents=tuple(titles.items()),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """What all lines share: titles of incidents, clauses and revisions, and all versions."""

    session: Session
    actor: Actor
    incidents: Mapping[int, str]
    clauses: Mapping[str, str]
    revisions: Mapping[int, str]
    versions: Sequence[PlanVersionRow]


def _revisions(session: Session) -> dict[int, str]:
    known = session.execute(select(PlanRevisionRow.id, PlanRevisionRow.title))
    return {each.id: each.title for each in known}


def _versions(session: Session) -> Sequence[PlanVersionRow]:
    """The newest first."""
    return session.scalars(select(PlanVersionRow).order_by(PlanVersionRow.id.desc())).all()


def _line(case: _Case, row: PlanGapRow) -> GapLine:
    versions = case.versions
    return GapLine(
        id=row.id,
        clause=row.clause,
        clause_title=case.clauses.get(row.clause, ""),
        missing=row.missing,
        done_instead=row.done_instead,
        incident=case.incidents.get(row.incident_id or 0, ""),
        filed_by=row.filed_by,
        filed_from=word(row.filed_from),
        at=row.at,
        state=row.state,
        answer=row.answer or "",
        answered_by=row.answered_by or "",
        answered_at=row.answered_at,
        revision=case.revisions.get(row.revision_id or 0, ""),
        version=next((v.label for v in versions if v.id == row.version_id), ""),
        versions=tuple((v.id, _named(v)) for v in versions if v.adopted_at >= row.at),
        offers=only(_answering(case.session, case.actor, row)),
    )


def _named(version: PlanVersionRow) -> str:
    """第3版（2026-11-24 调整期限）."""
    return phrase(
        "{version}（{day} {reason}）",
        version=word(version.label), day=f"{local(version.adopted_at):%Y-%m-%d}",
        reason=version.reason or "",
    )  # fmt: skip


def _answering(session: Session, actor: Actor, row: PlanGapRow) -> Offer | None:
    def rule() -> None:
        require_answerable(row.state, row.answered_by or "", GapState.TAKEN_UP)

    rights = plan_of(session).rights
    return offer("answer", rights, actor, Action.EDIT_PLAN, Matter(), rule)


def _order(line: GapLine) -> tuple[bool, bool, float]:
    closed, answered = line.state in CLOSING, line.state is not GapState.OPEN
    at = line.answered_at if line.answered_at else line.at
    return closed, answered, -at.timestamp() if answered else at.timestamp()
