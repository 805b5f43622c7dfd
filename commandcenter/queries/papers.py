"""What the papers of an incident are made from: values only, gathered by the queries."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.checklist import StepState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Role
from commandcenter.domain.report import Element, ReportKind
from commandcenter.domain.times import ceiling, hhmm
from commandcenter.queries.checklist import Checklist, checklist
from commandcenter.queries.command import CommandPicture, command_picture
from commandcenter.queries.incidents import IncidentHead, incident_head
from commandcenter.queries.log import LogLine, log_lines
from commandcenter.queries.map_picture import MapPicture, map_picture
from commandcenter.queries.situation import Situation, situation
from commandcenter.queries.timeline import Timeline, timeline
from commandcenter.store.elements import element_of
from commandcenter.store.people import on_duty
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.report import ReportRow

Ring = tuple[tuple[float, float], ...]  # (lon, lat) WGS-84 degrees; closed or not


@dataclass(frozen=True, slots=True)
class Boundary:
    """A county unit's outline: outer rings and holes together (even-odd)."""

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class JournalMark:
    """Up to which line of the journal a paper knows: for its metadata, never its page."""

    number: int
    head: str  # the hash of that line, hex


@dataclass(frozen=True, slots=True)
class FirstReport:
    """首报, printed as a 值班快报.

    `elements` in the order of the plan's report contents; one not known yet has no as-of
    time and says 正在核查. `issue` counts within the year. `at` is the moment of signing,
    or of drawing up for a draft (then `signer` is "").
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


@dataclass(frozen=True, slots=True)
class Briefing:
    """会商简报: the situation on one page, then timeline, map, groups, checklist, log, plans."""

    org: str
    situation: Situation
    timeline: Timeline
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    command: CommandPicture
    checklist: Checklist
    log: tuple[LogLine, ...]  # newest first
    next_steps: tuple[str, ...]
    issue: int
    at: datetime  # when it was drawn up
    journal: JournalMark
    drill: bool = False


def journal_mark(session: Session) -> JournalMark:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    return JournalMark(head.number, head.hash)


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


def first_report(session: Session, incident_id: int, now: datetime) -> FirstReport:
    """The 首报 as drafted or signed. Raises RuleBroken when none has been drafted."""
    row = session.scalars(
        select(ReportRow).where(
            ReportRow.incident_id == incident_id, ReportRow.kind == ReportKind.FIRST
        )
    ).first()
    if row is None:
        raise RuleBroken("本事件还没有起草首报。")
    contact = on_duty(session, now, Role.DUTY)
    return FirstReport(
        org=office(session),
        head=incident_head(session, incident_id),
        elements=tuple(element_of(e) for e in row.elements),
        issue=row.issue,
        signer=row.signed_by,
        sent_to=tuple(row.sent_to),
        at=row.signed_at or row.drafted_at,
        contact=contact.name if contact else "",
        phone=contact.phone if contact else "",
        journal=journal_mark(session),
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
    steps = checklist(session, incident_id, now)
    return Briefing(
        org=office(session),
        situation=shown,
        timeline=timeline(session, incident_id, start, end, BRIEFING_BIN, now=now),
        picture=map_picture(session, incident_id, now),
        boundaries=boundaries(session),
        command=command_picture(session, incident_id, now),
        checklist=steps,
        log=tuple(log_lines(session, incident_id, LOG_LINES)),
        next_steps=_next_steps(steps),
        issue=1 + _briefings_before(session, incident_id),
        at=now,
        journal=journal_mark(session),
    )


def _next_steps(steps: Checklist) -> tuple[str, ...]:
    """The open steps with the nearest deadlines, as the next things to do."""
    open_steps = [s for s in steps.steps if s.state is StepState.OPEN and s.deadline_at]
    return tuple(
        f"{GROUP_WORDS[s.group]}：{s.title}（{hhmm(s.deadline_at)}前）"
        for s in open_steps[:NEXT_STEPS]
        if s.deadline_at
    )


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
