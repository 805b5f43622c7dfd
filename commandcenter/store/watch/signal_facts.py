"""What the complaints behind a signal have in common, and how many people are behind them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow


@dataclass(frozen=True, slots=True)
class Facet:
    """One complaint, without what would name its person."""

    id: int
    at: datetime
    person: str  # person key
    subject_id: int | None
    brand: str
    category: str
    problem: str
    district: str | None


def facets(session: Session, ids: Collection[int]) -> dict[int, Facet]:
    """By id."""
    c = ComplaintRow.__table__.c
    found: dict[int, Facet] = {}
    for page in pages(sorted(ids)):
        rows = session.execute(
            select(
                c.id, c.registered_at, c.person_key, c.subject_id, c.brand, c.category, c.problem,
                c.district,
            ).where(among(c.id, page))
        )  # fmt: skip
        found |= {row[0]: Facet(*row) for row in rows}
    return found


def by_time(known: Mapping[int, Facet], ids: Iterable[int]) -> list[Facet]:
    """Those of `ids`, by time of registration."""
    return sorted((known[n] for n in ids if n in known), key=lambda f: (f.at, f.id))


def abnormal(found: Iterable[Facet], flagged: Collection[int], repeats: int) -> int:
    """Complaints that are `flagged`, or of a person who made `repeats` about one trader."""
    kept = list(found)
    often = Counter((f.person, f.subject_id) for f in kept if f.person and f.subject_id)
    many = {f.id for f in kept if f.subject_id and often[f.person, f.subject_id] >= repeats}
    return len(many | {f.id for f in kept if f.id in flagged})


def rows_behind(session: Session, signal_ids: Collection[int]) -> dict[int, set[int]]:
    """By signal its own complaints, without those of what was merged into it."""
    found: dict[int, set[int]] = {number: set() for number in signal_ids}
    behind = SignalComplaintRow.__table__.c
    for page in pages(sorted(signal_ids)):
        rows = session.execute(
            select(behind.signal_id, behind.complaint_id).where(among(behind.signal_id, page))
        )
        for signal, complaint in rows:
            found[signal].add(complaint)
    return found


def miscounted(session: Session) -> list[int]:
    """Signals that say another number of complaints than stand behind them."""
    behind = (
        select(SignalComplaintRow.signal_id, func.count().label("count"))
        .group_by(SignalComplaintRow.signal_id)
        .subquery()
    )
    rows = session.scalars(
        select(SignalRow.id)
        .outerjoin(behind, behind.c.signal_id == SignalRow.id)
        .where(SignalRow.observed != func.coalesce(behind.c.count, 0))
        .order_by(SignalRow.id)
    )
    return list(rows)


def overlaps(session: Session, signal_id: int) -> dict[int, int]:
    """By other signal how many complaints both have."""
    mine = SignalComplaintRow.__table__.alias("mine")
    other = SignalComplaintRow.__table__.alias("other")
    rows = session.execute(
        select(other.c.signal_id, func.count())
        .join(mine, mine.c.complaint_id == other.c.complaint_id)
        .where(mine.c.signal_id == signal_id, other.c.signal_id != signal_id)
        .group_by(other.c.signal_id)
    )
    return {signal: int(count) for signal, count in rows}
