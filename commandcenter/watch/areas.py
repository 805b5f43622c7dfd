"""Neighbouring towns where more gathers than place and day explain (space-time scan, nightly)."""

import math
from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from commandcenter.analysis.scan import Cluster, space_time_permutation
from commandcenter.domain.complaints.complaint import FOOD
from commandcenter.domain.watch.signal import Detector, StreamKind
from commandcenter.domain.watch.watching import Limits
from commandcenter.store.watch.stream_texts import TownPlace
from commandcenter.store.watch.streams import Bools, Ints, Rows
from commandcenter.watch.findings import Finding, micros, people_of

DAY = micros(timedelta(days=1))
LEAST_CASES = 5
REPLICATES = 999


def areas(
    rows: Rows, towns: Sequence[TownPlace], limits: Limits, until: int, days: int
) -> list[Finding]:
    """Clusters of the `days` whole days before `until` (the end of a day, microseconds).

    None where the city's file names no towns: they are optional.
    """
    if not towns:
        return []
    counted = rows.at > until - days * DAY
    food = np.isin(rows.cause, [n for n, name in enumerate(rows.causes) if name == FOOD])
    return [
        finding
        for words, chosen in (("", counted), (FOOD, counted & food))
        for finding in _scan(rows, towns, limits, until, days, words, chosen)
    ]


def _scan(
    rows: Rows,
    towns: Sequence[TownPlace],
    limits: Limits,
    until: int,
    days: int,
    words: str,
    chosen: Bools,
) -> list[Finding]:
    keys = rows.keys[StreamKind.TOWN]
    place = {town.key: number for number, town in enumerate(towns)}
    number = np.array([*(place.get(key, -1) for key in keys), -1])
    town = number[rows.streams[StreamKind.TOWN]]  # of NOWHERE the last one, which is none
    where = np.flatnonzero(chosen & (town >= 0) & (rows.at <= until))
    day = days - 1 - (until - rows.at[where]) // DAY
    cases = np.bincount(town[where] * days + day, minlength=len(towns) * days)
    clusters = space_time_permutation(
        cases.reshape(len(towns), days),
        [(each.lat, each.lon) for each in towns],
        max_days=limits.area_days,
        min_cases=LEAST_CASES,
        replicates=REPLICATES,
        rarest=1 / limits.area_again_days,
    )
    return [
        _finding(rows, towns, cluster, words, where[_inside(cluster, town[where], day)], days)
        for cluster in clusters
        if cluster.recurrence_days >= limits.area_again_days
    ]


def _inside(cluster: Cluster, town: Ints, day: Ints) -> Bools:
    return np.isin(town, cluster.locations) & (day >= cluster.first_day)


def _finding(
    rows: Rows,
    towns: Sequence[TownPlace],
    cluster: Cluster,
    words: str,
    where: Ints,
    days: int,
) -> Finding:
    names = tuple(towns[n].key for n in cluster.locations)
    return Finding(
        stream=StreamKind.AREA,
        key=f"{words}@{names[0]}",
        detector=Detector.CLUSTER,
        ids=tuple(rows.ids[where].tolist()),
        at=tuple(rows.at[where].tolist()),
        people=people_of(rows, where),
        window=timedelta(days=days - cluster.first_day),
        expected=cluster.expected,
        surprise=-math.log10(cluster.p_value),
        recurrence_days=cluster.recurrence_days,
        cause=words,
        towns=names,
    )
