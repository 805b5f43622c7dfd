"""升级交接单: the lead of the response handed to the body above."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import HandoverKind, OpenKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.command.open_list import unpacked
from commandcenter.store.incident.counties import counties_of
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow

# In the column of the printed sheet, where OPEN_WORDS are too long.
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
    OpenKind.TASK: "任务",
}


@dataclass(frozen=True, slots=True)
class SheetItem:
    kind: str
    title: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class LevelSheet:
    to_organ: str
    words: str
    given_by: str
    given_at: datetime
    received_by: str
    received_at: datetime | None
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """`counties`: the names of those that the incident concerned when it was handed over."""

    stamp: Stamp
    sheet: LevelSheet
    counties: tuple[str, ...]


def handover_paper(session: Session, incident_id: int, now: datetime) -> HandoverPaper:
    """The newest. Raises RuleBroken when the lead never went to a body above."""
    row = session.scalars(
        select(HandoverRow)
        .where(HandoverRow.incident_id == incident_id, HandoverRow.kind == HandoverKind.LEVEL.value)
        .order_by(HandoverRow.id.desc())
        .limit(1)
    ).first()
    if row is None:
        raise RuleBroken("本事件的响应没有移交上级牵头，没有升级交接单。")
    incident = session.get_one(IncidentRow, incident_id)
    cover = cover_of(session, incident)
    counties = counties_of(session, incident, row.given_at).codes
    sheet = LevelSheet(
        to_organ=row.to_organ or "",
        words=cover(row.words),
        given_by=row.given_by,
        given_at=row.given_at,
        received_by=row.received_by or "",
        received_at=row.received_at,
        items=tuple(
            SheetItem(KIND_WORDS[item.kind], cover(item.words), item.due_at)
            for item in unpacked(row.items)
        ),
    )
    named = district_names(session, counties)
    return HandoverPaper(stamp(session, incident_id, now), sheet, named)
