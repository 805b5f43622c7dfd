"""Inspections and surveys: once for each number, corrected, tied to the trader, looked at again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import NewRecord, RecordKind, RecordResult
from commandcenter.queries.watch import risk_records as module
from commandcenter.queries.watch.risk_records import RecordFilter, record_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.services.watch import risk_records
from commandcenter.store.tables.every import JournalLineRow, RiskRecordRow, SubjectRow
from commandcenter.store.verify import verify
from tests.city import EAST

CODE = "91990102MA0GYM0015"
DAY = timedelta(days=1)


def record(city, **fields):
    values = {
        "kind": RecordKind.INSPECTION,
        "title": "预付卡专项检查",
        "held_at": city.db.clock() - 2 * DAY,
        "result": RecordResult.PROBLEMS,
        "findings": "未公示退费办法",
        "subject_name": "某健身店",
        "district": EAST,
        "number": "X1",
        "system": "双随机平台",
    }
    return NewRecord(**(values | fields))


def take_in(city, *records, login="liwei"):
    return risk_records.take_in(city.db, getattr(city, login), records, "x.csv")


def rows(city):
    with city.db.read() as session:
        return session.scalars(select(RiskRecordRow).order_by(RiskRecordRow.id)).all()


def test_a_number_comes_in_once_and_the_second_time_corrects(city):
    first = take_in(city, record(city), record(city, number="X2"))
    same = take_in(city, record(city, held_at=rows(city)[0].held_at))
    other = take_in(city, record(city, findings="已张贴退费办法，合同缺项"))
    assert (first.entered, same.same, other.corrected) == (2, 1, 1)
    one, two = rows(city)
    assert (one.findings, one.corrected_by, two.corrected_at) == (
        "已张贴退费办法，合同缺项",
        "李蔚",
        None,
    )
    with city.db.read() as session:
        lines = session.scalars(
            select(JournalLineRow.verb)
            .where(JournalLineRow.kind == "risk_record")
            .order_by(JournalLineRow.number)
        ).all()
        assert lines == ["entered", "entered", "corrected"]
        assert verify(session).bad is None


def test_the_same_number_of_another_system_is_another_record(city):
    take_in(city, record(city), record(city, system="12315"), record(city, kind=RecordKind.SURVEY))
    assert len(rows(city)) == 3


def test_a_trader_is_found_by_code_else_by_name_else_entered(city):
    city.take_in(city.complaint("c1", subject_name="老店", subject_code=CODE))
    take_in(
        city,
        record(city, number="1", subject_name="老店改名", credit_code=CODE),
        record(city, number="2", subject_name="老店"),
        record(city, number="3", subject_name="新店"),
        record(city, number="4", subject_name="新店"),
        record(city, number="5", subject_name="", category="体育"),
    )
    with city.db.read() as session:
        old = session.scalars(select(SubjectRow.id).where(SubjectRow.credit_code == CODE)).one()
        new = session.scalars(select(SubjectRow.id).where(SubjectRow.name == "新店")).one()
    assert [row.subject_id for row in rows(city)] == [old, old, new, new, None]
    city.take_in(city.complaint("c2", subject_name="又一店"))
    with city.db.read() as session:
        assert session.scalar(select(func.count()).select_from(SubjectRow)) == 3


def test_a_page_has_so_many_of_the_newest_and_says_of_how_many(city, monkeypatch):
    """What is to be looked at again and was not stands before newer ones."""
    monkeypatch.setattr(module, "LIMIT", 3)
    now = city.db.clock()
    late = {"number": "9", "held_at": now - 9 * DAY, "follow_up_at": now - DAY}
    take_in(
        city, record(city, **late),
        *(record(city, number=f"{n}", held_at=now - n * DAY) for n in (4, 2, 3, 1)),
    )  # fmt: skip
    shown = city.ask(record_board, city.liwei, now)
    assert [line.number for line in shown.lines] == ["9", "1", "2"]
    assert (shown.total, shown.late) == (5, 1)


def test_what_may_not_be_is_refused_alone(city):
    taken = take_in(
        city,
        record(city, number="1"),
        record(city, number="2", findings=" "),
        record(city, number="", title="无编号"),
        record(city, number="3", held_at=city.db.clock() + DAY),
        record(city, number="4", asked=30),
        record(city, number="5", kind=RecordKind.SURVEY, asked=30, unhappy=31),
        record(city, number="6", result=RecordResult.CLEAN, problems=2),
        record(city, number="7", follow_up_at=city.db.clock() - 9 * DAY),
    )
    assert taken.entered == 1
    assert [r.place for r in taken.refused] == [1, 2, 3, 4, 5, 6, 7]
    assert "写明" in taken.refused[0].why


@pytest.fixture
def east(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    return city


def test_a_county_takes_in_its_own_district_only(east):
    taken = take_in(
        east,
        record(east, number="1"),
        record(east, number="2", district="990103"),
        record(east, number="3", district=None),
        login="east",
    )
    assert (taken.entered, [r.place for r in taken.refused]) == (1, [1, 2])
    take_in(east, record(east, number="4", district="990103"), record(east, number="5"))
    with pytest.raises(RuleBroken, match="本县区"):
        east.do(risk_records.follow_up, "east", 2, "看过")
    board = east.ask(record_board, east.east, east.db.clock())
    assert {line.county for line in board.lines} == {"城东区"}
    assert board.counties == ((EAST, "城东区"),)
    assert east.ask(record_board, east.liwei, east.db.clock()).total == 3


def test_a_county_makes_no_record_of_the_city_its_own_nor_gives_one_away(east):
    """The same number of a system comes in again from a county's file; and by hand."""
    of_city = record(east, district=None)
    take_in(east, of_city)
    taken = take_in(east, record(east, findings="已整改"), login="east")
    assert [r.place for r in taken.refused] == [0]
    own = east.do(risk_records.enter, "east", record(east, number="2"))
    for number, new in (
        (1, record(east)),
        (own, of_city),
        (own, record(east, district="990103")),
    ):
        with pytest.raises(RuleBroken, match="本县区"):
            east.do(risk_records.correct, "east", number, new, 1)
    assert [(row.district, row.corrected_at) for row in rows(east)] == [(None, None), (EAST, None)]
    east.do(risk_records.correct, "liwei", 1, record(east), 1)
    east.do(risk_records.correct, "east", 1, record(east, findings="已整改"), 2)
    assert (rows(east)[0].district, rows(east)[0].corrected_by) == (EAST, "城东")


def test_by_hand_a_number_is_given_and_none_is_taken_twice(city):
    for expected in ("0001", "0002"):
        new = city.do(risk_records.enter, "maxiao", record(city, number="", system=""))
        assert rows(city)[new - 1].number.endswith(expected)
    own = rows(city)[0].number
    with pytest.raises(RuleBroken, match="已经登记过"):
        city.do(risk_records.enter, "maxiao", record(city, number=own, system=""))


def test_the_own_numbers_of_a_kind_go_on_in_the_year_past_those_that_are_taken(city):
    year = local(city.db.clock()).year
    taken = {"system": "", "number": f"{year}-0002"}
    take_in(
        city, record(city, **taken), record(city, **(taken | {"system": "12315"})),
        record(city, system="", number=f"{year - 1}-0001"),
    )  # fmt: skip
    new = {"system": "", "number": ""}
    for fields in (new, new | {"kind": RecordKind.MEETING}, new, new | {"number": "甲1"}, new):
        city.do(risk_records.enter, "maxiao", record(city, **fields))
    assert [row.number for row in rows(city)[3:]] == [
        f"{year}-0003", f"{year}-0001", f"{year}-0004", "甲1", f"{year}-0005",
    ]  # fmt: skip


def test_a_file_is_taken_in_by_parts_and_what_was_taken_stays(city, monkeypatch):
    monkeypatch.setattr(risk_records, "CHUNK", 2)
    done: list[int] = []

    def read(until=5):
        for n in range(until):
            yield record(city, number="" if n == 2 else f"{n}")
        if until < 5:
            raise OSError("cut short")

    with pytest.raises(OSError, match="cut short"):
        risk_records.take_in(city.db, city.liwei, read(3), "短.csv", done.append)
    assert [(row.number, row.file_name, row.by) for row in rows(city)] == [
        ("0", "短.csv", "李蔚"), ("1", "短.csv", "李蔚"),
    ]  # fmt: skip
    taken = risk_records.take_in(city.db, city.maxiao, read(), "全.csv", done.append)
    assert done == [2, 2, 4, 5]
    assert (taken.entered, taken.corrected, taken.same) == (2, 2, 0)
    assert [(r.place, r.number, r.why) for r in taken.refused] == [(2, "", "请填写编号。")]
    named = [(row.number, row.file_name, row.corrected_by) for row in rows(city)]
    assert named == [
        ("0", "全.csv", "马骁"), ("1", "全.csv", "马骁"), ("3", "全.csv", ""), ("4", "全.csv", ""),
    ]  # fmt: skip


def test_a_correction_keeps_the_file_and_a_second_look_unless_its_day_is_moved(city):
    due = city.db.clock() + DAY
    asked = record(city, follow_up_at=due)
    take_in(city, asked)
    city.do(risk_records.follow_up, "maxiao", 1, "已整改")
    city.do(risk_records.correct, "zhoulan", 1, replace(asked, subject_name="另一家店"), 2)
    [kept] = rows(city)
    assert (kept.followed_words, kept.followed_by) == ("已整改", "马骁")
    assert (kept.file_name, kept.corrected_by, kept.by) == ("x.csv", "周岚", "李蔚")
    with city.db.read() as session:
        assert session.get_one(SubjectRow, kept.subject_id).name == "另一家店"
    before = replace(asked, follow_up_at=kept.followed_at - timedelta(minutes=1))
    city.do(risk_records.correct, "zhoulan", 1, before, kept.version)
    [kept] = rows(city)
    assert (kept.followed_words, kept.followed_by) == ("已整改", "马骁")
    moved = replace(asked, follow_up_at=due + DAY)
    city.do(risk_records.correct, "zhoulan", 1, moved, kept.version)
    [kept] = rows(city)
    assert (kept.followed_at, kept.followed_words, kept.followed_by) == (None, "", "")
    with city.db.read() as session:
        line = JournalLineRow
        told = session.execute(
            select(line.verb, line.clause).where(line.kind == "risk_record").order_by(line.number)
        )
        assert [tuple(each) for each in told] == [
            ("entered", "3.1(2)"), ("followed up", "3.1(2)"), ("corrected", "3.1(2)"),
            ("corrected", "3.1(2)"), ("corrected", "3.1(2)"),
        ]  # fmt: skip


def test_a_correction_by_hand_keeps_the_number_and_knows_what_was_seen(city):
    number = city.do(risk_records.enter, "maxiao", record(city))
    new = record(city, number="other", system="other", title="专项检查（复核）")
    city.do(risk_records.correct, "liwei", number, new, 1)
    [row] = rows(city)
    assert (row.number, row.system, row.title) == ("X1", "双随机平台", "专项检查（复核）")
    with pytest.raises(RuleBroken):
        city.do(risk_records.correct, "maxiao", number, record(city), 1)
    with pytest.raises(RuleBroken, match="没有改动"):
        city.do(risk_records.correct, "maxiao", number, replace(new), row.version)


def test_what_a_second_look_showed_fits_into_a_line_of_the_ledger(city):
    at = city.db.clock()
    due = record(city, held_at=at - 9 * DAY, follow_up_at=at - DAY)
    number = city.do(risk_records.enter, "maxiao", due)
    for words in ("", "查" * 501):
        with pytest.raises(RuleBroken, match="复查结果"):
            city.do(risk_records.follow_up, "maxiao", number, words)
    city.do(risk_records.follow_up, "maxiao", number, "查" * 500)
    assert rows(city)[0].followed_words == "查" * 500


def test_a_second_look_is_late_until_it_is_registered_once(city):
    at = city.db.clock()
    due = record(city, held_at=at - 9 * DAY, follow_up_at=at - DAY)
    number = city.do(risk_records.enter, "maxiao", due)
    board = city.ask(record_board, city.maxiao, at, RecordFilter(late=True))
    assert [line.id for line in board.lines] == [number]
    assert [o.key for o in board.lines[0].offers] == ["follow_up", "task", "correct"]
    city.do(risk_records.follow_up, "maxiao", number, "已整改")
    board = city.ask(record_board, city.maxiao, at)
    assert (board.late, board.lines[0].followed_by) == (0, "马骁")
    with pytest.raises(RuleBroken, match="已登记"):
        city.do(risk_records.follow_up, "liwei", number, "再看")
    later = replace(due, follow_up_at=at + DAY)
    city.do(risk_records.correct, "liwei", number, later, board.lines[0].version)
    assert rows(city)[0].followed_at is None


def test_a_second_look_that_nobody_asked_for_is_not_registered(city):
    number = city.do(risk_records.enter, "maxiao", record(city))
    with pytest.raises(RuleBroken, match="这条记录没有定复查日期"):
        city.do(risk_records.follow_up, "maxiao", number, "已整改")
    assert rows(city)[0].followed_at is None


@pytest.mark.parametrize(("name", "most"), risk_records.LIMITS.items())
def test_a_record_is_as_long_as_may_be_and_no_longer(city, name, most):
    with pytest.raises(RuleBroken, match=f"超过 {most} 字"):
        city.do(risk_records.enter, "maxiao", record(city, **{name: "字" * (most + 1)}))
    assert rows(city) == []
    city.do(risk_records.enter, "maxiao", record(city, **{name: "字" * most}))
    assert getattr(rows(city)[0], name, "") in ("字" * most, "")
