"""Whom each chain reports an incident to, what has gone out in it, and whom to ring about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.command.report_chains import addressees_at
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import put_in, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.plan_items import Addressee
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.reports.report_clock import Ring
from commandcenter.late import late_name
from commandcenter.store.incident.leading_body import district_names
from commandcenter.store.people import on_duty
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

if TYPE_CHECKING:
    from commandcenter.store.reports.report_facts import county_people
else:  # with the first report of a county
    county_people = late_name("store.reports.report_facts", "county_people")

WRITTEN = "report_first"  # the obligation that says whom the written reports go to


def chain_of(row: ReportRow) -> tuple[Chain, str | None]:
    return Chain(row.chain or Chain.CITY), row.district


def receivers_for(
    session: Session, plan: PlanData, level: Level | None, chain: Chain, district: str | None
) -> list[tuple[Addressee, str]]:
    """Whom this chain reports to at the level, each with its name; 越级 is not among them."""
    item = plan.obligations[WRITTEN]
    named = set(addressees_at(plan, item).get(level, ())) if level else set()
    usual = [a for a in plan.addressees.values() if a.chain == chain and not a.skips]
    chosen = [a for a in usual if a.code in named] or usual
    return [(a, addressee_name(session, a, district)) for a in chosen]


def addressee_name(session: Session, addressee: Addressee, district: str | None) -> str:
    names = district_names(session, [district]) if district else []
    return put_in(addressee.title, county=names[0] if names else word("县（市、区）"))


def reports_begun(session: Session, incident_id: int) -> Sequence[ReportRow]:
    """All reports of an incident, of both chains, in the order in which they were begun."""
    return rows_of_incident(session, ReportRow, incident_id)


def receipts_of(session: Session, incident_id: int) -> Sequence[ReportReceiptRow]:
    """All receipts of an incident, in the order of sending."""
    return rows_of_incident(session, ReportReceiptRow, incident_id)


def contact_for(session: Session, now: datetime, district: str | None) -> Ring | None:
    """带班领导 of the city, for a county its own people: people ring people."""
    if district is None:
        person = on_duty(session, now, Role.LEAD_DUTY)
    else:
        person = next(iter(county_people(session, now, district)), None)
    return Ring(person.name, person.post, person.mobile or person.phone) if person else None
