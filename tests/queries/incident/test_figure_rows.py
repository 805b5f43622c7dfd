"""Behind a figure stand as many rows as it says, and a place that was left counts no more."""

import pytest

from commandcenter.domain.command.site import Mood
from commandcenter.domain.complaints.complaint import Complainant, ComplaintKind
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.queries.incident.figure_rows import figure_rows
from commandcenter.queries.incident.situation import situation
from commandcenter.services.command import site
from commandcenter.services.incident import incidents

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
