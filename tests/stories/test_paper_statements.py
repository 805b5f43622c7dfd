"""Every kind of paper of each scenario, read at several moments as its receiver reads it."""

import pytest

from commandcenter.store.database import open_database
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
