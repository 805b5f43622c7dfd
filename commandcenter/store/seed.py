"""What a new database needs before anybody works in it: the city and the plan."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.plan import RIGHT
from commandcenter.paths import RESOURCES
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.plan import add_version, items_of, version_in_force
from commandcenter.store.plan_files import items_of_tables, plan_items, tables_of_items
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.plan import PlanVersionRow

PLAN = RESOURCES / "plan"
SINGLY = ("setting", RIGHT)  # kinds of which an older plan may lack single items


def read_city_file(path: Path) -> dict[str, Any]:
    """A GeoJSON FeatureCollection with county units. Raises RuleBroken saying what is wrong."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RuleBroken("边界文件“{path}”无法读取：不是 GeoJSON 文本。", path=path) from error
    if not isinstance(data, dict) or not any(_counties(data)):
        raise RuleBroken("边界文件“{path}”中没有带 adcode 和 name 的县区面。", path=path)
    try:
        for feature in _counties(data):
            _centre(feature["geometry"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise RuleBroken("边界文件“{path}”中有县区的坐标不完整。", path=path) from error
    return data


def _features(city: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those with a shape and properties: GeoJSON allows them to be missing."""
    found = city.get("features")
    for feature in found if isinstance(found, list) else []:
        if isinstance(feature, dict):
            parts = (feature.get("geometry"), feature.get("properties"))
            if all(isinstance(part, dict) for part in parts):
                yield feature


def _counties(city: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for feature in _features(city):
        kind, properties = feature["geometry"].get("type"), feature["properties"]
        if kind in ("Polygon", "MultiPolygon") and "adcode" in properties and "name" in properties:
            yield feature


def put_city(session: Session, actor: Actor, city: dict[str, Any], office: str) -> None:
    """Store the city's boundaries, county units and towns, in place of those before."""
    named = city.get("city")
    about = named if isinstance(named, dict) else {}  # RFC 7946 knows no properties of a collection
    codes = sorted(str(f["properties"]["adcode"]) for f in _counties(city))
    session.execute(delete(CityRow))
    session.execute(delete(TownRow))
    session.add(
        CityRow(
            id=1,
            code=str(about.get("adcode", codes[0][:4] + "00")),
            name=str(about.get("name", "")),
            office=office or f"{about.get('name', '')}市场监督管理局",
            geojson=json.dumps(city, ensure_ascii=False),
        )
    )
    for feature in _counties(city):
        lon, lat = _centre(feature["geometry"])
        code, name = str(feature["properties"]["adcode"]), str(feature["properties"]["name"])
        session.merge(DistrictRow(code=code, name=name, lat=lat, lon=lon))
    session.flush()
    _put_towns(session, city)
    journal.record(session, actor, "city", 1, "set")


def _put_towns(session: Session, city: dict[str, Any]) -> None:
    for feature in _features(city):
        properties = feature["properties"]
        if properties.get("level") == "town":
            lon, lat = feature["geometry"]["coordinates"]
            district = str(properties["district"])
            session.add(TownRow(district=district, name=properties["name"], lat=lat, lon=lon))


def _centre(geometry: dict[str, Any]) -> tuple[float, float]:
    """The centroid of the largest ring, in degrees (lon, lat)."""
    rings = [geometry["coordinates"][0]]
    if geometry["type"] == "MultiPolygon":
        rings = [part[0] for part in geometry["coordinates"]]
    ring = max(rings, key=lambda r: abs(_area(r)))
    area = _area(ring) or 1.0
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    cross = [(a[0] * b[1] - b[0] * a[1], a, b) for a, b in pairs]
    x = sum((a[0] + b[0]) * c for c, a, b in cross) / (6 * area)
    y = sum((a[1] + b[1]) * c for c, a, b in cross) / (6 * area)
    return x, y


def _area(ring: list[list[float]]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def put_plan(session: Session, actor: Actor, folder: Path = PLAN) -> None:
    """Store the plan's files as version 1; a plan that is there gets what is new in them."""
    if session.scalar(select(PlanVersionRow.id).limit(1)):
        _complete_plan(session, actor, folder)
        return
    at = now(session)
    version = add_version(session, "第1版", plan_items(folder), at, actor.name)
    journal.record(session, actor, "plan", version, "adopted", clause="8.1")


def _complete_plan(session: Session, actor: Actor, folder: Path) -> None:
    """Settings, rights and whole kinds of items that this program brings and the plan lacks.

    They make a version of their own: what the bureau has set itself stays as it is.
    """
    current = version_in_force(session)
    tables = tables_of_items(items_of(session, current))
    known = {(kind, row["code"]) for kind in SINGLY for row in tables.get(kind, [])}
    whole = set(tables)
    fresh = [
        (kind, row)
        for kind, rows in tables_of_items(plan_items(folder)).items()
        for row in rows
        if kind not in whole or (kind in SINGLY and (kind, row["code"]) not in known)
    ]
    if not fresh:
        return
    for kind, row in fresh:
        tables.setdefault(kind, []).append(row)
    count = session.scalar(select(func.count()).select_from(PlanVersionRow)) or 0
    version = add_version(
        session,
        f"第{count + 1}版",
        items_of_tables(tables),
        now(session),
        actor.name,
        reason="补充本程序新增的参数",
        amends=current,
    )
    journal.record(session, actor, "plan", version, "amended", clause="8.1")
