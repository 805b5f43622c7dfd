"""An incident's map as GeoJSON (RFC 7946): WGS 84, outer rings against the clock, holes with it."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from commandcenter.domain.times import iso
from commandcenter.queries.command.map_features import IncidentMap, MapFeature

SCHEMA = "commandcenter.map/1"  # names and meanings stay; there may be more of them
PLACES = 7  # decimals of a degree: a centimetre, as they are kept
Ring = list[list[float]]


def map_geojson(shown: IncidentMap) -> bytes:
    """Each feature has every property, so that a table of them has the same columns always."""
    features = [_feature(each) for each in shown.features]
    told: dict[str, Any] = {
        "type": "FeatureCollection",
        "schema": SCHEMA,
        "incident": shown.incident_id,
        "as_of": iso(shown.as_of),
    }
    if features:
        told["bbox"] = _box([f["geometry"] for f in features])
    told["features"] = features
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _feature(each: MapFeature) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": each.id,
        "geometry": _geometry(each.shape),
        "properties": {
            "kind": each.kind, "name": each.name, "complaints": each.complaints,
            "people": each.people, "at": iso(each.at),
        },
    }  # fmt: skip


def _geometry(shape: dict[str, Any]) -> dict[str, Any]:
    """Nothing of the file that the borders came from but its numbers."""
    kind, coordinates = shape["type"], shape["coordinates"]
    match kind:
        case "Point":
            coordinates = _spot(coordinates)
        case "Polygon":
            coordinates = _polygon(coordinates)
        case "MultiPolygon":
            coordinates = [_polygon(part) for part in coordinates]
    return {"type": kind, "coordinates": coordinates}


def _polygon(rings: Sequence[Ring]) -> list[Ring]:
    return [_turned(ring, hole=place > 0) for place, ring in enumerate(rings)]


def _turned(ring: Ring, *, hole: bool) -> Ring:
    """Closed, and in the direction that it must have."""
    spots = [_spot(each) for each in ring]
    if spots and spots[0] != spots[-1]:
        spots.append(spots[0])
    clockwise = _area(spots) < 0
    return spots if clockwise == hole else spots[::-1]


def _area(ring: Ring) -> float:
    """Twice the area; below nought of one that goes with the clock."""
    pairs = pairwise(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)


def _spot(spot: Sequence[float]) -> list[float]:
    """Longitude and latitude; a height is left out."""
    return [round(float(spot[0]), PLACES), round(float(spot[1]), PLACES)]


def _box(shapes: Sequence[dict[str, Any]]) -> list[float]:
    spots = [spot for shape in shapes for spot in _spots(shape["coordinates"])]
    west, south = (min(spot[n] for spot in spots) for n in (0, 1))
    east, north = (max(spot[n] for spot in spots) for n in (0, 1))
    return [west, south, east, north]


def _spots(coordinates: Any) -> Iterator[list[float]]:
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates
        return
    for part in coordinates:
        yield from _spots(part)
