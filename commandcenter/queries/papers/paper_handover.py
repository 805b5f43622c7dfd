"""升级交接单: the lead of the response handed to the body above."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.incident.level_sheets import LevelSheet, sheets_of
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.store.private import cover_of
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    stamp: Stamp
    sheet: LevelSheet


def handover_paper(session: Session, incident_id: int, now: datetime) -> HandoverPaper:
    """The newest. Raises RuleBroken when the lead never went to a body above."""
    sheets = sheets_of(session, incident_id)
    if not sheets:
        raise RuleBroken("本事件的响应没有移交上级牵头，没有升级交接单。")
    cover = cover_of(session, session.get_one(IncidentRow, incident_id))
    sheet = sheets[0]
    return HandoverPaper(
        stamp(session, incident_id, now),
        replace(
            sheet,
            words=cover(sheet.words),
            items=tuple(replace(item, title=cover(item.title)) for item in sheet.items),
        ),
    )
