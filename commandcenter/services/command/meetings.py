"""会议: one is called for a time to come, moved, or called off, by who may record a 会商."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.command.meeting import Meeting, require_ahead, require_to_come
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.incident.incident import IncidentRow

MEMBERS = 60
CLAUSE = "2.1(1)"


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """`place`: where, or the way (视频、电话); `members`: units, or people with theirs; `bring`:
    what they prepare, "" nothing."""

    meets_at: datetime
    place: str
    chair: str
    matter: str
    members: Sequence[str]
    bring: str = ""


def call(session: Session, actor: Actor, incident_id: int, new: NewMeeting) -> int:
    """召集: return its id. Raises RuleBroken for a time that has passed."""
    incident = incident_of(session, incident_id)
    _require_right(session, actor, incident)
    row = MeetingRow(incident_id=incident.id, called_by=actor.name, at=now(session))
    _write(row, new, row.at)
    session.add(row)
    session.flush()
    _record(session, actor, row, "called")
    return row.id


def change(
    session: Session,
    actor: Actor,
    meeting_id: int,
    new: NewMeeting,
    seen: NewMeeting | None = None,
) -> None:
    """Another time, place, matter or round: of one that is still to come.

    `seen`: as it stood on the screen. Raises RuleBroken where it was changed since.
    """
    row = _to_come(session, actor, meeting_id)
    if seen is not None:
        require_unmoved(seen, _as_shown(row), "这次会议")
    at = now(session)
    _write(row, new, at)
    row.edited_by, row.edited_at = actor.name, at
    _record(session, actor, row, "changed")


def withdraw(session: Session, actor: Actor, meeting_id: int, reason: str) -> None:
    """取消, with the reason."""
    row = _to_come(session, actor, meeting_id)
    row.withdrawn_why = text_of(reason, "取消的原因", 500)
    row.withdrawn_by, row.withdrawn_at = actor.name, now(session)
    _record(session, actor, row, "withdrawn")


def require_to_record(session: Session, incident_id: int, meeting_id: int) -> None:
    """Raises RuleBroken where a 会商 cannot be the record of this meeting."""
    row = _of(session, meeting_id)
    if row.incident_id != incident_id:
        raise RuleBroken("这次会议属于另一个事件。")
    require_to_come(_as_meeting(session, row))


def _as_shown(row: MeetingRow) -> NewMeeting:
    members = tuple(row.members)
    return NewMeeting(row.meets_at, row.place, row.chair, row.matter, members, row.bring)


def _write(row: MeetingRow, new: NewMeeting, at: datetime) -> None:
    require_ahead(new.meets_at, at)
    row.meets_at = new.meets_at
    row.place = text_of(new.place, "会议地点或方式", 60)
    row.chair = text_of(new.chair, "主持人", 40)
    row.matter = text_of(new.matter, "会议议题", 1_000)
    row.members = _members(new.members)
    row.bring = text_if_any(new.bring, "准备事项", 1_000)


def _members(names: Sequence[str]) -> list[str]:
    kept = list(
        dict.fromkeys(name for n in names if (name := text_if_any(n, "参加单位、人员", 60)))
    )
    if not kept:
        raise RuleBroken("请填写参加会议的单位或者人员。")
    if len(kept) > MEMBERS:
        raise RuleBroken("参加的超过 {limit} 个，请按单位填写。", limit=MEMBERS)
    return kept


def _of(session: Session, meeting_id: int) -> MeetingRow:
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的会议。", id=meeting_id)
    return row


def _to_come(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    row = _of(session, meeting_id)
    _require_right(session, actor, incident_of(session, row.incident_id))
    require_to_come(_as_meeting(session, row))
    return row


def _require_right(session: Session, actor: Actor, incident: IncidentRow) -> None:
    require_for(session, actor, Action.CONSULT, incident)
    require_live(incident.state)


def _as_meeting(session: Session, row: MeetingRow) -> Meeting:
    held = session.scalar(select(exists().where(ConsultationRow.meeting_id == row.id)))
    return Meeting(row.meets_at, row.withdrawn_at is not None, bool(held))


def _record(session: Session, actor: Actor, row: MeetingRow, verb: str) -> None:
    book.record(session, actor, "meeting", row.id, verb, incident=row.incident_id, clause=CLAUSE)
