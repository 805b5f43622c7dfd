"""`init --city`, as a user types it: refused in one sentence and without a trace, or told."""

import os

import pytest

from tests.borders import city, moved, put, row_of, square, town, unit
from tests.cli.test_database_commands import rows

TWO = city(*row_of(2), town("望江镇", "880101", 15, 5))


def files(house):
    return sorted(os.listdir(house.data)), sorted(os.listdir(house.work))


def one_line(said, code=1):
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1), said
    return said.err


def test_init_says_what_it_found(house):
    put(house.work / "city.geojson", TWO)
    said = house.run("init", "--city", "city.geojson")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[1] == (
        "已载入望川市边界：2 个县区、1 个乡镇街道，东经 112.10°–112.30°，北纬 28.00°–28.10°。"
    )


def test_a_refused_file_leaves_not_even_a_database(house):
    swapped = moved(square(0, 0), lambda lon, lat: [lat, lon])
    put(house.work / "city.geojson", city(*row_of(2), unit("880109", "歪县", swapped)))
    before = files(house)
    said = one_line(house.run("init", "--city", "city.geojson"))
    assert said == ("“歪县”（880109）的经纬度像是写反了（28, 112）：GeoJSON 先写经度，后写纬度。\n")
    assert files(house) == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--name", "望川市市场监督管理局"], 1, "请用 --city 一并载入边界文件"),
        (["--city", "bare.geojson"], 1, "请用 --name 写明本局全称"),
        (["--city", "bare.geojson", "--name", "望川\x07局"], 2, "60 字以内"),
        (["--replace-city"], 2, "请用 --city 指明新的边界文件"),
        (["--city", "city.geojson", "--crs", "beijing54"], 2, "坐标系只能是 wgs84、gcj02 或 bd09"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_a_trace(house, arguments, code, words):
    put(house.work / "city.geojson", TWO)
    put(house.work / "bare.geojson", {"features": row_of(2)})
    before = files(house)
    assert words in one_line(house.run("init", *arguments), code)
    assert files(house) == before


@pytest.mark.parametrize("arguments", [["--name", "某局"], ["--city", "bare.geojson"]])
def test_a_refused_init_leaves_an_empty_file_empty(house, arguments):
    put(house.work / "bare.geojson", {"features": row_of(2)})
    house.database.touch()
    one_line(house.run("init", *arguments))
    assert [p.name for p in house.data.glob("*.db*")] == [house.database.name]
    assert house.database.stat().st_size == 0


@pytest.mark.parametrize("name", ["missing.geojson", "folder"])
def test_a_city_file_that_cannot_be_read_is_not_called_another_kind_of_text(house, name):
    (house.work / "folder").mkdir()
    said = one_line(house.run("init", "--city", name))
    assert name in said
    assert "GeoJSON 文本" not in said


def test_other_borders_need_a_word_more(house):
    put(house.work / "one.geojson", TWO, "gb18030")
    put(house.work / "other.geojson", city(*row_of(3)), "utf-8-sig")
    assert house.run("init", "--city", "one.geojson").code == 0
    again = house.run("init", "--city", "one.geojson")
    assert again.out.splitlines()[1] == "边界与现有的相同，没有改动。"
    assert "增加“第3区”（880103）" in one_line(house.run("init", "--city", "other.geojson"))
    assert rows(house.database, "district", "town") == [2, 1]
    said = house.run("init", "--city", "other.geojson", "--replace-city")
    assert (said.code, rows(house.database, "district", "town")) == (0, [3, 0])
    assert house.run("verify").code == 0


def test_the_name_alone_is_changed(house):
    put(house.work / "city.geojson", TWO)
    house.run("init", "--city", "city.geojson")
    said = house.run("init", "--name", "望川市市场监管局")
    assert said.out.splitlines()[1] == "本局全称已改为“望川市市场监管局”。"


def test_borders_in_a_chinese_datum_are_shifted(house):
    put(house.work / "city.geojson", TWO)
    said = house.run("init", "--city", "city.geojson", "--crs", "gcj02")
    assert "东经 112.09°–112.29°" in said.out
