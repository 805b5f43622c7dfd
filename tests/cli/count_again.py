"""The numbers of the demo's incident, counted again from the file by hand-written SQL."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pysqlite3.dbapi2 as sqlite

DAY = 86_400_000_000
HOUR = 3_600_000_000
SHANGHAI = 8 * 3_600_000_000


@dataclass(frozen=True)
class Numbers:
    complaints: int
    people: int
    person_times: int
    last_hour: int  # the last that is here of each source
    amount_cents: int
    by_district: dict[str, int]


def micros(at):
    return round((at - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))


def count(path, now, incident=1):
    """What belonged to the incident at a moment (aware UTC), with nobody counted twice."""
    connection = sqlite.connect(path)
    rows = connection.execute(
        "SELECT c.registered_at, c.person_key, c.subject_id, c.amount_cents, d.name, c.source "
        "FROM complaint c JOIN incident_complaint i ON i.complaint_id = c.id "
        "JOIN batch b ON b.id = c.batch_id LEFT JOIN district d ON d.code = c.district "
        "WHERE i.incident_id = ? AND i.at <= ? AND i.removed_at IS NULL AND b.state = 'closed'",
        (incident, micros(now)),
    ).fetchall()
    ends = dict(zip(("12315", "12345"), connection.execute(
        "SELECT max(platform_to), max(hotline_to) FROM batch "
        "WHERE state = 'closed' AND closed_at <= ?", (micros(now),)
    ).fetchone(), strict=True))  # fmt: skip
    connection.close()
    until = {source: end if end else micros(now) for source, end in ends.items()}
    until["desk"] = micros(now)
    biggest, places = {}, {}
    for _, person, subject, cents, district, _ in rows:
        if cents is not None:
            key = (person, subject) if person else object()  # of the nameless each counts
            biggest[key] = max(cents, biggest.get(key, 0))
        places[district] = places.get(district, 0) + 1
    nameless = sum(not row[1] for row in rows)
    named = [row for row in rows if row[1]]
    return Numbers(
        complaints=len(rows),
        people=len({row[1] for row in named}),
        person_times=len({(row[1], (row[0] + SHANGHAI) // DAY) for row in named}) + nameless,
        last_hour=sum(until[row[5]] - HOUR < row[0] <= until[row[5]] for row in rows),
        amount_cents=sum(biggest.values()),
        by_district=places,
    )
