"""The web map shows what it is given as text, loads nothing else, and comes back."""

import time
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt

from commandcenter.domain.level import Level
from commandcenter.outputs.map_page import POLICY
from commandcenter.queries.command.map_picture import IncidentMark, TeamMark
from commandcenter.ui.map import shapes
from commandcenter.ui.map.scene import plain
from commandcenter.ui.map.web_map import WebMap
from tests.pace import Pace
from tests.ui.map.asked import Asked


def shown(qtbot, web, picture):
    """Give the map a picture and wait until it is drawn."""
    with qtbot.waitSignal(web._bridge.shown, timeout=15_000):
        web.set_picture(picture)


def pixel(asked, lat, lon):
    at = asked(f"ccMap.latLngToContainerPoint([{lat}, {lon}])")
    return QPoint(round(at["x"]), round(at["y"]))


def click(qtbot, web, at):
    with qtbot.waitSignal(web.clicked, timeout=5000) as signal_:
        qtbot.mouseMove(web._view.focusProxy(), at)
        qtbot.mouseClick(web._view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)
    return signal_.args


def payloads(address):
    return [
        f"<img src='{address}/img' onerror='window.hacked=1'>",
        "${window.hacked=2}",
        "`${window.hacked=3}`",
        f"</script><script>window.hacked=4;fetch('{address}/x')</script>",
        "<b",
        "<b onmouseover=window.hacked=5>粗",
        f"<svg onload=window.hacked=6><image href='{address}/svg'/>",
        f"<style>@import '{address}/css';</style>",
        f"<iframe src='{address}/frame'></iframe>",
        "javascript:window.hacked=7",
        "退\u202e费\u2066难\u200f",
        "长" * 20_000,
        '"};window.hacked=8;//',
        "\\u003cimg src=x onerror=window.hacked=9\\u003e",
    ]


def test_text_from_outside_is_text_wherever_the_map_shows_it(
    qtbot, web, asked, picture, towns, counter
):
    address, hits = counter
    evil = payloads(address)
    marks = tuple(
        IncidentMark(1, n, text, Level.III, *place, 0.2)
        for n, (text, place) in enumerate(zip(evil, list(towns.values())[::5], strict=False))
    )
    districts = tuple(
        replace(d, name=text) for d, text in zip(picture.districts, evil, strict=False)
    )
    hostile = replace(picture, incidents=marks, districts=districts)
    names: set[str] = set()
    for text in evil:  # by itself: together they have no room beside each other
        teams = (TeamMark(text, *towns["石桥街道"]),)
        shown(qtbot, web, replace(hostile, teams=teams))
        names.update(asked("[...document.querySelectorAll('.name b')].map(e => e.textContent)"))
        tags = asked("[...document.querySelectorAll('.team')].map(e => e.textContent)")
        assert tags == [plain(text, 24)]
    assert names == {plain(d.name) for d in districts}
    assert asked("document.querySelectorAll('img, iframe, svg image, body style').length") == 0
    assert asked("typeof window.hacked") == "undefined"
    assert hits == []


def test_a_tooltip_shows_a_complaint_as_it_was_written(qtbot, web, asked, with_points, counter):
    address, hits = counter
    for text in payloads(address):
        one = with_points(1, text)
        shown(qtbot, web, replace(one, incidents=(), teams=()))
        at = pixel(asked, one.points[0].lat, one.points[0].lon)
        qtbot.mouseMove(web._view.focusProxy(), at - QPoint(60, 60))
        qtbot.mouseMove(web._view.focusProxy(), at)
        said = "document.getElementById('tip').textContent"
        qtbot.waitUntil(lambda said=said, text=text: asked(said) == plain(text), timeout=5000)
        assert asked("document.getElementById('tip').children.length") == 0
    assert asked("typeof window.hacked") == "undefined"
    assert hits == []


def test_the_policy_is_sent_with_each_answer_and_holds(qtbot, web, asked):
    web.page.runJavaScript(
        "fetch('cc://app/map.html')"
        ".then(a => window.policy = a.headers.get('content-security-policy'))"
    )
    qtbot.waitUntil(lambda: asked("window.policy") == POLICY, timeout=5000)
    web.page.runJavaScript(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        "document.body.append(s);"
        "try { window.judged = eval('2') } catch (e) { window.judged = e.name }"
    )
    qtbot.waitUntil(lambda: asked("window.judged") == "EvalError", timeout=5000)
    assert asked("typeof window.hacked") == "undefined"
    assert any("Content Security Policy" in said for said in web.errors)
    web.errors.clear()


def test_the_page_reaches_no_server(qtbot, web, asked, counter):
    address, hits = counter
    web.page.runJavaScript(
        f"const image = new Image(); image.src = '{address}/image';"
        f"fetch('{address}/fetch').catch(() => window.refused = 1);"
        f"try {{ new WebSocket('{address.replace('http', 'ws')}/socket') }} catch (e) {{}}"
        f"navigator.sendBeacon('{address}/beacon', 'x')"
    )
    qtbot.waitUntil(lambda: asked("window.refused") == 1, timeout=5000)
    assert hits == []
    web.errors.clear()


@pytest.mark.parametrize(
    "away", ["https://example.com/", "file:///etc/passwd", "cc://lib/leaflet.js"]
)
def test_the_page_goes_nowhere_else(qtbot, web, asked, away, picture):
    web.page.runJavaScript(f"location.href = '{away}'; window.open('{away}'); 0")
    shown(qtbot, web, picture)  # the page is still there and answers
    assert asked("location.href") == "cc://app/map.html"
    web.errors.clear()


def test_only_what_is_on_the_list_is_served(qtbot, web, asked):
    web.page.runJavaScript(
        "window.got = {}; for (const place of ['app/../../etc/passwd', 'app/map.html/x', "
        "'lib/leaflet-src.js', 'lib/leaflet.js']) fetch('cc://' + place)"
        ".then(a => got[place] = a.status, () => got[place] = 0)"
    )
    qtbot.waitUntil(lambda: len(asked("window.got")) == 4, timeout=5000)
    assert asked("Object.entries(got).filter(e => e[1] == 200).map(e => e[0])") == [
        "lib/leaflet.js"
    ]
    web.errors.clear()


def test_a_click_on_a_county_names_it(qtbot, web, asked, towns):
    assert click(qtbot, web, pixel(asked, *towns["岚城街道"])) == ["district", "990121"]


def test_a_click_on_a_circle_names_incident_and_place(qtbot, web, asked, towns):
    assert click(qtbot, web, pixel(asked, *towns["创新街道"])) == ["incident", "1:3"]


def test_a_click_on_a_point_or_a_bubble_names_its_complaints(qtbot, web, asked, with_points, towns):
    lone = with_points(1)
    shown(qtbot, web, replace(lone, incidents=(), teams=()))
    at = pixel(asked, lone.points[0].lat, lone.points[0].lon)
    assert click(qtbot, web, at) == ["point", "1"]

    place = towns["五里街道"]
    many = tuple(replace(lone.points[0], id=n, lat=place[0], lon=place[1]) for n in range(7, 12))
    shown(qtbot, web, replace(lone, incidents=(), teams=(), points=many))
    kind, ids = click(qtbot, web, pixel(asked, *place))
    assert kind == "cluster"
    assert sorted(map(int, ids.split(","))) == [7, 8, 9, 10, 11]


def test_the_page_cannot_say_what_is_no_click(qtbot, web):
    with qtbot.assertNotEmitted(web.clicked):
        web._bridge.featureClicked("district", "990102'; DROP TABLE")
        web._bridge.featureClicked("shell", "1")


def test_the_page_is_drawn_again_after_its_process_was_killed(
    qtbot, web, asked, towns, kill_renderer
):
    with qtbot.waitSignal(web.lost, timeout=10_000):
        kill_renderer(web.page)
    assert not web.alive
    with qtbot.waitSignal(web.ready, timeout=15_000):
        web.reload()
    assert asked("document.querySelectorAll('.name').length") == 7
    assert click(qtbot, web, pixel(asked, *towns["岚城街道"])) == ["district", "990121"]


def test_the_map_is_shown_whole_again_only_for_another_set_of_incidents(
    qtbot, web, asked, picture, towns
):
    whole = asked("ccMap.getZoom()")
    web.page.runJavaScript("ccMap.setView([30.2, 121.7], ccMap.getZoom() + 2, {animate: false}); 0")
    qtbot.waitUntil(lambda: web._zoom > whole + 1.5, timeout=5000)
    more = replace(
        picture, districts=tuple(replace(d, count=d.count + 5) for d in picture.districts)
    )
    shown(qtbot, web, more)
    shown(qtbot, web, replace(more, incidents=more.incidents[:2]))
    assert asked("ccMap.getZoom()") == pytest.approx(whole + 2)
    other = IncidentMark(2, 9, "某校", Level.II, *towns["石桥街道"], 0.5)
    shown(qtbot, web, replace(more, incidents=(*more.incidents, other)))
    qtbot.waitUntil(lambda: asked("ccMap.getZoom()") == pytest.approx(whole), timeout=5000)


@pytest.mark.timing
def test_ten_thousand_points_are_drawn_while_the_window_answers(qtbot, web, asked, with_points):
    many = with_points(10_000)
    pace, start = Pace(), time.thread_time()
    with qtbot.waitSignal(web._bridge.shown, timeout=15_000):
        web.set_picture(many)
        blocked = time.thread_time() - start
    assert blocked < pace.stretch(0.3)
    counted = (
        "[...document.querySelectorAll('.bubble')].reduce((n, e) => n + Number(e.textContent), 0)"
    )
    qtbot.waitUntil(lambda: asked(counted) > 9_000, timeout=10_000)


def test_the_counties_are_shaded_as_the_painted_map_shades_them(qtbot, web, asked):
    fills = asked(
        "ccCounties.getLayers().map(l => [l.feature.properties.adcode, l.options.fillColor])"
    )
    assert dict(fills)["990122"] == "url(#cc-hatch)"
    assert len({fill for _, fill in fills}) == 7


def test_the_wall_takes_no_pointer(qtbot, city, colors, words, picture):
    wall = WebMap(words, interactive=False)
    wall.resize(620, 460)
    wall.set_colors(colors)
    wall.show()
    with qtbot.waitSignal(wall.ready, timeout=15_000):
        wall.set_picture(picture)
        wall.set_boundaries(city)
    asked = Asked(qtbot, wall)
    assert asked("getComputedStyle(ccMap.getContainer()).pointerEvents") == "none"
    assert asked("getComputedStyle(ccMap.getContainer()).cursor") == "none"
    assert wall.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    shiboken6.delete(wall)


def test_places_go_there_and_back():
    assert shapes.degrees(*shapes.world(30.2, 121.6)) == pytest.approx((30.2, 121.6))
