"""Eleven units with long names on a small map: what is written can be read."""

import json

import pytest

from commandcenter.intake.borders import borders_of
from commandcenter.intake.places import Crs
from commandcenter.queries.command.map_picture import DistrictShade, MapPicture
from commandcenter.ui.map import shapes
from commandcenter.ui.map.maker import Maker, dots_of
from commandcenter.ui.map.painter import fit
from tests.second_city.place import CENTRE, COAST, ISLES, border_file
from tests.ui.map.conftest import NOW
from tests.ui.map.test_layout import boxes, width

CONCERNED = {str(CENTRE): 64, str(COAST): 0, str(ISLES): 0}


@pytest.fixture(scope="module")
def long_names():
    return borders_of(json.loads(border_file()), Crs.GCJ02)


def named_on(long_names, colors, words, size, counts, concerned):
    boundaries = shapes.read(long_names.geojson())
    shades = tuple(
        DistrictShade(u.code, u.name, counts.get(u.code, 0), u.code in concerned, None, None,
                      30 if u.code in concerned else None)
        for u in long_names.units
    )  # fmt: skip
    picture = MapPicture(shades, (), (), (), NOW, NOW, ())
    camera = fit(boundaries.box, *size, 12)
    scene = Maker(boundaries, colors, words, width, 1.0).scene(
        picture, dots_of(picture), camera.pixels
    )
    return boxes(scene, camera, 1.0)


@pytest.mark.parametrize("size", [(620, 460), (480, 240), (450, 225)])
def test_no_name_lies_over_another_and_those_concerned_stay(long_names, colors, words, size):
    found = named_on(long_names, colors, words, size, CONCERNED, CONCERNED)
    assert {"镜湖新城中心区", "东海岸经开区", "列屿县"} <= found.keys()
    most = 0.08 * 14 * 6 * 40  # of a name of six characters and the count under it
    pairs = [(a, b) for a in found for b in found if a < b and found[a].overlap(found[b]) > most]
    assert pairs == []


def test_a_map_with_room_writes_every_name(long_names, colors, words):
    found = named_on(long_names, colors, words, (900, 640), CONCERNED, CONCERNED)
    assert len(found) == 11


def test_of_a_quiet_city_those_with_most_complaints_are_named(long_names, colors, words):
    counts = {u.code: n for n, u in enumerate(long_names.units)}
    found = named_on(long_names, colors, words, (450, 225), counts, ())
    assert 3 <= len(found) < 11
    assert long_names.units[-1].name in found
