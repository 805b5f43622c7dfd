"""A report and its receipts as lines to show, with what a person may do to each.

A right or a rule that refuses an act here is the same that the act itself asks.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.reports.report import (
    Chain,
    Element,
    ReportKind,
    ReportState,
    report_label,
)
from commandcenter.domain.reports.report_rules import (
    Line,
    chain_refusal,
    missing,
    no_edit,
    no_receive,
    no_send,
    no_sending_on,
    no_signature,
    no_verdict,
)
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer
from commandcenter.store.plan.late_entry import late_entries
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.reports.report_clocks import ReportTimes, report_times
from commandcenter.store.reports.report_elements import all_reports, line_of
from commandcenter.store.reports.report_receipts import (
    answered,
    as_receipt,
    is_inside,
)
from commandcenter.store.reports.report_receivers import chain_of, receipts_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What became of a report at one receiver. `answered`: a later report answers the 退补."""

    id: int
    receiver: str
    way: str
    sent_at: datetime
    sent_by: str
    received_at: datetime | None
    received_by: str
    received_way: str
    registered_by: str
    verified_at: datetime | None
    verified_by: str
    returned_at: datetime | None
    returned_by: str
    return_reason: str
    answered: bool
    inside: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`label`: 首报, 续报一, …; `issue` counts the 值班快报 of its office, 0 of a telephone report.

    `due_at`: as the book says; of what was sent the limit by which it is judged, and `late` if
    it came too late to one of those that it is for. `missing`: labels of what it says nothing
    on yet. `says`: label and text of all that is in it. `entered`: of a
    telephone report that was entered clearly later (补记). `added`: that it came in time was
    entered after the limit only.
    """

    id: int
    incident_id: int
    kind: ReportKind
    label: str
    office: str
    chain: Chain
    district: str | None
    issue: int
    state: ReportState
    as_of: datetime
    due_at: datetime | None
    late: bool
    added: bool
    drafted_by: str
    drafted_at: datetime
    signed_by: str
    signed_at: datetime | None
    sent_by: str
    sent_at: datetime | None
    entered: datetime | None
    sent_to: tuple[str, ...]
    sent_way: str
    skips: bool
    skip_why: str
    returned_why: str
    returned_by: str
    version: int
    missing: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    receipts: tuple[ReceiptLine, ...]
    offers: tuple[Offer, ...]

    @property
    def unanswered(self) -> tuple[ReceiptLine, ...]:
        return tuple(r for r in self.receipts if r.returned_at and not r.answered)


@dataclass(frozen=True)
class Case:
    """What all lines of an incident are made from."""

    session: Session
    actor: Actor
    incident: IncidentRow
    now: datetime
    rights: Rights
    times: ReportTimes
    rows: Sequence[ReportRow]
    receipts: Sequence[ReportReceiptRow]
    lines: Mapping[str | None, Line]  # the city's under None
    five: frozenset[str]

    @classmethod
    def of(cls, session: Session, actor: Actor, incident: IncidentRow, now: datetime) -> "Case":
        return cls(
            session,
            actor,
            incident,
            now,
            plan_of(session).rights,
            report_times(session, incident, now),
            all_reports(session, incident.id),
            receipts_of(session, incident.id),
            {code: line_of(session, code) for code in (None, *incident.districts)},
            five_of(session, incident),
        )

    def of_line(self, line: Line) -> list[ReportRow]:
        """The reports of a chain, in the order in which they were begun."""
        return [r for r in self.rows if chain_of(r) == (line.chain, line.district)]

    def entered(self, row: ReportRow) -> datetime | None:
        """Of a call that was noted down clearly later: when."""
        if row.kind is not ReportKind.PHONE:
            return None
        return late_entries(self.session)(row.sent_at, row.drafted_at)

    def line(self, row: ReportRow) -> ReportLine:
        line = self.lines[row.district]
        elements = elements_of(row)
        return ReportLine(
            id=row.id,
            incident_id=row.incident_id,
            kind=row.kind,
            label=report_label(row.kind, row.number),
            office=line.office,
            chain=line.chain,
            district=row.district,
            issue=row.issue,
            state=row.state,
            as_of=row.as_of,
            due_at=self.times.due(row),
            late=self.times.is_late(row),
            added=self.times.is_added(row),
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            signed_by=row.signed_by,
            signed_at=row.signed_at,
            sent_by=row.sent_by,
            sent_at=row.sent_at,
            entered=self.entered(row),
            sent_to=tuple(map(word, row.sent_to)),
            sent_way=word(row.sent_way),
            skips=bool(row.skips),
            skip_why=row.skip_why or "",
            returned_why=row.returned_why or "",
            returned_by=row.returned_by or "",
            version=row.version,
            missing=missing(elements),
            says=tuple((e.label, e.text) for e in elements if not e.out),
            receipts=tuple(self.receipt(r, row) for r in self.receipts if r.report_id == row.id),
            offers=tuple(self.offers_of(row, line, elements)),
        )

    def offers_of(self, row: ReportRow, line: Line, elements: Sequence[Element]) -> list[Offer]:
        """What this person's part has to do with it; refused by state or by its contents."""
        frozen = no_edit(row.state, row.signed_by)
        unfit = frozen or no_signature(row.kind, elements, self.five)
        match row.state:
            case ReportState.DRAFT:
                found = [
                    (Action.DRAFT_REPORT, Offer("edit", frozen)),
                    (Action.DRAFT_REPORT, Offer("refresh", frozen)),
                    (Action.DRAFT_REPORT, Offer("submit", unfit)),
                    (Action.SIGN_REPORT, Offer("sign", unfit)),
                    (Action.SIGN_REPORT, Offer("return", frozen)),
                ]
            case ReportState.SIGNED:
                found = [(Action.SEND_REPORT, Offer("send", no_send(row.state)))]
            case _:
                found = [(Action.SEND_REPORT, Offer("send_on", no_sending_on(row.kind)))]
        return [offer for action, offer in found if self.may(action, line)]

    def may(self, action: Action, line: Line) -> bool:
        return chain_refusal(self.rights, self.actor, action, line) is None

    def receipt(self, row: ReportReceiptRow, report: ReportRow) -> ReceiptLine:
        inside = is_inside(self.session, report, row.receiver)
        line = self.lines[report.district]
        back = row.returned_at is not None
        return ReceiptLine(
            id=row.id,
            receiver=word(row.receiver),
            way=word(row.way),
            sent_at=row.sent_at,
            sent_by=row.sent_by or (report.sent_by if row.sent_at == report.sent_at else "") or "",
            received_at=row.received_at,
            received_by=row.received_by or "",
            received_way=row.received_way or "",
            registered_by=row.registered_by or "",
            verified_at=row.verified_at,
            verified_by=row.verified_by or "",
            returned_at=row.returned_at,
            returned_by=row.returned_by or "",
            return_reason=row.return_reason or "",
            answered=back and answered(row, report, self.rows),
            inside=inside,
            offers=tuple(self.receipt_offers(row, line, inside)),
        )

    def receipt_offers(self, row: ReportReceiptRow, line: Line, inside: bool) -> list[Offer]:
        if inside:
            may = self.rights.refusal(self.actor, Action.RECEIVE_REPORT, Matter()) is None
        else:
            may = self.may(Action.SEND_REPORT, line)
        receipt = as_receipt(row)
        found = [
            Offer("receive", no_receive(receipt)),
            Offer("verify", no_verdict(receipt)),
            Offer("want_more", no_verdict(receipt)),
        ]
        return found if may else []


def five_of(session: Session, incident: IncidentRow) -> frozenset[str]:
    """The codes of the elements that the plan names in 4.1(1)."""
    contents = plan_of(session, incident.plan_version_id).report_elements
    return frozenset(code for code, content in contents.items() if content.five)
