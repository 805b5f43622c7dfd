"""Texts of complaints for the words they have in common, and where towns lie."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.times import day_start
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store.buckets import micros
from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.tables.city import DistrictRow, TownRow
from commandcenter.store.tables.complaints.complaint import (
    ComplaintFlagRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.types import to_micros
from commandcenter.store.watch.streams import known_at

EARLIER, EARLIER_MOST = timedelta(days=28), 1_000
BEGINNING = 300  # characters of a text that are read
GATHERED = (StreamKind.KEYWORDS, StreamKind.MENTION)  # streams of matters that texts tell


@dataclass(frozen=True, slots=True)
class Text:
    """`at`: microseconds; `words`: title and the beginning of the text."""

    id: int
    at: int
    person: str  # person key
    subject: int | None
    brand: str
    words: str


def texts_of_day(session: Session, as_of: datetime, day: date) -> list[Text]:
    """Registered on a Shanghai day, as known at `as_of` (see `known_at`), enquiries left out: who
    asks has nothing to complain of. By time."""
    c = ComplaintRow.__table__.c
    start = day_start(day)
    return _texts(
        session,
        c.registered_at >= start,
        c.registered_at < start + timedelta(days=1),
        c.kind != ComplaintKind.ENQUIRY,
        known_at(as_of),
    )


def texts_of(session: Session, ids: Collection[int]) -> list[Text]:
    """Of these complaints, by time."""
    column = ComplaintRow.__table__.c.id
    found = [text for page in pages(sorted(ids)) for text in _texts(session, among(column, page))]
    return sorted(found, key=lambda text: (text.at, text.id))


def texts_before(session: Session, as_of: datetime, until: datetime) -> list[Text]:
    """Of the weeks before a moment at most so many, every so many-th by its number."""
    c = ComplaintRow.__table__.c
    which = (
        c.registered_at >= until - EARLIER, c.registered_at < until,
        known_at(as_of),
    )  # fmt: skip
    total = session.scalar(select(func.count()).select_from(ComplaintRow).where(*which)) or 0
    return _texts(session, *which, c.id % max(1, -(-total // EARLIER_MOST)) == 0)


def _texts(session: Session, *which: ColumnElement[bool]) -> list[Text]:
    c = ComplaintRow.__table__.c
    words = c.title + "。" + func.substr(c.text, 1, BEGINNING)
    rows = session.execute(
        select(c.id, micros(session, c.registered_at), c.person_key, c.subject_id, c.brand, words)
        .where(*which)
        .order_by(c.registered_at, c.id)
    )
    return [Text(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A signal of a matter that texts tell. `rows`: complaint and time, by time."""

    stream: StreamKind
    key: str
    title: str
    rows: tuple[tuple[int, int], ...]


def open_matters(session: Session, since: datetime) -> list[OpenMatter]:
    """Those with a complaint after `since`, in whatever state; the newest of a stream and key."""
    c = ComplaintRow.__table__.c
    found: dict[tuple[StreamKind, str], OpenMatter] = {}
    signals = session.execute(
        select(SignalRow.id, SignalRow.stream, SignalRow.key, SignalRow.title)
        .where(SignalRow.stream.in_(GATHERED), SignalRow.until_at >= since)
        .order_by(SignalRow.id)
    )
    for number, stream, key, title in signals.all():
        rows = session.execute(
            select(c.id, c.registered_at)
            .join(SignalComplaintRow, SignalComplaintRow.complaint_id == c.id)
            .where(SignalComplaintRow.signal_id == number)
            .order_by(c.registered_at, c.id)
        )
        kept = tuple((complaint, to_micros(at)) for complaint, at in rows)
        found[stream, key] = OpenMatter(stream, key, title, kept)
    return list(found.values())


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
