"""The script of a drill from a past event that is closed: what came, as it came; masked.

Complaints, calls, the press and what was reported come again; what was decided is the players' to
decide. Who complained is not read at all: the same person stands as the same number. What people
did then, and when, is kept beside it for the score.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import Complainant, NewComplaint, Source
from commandcenter.domain.drills.complaint_table import complaint_table
from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import Addressee, Fact, Inject, PastAct, Script
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import CLOSED
from commandcenter.domain.org import Group, Role
from commandcenter.queries.drills.score import numbered
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.incident.counts import belonging
from commandcenter.store.private import Cover, cover_of
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.command.site import OpinionRow, SiteReportRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.cases import CaseReportRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow

BEFORE = timedelta(minutes=10)  # of the first that came
EARLY = timedelta(hours=3)  # before the 接报: what came earlier is there when it begins
USUAL = timedelta(hours=4)
ANSWER_CALL, ANSWER_PRESS, ANSWER_CASES, ANSWER_SITE = 10, 60, 30, 30  # minutes (建议值)
POINTS = 2  # of an inject (建议值)
CUT = 60  # characters of a title


def script_from(
    session: Session, incident_id: int, *, mode: Mode = Mode.LIVE, lasts: timedelta = USUAL
) -> Script:
    """Raises RuleBroken for an incident that is not closed yet."""
    incident = session.get(IncidentRow, incident_id)
    if incident is None:
        raise RuleBroken("没有编号为 {id} 的事件。", id=incident_id)
    if incident.state not in CLOSED:
        raise RuleBroken("“{title}”还没有结案归档，不能用来演练。", title=incident.title)
    cover = cover_of(session, incident)
    injects = sorted(
        (*_complaints(session, incident, cover), *_told(session, incident, cover)),
        key=lambda inject: inject.at,
    )
    first = min([incident.received_at, *(inject.at for inject in injects)])
    begins = max(first, incident.received_at - EARLY) - BEFORE
    begins = begins.replace(second=0, microsecond=0)
    until = incident.received_at + lasts
    return Script(
        title=f"{cover(incident.title)}演练"[:80],
        mode=mode,
        blind=False,
        begins=begins,
        until=until,
        source=f"incident:{incident.id}",
        source_words=f"取自“{cover(incident.title)}”",
        injects=tuple(
            replace(inject, at=max(inject.at, begins)) for inject in injects if inject.at <= until
        ),
        facts=tuple(_facts(session, incident)),
        past=tuple(_past(session, incident, until)),
    )


def traders_of(session: Session, script: Script) -> list[SubjectRow]:
    """The traders whom the script's complaints are about, as they are known here, and all of their
    brands: an incident has places where nobody has complained.
    """
    told = [each for inject in script.injects for each in inject.payload.get("complaints", ())]
    names = sorted({str(each.get("subject_name", "")) for each in told})
    brands = sorted({str(each.get("brand", "")) for each in told} - {""})
    known = SubjectRow.name.in_(names) | SubjectRow.brand.in_(brands)
    return list(session.scalars(select(SubjectRow).where(known).order_by(SubjectRow.id)))


def _complaints(session: Session, incident: IncidentRow, cover: Cover) -> Iterator[Inject]:
    """An import, as it came, an inject."""
    rows = session.execute(
        select(ComplaintRow, SubjectRow, BatchRow)
        .join(BatchRow, BatchRow.id == ComplaintRow.batch_id)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .where(belonging(incident.id))
        .order_by(ComplaintRow.recorded_at, ComplaintRow.id)
    ).all()
    people: dict[str, int] = {}
    for _, group in groupby(rows, key=lambda row: row.BatchRow.id):
        lot = list(group)
        batch, at = lot[0].BatchRow, lot[0].ComplaintRow.recorded_at
        told = [
            complaint_table(_masked(row.ComplaintRow, row.SubjectRow, people, cover)) for row in lot
        ]
        exported = {Source.PLATFORM: batch.platform_to, Source.HOTLINE: batch.hotline_to}
        payload = {
            "file": f"演练-{at:%Y%m%d%H%M}.csv",
            "exported_to": {s.value: to.isoformat() for s, to in exported.items() if to},
            "complaints": told,
        }
        yield Inject(at, InjectKind.COMPLAINTS, f"投诉到达 {len(lot)} 件", payload=payload)


def _masked(
    row: ComplaintRow, subject: SubjectRow | None, people: dict[str, int], cover: Cover
) -> NewComplaint:
    person = people.setdefault(row.person_key or f"#{row.id}", len(people) + 1)
    return NewComplaint(
        number=f"YL{row.id}",
        source=row.source,
        kind=row.kind,
        channel=row.channel,
        registered_at=row.registered_at,
        complainant=Complainant(name=f"投诉人{person}", phone=f"1000{person:07d}"),
        title=cover(row.title),
        text=cover(row.text),
        category=row.category,
        problem=row.problem,
        district=row.district,
        subject_name=subject.name if subject else "",
        subject_code=(subject.credit_code or "") if subject else "",
        subject_address=subject.address if subject else "",
        brand=row.brand,
        goods=row.goods,
        amount_cents=row.amount_cents,
        online=row.online,
        special_group=row.special_group,
        other_province=row.other_province,
        urgency=row.urgency,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        town=row.town,
    )


def _told(session: Session, incident: IncidentRow, cover: Cover) -> Iterator[Inject]:
    """Calls to the duty room, questions of the press, opinions, cases, what the places told."""
    mine, duty = incident.id, Addressee(role=Role.DUTY.value)
    log = DutyLogRow
    calls = select(log).where(log.incident_id == mine, log.kind == LogKind.CALL_IN.value)
    for call in session.scalars(calls):
        yield _inject(
            call.happened_at, InjectKind.CALL, f"{call.unit or '群众'}来电", cover(call.text), duty,
            ("duty_log", "registered"), ANSWER_CALL, "4.1(1)",
        )  # fmt: skip
    opinion = Addressee(group=Group.OPINION.value)
    for row in session.scalars(select(PressQuestionRow).where(_of(PressQuestionRow, mine))):
        yield _inject(
            row.asked_at, InjectKind.MEDIA, f"{row.outlet}采访", cover(row.question), opinion,
            ("press.registered",), ANSWER_PRESS, "4.1(5)",
        )  # fmt: skip
    for item in session.scalars(select(OpinionRow).where(_of(OpinionRow, mine))):
        words = cover(item.summary or item.title)
        yield _inject(
            item.found_at, InjectKind.MEDIA, cover(item.title), words, opinion,
            ("opinion.found",), ANSWER_PRESS, "4.1(5)",
        )  # fmt: skip
    coordination = Addressee(group=Group.COORDINATION.value)
    for case in session.scalars(select(CaseReportRow).where(_of(CaseReportRow, mine))):
        yield _inject(
            case.as_of, InjectKind.CASES, f"{case.source}：就医{case.treated}人", "", coordination,
            ("cases.hospital", "grade.suggested"), ANSWER_CASES, "1.4.2",
        )  # fmt: skip
    onsite = Addressee(group=Group.ONSITE.value)
    for site in session.scalars(select(SiteReportRow).where(_of(SiteReportRow, mine))):
        count = "" if site.head_count is None else f"，现场约{site.head_count}人"
        yield _inject(
            site.seen_at, InjectKind.COUNTY, f"{cover(site.place)}情况{count}",
            cover(site.damage or site.needs), onsite, ("site", "team"), ANSWER_SITE, "4.1(3)",
        )  # fmt: skip


def _of(row: type[Any], mine: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.incident_id == mine
    return found


def _inject(
    at: datetime, kind: InjectKind, title: str, words: str, to: Addressee,
    signs: tuple[str, ...], limit: int, clause: str,
) -> Inject:  # fmt: skip
    cut = " ".join(title.split())[:CUT]
    return Inject(at, kind, cut, words[:2_000], to, {}, signs, limit, clause, POINTS)


def _facts(session: Session, incident: IncidentRow) -> Iterator[Fact]:
    """Numbers that a report may be held against: who is in medical care."""
    rows = select(CaseReportRow).where(_of(CaseReportRow, incident.id))
    for row in session.scalars(rows.order_by(CaseReportRow.as_of)):
        yield Fact(row.as_of, "就医", row.treated)


def _past(session: Session, incident: IncidentRow, until: datetime) -> Iterator[PastAct]:
    """What was done then, by when; what came round is there once, as it was first done."""
    rows = numbered(obligations_of(session, incident.id, now(session)))
    for (code, _, number), row in rows.items():
        if row.done_at is not None and row.done_at <= until:
            minutes = (row.done_at - incident.received_at) // timedelta(minutes=1)
            yield PastAct(code, row.title, minutes, number)
