import hashlib
import os
import re
import subprocess
import tomllib

import pytest

TURNED_OFF = "QTWEBENGINE_DISABLE_SANDBOX=1"


@pytest.fixture(scope="session")
def makefile(root):
    return (root / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def targets(makefile):
    return set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())


def make(root, *arguments):
    """What make says, untouched by the make that runs this test."""
    own = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run(
        ["make", *arguments], cwd=root, capture_output=True, text=True, check=True, env=own
    )
    return done.stdout


def recipe(root, target, *variables):
    """What make would do for this target, without doing it."""
    return make(root, "-n", target, *variables)


@pytest.mark.parametrize("target", ["test", "nightly"])
def test_root_tests_without_the_sandbox_that_refuses_root(root, target):
    assert TURNED_OFF in recipe(root, target, "ROOT=0")
    assert TURNED_OFF not in recipe(root, target, "ROOT=")


def test_a_window_never_opens_without_the_sandbox(root):
    assert TURNED_OFF not in recipe(root, "run", "ROOT=0", "DISPLAY=:0", "WAYLAND_DISPLAY=")
    assert TURNED_OFF not in recipe(root, "run", "ROOT=0", "DISPLAY=", "WAYLAND_DISPLAY=w")
    assert TURNED_OFF not in recipe(root, "run", "ROOT=", "DISPLAY=", "WAYLAND_DISPLAY=")
    assert TURNED_OFF in recipe(root, "run", "ROOT=0", "DISPLAY=", "WAYLAND_DISPLAY=")


def test_make_alone_tells_every_target(root, targets):
    said = make(root)
    assert targets - {"help"} <= set(re.findall(r"make (\w+)", said))


def test_the_pages_name_only_targets_that_there_are(root, targets):
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "packaging/README.md"):
        text = (root / page).read_text(encoding="utf-8")
        assert set(re.findall(r"`make (?:\S+=\S+ )?(\w+)", text)) <= targets, page


def named(part, notices):
    """Whether the notices name this package as a whole word, in whatever way it is written."""
    written = re.escape(part).replace("\\-", "[-_.]")
    return re.search(rf"(?<![\w-]){written}(?![\w-])", notices, re.IGNORECASE)


def test_every_part_and_font_has_its_notice(root, locks):
    notices = (root / "THIRD_PARTY.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = {re.match(r"[\w-]+", line)[0] for line in project["optional-dependencies"]["dev"]}
    parts = {*locks["run"], *(tool for tool in tools if not tool.startswith("pytest-"))}
    covered = {
        "pyside6-essentials": "pyside6",
        "pyside6-addons": "pyside6",
        "shiboken6": "shiboken",
        "psycopg-binary": "psycopg",
        "argon2-cffi-bindings": "argon2-cffi",
    }
    system = (root / "packaging/system-packages.txt").read_text(encoding="utf-8")
    fonts = {line.split()[0] for line in system.splitlines() if line.startswith("fonts-")}
    wanted = {covered.get(part, part) for part in parts} | fonts
    assert sorted(part for part in wanted if not named(part, notices)) == []


def test_the_licence_is_the_apache_software_foundations_own_text(root):
    text = (root / "LICENSE").read_bytes()
    told = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
    assert hashlib.sha256(text).hexdigest() == told


def test_ci_runs_what_every_desk_runs(root):
    script = root / ".ci/run"
    assert script.stat().st_mode & 0o100
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test")
