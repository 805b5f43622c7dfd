"""What the counts of an incident lost between two moments, and why: named where they shrank.

Nothing else makes a later count smaller: complaints that were taken out (移出), that left with an
incident taken apart (拆分), or went with their import (撤销导入). The first two keep their links,
the last leave an image.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.as_of import Decrease, LeftBy, Moment, decrease_words
from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.incident.incident import State
from commandcenter.domain.reports.report import ReportState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.moment import counted, joined, moment
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.papers.paper import PaperRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.types import to_micros

WITH_IMPORT = "撤销导入："  # how it is noted of complaints that leave with their import


@dataclass(frozen=True, slots=True)
class Since:
    """Two moments of an incident: 件 of each as it was counted then, and what left between."""

    before: Moment
    complaints_before: int
    complaints: int
    left: tuple[Decrease, ...]


def words(session: Session, incident_id: int, now: datetime) -> str:
    """较上次减少n件：移出…: what the counts lost since the last paper; "" where nothing."""
    said = last_said(session, incident_id, now)
    return words_since(session, incident_id, said, now) if said else ""


def words_since(session: Session, incident_id: int, then: datetime, now: datetime) -> str:
    found = since(session, incident_id, then, now)
    return decrease_words(found.complaints_before, found.complaints, found.left)


def last_said(session: Session, incident_id: int, now: datetime) -> datetime | None:
    """截至 of the last paper that was signed and of the last report that was sent."""
    papers = select(func.max(PaperRow.as_of)).where(
        PaperRow.incident_id == incident_id, PaperRow.signed_at.is_not(None), PaperRow.as_of < now
    )
    reports = select(func.max(ReportRow.as_of)).where(
        ReportRow.incident_id == incident_id,
        ReportRow.state == ReportState.SENT,
        ReportRow.as_of < now,
    )
    found = [session.scalar(papers), session.scalar(reports)]
    return max((at for at in found if at is not None), default=None)


def since(session: Session, incident_id: int, then: datetime, now: datetime) -> Since:
    before, after = moment(session, then, noted=True), moment(session, now)
    gone = Counter([*_taken_out(session, incident_id, before, after)])
    deleted = Counter([*_deleted(session, incident_id, before, after)])
    rows = select(func.count()).select_from(ComplaintRow)
    had, has = (session.scalars(rows.where(counted(m, incident_id))).one() for m in (before, after))
    left = tuple(Decrease(by, why, count) for (by, why), count in sorted((gone + deleted).items()))
    return Since(before, had + deleted.total(), has, left)


def _taken_out(
    session: Session, incident_id: int, before: Moment, after: Moment
) -> Iterator[tuple[LeftBy, str]]:
    """What was counted and is not in it any more, once each."""
    link = IncidentComplaintRow
    split = (
        select(IncidentMoveRow.id)
        .where(
            IncidentMoveRow.incident_id == link.via_incident,
            IncidentMoveRow.from_state == State.MERGED,
            IncidentMoveRow.other_incident == incident_id,
            IncidentMoveRow.reason == link.removed_why,
        )
        .exists()
    )
    rows = session.execute(
        select(link.complaint_id, link.removed_why, split)
        .join(ComplaintRow, ComplaintRow.id == link.complaint_id)
        .where(
            link.incident_id == incident_id,
            link.removed_at > before.at,
            link.removed_at <= after.at,
            counted(before, incident_id),
            link.complaint_id.not_in(joined(after, incident_id)),
        )
        .order_by(link.removed_at, link.id)
    )
    last = {complaint: (why or "", apart) for complaint, why, apart in rows}
    for why, apart in last.values():
        yield _reason(why, apart)


def _deleted(
    session: Session, incident_id: int, before: Moment, after: Moment
) -> Iterator[tuple[LeftBy, str]]:
    """What went with its import, by the images of its links."""
    image, last = JournalImageRow.__table__.c, dict[int, str]()
    complaints: dict[int, dict[str, Any]] = {}
    rows = session.execute(
        select(image.table_name, image.before).where(
            image.line > before.line,
            image.line <= after.line,
            image.table_name.in_((IncidentComplaintRow.__tablename__, ComplaintRow.__tablename__)),
            image.op == "delete",
            image.before.is_not(None),
        )
    )
    for table, text in rows:
        row = json.loads(text)
        if table == ComplaintRow.__tablename__:
            complaints[row["id"]] = row
        elif row["incident_id"] == incident_id and _held(row, before):
            last[row["complaint_id"]] = row["removed_why"] or ""
    for number, why in last.items():
        if number in complaints and _registered(complaints[number], before):
            yield _reason(why, False)


def _held(link: dict[str, Any], m: Moment) -> bool:
    then = to_micros(m.at)
    at, left = int(link["at"]), link["removed_at"]
    return at <= then and (left is None or int(left) > then)


def _registered(complaint: dict[str, Any], m: Moment) -> bool:
    """Images hold times as whole microseconds."""
    return int(complaint["registered_at"]) <= to_micros(m.to(Source(complaint["source"])))


def _reason(why: str, apart: bool) -> tuple[LeftBy, str]:
    if apart:
        return LeftBy.SPLIT, why
    if why.startswith(WITH_IMPORT):
        return LeftBy.IMPORT, why.removeprefix(WITH_IMPORT)
    return LeftBy.TAKEN_OUT, why
