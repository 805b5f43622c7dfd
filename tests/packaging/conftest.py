"""The set-up scripts are no package: each is loaded from its file."""

import importlib.util
import sys
from pathlib import Path

import pytest

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
