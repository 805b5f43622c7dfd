"""Behind a figure stand as many rows as it says, and a place that was left counts no more."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from commandcenter.domain.command.site import Mood
from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.queries.command.site import site_board
from commandcenter.queries.incident.figure_rows import figure_rows
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.incident.tallies import tally_lines
from commandcenter.services.command import site
from commandcenter.services.incident import facts, incidents
from commandcenter.store import journal
from commandcenter.store.tables.complaints.complaint import ComplaintRow

ONE, OTHER = Complainant("王某", "10000000001"), Complainant("李某", "10000000002")
NOBODY = Complainant()


@pytest.fixture
def told(city):
    """Two people and somebody without a name, in two counties, against two traders."""
    city.incident = city.register(districts=("990102", "990103"))
    there = {"district": "990103", "subject_name": "乙店"}
    city.take_in(
        city.complaint("a", complainant=ONE, amount_cents=500),
        city.complaint("b", complainant=ONE, amount_cents=900),
        city.complaint("c", complainant=ONE, amount_cents=300, **there),
        city.complaint("d", complainant=OTHER, amount_cents=None, **there),
        city.complaint("e", complainant=NOBODY, amount_cents=70),
        city.complaint("f", complainant=OTHER, kind=ComplaintKind.REPORT, amount_cents=None),
    )
    return city


def behind(city, code, actor=None):
    now = city.db.clock()
    found = city.ask(figure_rows, actor or city.chenyu, city.incident, code, now)
    return found, city.ask(situation, city.incident, now).counts


def test_people_open_as_people_and_money_as_claims(told):
    found, counts = behind(told, "people")
    assert found.number == len(found.lines) == counts.people
    assert {line.who for line in found.lines if not line.reporter} == {"王**", "李**"}
    assert [line.who for line in found.lines if line.reporter] == [""]
    found, counts = behind(told, "person_times")
    assert found.number == len(found.lines) == counts.person_times
    found, counts = behind(told, "amount")
    assert [line.cents for line in found.lines] == [900, 300, 70]
    assert found.number == sum(line.cents for line in found.lines) == counts.amount_cents == 1_270


def test_who_once_reported_is_not_named_behind_a_figure(told):
    """What was corrected to a complaint hides its reporter as before."""
    with told.db.write() as session:
        session.execute(
            update(ComplaintRow).where(ComplaintRow.number == "f").values(kind="complaint")
        )
        journal.record(session, told.hewenjing, "complaint", 1, "corrected")
    for code in ("people", "person_times", "complainants"):
        found, _ = behind(told, code)
        assert [line.who for line in found.lines if line.reporter] == [""], code


def test_a_county_is_told_how_much_lies_elsewhere(told):
    county = Actor(9, "c", "县区局", frozenset({Grant(Role.COUNTY, district="990103")}))
    found, counts = behind(told, "amount", county)
    assert [line.cents for line in found.lines] == [300]
    assert (found.number, found.hidden) == (counts.amount_cents, 970)


def test_a_place_that_was_left_counts_no_more_until_somebody_counts_there_again(city):
    incident = city.register()
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 60, "城东店")
    west = site.SiteReport(Mood.CALM, place="城西店", head_count=15)
    city.do(site.report, "maxiao", incident, west)

    def there():
        return city.ask(situation, incident, city.db.clock()).on_site

    assert (there().value, there().place) == (75, "现场2处")
    last = site.SiteReport(Mood.CALM, place="城西店", head_count=4, closes=True)
    city.do(site.report, "maxiao", incident, last)
    assert (there().value, there().place) == (60, "城东店")
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 6, "城西店")
    assert there().value == 66


def test_people_on_site_are_one_number_in_matrix_tile_list_and_site(city):
    incident = city.register()

    def everywhere():
        now = city.db.clock()
        fact = city.ask(grade_sheet, incident, now).facts["on_site"]
        tile = city.ask(situation, incident, now).on_site
        lines = [line for line in city.ask(tally_lines, incident, now) if line.kind == "on_site"]
        listed = sum(line.value or 0 for line in lines if line.summed)
        board = city.ask(site_board, city.maxiao, incident, now)
        [told] = {fact.value or 0, tile.value if tile else 0, listed, board.people}
        return told

    def state(value):
        told = NewFact("on_site", value, "公安电话", city.db.clock())
        city.do(facts.state_facts, "zhoulan", incident, [told])

    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 60, "城东店")
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 15, "城西店")
    assert everywhere() == 75
    state(120)
    assert everywhere() == 120
    state(None)  # 正在核查
    assert everywhere() == 0
    city.do(incidents.count_by_hand, "maxiao", incident, "on_site", 40, "城东店")
    assert everywhere() == 55  # a place was counted again: its places hold


def test_of_pupils_hurt_each_word_is_listed_and_the_latest_holds(city):
    incident = city.register()
    for minutes, value in ((20, 31), (5, 47)):
        as_of = city.db.clock() - timedelta(minutes=minutes)
        told = NewFact("school_hurt", value, "市卫健委、学校通报", as_of)
        city.do(facts.state_facts, "zhoulan", incident, [told])
    lines = city.ask(tally_lines, incident, city.db.clock(), "school_hurt")
    assert [(line.kind, line.value, line.summed) for line in lines] == [
        ("school_hurt", 47, True), ("school_hurt", 31, False)
    ]  # fmt: skip
