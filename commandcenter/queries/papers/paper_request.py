"""请示: what the body above is asked to decide, and what the bureau's own judgement rests on."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import shown
from commandcenter.domain.incident.facts import CHECKING, Fact, facts_then
from commandcenter.domain.level import Level
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.paper_express import HARM, Express, express
from commandcenter.store.incident.grade_steps import AskedAbove, asked_above
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.papers.paper_receivers import offered
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow


@dataclass(frozen=True, slots=True)
class BasisFact:
    """A fact as it was known then: its value in words, up to when, from whom."""

    title: str
    value: str
    as_of: datetime
    source: str


@dataclass(frozen=True, slots=True)
class BasisRule:
    """A reference condition that the facts touch. `approved`: its numbers are the bureau's own."""

    level: str
    title: str
    words: str
    approved: bool


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """`told`: the incident as a 值班快报 has it. `level`: what is asked for.

    `clause`, `response_clause`: of the plan, on the grade and on the response, and what it says
    of who takes part at that level (`response_words`); `lead`: who leads until it is decided;
    `initial`: the commander has signed a 初判; `as_of`: of facts and rules.
    """

    told: Express
    level: Level
    initial: bool
    reason: str
    held_at: datetime | None
    conclusion: str
    organ: str
    copies: tuple[str, ...]
    clause: str
    response_clause: str
    response_words: str
    lead: str
    facts: tuple[BasisFact, ...]
    rules: tuple[BasisRule, ...]
    as_of: datetime


def request_paper(session: Session, incident_id: int, now: datetime) -> RequestPaper:
    """Raises RuleBroken unless a grade that is decided above was suggested or judged."""
    asked = asked_above(session, incident_id)
    if asked is None:
        raise RuleBroken("本事件没有Ⅰ级、Ⅱ级的定级建议或者初判，没有须报请上级决定的事项。")
    incident = session.get_one(IncidentRow, incident_id)
    plan, basis = plan_of(session, incident.plan_version_id), asked.basis
    template = plan_of(session).templates.get(PaperKind.REQUEST.value)
    to = offered(session, template, PaperKind.REQUEST, incident_id)
    cover, held = cover_of(session, incident), _held(session, basis)
    return RequestPaper(
        told=express(session, incident_id, now),
        level=asked.level,
        initial=asked.initial,
        reason=cover(basis.reason),
        held_at=held.held_at if held else None,
        conclusion=cover(held.conclusion) if held else "",
        organ="、".join(to.sent_to),
        copies=to.copies,
        clause=plan.grades[asked.level].clause,
        response_clause=plan.responses[asked.level].clause,
        response_words=plan.responses[asked.level].words.partition("，")[0],
        lead=lead_words(session, incident, incident.response) if incident.response else "",
        facts=tuple(_facts(basis)),
        rules=tuple(_rules(asked)),
        as_of=basis.at,
    )


def _held(session: Session, basis: LevelDecisionRow) -> ConsultationRow | None:
    """The 会商 that the suggestion rests on; a 初判 rests on what it answers."""
    told = session.get(LevelDecisionRow, basis.answers) if basis.answers else None
    number = basis.consultation_id or (told.consultation_id if told else None)
    return session.get(ConsultationRow, number) if number else None


def _facts(basis: LevelDecisionRow) -> Iterator[BasisFact]:
    """What is known; a zero says something only of the dead and the hurt."""
    for fact in facts_then(basis.facts):
        if fact.held is not None and (fact.value or fact.value is None or fact.code in HARM):
            yield BasisFact(fact.title, _value(fact), fact.held.as_of, fact.held.source)


def _value(fact: Fact) -> str:
    value = fact.value
    if value is None:
        return CHECKING
    if fact.ranks:
        return fact.ranks[min(value, len(fact.ranks) - 1)]
    return shown(Decimal(value), fact.unit)


def _rules(asked: AskedAbove) -> Iterator[BasisRule]:
    """Those of the level that is asked for, and of graver ones."""
    touched = asked.basis.facts.get("touched")
    for each in touched if isinstance(touched, list) else []:
        level = Level(each["level"])
        if not asked.level.graver_than(level):
            yield BasisRule(
                f"{level.sign}级",
                str(each["title"]),
                str(each["words"]),
                not each["proposal"],
            )
