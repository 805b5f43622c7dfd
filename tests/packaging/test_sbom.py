"""The bill of materials that a wheel carries."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def bill(root):
    """Of a build whose moment is told."""
    done = subprocess.run(
        [sys.executable, "packaging/sbom.py"],
        cwd=root, capture_output=True, text=True, check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_it_names_each_locked_package_with_its_version(bill, locks):
    told = {row["name"]: (row["version"], row["purl"]) for row in bill["components"]}
    pins = locks["run"].items()
    assert told == {n: (pin.version, f"pkg:pypi/{n}@{pin.version}") for n, pin in pins}


def test_it_says_where_alone_a_package_is_installed(bill, locks):
    optional = {row["name"] for row in bill["components"] if row["scope"] == "optional"}
    assert optional == {name for name, pin in locks["run"].items() if pin.marker}
    assert "pywin32-ctypes" in optional


def test_who_asks_for_what_is_one_tree_from_the_program(bill):
    asks = {row["ref"]: row["dependsOn"] for row in bill["dependencies"]}
    assert set(asks) == {"commandcenter", *(row["bom-ref"] for row in bill["components"])}
    reached, waiting = set(), ["commandcenter"]
    while waiting:
        at = waiting.pop()
        if at not in reached:
            reached.add(at)
            waiting += asks[at]
    assert reached == set(asks)


def test_its_number_follows_from_its_contents(bill):
    assert bill["serialNumber"].startswith("urn:uuid:")
    assert bill["metadata"]["timestamp"] == "2026-09-21T14:13:20Z"
    assert bill["metadata"]["component"]["name"] == "commandcenter"
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
