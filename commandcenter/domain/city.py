"""The city as its border file gives it: county units, towns, and how two of them differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any

from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.late_dataclass import dataclass

Line = tuple[tuple[float, float], ...]  # (lon, lat) in WGS-84 degrees
Part = tuple[Line, ...]  # the outline, then its holes


@dataclass(frozen=True, slots=True)
class Unit:
    """A county unit (县、市、区), or a town where the city has no counties."""

    code: str
    name: str
    parts: tuple[Part, ...]
    aliases: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return phrase("“{name}”（{code}）", name=self.name, code=self.code)


@dataclass(frozen=True, slots=True)
class Town:
    code: str  # "" where the file gives none
    name: str
    district: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class CityBorders:
    """Units and towns in order of code; `river`: lines that the map draws, with their names."""

    code: str
    name: str  # "" where neither the file nor the bureau's name gives it
    units: tuple[Unit, ...]
    towns: tuple[Town, ...] = ()
    rivers: tuple[tuple[str, Line], ...] = ()
    province: str = ""
    credit: str = ""
    advice: tuple[str, ...] = field(default=(), compare=False)  # sentences for who loads it

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees."""
        points = [p for u in self.units for part in u.parts for p in part[0]]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        return min(lons), min(lats), max(lons), max(lats)

    def words(self) -> str:
        west, south, east, north = self.bounds()
        return phrase(
            "{units} 个县区、{towns} 个乡镇街道，"
            "东经 {west:.2f}°–{east:.2f}°，北纬 {south:.2f}°–{north:.2f}°",
            units=len(self.units),
            towns=len(self.towns),
            west=west,
            east=east,
            south=south,
            north=north,
        )

    def geojson(self) -> dict[str, Any]:
        """As it is stored: the one form that maps, papers and the gazetteer read."""
        about = {"adcode": self.code, "name": self.name}
        about |= {"province": self.province} if self.province else {}
        about |= {"credit": self.credit} if self.credit else {}
        return {"type": "FeatureCollection", "city": about, "features": list(self._features())}

    def _features(self) -> Iterator[dict[str, Any]]:
        for unit in self.units:
            facts: dict[str, Any] = {"adcode": unit.code, "name": unit.name, "level": "district"}
            facts |= {"aliases": list(unit.aliases)} if unit.aliases else {}
            parts = [[[list(p) for p in line] for line in part] for part in unit.parts]
            if len(parts) == 1:
                yield _feature(facts, "Polygon", parts[0])
            else:
                yield _feature(facts, "MultiPolygon", parts)
        for name, line in self.rivers:
            facts = {"name": name, "level": "river"}
            yield _feature(facts, "LineString", [list(p) for p in line])
        for town in self.towns:
            facts = {"adcode": town.code, "name": town.name, "level": "town"}
            yield _feature(facts | {"district": town.district}, "Point", [town.lon, town.lat])


def centre_of(parts: Sequence[Part]) -> tuple[float, float]:
    """The centre (lon, lat) of the largest outline: where the name of a unit stands."""
    line = max((part[0] for part in parts), key=lambda each: abs(_moments(each)[0]))
    _, x, y = _moments(line)
    return line[0][0] + x, line[0][1] + y


def _moments(line: Line) -> tuple[float, float, float]:
    """Area, and the centre measured from the first point: far from it digits would be lost."""
    left, low = line[0]
    area = x = y = 0.0
    for (a, b), (c, d) in pairwise((p[0] - left, p[1] - low) for p in line):
        cross = a * d - c * b
        area, x, y = area + cross / 2, x + (a + c) * cross / 6, y + (b + d) * cross / 6
    return (area, x / area, y / area) if area else (0.0, 0.0, 0.0)


def _feature(facts: dict[str, Any], kind: str, coordinates: list[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": facts, "geometry": geometry}


@dataclass(frozen=True, slots=True)
class CityChange:
    """What another border file would change."""

    added: tuple[Unit, ...]
    removed: tuple[Unit, ...]
    renamed: tuple[tuple[Unit, Unit], ...]  # before and after
    redrawn: tuple[Unit, ...]
    towns_added: tuple[str, ...]
    towns_removed: tuple[str, ...]
    other: bool  # names of the city, other names of units, towns' places, rivers

    def __bool__(self) -> bool:
        units = self.added or self.removed or self.renamed or self.redrawn
        return bool(units or self.towns_added or self.towns_removed or self.other)

    def words(self) -> str:
        """Without a full stop."""
        parts = [
            _names_of("增加{names}", [u.words for u in self.added]),
            _names_of("撤去{names}", [u.words for u in self.removed]),
            _names_of(
                "改名{names}",
                [
                    phrase("{old}改为“{new}”", old=old.words, new=new.name)
                    for old, new in self.renamed
                ],
            ),
            _names_of("边界有变动{names}", [u.words for u in self.redrawn]),
            _names_of("增加乡镇街道{names}", map(_quoted, self.towns_added)),
            _names_of("撤去乡镇街道{names}", map(_quoted, self.towns_removed)),
        ]
        said = [part for part in parts if part]
        if self.other:
            said.append(word("城市名称、别名、乡镇街道位置或河流有变动"))
        return joined("；", said)


OFFICE = re.compile(r"(.{2,8}?(?:省|自治区))?(.{2,10}?(?:市|州|盟|地区))市场监督管理局")
MOST_NAMED = 12  # of a kind of change, in one sentence


def city_of_office(office: str) -> tuple[str, str]:
    """Province and city as the full name of a bureau has them; "" for what it does not say."""
    found = OFFICE.fullmatch(office)
    return (found[1] or "", found[2]) if found else ("", "")


def _quoted(name: str) -> str:
    return phrase("“{name}”", name=name)


def _names_of(template: str, found: Iterable[str]) -> str:
    every = list(found)
    names = joined("、", every[:MOST_NAMED])
    if len(every) > MOST_NAMED:
        names = phrase("{names}等 {n} 个", names=names, n=len(every))
    return phrase(template, names=names) if every else ""


def change(old: CityBorders, new: CityBorders) -> CityChange:
    before, after = ({u.code: u for u in city.units} for city in (old, new))
    both = [(before[code], after[code]) for code in sorted(before.keys() & after.keys())]
    old_towns, new_towns = ({(t.district, t.name): t for t in c.towns} for c in (old, new))
    kept = old_towns.keys() & new_towns.keys()
    other = (
        (old.code, old.name, old.province, old.credit, old.rivers)
        != (new.code, new.name, new.province, new.credit, new.rivers)
        or any(a.aliases != b.aliases for a, b in both)
        or any(old_towns[key] != new_towns[key] for key in kept)
    )
    return CityChange(
        added=tuple(u for u in new.units if u.code not in before),
        removed=tuple(u for u in old.units if u.code not in after),
        renamed=tuple((a, b) for a, b in both if a.name != b.name),
        redrawn=tuple(b for a, b in both if a.parts != b.parts),
        towns_added=tuple(name for _, name in sorted(new_towns.keys() - kept)),
        towns_removed=tuple(name for _, name in sorted(old_towns.keys() - kept)),
        other=other,
    )
