"""Texts of complaints for the words they have in common, and where towns lie."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.tables.city import DistrictRow, TownRow
from commandcenter.store.tables.complaints.complaint import (
    ComplaintFlagRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.watch.streams import known_at


@dataclass(frozen=True, slots=True)
class Text:
    id: int
    at: datetime
    person: str  # person key
    words: str  # title and text


def texts(session: Session, as_of: datetime, after: datetime, until: datetime) -> list[Text]:
    """Registered after one moment and until another, as known at `as_of`; by time."""
    c = ComplaintRow.__table__.c
    rows = session.execute(
        select(c.id, c.registered_at, c.person_key, c.title, c.text)
        .where(c.registered_at > after, c.registered_at <= until, known_at(as_of))
        .order_by(c.registered_at, c.id)
    )
    return [
        Text(number, at, person, f"{title}。{text}") for number, at, person, title, text in rows
    ]


@dataclass(frozen=True, slots=True)
class TownPlace:
    key: str  # district/name, as in the streams
    lat: float
    lon: float


def town_places(session: Session) -> list[TownPlace]:
    """By key; of two with one name the first."""
    rows = session.scalars(select(TownRow).order_by(TownRow.id))
    found: dict[str, TownPlace] = {}
    for row in rows:
        key = f"{row.district}/{row.name}"
        found.setdefault(key, TownPlace(key, row.lat, row.lon))
    return [found[key] for key in sorted(found)]


def district_names(session: Session) -> dict[str, str]:
    rows = session.execute(select(DistrictRow.code, DistrictRow.name))
    return {row.code: row.name for row in rows}


def trader_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for page in pages(sorted(ids)):
        rows = session.execute(
            select(SubjectRow.id, SubjectRow.name).where(among(SubjectRow.__table__.c.id, page))
        )
        found |= {row.id: row.name for row in rows}
    return found


def flagged_ids(session: Session, ids: Collection[int], as_of: datetime) -> set[int]:
    """Those with a sign of an abnormal cluster (令121 Art. 17) that stood at `as_of`."""
    found: set[int] = set()
    flag = ComplaintFlagRow.__table__.c
    for page in pages(sorted(ids)):
        rows = session.execute(
            select(flag.complaint_id, flag.lifted_at).where(
                among(flag.complaint_id, page), flag.at <= as_of
            )
        )
        found |= {number for number, lifted in rows if lifted is None or lifted > as_of}
    return found
