"""What is typed in a form is kept for its writer, and others learn since when it is open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.queries.seat.drafts import Opener, opened
from commandcenter.services.seat import drafts
from commandcenter.store.clock import HandClock
from commandcenter.store.database import open_database
from tests.city import City

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FORM, SUBJECT = "report", 7


@pytest.fixture
def bureau(sqlite_url):
    """A City whose clock is put by hand: `bureau.clock.at`."""
    db = open_database(sqlite_url)
    city = City(replace(db, clock=HandClock(NOON)))
    city.clock = city.db.clock
    yield city
    db.close()


def keep(city, login, form=FORM, subject=SUBJECT, data=None, **named):
    person = getattr(city, login)
    with city.db.transaction() as session:
        who = person.person_id, person.name
        drafts.keep(session, who, form, subject, data or {}, **named)


def told(city, login, form=FORM, subject=SUBJECT):
    return city.ask(opened, getattr(city, login).person_id, form, subject)


def others(city, login="zhoulan"):
    return told(city, login).others


def test_a_form_is_open_since_it_was_opened_for_as_long_as_it_says_so(bureau):
    keep(bureau, "maxiao")
    assert others(bureau) == (Opener("马骁", NOON),)
    assert others(bureau, "maxiao") == ()
    for _ in range(2):  # a break of up to 75 seconds is none
        bureau.clock.at += timedelta(seconds=75)
        assert others(bureau) == (Opener("马骁", NOON),)
        keep(bureau, "maxiao")
    bureau.clock.at += timedelta(seconds=76)
    assert others(bureau) == ()
    keep(bureau, "maxiao")
    assert others(bureau) == (Opener("马骁", bureau.clock.at),)


def test_what_was_closed_and_is_opened_again_is_open_since_then(bureau):
    keep(bureau, "maxiao", data={"cause": "闭店"})
    bureau.clock.at += SECOND
    keep(bureau, "maxiao", data={"cause": "三店闭店"}, is_open=False)
    assert others(bureau) == ()
    own = told(bureau, "maxiao").own
    assert (own.data, own.at) == ({"cause": "三店闭店"}, NOON + SECOND)
    bureau.clock.at += SECOND
    keep(bureau, "maxiao")
    assert others(bureau) == (Opener("马骁", NOON + 2 * SECOND),)
    assert told(bureau, "maxiao").own is None  # that it is open again says nothing


def test_one_writer_has_one_draft_of_each_form_and_subject_and_drops_that_alone(bureau):
    places = [
        ("maxiao", FORM, SUBJECT), ("maxiao", FORM, 8), ("maxiao", "log", SUBJECT),
        ("zhoulan", FORM, SUBJECT),
    ]  # fmt: skip
    for place in places:
        keep(bureau, *place, data={"text": "-".join(map(str, place))})
    for place in places:
        assert told(bureau, *place).own.data == {"text": "-".join(map(str, place))}
    with bureau.db.transaction() as session:
        drafts.drop(session, bureau.maxiao.person_id, FORM, SUBJECT)
    assert [told(bureau, *place).own is None for place in places] == [True, False, False, False]
