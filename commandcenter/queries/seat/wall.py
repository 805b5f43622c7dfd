"""What only the wall asks: its headline and its footer."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.command import PersonLine
from commandcenter.queries.incident.incidents import IncidentHead, incident_head
from commandcenter.queries.incident.live import provisional_of
from commandcenter.queries.incident.orals import UnsignedOral, unsigned_oral
from commandcenter.store.moment import counted, moment, registered
from commandcenter.store.office import office
from commandcenter.store.people import on_duty
from commandcenter.store.seat import bureau_facts
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class WallHeadline:
    office: str
    head: IncidentHead | None
    oral: UnsignedOral | None
    provisional: Level | None = None  # 暂按, while no level is decided


def wall_headline(session: Session, incident_id: int | None) -> WallHeadline:
    head = incident_head(session, incident_id) if incident_id else None
    oral = unsigned_oral(session, incident_id) if incident_id else None
    row = session.get(IncidentRow, incident_id) if incident_id else None
    provisional = provisional_of(session, row) if row else None
    return WallHeadline(office(session), head, oral, provisional)


def duty_phone(session: Session, now: datetime) -> str:
    """Of the duty room; where the bureau has not said it, of who is on duty."""
    if kept := bureau_facts.fact(session, bureau_facts.PHONE):
        return kept
    person = on_duty(session, now, Role.DUTY)
    return person.phone if person else ""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty and who leads the duty; None where nobody is rostered."""

    duty: PersonLine | None
    lead: PersonLine | None


def on_duty_now(session: Session, now: datetime) -> OnDuty:
    def line(role: Role) -> PersonLine | None:
        p = on_duty(session, now, role)
        return PersonLine(p.id, p.name, p.post, p.phone, present=True) if p else None

    return OnDuty(line(Role.DUTY), line(Role.LEAD_DUTY))


@dataclass(frozen=True, slots=True)
class TopLine:
    """One line of what complaints are about: a trade or a problem, never a trader's name."""

    label: str
    count: int
    before: int  # the day before, until the same time


def top_categories(
    session: Session, since: datetime, now: datetime, limit: int = 8
) -> list[TopLine]:
    """The trades complained about most since a time, with the day before beside."""

    m, day = moment(session, now), timedelta(days=1)

    def by_category(start: datetime, *until: ColumnElement[bool]) -> dict[str, int]:
        rows = session.execute(
            select(ComplaintRow.category, func.count())
            .where(ComplaintRow.registered_at >= start, counted(m), *until)
            .group_by(ComplaintRow.category)
        )
        return dict(rows.all())

    today, before = by_category(since), by_category(since - day, registered(m.back(day)))
    ordered = sorted(today, key=lambda c: (-today[c], c))[:limit]
    return [TopLine(c or word("未分类"), today[c], before.get(c, 0)) for c in ordered]
