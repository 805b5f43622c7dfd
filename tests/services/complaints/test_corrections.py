"""Corrected rows, late rows and wrong imports: every count follows, and the past stays known."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from commandcenter.domain.complaints.complaint import Channel, Complainant, Source
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.incident.sources import sources
from commandcenter.services.complaints import flags, handling, intake, withdrawal
from commandcenter.services.complaints.correcting import older_words, others_words
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.complaints import rollups
from commandcenter.store.complaints.rollup_check import COLUMNS, check
from commandcenter.store.replay import Replay
from commandcenter.store.tables.every import (
    BatchRow,
    ComplainantRow,
    ComplaintCorrectionRow,
    ComplaintEventRow,
    ComplaintFlagRow,
    ComplaintRow,
    IncidentComplaintRow,
    JournalImageRow,
    RetentionRow,
    SubjectRow,
)
from commandcenter.store.verify import verify
from tests.services.shown_complaints import counted_from_rows, rolled_up, row_counts, stored


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(intake, "CHUNK", 3)


@pytest.fixture
def at(city):
    return city.db.clock().replace(microsecond=0) - timedelta(hours=3)


def row_of(city, number):
    with city.db.read() as session:
        return session.scalars(select(ComplaintRow).where(ComplaintRow.number == number)).one()


def sound(city):
    """The counts equal the rows, and the journal is whole."""
    with city.db.read() as session:
        assert counted_from_rows(session) == rolled_up(session)
        assert check(session).differences == ()
        assert verify(session).bad is None


def person_of(city, number):
    with city.db.read() as session:
        return session.scalars(
            select(ComplainantRow)
            .join(ComplaintRow, ComplaintRow.id == ComplainantRow.complaint_id)
            .where(ComplaintRow.number == number)
        ).one()


# --- corrected rows ------------------------------------------------------------------------


def test_the_same_number_with_other_words_is_a_correction_and_moves_every_count(city, at):
    first = [city.complaint(f"n{n}", registered_at=at) for n in range(8)]
    city.take_in(*first)
    sound(city)
    again = [
        replace(
            complaint, problem="价格", category="食品", district="990181", channel=Channel.APP,
            registered_at=at - timedelta(days=2), title="改过的标题",
        )
        for complaint in first[:5]
    ]  # fmt: skip
    taken = city.take_in(*again, *first[5:])
    assert (taken.accepted, taken.duplicates, taken.corrected) == (0, 8, 5)
    assert row_of(city, "n0").problem == "价格"
    assert row_of(city, "n7").problem == "合同"
    sound(city)
    with city.db.read() as session:
        assert sum(rolled_up(session).values()) == 4 * 8
        lines = session.scalars(select(ComplaintCorrectionRow)).all()
        assert [line.batch_id for line in lines] == [taken.batch_id] * 5
        assert set(lines[0].fields) >= {"problem", "category", "district", "channel", "title"}
        old = session.scalars(
            select(JournalImageRow.before).where(
                JournalImageRow.line == lines[0].line, JournalImageRow.table_name == "complaint"
            )
        ).first()
    assert json.loads(old)["title"] == "门店关闭，要求退费"


def test_a_file_that_says_the_same_corrects_nothing(city, at):
    rows = [city.complaint(f"n{n}", registered_at=at, lat=30.12345678, lon=120.5) for n in range(4)]
    city.take_in(*rows)
    assert city.take_in(*rows).corrected == 0
    assert row_counts(city, ComplaintCorrectionRow) == [0]


def test_what_a_file_leaves_empty_takes_nothing_away(city, at):
    full = city.complaint("n", registered_at=at, goods="年卡", urgency="紧急", online=True)
    city.take_in(full)
    bare = replace(
        full, goods="", urgency="", online=None, amount_cents=None, district=None, title="",
        complainant=Complainant(), subject_name="", brand="",
    )  # fmt: skip
    assert city.take_in(bare).corrected == 0
    row = row_of(city, "n")
    assert (row.goods, row.online, row.district, row.brand) == ("年卡", True, "990102", "悦力工场")
    assert person_of(city, "n").name == "王某"


def test_another_system_with_the_same_number_corrects_nothing(city, at):
    city.take_in(city.complaint("n", registered_at=at, source=Source.PLATFORM))
    other = city.complaint("n", registered_at=at, source=Source.HOTLINE, problem="价格")
    assert city.take_in(other).corrected == 0
    assert row_of(city, "n").problem == "合同"


def test_a_file_older_than_what_is_here_corrects_nothing(city, at):
    new = city.complaint("n", registered_at=at, source=Source.PLATFORM)
    city.take_in(new, exported_to={Source.PLATFORM: at + timedelta(hours=2)})
    old = replace(new, problem="价格")
    assert city.take_in(old, exported_to={Source.PLATFORM: at + timedelta(hours=1)}).corrected == 0
    later = {Source.PLATFORM: at + timedelta(hours=3)}
    assert city.take_in(old, exported_to=later).corrected == 1
    back = {Source.PLATFORM: at + timedelta(hours=2, minutes=30)}
    assert city.take_in(new, exported_to=back).corrected == 0
    assert row_of(city, "n").problem == "价格"


def test_a_row_that_tells_of_an_end_is_as_new_as_that_end(city, at):
    """What a system exports of those that were ended this week was registered long before."""
    new = city.complaint("n", registered_at=at, source=Source.PLATFORM, status="办理中")
    city.take_in(new, exported_to={Source.PLATFORM: at + timedelta(hours=2)})
    now, same = city.db.clock(), {Source.PLATFORM: at}
    ended = replace(new, status="已办结", finished_at=now - timedelta(minutes=1))
    taken = city.take_in(replace(ended, finished_at=now + timedelta(days=9)), exported_to=same)
    assert (taken.corrected, taken.older) == (0, ("n",))
    assert "1 件与文件不同，没有更正（n）" in older_words(taken.older)
    assert city.take_in(ended, exported_to=same).corrected == 1
    assert row_of(city, "n").status == "已办结"


def test_a_corrected_person_is_told_apart_anew_and_his_old_data_stay_in_the_image(city, at):
    first = city.complaint(
        "n", registered_at=at, complainant=Complainant("王某", "10000000001", address="某街")
    )
    city.take_in(first)
    key = row_of(city, "n").person_key
    new = replace(first, complainant=Complainant("王某某", "10000000002"))
    assert city.take_in(new).corrected == 1
    person = person_of(city, "n")
    assert (person.name, person.phone, person.address) == ("王某某", "10000000002", "某街")
    assert row_of(city, "n").person_key not in ("", key)
    with city.db.read() as session:
        images = session.scalars(
            select(JournalImageRow.before).where(JournalImageRow.table_name == "complainant")
        ).all()
    assert any("10000000001" in (image or "") for image in images)


def test_a_corrected_trader_is_found_or_entered(city, at):
    first = city.complaint("n", registered_at=at, subject_name="甲店")
    city.take_in(first, city.complaint("m", registered_at=at, subject_name="乙店"))
    assert city.take_in(replace(first, subject_name="乙店")).corrected == 1
    assert row_of(city, "n").subject_id == row_of(city, "m").subject_id
    assert city.take_in(replace(first, subject_name="丙店")).corrected == 1
    assert row_counts(city, SubjectRow) == [3]


def test_a_complaint_that_is_corrected_to_the_brand_of_an_incident_joins_it(city, at):
    incident = city.register()
    first = city.complaint("n", registered_at=at, brand="别家")
    city.take_in(first)
    assert row_counts(city, IncidentComplaintRow) == [0]
    city.take_in(replace(first, brand="悦力工场"))
    with city.db.read() as session:
        assert session.scalars(select(IncidentComplaintRow.incident_id)).all() == [incident]


def test_corrections_come_only_when_the_whole_file_is_in(city, at):
    first = city.complaint("n", registered_at=at)
    city.take_in(first)
    changed = [replace(first, problem="价格"), *(city.complaint(f"x{n}") for n in range(9))]
    facts = intake.FileFacts("x.csv", "0" * 64, "", 0, 0, 0)
    seen = []
    with pytest.raises(intake.Cancelled):
        intake.take_in(
            city.db, city.liwei, facts, changed, bytes(32),
            on_progress=lambda done: seen.append(row_of(city, "n").problem),
            should_stop=lambda: len(seen) == 2,
        )  # fmt: skip
    assert seen == ["合同", "合同"]
    assert row_of(city, "n").problem == "合同"
    assert row_counts(city, ComplaintCorrectionRow) == [0]
    sound(city)


def test_a_late_row_is_counted_where_it_belongs(city, at):
    city.take_in(city.complaint("n", registered_at=at))
    city.take_in(city.complaint("late", registered_at=at - timedelta(days=30)))
    with city.db.read() as session:
        day = rollups.day_bucket(at - timedelta(days=30))
        assert rolled_up(session)["day_problem", day, "合同"] == 1
    sound(city)


# --- wrong imports -------------------------------------------------------------------------


def withdraw(city, batch, why="导错了文件", login="liwei", **more):
    return withdrawal.withdraw(city.db, getattr(city, login), batch, why, **more)


def test_a_wrong_import_goes_whole_and_leaves_its_images(city, at):
    city.take_in(city.complaint("kept", registered_at=at, subject_name="留下的店"))
    kept, page = stored(city), city.ask(complaint_page, ComplaintFilter())
    wrong = city.take_in(
        *(city.complaint(f"x{n}", registered_at=at, subject_name=f"店{n}") for n in range(8)),
        exported_to={Source.PLATFORM: at},
    )
    assert withdraw(city, wrong.batch_id).complaints == 8
    assert stored(city) == kept
    assert city.ask(complaint_page, ComplaintFilter()) == page
    assert [s.source for s in city.ask(sources, city.db.clock())] == []
    sound(city)
    with city.db.read() as session:
        batch = session.get_one(BatchRow, wrong.batch_id)
        assert (batch.state, batch.withdrawn_by, batch.withdrawn_why) == (
            "undone", "李蔚", "导错了文件",
        )  # fmt: skip
        images = session.scalars(
            select(JournalImageRow.before).where(
                JournalImageRow.op == "delete", JournalImageRow.table_name == "complaint"
            )
        ).all()
    assert sorted(json.loads(image)["number"] for image in images) == [f"x{n}" for n in range(8)]


def test_the_past_still_has_what_was_taken_out(city, at):
    wrong = city.take_in(*(city.complaint(f"x{n}", registered_at=at) for n in range(5)))
    then = city.db.clock()
    withdraw(city, wrong.batch_id)
    replay = Replay.of_moment(city.db, then)
    past = replay.at(then)
    with past.read() as session:
        assert complaint_page(session, ComplaintFilter()).total == 5
    past.close()
    replay.close()


def test_complaints_of_an_incident_are_named_first_and_leave_only_when_told(city, at):
    city.register()
    wrong = city.take_in(*(city.complaint(f"x{n}", registered_at=at) for n in range(5)))
    with pytest.raises(RuleBroken, match="悦力工场健身闭店事件 5 件"):
        withdraw(city, wrong.batch_id)
    assert row_counts(city, ComplaintRow) == [5]
    taken = withdraw(city, wrong.batch_id, take_out=True)
    assert (taken.complaints, taken.taken_out) == (5, 5)
    assert row_counts(city, ComplaintRow, IncidentComplaintRow) == [0, 0]
    sound(city)
    with city.db.read() as session:
        left = session.scalars(
            select(JournalImageRow.after).where(
                JournalImageRow.table_name == "incident_complaint", JournalImageRow.op == "update"
            )
        ).all()
    assert all(json.loads(i)["removed_why"] == "撤销导入：导错了文件" for i in left)
    assert len(left) == 5


def test_acts_of_law_and_flags_go_with_the_import(city, at):
    wrong = city.take_in(*(city.complaint(f"x{n}", registered_at=at) for n in range(4)))
    number = row_of(city, "x1").id
    done = Done(HandlingAct.ACCEPT, city.db.clock() - timedelta(minutes=1), "受理")
    city.do(handling.carry_out, "liwei", [number], done)
    city.do(flags.flag, "liwei", [number], "内容雷同")
    assert row_counts(city, ComplaintEventRow, ComplaintFlagRow) == [1, 1]
    withdraw(city, wrong.batch_id)
    assert row_counts(city, ComplaintEventRow, ComplaintFlagRow, ComplaintRow) == [0, 0, 0]
    sound(city)


def test_a_trader_that_something_else_names_meanwhile_stays(city, at):
    wrong = city.take_in(city.complaint("x", registered_at=at, subject_name="店"))
    city.take_in(city.complaint("y", registered_at=at, subject_name="店"))
    withdraw(city, wrong.batch_id)
    assert row_counts(city, SubjectRow) == [1]
    sound(city)


def test_the_corrections_of_a_wrong_import_are_put_back(city, at):
    first = [
        city.complaint(f"n{n}", registered_at=at, lat=30.5, lon=120.5, precision="exact")
        for n in range(7)
    ]
    city.take_in(*first)
    before = [vars_of(row_of(city, f"n{n}")) for n in range(7)]
    who = [vars_of(person_of(city, f"n{n}")) for n in range(7)]
    wrong = city.take_in(*(
        replace(
            c, problem="价格", amount_cents=1, registered_at=at - timedelta(days=1), online=True,
            complainant=Complainant("李某", "10099999999"), subject_name="错店", district="990181",
            channel=Channel.APP, lat=30.6, lon=120.6,
        )
        for c in first
    ))  # fmt: skip
    assert wrong.corrected == 7
    withdraw(city, wrong.batch_id)
    assert [vars_of(row_of(city, f"n{n}")) for n in range(7)] == before
    assert [vars_of(person_of(city, f"n{n}")) for n in range(7)] == who
    sound(city)


def vars_of(row):
    return {column.name: getattr(row, column.name) for column in row.__table__.c}


def test_what_a_later_file_corrected_again_stays_as_that_one_has_it(city, at):
    first = city.complaint("n", registered_at=at)
    city.take_in(first)
    wrong = city.take_in(replace(first, problem="价格", goods="月卡"))
    city.take_in(replace(first, problem="质量", goods="月卡"))
    withdraw(city, wrong.batch_id)
    row = row_of(city, "n")
    assert (row.problem, row.goods) == ("质量", "")
    sound(city)


def test_a_withdrawal_that_was_broken_off_is_ended_by_any_seat(city, at):
    city.take_in(city.complaint("kept", registered_at=at))
    kept = stored(city)
    wrong = city.take_in(*(city.complaint(f"x{n}", registered_at=at) for n in range(8)))
    city.do(withdrawal.begin, "liwei", wrong.batch_id, "导错了")
    assert city.ask(complaint_page, ComplaintFilter()).total == 1
    soon = city.db.clock() + timedelta(seconds=1)
    assert intake.undo_abandoned(city.db, city.chenyu, soon) == 1
    assert stored(city) == kept
    sound(city)


@pytest.mark.parametrize(("login", "why"), [("liwei", " "), ("admin", "导错了")])
def test_it_takes_a_reason_and_the_right_to_take_in(city, at, login, why):
    wrong = city.take_in(city.complaint("x", registered_at=at))
    with pytest.raises(RuleBroken):
        withdraw(city, wrong.batch_id, why, login)
    assert row_counts(city, ComplaintRow) == [1]


def test_an_import_is_withdrawn_once(city, at):
    wrong = city.take_in(city.complaint("x", registered_at=at))
    withdraw(city, wrong.batch_id)
    with pytest.raises(RuleBroken, match="已经撤销"):
        withdraw(city, wrong.batch_id)


def test_a_corrected_complaint_of_another_import_is_withdrawn_with_its_own(city, at):
    first = city.complaint("n", registered_at=at)
    own = city.take_in(first)
    city.take_in(replace(first, problem="价格"))
    withdraw(city, own.batch_id)
    assert row_counts(city, ComplaintRow, ComplaintCorrectionRow) == [0, 0]
    sound(city)


def test_what_was_taken_out_can_be_taken_in_again(city, at):
    first = city.complaint("n", registered_at=at)
    wrong = city.take_in(first)
    withdraw(city, wrong.batch_id)
    assert city.take_in(first).accepted == 1
    sound(city)


# --- the check of the counts ---------------------------------------------------------------


def test_every_family_of_counts_is_checked():
    assert set(COLUMNS) == set(rollups.FAMILIES)


def test_a_count_that_is_wrong_is_said_and_not_mended(city, at):
    city.take_in(*(city.complaint(f"n{n}", registered_at=at) for n in range(4)))
    with city.db.transaction() as session:
        session.execute(text("UPDATE rollup SET count = 9 WHERE family = 'day_problem'"))
        session.execute(text("DELETE FROM rollup WHERE family = 'hour_channel'"))
    for _ in range(2):
        with city.db.read() as session:
            found = {d.family: (d.counted, d.kept) for d in check(session).differences}
        assert found == {"day_problem": (4, 9), "hour_channel": (4, 0)}


def test_no_file_brings_back_what_was_erased_by_a_decision(city, at):
    incident = city.register()
    first = city.complaint("n", registered_at=at)
    city.take_in(first)
    with city.db.write() as session:
        person = session.scalars(select(ComplainantRow)).one()
        person.name = person.phone = ""
        session.add(
            RetentionRow(
                incident_id=incident, decision="erase", scope=["identities"], lawful="",
                necessary="", secure="", reason="", signature="陈屿", decided_by="陈屿",
                at=city.db.clock(),
            )
        )  # fmt: skip
        journal.record(session, city.chenyu, "retention", incident, "decided", incident=incident)
    assert city.take_in(replace(first, title="又来了")).corrected == 0
    assert person_of(city, "n").name == ""


def test_a_file_changes_what_others_took_in_only_by_the_right_to_it(city):
    """Whoever takes in brings files; what they took in themselves they go on correcting."""
    with city.db.write() as session:
        for login, role, group in (
            ("gaoyuan", Role.MEMBER, Group.LOGISTICS), ("tangkai", Role.MEMBER, Group.COORDINATION),
        ):  # fmt: skip
            person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
            people.grant_role(session, PROGRAM, person, role, group)
    at = city.db.clock()
    city.take_in(city.complaint("theirs", registered_at=at, amount_cents=100))
    city.take_in(city.complaint("own", registered_at=at, amount_cents=100), login="gaoyuan")
    again = [
        city.complaint(number, registered_at=at, amount_cents=200) for number in ("theirs", "own")
    ]
    taken = city.take_in(*again, login="gaoyuan")
    assert (taken.corrected, taken.others) == (1, ("theirs",))
    assert "其中 1 件由他人登记" in others_words(taken.others)
    assert amounts(city) == {"theirs": 100, "own": 200}
    again = [replace(each, amount_cents=300) for each in again]
    taken = city.take_in(*again, login="tangkai")
    assert (taken.corrected, taken.others) == (2, ())
    assert amounts(city) == {"theirs": 300, "own": 300}


def test_an_import_of_others_is_withdrawn_only_by_the_right_to_it(city):
    taken = city.take_in(city.complaint("theirs"))
    own = city.take_in(city.complaint("own"), login="wuyue")
    with pytest.raises(RuleBroken, match="更正、撤销他人登记的投诉"):
        withdrawal.withdraw(city.db, city.wuyue, taken.batch_id, "不对")
    withdrawal.withdraw(city.db, city.wuyue, own.batch_id, "不对")
    assert set(amounts(city)) == {"theirs"}


def test_an_import_that_lost_its_seat_is_left_to_who_may_undo_it(city):
    with city.db.write() as session:
        batch = intake.open_batch(session, city.liwei, intake.FileFacts("", "x", "", 1, 0, 0))
    later = city.db.clock() + timedelta(hours=1)
    assert intake.undo_abandoned(city.db, city.wuyue, later) == 0
    assert intake.undo_abandoned(city.db, city.liwei, later) == 1
    with city.db.read() as session:
        assert session.get_one(BatchRow, batch).state == "undone"


def amounts(city):
    rows = select(ComplaintRow.number, ComplaintRow.amount_cents)
    return dict(city.ask(lambda session: session.execute(rows).all()))
