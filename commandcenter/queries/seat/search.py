"""One search over everything: whatever stands in the database that who asks may read."""

from collections.abc import Collection, Mapping
from itertools import chain

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.seat.searching import asked
from commandcenter.domain.seat.sight import Sight, sight_of
from commandcenter.queries.seat import search_records as records
from commandcenter.queries.seat import search_said as said
from commandcenter.queries.seat.search_ask import Ask, Finder, HitKind, SearchHit
from commandcenter.store.complaints.word_index import asked_words
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of

FINDERS: tuple[Finder, ...] = (
    records.settings,
    records.incidents,
    records.signals,
    records.warnings,
    records.dates,
    records.papers,
    records.reports,
    records.releases,
    records.cases,
    records.people,
    records.clauses,
    said.log_lines,
    said.duty_lines,
    said.subjects,
    said.complaints,
)


def search(
    session: Session, actor: Actor, words: str, limit: int = 5, *, sight: Sight | None = None
) -> tuple[SearchHit, ...]:
    """What holds all the words, in any order; `limit` of each kind.

    A title or name is found by its pinyin, too. `sight`: of a drill's store, where it is another.
    """
    wanted = asked_words(words)
    return _found(session, actor, wanted, None, limit, sight) if wanted else ()


def found_again(
    session: Session,
    actor: Actor,
    keys: Mapping[HitKind, Collection[str]],
    *,
    sight: Sight | None = None,
) -> tuple[SearchHit, ...]:
    """What was chosen before, as it is called now; without what they may no longer read."""
    count = sum(map(len, keys.values()))
    return _found(session, actor, [], keys, count, sight) if count else ()


def _found(
    session: Session,
    actor: Actor,
    words: list[str],
    keys: Mapping[HitKind, Collection[str]] | None,
    limit: int,
    sight: Sight | None,
) -> tuple[SearchHit, ...]:
    seen = sight or sight_of(plan_of(session).rights, actor)
    ask = Ask(session, actor, now(session), seen, tuple(words), asked(words), keys, limit)
    return tuple(chain.from_iterable(finder(ask) for finder in FINDERS))
