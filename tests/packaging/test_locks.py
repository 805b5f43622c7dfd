"""The locks: what is installed is what was tried, to the byte."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    ("linux", "Linux", "x86_64"),
    ("linux", "Linux", "aarch64"),
    ("win32", "Windows", "AMD64"),
)


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ranges(project):
    """What pyproject.toml asks for, under the name of the lock that must give it."""
    needed = project["project"]["dependencies"]
    tools = project["project"]["optional-dependencies"]["dev"]
    return {"build": project["build-system"]["requires"], "run": needed, "dev": needed + tools}


def environments():
    for python in PYTHONS:
        for system, platform, machine in SYSTEMS:
            yield {
                "python_version": python, "python_full_version": f"{python}.0",
                "implementation_version": f"{python}.0", "sys_platform": system,
                "platform_system": platform, "platform_machine": machine,
            }  # fmt: skip


def fits(requirement, pins, where):
    """Whether the lock gives what is asked for in this environment, where it is asked for."""
    if requirement.marker and not requirement.marker.evaluate({**where, "extra": ""}):
        return True
    pin = pins.get(canonicalize_name(requirement.name))
    return bool(pin and pin.holds(**where) and requirement.specifier.contains(pin.version))


@pytest.mark.parametrize("lock", ["build", "run", "dev"])
def test_the_lock_gives_what_pyproject_asks_for_on_every_python_and_system(lock, locks, ranges):
    wanted = [Requirement(line) for line in ranges[lock]]
    assert wanted
    for where in environments():
        assert [str(r) for r in wanted if not fits(r, locks[lock], where)] == [], where


@pytest.mark.parametrize("lock", ["build", "run", "dev"])
def test_every_package_of_the_lock_has_the_digests_of_its_files(lock, locks):
    assert locks[lock]
    assert [name for name, pin in locks[lock].items() if not pin.digests] == []


@pytest.mark.parametrize("lock", ["build", "run", "dev"])
def test_the_lock_names_no_host_and_no_path(lock, root):
    text = (root / f"packaging/locked-{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"\S*(?:://|index-url|find-links)\S*|(?<!\w)[/~]\w\S*|\s-e\s", text) == []


def test_developers_have_the_versions_that_users_get(locks):
    for lock in ("build", "run"):
        assert {name: locks["dev"].get(name) for name in locks[lock]} == locks[lock]


def test_the_run_brings_none_of_the_developers_tools(locks, project):
    tools = {
        canonicalize_name(Requirement(line).name)
        for line in project["project"]["optional-dependencies"]["dev"]
    }
    # pillow is asked for by the tests themselves, and by reportlab
    assert tools & set(locks["run"]) == {"pillow"}


def test_this_machine_runs_what_the_lock_says(locks):
    here = default_environment()
    wanted = {name: pin.version for name, pin in locks["dev"].items() if pin.holds(**here)}
    assert {name: metadata.version(name) for name in wanted} == wanted


def test_what_the_packages_ask_of_each_other_is_in_the_lock_too(locks):
    here = default_environment()
    for lock in ("run", "dev"):
        for name, pin in locks[lock].items():
            if pin.holds(**here):
                asked = [Requirement(line) for line in metadata.requires(name) or ()]
                assert [str(r) for r in asked if not fits(r, locks[lock], here)] == [], name
