"""Short names of county units on a map."""

import pytest

from commandcenter.domain.place_names import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("云岫苗族土家族侗族自治县", "云岫自治县"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江自治县"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯自治县"),
        ("龙胜各族自治县", "龙胜自治县"),
        ("和布克赛尔蒙古自治县", "和布克赛尔自治县"),
        ("东海岸国家级经济技术开发区", "东海岸经开区"),
        ("西岭高新技术产业开发区", "西岭高新区"),
        ("临空港综合保税区", "临空港保税区"),
        ("国家级经济技术开发区", "国家级经济技术开发区"),
        ("镜湖新城中心区", "镜湖新城中心区"),
        ("城东区", "城东区"),
    ],
)
def test_a_long_name_is_cut_to_what_everybody_calls_it(name, short):
    assert short_names({"1": name}) == {"1": short}


def test_two_that_would_be_called_the_same_keep_their_names():
    names = {"1": "河口苗族自治县", "2": "河口瑶族自治县", "3": "山前瑶族自治县"}
    assert short_names(names) == {**names, "3": "山前自治县"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("一二经开发区", "一二经开发区"),
        ("一经济开发区", "一经济开发区"),
        ("一二经济开发区", "一二经开区"),
    ],
)
def test_a_name_of_six_characters_stays_as_it_is(name, short):
    assert short_names({"1": name}) == {"1": short}


@pytest.mark.parametrize(
    ("long", "zone"),
    [
        ("高新技术产业开发区", "高新区"), ("高新技术开发区", "高新区"),
        ("高新技术产业园区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区"),
        ("综合保税区", "保税区"), ("保税港区", "保税区"), ("生态旅游度假区", "度假区"),
        ("旅游度假区", "度假区"), ("自由贸易试验区", "自贸区"), ("产业集聚区", "集聚区"),
        ("循环经济产业园区", "产业园区"), ("现代产业园区", "产业园区"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rank", ["", "国家级", "省级", "市级"])
def test_a_zone_is_called_as_everybody_calls_it(long, zone, rank):
    assert short_names({"1": f"东海岸{rank}{long}"}) == {"1": f"东海岸{zone}"}


@pytest.mark.parametrize("end", ["县", "旗", "州"])
def test_each_kind_of_autonomous_unit_leaves_its_peoples_out(end):
    assert short_names({"1": f"云岫苗族侗族自治{end}"}) == {"1": f"云岫自治{end}"}
