"""The borders of a city: what they say of themselves, how they are kept, how two of them differ."""

from dataclasses import replace
from typing import Any

import pytest

from commandcenter.domain.city import (
    CityBorders,
    CityChange,
    Line,
    Part,
    Town,
    Unit,
    centre_of,
    change,
    city_of_office,
)


def square(west: float, south: float, side: float) -> Line:
    east, north = west + side, south + side
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


ISLAND: Part = (square(104.0, 28.0, 0.25),)
WITH_LAKE: Part = (square(102.0, 30.0, 1.0), square(102.25, 30.25, 0.5))
SLANTED: Part = (((0.0, 0.0), (4.0, 0.0), (5.0, 2.0), (1.0, 2.0), (0.0, 0.0)),)
LONG: Part = (((100.0, 30.0), (104.0, 30.0), (104.0, 30.1), (100.0, 30.1), (100.0, 30.0)),)
POINT: Part = (((5.0, 6.0), (5.0, 6.0), (5.0, 6.0)),)
QING = Unit("510901", "青岚县", (WITH_LAKE,))
BAI = Unit("510902", "白石区", (ISLAND, (square(103.0, 29.0, 1.0),)), ("白石",))
TOWNS = (
    Town("510901001", "河口镇", "青岚县", 102.5, 30.1),
    Town("", "桥头镇", "白石区", 103.5, 29.5),
)
RIVER = ("澄江", ((102.0, 30.0), (103.5, 29.5)))
CITY = CityBorders("510900", "澄州市", (QING, BAI), TOWNS, (RIVER,), "云川省", "11510900")


def test_the_bounds_are_those_of_all_parts_of_all_units() -> None:
    assert CITY.bounds() == (102.0, 28.0, 104.25, 31.0)


def test_borders_say_how_many_units_they_have_and_where_they_lie() -> None:
    assert CITY.words() == ("2 个县区、2 个乡镇街道，东经 102.00°–104.25°，北纬 28.00°–31.00°")
    assert QING.words == "“青岚县”（510901）"


def test_borders_are_kept_as_features_of_units_rivers_and_towns() -> None:
    kept = CITY.geojson()
    assert kept["type"] == "FeatureCollection"
    assert kept["city"] == {
        "adcode": "510900", "name": "澄州市", "province": "云川省", "credit": "11510900",
    }  # fmt: skip
    assert [each["properties"] for each in kept["features"]] == [
        {"adcode": "510901", "name": "青岚县", "level": "district"},
        {"adcode": "510902", "name": "白石区", "level": "district", "aliases": ["白石"]},
        {"name": "澄江", "level": "river"},
        {"adcode": "510901001", "name": "河口镇", "level": "town", "district": "青岚县"},
        {"adcode": "", "name": "桥头镇", "level": "town", "district": "白石区"},
    ]
    assert {each["type"] for each in kept["features"]} == {"Feature"}
    assert [each["geometry"]["type"] for each in kept["features"]] == [
        "Polygon", "MultiPolygon", "LineString", "Point", "Point",
    ]  # fmt: skip
    one, two, river, town, _ = (each["geometry"]["coordinates"] for each in kept["features"])
    assert one == [[list(point) for point in line] for line in WITH_LAKE]
    assert [len(part) for part in two] == [1, 1]
    assert two[0][0][0] == [104.0, 28.0]
    assert river == [[102.0, 30.0], [103.5, 29.5]]
    assert town == [102.5, 30.1]


def test_what_is_not_known_of_a_city_is_not_kept() -> None:
    kept = CityBorders("510900", "", (QING,)).geojson()
    assert kept["city"] == {"adcode": "510900", "name": ""}


@pytest.mark.parametrize(
    ("parts", "centre"),
    [
        ((ISLAND,), (104.125, 28.125)),
        ((WITH_LAKE,), (102.5, 30.5)),  # its lake moves nothing
        ((ISLAND, (square(103.0, 29.0, 1.0),)), (103.5, 29.5)),
        (((square(103.0, 29.0, 1.0)[::-1],), ISLAND), (103.5, 29.5)),  # drawn the other way round
        ((SLANTED,), (2.5, 1.0)),
        ((LONG, (square(103.0, 29.0, 1.0),)), (103.5, 29.5)),
        ((POINT,), (5.0, 6.0)),  # no area: its own point
        ((POINT, ISLAND), (104.125, 28.125)),
    ],
)
def test_a_name_stands_in_the_middle_of_the_largest_part(
    parts: tuple[Part, ...], centre: tuple[float, float]
) -> None:
    assert centre_of(parts) == pytest.approx(centre)


@pytest.mark.parametrize(
    ("office", "province", "city"),
    [
        ("云川省澄州市市场监督管理局", "云川省", "澄州市"),
        ("澄州市市场监督管理局", "", "澄州市"),
        ("北岭自治区白河盟市场监督管理局", "北岭自治区", "白河盟"),
        ("云川省南山州市场监督管理局", "云川省", "南山州"),
        ("云川省东原地区市场监督管理局", "云川省", "东原地区"),
        ("青岚县市场监督管理局", "", ""),
        ("澄州市市场监督管理局执法支队", "", ""),
        ("澄州市公安局", "", ""),
        ("", "", ""),
    ],
)
def test_the_name_of_a_bureau_tells_province_and_city(
    office: str, province: str, city: str
) -> None:
    assert city_of_office(office) == (province, city)


NEW = Unit("510903", "新河县", (ISLAND,))


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ({"units": (QING, BAI, NEW)}, "增加“新河县”（510903）"),
        ({"units": (QING,)}, "撤去“白石区”（510902）"),
        ({"units": (replace(QING, name="青岚区"), BAI)}, "改名“青岚县”（510901）改为“青岚区”"),
        ({"units": (replace(QING, parts=(ISLAND,)), BAI)}, "边界有变动“青岚县”（510901）"),
        ({"towns": (*TOWNS, Town("", "石坝乡", "白石区", 103.1, 29.1))}, "增加乡镇街道“石坝乡”"),
        ({"towns": TOWNS[:1]}, "撤去乡镇街道“桥头镇”"),
        ({"units": (QING, NEW)}, "增加“新河县”（510903）；撤去“白石区”（510902）"),
    ],
)
def test_what_another_border_file_changes_is_named(new: dict[str, Any], words: str) -> None:
    found = change(CITY, replace(CITY, **new))
    assert found
    assert not found.other
    assert found.words() == words


@pytest.mark.parametrize(
    "new",
    [
        {"code": "510999"},
        {"name": "澄州"},
        {"province": ""},
        {"credit": "11510901"},
        {"rivers": ()},
        {"units": (QING, replace(BAI, aliases=()))},
        {"towns": (replace(TOWNS[0], lon=102.6), TOWNS[1])},
    ],
)
def test_what_else_a_border_file_changes_is_told_in_one_sentence(new: dict[str, Any]) -> None:
    found = change(CITY, replace(CITY, **new))
    assert found
    assert found.words() == "城市名称、别名、乡镇街道位置或河流有变动"


def test_the_same_borders_change_nothing() -> None:
    """In another order, and with advice for who loads them, neither."""
    again = replace(CITY, units=(BAI, QING), towns=TOWNS[::-1], advice=("请核对",))
    assert not change(CITY, again)
    assert change(CITY, again).words() == ""
    assert replace(CITY, advice=("请核对",)) == CITY


def test_a_town_of_the_same_name_elsewhere_is_another_town() -> None:
    moved = replace(CITY, towns=(replace(TOWNS[0], district="白石区"), TOWNS[1]))
    assert change(CITY, moved).words() == "增加乡镇街道“河口镇”；撤去乡镇街道“河口镇”"


@pytest.mark.parametrize(("count", "more"), [(12, ""), (13, "等 13 个")])
def test_of_many_towns_twelve_are_named(count: int, more: str) -> None:
    towns = tuple(Town("", f"{n:02}镇", "白石区", 103.0, 29.0) for n in range(1, count + 1))
    found = change(replace(CITY, towns=()), replace(CITY, towns=towns))
    named = "、".join(f"“{n:02}镇”" for n in range(1, 13))
    assert found.words() == f"增加乡镇街道{named}{more}"


@pytest.mark.parametrize(
    "changed",
    ["added", "removed", "renamed", "redrawn", "towns_added", "towns_removed", "other"],
)
def test_each_kind_of_change_is_a_change(changed: str) -> None:
    nothing = CityChange((), (), (), (), (), (), other=False)
    values: dict[str, Any] = {
        "renamed": ((QING, BAI),), "towns_added": ("河口镇",), "towns_removed": ("河口镇",),
        "other": True,
    }  # fmt: skip
    assert not nothing
    assert replace(nothing, **{changed: values.get(changed, (QING,))})
