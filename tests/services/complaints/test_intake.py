"""Complaints come in: whole or not at all, once each, seen by nobody before the end."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import Channel, Complainant, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.situation import Situation, situation
from commandcenter.queries.incident.sources import sources
from commandcenter.queries.seat.desk import Watch
from commandcenter.services.complaints import hand_entry, intake, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.store.complaints import rollup_check
from commandcenter.store.complaints.people import keyed
from commandcenter.store.tables.every import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    IncidentComplaintRow,
    JournalImageRow,
    SubjectRow,
)
from commandcenter.store.verify import verify
from tests.city import KEY
from tests.services.shown_complaints import (
    counted_from_rows,
    everything_shown,
    rolled_up,
    row_counts,
    stored,
)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 3)


FACTS = intake.FileFacts("x.csv", "0" * 64, "", 0, 0, 0)


def many(city, count, prefix="n", **fields):
    return [
        city.complaint(f"{prefix}{n}", 10 + n, subject_name=f"{prefix}店{n % 4}", **fields)
        for n in range(count)
    ]


def test_a_record_that_is_here_already_is_a_duplicate_wherever_it_comes_from(city):
    assert city.take_in(*many(city, 5)).accepted == 5
    again = [*many(city, 7), city.complaint("n6"), city.complaint("m"), city.complaint("m")]
    taken = city.take_in(*again)
    assert (taken.accepted, taken.duplicates) == (3, 7)
    assert row_counts(city, ComplaintRow, ComplainantRow) == [8, 8]
    with city.db.read() as session:
        batch = session.get_one(BatchRow, taken.batch_id)
        assert (batch.accepted, batch.duplicates, batch.state) == (3, 7, "closed")


def test_duplicates_within_the_file_are_counted_with_those_of_before(city):
    facts = intake.FileFacts("x.csv", "0" * 64, "", 9, 2, 4)
    taken = intake.take_in(city.db, city.liwei, facts, many(city, 3), KEY)
    assert (taken.accepted, taken.duplicates) == (3, 4)


def counted_in(answer):
    """How many complaints an answer counts that says its own moment, too."""
    match answer:
        case Situation():
            return answer.counts.complaints
        case Watch():
            return answer.quiet.last_hour
        case MapPicture():
            return sum(district.count for district in answer.districts)
    return None


def test_an_open_import_is_seen_by_no_query(city):
    city.take_in(*many(city, 4), city.complaint("old", minutes_ago=60 * 24 * 8))
    incident = city.register()
    now = city.db.clock()
    before = everything_shown(city, incident, now)
    during = []
    arriving = [
        *many(city, 6, "x"),
        city.complaint("ancient", minutes_ago=60 * 24 * 40),
        city.complaint("old2", minutes_ago=60 * 24 * 8),
        city.complaint("placed", lat=30.0, lon=120.0, precision="exact"),
    ]
    intake.take_in(
        city.db, city.liwei, FACTS, arriving, KEY,
        on_progress=lambda done: during.append(everything_shown(city, incident, now)),
    )  # fmt: skip
    assert len(during) == 3
    for seen in during:
        for then, was in zip(seen, before, strict=True):
            assert then == was
    # Of a new moment: where the import took its time the old one is past, and stays as it was.
    after = everything_shown(city, incident, city.db.clock())
    assert all(a != b for a, b in zip(after, before, strict=True) if not isinstance(a, tuple))
    assert after[0].total == 14
    for then, was in zip(map(counted_in, after), map(counted_in, before), strict=True):
        assert then is None or then > was


def test_an_incident_registered_meanwhile_gets_the_complaints_when_they_are_whole(city):
    incident = []

    def register(done):
        if not incident:
            incident.append(city.register())
            assert situation_of(city, incident[0]).complaints == 0

    intake.take_in(city.db, city.liwei, FACTS, many(city, 7), KEY, on_progress=register)
    assert situation_of(city, incident[0]).complaints == 7


def test_an_import_cancelled_after_an_incident_was_registered_still_leaves_nothing(city):
    asked = []

    def should_stop():
        asked.append(city.register() if len(asked) == 1 else None)
        return len(asked) == 3

    with pytest.raises(intake.Cancelled):
        intake.take_in(city.db, city.liwei, FACTS, many(city, 9), KEY, should_stop=should_stop)
    assert stored(city) == [0, 0, 0, 0]
    assert row_counts(city, IncidentComplaintRow) == [0]


def situation_of(city, incident):
    return city.ask(situation, incident, city.db.clock()).counts


def test_arrivals_join_the_live_incident_on_their_brand_once(city):
    incident = city.register()
    city.take_in(*many(city, 4), *many(city, 3, "o", brand="别家"), *many(city, 2, "e", brand=""))
    city.take_in(*many(city, 5))
    assert situation_of(city, incident).complaints == 5
    assert row_counts(city, IncidentComplaintRow) == [5]


def test_a_cancel_half_way_leaves_no_row_and_no_count(city):
    city.take_in(*many(city, 4))
    incident = city.register()
    now = city.db.clock()
    before, kept = everything_shown(city, incident, now), stored(city)
    done = []
    with pytest.raises(intake.Cancelled):
        intake.take_in(
            city.db, city.liwei, FACTS, many(city, 20, "x"), KEY,
            on_progress=done.append, should_stop=lambda: bool(done) and done[-1] >= 10,
        )  # fmt: skip
    assert done == [3, 6, 9, 12]
    assert stored(city) == kept
    assert everything_shown(city, incident, now) == before
    assert city.ask(verify).bad is None


def test_a_cancelled_import_leaves_no_personal_data_in_the_journal(city):
    person = Complainant("欧阳某某", "10012345678", address="某街 5 号")
    with pytest.raises(intake.Cancelled):
        intake.take_in(
            city.db, city.liwei, FACTS, [city.complaint("x", complainant=person)] * 4, KEY,
            should_stop=iter([False, True]).__next__,
        )  # fmt: skip
    with city.db.read() as session:
        images = session.scalars(select(JournalImageRow)).all()
        text = " ".join(f"{i.before} {i.after}" for i in images)
    assert "欧阳" not in text
    assert "10012345678" not in text


def test_a_change_of_a_settled_complaint_keeps_its_image(city):
    taken = city.take_in(city.complaint("n1"))
    with city.db.write() as session:
        row = session.scalars(select(ComplaintRow)).one()
        row.title = "改过"
        session.get_one(ComplainantRow, row.id).name = "李某"
        from commandcenter.store import journal

        journal.record(session, PROGRAM, "complaint", row.id, "changed")
    with city.db.read() as session:
        images = session.scalars(
            select(JournalImageRow).where(JournalImageRow.op == "update")
        ).all()
        changed = {i.table_name: json.loads(i.after) for i in images}
    assert changed["complaint"]["title"] == "改过"
    assert changed["complainant"]["name"] == "李某"
    assert taken.accepted == 1


def test_an_error_in_the_middle_of_the_stream_leaves_nothing(city):
    def broken():
        yield from many(city, 7)
        raise RuleBroken("文件中途无法读取。")

    with pytest.raises(RuleBroken, match="中途"):
        intake.take_in(city.db, city.liwei, FACTS, broken(), KEY)
    assert stored(city) == [0, 0, 0, 0]


def test_what_a_dead_import_left_is_not_told_as_here(city):
    """Found by the simulation: it was counted as here already, and then taken back out."""
    city.take_in(*many(city, 1, "x"))
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, FACTS)
    chunk = keyed(columns_of(many(city, 4)), KEY)
    with city.db.write() as session:
        known = intake.subjects.known_subjects(session)
        intake.store_chunk(session, city.liwei, batch, chunk, known)
    before = stored(city)
    with pytest.raises(intake.UnderWay, match="尚未完成"):
        city.take_in(*many(city, 4))
    assert stored(city) == before
    later = city.db.clock() + timedelta(seconds=1)
    assert intake.undo_abandoned(city.db, city.liwei, later) == 1
    assert city.take_in(*many(city, 4)).accepted == 4


def test_any_seat_undoes_what_a_dead_one_left(city):
    city.take_in(*many(city, 4))
    kept = stored(city)
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, FACTS)
    chunk = keyed(columns_of(many(city, 5, "x")), KEY)
    with city.db.write() as session:
        intake.store_chunk(
            session, city.liwei, batch, chunk, intake.subjects.known_subjects(session)
        )
    assert stored(city) != kept
    now = city.db.clock()
    assert intake.undo_abandoned(city.db, city.chenyu, now - timedelta(hours=1)) == 0
    assert intake.undo_abandoned(city.db, city.chenyu, now + timedelta(seconds=1)) == 1
    assert intake.undo_abandoned(city.db, city.chenyu, now + timedelta(seconds=1)) == 0
    assert stored(city) == kept
    with city.db.read() as session:
        assert session.get_one(BatchRow, batch).state == "undone"
        assert verify(session).bad is None


def test_a_finished_import_cannot_be_undone_by_mistake(city):
    taken = city.take_in(*many(city, 4))
    kept = stored(city)
    intake.undo(city.db, city.liwei, taken.batch_id)
    assert stored(city) == kept
    with city.db.read() as session:
        assert session.get_one(BatchRow, taken.batch_id).state == "closed"


def test_an_import_that_another_seat_undid_stops_and_leaves_nothing(city):
    def undo(done):
        if done == 6:
            soon = city.db.clock() + timedelta(seconds=1)
            assert intake.undo_abandoned(city.db, city.chenyu, soon) == 1

    with pytest.raises(RuleBroken, match="撤销"):
        intake.take_in(city.db, city.liwei, FACTS, many(city, 20), KEY, on_progress=undo)
    assert stored(city) == [0, 0, 0, 0]


def test_an_import_undone_after_its_last_row_is_not_shown(city):
    def undo(done):
        soon = city.db.clock() + timedelta(seconds=1)
        intake.undo_abandoned(city.db, city.chenyu, soon)

    with pytest.raises(RuleBroken, match="撤销"):
        intake.take_in(city.db, city.liwei, FACTS, many(city, 2), KEY, on_progress=undo)
    assert stored(city) == [0, 0, 0, 0]


def test_two_imports_at_once_share_their_traders(city):
    city.take_in(city.complaint("first"))  # so that both start from known traders
    barrier = threading.Barrier(2)

    def run(prefix):
        complaints = [
            city.complaint(f"{prefix}{n}", subject_name=f"店{n}", subject_code=f"9999{n:014d}")
            for n in range(12)
        ]
        barrier.wait()
        city.take_in(*complaints)

    threads = [threading.Thread(target=run, args=(p,)) for p in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert row_counts(city, ComplaintRow, SubjectRow) == [25, 13]
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)


def traders(city):
    with city.db.read() as session:
        query = select(ComplaintRow.number, ComplaintRow.subject_id)
        return dict(session.execute(query).all())


def test_a_trader_is_found_by_its_code_whatever_its_name(city):
    code = "99990100MA0000001X"
    city.take_in(city.complaint("a", subject_name="甲店", subject_code=code))
    city.take_in(city.complaint("b", subject_name="甲店（新名）", subject_code=code))
    found = traders(city)
    assert found["a"] == found["b"]


def test_traders_of_one_name_are_told_apart_by_their_codes(city):
    city.take_in(
        city.complaint("a", subject_name="甲店", subject_code="99990100MA0000001X"),
        city.complaint("b", subject_name="甲店", subject_code="99990100MA0000002X"),
        city.complaint("c", subject_name="甲店"),
        city.complaint("d", subject_name=""),
    )
    found = traders(city)
    assert found["a"] != found["b"]
    assert found["c"] == found["a"]
    assert found["d"] is None


def test_a_trader_without_a_code_is_found_by_its_name(city):
    city.take_in(city.complaint("a", subject_name="乙店"))
    city.take_in(city.complaint("b", subject_name="乙店", subject_code="99990100MA0000003X"))
    city.take_in(city.complaint("c", subject_name="乙店"))
    assert len(set(traders(city).values())) == 1
    assert row_counts(city, SubjectRow) == [1]


def test_who_may_not_take_in_complaints_is_told_so(city):
    with pytest.raises(RuleBroken):
        city.take_in(city.complaint("a"), login="admin")
    assert row_counts(city, BatchRow, ComplaintRow) == [0, 0]


def test_one_complaint_by_hand_is_shown_counted_and_joined_at_once(city):
    incident = city.register()
    number = city.do(hand_entry.enter_by_hand, "liwei", city.complaint("h1", minutes_ago=1), KEY)
    page = city.ask(complaint_page, ComplaintFilter())
    assert [(line.id, line.incident_id) for line in page.lines] == [(number, incident)]
    assert situation_of(city, incident).complaints == 1
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)
        batch = session.scalars(select(BatchRow)).one()
        assert (batch.accepted, batch.duplicates, batch.rejected) == (1, 0, 0)


def test_a_complaint_by_hand_needs_a_text_and_a_number_of_its_own(city):
    city.do(hand_entry.enter_by_hand, "liwei", city.complaint("h1"), KEY)
    with pytest.raises(RuleBroken, match="已经登记过"):
        city.do(hand_entry.enter_by_hand, "liwei", city.complaint("h1"), KEY)
    with pytest.raises(RuleBroken, match="投诉内容"):
        city.do(hand_entry.enter_by_hand, "liwei", city.complaint("h2", text=" "), KEY)
    with pytest.raises(RuleBroken, match="登记编号"):
        city.do(hand_entry.enter_by_hand, "liwei", city.complaint(" "), KEY)
    with pytest.raises(RuleBroken):
        city.do(hand_entry.enter_by_hand, "admin", city.complaint("h3"), KEY)
    assert row_counts(city, ComplaintRow) == [1]


def test_each_source_has_its_own_as_of_time_from_the_file(city):
    now = city.db.clock().replace(microsecond=0)
    to = {Source.PLATFORM: now - timedelta(hours=2), Source.HOTLINE: now - timedelta(hours=5)}
    city.take_in(city.complaint("a"), exported_to=to)
    city.take_in(city.complaint("b"), exported_to={Source.PLATFORM: now - timedelta(hours=3)})
    shown = {s.source: s.exported_to for s in city.ask(sources, city.db.clock())}
    assert shown == to


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),  # which record
            st.integers(-3, 60 * 24 * 10),  # minutes ago
            st.sampled_from(Channel),
            st.sampled_from(["合同", "价格", "", "其他🦄"]),
            st.sampled_from([None, "990102", "990181"]),
        ),
        max_size=12,
    ),
    st.sampled_from(["whole", "cancelled", "by hand"]),
)
def test_the_rollups_equal_the_rows_after_everything(db, city, records, way):
    complaints = [
        city.complaint(f"r{n}", ago, channel=channel, problem=problem, district=district)
        for n, ago, channel, problem, district in records
    ]
    if way == "by hand":
        for complaint in complaints[:2]:
            try:
                city.do(hand_entry.enter_by_hand, "liwei", complaint, KEY)
            except RuleBroken:
                continue  # it is here already
    elif way == "whole":
        city.take_in(*complaints)
    elif len(complaints) > 3:
        with pytest.raises(intake.Cancelled):
            intake.take_in(
                city.db, city.liwei, FACTS, complaints, KEY,
                should_stop=iter([False, True]).__next__,
            )  # fmt: skip
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)


def test_the_counts_follow_the_rows_at_every_step_of_taking_an_import_out(city, monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 2)
    city.take_in(*many(city, 3))
    facts = replace(FACTS, sha256="2" * 64)
    batch = intake.take_in(city.db, city.liwei, facts, many(city, 5, "again"), KEY).batch_id
    with city.db.write() as session:
        withdrawal.begin(session, city.liwei, batch, "重复导入")
    left, steps = True, 0
    while left:
        with city.db.write() as session:
            left = intake._undo_one(session, city.liwei, batch)
        steps += 1
        with city.db.read() as session:
            assert rollup_check.check(session).differences == ()
    assert steps == 4


def test_an_incident_has_only_the_brands_complaints_of_closed_imports(city):
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, FACTS)
        chunk = keyed(columns_of(many(city, 2)), KEY)
        intake.store_chunk(session, city.liwei, batch, chunk, intake.subjects.Known())
    incident = city.register()
    assert row_counts(city, IncidentComplaintRow) == [0]
    assert situation_of(city, incident).complaints == 0
