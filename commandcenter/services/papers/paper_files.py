"""Files of a paper: the scanned signed page, which governs from then on, and what is attached."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.attached import MOST as MOST_ATTACHED
from commandcenter.domain.papers.attached import TITLE_CHARS, clean_title, kind_of
from commandcenter.domain.papers.paper import FileRole, Life, PaperStep
from commandcenter.domain.phrase import word
from commandcenter.domain.releases.release import ReleaseState
from commandcenter.domain.reports.report import ReportState
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.services.papers.paper_base import (
    CLAUSE,
    JOURNAL,
    FileRef,
    add_step,
    changed,
    keep_file,
    newest_number,
    record,
    to_act,
)
from commandcenter.store import files
from commandcenter.store.papers.paper_facts import attached
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.papers.paper import PaperFileRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow

LARGEST = files.LIMIT  # bytes of one file
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
        add_step(
            session,
            actor,
            row,
            PaperStep.SCAN,
            text,
            text_of(words or visible(ref.name, 200), "说明", 200),
        )
        verb, kind = "scan attached", JOURNAL
    else:
        rights(session).require(actor, Action.FILE_PAPER)
        incident = _signed(session, life, subject_id)
        verb, kind = "scan attached", life.value if life is not Life.INQUIRY else "inquiry_report"
    kept = keep_file(session, actor, life, subject_id, incident, ref)
    book.record(session, actor, kind, subject_id, verb, incident=incident, clause=CLAUSE)
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


@dataclass(frozen=True, slots=True)
class Attached:
    """An item of the 附件说明. `before`: its title until now, "" for a new one; `file`: sent
    to the store before, None to keep the one it has, if any."""

    title: str
    before: str = ""
    file: FileRef | None = None


def set_attachments(
    session: Session, actor: Actor, paper_id: int, items: Sequence[Attached], seen: int
) -> None:
    """附件 of a paper that can be changed: which, in what order, under which titles.

    What is not among them is taken out. A text that was being judged is a draft again.
    """
    state = to_act(session, actor, paper_id, PaperStep.DRAFT, seen)
    row = state.row
    titles = _titles(items)
    had = attached(session, row)
    for item, title in zip(items, titles, strict=True):
        if ref := _named(item, title, had.get(item.before)):
            keep_file(session, actor, Life.PAPER, row.id, row.incident_id, ref)
    row.attachments = titles
    changed(session, actor, row)
    said = f"附件：{'、'.join(titles)}" if titles else word("附件已全部移除")
    add_step(session, actor, row, PaperStep.DRAFT, newest_number(session, row), said)
    record(session, actor, row, "attachments set")


def _titles(items: Sequence[Attached]) -> list[str]:
    if len(items) > MOST_ATTACHED:
        raise RuleBroken("附件超过 {most} 个。", most=MOST_ATTACHED)
    titles = [text_of(clean_title(item.title), "附件名称", TITLE_CHARS) for item in items]
    for title in titles:
        if titles.count(title) > 1:
            raise RuleBroken("附件名称“{title}”重复，请改写其中一个。", title=title)
    return titles


def _named(item: Attached, title: str, had: PaperFileRow | None) -> FileRef | None:
    """The file that is kept anew: one that came, or one that is called otherwise by now."""
    if item.file is not None:
        if item.file.role is not FileRole.ATTACHMENT:
            raise ValueError("no attachment")
        return replace(item.file, name=f"{title}{kind_of(item.file.name)}")
    if had is None or item.before == title:
        return None
    name = f"{title}{PurePath(had.name).suffix}"
    return FileRef(FileRole.ATTACHMENT, had.sha256, name, had.size)
