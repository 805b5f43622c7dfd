"""A year of the demo bureau, played by its people: each month its books say what was done."""

import random
import shutil
from datetime import UTC, datetime

import pytest

from commandcenter.domain.times import SHANGHAI
from commandcenter.store.clock import HandClock
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from tests.seeds import SEED
from tests.year.bureau import YEAR, Bureau, found
from tests.year.chapters import CHAPTERS
from tests.year.desks import READ, Desks

BEGINS = datetime(YEAR, 1, 1, 9, tzinfo=SHANGHAI)
LAST_DAY, WEEKS = 28, (7, 14, 21)


@pytest.fixture
def bureau(template_file, tmp_path):
    """On a file, whose clock is put by hand; each month's course is drawn by the day's seed."""
    path = tmp_path / "year.db"
    shutil.copy(template_file, path)
    clock = HandClock(BEGINS.astimezone(UTC))
    db = Database(make_engine(f"sqlite:///{path}"), clock)
    found(db)

    def put(at):
        clock.at = at

    yield Bureau(db, put, random.Random(SEED))
    db.close()


def play(bureau, months, read=lambda bureau: None):
    """The months one after the other; after each all is looked at."""
    chapters = [chapter(bureau) for chapter in CHAPTERS]
    for month in months:
        bureau.month = month
        for day, hour, act in in_order(bureau, chapters, month):
            bureau.go_to(bureau.at(day, hour))
            act()
        bureau.go_to(bureau.at(LAST_DAY, 20))
        bureau.turn()
        look(bureau, chapters)
        read(bureau)


def in_order(bureau, chapters, month):
    acts = [act for chapter in chapters for act in chapter.acts(month)]
    acts += [(day, 8, bureau.turn) for day in WEEKS]
    return sorted(acts, key=lambda each: each[:2])


def look(bureau, chapters):
    bureau.require_whole()
    for chapter in chapters:
        chapter.look()
        for code, count in chapter.open().items():
            assert len(bureau.open(code)) == count, (bureau.month, code)


def test_three_months_of_the_bureau_leave_books_that_say_what_was_done(bureau):
    play(bureau, range(1, 4))


def test_a_month_is_done_and_read_at_the_desks(bureau, qtbot):
    bureau.window = Desks(qtbot, bureau.db)
    play(bureau, range(1, 2))
    read_at_desks(bureau)


def read_at_desks(bureau):
    """As many lines as the rows say."""
    tables = ("fund_request", "stock_item", "training")
    for kind, table in zip(READ, tables, strict=True):
        [[count]] = bureau.rows(f"SELECT count(*) FROM {table}")
        assert bureau.window.rows(kind, "chenyu") == count


@pytest.mark.nightly(minutes=10)
def test_a_year_at_the_desks_leaves_books_that_say_what_was_done(bureau, qtbot):
    bureau.window = Desks(qtbot, bureau.db)
    play(bureau, range(1, 13), read_at_desks)


@pytest.mark.nightly(minutes=10)
def test_a_year_of_the_bureau_leaves_books_that_say_what_was_done(bureau):
    play(bureau, range(1, 13))
