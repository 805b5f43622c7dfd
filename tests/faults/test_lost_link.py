"""A dead, frozen, swallowed or pulled link is said within 3.5 s, and all is fresh 3 s after."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from commandcenter.paths import ROOT
from commandcenter.ui import texts
from tests.faults.outage import LINKS, Measured, links_of, measure, new_server
from tests.faults.proxy import FaultProxy

STALE_S, FRESH_S, GAP_MS = 3.5, 3.0, 100.0


@pytest.fixture(scope="module")
def server():
    server = new_server()
    yield server
    server.stop()


@pytest.fixture
def proxy(server):
    proxy = FaultProxy(server.port)
    yield proxy
    proxy.close()


def judge(found, what):
    print(what, found)  # noqa: T201
    assert found.stale_s <= STALE_S
    assert found.fresh_s <= FRESH_S
    assert found.gap_ms <= GAP_MS


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
def test_a_frozen_server(qapp, server):
    texts.install(qapp, "zh")
    found = measure(server.url(), server.freeze, server.thaw, lambda: links_of(server))
    judge(found, "frozen")
    assert found.links == LINKS


@pytest.mark.lot(3, "clock")
@pytest.mark.timing
def test_a_link_that_swallows_everything(qapp, server, proxy):
    texts.install(qapp, "zh")
    url = server.url().replace(f":{server.port}/", f":{proxy.port}/")
    found = measure(
        url, lambda: proxy.set("blackhole"), lambda: proxy.set("pass"), lambda: links_of(server)
    )
    judge(found, "black hole")
    assert found.links <= LINKS


@pytest.mark.timing
@pytest.mark.nightly
def test_a_server_that_is_killed(qapp, server):
    texts.install(qapp, "zh")
    judge(measure(server.url(), server.kill, server.start, lambda: 0), "killed")


@pytest.mark.timing
@pytest.mark.nightly
def test_a_cable_that_is_pulled():
    """In a network of its own; where the machine allows none, that is said."""
    unshare = shutil.which("unshare")
    if os.geteuid() or not unshare or subprocess.run([unshare, "-n", "true"]).returncode:
        pytest.skip("this machine allows no network of one's own (unshare -n as root)")
    done = subprocess.run(
        [unshare, "-n", sys.executable, "-m", "tests.faults.outage"],
        cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    judge(Measured(**json.loads(done.stdout.splitlines()[-1])), "cable")
