"""From the end of the response to the archive, by the people whose it is, each with their login."""

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.aftermath.retention import Retention, Scope, Verdict
from commandcenter.services.aftermath import closing, inquiry, retention
from commandcenter.services.aftermath.inquiry import Words
from commandcenter.services.incident import incident_moves, response
from commandcenter.services.reports import report_sending, reports
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.tables.every import InquiryReportRow, ReportRow


def to_its_end(bureau):
    number = bureau.incident
    bureau.do(response.end_response, "linzhen", number, response.Ending("现场已平息", "林震"))
    bureau.do(incident_moves.begin_aftermath, "tangyun", number)
    reported(bureau, number)
    bureau.do(closing.waive_steps, "linzhen", number, "响应已终止")
    inquired(bureau, number)
    erased = Verdict(
        Retention.ERASE, signature="林震", scope=frozenset(Scope), reason="处置完毕，不再需要"
    )
    bureau.do(retention.decide, "linzhen", number, erased)
    bureau.do(closing.close, "linzhen", number, "林震")


def reported(bureau, number):
    for draft in (reports.draft_first, reports.draft_final):
        report = bureau.do(draft, "tangyun", number)
        with bureau.opened() as db, db.read() as session:
            row = session.get_one(ReportRow, report)
            texts = {each["code"]: each["text"] or "已核实。" for each in row.elements}
            receivers = list(row.sent_to)
        bureau.do(reports.edit, "tangyun", report, texts)
        bureau.do(reports.sign, "linzhen", report)
        bureau.do(report_sending.send, "tangyun", report, receivers, "政务内网")


def inquired(bureau, number):
    report = bureau.do(inquiry.draft, "suyan", number, InquiryKind.INVESTIGATION)
    with bureau.opened() as db, db.read() as session:
        row = session.get_one(InquiryReportRow, report)
        empty = {s.code: Words("见附件。", s.version) for s in sections_of(row) if not s.text}
    bureau.do(inquiry.edit, "suyan", report, empty)
    with bureau.opened() as db, db.read() as session:
        version = session.get_one(InquiryReportRow, report).version
    bureau.do(inquiry.sign, "linzhen", report, "林震", version)
