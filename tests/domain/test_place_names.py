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
