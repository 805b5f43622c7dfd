"""Information reports (plan 4.1(1)): drafted from data, edited, signed, sent, then frozen.

There are two chains (domain.reports.report.Chain): the city bureau reports to those above it, a
county bureau to the city and its own government. Every verb asks in which chain the report stands.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.phrase import word
from commandcenter.domain.reports.report import Chain, ReportKind, ReportState
from commandcenter.domain.reports.report_diff import Changed, refreshed
from commandcenter.domain.reports.report_rules import Line, no_draft, no_edit, no_signature
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh, day_start, local
from commandcenter.services.guard import carried_incident, incident_of, open_incident, text_of
from commandcenter.services.incident.report_deadlines import set_deadline
from commandcenter.services.reports.report_base import (
    line_in,
    new_row,
    record,
    report_of,
    require_in_chain,
    reworded,
)
from commandcenter.services.reports.report_sending import CallTaken as CallTaken
from commandcenter.services.reports.report_sending import PhoneCall as PhoneCall
from commandcenter.services.reports.report_sending import record_phone as record_phone
from commandcenter.services.reports.report_sending import send as send
from commandcenter.services.reports.report_sending import send_on as send_on
from commandcenter.store.database import now
from commandcenter.store.incident.level_now import level_of
from commandcenter.store.papers.paper_way import last_number
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import elements_of, pack
from commandcenter.store.reports.report_elements import (
    fill_in,
    line_of,
    reports_of,
    standing_of,
    written,
)
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.seat.recall import require_own
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.reports.report import ReportRow


def draft_first(
    session: Session, actor: Actor, incident_id: int, district: str | None = None
) -> int:
    """Draft the 首报: each element from data with source and as-of time, or 正在核查.

    `district`: of the county bureau whose report it is; None for the city's. Return its id.
    """
    return _draft(session, actor, incident_id, ReportKind.FIRST, district)


def draft_follow_up(
    session: Session, actor: Actor, incident_id: int, district: str | None = None
) -> int:
    """Draft the next 续报: only what changed since the last sent one is in it."""
    return _draft(session, actor, incident_id, ReportKind.FOLLOW_UP, district)


def draft_final(
    session: Session, actor: Actor, incident_id: int, district: str | None = None
) -> int:
    """Draft the 终报, once the response has ended."""
    return _draft(session, actor, incident_id, ReportKind.FINAL, district)


def _draft(
    session: Session, actor: Actor, incident_id: int, kind: ReportKind, district: str | None
) -> int:
    incident = open_incident(session, incident_id)
    line = line_in(session, incident, district)
    require_in_chain(session, actor, Action.DRAFT_REPORT, line)
    rows = reports_of(session, incident.id, line)
    if refusal := no_draft(kind, standing_of(incident, rows)):
        raise refusal
    sent, at = written(rows), now(session)
    elements = fill_in(session, incident, kind, at, line, sent)
    row = new_row(actor, incident, kind, line, at, elements)
    row.number = sum(r.kind is kind for r in rows) + 1 if kind is ReportKind.FOLLOW_UP else 0
    row.after_id = sent[-1].id if sent and kind is not ReportKind.FIRST else None
    row.sent_to = _addressees(session, incident, line)
    session.add(row)
    session.flush()
    set_deadline(session, incident, row, at)
    record(session, actor, row, "drafted")
    return row.id


def _next_issue(session: Session, line: Line, at: datetime) -> int:
    """值班快报 are numbered by each office, within the year; the city's with those of no report."""
    if line.chain is Chain.CITY and (flow := plan_of(session).paper_flows.get(PaperKind.FIRST)):
        return last_number(session, flow.series, local(at).year) + 1
    year = day_start(local(at).date().replace(month=1, day=1))
    newest = session.scalar(
        select(func.max(ReportRow.issue)).where(
            func.coalesce(ReportRow.chain, Chain.CITY) == line.chain,
            func.coalesce(ReportRow.district, "") == (line.district or ""),
            func.coalesce(ReportRow.signed_at, ReportRow.drafted_at) >= year,
        )
    )
    return (newest or 0) + 1


def _addressees(session: Session, incident: IncidentRow, line: Line) -> list[str]:
    plan = plan_of(session, incident.plan_version_id)
    found = receivers_for(session, plan, level_of(incident), line.chain, line.district)
    return [name for _, name in found]


def edit(
    session: Session,
    actor: Actor,
    report_id: int,
    texts: Mapping[str, str],
    out: Mapping[str, bool] | None = None,
    seen: int | None = None,
) -> None:
    """Replace texts in a draft by code of the element; an empty one becomes 正在核查.

    `out`: elements to leave out or to take in. `seen`: the version that was on the screen;
    raises RuleBroken naming who changed the draft since. A draft that was sent back counts as
    changed from here.
    """
    row = _draft_of(session, actor, report_id, Action.DRAFT_REPORT, seen)
    at = now(session)
    words = [reworded(e, texts.get(e.code), f"{actor.name}修改", at) for e in elements_of(row)]
    row.elements = [pack(replace(e, out=(out or {}).get(e.code, e.out))) for e in words]
    row.returned_why = row.returned_by = None
    record(session, actor, row, "edited")


def refresh(
    session: Session, actor: Actor, report_id: int, seen: int | None = None
) -> tuple[Changed, ...]:
    """Fill a draft in again with the data of now; what was written by hand stays.

    Return what the data say otherwise than before, so that it can be told.
    """
    row = _draft_of(session, actor, report_id, Action.DRAFT_REPORT, seen)
    incident, at = incident_of(session, row.incident_id), now(session)
    line = line_of(session, row.district)
    sent = written(reports_of(session, incident.id, line), before=row)
    new = fill_in(session, incident, row.kind, at, line, sent)
    elements, changes = refreshed(elements_of(row), new)
    row.elements, row.as_of = [pack(element) for element in elements], at
    record(session, actor, row, "refreshed")
    return changes


def submit(session: Session, actor: Actor, report_id: int, seen: int | None = None) -> None:
    """Hand the draft to those who sign (送签); after a return it is before them again."""
    row = _draft_of(session, actor, report_id, Action.DRAFT_REPORT, seen)
    _require_content(session, row)
    row.returned_why = row.returned_by = None
    record(session, actor, row, "submitted")


def sign(session: Session, actor: Actor, report_id: int, seen: int | None = None) -> None:
    """签发: from here the text is frozen, and it has its number: a draft has none.

    `seen`: the version that the signer read in full.
    """
    row = _draft_of(session, actor, report_id, Action.SIGN_REPORT, seen)
    _require_content(session, row)
    at = now(session)
    row.issue = row.issue or _next_issue(session, line_of(session, row.district), at)
    row.state, row.signed_by, row.signed_at = ReportState.SIGNED, actor.name, at
    row.returned_why = row.returned_by = None
    record(session, actor, row, "signed")


def take_back(session: Session, actor: Actor, report_id: int) -> None:
    """撤回签发, before it was sent: a draft again, before who signs. Its number is given again, but
    where a later one was given meanwhile.
    """
    row, at = report_of(session, report_id), now(session)
    line = line_of(session, row.district)
    require_in_chain(session, actor, Action.SIGN_REPORT, line)
    carried_incident(session, row.incident_id)
    if row.state is not ReportState.SIGNED:
        raise RuleBroken("这份报告没有待报送的签发，不能撤回。")
    require_own(session, actor, "report", row.id, "signed", at)
    if row.issue + 1 == _next_issue(session, line, at):
        row.issue = 0
    row.state, row.signed_by, row.signed_at = ReportState.DRAFT, "", None
    record(session, actor, row, "signature taken back")


def send_back(
    session: Session, actor: Actor, report_id: int, reason: str, *, seen: int | None = None
) -> None:
    """退回: a draft goes back to be changed, with the reason, until it is edited.

    `seen`: the version that was on the screen.
    """
    row = _draft_of(session, actor, report_id, Action.SIGN_REPORT, seen)
    words = text_of(reason, "退回意见", 1_000)
    if words == row.returned_why:
        raise RuleBroken("{who}已用同样的意见退回。", who=row.returned_by)
    row.returned_why, row.returned_by = words, actor.name
    record(session, actor, row, "sent back")


def _require_content(session: Session, row: ReportRow) -> None:
    plan = plan_of(session, incident_of(session, row.incident_id).plan_version_id)
    five = frozenset(code for code, content in plan.report_elements.items() if content.five)
    if refusal := no_signature(row.kind, elements_of(row), five):
        raise refusal


def _draft_of(
    session: Session, actor: Actor, report_id: int, action: Action, seen: int | None
) -> ReportRow:
    """A draft that the actor may change, as it was shown to them."""
    row = report_of(session, report_id)
    require_in_chain(session, actor, action, line_of(session, row.district))
    carried_incident(session, row.incident_id)
    if refusal := no_edit(row.state, row.signed_by):
        raise refusal
    if seen is not None and seen != row.version:
        raise _changed_since(session, row)
    return row


def _changed_since(session: Session, row: ReportRow) -> RuleBroken:
    """Who was faster, and when: the journal's newest line about the report says it."""
    newest = session.execute(
        select(JournalLineRow.at, PersonRow.name)
        .join(PersonRow, PersonRow.login == JournalLineRow.actor)
        .where(JournalLineRow.kind == "report", JournalLineRow.subject == row.id)
        .order_by(JournalLineRow.number.desc())
        .limit(1)
    ).first()
    who, when = (newest.name, dated_zh(newest.at)) if newest else (word("他人"), word("刚刚"))
    return RuleBroken(
        "{who}在{when}改过这份报告，您看到的不是最新内容，请核对后再办理。", who=who, when=when
    )
