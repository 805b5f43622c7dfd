"""会商 (突发事件应对法 62): who sat together, on what question, with what conclusion.

What was agreed that somebody does is a 指令 from then on, by the right to give it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.command import instructions, meetings
from commandcenter.services.guard import incident_of, require_for, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.consultation import ConsultationRow

MEMBERS = 60
AGREED = 30


@dataclass(frozen=True, slots=True)
class Agreed:
    """议定事项: what a group or a person does, and by when."""

    words: str
    to_group: Group | None = None
    to_person: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """`place`: where, or the way (视频、电话); `members`: names, with their units.

    `agreed`: what each is to do; whoever records it must be one who may order it. `meeting_id`:
    the meeting that it was, where one was called.
    """

    held_at: datetime
    place: str
    chair: str
    members: Sequence[str]
    question: str
    opinions: str
    conclusion: str
    agreed: Sequence[Agreed] = ()
    meeting_id: int | None = None


def record(session: Session, actor: Actor, incident_id: int, new: NewConsultation) -> int:
    """Keep the record; its id may be named as the basis of a 定级建议. It is never changed."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.CONSULT, incident)
    require_live(incident.state)
    at = now(session)
    require_past(new.held_at, at, "会商时间")
    if new.meeting_id is not None:
        meetings.require_to_record(session, incident.id, new.meeting_id)
    row = ConsultationRow(
        incident_id=incident.id,
        held_at=new.held_at,
        place=text_of(new.place, "会商地点或方式", 60),
        chair=text_of(new.chair, "主持人", 40),
        members=_members(new.members),
        question=text_of(new.question, "议题", 1_000),
        opinions=text_if_any(new.opinions, "各方意见", 8_000),
        conclusion=text_of(new.conclusion, "会商结论", 4_000),
        recorded_by=actor.name,
        at=at,
        meeting_id=new.meeting_id,
    )
    session.add(row)
    session.flush()
    book.record(
        session, actor, "consultation", row.id, "recorded", incident=incident.id, clause="1.4.2"
    )
    _order(session, actor, row, new.agreed)
    return row.id


def agree(
    session: Session, actor: Actor, consultation_id: int, agreed: Sequence[Agreed]
) -> list[int]:
    """What was agreed in a 会商 that is recorded already; return the ids of the 指令."""
    row = session.get(ConsultationRow, consultation_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的会商记录。", id=consultation_id)
    if not agreed:
        raise RuleBroken("请填写议定事项。")
    return _order(session, actor, row, agreed)


def _order(
    session: Session, actor: Actor, row: ConsultationRow, agreed: Sequence[Agreed]
) -> list[int]:
    """Each is signed for and reported back on as every 指令 is."""
    if len(agreed) > AGREED:
        raise RuleBroken("议定事项超过 {limit} 项，请合并。", limit=AGREED)
    return [
        instructions.give(
            session, actor, row.incident_id, text_of(each.words, "议定事项", 1_000),
            each.to_group, each.to_person, each.due_at, agreed_in=row.id,
        )
        for each in agreed
    ]  # fmt: skip


def _members(names: Sequence[str]) -> list[str]:
    named = (text_if_any(name, "参加会商的人员", 60) for name in names)
    kept = list(dict.fromkeys(filter(None, named)))
    if not kept:
        raise RuleBroken("请填写参加会商的人员。")
    if len(kept) > MEMBERS:
        raise RuleBroken("参加人员超过 {limit} 人，请按单位填写。", limit=MEMBERS)
    return kept
