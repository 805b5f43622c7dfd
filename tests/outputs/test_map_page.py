"""The map's page is made of boundaries alone, and runs no inline code."""

import copy
import json
import re

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.outputs.map_page import POLICY, map_page
from commandcenter.paths import RESOURCES

EVIL = "</script><script>alert(1)</script>${alert(2)}`<img src=x onerror=alert(3)>"


@pytest.fixture(scope="module")
def city():
    return json.loads((RESOURCES / "city" / "demo_city.geojson").read_text("utf-8"))


def test_everything_the_page_loads_is_on_this_machine(city):
    page = map_page(city)
    links = re.findall(r'(?:src|href)="([^"]+)"', page.html)
    assert len(links) == 8
    assert [link for link in links if not link.startswith("cc://")] == []
    assert "http" not in re.sub("http-equiv", "", page.html + page.script)


def test_the_page_has_no_inline_script_and_no_inline_style(city):
    html = map_page(city).html
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html
    assert not re.search(r"\s(on\w+|style)=", html)
    assert "unsafe" not in POLICY


def test_the_page_is_the_same_each_time(city):
    assert map_page(city) == map_page(city)


def test_names_in_a_boundary_file_never_reach_the_page(city):
    evil = copy.deepcopy(city)
    evil["name"] = evil["city"]["name"] = EVIL
    for feature in evil["features"]:
        feature["properties"]["name"] = feature["properties"][EVIL] = EVIL
        feature["id"] = EVIL
    assert map_page(evil) == map_page(city)


def test_a_code_that_is_not_digits_is_refused(city):
    evil = copy.deepcopy(city)
    evil["features"][0]["properties"]["adcode"] = EVIL
    with pytest.raises(RuleBroken, match="不是数字"):
        map_page(evil)


def test_a_coordinate_that_is_no_number_is_refused(city):
    evil = copy.deepcopy(city)
    evil["features"][0]["geometry"]["coordinates"][0][0] = [EVIL, 30.0]
    with pytest.raises(ValueError, match="could not convert"):
        map_page(evil)


def test_folium_is_left_as_it_was(city):
    import folium

    map_page(city)
    assert any("jsdelivr" in url for _, url in folium.Map.default_js)
