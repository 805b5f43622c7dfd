"""The city's borders, as they were read."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.city import CityRow

Ring = tuple[tuple[float, float], ...]  # (lon, lat) WGS-84 degrees; closed or not


@dataclass(frozen=True, slots=True)
class Boundary:
    """A county unit's outline: outer rings and holes together (even-odd)."""

    code: str
    name: str
    rings: tuple[Ring, ...]


def city_geojson(session: Session) -> dict[str, Any]:
    """The city's boundaries, river and towns, as they were read."""
    text = session.scalars(select(CityRow.geojson)).first()
    empty = {"type": "FeatureCollection", "features": []}
    return json.loads(text) if text else empty


def boundaries(session: Session) -> tuple[Boundary, ...]:
    """The county units' outlines, in order of code."""
    found = []
    for feature in city_geojson(session)["features"]:
        shape, properties = feature["geometry"], feature["properties"]
        if shape["type"] not in ("Polygon", "MultiPolygon"):
            continue
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = tuple(tuple((p[0], p[1]) for p in ring) for part in parts for ring in part)
        found.append(Boundary(str(properties["adcode"]), str(properties["name"]), rings))
    return tuple(sorted(found, key=lambda b: b.code))
