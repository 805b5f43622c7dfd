"""The city's border file: GeoJSON of county units and towns, read and checked before it is stored.

What is taken has one form afterwards (`domain/city.py`): coordinates in WGS-84, codes as text,
nothing of the file that the program does not know. Everything else is refused in a sentence that
names the unit. What the shapes themselves must be is in `border_checks`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import field
from math import isfinite
from pathlib import Path
from typing import Any

from commandcenter.domain.city import CityBorders, Line, Part, Town, Unit, centre_of
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, with_note, word
from commandcenter.intake.border_checks import (
    check_codes,
    check_places,
    check_shapes,
    check_towns,
)
from commandcenter.intake.encoding import BOMS, open_binary
from commandcenter.intake.places import Crs, to_wgs84
from commandcenter.late_dataclass import dataclass

MOST_BYTES = 64 << 20
MOST_POINTS = 400_000
MOST_UNITS, MOST_TOWNS, MOST_RINGS = 300, 5_000, 3_000
LONGEST_NAME, LONGEST_TOLD = 40, 24
CODE = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")
AREAS = ("Polygon", "MultiPolygon")


def read_borders(path: Path, crs: Crs = Crs.WGS84) -> CityBorders:
    """The city of a file in UTF-8 or GB18030. Raises RuleBroken saying what is wrong where."""
    return borders_of(border_data(path), crs)


def border_data(path: Path) -> dict[str, Any]:
    """The parsed GeoJSON. Raises RuleBroken for what is none."""
    try:
        data = json.loads(_text(path))
    except RuleBroken:
        raise  # it is a ValueError, too: no such file, a folder, no right to read it
    except (ValueError, RecursionError) as error:
        raise RuleBroken("边界文件“{name}”无法读取：不是 GeoJSON 文本。", name=path.name) from error
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise RuleBroken(
            "边界文件“{name}”不是 GeoJSON 的要素集（FeatureCollection）。", name=path.name
        )
    return data


def _text(path: Path) -> str:
    with open_binary(path) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise RuleBroken(
            "边界文件“{name}”超过 {limit} MB，请先简化边界。",
            name=path.name,
            limit=MOST_BYTES >> 20,
        )
    marked = next((codec for bom, codec in BOMS if content.startswith(bom)), "utf-8")
    try:
        return content.decode(marked)
    except UnicodeDecodeError:
        return content.decode("gb18030")


def borders_of(data: dict[str, Any], crs: Crs = Crs.WGS84) -> CityBorders:
    """The same from parsed GeoJSON. Raises RuleBroken."""
    reader = _Reader(crs)
    for number, feature in enumerate(data["features"], 1):
        reader.take(number, feature)
    units = tuple(sorted(reader.units, key=lambda u: u.code))
    towns = tuple(sorted(reader.towns, key=lambda t: (t.district, t.code, t.name)))
    named = data.get("city")
    about = named if isinstance(named, dict) else {}  # RFC 7946 knows no properties of a collection
    code = _city_code(about.get("adcode"))
    advice = check_codes(units, code)
    check_shapes(units)
    check_places(units)
    check_towns(units, towns)
    return CityBorders(
        code=code or units[0].code[:4] + "00",
        name=_words(about.get("name")),
        units=units,
        towns=towns,
        rivers=tuple(reader.rivers),
        province=_words(about.get("province")),
        credit=_words(about.get("credit")),
        advice=(*advice, *reader.advice()),
    )


def _city_code(value: object) -> str:
    if value is None:
        return ""
    code = _code(value)
    if not code:
        raise _not_a_code(word("城市"), value)
    return code


def _code(value: object) -> str:
    """A code as text, which DataV and others write as a number; empty for what is none."""
    text = _plain(value)
    return text if CODE.fullmatch(text) else ""


def _plain(value: object) -> str:
    """A text or a whole number as one line; empty for anything else."""
    is_one = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_one else ""


def _not_a_code(who: str, value: object) -> RuleBroken:
    told = "".join(c for c in _plain(value)[:LONGEST_TOLD] if c.isprintable())
    return RuleBroken(
        "{who}的区划代码（adcode）{told}不是 6、9 或 12 位数字。",
        who=who,
        told=f"“{told}”" if told else "",
    )


def _words(value: object) -> str:
    """A name as one line; empty for what is none."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if text.isprintable() and len(text) <= LONGEST_NAME else ""


@dataclass(slots=True)
class _Reader:
    """Takes feature by feature; what it says of one names it."""

    crs: Crs
    units: list[Unit] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    rivers: list[tuple[str, Line]] = field(default_factory=list)
    points: int = 0
    others: int = 0

    def take(self, number: int, feature: object) -> None:
        facts = feature.get("properties") if isinstance(feature, dict) else None
        facts = facts if isinstance(facts, dict) else {}
        shape = feature.get("geometry") if isinstance(feature, dict) else None
        kind = shape.get("type") if isinstance(shape, dict) else None
        place = shape.get("coordinates") if isinstance(shape, dict) else None
        town = facts.get("level") == "town" and facts.get("district") is not None
        if town and kind in ("Point", *AREAS):
            self._town(number, facts, kind, place)
        elif kind in AREAS:
            self._unit(number, facts, kind, place)
        elif kind is None and ("adcode" in facts or town):
            raise RuleBroken("{who}没有图形。", who=_feature_words(number, facts))
        elif kind == "LineString":
            who = _feature_words(number, facts)
            self.rivers.append((_words(facts.get("name")), self._line(place, who)))
        else:
            self.others += 1

    def _unit(self, number: int, facts: dict[str, Any], kind: str, place: object) -> None:
        code, name, who = (
            _code(facts.get("adcode")),
            _name(number, facts),
            _feature_words(number, facts),
        )
        if not code and facts.get("adcode") is None:
            raise RuleBroken("{who}没有写区划代码（adcode）。", who=who)
        if not code:
            raise _not_a_code(who, facts["adcode"])
        aliases = tuple(filter(None, map(_words, _listed(facts.get("aliases"), who, empty=True))))
        self.units.append(Unit(code, name, self._parts(kind, place, who), aliases))
        if len(self.units) > MOST_UNITS:
            raise RuleBroken("边界文件里的面超过 {limit} 个，不像一个市。", limit=MOST_UNITS)

    def _town(self, number: int, facts: dict[str, Any], kind: str, place: object) -> None:
        who, code = _feature_words(number, facts), _code(facts.get("adcode"))
        if facts.get("adcode") not in (None, "") and not code:
            raise _not_a_code(who, facts["adcode"])
        if kind == "Point":
            lon, lat = self._point(place, who)
        else:
            lon, lat = centre_of(self._parts(kind, place, who))
        district = _code(facts["district"])
        if not district:
            raise RuleBroken("{who}的 district 不是县区的区划代码。", who=who)
        self.towns.append(Town(code, _name(number, facts), district, lon, lat))
        if len(self.towns) > MOST_TOWNS:
            raise RuleBroken("边界文件里的乡镇街道超过 {limit} 个，不像一个市。", limit=MOST_TOWNS)

    def _parts(self, kind: str, place: object, who: str) -> tuple[Part, ...]:
        parts = [place] if kind == "Polygon" else _listed(place, who)
        found = tuple(tuple(self._line(line, who) for line in _listed(part, who)) for part in parts)
        if sum(map(len, found)) > MOST_RINGS:
            raise RuleBroken("{who}的边界超过 {limit} 圈，请先简化。", who=who, limit=MOST_RINGS)
        return found

    def _line(self, line: object, who: str) -> Line:
        points = _listed(line, who)
        self.points += len(points)
        if self.points > MOST_POINTS:
            raise RuleBroken("边界的点超过 {limit} 个，请先简化边界。", limit=MOST_POINTS)
        return tuple(self._point(point, who) for point in points)

    def _point(self, point: object, who: str) -> tuple[float, float]:
        """(lon, lat) in WGS-84; a height is left out."""
        if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
            raise RuleBroken("{who}的坐标不完整，或者不是数字。", who=who)
        try:
            lon, lat = float(point[0]), float(point[1])
        except OverflowError:
            lon = lat = float("inf")
        if not (isfinite(lon) and isfinite(lat)):
            raise RuleBroken("{who}的坐标里有 NaN 或无穷大。", who=who)
        found = to_wgs84(lat, lon, self.crs)
        if found is None:
            raise _misplaced(who, lon, lat)
        return found[1], found[0]

    def advice(self) -> Iterator[str]:
        if self.others:
            yield phrase(
                "边界文件里有 {n} 个要素既不是县区的面，也不是乡镇街道的点"
                "（level 为 town 并写明 district），没有采用。",
                n=self.others,
            )


def _feature_words(number: int, facts: dict[str, Any]) -> str:
    """How a sentence names a feature, whatever it is."""
    name, code = _words(facts.get("name")), _code(facts.get("adcode"))
    if not name:
        return with_note(phrase("第 {n} 个要素", n=number), code)
    if code:
        return with_note(phrase("“{name}”", name=name), code)
    return phrase("第 {n} 个要素“{name}”", n=number, name=name)


def _name(number: int, facts: dict[str, Any]) -> str:
    name = _words(facts.get("name"))
    if not name:
        raise RuleBroken(
            "{who}的名称（name）没有写，或者不是 {limit} 字以内的一行文字。",
            who=_feature_words(number, facts),
            limit=LONGEST_NAME,
        )
    return name


def _listed(value: object, who: str, *, empty: bool = False) -> list[Any]:
    if value is None and empty:
        return []
    if not isinstance(value, list) or not (value or empty):
        raise RuleBroken("{who}的坐标不完整，或者不是数字。", who=who)
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _misplaced(who: str, lon: float, lat: float) -> RuleBroken:
    told = {"who": who, "place": f"{_figure(lon)}, {_figure(lat)}"}
    if to_wgs84(lon, lat, Crs.WGS84):
        return RuleBroken(
            "{who}的经纬度像是写反了（{place}）：GeoJSON 先写经度，后写纬度。", **told
        )
    if max(abs(lon), abs(lat)) > 360:
        return RuleBroken("{who}的坐标像是米制投影（{place}）：请先换成经纬度。", **told)
    return RuleBroken("{who}的坐标（{place}）不在中国境内。", **told)


def _figure(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < 1e12 else f"{value:.3g}"
