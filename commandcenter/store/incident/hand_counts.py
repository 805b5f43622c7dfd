"""What was counted by hand, of each place the newest: one reader for tiles, matrix and papers.

There may be several places. Their newest counts are summed, and the sum is as old as the oldest.
A report from the site writes its head count here, too (`services.command.site`).

Of patients and schools no place is counted: whoever tells a number (市卫健委) tells that of the
whole incident, and the newest word holds. Two sources are never added up. So is a number of people
on site that the matrix states: it is that of all places until one of them is counted again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.kinds import TOTALS
from commandcenter.domain.phrase import enumerated, phrase
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.family import family_of
from commandcenter.store.incident.stated_facts import newest_stated
from commandcenter.store.read_once import read_once, rows_of_incident
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, TallyRow

ON_SITE = "on_site"
Place = tuple[int, str]  # the incident that counted there, and its name


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """The newest count of one place; "" where none was named. Of a total `place` is its source.
    `tally_id` 0: no count, but stated in the matrix.
    """

    tally_id: int
    place: str
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HandCount:
    """The sum over the places, never empty: each by its newest count, the oldest first.

    `total`: told of whole incidents; there are several only where some were merged into one.
    `before`: what was counted until the whole was stated.
    """

    places: tuple[PlaceCount, ...]
    total: bool = False
    before: "HandCount | None" = None

    @property
    def stated(self) -> bool:
        return any(not each.tally_id for each in self.places)

    @property
    def newest(self) -> datetime:
        return self.places[-1].at

    @property
    def value(self) -> int:
        return sum(each.value for each in self.places)

    @property
    def at(self) -> datetime:
        """No part of it is older."""
        return self.places[0].at

    @property
    def place(self) -> str:
        """In words: the place, or how many there are; of a total its sources."""
        if self.total:
            return enumerated(dict.fromkeys(each.place for each in self.places))
        n = len(self.places)
        return self.places[0].place if n == 1 else phrase("现场{n}处", n=n)


def hand_count(session: Session, incident_id: int, kind: str, at: datetime) -> HandCount | None:
    """None where nobody counted until then."""
    return hand_counts(session, incident_id, at).get(kind)


def hand_counts(session: Session, incident_id: int, at: datetime) -> Mapping[str, HandCount]:
    """By kind, as they were known at a moment."""
    return read_once(
        session, ("hand counts", incident_id, at), lambda: _hand_counts(session, incident_id, at)
    )


def _hand_counts(session: Session, incident_id: int, at: datetime) -> dict[str, HandCount]:
    """With those of the incidents that were merged into it: their counts add up."""
    family = family_of(session, incident_id)
    rows = session.scalars(
        select(TallyRow)
        .where(TallyRow.incident_id.in_(family), TallyRow.at <= at)
        .order_by(TallyRow.at, TallyRow.id)
    ).all()
    places = {
        member: {row.id: row.label for row in rows_of_incident(session, IncidentPlaceRow, member)}
        for member in family
    }
    newest: dict[str, dict[Place, TallyRow]] = {}
    for row in rows:
        known = places[row.incident_id]
        label = known.get(row.place_id or 0) or place_named(row.place, known.values())
        label = "" if row.kind in TOTALS else label
        newest.setdefault(row.kind, {})[row.incident_id, label] = row
    left: dict[Place, datetime] = {}
    if ON_SITE in newest:
        for member in family:
            left |= _left(session, member, at, list(places[member].values()))
    merged = joined(session, family)
    found = {
        kind: _whole(counts, incident_id, merged)
        if kind in TOTALS
        else _summed(counts, left if kind == ON_SITE else {})
        for kind, counts in newest.items()
    }
    there = _as_stated(session, incident_id, at, found.pop(ON_SITE, None))
    return found | ({ON_SITE: there} if there else {})


def _as_stated(
    session: Session, incident_id: int, at: datetime, counted: HandCount | None
) -> HandCount | None:
    """The word of the matrix, where no place was counted after it; None of 正在核查."""
    row = newest_stated(session, incident_id, at).get(ON_SITE)
    if row is None or (counted and row.as_of < counted.newest):
        return counted
    if row.value is None:
        return None
    whole = PlaceCount(0, row.source, row.value, row.as_of)
    return HandCount((whole,), total=True, before=counted)


def joined(session: Session, family: Sequence[int]) -> Mapping[int, datetime]:
    """When each incident was merged into another."""
    if len(family) == 1:
        return {}
    # no start reads it
    from commandcenter.store.tables.incident.incident_move import IncidentMoveRow

    move = IncidentMoveRow
    rows = session.execute(
        select(move.incident_id, func.max(move.at))
        .where(move.incident_id.in_(family), move.to_state == State.MERGED)
        .group_by(move.incident_id)
    )
    return dict(rows.all())


def _whole(
    told: Mapping[Place, TallyRow], incident_id: int, merged: Mapping[int, datetime]
) -> HandCount:
    members = standing({m: row.at for (m, _), row in told.items()}, incident_id, merged)
    return _count((told[m, ""] for m in members), total=True)


def standing(
    told: Mapping[int, datetime], incident_id: int, merged: Mapping[int, datetime]
) -> list[int]:
    """Of the incidents of a family those whose newest word stands. `told`: of when it speaks.

    What was told since others were merged into the incident is of all of them.
    """
    own = told.get(incident_id)
    return [m for m in told if own is None or m == incident_id or merged.get(m, own) >= own]


def _summed(places: Mapping[Place, TallyRow], left: Mapping[Place, datetime]) -> HandCount:
    """Without the places that were left; once all are, as the last of them was counted."""
    staying = [r for place, r in places.items() if place not in left or r.at > left[place]]
    return _count(staying or [max(places.values(), key=_age)])


def _age(row: TallyRow) -> tuple[datetime, int]:
    return row.at, row.id


def _count(rows: Iterable[TallyRow], *, total: bool = False) -> HandCount:
    places = (PlaceCount(r.id, r.place, r.value, r.at) for r in sorted(rows, key=_age))
    return HandCount(tuple(places), total)


def place_named(words: str, labels: Iterable[str]) -> str:
    """The incident's place that is meant: 城东店 is 悦力工场健身（城东店）; else the words."""
    known = list(labels)
    if words in known or not words:
        return words
    meant = [label for label in known if words in label or label in words]
    return meant[0] if len(meant) == 1 else words


def _left(
    session: Session, incident_id: int, at: datetime, labels: Sequence[str]
) -> dict[Place, datetime]:
    """Since when places are left: nobody counts there any more."""
    found: dict[Place, datetime] = {}
    reports = rows_of_incident(session, SiteReportRow, incident_id)
    for row in sorted(reports, key=lambda row: (row.seen_at, row.id)):
        place = incident_id, place_named(row.place, labels)
        if row.seen_at <= at and row.closes:
            found[place] = row.seen_at
        elif row.seen_at <= at:
            found.pop(place, None)
    return found
