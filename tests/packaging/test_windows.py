"""The Windows bundle's description, as far as it can be read without Windows.

`make windows` builds the folder on Linux and tries it out; here it is held to the program.
"""

import ast
import json
import re
import struct
import subprocess
import sys

import pytest
import xlsxwriter

from commandcenter import paths
from commandcenter.intake import workbook
from commandcenter.offices import desktop_check
from tests.packaging.conftest import read_lock

FOLDER = paths.ROOT / "packaging" / "windows"
SPEC = (FOLDER / "commandcenter.spec").read_text(encoding="utf-8")
SETUP = (FOLDER / "commandcenter.iss").read_text(encoding="utf-8")


def test_the_tools_are_pinned_with_their_digests():
    pins = read_lock(FOLDER / "locked-tools.txt")
    assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= set(pins)
    assert all(pin.digests for pin in pins.values())
    assert pins["pefile"].holds(sys_platform="win32")


def test_the_bundles_first_module_is_the_command_line(tmp_path):
    said = subprocess.run(
        [sys.executable, FOLDER / "start.py", "--version"],
        cwd=tmp_path, env={"PYTHONPATH": str(paths.ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", said.stdout)


def test_it_is_the_child_that_reads_workbooks_too(tmp_path):
    """No Python stands in a bundle that could be started with the child's file."""
    file = tmp_path / "一.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet().write_row(0, 0, ["登记编号", "标题"])
    said = subprocess.run(
        [sys.executable, FOLDER / "start.py", workbook.CHILD_FLAG, str(file)],
        cwd=tmp_path, env={"PYTHONPATH": str(paths.ROOT)}, capture_output=True,
    )  # fmt: skip
    (length,) = struct.unpack(">I", said.stdout[:4])
    assert said.stdout[4 : 4 + length] == b'{"rows":1}'
    assert "登记编号".encode() in said.stdout


def test_it_probes_the_desktop_too(tmp_path):
    said = subprocess.run(
        [sys.executable, FOLDER / "start.py", desktop_check.PROBE_FLAG],
        cwd=tmp_path, env={"PYTHONPATH": str(paths.ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert set(json.loads(said.stdout)) == {"tray", "sounds", "lacks"}, said.stderr


@pytest.mark.parametrize("frozen", [True, False])
def test_the_program_starts_itself_as_it_was_started(monkeypatch, frozen):
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    before = [] if frozen else ["-m", "commandcenter"]
    wanted = [sys.executable, *before, "drill", "open", "x"]
    assert paths.own_command("drill", "open", "x") == wanted
    assert (desktop_check.probe_command()[1] == desktop_check.PROBE_FLAG) is frozen


def test_whoever_starts_this_python_is_known_here():
    """Each has another way in a bundle."""
    found = {
        path.name
        for path in (paths.ROOT / "commandcenter").rglob("*.py")
        if "sys.executable" in path.read_text(encoding="utf-8")
    }
    assert found == {"paths.py", "workbook.py", "desktop_check.py"}


def test_the_description_has_every_package_whose_files_are_read():
    """What is asked of a package by name while running, where PyInstaller cannot see it."""
    ast.parse(SPEC)
    asked = set()
    for path in (paths.ROOT / "commandcenter").rglob("*.py"):
        asked |= set(re.findall(r'"(xstatic|folium|branca|qtawesome)[."]', path.read_text("utf-8")))
    assert {name for name in asked if f'"{name}"' not in SPEC} == set()
    assert 'collect_submodules("commandcenter")' in SPEC  # what is late is named by words


def test_the_installer_takes_what_there_is():
    """Its own files, the two programs of the description, and nothing of a person's."""
    for source in re.findall(r'^Source: "\.\.\\\.\.\\([^"{]+)"', SETUP, re.MULTILINE):
        assert (paths.ROOT / source.replace("\\", "/")).is_file()
    programs = set(re.findall(r"\{app\}\\([\w-]+)\.exe", SETUP))
    assert programs == set(re.findall(r'EXE\(.*name="([\w-]+)"', SPEC))
    assert re.search(r"^AppId=\{\{[0-9A-F-]{36}\}$", SETUP, re.MULTILINE)
    removed = re.findall(r'^Type: .*Name: "([^"]+)"', SETUP, re.MULTILINE)
    assert removed == ["{app}\\_internal"]
    assert "[UninstallDelete]" not in SETUP
