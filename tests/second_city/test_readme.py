"""README's own commands, chapter by chapter, played as they stand there by a bureau of its own."""

import re
import shlex
import signal
import subprocess
import sys

import pytest
import xlsxwriter

from commandcenter.offices.people_lists import people_in
from commandcenter.paths import ROOT
from tests.cli.conftest import House, fork_server  # noqa: F401  a fixture
from tests.cli.export_files import HEADER, row, write
from tests.conftest import run_sql
from tests.program.test_admin import modern  # noqa: F401  a server that makes logins
from tests.second_city import place

README = (ROOT / "README.md").read_text(encoding="utf-8")
NO_SCREEN = "没有显示器"
PEOPLE = [("林震", "linzhen", "局长", "", "", "总指挥", "", "")]
OWN, SERVER, LIES = (
    "Your own data on this machine", "Joining your bureau's database", "Where things lie"
)  # fmt: skip


def commands(chapter):
    """The lines of its blocks, without what is remarked on them."""
    text = README.partition(f"## {chapter}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", text, re.M | re.S)
    lines = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line]


class Reader:
    """Who does what README says, in a folder with the files that it names."""

    def __init__(self, house, url):
        self.house, self.url, self.said = house, url, {}

    def play(self, line):
        for example in ("sqlite:///bureau.db", "postgresql://NAME@SERVER/commandcenter"):
            line = line.replace(example, self.url)
        words = shlex.split(line.replace("FILE.zip", "支持.zip").replace("FILE", "全部.zip"))
        assert words.pop(0) == "commandcenter", line
        environment = {"COMMANDCENTER_DB": self.url, "DISPLAY": "", "WAYLAND_DISPLAY": ""}
        if words[-1] == "watchman":
            return self._watched(words)
        if "--from" in words:  # night by night over months: longer than a forked call is given
            said = self.house.start(*words, **environment)
        else:
            said = self.house.run(*words, environment=environment)
        window = words[-1] == "wall" or words[:-1] == ["--db"]
        assert said.code == (1 if window else 0), (line, said)
        assert (NO_SCREEN in said.err) is window, (line, said)
        return said.out

    def _watched(self, words):
        """Until it is told to stop, as a service is."""
        process = subprocess.Popen(
            [sys.executable, "-m", "commandcenter", *words],
            env=self.house.environment, cwd=self.house.work, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, err = process.communicate(timeout=60)
        assert process.returncode == 0, (first, rest, err)
        return first


@pytest.fixture(scope="module")
def reader(tmp_path_factory, fork_server):  # noqa: F811
    house = House(tmp_path_factory.mktemp("reader") / "house", fork_server)
    reader = Reader(house, house.url(house.work / "bureau.db"))
    borders = place.border_file().encode("gb18030")
    (house.work / "borders.geojson").write_bytes(borders)
    return reader


def test_the_chapters_are_there():
    assert len(commands(OWN)) == 4
    assert {"init", "watchman"} <= {line.split()[-1] for line in commands(SERVER)}
    assert [line.split()[1] for line in commands(LIES)][:2] == ["backup", "--db"]


def test_a_bureau_is_founded_on_this_machine_as_the_readme_says(reader):
    template, *rest = commands(OWN)
    reader.play(template)
    place.write_people(reader.house.work / "人员名单.xlsx", PEOPLE)
    assert people_in(reader.house.work / "人员名单.xlsx").people[0].name == "林震"
    rows = [row(n, 经营地址="瀛洲市镜湖新城中心区镜湖大道8号") for n in range(6)]
    write(reader.house.work / "12345导出.csv", rows[:3], "gb18030")
    with xlsxwriter.Workbook(reader.house.work / "12315导出.xlsx") as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([HEADER, *rows[3:]]):
            sheet.write_row(number, 0, cells)
    said = [reader.play(line) for line in rest]
    assert "林震（linzhen）：总指挥。" in said[0]
    assert said[1].count("共 3 行，入库 3，重复 0，退回 0") == 2
    assert (reader.house.work / "bureau.db").exists()


def test_what_lies_where_is_saved_and_looked_at_as_the_readme_says(reader):
    backup, restore, *rest = commands(LIES)
    assert "已备份到" in reader.play(backup)
    assert "校验通过" in reader.play(restore)
    drill, verify, doctor = (reader.play(line) for line in rest)
    assert "恢复演练通过" in drill
    assert verify.startswith("日志完好")
    assert "可以发给技术支持" in doctor


@pytest.mark.nightly(minutes=4)
def test_a_bureau_is_founded_on_a_server_as_the_readme_says(reader, modern):  # noqa: F811
    run_sql(modern, "CREATE DATABASE readme")
    mine, reader.url = reader.url, modern.url("readme")
    try:
        for line in commands(SERVER):
            reader.play(line)
    finally:
        reader.url = mine
        run_sql(modern, "DROP DATABASE readme WITH (FORCE)")
