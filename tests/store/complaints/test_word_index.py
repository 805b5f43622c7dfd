"""A search by words finds just what reading every text would find, whatever came and went."""

import itertools
import shutil

import pysqlite3.dbapi2 as sqlite
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, or_, select, text

from commandcenter.domain.aftermath.retention import Scope
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.services.complaints import intake, withdrawal
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.aftermath import erasure
from commandcenter.store.complaints import word_index
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.every import ComplaintRow, SubjectRow, WordIndexRow
from tests.city import KEY

SIGNS = st.sampled_from("退费卡店门健身退退a Ab1200%_\\'\"，。🦄𠮷\u202e\n")
TEXTS = st.text(SIGNS, max_size=12)
WORDS = st.text(SIGNS, min_size=1, max_size=4)
PAGES = text("SELECT block FROM complaint_words_data")
_numbers = itertools.count(1)


def by_reading(session, word):
    """Ids by LIKE over every row, as the database understands it."""
    columns = (ComplaintRow.number, ComplaintRow.title, ComplaintRow.text, SubjectRow.name)
    return set(
        session.scalars(
            select(ComplaintRow.id)
            .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
            .where(or_(*(c.contains(word, autoescape=True) for c in columns)), settled())
        )
    )


def by_index(session, word):
    return set(
        session.scalars(select(ComplaintRow.id).where(word_index.holding(session, word), settled()))
    )


def agree(city, *asked):
    with city.db.read() as session:
        for word in asked:
            assert by_index(session, word) == by_reading(session, word), word


def sound(city):
    """FTS5's own check, which raises when a page is wrong."""
    if city.db.embedded:
        with city.db.write() as session:
            session.execute(
                text("INSERT INTO complaint_words(complaint_words) VALUES ('integrity-check')")
            )


def complaint_with(city, number, words_, title=""):
    return city.complaint(number, title=title, text=words_)


@pytest.fixture
def one_city(city):
    """In a list: hypothesis asks an argument for attributes, and a City answers with people."""
    return [city]


def count(city, word):
    return city.ask(complaint_page, ComplaintFilter(words=word)).total


@pytest.mark.lot(2)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6), st.lists(WORDS, max_size=6)
)
def test_any_word_finds_what_reading_all_finds(one_city, rows, asked):
    [city] = one_city
    complaints = [
        city.complaint(
            f"{next(_numbers)}{number.strip()}",
            title=title,
            text=words_,
            subject_name=f"店{number.strip()}",
        )
        for number, title, words_ in rows
    ]
    city.take_in(*complaints)
    parts = [part for row in rows for each in row for part in each.split()]
    cut = [
        part[n : n + size]
        for part in parts
        for size in (1, 2, 3)
        for n in range(len(part) - size + 1)
    ]
    agree(city, *{word for given_ in (*asked, *cut[:30]) for word in given_.split()})
    sound(city)


def test_pairs_only_propose_and_what_they_propose_is_read(city):
    city.take_in(
        complaint_with(city, "a", "要求退费"),
        complaint_with(city, "b", "要求，求退，退费"),  # all pairs of the words, and not the words
        complaint_with(city, "c", "退", title="费"),
    )
    assert [count(city, w) for w in ("要求退费", "求退", "退费", "退", "要求 退费")] == [
        1,
        2,
        2,
        3,
        2,
    ]
    agree(city, "要求退费", "求退", "退费", "退", "费", "，")


def test_a_search_reads_the_index_and_not_the_table(city):
    city.take_in(
        *[complaint_with(city, f"n{n}", "甲乙丙丁" if n == 7 else "其他的话") for n in range(300)]
    )
    with city.db.read() as session:
        if not city.db.embedded:
            session.execute(text("ANALYZE complaint"))
            session.execute(text("SET LOCAL enable_seqscan = off"))
        asked = select(ComplaintRow.id).where(word_index.holding(session, "甲乙丙"))
        explain = "EXPLAIN QUERY PLAN " if city.db.embedded else "EXPLAIN "
        statement = asked.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        found = session.connection().exec_driver_sql(explain + str(statement))
        plan = "\n".join(str(tuple(row)) for row in found)
        by_id = select(ComplaintRow.id).where(ComplaintRow.number == "n7")
        assert session.scalars(asked).all() == session.scalars(by_id).all()
    index = "complaint_words VIRTUAL TABLE INDEX" if city.db.embedded else "ix_complaint_words"
    assert index in plan


def test_an_import_that_is_undone_leaves_nothing_in_the_index(city):
    city.take_in(complaint_with(city, "a", "要求退费"))
    facts = intake.FileFacts("x.csv", "1" * 64, "", 2, 0, 0)
    stops = iter((False, True))
    with pytest.raises(intake.Cancelled):
        intake.take_in(
            city.db, city.liwei, facts,
            (complaint_with(city, f"b{n}", "另一家退费") for n in range(intake.CHUNK + 1)),
            KEY, should_stop=lambda: next(stops),
        )  # fmt: skip
    sound(city)
    agree(city, "退费", "另一")
    city.take_in(complaint_with(city, "c", "没有这些话"))  # has the id of one that went
    assert [count(city, w) for w in ("退费", "另一家", "没有这些")] == [1, 0, 1]
    agree(city, "退费", "另一", "没有")


def test_an_import_that_is_withdrawn_is_not_found_any_more(city):
    city.take_in(complaint_with(city, "a", "要求退费"))
    city.take_in(complaint_with(city, "b", "退费退卡"))
    with city.db.read() as session:
        batch = session.scalars(
            select(ComplaintRow.batch_id).where(ComplaintRow.number == "b")
        ).one()
    withdrawal.withdraw(city.db, city.liwei, batch, "文件有误")
    assert [count(city, w) for w in ("退费", "退卡")] == [1, 0]
    agree(city, "退费", "退卡")
    sound(city)


@pytest.mark.parametrize("new", ["改成别的话", "", "退费🦄"])
def test_a_corrected_text_is_found_by_its_new_words_only(city, new):
    city.take_in(complaint_with(city, "a", "要求退费"), complaint_with(city, "b", "要求退费"))
    with city.db.write() as session:
        session.scalars(select(ComplaintRow).where(ComplaintRow.number == "a")).one().text = new
        journal.record(session, PROGRAM, "complaint", 1, "corrected")
    agree(city, "退费", "要求", "改成", "别的话", "费🦄")
    sound(city)


def test_words_that_were_erased_leave_the_pages_of_the_index_too(city):
    if not city.db.embedded:
        return  # a server's next vacuum takes them, as it takes the rows
    incident = city.register()
    secret = "龘靐齉爩"
    city.take_in(
        *[complaint_with(city, f"n{n}", secret if n == 5 else "其他的话") for n in range(20)]
    )
    with city.db.write() as session:
        number = session.scalars(select(ComplaintRow.id).where(ComplaintRow.text == secret)).one()
        session.execute(text("INSERT INTO complaint_words(complaint_words) VALUES ('optimize')"))
        before = b"".join(session.execute(PAGES).scalars())
        assert any(sign.encode() in before for sign in secret)
        erasure.blank(session, incident, [number], frozenset({Scope.TEXTS}))
        journal.record(session, PROGRAM, "incident", incident, "erased", incident=incident)
        kept = b"".join(session.execute(PAGES).scalars())
    assert "的".encode() in kept
    assert [sign for sign in secret if sign.encode() in kept] == []
    agree(city, secret, "其他", "删除")
    sound(city)


@pytest.fixture
def half_indexed(city):
    """As an older program left it: 30 complaints that no index knows, and one that it does."""
    rows = [complaint_with(city, f"n{n}", "要求退费" if n % 3 else "办卡停业") for n in range(30)]
    city.take_in(*rows)
    if city.db.embedded:
        with city.db.write() as session:
            session.execute(
                text("INSERT INTO complaint_words(complaint_words) VALUES ('delete-all')")
            )
            row = session.scalars(select(WordIndexRow)).one()
            row.since, row.until = 31, 30
    city.take_in(complaint_with(city, "later", "退费退卡"))
    return city


def test_what_is_not_indexed_yet_is_read(half_indexed):
    agree(half_indexed, "退费", "退卡", "办卡停业", "n1", "卡")
    assert count(half_indexed, "退费") == 21


def test_old_complaints_are_indexed_in_steps_that_can_be_cut_short(half_indexed, monkeypatch):
    if not half_indexed.db.embedded:
        return  # CREATE INDEX does it
    monkeypatch.setattr(word_index, "STEP", 7)
    with half_indexed.db.write() as session:
        assert word_index._fill_one(session)
        assert word_index._reach(session) == (24, 31)
    agree(half_indexed, "退费", "停业", "n1")
    word_index.fill(half_indexed.db)
    word_index.fill(half_indexed.db)
    with half_indexed.db.read() as session:
        assert word_index._reach(session) == (1, 31)
        indexed = session.scalar(select(func.count()).select_from(text("complaint_words")))
    assert indexed == 31
    agree(half_indexed, "退费", "停业", "n1")
    sound(half_indexed)


def test_rows_that_an_older_program_adds_are_found_and_indexed_later(city):
    city.take_in(complaint_with(city, "a", "要求退费"))
    with city.db.write() as session:
        first = session.scalars(select(ComplaintRow)).one()
        values = {c.name: getattr(first, c.name) for c in ComplaintRow.__table__.c}
        session.add(ComplaintRow(**(values | {"id": 2, "number": "old", "text": "退费停业"})))
        journal.record(session, PROGRAM, "complaint", 1, "added")
    city.take_in(complaint_with(city, "c", "再要退费"))
    assert count(city, "退费") == 3
    word_index.fill(city.db)
    assert count(city, "退费") == 3
    agree(city, "退费", "停业", "再要")
    sound(city)


def test_a_copy_without_the_index_still_answers(city, tmp_path):
    if not city.db.embedded:
        return
    city.take_in(complaint_with(city, "a", "要求退费"))
    copy = tmp_path / "copy.db"
    shutil.copy(city.db.engine.url.database, copy)
    with city.db.write() as session:
        session.execute(text("DELETE FROM word_index"))
    agree(city, "退费", "求退费")
    sqlite.connect(str(copy)).close()
