"""Every kind of paper of each scenario, read at several moments as its receiver reads it."""

import pytest

from commandcenter.store.database import now, open_database
from commandcenter.store.reports.report_clocks import clocks
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.stories import paper_statements
from tests.stories.demo_files import demo_at

NIGHTLY = (
    "D0 09:24", "D1 10:46", "D4 18:00", "D7 19:00", "D14 18:00", "B D0 20:45", "B D1 12:00",
    "B D3 20:00", "C D0 21:30", "C D1 10:00", "C D8 18:00",
)  # fmt: skip


@pytest.fixture(params=["D0 10:46", *(pytest.param(m, marks=pytest.mark.nightly) for m in NIGHTLY)])
def session(request, demo_folder):
    db = open_database(f"sqlite:///{demo_at(demo_folder, request.param)}")
    with db.read() as session:
        yield session
    db.close()


def test_no_word_of_a_paper_stands_twice(session):
    found = {where: words for where, text, _ in paper_statements.paper_texts(session)
             if (words := paper_statements.doubled(text))}  # fmt: skip
    assert found == {}


def test_every_clock_time_of_a_paper_is_read_as_of_its_own_day(session, monkeypatch):
    paper_statements.marking(monkeypatch)
    texts = list(paper_statements.paper_texts(session))
    assert any(paper_statements.MARK.search(text) for _, text, _ in texts)
    found = {where: wrong for where, text, day in texts
             if (wrong := paper_statements.misread(text, day))}  # fmt: skip
    assert found == {}


PROVISIONAL = "暂按"  # of the screens alone


def test_no_paper_says_by_which_level_it_is_counted_meanwhile(session):
    texts = {where: text for where, text, _ in paper_statements.paper_texts(session)}
    assert texts
    assert [where for where, text in texts.items() if PROVISIONAL in text] == []


@pytest.mark.parametrize(
    "words", ["D0 09:00", pytest.param("B D0 19:35", marks=pytest.mark.nightly)]
)
def test_nor_does_one_that_is_written_before_the_grade(demo_folder, words):
    db = open_database(f"sqlite:///{demo_at(demo_folder, words)}")
    with db.read() as session:
        incident = session.get_one(IncidentRow, 1)
        assert all(clock.provisional for clock in clocks(session, incident, now(session)))
        texts = [text for _, text, _ in paper_statements.paper_texts(session)]
    db.close()
    assert texts
    assert [text for text in texts if PROVISIONAL in text] == []


def test_nothing_that_was_only_decided_stands_as_done(session):
    decided = paper_statements.measures_decided(session)
    assert decided
    done = "".join(paper_statements.stated_as_done(session))
    assert done
    assert [sentence for sentence in decided if sentence in done] == []


def test_the_readers_see_what_they_are_there_for():
    assert paper_statements.doubled("关于预付式消费消费的警示") == ["消费"]
    marked = "11月28日10时⟦202611281000⟧降低；17时⟦202612011700⟧终止"
    assert paper_statements.misread(marked, None) == ["17时 of 12-01 reads as of 2026-11-28"]
