"""调查报告 and 总结评估报告 of an incident: how far each is, and what it says."""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.aftermath.inquiry import (
    Section,
    missing,
    require_after_response,
    require_complete,
)
from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.aftermath.inquiry_limits import (
    answered,
    obligations_by_kind,
    open_limits,
)
from commandcenter.store.aftermath.inquiry_sections import reports_of, sections_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """One report. `missing`: titles of the sections that say nothing yet."""

    id: int
    kind: InquiryKind
    supplement: bool
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    as_of: datetime
    drafted_by: str
    drafted_at: datetime
    due_at: datetime | None
    overdue: bool
    late: bool
    signature: str
    signed_at: datetime | None
    version: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class InquiryBoard:
    """`offers`: draft_KIND for each kind that has no draft now; `due`: by when."""

    lines: tuple[InquiryLine, ...]  # newest first
    offers: tuple[Offer, ...]
    due: tuple[tuple[InquiryKind, datetime], ...]  # of what is not signed yet
    now: datetime


def inquiry_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> InquiryBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    if incident is None:
        return InquiryBoard((), (), (), now)
    rights = plan_of(session).rights
    rows = reports_of(session, incident.id)
    first = {InquiryKind(row.kind): row.id for row in reversed(rows)}
    wanted = obligations_by_kind(session, incident.id, now)
    lines = tuple(
        _line(
            row,
            answered(wanted.get(InquiryKind(row.kind)), row),
            rights,
            actor,
            incident.state,
            now,
            supplement=first[InquiryKind(row.kind)] != row.id,
        )
        for row in reversed(rows)
    )
    drafting = {line.kind for line in lines if line.signed_at is None}
    rule = partial(require_after_response, incident.state)
    offers = only(
        *(
            offer(f"draft_{kind.value}", rights, actor, Action.DRAFT_INQUIRY, Matter(), rule)
            for kind in InquiryKind
            if kind not in drafting
        )
    )
    due = tuple(open_limits(session, incident.id, now).items())
    return InquiryBoard(lines, offers, due, now)


def _line(
    row: InquiryReportRow,
    wanted: Obligation | None,
    rights: Rights,
    actor: Actor,
    state: State,
    now: datetime,
    *,
    supplement: bool,
) -> InquiryLine:
    sections = sections_of(row)
    signed, late = row.signed_at, wanted is not None and wanted.is_late(now)
    return InquiryLine(
        id=row.id,
        kind=InquiryKind(row.kind),
        supplement=supplement,
        sections=sections,
        missing=missing(sections),
        as_of=row.as_of,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        due_at=wanted.due_at if wanted else None,
        overdue=late and signed is None,
        late=late and signed is not None,
        signature=row.signature or "",
        signed_at=signed,
        version=row.version,
        offers=() if signed else _offers(sections, rights, actor, state),
    )


def _offers(
    sections: tuple[Section, ...], rights: Rights, actor: Actor, state: State
) -> tuple[Offer, ...]:
    alive = partial(require_after_response, state)
    complete = partial(require_complete, sections)
    return (
        *only(offer("edit", rights, actor, Action.DRAFT_INQUIRY, Matter(), alive)),
        *only(offer("refresh", rights, actor, Action.DRAFT_INQUIRY, Matter(), alive)),
        *only(offer("sign", rights, actor, Action.SIGN_INQUIRY, Matter(), alive, complete)),
    )


@dataclass(frozen=True, slots=True)
class InquiryText:
    """One report in full, for its form. `hints`: what the plan wants, by section."""

    line: InquiryLine
    title: str
    hints: dict[str, str]
    clauses: dict[str, str]
    now: datetime


def inquiry_text(session: Session, actor: Actor, report_id: int, now: datetime) -> InquiryText:
    row = session.get(InquiryReportRow, report_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的报告。", id=report_id)
    incident = session.get_one(IncidentRow, row.incident_id)
    plan = plan_of(session, incident.plan_version_id)
    board = inquiry_board(session, actor, row.incident_id, now)
    line = next(line for line in board.lines if line.id == report_id)
    items = [i for i in plan.inquiry_sections.values() if i.report is line.kind]
    return InquiryText(
        line=line,
        title=phrase("{incident}{paper}", incident=incident.title, paper=INQUIRY_WORDS[line.kind]),
        hints={item.code: item.hint for item in items},
        clauses={item.code: item.clause for item in items},
        now=now,
    )
