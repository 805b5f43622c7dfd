"""权利告知单: what consumers are told of their ways, by an incident's rows and the plan's words."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import OPEN, STATE_WORDS
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.papers.paper_contents import office
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow, TallyRow

AT_DESKS = ("registered", "waiting")  # counted where people are registered
PLACES = 4  # told on one page


@dataclass(frozen=True, slots=True)
class RightsPaper:
    """`title`: of the incident, without the trader until it may be named outside. `places`:
    where people are registered, by the counts that came from there. `words`: the template's
    phrases by name; `accept_days`: working days until it is told whether a complaint is taken.
    """

    org: str
    title: str
    received_at: datetime
    places: tuple[str, ...]
    words: Mapping[str, str]
    accept_days: int
    at: datetime
    journal: JournalMark


def rights_paper(session: Session, incident_id: int, now: datetime) -> RightsPaper:
    """Raises RuleBroken once the incident is no matter of the bureau any more, or where the plan
    in force has no words for it."""
    incident, plan = session.get_one(IncidentRow, incident_id), plan_of(session)
    if incident.state not in OPEN:
        state = STATE_WORDS[incident.state]
        raise RuleBroken("事件处于“{now}”，不再印发权利告知单。", now=state)
    flow = plan.paper_flows.get(PaperKind.RIGHTS)
    template = plan.templates.get(flow.template) if flow else None
    if template is None:
        raise RuleBroken("现行预案还没有权利告知单的用语，请先运行 commandcenter init 升级。")
    return RightsPaper(
        org=office(session),
        title=incident.title if incident.released_name else incident.public_title,
        received_at=incident.received_at,
        places=_places(session, incident_id, now),
        words=dict(template.phrases),
        accept_days=plan.clocks["accept"].amount,
        at=now,
        journal=journal_mark(session),
    )


def _places(session: Session, incident_id: int, now: datetime) -> tuple[str, ...]:
    """Those that counted last come first."""
    last = func.max(TallyRow.at)
    rows = session.execute(
        select(TallyRow.place, last)
        .where(
            TallyRow.incident_id == incident_id,
            TallyRow.kind.in_(AT_DESKS),
            TallyRow.place != "",
            TallyRow.at <= now,
        )
        .group_by(TallyRow.place)
        .order_by(last.desc(), TallyRow.place)
        .limit(PLACES)
    )
    return tuple(place for place, _ in rows)
