"""Each number on a screen equals what is counted from the rows by hand."""

from collections import Counter, defaultdict
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.domain.complaints.complaint import Complainant, Precision
from commandcenter.domain.times import day_start, local
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.incident.situation import quiet_situation, situation
from commandcenter.queries.seat.desk import top_subjects, watch
from commandcenter.queries.seat.wall import top_categories
from tests.queries.conftest import rows_of


def joined(city):
    from sqlalchemy import select

    from commandcenter.store.tables.every import IncidentComplaintRow

    with city.db.read() as session:
        ids = set(session.scalars(select(IncidentComplaintRow.complaint_id)))
    return [row for row in rows_of(city) if row.id in ids]


def test_the_three_honest_counts_equal_the_rows(crowded):
    now = crowded.db.clock()
    counts = crowded.ask(situation, crowded.incident, now).counts
    all_rows = joined(crowded)
    rows = [row for row in all_rows if row.registered_at <= now]
    assert 50 < len(rows) < len(all_rows)  # some are of a minute to come
    assert counts.complaints == len(rows)
    named = {(r.person_key, local(r.registered_at).date()) for r in rows if r.person_key}
    assert counts.person_times == len(named) + sum(not r.person_key for r in rows)
    assert counts.people == len({r.person_key for r in rows if r.person_key})
    hour_ago = now - timedelta(hours=1)
    assert counts.last_hour == sum(hour_ago < r.registered_at <= now for r in rows)
    greatest = defaultdict(int)
    for row in rows:
        key = (row.person_key, row.subject_id) if row.person_key else row.id
        greatest[key] = max(greatest[key], row.amount_cents or 0)
    assert counts.amount_cents == sum(greatest.values())


PEOPLE = ("", "10000000001", "10000000002", "10000000003")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PEOPLE), st.integers(0, 60 * 50), st.sampled_from(["甲店", "乙店"]),
            st.sampled_from([None, 100, 250]),
        ),
        max_size=10,
    )
)  # fmt: skip
def test_people_person_times_and_money_are_counted_once_each(db, city, records):
    if "n" not in vars(city):  # the first example
        city.n, city.rows = 0, []
        city.incident = city.register()
    new = []
    for phone, ago, shop, cents in records:
        city.n += 1
        new.append(
            city.complaint(
                f"h{city.n}", ago, subject_name=shop, amount_cents=cents,
                complainant=Complainant("某", phone),
            )
        )  # fmt: skip
    city.take_in(*new)
    city.rows += new
    counts = city.ask(situation, city.incident, city.db.clock()).counts
    assert counts.complaints == len(city.rows)
    assert counts.people == len({c.complainant.phone for c in city.rows if c.complainant.phone})
    days = {(c.complainant.phone or c.number, local(c.registered_at).date()) for c in city.rows}
    assert counts.person_times == len(days)
    money = defaultdict(int)
    for c in city.rows:
        key = (c.complainant.phone, c.subject_name) if c.complainant.phone else c.number
        money[key] = max(money[key], c.amount_cents or 0)
    assert counts.amount_cents == sum(money.values())


def test_the_quiet_citys_numbers_equal_the_rows(crowded):
    now = crowded.db.clock()
    shown, rows = crowded.ask(quiet_situation, now), rows_of(crowded)
    midnight, day = day_start(local(now).date()), timedelta(days=1)
    today = [r for r in rows if midnight <= r.registered_at <= now]
    assert shown.today == len(today)
    assert shown.yesterday == sum(midnight - day <= r.registered_at <= now - day for r in rows)
    assert shown.last_hour == sum(now - timedelta(hours=1) <= r.registered_at <= now for r in rows)
    assert shown.reports == sum(r.kind == "report" for r in today)
    assert shown.food == sum(r.problem == "食品安全" for r in today)
    assert shown.other_province == sum(r.other_province for r in today)
    assert crowded.ask(watch, crowded.liwei, now).quiet == shown


def test_the_most_complained_about_are_counted_from_the_rows(crowded):
    now = crowded.db.clock()
    midnight = day_start(local(now).date())
    rows = [r for r in rows_of(crowded) if r.subject_id]
    today = Counter(r.subject_id for r in rows if midnight <= r.registered_at <= now)
    before = Counter(
        r.subject_id for r in rows if midnight - timedelta(days=28) <= r.registered_at < midnight
    )
    found = crowded.ask(top_subjects, crowded.liwei, now)
    assert {line.id: line.count for line in found} == today
    assert {line.id: line.usual for line in found} == {i: before[i] / 28 for i in today}


def test_the_walls_categories_are_counted_from_the_rows(crowded):
    now = crowded.db.clock()
    since, day = now - timedelta(hours=20), timedelta(days=1)
    rows = rows_of(crowded)
    today = Counter(r.category or "未分类" for r in rows if since <= r.registered_at < now)
    earlier = Counter(
        r.category or "未分类" for r in rows if since - day <= r.registered_at < now - day
    )
    shown = crowded.ask(top_categories, since, now, 20)
    assert {line.label: line.count for line in shown} == today
    assert {line.label: line.before for line in shown} == {k: earlier[k] for k in today}


def test_the_map_shades_counties_by_their_rows(crowded):
    now = crowded.db.clock()
    rows, since = rows_of(crowded), now - timedelta(hours=24)
    city = crowded.ask(map_picture, None, now)
    recent = [r for r in rows if since <= r.registered_at <= now]
    counts = Counter(r.district for r in recent if r.district)
    assert {d.code: d.count for d in city.districts if d.count} == counts
    placed = {r.id for r in recent if r.precision in (Precision.EXACT, Precision.TOWN)}
    assert {point.id for point in city.points} == placed
    own = crowded.ask(map_picture, crowded.incident, now)
    rows = [r for r in joined(crowded) if r.registered_at <= now]
    counts = Counter(r.district for r in rows if r.district)
    assert {d.code: d.count for d in own.districts if d.count} == counts
    assert {d.code for d in own.districts if d.concerned} == set(counts)
