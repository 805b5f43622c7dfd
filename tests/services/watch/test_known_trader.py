"""The trader that somebody names: found by code, else by name, and entered where it is new."""

import pytest
from sqlalchemy import select

from commandcenter.services.watch.known_trader import trader
from commandcenter.store.tables.every import JournalLineRow, SubjectRow
from tests.city import EAST

OLD, OTHER, NEW = "91990102MA0GYM0015", "91990102MA0GYM0023", "91990102MA0GYM0031"


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


def test_a_trader_is_the_one_of_its_code_else_of_its_name_else_a_new_one(city):
    city.take_in(
        city.complaint("1", subject_name="云帆健身", subject_code=OLD),
        city.complaint("2", subject_name="知秋美发", subject_code=""),
    )

    def named(name, code=""):
        with city.db.write() as session:
            found = trader(session, city.liwei, name, code, EAST, "survey")
            session.rollback()
            return found

    assert (named(""), named("", OLD), named("", NEW)) == (None, 1, None)
    assert (named("云帆健身"), named("别的名称", OLD), named("知秋美发")) == (1, 1, 2)
    assert named("知秋美发", NEW) == 2  # which had no code
    assert named("云帆健身", OTHER) == 3  # the name of another one, which has its own
    assert named("星曜餐饮") == 3


def test_a_new_trader_is_entered_with_what_named_it(city):
    with city.db.write() as session:
        numbers = [
            trader(session, city.liwei, "星曜餐饮", NEW, EAST, "survey"),
            trader(session, city.liwei, "星曜餐饮", OTHER, None, "inspection"),
            trader(session, city.liwei, "星曜餐饮", "", None, "inspection"),
        ]
    assert numbers == [1, 2, 1]  # by its name: the oldest of it
    row, line = SubjectRow, JournalLineRow
    rows = city.ask(lambda s: s.execute(select(row.name, row.credit_code, row.district)).all())
    assert rows == [("星曜餐饮", NEW, EAST), ("星曜餐饮", OTHER, None)]
    told = select(line.subject, line.verb).where(line.kind == "subject").order_by(line.number)
    assert city.ask(lambda s: s.execute(told).all()) == [(1, "entered"), (2, "entered")]
