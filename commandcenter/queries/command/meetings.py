"""会议 of an incident: what is to come first, and what became of the others."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.meeting import Meeting, MeetingState, require_to_come
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.incident.incident import IncidentRow

ORDER = list(MeetingState)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    id: int
    meets_at: datetime
    place: str
    chair: str
    matter: str
    members: tuple[str, ...]
    bring: str
    state: MeetingState
    called_by: str
    at: datetime
    edited_by: str
    edited_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class MeetingBoard:
    """Those to come first, the next on top; then the newest."""

    lines: tuple[MeetingLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def meeting_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> MeetingBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return MeetingBoard((), (), now)
    rows = session.execute(
        select(MeetingRow, ConsultationRow.id)
        .outerjoin(ConsultationRow, ConsultationRow.meeting_id == MeetingRow.id)
        .where(MeetingRow.incident_id == incident.id)
    )
    rights, live = plan_of(session).rights, partial(require_live, incident.state)
    matter = Matter(districts=frozenset(incident.districts), involved=bool(actor.groups()))
    to_come = only(
        *(
            offer(key, rights, actor, Action.CONSULT, matter, live)
            for key in ("record", "change", "withdraw")
        )
    )
    lines = (_line(row, _meeting(row, held), to_come, now) for row, held in rows)
    return MeetingBoard(
        lines=tuple(sorted(lines, key=_order)),
        offers=only(offer("call", rights, actor, Action.CONSULT, matter, live)),
        now=now,
    )


def _meeting(row: MeetingRow, held: int | None) -> Meeting:
    return Meeting(row.meets_at, row.withdrawn_at is not None, held is not None)


def _order(line: MeetingLine) -> tuple[int, float]:
    at = line.meets_at.timestamp()
    return ORDER.index(line.state), at if line.state is MeetingState.COMING else -at


def _line(
    row: MeetingRow, meeting: Meeting, to_come: tuple[Offer, ...], now: datetime
) -> MeetingLine:
    """What is over or called off asks for nothing more."""
    open_ = refusal_of(partial(require_to_come, meeting)) is None
    return MeetingLine(
        id=row.id,
        meets_at=row.meets_at,
        place=row.place,
        chair=row.chair,
        matter=row.matter,
        members=tuple(row.members),
        bring=row.bring,
        state=meeting.state(now),
        called_by=row.called_by,
        at=row.at,
        edited_by=row.edited_by or "",
        edited_at=row.edited_at,
        withdrawn_by=row.withdrawn_by or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why or "",
        offers=to_come if open_ else (),
    )
