"""级别交接单: what was open when the lead went to the body above, and who took it over there."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import HandoverKind, OpenItem, OpenKind
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.command.open_list import unpacked
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow

# In the column of a printed sheet, where OPEN_WORDS are too long.
KIND_WORDS: dict[OpenKind, str] = {
    OpenKind.CALL: "来电",
    OpenKind.CALL_UP: "叫应",
    OpenKind.REPORT: "报告",
    OpenKind.ORAL: "口头决定",
    OpenKind.INSTRUCTION: "指令",
    OpenKind.DIRECTIVE: "批示",
    OpenKind.LIAISON: "联络",
    OpenKind.PRESS: "媒体提问",
    OpenKind.STEP: "任务",
}


@dataclass(frozen=True, slots=True)
class SheetItem:
    kind: str
    title: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class LevelSheet:
    id: int
    to_organ: str
    words: str
    given_by: str
    given_at: datetime
    received_by: str
    received_at: datetime | None
    items: tuple[SheetItem, ...]
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelSheets:
    """Newest first."""

    lines: tuple[LevelSheet, ...]
    now: datetime


def level_sheets(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> LevelSheets:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    rights, action = plan_of(session).rights, Action.REGISTER_UPPER_DECISION
    where = Matter(districts=frozenset(incident.districts) if incident else frozenset())
    offers = only(offer("received", rights, actor, action, where))
    sheets = sheets_of(session, incident_id)
    return LevelSheets(
        tuple(x if x.received_at else replace(x, offers=offers) for x in sheets), now
    )


def sheets_of(session: Session, incident_id: int | None) -> tuple[LevelSheet, ...]:
    """Newest first."""
    rows = session.scalars(
        select(HandoverRow)
        .where(HandoverRow.incident_id == incident_id, HandoverRow.kind == HandoverKind.LEVEL.value)
        .order_by(HandoverRow.id.desc())
    )
    return tuple(_sheet(row) for row in rows)


def _sheet(row: HandoverRow) -> LevelSheet:
    return LevelSheet(
        id=row.id,
        to_organ=row.to_organ or "",
        words=row.words,
        given_by=row.given_by,
        given_at=row.given_at,
        received_by=row.received_by or "",
        received_at=row.received_at,
        items=tuple(_item(item) for item in unpacked(row.items)),
    )


def _item(item: OpenItem) -> SheetItem:
    return SheetItem(KIND_WORDS[item.kind], item.words, item.due_at)
