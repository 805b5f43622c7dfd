"""Where a place of an incident may lie."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.command import site
from commandcenter.services.command.site import NewPlace
from tests.city import EAST

CORNERS = [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0), (None, None)]
BEYOND = [(90.1, 121.0), (-90.1, 121.0), (30.0, 180.1), (30.0, -180.1)]
HALF = [(30.0, None), (None, 121.0), (0.0, None)]


def test_a_place_lies_anywhere_on_earth_and_nowhere_else(city):
    incident = city.register()
    for number, (lat, lon) in enumerate(CORNERS):
        city.do(site.add_place, "maxiao", incident, NewPlace(f"广场{number}", EAST, lat, lon))
    for where, words in ((BEYOND, "纬度应在 -90 至 90 之间"), (HALF, "须同时填写，或都不填")):
        for lat, lon in where:
            with pytest.raises(RuleBroken, match=words):
                city.do(site.add_place, "maxiao", incident, NewPlace("门口", EAST, lat, lon))
