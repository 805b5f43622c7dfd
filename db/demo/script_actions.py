"""Deeds that the scripts share, each one or two services by one person: (session, actor, …)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.db.demo.script_references import Incident, Made, Person, Stage, place_called
from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.command.site import Mood
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.figures import open_findings
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.releases.release import ReleaseKind, digest, judged_text
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.services.aftermath import inquiry
from commandcenter.services.command import callups, consultations, site
from commandcenter.services.complaints import handling
from commandcenter.services.complaints.joining import held_by
from commandcenter.services.incident import levels, oral
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.reports import report_receipts, report_sending, reports
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.database import now
from commandcenter.store.incident.grade_steps import open_suggestion
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.command.meeting import MeetingRow
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

HERE = Incident()
RECEIVERS = ("市委市政府总值班室", "省市场监督管理局")


# Papers for the public.


def write_release(
    session: Session, actor: Actor, kind: ReleaseKind, title: str, text: str, why: str = ""
) -> None:
    """Draft, put one's own words in, explain by `why` what the data do not say, and submit."""
    number = releases.draft(session, actor, Stage(session).incident().id, kind)
    row = session.get_one(ReleaseRow, number)
    releases.edit(session, actor, number, title, text, {}, row.version)
    left = open_findings(releases.text_check(session, row).findings, {})
    if left:
        given = {finding.key: why for finding in left}
        releases.edit(session, actor, number, title, text, given, row.version)
    releases.submit(session, actor, number, text_of(row))


def text_of(row: ReleaseRow) -> str:
    """SHA-256 of what whoever judges it has before them."""
    return digest(judged_text(row.title, row.text))


def _release(session: Session, kind: ReleaseKind) -> ReleaseRow:
    return session.get_one(ReleaseRow, Stage(session).newest(ReleaseRow, kind=kind))


def pass_legality(session: Session, actor: Actor, kind: ReleaseKind, words: str = "") -> None:
    row = _release(session, kind)
    release_gates.pass_legality(session, actor, row.id, text_of(row), words)


def pass_secrecy(session: Session, actor: Actor, kind: ReleaseKind) -> None:
    row = _release(session, kind)
    release_gates.pass_secrecy(session, actor, row.id, text_of(row))


def approve(session: Session, actor: Actor, kind: ReleaseKind) -> None:
    row = _release(session, kind)
    release_gates.approve(session, actor, row.id, text_of(row), actor.name)


def notify(session: Session, actor: Actor, kind: ReleaseKind, receiver: str, words: str) -> None:
    row = _release(session, kind)
    release_gates.notify(session, actor, row.id, text_of(row), receiver, words, now(session))


def publish(session: Session, actor: Actor, kind: ReleaseKind, channels: Sequence[str]) -> None:
    row = _release(session, kind)
    release_gates.publish(session, actor, row.id, text_of(row), channels, now(session))


# Reports upward.


def phone_report(
    session: Session, actor: Actor, told_at: datetime, words: Mapping[str, str]
) -> None:
    """By telephone to both superiors; each repeated what it heard."""
    told = tuple(report_sending.CallTaken(receiver, "值班员", "值班员") for receiver in RECEIVERS)
    call = report_sending.PhoneCall(told, told_at, dict(words))
    report_sending.record_phone(session, actor, Stage(session).incident().id, call)


def draft_follow_up(session: Session, actor: Actor, texts: Mapping[str, str]) -> None:
    report = reports.draft_follow_up(session, actor, Stage(session).incident().id)
    reports.edit(session, actor, report, texts)
    reports.submit(session, actor, report)


def draft_final(session: Session, actor: Actor, texts: Mapping[str, str]) -> None:
    report = reports.draft_final(session, actor, Stage(session).incident().id)
    reports.edit(session, actor, report, texts)
    reports.submit(session, actor, report)


def sign_report(session: Session, actor: Actor) -> None:
    reports.sign(session, actor, Stage(session).newest(ReportRow))


def send_report(session: Session, actor: Actor, way: str = "政务内网") -> None:
    report_sending.send(session, actor, Stage(session).newest(ReportRow), RECEIVERS, way)


def note_receipts(session: Session, actor: Actor) -> None:
    """收报: both receivers of the newest report have signed for it by telephone."""
    report = Stage(session).newest(ReportRow)
    rows = session.scalars(
        select(ReportReceiptRow.id).where(
            ReportReceiptRow.report_id == report, ReportReceiptRow.received_at.is_(None)
        )
    )
    for receipt in list(rows):
        report_receipts.receive(
            session, actor, receipt, report_receipts.Answer("值班员", "电话回执")
        )


def ring_lead(
    session: Session, actor: Actor, login: str, at: datetime, about: str, answer: str
) -> None:
    """叫应带班领导, who answers."""
    person = session.scalars(select(PersonRow).where(PersonRow.login == login)).one()
    incident = Stage(session).incident().id
    call = callups.NewCallUp(
        about, person.phone, True, answer, person_id=person.id, rung_at=at, incident_id=incident
    )
    callups.record(session, actor, call)


# From the places of the incident.


def report_from(
    session: Session,
    actor: Actor,
    place: str,
    count: int,
    mood: Mood,
    measures: str,
    *,
    closes: bool = False,
) -> None:
    """From the place of the incident that is called so."""
    incident = Stage(session).incident().id
    number = place_called(session, incident, place)
    new = site.SiteReport(mood, place_id=number, head_count=count, measures=measures, closes=closes)
    site.report(session, actor, incident, new)


# Complaints, each by its own clock.


def handle_all(
    session: Session, actor: Actor, act: HandlingAct, words: str, share: float = 1.0
) -> None:
    """The same act on all complaints of the incident that it fits, or on the first `share`."""
    ids = sorted(held_by(session, Stage(session).incident().id))
    chosen = ids[: round(len(ids) * share)]
    handling.carry_out(session, actor, chosen, Done(act, now(session), words))


# After the response.


def write_inquiry(
    session: Session, actor: Actor, kind: InquiryKind, texts: Mapping[str, str]
) -> None:
    """Draft the report from the record and put in what only people know, by code of the section."""
    number = inquiry.draft(session, actor, Stage(session).incident().id, kind)
    row = session.get_one(InquiryReportRow, number)
    changes = {
        section.code: inquiry.Words(texts[section.code], section.version)
        for section in sections_of(row)
        if section.code in texts
    }
    inquiry.edit(session, actor, number, changes)


def sign_inquiry(session: Session, actor: Actor, kind: InquiryKind) -> None:
    number = Stage(session).newest(InquiryReportRow, kind=kind.value)
    row = session.get_one(InquiryReportRow, number)
    inquiry.sign(session, actor, number, actor.name, row.version)


def record_meeting(session: Session, actor: Actor, new: consultations.NewConsultation) -> None:
    """The 会商 that the newest meeting was."""
    stage = Stage(session)
    held = replace(new, meeting_id=stage.newest(MeetingRow))
    consultations.record(session, actor, stage.incident().id, held)


# Levels.


def sign_initial(
    session: Session, actor: Actor, level: Level, reason: str, suggestion_id: int
) -> None:
    """初判, on the facts as they are known at that moment."""
    incident = Stage(session).incident().id
    record = grade_sheet(session, incident, now(session)).record
    paper = levels.Initial(level, reason, actor.name, record, suggestion_id)
    levels.sign_initial(session, actor, incident, paper)


def ask_above(session: Session, actor: Actor, organ: str, reason: str, document: str) -> None:
    """报请, on the newest 初判."""
    initial = Stage(session).newest(LevelDecisionRow, step="initial")
    paper = levels.Request(initial, organ, reason, actor.name, document)
    levels.request_upper(session, actor, paper)


def register_upper(session: Session, actor: Actor, decision: levels.UpperDecision) -> None:
    """The answer to the newest 报请."""
    asked = Stage(session).newest(LevelDecisionRow, step="request")
    levels.register_upper(
        session, actor, Stage(session).incident().id, replace(decision, answers=asked)
    )


# What the grading matrix says at that moment, as a record to be kept with a suggestion.
RECORD = Made(lambda stage: grade_sheet(stage.session, stage.incident().id, stage.now).record)


def by_telephone(
    session: Session,
    actor: Actor,
    matter: Matter,
    asked: str,
    words: str,
    called_at: datetime,
    order: oral.Order,
) -> None:
    """电话请示记录: the commander decided so, and 罗敏 heard it; on the newest suggestion."""
    stage = Stage(session)
    if isinstance(order, oral.GradeOrder):
        waits = open_suggestion(session, stage.incident().id)
        order = replace(order, suggestion_id=waits.id if waits else None)
    commander = Person("chenyu").found(stage)
    call = oral.Call(matter, asked, words, called_at, commander, "罗敏", order)
    oral.register(session, actor, stage.incident().id, call)
