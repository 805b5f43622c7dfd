"""doctor --report: what goes to support is listed before it is written."""

import re
import zipfile

import pytest


def test_the_command_says_what_goes_along_before_it_writes(house):
    assert house.run("init").code == 0
    said = house.run("doctor", "--report", "支持.zip")
    lines = said.out.splitlines()
    listed = next(n for n, line in enumerate(lines) if "将写入以下" in line)
    written = next(n for n, line in enumerate(lines) if "可以发给技术支持" in line)
    assert listed < written
    assert "电话、证件号" in said.out
    with zipfile.ZipFile(house.work / "支持.zip") as package:
        names = set(package.namelist()) - {"LIST.txt"}
        doctor = package.read("doctor.txt").decode()
    for name in names:
        assert any(name in line for line in lines[listed:written])
    assert "正常  内置数据库" in doctor
    assert re.search(r"数据库：SQLite 文件，\d+ MB，结构", doctor)
    assert ((house.work / "支持.zip").stat().st_mode & 0o777) == 0o600


@pytest.mark.parametrize(
    ("out", "code", "words"),
    [
        ("a.txt", 2, "报告写成 .zip 文件"), ("nowhere/a.zip", 1, "不存在"),
        (".", 2, "报告写成 .zip"),
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_refused_before_anything_is_examined(house, out, code, words):
    assert house.run("init").code == 0
    said = house.run("doctor", "--report", out)
    assert (said.code, said.out) == (code, "")
    assert words in said.err


def test_support_learns_which_server_it_is(house, postgres_url):
    said = house.run("doctor", environment={"COMMANDCENTER_DB": postgres_url})
    assert re.search(r"数据库：PostgreSQL \d+\.\d+，.*结构", said.out)
    assert "文件权限：本机没有数据文件。" in said.out
