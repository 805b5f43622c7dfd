import json

import pytest

from commandcenter.domain.complaints.complaint import Precision
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.places import Crs, Gazetteer, Town, load_gazetteer, to_wgs84


@pytest.mark.parametrize(
    ("address", "district", "town"),
    [
        ("澄州市城东区东门街道文昌路12号", "990102", "东门街道"),
        ("澄州城东万达广场2楼", "990102", ""),
        ("我在城东办的健身卡", "990102", ""),
        ("石桥市海棠镇中心街", "990181", "海棠镇"),
        ("澄州石桥市", "990181", ""),
        ("石桥街道办事处对面", "990181", "石桥街道"),
        ("高新技术开发区星河街道", "990105", "星河街道"),
        ("中国澄州市 城西区", "990103", ""),
        ("鼓楼街道", "990103", "鼓楼街道"),
        ("青岚县城", "990121", ""),
        ("城东区菜市场对面", "990102", ""),
        ("城东区澄州市民广场", "990102", ""),
        ("世纪联华超市城东店", "990102", ""),
        ("990102", "990102", ""),
        ("高新区科学城街道与星河街道交界", "990105", ""),
        ("城东区石桥街道", "990102", ""),  # a town of another county does not count
    ],
)
def test_a_district_is_found_by_the_citys_own_names(gazetteer, address, district, town):
    place = gazetteer.find(address)
    assert (place.district, place.town) == (district, town)
    assert place.precision is (Precision.TOWN if town else Precision.COUNTY)
    assert (place.lat is None) is (town == "")


@pytest.mark.parametrize(
    "address",
    [
        "", "澄州市", "临江路88号", "青岚花园3栋", "石桥村3组", "石桥市场", "城东区城西区交界处",
        "杭州市临江区1号", "浙江省杭州市西湖区", "成都市高新区", "厦门市高新区", "北京市朝阳区",
        "网店", "东沙镇海棠镇",
    ],
)  # fmt: skip
def test_what_the_names_do_not_decide_stays_undecided(gazetteer, address):
    place = gazetteer.find(address)
    assert (place.district, place.precision, place.lat, place.town) == (None, None, None, "")


def test_towns_of_one_name_in_two_counties_need_the_county():
    towns = [Town("1", "城关镇", "A"), Town("2", "城关镇", "B")]
    gazetteer = Gazetteer("甲州市", {"A": ["东丰县"], "B": ["西丰县"]}, towns)
    assert gazetteer.find("城关镇1号").district is None
    assert gazetteer.find("西丰县城关镇1号").town == "城关镇"
    assert gazetteer.find("西丰县城关镇1号").district == "B"


def test_an_alias_of_a_county_is_known_when_the_city_file_gives_it():
    gazetteer = Gazetteer("甲市", {"A": ["甲东区", "甲东经济开发区"], "B": ["甲西区"]})
    assert gazetteer.find("甲东经济开发区1号").district == "A"


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_other_datums_are_turned_into_wgs84(crs):
    import prcoords

    there = prcoords.wgs_gcj if crs is Crs.GCJ02 else prcoords.wgs_bd
    shifted = there((30.25, 121.6))
    lat, lon = to_wgs84(*shifted, crs)
    assert abs(shifted[0] - 30.25) > 1e-3
    assert (lat, lon) == pytest.approx((30.25, 121.6), abs=1e-7)


def test_coordinates_outside_china_are_none():
    for lat, lon in ((0.0, 0.0), (121.6, 30.25), (float("nan"), 1.0), (float("inf"), 1.0)):
        assert to_wgs84(lat, lon, Crs.GCJ02) is None


def test_a_city_file_of_another_shape_is_refused_in_words(tmp_path):
    for content in ("no json", "{}", json.dumps({"features": [{"properties": None}]})):
        path = tmp_path / "city.geojson"
        path.write_text(content)
        with pytest.raises(RuleBroken, match=r"city\.geojson"):
            load_gazetteer(path)
