"""Figures that only people can tell (就医, 死亡, 波及学校): one word holds, the latest of all.

A word is a hand count, or a statement in the grading matrix. Tiles, matrix, reports, releases and
inquiries read it here, so that none of them knows another number than the others.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.kinds import BY_HAND, FACT_OF
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.hand_counts import HandCount, hand_counts
from commandcenter.store.incident.stated_facts import newest_stated, statements
from commandcenter.store.tables.incident.incident import TallyRow

COUNTED, STATED = "tally", "incident_fact"


@dataclass(frozen=True, slots=True)
class Word:
    """`at`: the time that it speaks of. `value` None: 正在核查. `holds`: the figure is this."""

    kind: str  # of the hand count, or the code of the fact
    table: str
    id: int
    value: int | None
    source: str
    at: datetime
    by: str
    holds: bool = False

    @property
    def stated(self) -> bool:
        return self.table == STATED


def fact_of(code: str) -> str:
    """The fact that says the same as a figure, or itself; "" of what is counted alone."""
    return FACT_OF.get(code, "" if code in BY_HAND else code)


def counted_alike(code: str) -> tuple[str, ...]:
    """The hand counts that say the same as a figure or a fact: of the hurt 就医 and 受伤害."""
    fact = FACT_OF.get(code)
    return tuple(each for each in BY_HAND if fact and FACT_OF.get(each) == fact) or (code,)


def counted(session: Session, incident_id: int, code: str, at: datetime) -> HandCount | None:
    """The newest hand count."""
    counts = hand_counts(session, incident_id, at)
    found = [counts[kind] for kind in counted_alike(code) if kind in counts]
    return max(found, key=lambda count: count.at, default=None)


def told(session: Session, incident_id: int, code: str, at: datetime) -> Word | None:
    """The word that holds at a moment: of one time that which was stated. None where nobody told.

    `code`: of a figure (treated), or of a fact (hurt).
    """
    count = counted(session, incident_id, code, at)
    row = newest_stated(session, incident_id, at).get(fact_of(code))
    if row is not None and (count is None or row.as_of >= count.at):
        return Word(row.code, STATED, row.id, row.value, row.source, row.as_of, row.by, holds=True)
    if count is None:
        return None
    newest = count.places[-1]
    return Word(code, COUNTED, newest.tally_id, count.value, count.place, count.at, "", holds=True)


def words_on(session: Session, incident_id: int, code: str, at: datetime) -> list[Word]:
    """All that was told until then, the newest first; those that the figure is made of hold."""
    held = told(session, incident_id, code, at)
    count = counted(session, incident_id, code, at)
    parts = {each.tally_id for each in count.places} if count and held and not held.stated else ()
    stands = held.id if held and held.stated else None
    found = [
        replace(word, holds=word.id == stands if word.stated else word.id in parts)
        for word in _words(session, incident_id, code, at)
    ]
    return sorted(found, key=lambda word: (word.at, word.stated, word.id), reverse=True)


def _words(session: Session, incident_id: int, code: str, at: datetime) -> Iterator[Word]:
    counts = session.scalars(
        select(TallyRow).where(
            TallyRow.incident_id.in_(family_of(session, incident_id)),
            TallyRow.kind.in_(counted_alike(code)),
            TallyRow.at <= at,
        )
    )
    for row in counts:
        yield Word(row.kind, COUNTED, row.id, row.value, row.place, row.at, row.by)
    for stated in statements(session, incident_id):
        if stated.code == fact_of(code) and stated.at <= at:
            yield Word(
                stated.code, STATED, stated.id, stated.value, stated.source, stated.as_of, stated.by
            )
