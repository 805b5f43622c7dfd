"""From an incident or a period to the bytes of a paper: where query and page meet."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.papers.brief_kinds import (
    DRILL,
    OF_NO_INCIDENT,
    PERIODS,
    require_kind,
)
from commandcenter.domain.papers.paper import Subject
from commandcenter.domain.papers.period import PeriodKind, numbered
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.reports.report import ReportKind
from commandcenter.outputs.papers.briefing import briefing as briefing_page
from commandcenter.outputs.papers.clauses import clauses as clauses_page
from commandcenter.outputs.papers.daily import daily as daily_page
from commandcenter.outputs.papers.drill_report import of_register
from commandcenter.outputs.papers.dutyday import dutyday as dutyday_page
from commandcenter.outputs.papers.express import express as express_page
from commandcenter.outputs.papers.frozen import unpack
from commandcenter.outputs.papers.handover import handover as handover_page
from commandcenter.outputs.papers.information_report import information_report as report_page
from commandcenter.outputs.papers.inquiry import inquiry as inquiry_page
from commandcenter.outputs.papers.letter import letter as letter_page
from commandcenter.outputs.papers.level_notice import level_notice as level_page
from commandcenter.outputs.papers.meeting import meeting as meeting_page
from commandcenter.outputs.papers.minutes import minutes as minutes_page
from commandcenter.outputs.papers.monthly import monthly as monthly_page
from commandcenter.outputs.papers.opinion import opinion as opinion_page
from commandcenter.outputs.papers.orders import orders as orders_page
from commandcenter.outputs.papers.press import press as press_page
from commandcenter.outputs.papers.public_release import public_release as release_page
from commandcenter.outputs.papers.request import request as request_page
from commandcenter.outputs.papers.rights import rights as rights_page
from commandcenter.outputs.papers.roster import roster as roster_page
from commandcenter.outputs.papers.special import special as special_page
from commandcenter.outputs.papers.transcript import transcript as transcript_page
from commandcenter.outputs.papers.weekly import weekly as weekly_page
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.drills.drill_paper import drill_findings
from commandcenter.queries.incident.incidents import require_incident
from commandcenter.queries.papers.paper_briefing import briefing
from commandcenter.queries.papers.paper_clauses import clauses_paper
from commandcenter.queries.papers.paper_contents import information_report
from commandcenter.queries.papers.paper_daily import daily
from commandcenter.queries.papers.paper_dutyday import duty_day
from commandcenter.queries.papers.paper_express import express
from commandcenter.queries.papers.paper_handover import handover_paper
from commandcenter.queries.papers.paper_inquiry import inquiry_paper
from commandcenter.queries.papers.paper_letter import letter_paper, newest_letter
from commandcenter.queries.papers.paper_levels import NoticeKind, level_notice
from commandcenter.queries.papers.paper_meeting import meeting_paper, newest_meeting
from commandcenter.queries.papers.paper_minutes import minutes_paper, newest_minutes
from commandcenter.queries.papers.paper_opinion import opinion_paper
from commandcenter.queries.papers.paper_orders import orders_paper
from commandcenter.queries.papers.paper_period import PeriodPaper, period_paper
from commandcenter.queries.papers.paper_press import press_paper
from commandcenter.queries.papers.paper_release import (
    newest_of_incident,
    newest_of_warning,
    release_paper,
)
from commandcenter.queries.papers.paper_request import request_paper
from commandcenter.queries.papers.paper_rights import rights_paper
from commandcenter.queries.papers.paper_roster import roster_paper
from commandcenter.queries.papers.paper_special import special_paper
from commandcenter.queries.papers.paper_transcript import newest_transcript, transcript
from commandcenter.store import files
from commandcenter.store.database import now

Page = Callable[[Session, int], Document]


def _report(kind: ReportKind, session: Session, incident: int) -> Document:
    return report_page(information_report(session, incident, kind, now(session)))


def _level(kind: NoticeKind, session: Session, incident: int) -> Document:
    return level_page(level_notice(session, incident, kind, now(session)))


def _inquiry(kind: InquiryKind, session: Session, incident: int) -> Document:
    return inquiry_page(inquiry_paper(session, incident, kind, now(session)))


def release_document(session: Session, release_id: int) -> Document:
    """One release to the public, whatever it is about."""
    return release_page(release_paper(session, release_id))


def warning_notice(session: Session, warning_id: int) -> Document:
    """The newest 消费警示 of a warning."""
    return release_document(session, newest_of_warning(session, warning_id))


def _release(kind: ReleaseKind, session: Session, incident: int) -> Document:
    return release_document(session, newest_of_incident(session, incident, kind))


def _roster(session: Session, week: int) -> Document:
    """Of no incident; `week` 0: of the seven days from today."""
    span = numbered(PeriodKind.WEEK, week).span if week else None
    return roster_page(roster_paper(session, None, now(session), span))


def _of_period(
    kind: PeriodKind, page: Callable[[PeriodPaper], Document], session: Session, number: int
) -> Document:
    return page(period_paper(session, numbered(kind, number), now(session)))


def _duty_day(session: Session, number: int) -> Document:
    return dutyday_page(duty_day(session, numbered(PERIODS["dutyday"], number), now(session)))


def _drill(session: Session, record: int) -> Document:
    """How it went as its store told when it was taken in, and what the register says of it now."""
    findings = drill_findings(session, record)
    return of_register(unpack(files.read(session, findings.course)), findings)


KINDS: dict[str, Page] = {
    "first": partial(_report, ReportKind.FIRST),
    "followup": partial(_report, ReportKind.FOLLOW_UP),
    "final": partial(_report, ReportKind.FINAL),
    "briefing": lambda session, incident: briefing_page(briefing(session, incident, now(session))),
    "express": lambda session, incident: express_page(express(session, incident, now(session))),
    "daily": lambda session, incident: daily_page(daily(session, incident, now(session))),
    "activation": partial(_level, NoticeKind.ACTIVATION),
    "levelchange": partial(_level, NoticeKind.CHANGE),
    "termination": partial(_level, NoticeKind.ENDING),
    "handover": lambda s, incident: handover_page(handover_paper(s, incident, now(s))),
    "request": lambda s, incident: request_page(request_paper(s, incident, now(s))),
    "letter": lambda s, incident: letter_page(newest_letter(s, incident, now(s))),
    "minutes": lambda s, incident: minutes_page(newest_minutes(s, incident, now(s))),
    "meeting": lambda s, incident: meeting_page(newest_meeting(s, incident, now(s))),
    "instruction": lambda s, incident: orders_page(orders_paper(s, incident, now(s))),
    "notice": partial(_release, ReleaseKind.TIP),
    "release": partial(_release, ReleaseKind.NOTICE),
    "investigation": partial(_inquiry, InquiryKind.INVESTIGATION),
    "assessment": partial(_inquiry, InquiryKind.ASSESSMENT),
    "clauses": lambda s, incident: clauses_page(clauses_paper(s, incident, now(s))),
    "roster": lambda s, incident: roster_page(roster_paper(s, incident, now(s))),
    "watch": partial(_of_period, PERIODS["watch"], weekly_page),
    "monthly": partial(_of_period, PERIODS["monthly"], monthly_page),
    DRILL: _drill,
    "rights": lambda s, incident: rights_page(rights_paper(s, incident, now(s))),
    "special": lambda s, incident: special_page(special_paper(s, incident, now(s))),
    "opinion": lambda s, incident: opinion_page(opinion_paper(s, incident, now(s))),
    "transcript": lambda s, incident: transcript_page(newest_transcript(s, incident, now(s))),
    "dutyday": _duty_day,
    "press": lambda s, incident: press_page(press_paper(s, incident, now(s))),
}
# Kinds that may be about something else than an incident.
OTHERWISE: dict[tuple[str, Subject], Page] = {
    ("roster", Subject.PERIOD): _roster,
    ("notice", Subject.WARNING): warning_notice,
    ("transcript", Subject.DIRECTIVE): lambda s, said: transcript_page(transcript(s, said, now(s))),
    ("letter", Subject.LIAISON): lambda s, asked: letter_page(letter_paper(s, asked, now(s))),
    ("minutes", Subject.CONSULTATION): lambda s, n: minutes_page(minutes_paper(s, n, now(s))),
    ("meeting", Subject.MEETING): lambda s, n: meeting_page(meeting_paper(s, n, now(s))),
}


def document(session: Session, kind: str, subject: int, of: Subject = Subject.INCIDENT) -> Document:
    """`subject`: the incident, the week or month (see PERIODS), the drill or the 批示, or what `of`
    says.

    Raises RuleBroken for a kind or an incident that there is not, or one without that paper.
    """
    require_kind(kind)
    page = KINDS[kind]
    if other := OTHERWISE.get((kind, of)):
        return other(session, subject)
    if kind not in OF_NO_INCIDENT:
        require_incident(session, subject)
    return page(session, subject)
