"""What the papers of an incident are made from: values only, gathered by the queries."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.tasks import TaskCounts, is_task, task_counts
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import (
    REPORT_WORDS,
    Chain,
    Element,
    ReportKind,
    report_label,
)
from commandcenter.domain.times import ceiling, moment_zh
from commandcenter.queries.command.command import CommandPicture, command_picture
from commandcenter.queries.command.map_picture import MapPicture, map_picture
from commandcenter.queries.command.obligation_lines import ObligationLine, obligation_lines
from commandcenter.queries.command.running_log import LogLine, log_lines
from commandcenter.queries.incident.incidents import IncidentHead, incident_head
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.queries.watch.timeline import Timeline, timeline
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.incident import decreases
from commandcenter.store.people import on_duty
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.reports.report_elements import all_reports, line_of
from commandcenter.store.reports.report_receivers import chain_of
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.reports.report import ReportRow

Ring = tuple[tuple[float, float], ...]  # (lon, lat) WGS-84 degrees; closed or not


@dataclass(frozen=True, slots=True)
class Boundary:
    """A county unit's outline: outer rings and holes together (even-odd)."""

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class JournalMark:
    """Up to which line of the journal a paper knows: for its metadata, never its page.

    `drill`: the journal of a drill's own store; every page then says so.
    """

    number: int
    head: str  # the hash of that line, hex
    drill: bool = False


@dataclass(frozen=True, slots=True)
class InformationReport:
    """首报, 续报 or 终报, printed as a 值班快报.

    `elements` in the order of the plan's report contents; one not known yet has no as-of
    time and says 正在核查. `issue` counts within the year; a draft has none (0). `at` is the
    moment of signing,
    or of drawing up for a draft (then `signer` is ""). `goes_on` and `since`: what a 续报
    goes on, and when that was sent.
    """

    org: str  # 澄州市市场监督管理局
    head: IncidentHead
    elements: tuple[Element, ...]
    issue: int
    signer: str
    sent_to: tuple[str, ...]  # 主送: 市政府总值班室, …
    at: datetime
    contact: str  # name of who answers questions, "" when the elements name one
    phone: str
    journal: JournalMark
    urgency: str = ""  # 特急, 加急
    drill: bool = False
    kind: ReportKind = ReportKind.FIRST
    label: str = "首报"
    goes_on: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """会商简报: the situation on one page, then timeline, map, groups, tasks, log, plans.

    `tasks`: the open ones, late first; `must` and `all_tasks` count every one of the incident.
    """

    org: str
    situation: Situation
    timeline: Timeline
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    command: CommandPicture
    tasks: tuple[ObligationLine, ...]
    must: TaskCounts
    all_tasks: TaskCounts
    log: tuple[LogLine, ...]  # newest first
    next_steps: tuple[str, ...]
    issue: int
    at: datetime  # when it was drawn up
    journal: JournalMark
    drill: bool = False
    lost: str = ""  # what the counts lost since the last paper


def journal_mark(session: Session) -> JournalMark:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    return JournalMark(head.number, head.hash, mark_of(session) is not None)


def office(session: Session) -> str:
    """The bureau's name as on its papers."""
    return session.scalars(select(CityRow.office)).first() or ""


def city_geojson(session: Session) -> dict[str, Any]:
    """The city's boundaries, river and towns, as they were read."""
    text = session.scalars(select(CityRow.geojson)).first()
    empty = {"type": "FeatureCollection", "features": []}
    return json.loads(text) if text else empty


def boundaries(session: Session) -> tuple[Boundary, ...]:
    """The county units' outlines, in order of code."""
    found = []
    for feature in city_geojson(session)["features"]:
        shape, properties = feature["geometry"], feature["properties"]
        if shape["type"] not in ("Polygon", "MultiPolygon"):
            continue
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = tuple(tuple((p[0], p[1]) for p in ring) for part in parts for ring in part)
        found.append(Boundary(str(properties["adcode"]), str(properties["name"]), rings))
    return tuple(sorted(found, key=lambda b: b.code))


def information_report(
    session: Session, incident_id: int, kind: ReportKind, now: datetime
) -> InformationReport:
    """The newest of its kind as drafted or signed: the city's, else that of a county.

    Raises RuleBroken when none has been drafted.
    """
    rows = [row for row in all_reports(session, incident_id) if row.kind is kind]
    rows.sort(key=lambda row: (chain_of(row)[0] is Chain.CITY, row.id))
    if not rows:
        raise RuleBroken("本事件还没有起草{label}。", label=REPORT_WORDS[kind])
    row = rows[-1]
    line = line_of(session, row.district)
    before = session.get(ReportRow, row.after_id) if row.after_id else None
    at = row.signed_at or now
    contact = on_duty(session, at, Role.DUTY) if line.chain is Chain.CITY else None
    return InformationReport(
        org=f"{line.county}市场监督管理局" if line.county else office(session),
        head=incident_head(session, incident_id),
        elements=elements_of(row),
        issue=row.issue,
        signer=row.signed_by,
        sent_to=tuple(row.sent_to),
        at=row.signed_at or row.drafted_at,
        contact=contact.name if contact else "",
        phone=contact.phone if contact else "",
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
        kind=kind,
        label=report_label(row.kind, row.number),
        goes_on=report_label(before.kind, before.number) if before else "",
        since=before.sent_at if before else None,
    )


BRIEFING_HOURS = 12
BRIEFING_BIN = 30
LOG_LINES = 8
NEXT_STEPS = 5


def briefing(session: Session, incident_id: int, now: datetime) -> Briefing:
    """All that the 会商简报 shows, of one moment."""
    shown = situation(session, incident_id, now)
    end = ceiling(now, BRIEFING_BIN)
    start = end - timedelta(hours=BRIEFING_HOURS)
    lines = obligation_lines(session, incident_id, now)
    left = tuple(line for line in lines if line.undone and is_task(line.row))
    return Briefing(
        org=office(session),
        situation=shown,
        timeline=timeline(session, incident_id, start, end, BRIEFING_BIN, now=now),
        picture=map_picture(session, incident_id, now),
        boundaries=boundaries(session),
        command=command_picture(session, incident_id, now),
        tasks=left,
        must=task_counts((line.row for line in lines), now, must=True),
        all_tasks=task_counts((line.row for line in lines), now),
        log=tuple(log_lines(session, incident_id, LOG_LINES)),
        next_steps=_next_steps(left, now),
        issue=1 + _briefings_before(session, incident_id),
        at=now,
        journal=journal_mark(session),
        drill=mark_of(session) is not None,
        lost=decreases.words(session, incident_id, now),
    )


def _next_steps(left: Sequence[ObligationLine], now: datetime) -> tuple[str, ...]:
    """The open tasks with the nearest limits, as the next things to do."""
    return tuple(
        f"{line.office}：{line.title}（{_by(line.row.due_at, line.late, now)}）"
        for line in [line for line in left if line.row.due_at][:NEXT_STEPS]
        if line.row.due_at
    )


def _by(due_at: datetime, late: bool, now: datetime) -> str:
    due = moment_zh(due_at, now)
    return f"应于{due}前办结，立即办理" if late else f"{due}前"


def _briefings_before(session: Session, incident_id: int) -> int:
    """How many have been made of this incident: the journal has a line for each."""
    made = session.scalar(
        select(func.count())
        .select_from(JournalLineRow)
        .where(
            JournalLineRow.incident_id == incident_id,
            JournalLineRow.kind == "paper",
            JournalLineRow.verb == "briefing made",
        )
    )
    return made or 0
