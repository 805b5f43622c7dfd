"""What every verb on information reports begins with: the row, the chain, the right, the line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.reports.report import (
    UNDER_CHECK,
    Element,
    ReportKind,
    ReportState,
    still_stated,
)
from commandcenter.domain.reports.report_rules import Line, chain_refusal
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.store.reports.elements import pack
from commandcenter.store.reports.report_elements import line_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

CLAUSE = "4.1(1)"
LONGEST = 5_000  # characters of an element


def line_in(session: Session, incident: IncidentRow, district: str | None) -> Line:
    """The chain of a county that the incident concerns, or the city's."""
    line = line_of(session, district)
    if district is not None and district not in incident.districts:
        raise RuleBroken("本事件不涉及{county}。", county=line.county or district)
    return line


def new_row(
    actor: Actor,
    incident: IncidentRow,
    kind: ReportKind,
    line: Line,
    at: datetime,
    elements: Sequence[Element],
) -> ReportRow:
    return ReportRow(
        incident_id=incident.id,
        kind=kind,
        number=0,
        issue=0,
        state=ReportState.DRAFT,
        elements=[pack(element) for element in elements],
        as_of=at,
        drafted_by=actor.name,
        drafted_at=at,
        sent_to=[],
        chain=line.chain,
        district=line.district,
    )


def reworded(element: Element, words: str | None, source: str, at: datetime) -> Element:
    """The element as a person words it: theirs, as of then; emptied, it is being checked."""
    text = element.text if words is None else storable(words).strip()
    if text == element.text:
        return element
    if not text or text == UNDER_CHECK:
        return replace(element, text=UNDER_CHECK, source="", as_of=None, values=())
    text_of(text, phrase("“{title}”", title=word(element.label)), LONGEST)
    values = still_stated(element.values, text)
    return replace(element, text=text, source=source, as_of=at, values=values)


def report_of(session: Session, report_id: int) -> ReportRow:
    row = session.get(ReportRow, report_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的报告。", id=report_id)
    return row


def require_in_chain(session: Session, actor: Actor, action: Action, line: Line) -> None:
    """The right to `action` in the chain of the actor's own office."""
    if refusal := chain_refusal(rights(session), actor, action, line):
        raise refusal


def record(session: Session, actor: Actor, row: ReportRow, verb: str) -> None:
    book.record(session, actor, "report", row.id, verb, incident=row.incident_id, clause=CLAUSE)
