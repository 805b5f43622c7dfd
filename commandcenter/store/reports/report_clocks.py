"""By when an incident is to be reported, worked out from its rows (plan 4.1(1)).

The chain of the level's addressees has to report; one that has begun to goes on. A county
whose incident the city reports itself need not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.org import Role
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import Addressee
from commandcenter.domain.reports.report import Chain, ReportKind, report_label
from commandcenter.domain.reports.report_clock import (
    CLOCK_WORDS,
    ClockKind,
    ClockState,
    ReportClock,
    Ring,
    Span,
    next_due,
    once_due,
    spans,
    state_of,
)
from commandcenter.store.incident.leading_body import IN_FORCE, district_names
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.reports.report_facts import county_people
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

LIVE = (State.ASSESSING, State.RESPONDING)
OVER = (State.ENDED, State.AFTERMATH, State.ARCHIVED)
CITY_WHO = "综合协调组、值班员"


def chain_of(row: ReportRow) -> tuple[Chain, str | None]:
    return Chain(row.chain or Chain.CITY), row.district


def receivers_for(
    session: Session, plan: PlanData, level: Level | None, chain: Chain, district: str | None
) -> list[tuple[Addressee, str]]:
    """Whom this chain reports to at the level, each with its name; 越级 is not among them."""
    named = set(plan.report_rules[level].addressees) if level else set()
    usual = [a for a in plan.addressees.values() if a.chain == chain and not a.skips]
    chosen = [a for a in usual if a.code in named] or usual
    return [(a, addressee_name(session, a, district)) for a in chosen]


def addressee_name(session: Session, addressee: Addressee, district: str | None) -> str:
    names = district_names(session, [district]) if district else []
    return addressee.title.replace("{county}", names[0] if names else "县（市、区）")


def reports_begun(session: Session, incident_id: int) -> Sequence[ReportRow]:
    """All reports of an incident, of both chains, in the order in which they were begun."""
    return rows_of_incident(session, ReportRow, incident_id)


def receipts_of(session: Session, incident_id: int) -> Sequence[ReportReceiptRow]:
    """All receipts of an incident, in the order of sending."""
    return rows_of_incident(session, ReportReceiptRow, incident_id)


def level_spans(session: Session, incident: IncidentRow) -> tuple[Span, ...]:
    """The levels that set the deadlines: the grade until the activation, then the response."""
    rows = rows_of_incident(session, LevelDecisionRow, incident.id)
    start = incident.activated_at
    decided = [
        Span(row.level, row.at)
        for row in rows
        if row.step in IN_FORCE
        and not row.ends
        and (row.axis is Axis.RESPONSE or start is None or row.at < start)
    ]
    level = incident.response or incident.grade
    if not decided and level is not None:
        decided = [Span(level, incident.received_at)]
    return spans(decided)


@dataclass(frozen=True)
class _Case:
    """Everything of one incident that its clocks are made from."""

    session: Session
    incident: IncidentRow
    now: datetime
    plan: PlanData
    levels: tuple[Span, ...]
    rows: Sequence[ReportRow]
    sent: dict[int, list[tuple[str, datetime]]]  # receivers of each report

    @property
    def level(self) -> Level:
        return self.levels[-1].level


def clocks(session: Session, incident: IncidentRow, now: datetime) -> list[ReportClock]:
    """All clocks of the incident: the open ones first, by deadline; then the done ones."""
    levels = level_spans(session, incident)
    if incident.verified_at is None or not levels:
        return []
    case = _case(session, incident, now, levels)
    found = _chain(case, Chain.CITY, None)
    city_reports = any(chain_of(row)[0] is Chain.CITY for row in case.rows)
    for district in incident.districts:
        own = any(chain_of(row) == (Chain.COUNTY, district) for row in case.rows)
        if own or not city_reports:
            found += _chain(case, Chain.COUNTY, district)
    if incident.state not in (*LIVE, *OVER):
        found = [clock for clock in found if not clock.open]
    return sorted(found, key=lambda c: (not c.open, c.due_at))


def _case(
    session: Session, incident: IncidentRow, now: datetime, levels: tuple[Span, ...]
) -> _Case:
    rows = reports_begun(session, incident.id)
    sent: dict[int, list[tuple[str, datetime]]] = {row.id: [] for row in rows}
    for receipt in receipts_of(session, incident.id):
        sent[receipt.report_id].append((receipt.receiver, receipt.sent_at))
    for row in rows:
        if row.sent_at and not sent[row.id]:  # sent before receipts were kept
            sent[row.id] = [(receiver, row.sent_at) for receiver in row.sent_to]
    plan = plan_of(session, incident.plan_version_id)
    return _Case(session, incident, now, plan, levels, rows, sent)


def _chain(case: _Case, chain: Chain, district: str | None) -> list[ReportClock]:
    rows = [row for row in case.rows if chain_of(row) == (chain, district)]
    obliged = [
        level
        for level, rule in case.plan.report_rules.items()
        if rows or any(case.plan.addressees[a].chain == chain for a in rule.addressees)
    ]
    builder = _Builder(case, chain, district, rows, obliged)
    return builder.clocks()


@dataclass(frozen=True)
class _Builder:
    """The clocks of one chain."""

    case: _Case
    chain: Chain
    district: str | None
    rows: list[ReportRow]
    obliged: list[Level]

    def clocks(self) -> list[ReportClock]:
        first = self._of(ReportKind.FIRST)
        sent_first = next((row.sent_at for row in first if row.sent_at), None)
        found = [*self._once(ClockKind.PHONE, sent_first), *self._once(ClockKind.FIRST, None)]
        if sent_first is not None:
            found += self._follow_ups(sent_first)
        if self.case.incident.ended_at and (sent_first or found):
            found += self._ends(self.case.incident.ended_at)
        return found

    def _of(self, kind: ReportKind) -> list[ReportRow]:
        return [row for row in self.rows if row.kind is kind]

    def _needed(self) -> list[str]:
        """By name, whom the level in force names for this chain."""
        case = self.case
        named = set(case.plan.report_rules[case.level].addressees)
        chosen = receivers_for(case.session, case.plan, case.level, self.chain, self.district)
        return [name for addressee, name in chosen if addressee.code in named]

    def _done(self, rows: list[ReportRow]) -> tuple[datetime | None, tuple[str, ...]]:
        """When the last of those needed had it, and who has not."""
        reached: dict[str, datetime] = {}
        for row in rows:
            for receiver, at in self.case.sent[row.id]:
                reached[receiver] = min(at, reached.get(receiver, at))
        missing = tuple(name for name in self._needed() if name not in reached)
        if missing or not reached:
            return None, missing
        needed = [reached[name] for name in self._needed()] or list(reached.values())
        return max(needed), ()

    def _once(self, kind: ClockKind, instead: datetime | None) -> list[ReportClock]:
        """Of a report made once; `instead`: a written one that came before the telephone."""
        case, rows = self.case, self._of(ReportKind(kind))
        done, missing = self._done(rows)
        if instead is not None and (done is None or instead < done):
            done, missing = instead, ()
        rules = case.plan.report_rules
        minutes = {
            level: rules[level].phone_minutes
            if kind is ClockKind.PHONE
            else rules[level].written_minutes
            for level in self.obliged
        }
        start = case.incident.received_at
        due = once_due(start, case.levels, minutes, done or case.now)
        return [self._clock(kind, 0, due, done, rows[:1], missing)] if due else []

    def _follow_ups(self, last: datetime) -> list[ReportClock]:
        case, found = self.case, []
        live = case.incident.state in LIVE
        rows = self._of(ReportKind.FOLLOW_UP)
        for row in rows:
            if row.sent_at is None and not live:
                continue
            done, missing = self._done([row])
            due = next_due(last, case.levels, case.plan.report_rules, row.sent_at or case.now)
            found.append(self._clock(ClockKind.FOLLOW_UP, row.number, due, done, [row], missing))
            last = row.sent_at or last
        if live and all(row.sent_at for row in rows):
            number = max((row.number for row in rows), default=0) + 1
            due = next_due(last, case.levels, case.plan.report_rules, case.now)
            found.append(self._clock(ClockKind.FOLLOW_UP, number, due, None, [], ()))
        return found

    def _ends(self, ended: datetime) -> list[ReportClock]:
        rule, rows = self.case.plan.report_rules[self.case.level], self._of(ReportKind.FINAL)
        done, missing = self._done(rows)
        due = ended + timedelta(minutes=rule.final_minutes)
        found = [self._clock(ClockKind.FINAL, 0, due, done, rows[:1], missing)]
        if self.chain is Chain.CITY:
            summary = ended + timedelta(days=rule.summary_days)
            found.append(self._clock(ClockKind.SUMMARY, 0, summary, self._summary_done(), [], ()))
        return found

    def _summary_done(self) -> datetime | None:
        return self.case.session.scalar(
            select(InquiryReportRow.signed_at)
            .where(InquiryReportRow.incident_id == self.case.incident.id)
            .where(InquiryReportRow.kind == "assessment", InquiryReportRow.signed_at.is_not(None))
            .order_by(InquiryReportRow.signed_at)
            .limit(1)
        )

    def _clock(
        self,
        kind: ClockKind,
        number: int,
        due: datetime,
        done: datetime | None,
        rows: list[ReportRow],
        missing: tuple[str, ...],
    ) -> ReportClock:
        case = self.case
        remind = timedelta(minutes=case.plan.number("report_remind_minutes"))
        state = state_of(due, done, case.now, remind)
        rings = done is None and state in (ClockState.SOON, ClockState.LATE)
        label = (
            report_label(ReportKind.FOLLOW_UP, number)
            if kind is ClockKind.FOLLOW_UP
            else CLOCK_WORDS[kind]
        )
        return ReportClock(
            kind,
            label,
            self.chain,
            self.district,
            due,
            done,
            state,
            self._office_name(),
            rows[0].id if rows else None,
            missing if rows else (),
            contact_for(case.session, case.now, self.district) if rings else None,
        )

    def _office_name(self) -> str:
        if self.district is None:
            return CITY_WHO
        return f"{''.join(district_names(self.case.session, [self.district]))}局"


def contact_for(session: Session, now: datetime, district: str | None) -> Ring | None:
    """带班领导 of the city, for a county its own people: people ring people."""
    if district is None:
        person = on_duty(session, now, Role.LEAD_DUTY)
    else:
        person = next(iter(county_people(session, now, district)), None)
    return Ring(person.name, person.post, person.mobile or person.phone) if person else None


def deadline_for(
    session: Session, incident: IncidentRow, row: ReportRow, now: datetime
) -> datetime | None:
    """By when a report that has been drafted is to be sent."""
    chain, district = chain_of(row)
    own = (
        clock.due_at
        for clock in clocks(session, incident, now)
        if clock.report_id == row.id and (clock.chain, clock.district) == (chain, district)
    )
    return next(own, None)
