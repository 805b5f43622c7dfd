"""The 通知 of the response: started, its level changed, ended, each as it was signed."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Axis
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow


class NoticeKind(StrEnum):
    ACTIVATION = "activation"
    CHANGE = "change"
    ENDING = "ending"


_NONE = {
    NoticeKind.ACTIVATION: "本事件还没有启动应急响应，没有启动通知。",
    NoticeKind.CHANGE: "本事件的响应级别没有调整过，没有调整通知。",
    NoticeKind.ENDING: "本事件的应急响应没有终止，没有终止通知。",
}


@dataclass(frozen=True, slots=True)
class LevelNotice:
    """`paragraphs` word for word as signed, at `signed_at`; `copies`: 抄送."""

    stamp: Stamp
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signed_at: datetime
    copies: tuple[str, ...]


def level_notice(
    session: Session, incident_id: int, kind: NoticeKind, now: datetime
) -> LevelNotice:
    """The newest of its kind. Raises RuleBroken when none has been signed."""
    incident = session.get_one(IncidentRow, incident_id)
    row = _newest(session, incident_id, kind)
    text = (row.notice or "") if row else ""
    if row is None or not text.strip():
        raise RuleBroken(_NONE[kind])
    cover = cover_of(session, incident)
    title, *lines = [cover(line.strip()) for line in text.splitlines() if line.strip()]
    addressed = bool(lines) and lines[0].endswith("：")
    plan = plan_of(session, incident.plan_version_id)
    receivers = receivers_for(session, plan, row.level, Chain.CITY, None)
    return LevelNotice(
        stamp=replace(stamp(session, incident_id, now), signer=row.signature),
        title=title,
        addressee=lines[0].rstrip("：") if addressed else "",
        paragraphs=tuple(lines[addressed:]),
        signed_at=row.at,
        copies=tuple(name for _, name in receivers),
    )


def _newest(session: Session, incident_id: int, kind: NoticeKind) -> LevelDecisionRow | None:
    """Of the decisions on the response the first starts it, and one that `ends` ends it."""
    rows = session.scalars(
        select(LevelDecisionRow)
        .where(
            LevelDecisionRow.incident_id == incident_id,
            LevelDecisionRow.axis == Axis.RESPONSE,
            LevelDecisionRow.step.in_(IN_FORCE),
        )
        .order_by(LevelDecisionRow.id)
    ).all()
    of_kind = {
        NoticeKind.ACTIVATION: rows[:1],
        NoticeKind.CHANGE: [row for row in rows[1:] if not row.ends],
        NoticeKind.ENDING: [row for row in rows[1:] if row.ends],
    }[kind]
    return of_kind[-1] if of_kind else None
