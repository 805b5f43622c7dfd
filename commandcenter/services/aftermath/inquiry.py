"""调查报告 and 总结评估报告 (plan 5.1, 2.1(4)): filled from the record, written, signed, frozen."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import INQUIRY_CLAUSES, INQUIRY_WORDS, InquiryKind
from commandcenter.domain.aftermath.inquiry import (
    blank_sections,
    carried_on,
    filled_again,
    require_after_response,
    require_complete,
    require_unsigned,
    rewritten,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, open_incident, rights, storable
from commandcenter.store.aftermath.inquiry_facts import fill
from commandcenter.store.aftermath.inquiry_limits import open_limits
from commandcenter.store.aftermath.inquiry_sections import pack, reports_of, sections_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class Words:
    """New words of a section. `seen`: the version of the section on the screen."""

    text: str
    seen: int


def draft(session: Session, actor: Actor, incident_id: int, kind: InquiryKind) -> int:
    """Draft the report from the record; return its id.

    After a signed one it is a supplement, and starts from what was written there by hand.
    """
    incident = incident_of(session, incident_id)
    rights(session).require(actor, Action.DRAFT_INQUIRY)
    require_after_response(incident.state)
    open_incident(session, incident_id)
    before = [row for row in reports_of(session, incident.id) if row.kind == kind]
    if any(row.signed_at is None for row in before):
        raise RuleBroken("{report}已在起草，请在原稿上修改。", report=INQUIRY_WORDS[kind])
    plan, at = plan_of(session, incident.plan_version_id), now(session)
    sections = blank_sections(plan, kind)
    if before:
        sections = carried_on(sections, {s.code: s for s in sections_of(before[-1])})
    found = fill(session, incident, kind, at)
    row = InquiryReportRow(
        incident_id=incident.id,
        kind=kind,
        sections=pack(filled_again(s, found.get(s.code)) for s in sections),
        as_of=at,
        drafted_by=actor.name,
        drafted_at=at,
        due_at=open_limits(session, incident.id, at).get(kind),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "drafted")
    return row.id


def refresh(session: Session, actor: Actor, report_id: int) -> None:
    """Fill the sections again from the record; what a person wrote stays."""
    row, incident = _draft(session, actor, report_id)
    at = now(session)
    found = fill(session, incident, InquiryKind(row.kind), at)
    row.sections = pack(filled_again(s, found.get(s.code)) for s in sections_of(row))
    row.as_of = at
    _record(session, actor, row, "filled again")


def edit(session: Session, actor: Actor, report_id: int, changes: Mapping[str, Words]) -> None:
    """Write sections, by their codes; all of them or none.

    Raises RuleBroken when somebody changed one of them since it was on the screen.
    """
    row, _ = _draft(session, actor, report_id)
    sections, at = sections_of(row), now(session)
    if unknown := sorted(set(changes) - {s.code for s in sections}):
        raise RuleBroken("报告中没有“{code}”这一部分。", code=unknown[0])
    row.sections = pack(
        rewritten(s, storable(changes[s.code].text).strip(), changes[s.code].seen, actor.name, at)
        if s.code in changes
        else s
        for s in sections
    )
    _record(session, actor, row, "edited")


def sign(session: Session, actor: Actor, report_id: int, signature: str, seen: int) -> None:
    """Sign (签发); from here nothing changes it. `seen`: the version of the report that was read.

    Raises RuleBroken while a section says nothing, or when it was changed since it was read.
    """
    row = _row(session, report_id)
    rights(session).require(actor, Action.SIGN_INQUIRY)
    require_after_response(open_incident(session, row.incident_id).state)
    require_unsigned(InquiryKind(row.kind), row.signature)
    if row.version != seen:
        raise RuleBroken("报告刚被修改，请看过新内容后再签发。")
    require_complete(sections_of(row))
    require_signature(signature, actor.name)
    row.signature, row.signed_at = actor.name, now(session)
    _record(session, actor, row, "signed")


def _draft(session: Session, actor: Actor, report_id: int) -> tuple[InquiryReportRow, IncidentRow]:
    """A report that may still be written, for who may write it."""
    row = _row(session, report_id)
    rights(session).require(actor, Action.DRAFT_INQUIRY)
    incident = open_incident(session, row.incident_id)
    require_unsigned(InquiryKind(row.kind), row.signature)
    return row, incident


def _row(session: Session, report_id: int) -> InquiryReportRow:
    row = session.get(InquiryReportRow, report_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的报告。", id=report_id)
    return row


def _record(session: Session, actor: Actor, row: InquiryReportRow, verb: str) -> None:
    book.record(
        session,
        actor,
        "inquiry_report",
        row.id,
        verb,
        incident=row.incident_id,
        clause=INQUIRY_CLAUSES[InquiryKind(row.kind)],
    )
