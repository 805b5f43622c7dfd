"""附签发件: the page that came back signed is kept with what was signed, and with nothing else."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import FileRole, Life, PaperStep
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.domain.reports.report import ReportState
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.services.papers import paper_files
from commandcenter.services.reports import reports
from commandcenter.store import journal
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.papers.paper import PaperFileRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.aftermath import ended, inquiry_signed
from tests.services.papers.test_papers import office, signed
from tests.services.releases.bureau_media import Press

__all__ = ["office"]  # a fixture

# The signature stands: the others are a draft, wait to be judged, or will never go out.
SIGNED = {ReportState.SIGNED, ReportState.SENT, ReleaseState.APPROVED, ReleaseState.PUBLISHED}


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def changed(office, table, number, **values):
    """As it would stand in that state."""
    with office.db.write() as session:
        row = session.get_one(table, number)
        for name, value in values.items():
            setattr(row, name, value)
        journal.record(session, office.zhoulan, table.__tablename__, number, "laid")


def kept(office, life, number):
    row = PaperFileRow
    wanted = select(row.incident_id).where(row.life == life, row.subject_id == number)
    return office.ask(lambda s: s.scalars(wanted.where(row.role == FileRole.SCAN)).all())


def last_line(office):
    row = JournalLineRow
    newest = select(row.kind, row.subject, row.verb).order_by(row.number.desc()).limit(1)
    return tuple(office.ask(lambda s: s.execute(newest).one()))


def tried(office, life, number, scan):
    """Whether it was kept; else it was refused in these words, and nothing was."""
    before, refusal = kept(office, life, number), ""
    try:
        office.do(paper_files.attach_scan, "hejing", life, number, scan)
    except RuleBroken as broken:
        refusal = str(broken)
    was = refusal == ""
    assert was or refusal == "签发后才能附签发件。"
    assert kept(office, life, number) == [*before, *[office.incident] * was]
    return was


def test_a_report_and_a_release_have_their_page_once_they_are_signed(office):
    scan = office.stored(FileRole.SCAN)
    report, at = office.do(reports.draft_first, "zhoulan", office.incident), office.db.clock()
    for state in ReportState:
        changed(office, ReportRow, report, state=state, signed_at=at, sent_at=at)
        assert tried(office, Life.REPORT, report, scan) == (state in SIGNED), state
    assert last_line(office) == ("report", report, "scan attached")
    press = Press(office)
    office.incident = press.incident
    release = press.draft(ReleaseKind.NOTICE)
    for state in ReleaseState:
        changed(office, ReleaseRow, release, state=state)
        was = tried(office, Life.RELEASE, release, scan)
        assert was == (state in SIGNED), state
        if was:
            assert last_line(office) == ("release", release, "scan attached")


def test_an_inquiry_report_has_its_page_once_it_is_signed(office):
    scan = office.stored(FileRole.SCAN)
    office.incident = ended(office)
    report = inquiry_signed(office, office.incident)
    assert tried(office, Life.INQUIRY, report, scan)
    assert last_line(office) == ("inquiry_report", report, "scan attached")
    changed(office, InquiryReportRow, report, signed_at=None)
    assert not tried(office, Life.INQUIRY, report, scan)


def test_a_signed_page_is_a_picture_or_a_page_and_says_what_it_is(office):
    paper, scan = signed(office), office.stored(FileRole.SCAN)

    def words(*more):
        office.do(paper_files.attach_scan, "hejing", Life.PAPER, paper, *more)
        steps = office.ask(paper_detail, office.hejing, paper).steps
        return [step.words for step in steps if step.step is PaperStep.SCAN][-1]

    for name in (
        "会商简报.pdf",
        "会商简报.JPG",
        "一.jpeg",
        "一.png",
        "一.tif",
        "一.TIFF",
        "一.ofd",
    ):
        assert words(replace(scan, name=name)) == name
    assert words(scan, "盖章件") == "盖章件"
    for name in ("会商简报.docx", "pdf", "一.pdf.exe"):
        with pytest.raises(RuleBroken, match="签发件须是 PDF、OFD 或图片文件"):
            words(replace(scan, name=name))
    with pytest.raises(ValueError, match="no scan"):
        words(replace(scan, role=FileRole.ATTACHMENT))
    assert len(kept(office, Life.PAPER, paper)) == 8
