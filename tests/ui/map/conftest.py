"""The demo city, a picture of scenario A at 10:46, and colours for the maps under test."""

import json
import os
import random
import signal
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import shiboken6

from commandcenter.domain.level import Level
from commandcenter.paths import RESOURCES
from commandcenter.queries.command.map_picture import (
    ComplaintPoint,
    DistrictShade,
    IncidentMark,
    MapPicture,
    TeamMark,
)
from commandcenter.ui import theme
from commandcenter.ui.map import scheme
from commandcenter.ui.map.colors import from_theme
from commandcenter.ui.map.scene import Words
from commandcenter.ui.map.web_map import WebMap
from tests.ui.map.asked import Asked

# Before any QApplication: conftest files are read first. CI runs as root.
scheme.guard_environment(allow_no_sandbox=True)
scheme.register()

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
COUNTS = {
    "990102": ("城东区", 92),
    "990103": ("城西区", 38),
    "990104": ("临江区", 13),
    "990105": ("高新区", 27),
    "990121": ("青岚县", 3),
    "990122": ("南浦县", 0),
    "990181": ("石桥市", 8),
}
# What Chromium says on a machine without a graphics card.
NO_CARD = (
    "^QRhiGles2: Failed",
    "^Failed to create RHI",
    "^QVulkanInstance: Failed",
    "^GBM is not supported",
    "createPlatformVulkanInstance",
    "^GPUInfo not initialized",
    "^Sandboxing disabled by user",
)


def pytest_itemcollected(item):
    if item.path.parent == Path(__file__).parent:
        item.add_marker(pytest.mark.qt_log_ignore(*NO_CARD, extend=True))


@pytest.fixture(scope="session")
def city():
    return json.loads((RESOURCES / "city" / "demo_city.geojson").read_text("utf-8"))


@pytest.fixture(scope="session")
def towns(city):
    """The (lat, lon) of each town by name."""
    points = (f for f in city["features"] if f["geometry"]["type"] == "Point")
    return {f["properties"]["name"]: f["geometry"]["coordinates"][::-1] for f in points}


@pytest.fixture
def picture(towns):
    """Scenario A: three stores, two teams, one silent county; no single complaints."""

    def mark(place_id, label, town, weight):
        lat, lon = towns[town]
        return IncidentMark(1, place_id, label, Level.III, lat, lon, weight)

    return MapPicture(
        tuple(
            DistrictShade(code, name, count, True, NOW, 62 if name == "南浦县" else None)
            for code, (name, count) in COUNTS.items()
        ),
        (
            mark(1, "城东店", "东湖街道", 1.0),
            mark(2, "城西店", "西门街道", 0.35),
            mark(3, "高新店", "创新街道", 0.3),
        ),
        (TeamMark("现场一队", *towns["东湖街道"]), TeamMark("现场二队", *towns["鼓楼街道"])),
        (),
        NOW - timedelta(hours=24),
        NOW,
        (),
    )


@pytest.fixture
def with_points(picture, towns):
    """Give the picture `n` complaints around the towns, each with `label`."""

    def make(n, label="门锁了，设备在搬"):
        chance, places = random.Random(7), list(towns.values())
        points = []
        for number in range(n):
            lat, lon = chance.choice(places)
            lat, lon = lat + chance.gauss(0, 0.004), lon + chance.gauss(0, 0.004)
            points.append(ComplaintPoint(number + 1, lat, lon, label))
        return replace(picture, points=tuple(points))

    return make


@pytest.fixture
def kill_renderer():
    def kill(page):
        pid = page.renderProcessPid()
        assert pid > 1  # 0 would be this process and its group
        os.kill(pid, signal.SIGKILL)

    return kill


@pytest.fixture
def words():
    return Words("超时未报 {age}", "涉事县区超时未报", "投诉", "投诉地点")


@pytest.fixture
def colors(themed):
    return from_theme(theme.color)


@pytest.fixture
def web(qtbot, city, colors, words, picture):
    """A web map with scenario A; an error of its script fails the test."""
    web = WebMap(words)
    errors = []
    web.page.script_failed.connect(errors.append)
    web.errors = errors
    web.resize(620, 460)
    web.set_colors(colors)
    web.show()
    with qtbot.waitSignal(web.ready, timeout=15_000):
        web.set_picture(picture)
        web.set_boundaries(city)
    yield web
    assert errors == []
    shiboken6.delete(web)


@pytest.fixture
def asked(qtbot, web):
    return Asked(qtbot, web)


@pytest.fixture
def counter():
    """A server on this machine that counts who asks."""
    hits = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Count)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()
