"""What of the publicity stands in 先办: lines of the plan, cases at a gate, late research."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase
from commandcenter.domain.publicity.activities import ActivityState
from commandcenter.domain.publicity.cases import STATE_WORDS, CaseAct, CaseState
from commandcenter.domain.publicity.research import ResearchState
from commandcenter.domain.times import day_start, span_zh
from commandcenter.queries.offers import Offer
from commandcenter.queries.publicity.activities import activity_lines
from commandcenter.queries.publicity.cases import case_lines
from commandcenter.queries.publicity.research import research_board
from commandcenter.queries.support.first import FirstBoard, Source, first_of
from commandcenter.queries.support.first_line import FirstKind, FirstLine
from commandcenter.queries.support.when_words import late_words, left_words

GATES = frozenset(
    {CaseAct.LEGAL, CaseAct.SECRECY, CaseAct.APPROVE, CaseAct.PUBLISH, CaseAct.SUBMIT}
)


def publicity_first_board(session: Session, actor: Actor, now: datetime) -> FirstBoard:
    return first_of(session, actor, now, SOURCES)


def activity_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    """What is late, and what stands in 待我处理 already."""
    for line in activity_lines(session, actor, now):
        late = line.state is ActivityState.LATE
        if line.due_at is None or not (late or line.soon) or line.due_at > until:
            continue
        words = late_words(line.due_at, now) if late else left_words(line.due_at, now)
        yield FirstLine(
            FirstKind.PUBLICITY, line.id, late, line.topic, words, line.due_at,
            _offer(line.offers, frozenset({"hold"})),
        )  # fmt: skip


def case_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    """Whoever's turn it is; for all others it is to be read."""
    for line in case_lines(session, actor):
        if line.waits and line.state is not CaseState.DRAFT:
            waited = span_zh(now - line.since)
            when = phrase("{state}，已等 {span}", state=STATE_WORDS[line.state], span=waited)
            yield FirstLine(
                FirstKind.CASES, line.id, True, line.title, when, line.since,
                _offer(line.offers, GATES),
            )  # fmt: skip


def research_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    for line in research_board(session, actor, now).lines:
        late = line.state is ResearchState.LATE
        at = _end_of(line.ends_on)
        if late or (line.state is ResearchState.RUNNING and at <= until):
            words = late_words(at, now) if late else left_words(at, now)
            yield FirstLine(
                FirstKind.RESEARCH, line.id, late, f"{line.partner} {line.topic}", words, at,
                _offer(line.offers, frozenset({"finish"})),
            )  # fmt: skip


SOURCES: tuple[Source, ...] = (activity_first, case_first, research_first)


def _offer(offers: tuple[Offer, ...], keys: frozenset[str]) -> Offer | None:
    return next((each for each in offers if each.key in keys), None)


def _end_of(day: date) -> datetime:
    return day_start(day + timedelta(days=1)) - timedelta(seconds=1)
