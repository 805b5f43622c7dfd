"""The demo's traders are many, unlike each other, inside the city, and invented."""

import pytest

from commandcenter.db.demo import city
from commandcenter.db.demo.borders import contains
from commandcenter.db.demo.traders import (
    BAKERY,
    GYM_BRAND,
    SCHOOL_MEALS,
    SOUP_BRAND,
    of_brand,
    traders,
)
from commandcenter.db.demo.trades import TRADES
from commandcenter.domain.complaints import credit_code


def test_there_are_some_four_hundred_of_every_class():
    assert 380 <= len(traders()) <= 450
    assert {t.trade for t in traders()} == {trade.category for trade in TRADES}


def test_credit_codes_are_valid_unique_and_of_no_real_region():
    codes = [t.credit_code for t in traders()]
    assert len(set(codes)) == len(codes)
    assert all(credit_code.is_valid(code) for code in codes)
    assert all(t.credit_code[2:8] == t.district for t in traders())
    assert all(t.district.startswith("99") for t in traders())


def test_names_are_unique_and_addresses_name_county_unit_and_town():
    assert len({t.name for t in traders()}) == len(traders())
    for t in traders():
        assert t.address.startswith(city.towns(t.district)[0].district_name + t.town)


def test_every_trader_lies_in_its_county_unit_near_its_town():
    for t in traders():
        assert contains(city._ring(t.district), (t.lon, t.lat))
        middle = city.town(t.district, t.town)
        assert abs(t.lat - middle.lat) * city.KM <= 1.21


def test_the_gym_has_three_stores_and_one_legal_person():
    stores = of_brand(GYM_BRAND)
    assert [s.name[-4:-1] for s in stores] == ["城东店", "城西店", "高新店"]
    assert len({s.legal_person for s in stores}) == 1


@pytest.mark.parametrize(("brand", "count"), [(SCHOOL_MEALS, 5), (SOUP_BRAND, 1), (BAKERY, 1)])
def test_the_other_scenario_firms_are_there(brand, count):
    assert len(of_brand(brand)) == count
