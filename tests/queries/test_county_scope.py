"""A county finds its own: in the search of the desk, and among legal questions and answers."""

import pytest

from commandcenter.queries.command.legal import legal_board
from commandcenter.queries.seat.desk import top_subjects
from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.search_ask import HitKind
from commandcenter.services.command import legal
from tests.city import EAST
from tests.field import add_people

WEST = "990103"


@pytest.fixture
def counties(city):
    """One trader complained about in the east, one in the west, one in both."""
    add_people(city)
    city.take_in(
        city.complaint("E1", subject_name="东门健身店"),
        city.complaint("W1", subject_name="西门健身店", district=WEST),
        city.complaint("E2", subject_name="连锁健身店"),
        city.complaint("W2", subject_name="连锁健身店", district=WEST, minutes_ago=5),
    )
    return city


def hit_words(city, login, kind):
    hits = city.ask(search, getattr(city, login), "健身店")
    return sorted(hit.title if kind is HitKind.SUBJECT else hit.detail for hit in hits
                  if hit.kind is kind)  # fmt: skip


def test_the_search_finds_the_traders_and_complaints_of_the_own_county(counties):
    everything = ["东门健身店", "西门健身店", "连锁健身店"]
    assert hit_words(counties, "liwei", HitKind.SUBJECT) == sorted(everything)
    assert len(hit_words(counties, "liwei", HitKind.COMPLAINT)) == 4
    for login, own in (("east", "东门健身店"), ("west", "西门健身店")):
        assert hit_words(counties, login, HitKind.SUBJECT) == sorted([own, "连锁健身店"])
        assert sorted(hit_words(counties, login, HitKind.COMPLAINT)) == sorted([own, "连锁健身店"])


def test_the_most_complained_about_are_those_of_the_own_county(counties):
    """One in both counties counts with the complaints of the own one only."""

    def tops(login):
        at = counties.db.clock()
        lines = counties.ask(top_subjects, getattr(counties, login), at)
        return sorted((line.name, line.count) for line in lines)

    everything = [("东门健身店", 1), ("西门健身店", 1), ("连锁健身店", 2)]
    assert tops("liwei") == sorted(everything)
    assert tops("east") == sorted([("东门健身店", 1), ("连锁健身店", 1)])
    assert tops("west") == sorted([("西门健身店", 1), ("连锁健身店", 1)])


def test_everybody_finds_people_and_clauses(counties):
    for login in ("liwei", "west"):
        kinds = {hit.kind for hit in counties.ask(search, getattr(counties, login), "陈屿")}
        assert kinds == {HitKind.PERSON}


def test_a_county_reads_legal_answers_of_its_own_incidents_only(counties):
    here = counties.register()
    there = counties.register(title="另一事件", brand="", districts=(WEST,))
    both = counties.register(title="两地事件", brand="", districts=(EAST, WEST))
    for incident in (here, there, both):
        counties.do(legal.ask, "zhoulan", incident, f"能否查封{incident}？")

    def asked(login, incident, **how):
        board = counties.ask(
            legal_board, getattr(counties, login), incident, counties.db.clock(), **how
        )
        return {line.incident_id for line in board.lines}

    assert asked("dengqing", here, everywhere=True) == {here, there, both}
    assert asked("east", here, everywhere=True) == {here, both}
    assert asked("west", there, everywhere=True) == {there, both}
    assert asked("east", there) == set()
    assert asked("east", here) == {here}
