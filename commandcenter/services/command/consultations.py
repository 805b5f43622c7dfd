"""会商 (突发事件应对法 62): who sat together, on what question, with what conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import require_open as require_live
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_for, storable, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.command.command import ConsultationRow

MEMBERS = 60


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """`place`: where, or the way (视频、电话); `members`: names, with their units."""

    held_at: datetime
    place: str
    chair: str
    members: Sequence[str]
    question: str
    opinions: str
    conclusion: str


def record(session: Session, actor: Actor, incident_id: int, new: NewConsultation) -> int:
    """Keep the record; its id may be named as the basis of a 定级建议. It is never changed."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.CONSULT, incident)
    require_live(incident.state)
    at = now(session)
    require_past(new.held_at, at, "会商时间")
    row = ConsultationRow(
        incident_id=incident.id,
        held_at=new.held_at,
        place=text_of(new.place, "会商地点或方式", 60),
        chair=text_of(new.chair, "主持人", 40),
        members=_members(new.members),
        question=text_of(new.question, "议题", 1_000),
        opinions=storable(new.opinions).strip()[:8_000],
        conclusion=text_of(new.conclusion, "会商结论", 4_000),
        recorded_by=actor.name,
        at=at,
    )
    session.add(row)
    session.flush()
    book.record(
        session, actor, "consultation", row.id, "recorded", incident=incident.id, clause="1.4.2"
    )
    return row.id


def _members(names: Sequence[str]) -> list[str]:
    kept = list(dict.fromkeys(name for n in names if (name := storable(n).strip()[:60])))
    if not kept:
        raise RuleBroken("请填写参加会商的人员。")
    if len(kept) > MEMBERS:
        raise RuleBroken("参加人员超过 {limit} 人，请按单位填写。", limit=MEMBERS)
    return kept
