"""What the papers of an incident are made from: values only, gathered by the queries."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import (
    REPORT_WORDS,
    Chain,
    Element,
    ReportKind,
    report_label,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.incidents import IncidentHead, incident_head
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office as office  # the screens ask it here
from commandcenter.store.people import on_duty
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.reports.report_elements import all_reports, line_of
from commandcenter.store.reports.report_receivers import chain_of
from commandcenter.store.tables.reports.report import ReportRow


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
