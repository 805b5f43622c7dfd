"""The border file: what is taken and in what form, and the sentence for everything else."""

import json
from itertools import pairwise

import prcoords
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.domain import outline
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake import borders
from commandcenter.intake.borders import borders_of, read_borders
from commandcenter.intake.places import Crs, gazetteer_of
from commandcenter.paths import RESOURCES
from tests.borders import city, feature, many, moved, put, row_of, square, town, unit

DEMO = RESOURCES / "city" / "demo_city.geojson"


def refused(data, crs=Crs.WGS84):
    with pytest.raises(RuleBroken) as broken:
        borders_of(data, crs)
    assert str(broken.value).endswith("。")
    return str(broken.value)


def test_the_demo_city_is_taken_whole_and_its_stored_form_is_taken_the_same():
    found = read_borders(DEMO)
    assert (len(found.units), len(found.towns), found.name) == (7, 74, "澄州市")
    assert found.words().startswith("7 个县区、74 个乡镇街道，东经 121.11°–122.13°，北纬 29.92°")
    assert borders_of(json.loads(json.dumps(found.geojson()))) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_read_in_the_encodings_that_programs_write(tmp_path, encoding):
    file = put(tmp_path / "x.geojson", city(*row_of(2)), encoding)
    assert read_borders(file).units[0].name == "第1区"


def test_a_file_as_datav_writes_it_is_taken_as_it_is():
    """Codes as numbers, no `city`, everything else that the program does not know."""
    facts = {"center": [1, 2], "level": "district", "parent": {"adcode": 880100}, "acroutes": [1]}
    part = [square(20, 0)]
    data = city(
        unit(880101, "望江区", square(0, 0), **facts), many(880121, "长岭县", part, **facts)
    )
    del data["city"]
    found = borders_of(data)
    assert [(u.code, u.name) for u in found.units] == [("880101", "望江区"), ("880121", "长岭县")]
    assert (found.code, found.name) == ("880100", "")


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_a_chinese_datum_is_brought_to_wgs84(crs):
    plain = city(*row_of(3), town("望江街道", "880101", 15, 5))

    def shifted(lon, lat):
        there = prcoords.wgs_gcj if crs is Crs.GCJ02 else prcoords.wgs_bd
        found = there((lat, lon))
        return [found.lon, found.lat]

    data = json.loads(json.dumps(plain))
    for each in data["features"]:
        each["geometry"]["coordinates"] = moved(each["geometry"]["coordinates"], shifted)
    found, wanted = borders_of(data, crs), borders_of(plain)
    for one, other in zip(found.units, wanted.units, strict=True):
        for a, b in zip(one.parts[0][0], other.parts[0][0], strict=True):
            assert a == pytest.approx(b, abs=2e-7)
    assert found.towns[0].lon == pytest.approx(wanted.towns[0].lon, abs=2e-7)


def test_units_without_a_level_and_towns_without_a_code_are_found_in_addresses():
    """As README describes the file: `adcode` and `name`, towns with `level` and `district`."""
    data = city(*row_of(2), town("望江街道", "880101", 15, 5))
    found = gazetteer_of(borders_of(data).geojson())
    assert found.find("望川市第2区人民路 1 号").district == "880102"
    assert found.find("望江街道 8 号").town == "望江街道"


def two_and(*others, **about):
    return city(*row_of(2), *others, **about)


def third(code, name, ring=None):
    return two_and(unit(code, name, ring or square(50, 0)))


WRONG = {
    "没有带 adcode 和 name 的县区面": city(),
    "“望川市”（880100）是全市的面": city(unit("880100", "望川市")),
    "“莞城市”（441900）是全市的面": city(unit("441900", "莞城市"), adcode=None),
    "“全市”（880100）是全市的面": third("880100", "全市", square(0, 0, 90)),
    "“大区”（880109）盖住了其余所有单位": third("880109", "大区", square(0, -5, 90)),
    "“第1区”（880101）与“别区”（880101）的区划代码相同": third("880101", "别区"),
    "“第1区”（880101）与“第1区”（880109）的名称相同": third("880109", "第1区"),
    "“短区”的区划代码（adcode）“8801”不是 6、9 或 12 位数字": third("8801", "短区"),
    "“真区”的区划代码（adcode）不是": third(True, "真区"),
    "“无区”没有写区划代码": third(None, "无区"),
    "（880109）的名称（name）没有写": third("880109", ""),
    "（880108）的名称（name）没有写": third("880108", "坏\x07区"),
    "（880107）的名称（name）没有写": third("880107", {"a": 1}),
    "40 字以内": third("880109", "长" * 41),
    "“镇区”（880109001）的区划代码是 9 位，其余的是 6 位": third("880109001", "镇区"),
    "“外县”（770109）的区划代码不以 88 开头": third("770109", "外县"),
    "城市的区划代码（adcode）“88”不是": two_and(adcode="88"),
    "“空县”（880109）没有图形": two_and(feature({"adcode": "880109", "name": "空县"}, None)),
    "“远镇”所属的“880109”不是边界文件里的单位": two_and(town("远镇", "880109", 1, 1)),
    "“远镇”不在所属的“第1区”（880101）里，相距约": two_and(town("远镇", "880101", 90, 90)),
    "“远镇”的 district 不是县区的区划代码": two_and(town("远镇", "东", 1, 1)),
    "“同镇”在“第1区”（880101）里出现了两次": two_and(*[town("同镇", "880101", 15, 5)] * 2),
    "“坏镇”的坐标里有 NaN": two_and(town("坏镇", "880101", float("nan"), 5)),
    "“第2区”（880102）与“叠县”（880109）重叠": third("880109", "叠县", square(25, 0)),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_no_city_is_has_its_sentence(words):
    assert words in refused(WRONG[words])


def swapped(lon, lat):
    return [lat, lon]


def metres(lon, lat):
    return [lon * 100_000, lat * 100_000]


PLACES = [
    (swapped, "经纬度像是写反了（28.1, 112.1）"),
    (metres, "坐标像是米制投影（11210000, 2810000）"),
    (lambda lon, lat: [lon - 100, lat], "坐标（12.1, 28.1）不在中国境内"),
    (lambda lon, lat: [float("nan"), lat], "坐标里有 NaN 或无穷大"),
    (lambda lon, lat: [float("inf"), lat], "坐标里有 NaN 或无穷大"),
    (lambda lon, lat: [10**400, lat], "坐标里有 NaN 或无穷大"),
    (lambda lon, lat: [1e308, lat], "坐标像是米制投影（1e+308, 28.1）"),
    (lambda lon, lat: [str(lon), lat], "坐标不完整，或者不是数字"),
    (lambda lon, lat: [True, lat], "坐标不完整，或者不是数字"),
    (lambda lon, lat: [lon], "坐标不完整，或者不是数字"),
    (lambda lon, lat: [None, lat], "坐标不完整，或者不是数字"),
]


@pytest.mark.parametrize(("change", "words"), PLACES, ids=[words for _, words in PLACES])
def test_a_place_that_is_none_is_called_what_it_seems_to_be(change, words):
    """In one unit of three, which is named."""
    rings = [moved(square(10, 10), change)]
    assert refused(city(*row_of(2), unit("880109", "歪县", *rings))) == (
        "“歪县”（880109）的" + refused(city(unit("880109", "歪县", *rings))).split("的", 1)[1]
    )
    assert words in refused(city(*row_of(2), unit("880109", "歪县", *rings)))


A = square(50, 0, 30)
HOLE = square(55, 5, 10)
BOW = [A[0], A[2], A[1], A[3], A[0]]
OUTLINES = [
    ([A[:-1]], "的边界没有闭合"),
    ([[A[0], A[1], A[0]]], "有一圈少于 4 个点"),
    ([[A[0], A[1], A[1], A[1], A[0]]], "有一圈少于 4 个点"),
    ([[A[0], A[1], [112.7, 28.0], A[0]]], "有一圈面积为零"),
    ([BOW], "的边界在东经 112.650000°、北纬 28.150000° 处自相交"),
    ([A, square(75, 5, 10)], "自相交"),
    ([A, square(95, 5, 2)], "一个洞不在它的外圈里面"),
    ([A, HOLE, square(56, 6, 2)], "一个洞里还有洞"),
    ([A, square(50, 5, 5)], "有重复的一段"),
    ([[]], "坐标不完整"),
    ([], "坐标不完整"),
]


@pytest.mark.parametrize(("rings", "words"), OUTLINES, ids=[words for _, words in OUTLINES])
def test_an_outline_that_is_none_is_refused_with_its_unit(rings, words):
    bad = feature({"adcode": "880109", "name": "歪县"}, {"type": "Polygon", "coordinates": rings})
    assert refused(city(*row_of(2), bad)).startswith("“歪县”（880109）的")
    assert words in refused(city(*row_of(2), bad))


def test_islands_holes_and_islands_in_lakes_are_allowed_and_doubled_parts_are_not():
    lake, isle = square(55, 5, 20), square(60, 10, 5)
    found = borders_of(city(*row_of(2), many("880109", "湖县", [A, lake], [isle], [square(90, 0)])))
    assert len(found.units[2].parts) == 3
    enclave = unit("880108", "湖心县", square(61, 11, 2))
    assert borders_of(city(*row_of(2), unit("880109", "湖县", A, lake), enclave)).units
    assert "两块面互相重叠" in refused(city(*row_of(2), many("880109", "叠县", [A], [HOLE])))
    assert "自相交" in refused(city(*row_of(2), many("880109", "叠县", [A], [square(70, 5, 30)])))


def test_towns_are_the_units_where_a_city_has_no_counties_and_a_zone_has_a_code_of_its_own():
    towns = [unit(f"8819000{n:02}", f"第{n}镇", square(10 * n, 0)) for n in range(1, 5)]
    zone = unit("881971", "松山湖高新区", square(60, 0))
    found = borders_of(city(*towns, zone, adcode="881900"))
    assert (len(found.units), found.advice) == (5, ())
    far = unit("770171", "飞地经济合作区", square(60, 0))
    assert borders_of(city(*towns, far, adcode="881900")).advice == ()


def test_what_is_only_strange_is_taken_and_told():
    other = unit("880209", "邻县", square(50, 0))
    lines = feature({"name": "线"}, {"type": "MultiLineString", "coordinates": []})
    first, second = borders_of(city(*row_of(2), other, lines)).advice
    assert "“邻县”（880209）的区划代码不以 8801 开头" in first
    assert second.startswith("边界文件里有 1 个要素既不是县区的面")


def test_borders_drawn_by_two_hands_may_differ_a_little():
    loose = unit("880103", "第3区", square(29.7, 0))
    assert len(borders_of(city(*row_of(2), loose)).units) == 3


HOSTILE = {
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep in place": json.dumps(city(*row_of(1))).replace("[[[", "[" * 50_000),
    "long number": '{"features": [' + "9" * 5_000 + "]}",
    "not json": "边界",
    "cut off": json.dumps(city(*row_of(2)))[:-40],
    "no collection": json.dumps(row_of(1)[0]),
    "surrogate": json.dumps(city(unit("880101", "\ud800区"))),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(tmp_path, text):
    with pytest.raises(RuleBroken, match=r"。$"):
        read_borders(put(tmp_path / "x.geojson", text))


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 40, b"\xff\xfe\x00", bytes(range(256))])
def test_bytes_that_are_no_text_end_in_a_sentence(tmp_path, content):
    file = tmp_path / "x.geojson"
    file.write_bytes(content)
    with pytest.raises(RuleBroken, match=r"x\.geojson"):
        read_borders(file)


def test_a_file_that_is_too_large_is_refused_before_it_is_understood(tmp_path, monkeypatch):
    file = put(tmp_path / "x.geojson", city(*row_of(3)))
    monkeypatch.setattr(borders, "MOST_BYTES", 100)
    with pytest.raises(RuleBroken, match="超过 0 MB"):
        read_borders(file)
    monkeypatch.undo()
    for limit, words in [("MOST_POINTS", "点超过"), ("MOST_UNITS", "不像一个市")]:
        with monkeypatch.context() as patch:
            patch.setattr(borders, limit, 2)
            with pytest.raises(RuleBroken, match=words):
                read_borders(file)


def test_a_city_of_as_much_as_may_be_is_taken_and_one_more_is_not(monkeypatch):
    islands = many("880109", "多岛县", [square(100, 0)], [square(120, 0)])
    towns = town("望江街道", "880101", 5, 5), town("临江街道", "880101", 6, 6)
    whole = city(*row_of(2), islands, *towns)
    points = sum(
        len(ring) for unit in borders_of(whole).units for part in unit.parts for ring in part
    )
    for limit, most, words in (
        ("MOST_RINGS", 2, "“多岛县”（880109）的边界超过 1 圈，请先简化"),
        ("MOST_UNITS", 3, "边界文件里的面超过 2 个，不像一个市"),
        ("MOST_TOWNS", 2, "边界文件里的乡镇街道超过 1 个，不像一个市"),
        ("MOST_POINTS", points, f"边界的点超过 {points - 1} 个，请先简化边界"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(borders, limit, most)
            assert len(borders_of(whole).towns) == 2
            patch.setattr(borders, limit, most - 1)
            assert words in refused(whole)


keys = st.sampled_from(["type", "coordinates", "adcode", "name"])
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
shapes = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "LineString"]) | anything,
     "coordinates": anything}
)  # fmt: skip
features = st.fixed_dictionaries(
    {"properties": st.fixed_dictionaries({}, optional={
        "adcode": st.sampled_from(["880103", 880104, "880100"]) | anything,
        "name": st.just("甲县") | anything,
        "level": st.sampled_from(["town", "district"]) | anything,
        "district": st.just("880101") | anything,
        "aliases": anything,
    }) | anything, "geometry": shapes | anything}
)  # fmt: skip


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.lists(features | anything, max_size=3), anything)
def test_whatever_stands_in_a_file_is_taken_or_refused_in_words(found, about):
    taken = borders_or_refusal({"features": [*row_of(2), *found], "city": about})
    if taken:
        assert borders_of(json.loads(json.dumps(taken.geojson(), allow_nan=False))) == taken


def borders_or_refusal(data, words="。"):
    try:
        return borders_of(data)
    except RuleBroken as broken:
        if words not in str(broken):
            raise
    return None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=8))
def test_a_ring_of_any_corners_is_stored_closed_or_refused_with_its_unit(corners):
    ring = [[112.5 + x / 100, 28 + y / 100] for x, y in [*corners, corners[0]]]
    taken = borders_or_refusal(two_and(unit("880109", "歪县", ring)), "“歪县”（880109）")
    if taken:
        [line] = taken.units[2].parts[0]
        assert line[0] == line[-1]
        assert abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line))) > 1e-9


def test_of_a_border_that_is_a_knot_it_is_said_that_it_cannot_be_made_out(monkeypatch):
    def knot(_rings):
        raise outline.TooTangled

    monkeypatch.setattr(outline, "fault", knot)
    assert refused(city(*row_of(2))) == "“第1区”（880101）的边界图形错误，无法识别。"
