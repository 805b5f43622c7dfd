"""Outlines: what crosses itself, what lies where, how far two cover each other."""

import math
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commandcenter.domain import outline

FEW = settings(max_examples=150, deadline=None, derandomize=True)
corners = st.tuples(st.integers(0, 7), st.integers(0, 7))
loops = st.lists(corners, min_size=3, max_size=9)


def closed(points):
    """A ring on a grid of degrees; a point that repeats the one before is left out."""
    kept = [b for a, b in pairwise([None, *points]) if a != b]
    return outline.ring_of([*kept, kept[0]])


def side(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def cross_in_the_open(ring):
    """Slowly, each edge with each: whether two cross at a point that is an end of neither."""
    for (a, b), (c, d) in combinations(list(pairwise(ring)), 2):
        if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
            return True
    return False


def area_by_parity(ring):
    """The area that a map paints, from strips between all heights where something happens."""
    edges = list(pairwise(ring))
    heights = {Fraction(p[1]) for p in ring}
    for (a, b), (c, d) in combinations(edges, 2):
        one, other = side(a, b, c), side(a, b, d)
        if one * other < 0:
            heights.add(c[1] + Fraction(one, one - other) * (d[1] - c[1]))
    total = Fraction(0)
    for low, high in pairwise(sorted(heights)):
        y = (low + high) / 2
        cuts = sorted(
            a[0] + (y - a[1]) * Fraction(b[0] - a[0], b[1] - a[1])
            for a, b in edges
            if (a[1] > y) != (b[1] > y)
        )
        total += (high - low) * sum(b - a for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return total


@FEW
@given(loops)
def test_what_crosses_in_the_open_is_found_wherever_it_is(points):
    ring = closed(points)
    assume(len(ring) > 3)
    if cross_in_the_open(ring):
        assert outline.fault([ring]) is not None


@FEW
@given(loops)
def test_an_outline_without_fault_encloses_just_what_a_map_paints(points):
    """A ring that goes through itself, even through a corner, paints less than it winds around."""
    ring = closed(points)
    assume(len(ring) > 3)
    if outline.fault([ring]) is None:
        assert outline.area(ring) == 2 * area_by_parity(ring)


@FEW
@given(st.lists(st.floats(0.2, 1.0), min_size=3, max_size=40))
def test_a_ring_around_a_middle_has_no_fault_and_holds_it(reaches):
    count = len(reaches)
    turned = [2 * math.pi * i / count for i in range(count)]
    points = [
        (112 + r * math.cos(a), 28 + r * math.sin(a)) for r, a in zip(reaches, turned, strict=True)
    ]
    ring = outline.ring_of([*points, points[0]])
    assert outline.fault([ring]) is None
    [middle] = outline.ring_of([(112, 28)])
    assert outline.place_in(ring, middle) == 1
    assert outline.shared([ring], [ring]) == pytest.approx(outline.area(ring) / 2, rel=0.05)


BOW = [(0, 0), (2, 2), (2, 0), (0, 2)]
THROUGH_A_CORNER = [(0, 0), (1, 1), (2, 2), (2, 0), (1, 1), (0, 2)]
TOUCHING = [(0, 0), (4, 0), (4, 3), (2, 0), (0, 3)]
TWO_AT_A_CORNER = [(0, 0), (2, 0), (2, 2), (4, 2), (4, 4), (2, 4), (2, 2), (0, 2)]
SPIKE = [(0, 0), (2, 0), (3, 0), (2, 0), (2, 2), (0, 2)]


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        (BOW, True),
        (THROUGH_A_CORNER, True),
        (SPIKE, False),
        (TOUCHING, None),
        (TWO_AT_A_CORNER, None),
    ],
)
def test_crossing_and_going_back_are_faults_and_touching_is_none(points, kind):
    found = outline.fault([closed(points)])
    assert (found and found.crossing) == kind
    if kind:
        x, y = outline.degrees(found.at)
        assert (x, y) == pytest.approx((1, 1))


def test_the_fault_between_two_rings_of_one_unit_is_found():
    outer = closed([(0, 0), (4, 0), (4, 4), (0, 4)])
    assert outline.fault([outer, closed([(1, 1), (3, 1), (3, 3), (1, 3)])]) is None
    assert outline.fault([outer, closed([(2, 2), (6, 2), (6, 3), (2, 3)])]).crossing
    assert not outline.fault([outer, closed([(4, 1), (6, 1), (6, 3), (4, 3)])]).crossing


def coast(count, reach=1.0):
    """A jagged ring of so many points."""
    for i in range(count):
        a = 2 * math.pi * i / count
        r = reach * (1 + 0.1 * math.sin(40 * a) + 0.3 / count * (i * 7919 % 11))
        yield 112 + r * math.cos(a), 28 + r * math.sin(a)


def test_a_border_of_twelve_thousand_points_needs_few_looks_and_a_knot_is_left_off(monkeypatch):
    """Counted, not timed: so many pairs of edges for each point and no more."""
    monkeypatch.setattr(outline, "TESTS", 0)
    points = list(coast(12_000))
    assert outline.fault([outline.ring_of([*points, points[0]])]) is None
    spikes = [(112 + r * math.cos(a), 28 + r * math.sin(a)) for r, a in spiked(4_000)]
    with pytest.raises(outline.TooTangled):
        outline.fault([outline.ring_of([*spikes, spikes[0]])])


def spiked(count):
    for i in range(count):
        yield (1.0 if i % 2 else 0.01), 2 * math.pi * i / count


def test_holes_and_places_are_told_apart():
    outer = closed([(0, 0), (4, 0), (4, 4), (0, 4)])
    on_its_corners = closed([(0, 2), (2, 0), (4, 2), (2, 4)])
    beside = closed([(4, 0), (6, 0), (6, 4), (4, 4)])
    assert outline.is_within(on_its_corners, outer)
    assert not outline.is_within(outer, on_its_corners)
    assert not outline.is_within(beside, outer)
    places = {(2, 2): 1, (4, 2): 0, (0, 0): 0, (2, 4): 0, (5, 2): -1, (2, 9): -1}
    for place, answer in places.items():
        [point] = outline.ring_of([place])
        assert outline.place_in(outer, point) == answer, place


def test_what_two_areas_share_is_measured():
    one, other = closed([(0, 0), (4, 0), (4, 4), (0, 4)]), closed([(3, 1), (9, 1), (9, 9), (3, 9)])
    assert outline.shared([one], [other]) == pytest.approx(3 * outline.GRAIN**2, rel=0.02)
    hole = closed([(1, 1), (3, 1), (3, 3), (1, 3)])
    inner = closed([(1.1, 1.1), (2.9, 1.1), (2.9, 2.9), (1.1, 2.9)])
    assert outline.shared([one, hole], [inner]) == 0
    [point] = outline.ring_of([(5, 2)])
    assert outline.distance_km([one], point) == pytest.approx(111, rel=0.02)


SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4)]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ((1, 0), 0), ((3, 4), 0), ((0, 1), 0), ((4, 3), 0),
        ((0, 0), 0), ((4, 0), 0), ((4, 4), 0), ((0, 4), 0),
        ((-1, 0), -1), ((5, 0), -1), ((-1, 4), -1), ((5, 4), -1), ((-1, 2), -1),
        ((2, -1), -1), ((1, 1), 1), ((3, 3), 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_a_place_is_inside_on_the_border_or_outside_whichever_way_it_runs(place, answer, turned):
    [point] = outline.ring_of([place])
    assert outline.place_in(closed(SQUARE[::-1] if turned else SQUARE), point) == answer


@pytest.mark.parametrize(
    ("place", "answer"), [((2, 2), 0), ((2, 1), 1), ((2, 3), -1), ((0, 2), -1), ((6, 2), -1)]
)
def test_a_corner_that_looks_up_is_on_the_border(place, answer):
    [point] = outline.ring_of([place])
    assert outline.place_in(closed([(0, 0), (4, 0), (2, 2)]), point) == answer


@pytest.mark.parametrize(
    "other", [[(4, 0), (8, 0), (8, 4), (4, 4)], [(0, 4), (4, 4), (4, 8), (0, 8)],
              [(4, 4), (8, 4), (8, 8), (4, 8)], [(9, 9), (12, 9), (12, 12)]],
)  # fmt: skip
def test_areas_that_only_touch_or_lie_apart_share_nothing(other):
    assert outline.shared([closed(SQUARE)], [closed(other)]) == 0.0
    assert outline.shared([closed(other)], [closed(SQUARE)]) == 0.0


def test_a_line_without_length_is_as_far_as_its_point():
    [point, end, away] = outline.ring_of([(112, 0), (112, 1), (113, 0)])
    assert outline.distance_km([(point, point)], away) == pytest.approx(111.2)
    assert outline.distance_km([(point, end)], away) == pytest.approx(111.2)
    assert outline.distance_km([(point, end)], point) == 0.0


@pytest.mark.parametrize("bend", [-1, 0, 1])
def test_a_corner_may_touch_an_edge_and_not_go_beyond_it(bend):
    ring = closed([(0, 0), (4, 0), (4, 4), (2, bend), (0, 4)])
    found = outline.fault([ring])
    assert (found is not None) == (bend < 0)


def test_a_ring_inside_another_that_touches_it_all_along_lies_within_it():
    assert outline.is_within(closed(SQUARE), closed(SQUARE))
    assert outline.is_within(closed([(0, 0), (2, 0), (2, 4), (0, 4)]), closed(SQUARE))
    assert not outline.is_within(closed([(4, 0), (6, 0), (6, 4), (4, 4)]), closed(SQUARE))
