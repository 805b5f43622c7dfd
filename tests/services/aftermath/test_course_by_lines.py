"""The course of an incident whose server's clock was put back in the middle of it."""

import shutil
from datetime import timedelta

import pytest

from commandcenter.domain.level import Level
from commandcenter.services.command import running_log
from commandcenter.services.incident import incidents, response
from commandcenter.store.aftermath.inquiry_course import course_words
from commandcenter.store.clock import HandClock, system_clock
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import City

AHEAD, MINUTE = timedelta(minutes=90), timedelta(minutes=1)
RAISED = response.Change(Level.III, "人数增加", 5, "市局牵头处置", "陈屿")


@pytest.fixture
def hands(sqlite_url, city_file):
    """A city on a file whose clock is put by hand."""
    shutil.copy(city_file, sqlite_url.removeprefix("sqlite:///"))
    clock = HandClock(system_clock() + timedelta(hours=2))
    city = City(Database(make_engine(sqlite_url), clock))
    yield city
    city.db.close()


def course(city, incident):
    def ask(session):
        row = session.get_one(IncidentRow, incident)
        return course_words(session, row, proofs(session, row))

    return city.ask(ask)


def said(city, incident, words):
    city.db.clock.at += MINUTE
    line = city.do(running_log.write_line, "zhoulan", incident, words)
    city.do(running_log.show_on_wall, "zhoulan", line, shown=True)


def led(city, ahead):
    """Started while the clock was ahead, raised after it was put right."""
    incident = city.register()
    city.db.clock.at += ahead
    said(city, incident, "先到的一句")
    city.db.clock.at += MINUTE
    city.activate(incident, Level.IV)
    city.db.clock.at += MINUTE - ahead
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.III, "人数增加", {})
    city.do(response.raise_level, "chenyu", incident, RAISED)
    said(city, incident, "后到的一句")
    return incident


@pytest.mark.parametrize("ahead", [timedelta(), AHEAD])
def test_what_was_done_after_the_clock_was_put_back_is_told_after(hands, ahead):
    words = course(hands, led(hands, ahead))
    told = ("接报", "先到的一句", "启动Ⅳ级响应", "调整为Ⅲ级响应", "后到的一句")
    places = [words.index(each) for each in told]
    assert places == sorted(places), words
