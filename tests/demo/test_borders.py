"""The invented city's borders look like real ones and fit together."""

import json
import math
from collections import Counter
from itertools import pairwise

import pytest

from commandcenter.db.demo.borders import FILE, UNITS, contains, text

CITY = json.loads(FILE.read_text("utf-8"))
SHAPES = {
    f["id"]: f["geometry"]["coordinates"][0]
    for f in CITY["features"]
    if f["geometry"]["type"] == "Polygon"
}
RIVER = next(f for f in CITY["features"] if f["id"] == "river")["geometry"]["coordinates"]
TOWNS = [f for f in CITY["features"] if f["geometry"]["type"] == "Point"]
KM = 111.32


def km(point):
    return point[0] * KM * math.cos(math.radians(30.2)), point[1] * KM


def area(ring):
    flat = [km(p) for p in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(flat)) / 2


def edges(ring):
    return Counter(tuple(sorted((tuple(a), tuple(b)))) for a, b in pairwise(ring))


def crossing(line):
    """The first two stretches of `line` that cross or touch without being neighbours."""
    parts = list(pairwise(line))
    for i, (a, b) in enumerate(parts):
        for j in range(i + 2, len(parts)):
            c, d = parts[j]
            if max(c[0], d[0]) < min(a[0], b[0]) or max(a[0], b[0]) < min(c[0], d[0]):
                continue
            if i == 0 and b != c and d == a:  # a ring's last stretch meets its first
                continue
            if turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0:
                return i, j, a
    return None


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def test_the_script_still_makes_the_city_that_lies_in_the_repository():
    assert FILE.read_text("utf-8") == text()


def test_the_city_has_its_seven_county_units():
    names = {f["id"]: f["properties"]["name"] for f in CITY["features"] if f["id"] in SHAPES}
    assert names == {
        "990102": "城东区",
        "990103": "城西区",
        "990104": "临江区",
        "990105": "高新区",
        "990121": "青岚县",
        "990122": "南浦县",
        "990181": "石桥市",
    }
    assert CITY["city"] == {"adcode": "990100", "name": "澄州市", "credit": "边界为演示数据"}
    assert "properties" not in CITY  # RFC 7946 7.1


@pytest.mark.parametrize("code", SHAPES)
def test_a_border_is_a_closed_ring_that_never_crosses_itself(code):
    ring = SHAPES[code]
    assert ring[0] == ring[-1]
    assert area(ring) > 0  # counter-clockwise, as RFC 7946 has it
    assert max(edges(ring).values()) == 1
    assert crossing(ring) is None


def test_neighbours_share_their_border_point_for_point():
    use = sum((edges(ring) for ring in SHAPES.values()), Counter())
    assert set(use.values()) == {1, 2}
    outside = [edge for edge, times in use.items() if times == 1]
    ends = Counter(point for edge in outside for point in edge)
    assert set(ends.values()) == {2}  # what is not shared is one closed line around the city
    assert sum(use.values()) - len(outside) == 2 * (len(use) - len(outside))


def test_no_land_is_counted_twice_or_lost():
    use = sum((edges(ring) for ring in SHAPES.values()), Counter())
    outline = one_ring([edge for edge, times in use.items() if times == 1])
    assert abs(area(outline)) == pytest.approx(sum(map(area, SHAPES.values())), rel=1e-9)
    assert crossing(outline) is None


def one_ring(loose):
    following = {}
    for a, b in loose:
        following.setdefault(a, []).append(b)
        following.setdefault(b, []).append(a)
    ring = [next(iter(following)), following[next(iter(following))][0]]
    while ring[-1] != ring[0]:
        a, b = following[ring[-1]]
        ring.append(b if a == ring[-2] else a)
    return ring


def test_no_border_runs_straight():
    """Over 3 km nothing stays within 3 % of a straight line."""
    for ring in SHAPES.values():
        flat = [km(p) for p in ring[:-1]]
        for start in range(len(flat)):
            run = [flat[start]]
            while math.dist(run[0], run[-1]) < 3 and len(run) < 60:
                run.append(flat[(start + len(run)) % len(flat)])
            a, b = run[0], run[-1]
            off = max(abs(turn(a, b, p)) / math.dist(a, b) for p in run)
            assert off > 0.03 * math.dist(a, b), a


def test_no_stretch_is_so_long_that_it_shows():
    longest = max(math.dist(km(a), km(b)) for r in SHAPES.values() for a, b in pairwise(r))
    assert longest < 0.9


def test_areas_are_those_of_a_city_with_rural_counties():
    size = {code: area(ring) for code, ring in SHAPES.items()}
    assert 4000 < sum(size.values()) < 5500
    assert 200 < size["990102"] < 350
    assert min(size, key=size.get) == "990102"
    assert max(size, key=size.get) == "990181"
    assert max(size.values()) / min(size.values()) < 6


def test_the_city_is_about_a_hundred_kilometres_wide():
    points = [km(p) for ring in SHAPES.values() for p in ring]
    assert 94 < max(p[0] for p in points) - min(p[0] for p in points) < 104
    assert 56 < max(p[1] for p in points) - min(p[1] for p in points) < 68


def test_the_river_never_leaves_the_city_and_some_borders_follow_it():
    assert crossing(RIVER) is None
    shores = {tuple(p) for ring in SHAPES.values() for p in ring}
    on_border = [tuple(p) in shores for p in RIVER]
    assert 0.3 < sum(on_border) / len(RIVER) < 0.8
    for point, shore in zip(RIVER, on_border, strict=True):
        assert shore or any(contains(ring, point) for ring in SHAPES.values())


def test_every_town_lies_in_its_county_with_a_name_of_its_own():
    assert all(8 <= len(unit.towns.split()) <= 14 for unit in UNITS)
    assert len({f["properties"]["name"] for f in TOWNS}) == len(TOWNS)
    assert len({f["id"] for f in TOWNS}) == len(TOWNS)
    for town in TOWNS:
        county = town["properties"]["district"]
        assert town["id"].startswith(county)
        inside = [c for c, r in SHAPES.items() if contains(r, town["geometry"]["coordinates"])]
        assert inside == [county]


def test_no_town_is_named_inside_another_towns_name():
    whole = [f["properties"]["name"].removesuffix("街道").rstrip("镇乡") for f in TOWNS]
    for a in whole:
        assert [b for b in whole if a in b] == [a]
