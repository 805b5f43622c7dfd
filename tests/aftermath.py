"""An incident after its response, for the tests of plan 5: ended, reported, wound up, closed."""

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.domain.level import Level
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState
from commandcenter.services import book
from commandcenter.services.aftermath import closing, inquiry, recovery, retention
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, response
from commandcenter.services.reports.report_sending import add_receipts
from commandcenter.services.seat import people
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.command.obligations import obligations_of, settle
from commandcenter.store.tables.every import InquiryReportRow, RecoveryRow, ReportRow

ALL = frozenset(Scope)
REFUND = recovery.Line(Ledger.CONSUMERS, "会员余额退款", "退款", people=10, cents=1_000_00)


def add_person(city, login, name, role, group=None, district=None):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson(login, name))
        people.grant_role(session, PROGRAM, person, role, group, district)
    city.confirm_roles()
    return person


def ended(city, level=Level.III, complaints=(), **fields):
    """An incident whose response is over."""
    number = city.register(**fields)
    if complaints:
        city.take_in(*complaints)
    city.activate(number, level)
    city.do(response.end_response, "chenyu", number, response.Ending("现场已平息", "陈屿"))
    return number


def final_sent(city, incident):
    """The 终报 as a row: how it comes there is told by the tests of the reports."""
    with city.db.write() as session:
        lay_final(session, incident, city.db.clock())
        book.record(session, PROGRAM, "report", incident, "sent", incident=incident)


def lay_final(session, incident, at):
    settle(session, incident, at)
    finals = [o for o in obligations_of(session, incident, at) if o.code == "report_final"]
    chains = {o.about.partition("/")[0] if "/" in o.about else "" for o in finals}
    for chain in sorted(chains):  # the city's, or one of each county
        names = [
            o.title.removeprefix("书面终报报") for o in finals if o.about.startswith(chain)
        ]  # fmt: skip
        report = ReportRow(
            incident_id=incident, kind=ReportKind.FINAL, number=0, issue=900 + incident,
            state=ReportState.SENT, elements=[], as_of=at, drafted_by="周岚", drafted_at=at,
            signed_by="陈屿", signed_at=at, sent_to=names, sent_way="专网", sent_by="余航",
            sent_at=at, chain=Chain.COUNTY if chain else Chain.CITY,
            district=chain.removeprefix("county:") or None,
        )  # fmt: skip
        session.add(report)
        session.flush()
        add_receipts(session, PROGRAM, report, names, "专网", at)
    settle(session, incident, at)


def inquiry_signed(city, incident, kind=InquiryKind.INVESTIGATION):
    report = city.do(inquiry.draft, "hewenjing", incident, kind)
    row = report_row(city, report)
    empty = {s.code: Words("见附件。", s.version) for s in sections_of(row) if not s.text}
    city.do(inquiry.edit, "hewenjing", report, empty)
    city.do(inquiry.sign, "chenyu", report, "陈屿", report_row(city, report).version)
    return report


def report_row(city, report):
    with city.db.read() as session:
        return session.get_one(InquiryReportRow, report)


def line_row(city, line):
    with city.db.read() as session:
        return session.get_one(RecoveryRow, line)


def verdict(decision=Retention.ERASE, signature="陈屿", **fields):
    values = {"scope": ALL, "reason": "处置完毕，不再需要"} | fields
    return Verdict(decision, signature=signature, **values)


def all_but_closed(city, incident):
    """Everything that the gate wants: a waived step list, reports, the decision on data."""
    city.do(incident_moves.begin_aftermath, "zhoulan", incident)
    city.do(closing.waive_steps, "luomin", incident, "响应已终止")
    final_sent(city, incident)
    inquiry_signed(city, incident)
    city.do(retention.decide, "chenyu", incident, verdict())
