"""The wheel: everything that the program needs, and it runs where there is no checkout."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from commandcenter import __version__
from tests.stories.demo_files import shared_folder

# What a wheel is made from; that it needs nothing else is tried along with the rest.
SOURCES = ("commandcenter", "db", "resources", "pyproject.toml", "setup.py", "README.md", "LICENSE",
           "THIRD_PARTY.md", "packaging/sbom.py", "packaging/locked-run.txt",
           "packaging/compile_translations.py")  # fmt: skip
KEPT = ("PATH", "LANG", "LC_ALL", "QTWEBENGINE_DISABLE_SANDBOX")


def output_of(*command, cwd, **environment):
    """What a command of the user's says; its own environment has nothing of the tests'."""
    own = {key: os.environ[key] for key in KEPT if key in os.environ}
    own |= {"HOME": str(cwd), "QT_QPA_PLATFORM": "offscreen"} | environment
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=own, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(root, folder):
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, source / name, symlinks=True)
        else:
            (source / name).parent.mkdir(exist_ok=True)
            shutil.copy(root / name, source / name)
    left = source / "db" / "demo" / "__pycache__" / "left.cpython-311.pyc"
    left.parent.mkdir(exist_ok=True)
    left.touch()  # as any run of the program leaves them
    how = ("--no-build-isolation", "--no-deps", "--no-index", "--no-cache-dir")
    output_of(sys.executable, "-m", "pip", "wheel", "-q", *how, "-w", folder, source, cwd=folder)
    shutil.rmtree(source)


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """Built once a test run, for both of its workers."""
    folder = shared_folder(tmp_path_factory) / "wheel"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not list(folder.glob("*.whl")):
            build(root, folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(root, folder):
    found = (path.relative_to(root) for path in (root / folder).rglob("*") if path.is_file())
    return {str(path) for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_that_the_program_needs(root, names):
    wanted = files_below(root, "commandcenter")
    for folder in ("db", "resources"):
        wanted |= {f"commandcenter/{name}" for name in files_below(root, folder)}
    assert {Path(name).suffix for name in wanted} >= {".py", ".sql", ".toml", ".qss", ".mako"}
    sources = {name for name in wanted if name.endswith(".ts")}  # of which it has the .qm
    assert wanted - names == sources


def test_the_wheel_lays_nothing_beside_the_package(names):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"commandcenter"}
    assert [name for name in names if name.endswith(".pyc")] == []


def test_the_wheel_brings_the_texts_of_other_languages_as_qt_reads_them(names):
    texts = {name.rpartition("/")[2] for name in names if "/resources/translations/" in name}
    assert texts == {"commandcenter_en.qm"}


def test_the_wheel_says_its_licence_and_brings_the_text(root, wheel, names):
    with zipfile.ZipFile(wheel) as archive:
        card = next(name for name in names if name.endswith(".dist-info/METADATA"))
        told = message_from_bytes(archive.read(card))
        assert told["License-Expression"] == "Apache-2.0"
        for page in ("LICENSE", "THIRD_PARTY.md"):
            inside = card.replace("METADATA", f"licenses/{page}")
            assert archive.read(inside) == (root / page).read_bytes()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["Version"] == project["version"] == __version__


def test_the_wheel_brings_the_bill_of_what_it_was_tried_with(wheel, names, locks):
    place = next(name for name in names if ".dist-info/sboms/" in name)
    assert place.endswith(".dist-info/sboms/commandcenter.cdx.json")
    with zipfile.ZipFile(wheel) as archive:
        told = json.loads(archive.read(place))
        assert f"{place},sha256=" in archive.read(place.split("/")[0] + "/RECORD").decode()
    assert {row["name"] for row in told["components"]} == set(locks["run"])
    assert told["metadata"]["component"]["version"] == __version__


@pytest.fixture
def installed(wheel, tmp_path):
    """The wheel in an environment of its own, its dependencies by reference to the tests'.

    A line of a .pth file adds a folder and runs none of the .pth files in it, so that the
    checkout, which lies in the tests' environment by one, is not found.
    """
    place = tmp_path / "installed"
    venv.create(place, symlinks=True)
    python = place / "bin" / "python"
    how = ("--python", python, "install", "-q", "--no-deps", "--no-index", "--no-compile")
    output_of(sys.executable, "-m", "pip", *how, wheel, cwd=tmp_path)
    site = Path(output_of(python, "-c", SITE, cwd=tmp_path).strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    return python


SITE = "import sysconfig; print(sysconfig.get_path('purelib'))"
WHERE = """
import importlib.util, commandcenter, commandcenter.db.demo.load, commandcenter.paths
print(commandcenter.__file__)
print(commandcenter.db.demo.load.__file__)
print(*(name for name in ("db", "resources", "tests") if importlib.util.find_spec(name)))
"""


def files_of(site):
    found = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
    return {path for path in found if "__pycache__" not in path.parts}


@pytest.mark.lot(2, "demo drawn")
def test_the_installed_wheel_draws_the_demo_far_from_any_checkout(installed, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site = Path(output_of(installed, "-c", SITE, cwd=elsewhere).strip())
    package, demo, others = output_of(installed, "-c", WHERE, cwd=elsewhere).splitlines()
    assert Path(package).is_relative_to(site)
    assert Path(demo).is_relative_to(site)
    assert others == ""
    before = files_of(site)
    program = installed.with_name("commandcenter")
    assert output_of(program, "--version", cwd=elsewhere).strip() == __version__
    assert output_of(program, "man", cwd=elsewhere).startswith(".TH COMMANDCENTER 1")
    assert "_commandcenter" in output_of(program, "completion", "zsh", cwd=elsewhere)
    said = output_of(program, "demo", "--shoot", "out", cwd=elsewhere)
    assert said.count("out/") == 3
    for name in ("wall.png", "desk.png", "briefing.pdf"):
        assert (elsewhere / "out" / name).stat().st_size > 100_000
    assert files_of(site) == before  # it may be installed where its user cannot write


@pytest.fixture
def on_disk():
    """A folder for a gigabyte: those of the tests lie in memory."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder)


HASHED = ("--require-hashes", "-r")
AS_LOCKED = (  # as packaging/README.md tells it
    (*HASHED, "packaging/locked-build.txt"),
    ("--use-pep517", "--no-build-isolation", *HASHED, "packaging/locked-run.txt"),
    ("--no-deps", "WHEEL"),
)


@pytest.mark.nightly
@pytest.mark.parametrize("steps", [AS_LOCKED, [("WHEEL",)]], ids=["locks", "ranges"])
def test_a_clean_installation_from_the_registry_draws_the_demo(root, wheel, on_disk, steps):
    venv.create(on_disk / "clean", with_pip=True, symlinks=True)
    python = on_disk / "clean" / "bin" / "python"
    pip = (python, "-m", "pip", "--no-cache-dir", "-q")
    ways = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
    files = {"WHEEL": wheel} | {f"packaging/{lock.name}": lock for lock in root.glob("packaging/*")}
    for step in steps:
        output_of(*pip, "install", *(files.get(word, word) for word in step), cwd=on_disk, **ways)
    output_of(*pip, "check", cwd=on_disk)
    output_of(python.with_name("commandcenter"), "demo", "--shoot", "out", cwd=on_disk)
    assert (on_disk / "out" / "wall.png").stat().st_size > 100_000
