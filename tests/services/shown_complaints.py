"""All that the screens show of complaints, and what the tables hold of them."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select

from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.seat.desk import watch
from commandcenter.queries.seat.search import search
from commandcenter.queries.watch.timeline import timeline
from commandcenter.store.complaints import rollups
from commandcenter.store.tables.every import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    RollupRow,
    SubjectRow,
)


def everything_shown(city, incident, now):
    """All answers that count or list complaints, of one moment."""
    start = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=12)

    def ask(session):
        return (
            complaint_page(session, ComplaintFilter()),
            complaint_page(session, ComplaintFilter(words="店")),
            complaint_page(session, ComplaintFilter(incident_id=incident)),
            timeline(session, None, start, now, 30, now=now),
            timeline(session, None, start, now, 60, "category", now=now),
            timeline(session, incident, start, now, 30, now=now),
            situation(session, incident, now),
            watch(session, city.liwei, now),
            map_picture(session, None, now),
            map_picture(session, incident, now),
            search(session, city.liwei, "店"),
            sources(session, now),
        )

    return city.ask(ask)


def row_counts(city, *tables):
    with city.db.read() as session:
        return [session.scalar(select(func.count()).select_from(t)) for t in tables]


def stored(city):
    """Rows of complaints, their people, traders and counts."""
    return row_counts(city, ComplaintRow, ComplainantRow, SubjectRow, RollupRow)


def counted_from_rows(session):
    """What the rollups of all settled imports must be."""
    open_ones = select(BatchRow.id).where(BatchRow.state == "open")
    found = Counter()
    for row in session.scalars(select(ComplaintRow).where(ComplaintRow.batch_id.not_in(open_ones))):
        hour, day = rollups.hour_bucket(row.registered_at), rollups.day_bucket(row.registered_at)
        found["hour_channel", hour, row.channel.value] += 1
        found["day_district", day, row.district or ""] += 1
        found["day_category", day, row.category] += 1
        found["day_problem", day, row.problem] += 1
    return found


def rolled_up(session):
    """The counts that the rollups hold of settled imports."""
    open_ones = select(BatchRow.id).where(BatchRow.state == "open")
    found = Counter()
    for row in session.scalars(select(RollupRow).where(RollupRow.batch_id.not_in(open_ones))):
        found[row.family, row.bucket, row.key] += row.count
    return found
