"""The map of an incident as GeoJSON: RFC 7946, the counties concerned, places and teams."""

import json
from itertools import pairwise

import pytest

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.offices.leaving import map_leaving, note_leaving
from commandcenter.outputs.map_geojson import map_geojson
from commandcenter.queries.command.map_features import IncidentMap, MapFeature
from commandcenter.services.command import site
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents
from commandcenter.store import journal
from commandcenter.store.tables.journal import JournalLineRow
from tests.city import EAST
from tests.field import add_people
from tests.queries.incident.test_case_picture import tell

NAMES = {"kind", "name", "complaints", "people", "at"}


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def rings(shape):
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [(ring, place) for part in parts for place, ring in enumerate(part)]


@pytest.fixture
def mapped(city):
    add_people(city)
    who = Complainant(name="王建国", phone="10012345678")
    city.take_in(*(city.complaint(f"n{n}", complainant=who) for n in range(3)))
    incident = city.register()
    city.activate(incident)
    place = site.NewPlace("城东店（王建国 10012345678）", EAST, 30.25, 121.55)
    city.do(site.add_place, "maxiao", incident, place)
    city.do(incidents.place_team, "maxiao", incident, "现场一队", 30.26, 121.56, people=6)
    return city, incident


def told(city, incident):
    leaving = city.ask(map_leaving, PROGRAM, incident, city.db.clock())
    return leaving, json.loads(leaving.data)


def test_counties_places_and_teams_are_features_of_the_same_columns(mapped):
    leaving, shown = told(*mapped)
    features = {each["id"]: each for each in shown["features"]}
    assert (shown["type"], shown["schema"]) == ("FeatureCollection", "commandcenter.map/1")
    assert "crs" not in shown
    assert leaving.rows == len(features) == len(shown["features"])
    assert all(set(each["properties"]) == NAMES for each in features.values())
    county = features[f"county:{EAST}"]
    assert county["properties"]["complaints"] == 3
    assert county["geometry"]["type"] in ("Polygon", "MultiPolygon")
    [team] = [each for key, each in features.items() if key.startswith("team:")]
    assert team["geometry"] == {"type": "Point", "coordinates": [121.56, 30.26]}
    assert (team["properties"]["name"], team["properties"]["people"]) == ("现场一队", 6)
    assert team["properties"]["at"].endswith("+08:00")
    assert {each["properties"]["kind"] for each in features.values()} == {"county", "place", "team"}
    west, south, east, north = shown["bbox"]
    assert west <= 121.55 <= east
    assert south <= 30.25 <= north


def test_who_complained_stands_in_no_name(mapped):
    leaving, _ = told(*mapped)
    words = leaving.data.decode()
    assert "城东店（" in words
    assert "王建国" not in words
    assert "10012345678" not in words


def test_rings_turn_as_the_standard_says_whatever_the_file_did(mapped):
    _, shown = told(*mapped)
    for each in shown["features"]:
        if each["geometry"]["type"] != "Point":
            for ring, place in rings(each["geometry"]):
                assert ring[0] == ring[-1]
                assert (area(ring) < 0) == (place > 0)
    square = [[0, 0, 9], [0, 4], [4, 4], [4, 0]]  # with the clock, open, one spot with a height
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]  # against it
    shape = {"type": "MultiPolygon", "coordinates": [[square, hole]]}
    one = IncidentMap(1, mapped[0].db.clock(), (MapFeature("county:1", "county", "某县", shape),))
    [feature] = json.loads(map_geojson(one))["features"]
    [(outer, _), (inner, _)] = rings(feature["geometry"])
    assert outer == [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    assert area(inner) < 0 < area(outer)


def test_of_cases_schools_have_no_names(city):
    """As on the wall: a file travels."""
    incident = city.register(categories=(Category.SAFETY,), kind="school_food", brand="")
    tell(city, incident)
    _, shown = told(city, incident)
    cases = {
        each["id"].partition(":")[0]: each["properties"]
        for each in shown["features"]
        if each["properties"]["people"] == 38
    }
    assert (cases["case_site"]["name"], cases["case_site"]["complaints"]) == ("甲校", None)
    assert "育新学校" not in json.dumps(shown, ensure_ascii=False)
    assert {f["properties"]["kind"] for f in shown["features"]} == {
        "county", "case_site", "hospital",
    }  # fmt: skip


def test_the_journal_has_who_took_it_and_how_much(mapped):
    city, incident = mapped
    leaving, _ = told(city, incident)
    city.do(note_leaving, "chenyu", leaving)
    with city.db.read() as session:
        line = session.get_one(JournalLineRow, journal.latest(session))
        assert (line.actor, line.kind, line.verb) == ("chenyu", "export", "map exported")
        assert (line.subject, line.incident_id) == (leaving.rows, incident)


@pytest.mark.parametrize("login", ["west", "admin"])
def test_who_does_not_see_the_incident_takes_no_map_of_it(mapped, login):
    city, incident = mapped
    with pytest.raises(RuleBroken):
        city.ask(map_leaving, getattr(city, login), incident, city.db.clock())
    city.ask(map_leaving, city.east, incident, city.db.clock())
