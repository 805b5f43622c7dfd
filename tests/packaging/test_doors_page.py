"""The page for other programs: each of its commands is run, and what it says of files is so."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from commandcenter.domain.export_kinds import EVERY, KINDS, Door
from commandcenter.outputs.cap_xml import NAMESPACE
from commandcenter.paths import ROOT
from tests.outputs.cap_rules import faults_of
from tests.stories.demo_files import copy_of, demo_at, shared_folder

PAGE = (ROOT / "packaging" / "doors.zh.md").read_text(encoding="utf-8")
PARTS = re.split(r"^## ", PAGE, flags=re.M)[1:]
OTHERS = ("import ", "投诉 = ", "ogrinfo ")  # examples of other programs


def commands(part):
    lines = [line[4:] for line in PARTS[part].splitlines() if line.startswith("    ")]
    return [line for line in lines if not line.startswith(OTHERS)]


def names_in(part):
    """What the tables of a part name."""
    rows = re.findall(r"^\| (`.*?) \|", PARTS[part], re.M)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    return demo_at(shared_folder(tmp_path_factory), "D1 10:46")


@pytest.fixture
def play(demo_file, tmp_path):
    """play(line): what bash gives of it, in a folder with the demo beside it."""
    url = copy_of(demo_file, tmp_path / "demo.db")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    script = bin_ / "commandcenter"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m commandcenter "$@"\n')
    script.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{bin_}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
        "COMMANDCENTER_DB": url, "COMMANDCENTER_DATA": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }  # fmt: skip

    def play(line):
        return subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    return play


def test_the_page_has_a_part_for_each_door():
    known = {word for n in range(len(PARTS)) for line in commands(n) for word in line.split()}
    assert {door.value for door in Door} <= known & set(EVERY)
    assert known & set(KINDS)
    assert len(PARTS) == 4


def test_lines_of_change_are_taken_and_gone_on_with(play, tmp_path):
    whole, more = commands(0)
    done = play(whole)
    assert done.returncode == 0
    told = int(re.search(r"下次用 --since (\d+)", done.stderr)[1])
    lines = [json.loads(x) for x in (tmp_path / "全部变更.jsonl").read_text("utf-8").splitlines()]
    assert [line["number"] for line in lines] == list(range(1, told + 1))
    rows = [row for line in lines for row in line["rows"]]
    assert {*lines[0], *rows[0]} == names_in(0)
    done = play(more.replace("2845", str(told)))
    assert done.returncode == 0, done.stderr
    assert f"下次用 --since {told + 1}" in done.stdout
    [line] = (tmp_path / "新增变更.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["verb"] == "changes exported"
    assert play(more.replace("2845", "99999999")).returncode == 1
    assert play(f"{whole.partition('>')[0]} --since {told + 1}").stdout == ""


def test_a_table_begins_with_its_header(play, tmp_path):
    for line in commands(1):
        done = play(line)
        assert done.returncode == 0, done.stderr
        data = (tmp_path / line.rpartition(" ")[2]).read_bytes()
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert header[0] in ("登记编号", "编号")
        assert rows
        assert {len(row) for row in rows} == {len(header)}


def test_a_published_notice_is_a_message_of_the_protocol(play, tmp_path):
    [line] = commands(2)
    assert play(line).returncode == 0
    data = (tmp_path / "消费警示.xml").read_bytes()
    assert faults_of(data) == []
    alert = ElementTree.fromstring(data)
    for name in names_in(2) - {"references"}:
        assert alert.find(f".//{{{NAMESPACE}}}{name}") is not None, name
    assert alert.findtext(f"{{{NAMESPACE}}}status") == "Test"


def test_the_map_has_the_columns_of_the_page(play, tmp_path):
    [line] = commands(3)
    assert play(line).returncode == 0
    shown = json.loads((tmp_path / "事件地图.geojson").read_text("utf-8"))
    assert {name for each in shown["features"] for name in each["properties"]} == names_in(3)
    assert {each["properties"]["kind"] for each in shown["features"]} == {"county", "place", "team"}
    if shutil.which("ogrinfo"):
        done = play(next(x.strip() for x in PARTS[3].splitlines() if "ogrinfo" in x))
        assert f"Feature Count: {len(shown['features'])}" in done.stdout


def test_each_export_stands_in_the_journal(play):
    for part in range(len(PARTS)):
        for line in commands(part):
            assert play(line.replace("2845", "1")).returncode == 0
    taken = play("commandcenter export changes --json").stdout.splitlines()
    found = [json.loads(line) for line in taken if '"kind":"export"' in line]
    assert [line["verb"].removesuffix(" exported") for line in found] == [
        "changes", "changes", "complaints", "obligations", "cap", "map",
    ]  # fmt: skip
    assert all(line["subject"] > 0 for line in found)
