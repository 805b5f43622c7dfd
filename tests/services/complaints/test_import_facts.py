"""What is kept of an import, which file is here already, and who takes back what was left open."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.complaints.people import keyed
from commandcenter.store.tables.complaints.word_index import WordIndexRow
from commandcenter.store.tables.every import BatchRow, ComplaintRow, JournalLineRow
from tests.city import EAST, KEY

WEST = "990103"


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone."""
    return sqlite_url


def facts(sha256="", *, rows=1, rejected=0, duplicates=0, name="甲.csv", to=()):
    return intake.FileFacts(name, sha256, "standard", rows, rejected, duplicates, dict(to))


def take_in(city, told, *complaints, login="liwei", **how):
    return intake.take_in(city.db, getattr(city, login), told, complaints, KEY, **how)


def opened(city, told, login="liwei"):
    with city.db.write() as session:
        return intake.open_batch(session, getattr(city, login) if login else PROGRAM, told)


def batch(city, number):
    return city.ask(lambda s: s.get_one(BatchRow, number))


@pytest.mark.parametrize(
    ("state", "closed", "at"),
    [("closed", 40, "2026年11月24日10时40分"), ("open", None, "2026年11月24日10时06分")],
)
def test_which_file_was_the_same_is_said_with_when_it_was_taken_in(state, closed, at):
    """Or, where that is not done, with when it was begun."""
    begun = datetime(2026, 11, 24, 2, 6, tzinfo=UTC)
    ended = begun.replace(minute=closed) if closed else None
    same = intake.SameContent(
        BatchRow(file_name="甲.csv", opened_at=begun, closed_at=ended, state=state)
    )
    assert str(same) == f"内容与 {at} 导入的“甲.csv”完全相同，没有再次导入。"
    assert same.under_way is (state == "open")


def test_a_file_is_taken_in_once_also_while_another_seat_takes_it_in(city):
    take_in(city, facts("a" * 64), city.complaint("A1"), once=True)
    take_in(city, facts("b" * 64), city.complaint("B1"), once=True)
    way = opened(city, facts("c" * 64, name="丙.csv"))
    for sha256, name, under_way in (("a" * 64, "甲.csv", False), ("c" * 64, "丙.csv", True)):
        with pytest.raises(intake.SameContent, match=f"“{name}”完全相同") as refused:
            take_in(city, facts(sha256, name="别名.csv"), city.complaint("X"), once=True)
        assert refused.value.under_way is under_way
    assert city.ask(lambda s: len(s.scalars(select(BatchRow.id)).all())) == 3
    intake.undo(city.db, city.liwei, way)
    assert take_in(city, facts("c" * 64), city.complaint("C1"), once=True).accepted == 1
    assert take_in(city, facts("a" * 64), city.complaint("A2")).accepted == 1  # by hand it may


def test_what_is_kept_of_an_import_is_that_of_its_file(city):
    at = city.db.clock().replace(microsecond=0)
    platform, hotline = (Source.PLATFORM, at), (Source.HOTLINE, at - timedelta(hours=1))
    both = [platform, hotline]
    for to, source in (([platform], "12315"), ([hotline], "12345"), (both, "mixed"), ([], "mixed")):
        told = facts("d" * 64, rows=7, rejected=2, name="丁\0.csv", to=to)
        kept = batch(city, opened(city, told))
        assert kept.source == source
        assert (kept.file_name, kept.sha256, kept.mapping) == ("丁.csv", "d" * 64, "standard")
        assert (kept.rows, kept.rejected, kept.state, kept.closed_at) == (7, 2, "open", None)
        assert (kept.opened_by, kept.opener_id) == ("李蔚", city.liwei.person_id)
    assert batch(city, opened(city, facts(), login=None)).opener_id is None  # nobody's: the program
    with pytest.raises(RuleBroken, match="导入投诉由"):
        opened(city, facts(), login="admin")
    told = facts(rows=9, rejected=2, duplicates=3, to=both)
    new = city.complaint("E1")
    kept = batch(city, take_in(city, told, new, new, city.complaint("E2")).batch_id)
    assert (kept.accepted, kept.duplicates, kept.rejected, kept.state) == (2, 4, 2, "closed")
    assert (kept.platform_to, kept.hotline_to) == (at, at - timedelta(hours=1))
    assert kept.closed_at >= kept.opened_at
    lines = select(JournalLineRow.verb).where(
        JournalLineRow.kind == "batch", JournalLineRow.subject == kept.id
    )
    assert city.ask(lambda s: s.scalars(lines.order_by(JournalLineRow.number)).all()) == [
        "opened", "closed",
    ]  # fmt: skip


def test_what_a_county_may_not_bring_in_counts_as_refused_with_what_could_not_be_read(city):
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("east", "城东"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, None, EAST)
    mine = [city.complaint("E1"), city.complaint("E1"), city.complaint("E2")]
    others = [city.complaint("W1", district=WEST), city.complaint("N1", district=None)]
    taken = take_in(city, facts(rows=8, rejected=3), *mine, *others, login="east")
    assert (taken.accepted, taken.duplicates) == (2, 1)
    assert dict(taken.refused) == {
        "W1": "区域不在本县区，县区局只能登记本县区的投诉。",
        "N1": "区域没有写明或无法识别，县区局只能登记本县区的投诉。",
    }
    kept = batch(city, taken.batch_id)
    assert (kept.accepted, kept.duplicates, kept.rejected) == (2, 1, 5)
    may = {login: city.ask(intake.may_take_in, getattr(city, login)) for login in ("east", "admin")}
    assert may == {"east": True, "admin": False}


def test_of_what_another_import_holds_the_first_number_is_named(city):
    way = opened(city, facts())
    with city.db.write() as session:
        known = intake.subjects.known_subjects(session)
        chunk = keyed(columns_of([city.complaint("M2"), city.complaint("M1")]), KEY)
        intake.store_chunk(session, city.liwei, way, chunk, known)
    assert take_in(city, facts(), city.complaint("other")).accepted == 1
    with pytest.raises(intake.UnderWay, match="编号 M1 的投诉举报正由另一次导入或者撤回处理"):
        take_in(city, facts(), city.complaint("M2"), city.complaint("M1"), city.complaint("M0"))


def test_what_was_left_open_is_taken_back_by_its_name_or_its_time(city):
    theirs, ours, program = (
        opened(city, facts(), login=login) for login in ("zhoulan", "liwei", None)
    )
    done = city.take_in(city.complaint("A")).batch_id

    def states():
        return [batch(city, number).state for number in (theirs, ours, program, done)]

    assert intake.undo_left_by(city.db, city.liwei, "王五") == 0
    assert intake.undo_left_by(city.db, city.liwei, "李蔚") == 1
    assert states() == ["open", "undone", "open", "closed"]
    since = batch(city, program).opened_at
    assert intake.undo_abandoned(city.db, PROGRAM, batch(city, theirs).opened_at) == 0
    assert intake.undo_abandoned(city.db, PROGRAM, since) == 1  # what began then is not older
    assert states() == ["undone", "undone", "open", "closed"]
    assert intake.undo_left_by(city.db, PROGRAM, PROGRAM.name) == 1
    assert states() == ["undone", "undone", "undone", "closed"]


@pytest.mark.parametrize(("rows", "at_once"), [(2_000, True), (2_001, False)])
def test_the_words_of_a_small_file_are_indexed_with_it(city, rows, at_once):
    take_in(city, facts(rows=rows), city.complaint("A", title="卷帘门落下"))
    until = city.ask(lambda s: s.scalars(select(WordIndexRow.until)).one())
    assert (until == city.ask(lambda s: s.scalars(select(ComplaintRow.id)).one())) is at_once
