"""No name on the map is hidden under a circle, a tag or another name."""

from dataclasses import replace

import pytest

from commandcenter.ui.map import shapes
from commandcenter.ui.map.maker import Maker, dots_of
from commandcenter.ui.map.painter import fit
from commandcenter.ui.map.scene import COUNT, NAME, NOTE, plain
from commandcenter.ui.map.shapes import Box
from tests.ui.map.conftest import NOW


def width(text, size, bold):
    return sum(size if ord(c) > 0x2000 else size * 0.56 for c in text)


@pytest.fixture
def scene_at(city, colors, words, picture):
    boundaries = shapes.read(city)

    def make(wide, high, scale, shown=picture):
        camera = fit(boundaries.box, wide, high, 12 * scale)
        maker = Maker(boundaries, colors, words, width, scale)
        return maker.scene(shown, dots_of(shown), camera.pixels, True, (wide, high)), camera

    return make


def boxes(scene, camera, scale):
    """Name → the pixels that its words cover."""
    out = {}
    for name in scene.names:
        wide = max(width(name.name, NAME * scale, False), width(name.count, COUNT * scale, True))
        wide = max(wide, width(name.note, NOTE * scale, False))
        at = camera.screen(name.x, name.y)
        high = (NAME + (COUNT if name.count else 0) + (NOTE if name.note else 0)) * scale
        out[name.name] = Box(
            at.x() - wide / 2, at.y() - high / 2, at.x() + wide / 2, at.y() + high / 2
        )
    return out


def tag_boxes(scene, camera):
    for tag in scene.tags:
        at, w, h = camera.screen(tag.x, tag.y), tag.width / 2, tag.height / 2
        yield tag.text, Box(at.x() - w, at.y() - h, at.x() + w, at.y() + h)


@pytest.mark.parametrize(("wide", "high", "scale"), [(1260, 470, 20 / 14), (620, 460, 1.0)])
def test_names_stand_clear_of_circles_tags_and_each_other(scene_at, wide, high, scale):
    scene, camera = scene_at(wide, high, scale)
    names = boxes(scene, camera, scale)
    everything = [*names.items(), *tag_boxes(scene, camera)]
    for circle in scene.circles:
        at, r = camera.screen(circle.x, circle.y), circle.radius * 0.7
        core = Box(at.x() - r, at.y() - r, at.x() + r, at.y() + r)
        assert [n for n, box in everything if box.overlap(core)] == []
    for i, (name, box) in enumerate(everything):
        assert [other for other, b in everything[i + 1 :] if b.overlap(box) > 4] == [], name


@pytest.mark.parametrize(("wide", "high"), [(350, 240), (240, 200), (580, 100), (160, 120)])
def test_on_a_small_map_less_is_said_and_nothing_lies_over_another(scene_at, picture, wide, high):
    heard = tuple(
        d if d.silent_minutes is not None else replace(d, age_minutes=11, last_word_at=NOW)
        for d in picture.districts
    )
    scene, camera = scene_at(wide, high, 1.0, replace(picture, districts=heard))
    names = boxes(scene, camera, 1.0)
    everything = [*names.items(), *((text, box) for text, box in tag_boxes(scene, camera) if text)]
    for i, (name, box) in enumerate(everything):
        room = 0.1 * box.width * box.height
        assert [other for other, b in everything[i + 1 :] if b.overlap(box) > room] == [], name
    assert "城东区" in names  # with most complaints
    assert len([tag for tag in scene.tags if tag.team and tag.line]) == len(picture.teams)
    assert any(name.note for name in scene.names) == (high > 200)


def test_no_tag_is_cut_by_the_edge_of_the_map(scene_at, city, picture):
    """Of teams at the very top of the city, where a tag would go above."""
    box = shapes.read(city).box
    lat, lon = shapes.degrees(box.middle[0], box.top)
    teams = tuple(replace(picture.teams[0], label=f"现场{n}队", lat=lat, lon=lon) for n in range(6))
    scene, camera = scene_at(430, 250, 1.0, replace(picture, teams=teams))
    for text, tag in tag_boxes(scene, camera):
        inside = tag.left >= 0 and tag.right <= 430 and tag.top >= 0 and tag.bottom <= 250
        assert inside, text


def test_a_name_too_long_for_its_tag_says_so(scene_at, picture):
    names = ("澄州禾味鲜团膳管理有限公司", "澄州禾味鲜团膳管理服务有限公司")
    said = []
    for name in names:
        circles = tuple(replace(mark, label=name) for mark in picture.incidents[:1])
        scene, _ = scene_at(1260, 860, 1.0, replace(picture, incidents=circles, teams=()))
        said += [tag.text for tag in scene.tags]
    assert said == ["澄州禾味鲜团膳管理有限公司", "澄州禾味鲜团膳管理服务有限…"]


def test_no_name_is_cut_by_the_edge_of_the_map(scene_at, picture):
    """On a small map the words of a county at the edge are wider than it."""
    silent = tuple(replace(d, silent_minutes=62) for d in picture.districts)
    scene, camera = scene_at(240, 200, 1.0, replace(picture, districts=silent))
    assert any(name.note for name in scene.names)
    for name, box in boxes(scene, camera, 1.0).items():
        assert min(box.left, box.top) >= -1, name
        assert box.right <= 241, name
        assert box.bottom <= 201, name


@pytest.mark.parametrize(("wide", "high", "scale"), [(1260, 470, 20 / 14), (620, 460, 1.0)])
def test_each_name_stands_in_its_county(city, scene_at, wide, high, scale):
    scene, _ = scene_at(wide, high, scale)
    inside = {d.name: d for d in shapes.read(city).districts}
    for name in scene.names:
        assert inside[name.name].holds(name.x, name.y), name.name
    assert {n.name for n in scene.names} == set(inside)


def test_a_larger_screen_shows_the_same_layout(scene_at):
    small, _ = scene_at(620, 460, 1.0)
    large, _ = scene_at(1860, 1380, 3.0)
    for one, other in zip((*small.names, *small.tags), (*large.names, *large.tags), strict=True):
        assert (one.x, one.y) == pytest.approx((other.x, other.y))


def test_a_silent_county_says_since_when_instead_of_a_count(scene_at):
    scene, _ = scene_at(620, 460, 1.0)
    silent = next(n for n in scene.names if n.name == "南浦县")
    assert (silent.count, silent.note) == ("", "超时未报 1 小时 2 分")
    assert [a.code for a in scene.areas if a.hatched] == ["990122"]


def test_a_fuller_county_has_a_stronger_shade(scene_at, picture):
    scene, _ = scene_at(620, 460, 1.0)
    fills = {area.code: area.fill for area in scene.areas}
    assert len(set(fills.values())) == 7  # all counts differ, so do all shades
    quiet = replace(
        picture,
        districts=tuple(replace(d, count=0, silent_minutes=None) for d in picture.districts),
    )
    scene, _ = scene_at(620, 460, 1.0, quiet)
    assert len({area.fill for area in scene.areas}) == 1
    assert scene.legend.highest == 10  # a quiet city is not shown as a full one


def test_the_circle_of_more_weight_is_larger(scene_at):
    scene, _ = scene_at(620, 460, 1.0)
    assert scene.circles[0].radius > scene.circles[1].radius > scene.circles[2].radius
    assert {c.sign for c in scene.circles} == {"Ⅲ"}


def test_text_from_outside_is_one_short_line_without_hidden_characters():
    assert plain("退\u202e费\r\n难\x00") == "退 费 难"
    assert plain("<img onerror=alert(1)>") == "<img onerror=alert(1)>"
    assert len(plain("长" * 20_000)) == 240
