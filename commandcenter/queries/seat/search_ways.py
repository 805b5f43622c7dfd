"""Ways of a desk (its pages, acts, settings) beside what stands in the database: in one answer."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.seat.searching import EXACT, asked
from commandcenter.domain.seat.sight import Sight
from commandcenter.queries.seat.readings import readings
from commandcenter.queries.seat.search import found_again, search
from commandcenter.queries.seat.search_ask import HitKind, Looked, Way
from commandcenter.store.complaints.word_index import asked_words


def looked_for(
    session: Session,
    actor: Actor,
    words: str,
    ways: Sequence[Way],
    lately: Sequence[str] = (),
    *,
    sight: Sight | None = None,
) -> Looked:
    return Looked(fitting(ways, words, lately), search(session, actor, words, sight=sight))


def looked_again(
    session: Session,
    actor: Actor,
    keys: Mapping[HitKind, Collection[str]],
    *,
    sight: Sight | None = None,
) -> Looked:
    """What was chosen lately, of what stands in the database."""
    return Looked((), found_again(session, actor, keys, sight=sight))


def fitting(ways: Sequence[Way], words: str, lately: Sequence[str] = ()) -> tuple[Way, ...]:
    """What is called just so first, then what was used lately, then what fits best. A way that
    has two names stands there once.
    """
    look = asked(asked_words(words))
    used = {key: n for n, key in enumerate(lately)}
    found = []
    for number, way in enumerate(ways):
        names = (way.words, way.chinese) if way.chinese else (way.words,)
        fits = (look.place(name, way.detail, readings, by_title=True) for name in names)
        place = min((fit for fit in fits if fit is not None), default=None)
        if place is not None:
            lately_used = used.get(way.key, len(used))
            order = (place != EXACT, lately_used, place, len(way.words), number)
            found.append((order, way))
    found.sort(key=lambda pair: pair[0])
    best: dict[str, Way] = {}
    for _, way in found:
        best.setdefault(way.key, way)
    return tuple(best.values())
