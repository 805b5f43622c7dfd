"""What became of a sent report at its receivers (plan 4.1(1)): 收报, 核实, 退补.

The city bureau receives the reports of its counties in this program; what other receivers say
is noted by whoever sends the reports.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_past
from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.reports.report_rules import no_receive, no_verdict, require_answer_time
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.services.reports.report_base import CLAUSE, report_of, require_in_chain
from commandcenter.store.database import now
from commandcenter.store.reports.report_elements import line_of
from commandcenter.store.reports.report_receipts import as_receipt, is_inside
from commandcenter.store.tables.reports.report import ReportReceiptRow

INSIDE = word("本系统")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outside receiver said: who signed for it, how that was told, when."""

    by: str
    way: str
    at: datetime | None = None


def receive(session: Session, actor: Actor, receipt_id: int, answer: Answer | None = None) -> None:
    """收报. The city receives a county's report itself; of others the `answer` is noted."""
    row, inside = _receipt(session, actor, receipt_id)
    if refusal := no_receive(as_receipt(row)):
        raise refusal
    who, way, at = _receipt_facts(session, actor, row, inside, answer)
    row.received_at, row.received_by, row.received_way = at, who, way
    row.registered_by = actor.name
    _record(session, actor, row, "received")


def verify(session: Session, actor: Actor, receipt_id: int, answer: Answer | None = None) -> None:
    """核实: the receiver has checked what the report says."""
    row, inside = _receipt(session, actor, receipt_id)
    if refusal := no_verdict(as_receipt(row)):
        raise refusal
    who, _, at = _receipt_facts(session, actor, row, inside, answer)
    row.verified_at, row.verified_by = at, who
    _record(session, actor, row, "verified")


def want_more(
    session: Session,
    actor: Actor,
    receipt_id: int,
    reason: str,
    answer: Answer | None = None,
) -> None:
    """退补: the receiver wants more, with the reason. The next 续报 answers it."""
    row, inside = _receipt(session, actor, receipt_id)
    if refusal := no_verdict(as_receipt(row)):
        raise refusal
    who, _, at = _receipt_facts(session, actor, row, inside, answer)
    row.return_reason = text_of(reason, "要求补充的内容", 1_000)
    row.returned_at, row.returned_by = at, who
    _record(session, actor, row, "sent back")


def _receipt(session: Session, actor: Actor, receipt_id: int) -> tuple[ReportReceiptRow, bool]:
    row = session.get(ReportReceiptRow, receipt_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的报送记录。", id=receipt_id)
    report = report_of(session, row.report_id)
    inside = is_inside(session, report, row.receiver)
    if inside:
        rights(session).require(actor, Action.RECEIVE_REPORT)
    else:
        line = line_of(session, report.district)
        require_in_chain(session, actor, Action.SEND_REPORT, line)
    return row, inside


def _receipt_facts(
    session: Session, actor: Actor, row: ReportReceiptRow, inside: bool, answer: Answer | None
) -> tuple[str, str, datetime]:
    """Who did it there, how it was told, when."""
    at = now(session)
    if inside:
        return actor.name, INSIDE, at
    if answer is None:
        raise RuleBroken("请写明对方由谁办理、怎样告知。")
    when = answer.at or at
    require_past(when, at, "对方办理的时间")
    require_answer_time(when, row.sent_at, row.received_at, at)
    who = hide_mobiles(text_of(answer.by, "对方办理人", 40))
    return who, text_of(answer.way, "告知方式", 40), when


def _record(session: Session, actor: Actor, row: ReportReceiptRow, verb: str) -> None:
    """Under the report: who shows it shows its receipts."""
    subject = row.report_id
    book.record(session, actor, "report", subject, verb, incident=row.incident_id, clause=CLAUSE)
