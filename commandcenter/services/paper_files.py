"""Files of a paper: the scanned signed page, which governs from then on, and what is attached."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.paper import FileRole, Life, PaperStep
from commandcenter.domain.release import ReleaseState
from commandcenter.domain.report import ReportState
from commandcenter.domain.rights import Action
from commandcenter.services.guard import rights, text_of
from commandcenter.services.paper_base import (
    CLAUSE,
    JOURNAL,
    FileRef,
    add_step,
    keep_file,
    newest_number,
    record,
    to_act,
)
from commandcenter.store import journal
from commandcenter.store.paper_facts import attached
from commandcenter.store.tables.aftermath import InquiryReportRow
from commandcenter.store.tables.release import ReleaseRow
from commandcenter.store.tables.report import ReportRow

MOST = 50
KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".ofd")


def attach_scan(
    session: Session, actor: Actor, life: Life, subject_id: int, ref: FileRef, words: str = ""
) -> int:
    """附签发件; returns the file's id. The scan before it, if any, stays in the store."""
    if ref.role is not FileRole.SCAN:
        raise ValueError("no scan")
    if not ref.name.lower().endswith(KINDS):
        raise RuleBroken("签发件须是 PDF、OFD 或图片文件。")
    if life is Life.PAPER:
        state = to_act(session, actor, subject_id, PaperStep.SCAN)
        row, incident = state.row, state.row.incident_id
        text = newest_number(session, row)
        add_step(session, actor, row, PaperStep.SCAN, text, text_of(words or ref.name, "说明", 200))
        verb, kind = "scan attached", JOURNAL
    else:
        rights(session).require(actor, Action.FILE_PAPER)
        incident = _signed(session, life, subject_id)
        verb, kind = "scan attached", life.value if life is not Life.INQUIRY else "inquiry_report"
    kept = keep_file(session, actor, life, subject_id, incident, ref)
    journal.record(session, actor, kind, subject_id, verb, incident=incident, clause=CLAUSE)
    return kept.id


def _signed(session: Session, life: Life, subject_id: int) -> int | None:
    """The incident of a signed report, release or inquiry report. Raises RuleBroken for others."""
    match life:
        case Life.REPORT:
            report = session.get(ReportRow, subject_id)
            if report is not None and report.state is not ReportState.DRAFT:
                return report.incident_id
        case Life.RELEASE:
            release = session.get(ReleaseRow, subject_id)
            if release and release.state in (ReleaseState.APPROVED, ReleaseState.PUBLISHED):
                return release.incident_id
        case Life.INQUIRY:
            inquiry = session.get(InquiryReportRow, subject_id)
            if inquiry is not None and inquiry.signed_at is not None:
                return inquiry.incident_id
    raise RuleBroken("签发后才能附签发件。")


def add_attachment(session: Session, actor: Actor, paper_id: int, ref: FileRef) -> int:
    """附件, while the paper can be changed; returns the file's id."""
    if ref.role is not FileRole.ATTACHMENT:
        raise ValueError("no attachment")
    state = to_act(session, actor, paper_id, PaperStep.DRAFT)
    row = state.row
    if len(attached(session, row.id)) >= MOST:
        raise RuleBroken("附件超过 {most} 个。", most=MOST)
    kept = keep_file(session, actor, Life.PAPER, row.id, row.incident_id, ref)
    record(session, actor, row, "file attached")
    return kept.id
