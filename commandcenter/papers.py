"""From an incident to the bytes of a paper: the one place where query and page meet."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.report import ReportKind
from commandcenter.outputs.papers.briefing import briefing as briefing_page
from commandcenter.outputs.papers.information_report import information_report as report_page
from commandcenter.outputs.papers.level_notice import level_notice as level_page
from commandcenter.outputs.pdf.build import Rendered, render
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.incidents import require_incident
from commandcenter.queries.paper_levels import NoticeKind, level_notice
from commandcenter.queries.papers import briefing, information_report
from commandcenter.store.database import now

Page = Callable[[Session, int], Document]


def _report(kind: ReportKind, session: Session, incident: int) -> Document:
    return report_page(information_report(session, incident, kind, now(session)))


def _level(kind: NoticeKind, session: Session, incident: int) -> Document:
    return level_page(level_notice(session, incident, kind, now(session)))


KINDS: dict[str, Page] = {
    "first": partial(_report, ReportKind.FIRST),
    "followup": partial(_report, ReportKind.FOLLOW_UP),
    "final": partial(_report, ReportKind.FINAL),
    "briefing": lambda session, incident: briefing_page(briefing(session, incident, now(session))),
    "activation": partial(_level, NoticeKind.ACTIVATION),
    "levelchange": partial(_level, NoticeKind.CHANGE),
    "termination": partial(_level, NoticeKind.ENDING),
}


def paper(session: Session, kind: str, incident_id: int) -> Rendered:
    """Raises RuleBroken for a kind or an incident that there is not, or one without that paper."""
    page = KINDS.get(kind)
    if page is None:
        known = "、".join(KINDS)
        raise RuleBroken("没有“{kind}”这种公文，现有：{known}。", kind=kind, known=known)
    require_incident(session, incident_id)
    return render(page(session, incident_id))
