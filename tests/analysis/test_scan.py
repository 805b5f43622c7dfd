"""The space-time permutation scan against a slow one written from the paper, and its promises."""

import math
from itertools import pairwise

import numpy as np
import pytest

from commandcenter.analysis.scan import space_time_permutation
from commandcenter.analysis.scan_kernel import (
    likelihood_ratio,
    search,
    search_by_cells,
    search_by_circles,
)


def city(places, days, cases, seed):
    """Cases that fall on places and days by chance, and where the places are."""
    rng = np.random.default_rng(seed)
    latlon = np.column_stack([28 + rng.random(places), 112 + rng.random(places)])
    shares = np.outer(rng.gamma(2, 1, places), rng.gamma(9, 1, days))
    table = rng.multinomial(cases, (shares / shares.sum()).ravel()).reshape(places, days)
    return table, latlon


def kilometres(a, b):
    (lat1, lon1), (lat2, lon2) = (map(math.radians, p) for p in (a, b))
    h = math.sin((lat1 - lat2) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon1 - lon2) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def every_cylinder(table, latlon, max_days, max_share, max_km, min_cases):
    """Each (llr, centre, places, days, observed, expected), written down from the paper."""
    total = table.sum()
    for centre in range(len(table)):
        near = sorted(range(len(table)), key=lambda i: kilometres(latlon[centre], latlon[i]))
        for size in range(1, len(table) + 1):
            inside = near[:size]
            if table[inside].sum() > max_share * total:
                break
            if max_km and kilometres(latlon[centre], latlon[inside[-1]]) > max_km:
                break
            for days in range(1, max_days + 1):
                c = int(table[inside, -days:].sum())
                m = table[inside].sum() * table[:, -days:].sum() / total
                if c < min_cases or c <= m:
                    continue
                llr = c * math.log(c / m)
                if c < total:
                    llr += (total - c) * math.log((total - c) / (total - m))
                yield llr, centre, inside, days, c, m


def strongest_apart(cylinders):
    """Best of each centre, the strongest first, none that shares a place with one before."""
    best = {}
    for cylinder in cylinders:
        if cylinder[1] not in best or cylinder[0] > best[cylinder[1]][0]:
            best[cylinder[1]] = cylinder
    apart, taken = [], set()
    for cylinder in sorted(best.values(), key=lambda b: -b[0]):
        if not taken & set(cylinder[2]):
            apart.append(cylinder)
            taken |= set(cylinder[2])
    return apart


@pytest.mark.parametrize(
    "limits",
    [
        {"max_days": 6, "max_share": 0.5, "max_km": None, "min_cases": 2},
        {"max_days": 9, "max_share": 0.2, "max_km": None, "min_cases": 4},
        {"max_days": 3, "max_share": 0.5, "max_km": 30.0, "min_cases": 2},
    ],
    ids=["half", "fifth", "near"],
)
@pytest.mark.parametrize("seed", range(3))
def test_the_clusters_are_those_of_the_definition(limits, seed):
    table, latlon = city(15, 20, 160, seed)
    table[3, -2:] += 4
    found = space_time_permutation(table, latlon, replicates=0, **limits)
    wanted = strongest_apart(every_cylinder(table, latlon, **limits))
    assert [(c.locations, c.last_day - c.first_day + 1) for c in found] == [
        (tuple(places), days) for _, _, places, days, _, _ in wanted
    ]
    assert [c.observed for c in found] == [w[4] for w in wanted]
    np.testing.assert_allclose([c.llr for c in found], [w[0] for w in wanted], atol=1e-9)
    np.testing.assert_allclose([c.expected for c in found], [w[5] for w in wanted])


def test_the_p_value_counts_the_shuffles_that_are_as_strong():
    """The same shuffles, made and searched by hand."""
    table, latlon = city(12, 14, 90, 4)
    found = space_time_permutation(table, latlon, max_days=7, replicates=99, seed=8)
    rng = np.random.default_rng(8)
    owner = np.repeat(np.arange(12), table.sum(axis=1))
    per_day = table.sum(axis=0)
    maxima = []
    for _ in range(99):
        last = owner[rng.choice(len(owner), per_day[-7:].sum(), replace=False)]
        shuffled = np.zeros_like(table)
        for place, day in zip(last, np.repeat(np.arange(13, 6, -1), per_day[:6:-1]), strict=True):
            shuffled[place, day] += 1
        shuffled[:, 0] = table.sum(axis=1) - shuffled.sum(axis=1)
        cylinders = every_cylinder(shuffled, latlon, 7, 0.5, None, 2)
        maxima.append(max((c[0] for c in cylinders), default=0.0))
    assert found
    for cluster in found:
        as_strong = sum(m >= cluster.llr - 1e-9 for m in maxima)
        assert cluster.p_value == pytest.approx((1 + as_strong) / 100)
        assert cluster.recurrence_days == pytest.approx(1 / cluster.p_value)


def test_an_outbreak_in_three_neighbouring_towns_is_found_where_and_since_when_it_is():
    table, latlon = city(60, 90, 1500, 11)
    near = np.argsort([kilometres(latlon[7], p) for p in latlon])[:3]
    table[near, -3:] += 5
    first = space_time_permutation(table, latlon)[0]
    assert set(near) <= set(first.locations)
    assert (first.first_day, first.last_day) == (87, 89)
    assert first.p_value == 0.001
    assert first.recurrence_days == pytest.approx(1000)


def test_a_day_on_which_all_places_have_more_is_no_cluster():
    table, latlon = city(40, 60, 1200, 3)
    table[:, -1] += 3
    assert all(c.p_value > 0.01 for c in space_time_permutation(table, latlon, replicates=199))


def test_chance_alone_gives_small_p_values_no_more_often_than_they_say():
    p = []
    for seed in range(100):
        table, latlon = city(20, 30, 200, 100 + seed)
        found = space_time_permutation(table, latlon, max_days=7, replicates=99, seed=seed)
        p.append(found[0].p_value if found else 1.0)
    assert np.mean(np.array(p) <= 0.1) <= 0.18  # 0.1 and 2.7 standard errors
    assert 0.4 < np.mean(p) < 0.64


def test_secondary_clusters_share_no_place_and_come_weaker_and_weaker():
    table, latlon = city(50, 60, 900, 2)
    table[[4, 30], -2:] += 6
    found = space_time_permutation(table, latlon, replicates=99)
    assert len(found) >= 2
    members = [m for c in found for m in c.locations]
    assert len(members) == len(set(members))
    assert all(a.llr >= b.llr for a, b in pairwise(found))


@pytest.mark.parametrize("outbreak", [0, 12])
def test_what_is_rare_enough_is_the_same_when_hopeless_shuffling_ends_early(outbreak):
    kept = []
    for seed in range(4):
        table, latlon = city(20, 40, 600, seed)
        table[3, -2:] += outbreak
        whole = space_time_permutation(table, latlon, replicates=199)
        rare = [cluster for cluster in whole if cluster.p_value <= 0.02]
        early = space_time_permutation(table, latlon, replicates=199, rarest=0.02)
        assert [c for c in early if c.p_value <= 0.02] == rare
        kept += rare
    assert bool(kept) == bool(outbreak)


def test_the_compiled_search_and_the_one_in_numpy_find_the_same():
    rng = np.random.default_rng(6)
    recent = rng.poisson(0.4, (5, 9, 4)).cumsum(axis=2).astype(np.int32)
    order = np.array([rng.permutation(9) for _ in range(9)], dtype=np.int32)
    order = np.array([np.r_[i, row[row != i]] for i, row in enumerate(order)], dtype=np.int32)
    sizes = rng.integers(0, 8, 9)
    circles = np.full(9, 6)[order].cumsum(axis=1)
    bar = rng.integers(2, 9, (9, 7, 4)).astype(np.int32)
    arguments = (recent, order, sizes, bar, circles, np.array([2, 4, 6, 8]), 54)
    by_circles = search_by_circles(*arguments)
    assert (by_circles > 0).all()
    np.testing.assert_allclose(search_by_cells(*arguments), by_circles, rtol=1e-12)
    np.testing.assert_allclose(search()(*arguments), by_circles, rtol=1e-12)


def test_the_likelihood_ratio_of_the_worked_example():
    # 15 cases where 5 are expected, of 100: 15 ln 3 + 85 ln(85/95)
    assert likelihood_ratio(15, 5.0, 100) == pytest.approx(
        15 * math.log(3) + 85 * math.log(85 / 95)
    )
    assert likelihood_ratio(5, 5.0, 100) == 0
    assert likelihood_ratio(100, 50.0, 100) == pytest.approx(100 * math.log(2))


def test_without_cases_there_is_no_cluster():
    assert space_time_permutation(np.zeros((5, 30), int), np.zeros((5, 2))) == []
    assert space_time_permutation(np.ones((1, 1), int), [[30, 112]]) == []


@pytest.mark.parametrize("table", [[[0.5, 1]], [[-1, 2]], [1, 2]], ids=["half", "negative", "flat"])
def test_what_is_no_table_of_cases_is_refused(table):
    with pytest.raises(ValueError, match="cases must be"):
        space_time_permutation(table, [[30, 112]])
