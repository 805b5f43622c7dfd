"""Whom a complaint without a trader is about: by its words alone, the known before others."""

import pytest

from commandcenter.analysis.names import Names
from commandcenter.services.watch.mentions import Mentions, _prefix, mentions_of, short_name
from commandcenter.store.watch.streams import Mention

KNOWN = Mentions(
    Names(["悦力健身", "麦香坞", "锦澜堂"], ["城东区"]), {"悦力健身": 7}, {"麦香坞": "麦香坞"}
)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("在锦澜大药房隔壁的悦力健身办了卡", Mention(7, "", "")),
        ("锦澜大药房旁边，麦香坞的面包发霉", Mention(None, "麦香坞", "")),
        ("麦香坞和悦力健身都不退钱", Mention(None, "麦香坞", "")),
        ("锦澜大药房说是锦澜堂的药", Mention(None, "", "锦澜堂")),
        ("锦澜大药房卖假药，金盛广场不管", Mention(None, "", "锦澜大药房")),
        ("人民大道的路灯不亮", None),
        ("一直没有人管" * 40 + "麦香坞", None),
    ],
)
def test_a_complaint_is_about_the_known_one_that_it_names_first_else_about_the_first(words, about):
    assert KNOWN.of(words) == about


@pytest.mark.parametrize("place", ["澄州市", "石桥市", "青岚县", "城东区", "东门街道"])
def test_a_name_begins_after_the_city_a_county_or_a_town(city, place):
    found = city.ask(mentions_of)
    for words, name in (("星瑞健身馆突然关门", "星瑞健身馆"), ("锦澜湾二期停工", "锦澜湾")):
        assert [each.name for each in found.subjects(place + words)] == [name]


def test_a_trader_is_known_by_its_name_as_it_is_said(city):
    """Without its place and its legal form; what stands for several, or for a brand, does not."""
    city.take_in(
        city.complaint("1", subject_name="青岚县星曜餐饮有限公司", brand=""),
        city.complaint("2", subject_name="澄州市云帆餐饮有限公司", brand=""),
        city.complaint("3", subject_name="石桥市云帆餐饮有限公司", brand=""),
        city.complaint("4", subject_name="城东区麦香小坞有限公司", brand="麦香小坞"),
        city.complaint("5", subject_name="澄州知秋餐饮有限公司", brand=""),
    )
    found = city.ask(mentions_of)
    assert "星曜餐饮" in found.traders
    assert found.traders["星曜餐饮"] == found.traders["青岚县星曜餐饮有限公司"]
    assert found.traders["知秋餐饮"] == found.traders["澄州知秋餐饮有限公司"]
    assert "云帆餐饮" not in found.traders
    assert found.of("麦香小坞的面包发霉") == Mention(None, "麦香小坞", "")
    assert found.of("星曜餐饮的菜里有虫") == Mention(found.traders["星曜餐饮"], "", "")


PLACES = _prefix(["澄州市", "城东区", "城", ""])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("澄州市悦力健身有限公司（城东店）", "悦力健身"),
        ("澄州悦力健身有限公司(城东店)", "悦力健身"),
        ("澄州市城东区悦力健身", "悦力健身"),
        ("城东悦力健身", "悦力健身"),
        ("城悦力健身", "城悦力健身"),  # a place of one character is none
        ("悦力澄州市健身", "悦力澄州市健身"),
    ],
)
def test_a_name_is_said_without_its_place_its_form_and_its_branch(name, said):
    assert short_name(name, PLACES) == said


def test_where_no_place_is_known_a_name_keeps_its_own():
    for places in ([], ["", "市"]):
        assert short_name("澄州市悦力健身有限公司", _prefix(places)) == "澄州市悦力健身"


def test_a_trader_of_three_characters_and_a_brand_of_one_stand_for_nobody(city):
    city.take_in(
        city.complaint("1", subject_name="青岚县星曜馆有限公司", brand="曜"),
        city.complaint("2", subject_name="青岚县知秋食堂有限公司", brand="知秋"),
        city.complaint("3", subject_name="云帆馆", brand=""),
    )
    found = city.ask(mentions_of)
    assert "知秋食堂" in found.traders
    assert {"星曜馆", "云帆馆"}.isdisjoint(found.traders)
    assert found.brands == {"知秋": "知秋"}


def test_only_what_begins_a_complaint_is_read_to_its_240th_character():
    for before, about in ((236, Mention(7, "", "")), (237, None)):
        assert KNOWN.of("，" * before + "悦力健身") == about
