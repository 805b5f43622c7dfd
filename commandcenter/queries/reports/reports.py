"""The information reports of an incident as they are shown: clocks, reports, receipts, text.

Each office sees what it may do to its own; a county bureau sees its own chain only. A right or
a rule that refuses an act is the same that the act itself asks.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage_lists import Usage
from commandcenter.domain.reports.report import (
    Chain,
    Element,
    ReportKind,
    ReportState,
    report_label,
)
from commandcenter.domain.reports.report_clock import (
    PRESSING,
    ClockState,
    ReportClock,
    Ring,
    concerns,
)
from commandcenter.domain.reports.report_rules import Line, no_draft, own_county
from commandcenter.domain.rights import Action
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.queries.reports.report_lines import Case
from commandcenter.queries.reports.report_lines import ReceiptLine as ReceiptLine
from commandcenter.queries.reports.report_lines import ReportLine as ReportLine
from commandcenter.store.incident.level_now import level_of
from commandcenter.store.people import holders, on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.reports.elements import elements_of
from commandcenter.store.reports.report_elements import fill_in, line_of, standing_of
from commandcenter.store.reports.report_receivers import addressee_name, receivers_for
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow

if TYPE_CHECKING:
    from commandcenter.store.papers.paper_facts import usage_of
else:
    usage_of = late_name("store.papers.paper_facts", "usage_of")


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock, of which office, and whom this person has to ring about it.

    `report`: how far the report for it has come, None while nobody has begun it.
    """

    clock: ReportClock
    office: str
    report: ReportState | None
    ring: Ring | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Begin:
    """A kind of report that this person may begin in a chain, by the key of its button."""

    kind: ReportKind
    line: Line
    offer: Offer


@dataclass(frozen=True, slots=True)
class ReportBoard:
    """The clocks in order of urgency, the reports newest first, what may be begun."""

    clocks: tuple[ClockLine, ...]
    reports: tuple[ReportLine, ...]
    begins: tuple[Begin, ...]
    now: datetime

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Who writes for several offices has room only for what can be begun now."""
        several = len({begin.line.district for begin in self.begins}) > 1
        return tuple(b.offer for b in self.begins if not (several and b.offer.refusal))


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report with its elements in the plan's order. `goes_on`: the label of the one before.

    `usual` and `above`: whom its office reports to, and who is reached by 越级 only.
    """

    line: ReportLine
    title: str  # of the incident
    elements: tuple[Element, ...]
    five: frozenset[str]
    hints: Mapping[str, str]  # what the plan wants in an element, by its code
    goes_on: str
    usual: tuple[str, ...]
    above: tuple[str, ...]
    ways: tuple[str, ...]
    usage: Usage  # what its words are read for


def report_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> ReportBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id is not None else None
    if incident is None:
        return ReportBoard((), (), (), now)
    case = Case.of(session, actor, incident, now)
    shown = [c for c in case.times.clocks if _sees(actor, case.lines[c.district])]
    rings = plan_of(session).rights.scope(actor, Action.CALL_UP) is not None
    return ReportBoard(
        clocks=tuple(_clock_line(case, clock, rings=rings) for clock in shown),
        reports=tuple(
            case.line(row) for row in reversed(case.rows) if _sees(actor, case.lines[row.district])
        ),
        begins=tuple(_begins(case)),
        now=now,
    )


def report_text(session: Session, actor: Actor, report_id: int, now: datetime) -> ReportText:
    """Raises RuleBroken where it is another office's."""
    row = session.get_one(ReportRow, report_id)
    incident = session.get_one(IncidentRow, row.incident_id)
    line = line_of(session, row.district)
    if not _sees(actor, line):
        raise RuleBroken("这份报告不属于本县区。")
    case = Case.of(session, actor, incident, now)
    before = session.get(ReportRow, row.after_id) if row.after_id else None
    usual, above, ways = _receivers(session, incident, line)
    contents = plan_of(session, incident.plan_version_id).report_elements
    return ReportText(
        line=case.line(row),
        title=incident.title,
        elements=elements_of(row),
        five=case.five,
        hints={code: item.hint for code, item in contents.items()},
        goes_on=report_label(before.kind, before.number) if before else "",
        usual=usual,
        above=above,
        ways=ways,
        usage=usage_of(session, None if row.kind is ReportKind.PHONE else PaperKind(row.kind)),
    )


@dataclass(frozen=True, slots=True)
class PhoneText:
    """What a telephone report says by the data, and whom it goes to."""

    elements: tuple[Element, ...]
    hints: Mapping[str, str]
    usual: tuple[str, ...]
    above: tuple[str, ...]


def phone_text(
    session: Session, incident_id: int, district: str | None, now: datetime
) -> PhoneText:
    incident = session.get_one(IncidentRow, incident_id)
    line = line_of(session, district)
    usual, above, _ = _receivers(session, incident, line)
    contents = plan_of(session, incident.plan_version_id).report_elements
    return PhoneText(
        elements=tuple(fill_in(session, incident, ReportKind.PHONE, now, line, ())),
        hints={code: item.hint for code, item in contents.items()},
        usual=usual,
        above=above,
    )


def _sees(actor: Actor, line: Line) -> bool:
    """A county bureau sees its own chain; everybody else all."""
    return own_county(actor) is None or line.district in actor.districts()


def _receivers(
    session: Session, incident: IncidentRow, line: Line
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Whom the chain reports to, who is above them, and the ways to reach them."""
    plan = plan_of(session, incident.plan_version_id)
    usual = receivers_for(session, plan, level_of(incident), line.chain, line.district)
    above = [a for a in plan.addressees.values() if a.chain == line.chain and a.skips]
    ways = dict.fromkeys(way for addressee, _ in usual for way in addressee.ways)
    return (
        tuple(name for _, name in usual),
        tuple(addressee_name(session, a, line.district) for a in above),
        tuple(ways),
    )


def _begins(case: Case) -> list[Begin]:
    """What the actor may begin in their chain: by right, and as far as the reports have come."""
    found = []
    for line in case.lines.values():
        if not case.may(Action.DRAFT_REPORT, line):
            continue
        standing = standing_of(case.incident, case.of_line(line))
        place = line.district or "city"
        found += [
            Begin(kind, line, Offer(f"{kind.value}_{place}", no_draft(kind, standing)))
            for kind in ReportKind
        ]
    return found


def _clock_line(case: Case, clock: ReportClock, *, rings: bool) -> ClockLine:
    office = case.lines[clock.district].office
    rows = {row.id: row.state for row in case.rows}
    state = rows.get(clock.report_id) if clock.report_id else None
    ring = ring_for(case.session, case.actor, clock, case.now)
    offers = only(offer_if(rings and ring is not None, "record_ring"))
    return ClockLine(clock, office, state, ring, offers)


def ring_for(session: Session, actor: Actor, clock: ReportClock, now: datetime) -> Ring | None:
    """Whom this person rings: who drafts rings 带班领导, who rings the commander, as people do.

    A county that is late is rung by the city's drafters too.
    """
    if clock.state not in PRESSING or actor.has(Role.COMMANDER):
        return None
    if clock.chain is Chain.CITY and _leads_the_duty(session, actor, now):
        commander = next(iter(holders(session, now, Role.COMMANDER)), None)
        if commander is None:
            return None
        return Ring(commander.name, commander.post, commander.mobile or commander.phone)
    chases = clock.chain is Chain.COUNTY and clock.state is ClockState.LATE
    mine = concerns(actor, clock.chain, clock.district)
    if not (mine or (chases and concerns(actor, Chain.CITY, None))):
        return None
    return clock.ring if clock.ring and clock.ring.name != actor.name else None


def _leads_the_duty(session: Session, actor: Actor, now: datetime) -> bool:
    person = on_duty(session, now, Role.LEAD_DUTY)
    return actor.has(Role.LEAD_DUTY) and (person is None or person.id == actor.person_id)
