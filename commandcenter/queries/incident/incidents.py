"""Which incidents there are, and the head of one."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import LIVE, Category, Standing, State, main_of
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import word
from commandcenter.domain.releases.release_authority import graver
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.tables.incident.incident import IncidentRow

LIVE_FIRST = (State.RESPONDING, State.ASSESSING, State.REPORTED)


@dataclass(frozen=True, slots=True)
class IncidentLine:
    id: int
    title: str
    public_title: str
    state: State
    grade: Level | None
    response: Level | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """`title` names the trader and is for the desk; `public_title` does not and is for the wall."""

    id: int
    title: str
    public_title: str
    categories: tuple[Category, ...]
    state: State
    grade: Level | None
    response: Level | None
    lead_body: str  # who leads at this level (plan 4.2), full words
    occurred_at: datetime | None  # 事发
    received_at: datetime  # 接报
    verified_at: datetime | None  # 研判确认
    activated_at: datetime | None  # 启动
    topic: str  # 预付式消费, 食品安全, …


def incident_lines(session: Session) -> list[IncidentLine]:
    """Those being responded to first, then being assessed, then the rest; newest first."""
    order = {state: n for n, state in enumerate(LIVE_FIRST)}
    newest = sorted(all_incidents(session), key=lambda row: row.received_at, reverse=True)
    rows = sorted(newest, key=lambda row: order.get(row.state, 9))
    return [
        IncidentLine(r.id, r.title, r.public_title, r.state, r.grade, r.response, r.received_at)
        for r in rows
    ]


def current_incident(session: Session) -> int | None:
    """The incident that a window begins with: as the wall, the gravest; None in quiet times."""
    return main_of(
        Standing(row.id, graver(row.grade, row.response), row.received_at, row.pinned_at)
        for row in all_incidents(session)
        if row.state in LIVE
    )


def require_incident(session: Session, incident_id: int) -> None:
    """Raise RuleBroken unless there is an incident of this number."""
    known = 0 < incident_id < 2**31  # beyond that the databases have no number
    if not known or session.get(IncidentRow, incident_id) is None:
        raise RuleBroken("没有编号为 {id} 的事件。", id=incident_id)


def incident_head(session: Session, incident_id: int) -> IncidentHead:
    row = session.get_one(IncidentRow, incident_id)
    return IncidentHead(
        id=row.id,
        title=row.title,
        public_title=row.public_title,
        categories=tuple(Category(c) for c in row.categories),
        state=row.state,
        grade=row.grade,
        response=row.response,
        lead_body=_lead(session, row),
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        verified_at=row.verified_at,
        activated_at=row.activated_at,
        topic=word(row.topic),
    )


def _lead(session: Session, row: IncidentRow) -> str:
    """Who leads at the level of the response, before it at the level of the grade (4.2)."""
    level = row.response or row.grade
    return lead_words(session, row, level) if level else ""
