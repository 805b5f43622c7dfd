"""From an address to a district of the one city, by the city's own names; from any datum to WGS-84.

No national lists and no guessing: what the names do not decide stays undecided (`map.md` 3).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import prcoords

from commandcenter.domain.complaints.complaint import Precision
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass


class Crs(StrEnum):
    """The datum of a file's coordinates. A wrong one shifts points by about 500 m."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


CRS_WORDS: dict[Crs, str] = {
    Crs.WGS84: "WGS-84 / CGCS2000",
    Crs.GCJ02: word("GCJ-02（高德、腾讯）"),
    Crs.BD09: word("BD-09（百度）"),
}


def to_wgs84(lat: float, lon: float, crs: Crs) -> tuple[float, float] | None:
    """(lat, lon) in WGS-84, to 1 cm or better; None for what does not lie in China."""
    if not prcoords.sanity_in_china_p(prcoords.Coords(lat, lon)):
        return None
    if crs is Crs.WGS84:
        return lat, lon
    convert = prcoords.gcj_wgs_bored if crs is Crs.GCJ02 else prcoords.bd_wgs_bored
    found = convert((lat, lon), check_china=False)
    return round(found.lat, 7), round(found.lon, 7)


@dataclass(frozen=True, slots=True)
class Town:
    """A 街道, 镇 or 乡 of a county unit; `centre` is (lat, lon) in WGS-84 degrees."""

    code: str
    name: str
    district: str
    centre: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says. `lat`, `lon`: the town's centre, or None."""

    district: str | None = None
    precision: Precision | None = None
    town: str = ""
    lat: float | None = None
    lon: float | None = None


NOWHERE = Place()

_LEVELS = ("自治县", "自治旗", "区", "县", "市", "旗")
_LONG_FORMS = ("技术产业开发区", "技术开发区", "产业开发区", "开发区", "新区")
# After a short name these make a road, a house or a village of it: 临江路, 青岚花园, 石桥村.
_NOT_A_COUNTY = (
    r"(?![路街巷弄道里村桥河湖江山岭园苑庭府邸湾寺镇乡]|市场|大道|大街|大桥|胡同|社区|小区|花园|"
    r"花苑|家园|公寓|名都|新村|学校|中学|小学|医院|酒店|宾馆|饭店)"
)
_AFTER_CITY = "(?![场民])"  # 石桥市 is a county, 石桥市场 is not
# A city's name at the start, but not a market, a shop front or a 市民中心.
_ELSEWHERE = re.compile(
    r"(?:中国)?(?P<province>[\u4e00-\u9fff]{2,8}?(?:省|自治区))?"
    r"(?P<city>[\u4e00-\u9fff]{2,6}?(?:(?<![超菜夜早鱼闹街贸])市(?![场民部口内中政])|自治州|盟|地区))?"
)


class Gazetteer:
    """The city's names: counties full and short, and towns. Built once, asked often."""

    def __init__(
        self, city: str, counties: Mapping[str, Sequence[str]], towns: Iterable[Town] = (),
        *, province: str = "",
    ) -> None:  # fmt: skip
        """`counties`: code → names, the full one first; short forms are added here."""
        self.city, self.province = city, province
        self._full: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._towns: dict[str, list[Town]] = {}
        for code, names in counties.items():
            for name in names:
                self._add_county(code, name)
        for town in towns:
            self._towns.setdefault(town.name, []).append(town)
        self._names = _one_of((*self._full, *self._towns))
        self._shorts = _one_of(self._short, _NOT_A_COUNTY)
        self._codes = frozenset(counties)

    def _add_county(self, code: str, name: str) -> None:
        level = next((level for level in _LEVELS if name.endswith(level)), "")
        short = name.removesuffix(level)
        if not level or len(short) < 2:
            self._full[name] = code
            return
        self._full[name] = code
        self._full |= {short + form: code for form in _LONG_FORMS}
        self._short[short] = code

    def find(self, address: str) -> Place:
        """The county that an address names, and the town if it names just one of it.

        Full county names count most, then towns, then short county names; two of the
        same rank in different counties decide nothing. Another city's address is nowhere.
        """
        text = "".join(address.split())
        if text in self._codes:
            return Place(text, Precision.COUNTY)
        rest = self._within(text)
        if not rest:
            return NOWHERE
        found = set(self._names.findall(rest))
        counties = {self._full[name] for name in found if name in self._full}
        towns = [town for name in found for town in self._towns.get(name, ())]
        if len(counties) == 1:
            (code,) = counties
            return _place(code, [town for town in towns if town.district == code])
        if counties:
            return NOWHERE
        if towns:
            codes = {town.district for town in towns}
            return _place(towns[0].district, towns) if len(codes) == 1 else NOWHERE
        codes = {self._short[name] for name in self._shorts.findall(rest)}
        return Place(codes.pop(), Precision.COUNTY) if len(codes) == 1 else NOWHERE

    def _within(self, text: str) -> str:
        """What follows the province's and the city's names; "" for another place than ours."""
        if self.city and self.city in text:
            return text.replace(self.city, " ")
        short = self.city.removesuffix("市")
        if len(short) > 1 and text.startswith(short):
            return text.removeprefix(short)
        match = _ELSEWHERE.match(text)
        assert match is not None  # every part of it may be missing
        province, city = match["province"], match["city"]
        if province and self.province and province != self.province:
            return ""
        if city and city not in self._full and not city.startswith(tuple(self._short)):
            return ""
        return text


def _place(code: str, towns: Sequence[Town]) -> Place:
    if len(towns) != 1:
        return Place(code, Precision.COUNTY)
    lat, lon = towns[0].centre or (None, None)
    return Place(code, Precision.TOWN, towns[0].name, lat, lon)


def _one_of(names: Iterable[str], after: str = "") -> re.Pattern[str]:
    """A pattern for the longest of the names at each place; for no names, one that never fits."""
    longest_first = sorted(names, key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    words = (re.escape(name) + _AFTER_CITY * name.endswith("市") for name in longest_first)
    return re.compile(f"(?:{'|'.join(words)}){after}")


def load_gazetteer(geojson: Path) -> Gazetteer:
    """From a city's GeoJSON: features of level `district` and `town` (points), member `city`.

    Properties: adcode, name, optional `aliases`; towns also `district`. Raises
    RuleBroken when the file is not like that.
    """
    try:
        data = json.loads(geojson.read_text(encoding="utf-8-sig"))
        return gazetteer_of(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = "城市边界文件“{name}”无法读取，或缺少区县名称。"
        raise RuleBroken(message, name=geojson.name) from error


def gazetteer_of(data: Mapping[str, Any]) -> Gazetteer:
    """From the parsed GeoJSON. Raises KeyError, TypeError or ValueError for another shape."""
    counties: dict[str, tuple[str, ...]] = {}
    towns = []
    for feature in data["features"]:
        facts = feature["properties"]
        if facts.get("level") == "district":
            counties[str(facts["adcode"])] = (facts["name"], *facts.get("aliases", ()))
        elif facts.get("level") == "town":
            lon, lat = feature["geometry"]["coordinates"][:2]
            town = Town(str(facts["adcode"]), facts["name"], str(facts["district"]), (lat, lon))
            towns.append(town)
    city = data.get("city", {})
    return Gazetteer(city.get("name", ""), counties, towns, province=city.get("province", ""))
