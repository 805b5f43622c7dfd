"""A border file looked at before it is taken: which coordinates it seems to have, and whether its
codes are of the province that the bureau names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from commandcenter.domain.city import CityBorders, city_of_office
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.intake.borders import border_data, borders_of
from commandcenter.intake.places import Crs
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

PROVINCES = RESOURCES / "city" / "provinces.toml"
DATAV = ("acroutes", "centroid", "childrenNum", "subFeatureIndex")  # of 高德's, always GCJ-02
PLAIN = ("4326", "4490", "CRS84")


@dataclass(frozen=True, slots=True)
class BorderLook:
    """`guess`: the coordinates that the file seems to have, and `why`; None where nothing tells."""

    borders: CityBorders
    crs: Crs
    guess: Crs | None
    why: str
    advice: tuple[str, ...] = ()


def look_at_borders(path: Path, crs: Crs | None = None) -> BorderLook:
    """`crs`: as the person says, None to go by the guess. Raises RuleBroken for a file that is
    none, naming the unit."""
    data = border_data(path)
    guess, why = guessed(data)
    chosen = crs or guess or Crs.WGS84
    borders = borders_of(data, chosen)
    return BorderLook(borders, chosen, guess, why, (*borders.advice, *_strange(borders)))


def guessed(data: Mapping[str, Any]) -> tuple[Crs | None, str]:
    """By what the file says of itself; its points alone tell nothing."""
    named = str(data.get("crs", ""))
    if any(code in named for code in PLAIN):
        return Crs.WGS84, word("文件写明是 WGS-84 / CGCS2000")
    found = (each.get("properties") for each in data["features"] if isinstance(each, dict))
    facts = [each for each in found if isinstance(each, dict)]
    if any(name in each for each in facts for name in DATAV):
        return Crs.GCJ02, word("字段与高德、DataV 下载的相同，这类文件是 GCJ-02")
    why = word(
        "文件没有写明坐标系；天地图、国家测绘数据多为 CGCS2000，高德、腾讯为 GCJ-02，百度为 BD-09"
    )
    return None, why


@cache
def provinces() -> Mapping[str, str]:
    """Name by the first two digits of the codes."""
    found: dict[str, str] = tomllib.loads(PROVINCES.read_text(encoding="utf-8"))["provinces"]
    return found


def require_province(borders: CityBorders, office: str) -> None:
    """Raise RuleBroken, naming the first unit, where the codes are of another province than the
    bureau's full name (or the file) says. A province that is not on the list says nothing."""
    province, city = city_of_office(office)
    named = province or city or borders.province
    code = next((code for code, name in provinces().items() if name == named), "")
    for unit in borders.units:
        if code and unit.code[:2] != code:
            theirs = provinces().get(unit.code[:2], "")
            found = {"who": unit.words, "found": unit.code[:2], "named": named, "code": code}
            if theirs:
                raise RuleBroken(
                    "{who}的区划代码以 {found} 开头，是{theirs}的，"
                    "本局全称写的是{named}（{code}）：请核对边界文件和本局全称。",
                    **found, theirs=theirs,
                )  # fmt: skip
            raise RuleBroken(
                "{who}的区划代码以 {found} 开头，本局全称写的是{named}（{code}）："
                "请核对边界文件和本局全称。",
                **found,
            )


def _strange(borders: CityBorders) -> tuple[str, ...]:
    prefix = borders.code[:2]
    if prefix in provinces():
        return ()
    return (phrase("区划代码以 {prefix} 开头，不是现行的省级代码，请核对。", prefix=prefix),)
