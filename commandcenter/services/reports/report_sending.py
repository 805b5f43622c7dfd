"""A signed report leaves the house: to whom and how, once or to further receivers; by telephone.

What was sent is frozen. What became of it at each receiver is noted on its receipts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import hide_mobiles
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.domain.reports.report_rules import (
    Line,
    no_draft,
    no_send,
    no_sending_on,
    require_call_time,
    require_receivers,
)
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import (
    carried_incident,
    incident_of,
    open_incident,
    text_if_any,
    text_of,
)
from commandcenter.services.incident.report_deadlines import set_deadline
from commandcenter.services.reports.report_base import (
    line_in,
    new_row,
    record,
    report_of,
    require_in_chain,
    reworded,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import pack
from commandcenter.store.reports.report_elements import (
    fill_in,
    line_of,
    reports_of,
    standing_of,
)
from commandcenter.store.reports.report_receivers import addressee_name
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow


def send(
    session: Session,
    actor: Actor,
    report_id: int,
    receivers: Sequence[str],
    way: str,
    skip_why: str = "",
) -> None:
    """Register that the signed report was sent: to whom, how. Nothing changes it after that.

    A receiver that is reached by 越级 wants that right and the reason `skip_why`.
    """
    row = report_of(session, report_id)
    line = line_of(session, row.district)
    skips = require_way(session, actor, row, line, receivers)
    if refusal := no_send(row.state):
        raise refusal
    carried_incident(session, row.incident_id)
    at = now(session)
    row.sent_to, row.sent_way = list(receivers), text_of(way, "报送方式", 50)
    row.state, row.sent_by, row.sent_at = ReportState.SENT, actor.name, at
    row.skips, row.skip_why = skips, text_of(skip_why, "越级的原因", 500) if skips else None
    add_receipts(session, actor, row, receivers, row.sent_way, at)
    record(session, actor, row, "sent")


def send_on(
    session: Session,
    actor: Actor,
    report_id: int,
    receivers: Sequence[str],
    way: str,
    skip_why: str = "",
) -> None:
    """A report that was sent goes to further receivers as it is; its own row stays frozen."""
    row = report_of(session, report_id)
    line = line_of(session, row.district)
    skips = require_way(session, actor, row, line, receivers)
    if row.state is not ReportState.SENT:
        raise RuleBroken("报告尚未报送，请先办理报送。")
    if refusal := no_sending_on(row.kind):
        raise refusal
    sent = select(ReportReceiptRow.receiver).where(ReportReceiptRow.report_id == row.id)
    had = {*session.scalars(sent), *row.sent_to}
    if again := [name for name in receivers if name in had]:
        raise RuleBroken("已报送过{names}。", names="、".join(again))
    if skips:
        said = text_of(skip_why, "越级的原因", 500)
        before = row.skip_why if row.skip_why != said else None
        row.skips, row.skip_why = True, f"{before}；{said}" if before else said
    add_receipts(session, actor, row, receivers, text_of(way, "报送方式", 50), now(session))
    record(session, actor, row, "sent on")


@dataclass(frozen=True, slots=True)
class CallTaken:
    """Who took a telephone report at a receiver; `repeated_by`: who said it back, "" nobody."""

    receiver: str
    taken_by: str
    repeated_by: str = ""


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """A report made by telephone. `texts`: what was said, by code of the element."""

    told: tuple[CallTaken, ...]
    told_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)
    district: str | None = None
    skip_why: str = ""


def record_phone(session: Session, actor: Actor, incident_id: int, call: PhoneCall) -> int:
    """Keep a telephone report as it was made: what was said, to whom, when, who repeated it.

    It is recorded afterwards and never changed. Return its id.
    """
    incident = open_incident(session, incident_id)
    line = line_in(session, incident, call.district)
    at = now(session)
    row = new_row(actor, incident, ReportKind.PHONE, line, at, ())
    receivers = [told.receiver for told in call.told]
    skips = require_way(session, actor, row, line, receivers)
    require_in_chain(session, actor, Action.DRAFT_REPORT, line)
    if refusal := no_draft(
        ReportKind.PHONE, standing_of(incident, reports_of(session, incident.id, line))
    ):
        raise refusal
    require_call_time(call.told_at, incident.received_at, at)
    known = fill_in(session, incident, ReportKind.PHONE, at, line, ())
    row.elements = [
        pack(reworded(element, call.texts.get(element.code), f"{actor.name}口述", call.told_at))
        for element in known
    ]
    row.sent_to, row.sent_way = receivers, word("电话")
    row.state, row.sent_by, row.sent_at = ReportState.SENT, actor.name, call.told_at
    row.skips, row.skip_why = skips, text_of(call.skip_why, "越级的原因", 500) if skips else None
    session.add(row)
    session.flush()
    _note_calls(session, actor, row, call)
    set_deadline(session, incident, row, at)
    record(session, actor, row, "told")
    return row.id


def _note_calls(session: Session, actor: Actor, row: ReportRow, call: PhoneCall) -> None:
    """Who took it has received it: the telephone is its own receipt."""
    receipts = add_receipts(session, actor, row, row.sent_to, row.sent_way, call.told_at)
    for receipt, told in zip(receipts, call.told, strict=True):
        taken = hide_mobiles(text_of(told.taken_by, "接听人", 40))
        repeated = hide_mobiles(text_if_any(told.repeated_by, "复述人", 40))
        receipt.received_at, receipt.received_by = call.told_at, taken
        receipt.received_way = f"电话，{repeated}复述" if repeated else word("电话，未复述")
        receipt.registered_by = row.drafted_by


def require_way(
    session: Session, actor: Actor, row: ReportRow, line: Line, receivers: Sequence[str]
) -> bool:
    """The right to send it to them; whether one of them is reached by 越级 only."""
    plan = plan_of(session, incident_of(session, row.incident_id).plan_version_id)
    chain = [a for a in plan.addressees.values() if a.chain == line.chain]
    names = {a.code: addressee_name(session, a, line.district) for a in chain}
    above = [names[a.code] for a in chain if a.skips]
    skips = any(name in above for name in receivers)
    if skips:
        require_in_chain(session, actor, Action.SKIP_LEVEL, line)
    require_in_chain(session, actor, Action.SEND_REPORT, line)
    require_receivers(line, receivers, [names[a.code] for a in chain if not a.skips], above)
    return skips


def add_receipts(
    session: Session,
    actor: Actor,
    row: ReportRow,
    receivers: Sequence[str],
    way: str,
    at: datetime,
) -> list[ReportReceiptRow]:
    """A line for each receiver: what becomes of the report there is noted on it."""
    receipts = [
        ReportReceiptRow(
            report_id=row.id,
            incident_id=row.incident_id,
            receiver=text_of(name, "报送单位", 60),
            way=way,
            sent_at=at,
            sent_by=actor.name,
        )
        for name in receivers
    ]
    session.add_all(receipts)
    session.flush()
    return receipts
