"""The register of papers: of each kind who signed it and when, and when it went out."""

import pytest
from sqlalchemy import func, select

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.papers.paper import Life
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.services.aftermath import inquiry
from commandcenter.services.releases import releases
from commandcenter.services.reports import reports
from commandcenter.store.tables.every import InquiryReportRow, ReportRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow
from tests.aftermath import ended, inquiry_signed
from tests.services.releases.bureau_media import Press


def line_of(city, life, number):
    lines = city.ask(paper_lines, city.chenyu, PaperFilter(), city.db.clock())
    return next(line for line in lines if (line.life, line.id) == (life, number))


def told(city, life, number):
    """Its state and what it waits for; who signed it and when; when it went out."""
    line = line_of(city, life, number)
    return f"{line.state_words} {line.wanted}", line.signed_by, line.signed_at, line.issued_at


def row_of(city, table, number):
    with city.db.read() as session:
        return session.get_one(table, number)


def when(city, release, step):
    """When the gate was last passed."""
    with city.db.read() as session:
        row = ReleaseCheckRow
        return session.scalar(
            select(func.max(row.done_at)).where(row.release_id == release, row.step == step)
        )


@pytest.mark.parametrize("kind", [ReleaseKind.NOTICE, ReleaseKind.TIP])
def test_a_release_is_signed_from_its_gate_on_till_it_is_withdrawn(city, kind):
    press = Press(city).activate()
    release, other = press.draft(kind), press.draft(kind)
    assert told(city, Life.RELEASE, release) == ("拟稿 待送审", "", None, None)
    press.checked(release)
    assert told(city, Life.RELEASE, release) == ("送审 待签发", "", None, None)
    press.approve(release)
    signed = when(city, release, "approval")
    assert told(city, Life.RELEASE, release) == ("已签发 待发布", "陈屿", signed, None)
    press.notify_all(release)
    press.publish(release)
    out = when(city, release, "publish")
    assert told(city, Life.RELEASE, release) == ("已印发 ", "陈屿", signed, out)
    press.checked(other)
    press.approve(other)
    city.do(releases.withdraw, "chenyu", other, "数字有误")
    assert told(city, Life.RELEASE, other) == ("已撤回 ", "", None, None)


def test_a_report_is_signed_and_goes_out(city):
    incident = city.register()
    city.activate(incident)
    number = city.do(reports.draft_first, "zhoulan", incident)
    assert told(city, Life.REPORT, number) == ("拟稿 待签发", "", None, None)
    city.do(reports.sign, "chenyu", number)
    signed = row_of(city, ReportRow, number).signed_at
    assert told(city, Life.REPORT, number) == ("已签发 待报送", "陈屿", signed, None)
    city.do(reports.send, "zhoulan", number, ("市政府总值班室",), "传真")
    out = row_of(city, ReportRow, number).sent_at
    assert told(city, Life.REPORT, number) == ("已印发 ", "陈屿", signed, out)


def test_a_report_of_an_inquiry_is_signed_and_stays_in_the_house(city):
    incident = ended(city)
    number = inquiry_signed(city, incident)
    signed = row_of(city, InquiryReportRow, number).signed_at
    assert told(city, Life.INQUIRY, number) == ("已签发 ", "陈屿", signed, None)
    other = city.do(inquiry.draft, "hewenjing", incident, InquiryKind.ASSESSMENT)
    assert told(city, Life.INQUIRY, other) == ("拟稿 待签发", "", None, None)
