"""The demo city as the generators need it: county units with their towns, and points inside."""

import json
import math
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from commandcenter.db.demo.borders import FILE, contains
from commandcenter.db.demo.random_streams import Weighted

KM = 111.32  # a degree of latitude
# How the 3.1 million people of the city spread over the units, roughly.
PEOPLE_SHARE = {
    "990102": 24.0, "990103": 20.0, "990104": 13.0, "990105": 15.0,
    "990121": 8.0, "990122": 8.0, "990181": 12.0,
}  # fmt: skip
DISTRICTS = Weighted(PEOPLE_SHARE)


@dataclass(frozen=True, slots=True)
class Town:
    """A 街道, 镇 or 乡 of a county unit; its centre in WGS-84 degrees."""

    name: str
    district: str
    district_name: str
    lat: float
    lon: float


@cache
def towns(district: str) -> tuple[Town, ...]:
    """Of one county unit (code), in the order of their codes."""
    return tuple(town for town in _all_towns() if town.district == district)


def town(district: str, name: str) -> Town:
    return next(each for each in towns(district) if each.name == name)


@cache
def _features() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))["features"]
    return features


@cache
def _all_towns() -> tuple[Town, ...]:
    facts = [(f["properties"], f["geometry"]) for f in _features()]
    names = {p["adcode"]: p["name"] for p, _ in facts if p["level"] == "district"}
    return tuple(
        Town(
            p["name"], p["district"], names[p["district"]], g["coordinates"][1], g["coordinates"][0]
        )
        for p, g in facts
        if p["level"] == "town"
    )


@cache
def _ring(district: str) -> list[list[float]]:
    shape = next(f for f in _features() if f["id"] == district)
    ring: list[list[float]] = shape["geometry"]["coordinates"][0]
    return ring


def near(chance: Random, town: Town, km: float = 1.2) -> tuple[float, float]:
    """(lat, lon) at most `km` from the middle of a town, inside its county unit."""
    while True:
        away, way = km * math.sqrt(chance.random()), 2 * math.pi * chance.random()
        lat = town.lat + away * math.sin(way) / KM
        lon = town.lon + away * math.cos(way) / KM / math.cos(math.radians(town.lat))
        if contains(_ring(town.district), (lon, lat)):
            return round(lat, 5), round(lon, 5)
