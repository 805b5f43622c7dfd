"""值班快报: an incident told in a few sentences, before and beside its reports."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import LIVE, STATE_WORDS
from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import Role
from commandcenter.domain.reports.report import Chain
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import known_facts
from commandcenter.queries.incident.paper_stamp import Stamp, stamp
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.store.incident import decreases
from commandcenter.store.incident.stated_facts import statements
from commandcenter.store.people import on_duty
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.reports.report_done import (
    LEVELS,
    Span,
    done_in,
    done_words,
    level_steps,
)
from commandcenter.store.reports.report_intended import intended
from commandcenter.store.reports.report_receivers import receivers_for
from commandcenter.store.tables.incident.incident import IncidentRow

MEASURES = 6  # told in a paper of a page and a half
HARM = ("dead", "hurt", "school_hurt")  # facts of the plan


@dataclass(frozen=True, slots=True)
class Harm:
    """People who were hurt, as it was told last (fact `code`); `value` None: 正在核查."""

    code: str
    title: str
    value: int | None
    unit: str
    source: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Express:
    """`way`: how it was heard of; `summary` in the words of who wrote it.

    `done`: what the record proves, each with its time; `planned`: what is decided and not proved.
    """

    stamp: Stamp
    situation: Situation
    sent_to: tuple[str, ...]
    way: str
    summary: str
    harm: tuple[Harm, ...]
    levels: tuple[LevelStep, ...]  # oldest first
    done: str
    planned: str
    contact: str
    phone: str  # of the office
    lost: str = ""  # what the counts lost since the last paper


def express(session: Session, incident_id: int, now: datetime) -> Express:
    """Raises RuleBroken once nothing is to be decided any more: then the 终报 says it."""
    incident = session.get_one(IncidentRow, incident_id)
    if incident.state not in LIVE:
        raise RuleBroken("事件处于“{now}”，不再编发值班快报。", now=STATE_WORDS[incident.state])
    cover = cover_of(session, incident)
    plan = plan_of(session, incident.plan_version_id)
    level = incident.response or incident.grade
    duty = on_duty(session, now, Role.DUTY)
    # The decisions on levels have a sentence of their own.
    done = [d for d in done_in(Span(session, incident, None, now)) if d.source != LEVELS]
    return Express(
        stamp=stamp(session, incident_id, now),
        situation=situation(session, incident_id, now),
        sent_to=tuple(name for _, name in receivers_for(session, plan, level, Chain.CITY, None)),
        way=cover(incident.received_by_way),
        summary=cover(incident.summary),
        harm=stated_harm(session, incident, now),
        levels=level_steps(session, incident_id),
        done=cover(done_words(done, Moments(now), MEASURES)),
        planned=cover(intended(Span(session, incident, None, now))[0]),
        contact=duty.name if duty else "",
        phone=duty.phone if duty else "",
        lost=cover(decreases.words(session, incident_id, now)),
    )


def stated_harm(session: Session, incident: IncidentRow, now: datetime) -> tuple[Harm, ...]:
    """What was told of the dead and the hurt; nothing where nobody told of any."""
    plan = plan_of(session, incident.plan_version_id)
    facts = known_facts(session, incident, plan, statements(session, incident.id), now)
    known = [(code, facts[code]) for code in HARM if code in facts]
    return tuple(
        Harm(code, fact.title, fact.held.value, fact.unit, fact.held.source, fact.held.as_of)
        for code, fact in known
        if fact.held is not None
    )
