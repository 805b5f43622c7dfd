"""要情专报: an incident for who decides above: what it is, what was done, what is asked for."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN, STATE_WORDS
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.paper_briefing import Briefing, briefing
from commandcenter.queries.papers.paper_opinion import Opinions, opinions
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.reports.report_done import Span
from commandcenter.store.reports.report_intended import intended
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.incident.incident import IncidentRow


@dataclass(frozen=True, slots=True)
class SpecialPaper:
    """`brief`: the same facts as the meeting has. `way`: how it was heard of; `planned`: what is
    decided and not proved."""

    brief: Briefing
    sent_to: tuple[str, ...]
    way: str
    opinions: Opinions
    planned: str
    contact: str
    phone: str


def special_paper(session: Session, incident_id: int, now: datetime) -> SpecialPaper:
    """Raises RuleBroken once nothing of the incident is to be done any more."""
    incident = session.get_one(IncidentRow, incident_id)
    if incident.state not in OPEN:
        raise RuleBroken("事件处于“{now}”，不再编发要情专报。", now=STATE_WORDS[incident.state])
    cover = cover_of(session, incident)
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    duty = on_duty(session, now, Role.DUTY)
    return SpecialPaper(
        brief=briefing(session, incident_id, now),
        sent_to=tuple(name for _, name in receivers_for(session, plan, level, Chain.CITY, None)),
        way=cover(incident.received_by_way),
        opinions=opinions(session, incident_id, now, cover),
        planned=cover(intended(Span(session, incident, None, now))[0]),
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
    )
