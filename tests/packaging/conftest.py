"""The set-up scripts are no package: each is loaded from its file. And the locks, read."""

import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]


def load_script(name):
    spec = importlib.util.spec_from_file_location(f"setup_{name}", ROOT / f"packaging/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def system_packages():
    return load_script("system_packages")


@pytest.fixture(scope="session")
def fonts():
    return load_script("fonts")


@dataclass(frozen=True)
class Pin:
    version: str
    marker: Marker | None
    digests: tuple[str, ...]

    def holds(self, **where):
        return self.marker is None or self.marker.evaluate(where)


PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)(?: ; ([^\\]+))?")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def read_lock(path):
    """Each package with its pin. A line of any other form than those that are known fails."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    pins = {}
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        wanted, *digests = line.split(" --hash=")
        name, version, marker = PIN.fullmatch(wanted.strip()).groups()
        assert name not in pins
        found = tuple(DIGEST.fullmatch(f"--hash={digest.strip()}")[1] for digest in digests)
        pins[name] = Pin(version, Marker(marker) if marker else None, found)
    return pins


@pytest.fixture(scope="session")
def locks():
    return {
        name: read_lock(ROOT / f"packaging/locked-{name}.txt") for name in ("build", "run", "dev")
    }


@pytest.fixture(scope="session")
def in_parts():
    return load_script("in_parts")
