import subprocess
import sys
from datetime import UTC, datetime

import pytest

from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.offices import credentials, desktop_check, doctor
from commandcenter.offices.doctor import examine

NAMES = [
    *("版本", "内置数据库", "数据库", "屏幕字体", "公文字体", "界面"),
    *("网页引擎", "窗口系统", "告警声音", "桌面通知", "时钟", "磁盘", "本机暂存", "区域设置"),
]


def database():
    return [Finding("数据库", Health.GOOD, "可以连接，结构版本 0001。")]


def test_every_finding_is_one_line_and_a_sentence(tmp_path):
    findings = examine(database, data_folder=tmp_path)
    assert [finding.name for finding in findings] == NAMES
    assert all("\n" not in finding.text for finding in findings)
    assert all(finding.text.endswith("。") for finding in findings)


def test_this_machine_passes_its_own_examination(tmp_path):
    # `make test` has set it up: whatever is wrong here is wrong on every new machine.
    assert [f for f in examine(database, data_folder=tmp_path) if not f.ok] == []


def test_without_a_database_to_check_the_rest_is_examined(tmp_path):
    assert [f.name for f in examine(data_folder=tmp_path)] == [n for n in NAMES if n != "数据库"]


def test_what_waits_on_this_machine_is_its_owners_alone(tmp_path, monkeypatch):
    def said():
        return next(f for f in examine(data_folder=tmp_path) if f.name == "本机暂存")

    monkeypatch.setattr(credentials, "key_ring", lambda: None)
    assert said().ok
    assert "不加密" in said().text
    monkeypatch.setattr(credentials, "key_ring", lambda: object())
    assert "加密存放" in said().text
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    outbox.chmod(0o777)  # nothing in it yet: whoever may write there could lay something
    assert not said().ok
    assert f"{outbox} 其他人也能读" in said().text
    outbox.chmod(0o700)
    assert said().ok
    (outbox / "here.db").touch(mode=0o644)
    assert not said().ok
    assert "here.db" in said().text


def test_nothing_is_raised_on_a_machine_that_has_nothing(tmp_path):
    script = (
        "from commandcenter.offices.doctor import examine\nfor f in examine(): print(f.ok, f.text)"
    )
    nowhere = {"PATH": str(tmp_path), "HOME": "/dev/null", "COMMANDCENTER_DATA": "/dev/null/data"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], env=nowhere, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert "False 没有 fc-list" in done.stdout
    assert "False 数据文件夹不能使用" in done.stdout


FOUND = {"tray": True, "sounds": 1, "lacks": ""}


@pytest.mark.parametrize(
    ("found", "screen", "ok", "words"),
    [
        (FOUND, True, True, "有 1 个声音设备"),
        (FOUND | {"sounds": 0}, True, False, "没有声音设备"),
        (FOUND | {"lacks": "libpulse.so.0: cannot open"}, True, False, "请安装 libpulse0"),
        (None, True, False, "查不到"),
        (None, False, True, "没有显示器"),
    ],
)
def test_whether_an_alarm_is_heard_is_said(found, screen, ok, words):
    said, text = desktop_check.sound(found, screen=screen)
    assert said is ok
    assert words in text


@pytest.mark.parametrize(
    ("found", "screen", "ok"),
    [(FOUND, True, True), (FOUND | {"tray": False}, True, False), (None, False, True)],
)
def test_whether_a_hidden_window_can_notify_is_said(found, screen, ok):
    assert desktop_check.tray(found, screen=screen)[0] is ok


def test_the_machine_is_asked_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    found = desktop_check.look()
    assert found is not None
    assert set(found) == set(FOUND)
    assert found["tray"] is False


@pytest.mark.parametrize(
    ("python", "qt", "ok"),
    [
        ((3, 11), "6.11.3", True),
        ((3, 11), "6.12.0", False),
        ((3, 13), "6.12.0", True),
        ((3, 13), "6.11.3", True),
        ((3, 10), "6.11.3", False),
        ((3, 11), "7.0", False),
    ],
)
def test_the_pair_that_loses_references_to_none_is_refused(python, qt, ok):
    assert doctor.judge_versions(python, qt).ok is ok


@pytest.mark.parametrize(
    ("version", "ok"), [((3, 46, 1), False), ((3, 51, 2), False), ((3, 51, 3), True)]
)
def test_an_sqlite_that_can_damage_its_file_is_refused(version, ok):
    finding = doctor.judge_sqlite(version)
    assert finding.ok is ok
    assert ".".join(map(str, version)) in finding.text


def test_a_machine_without_chinese_fonts_is_told_what_to_install():
    assert not doctor.judge_families([]).ok
    assert "fonts-wqy-zenhei" in doctor.judge_families([]).text


def test_a_typeface_that_another_stands_in_for_is_named():
    roles = [("仿宋", "AR PL UMing CN", "uming.ttc", True), ("黑体", "SimHei", "simhei.ttf", False)]
    finding = doctor.judge_roles(roles)
    assert finding.ok
    assert "代用：仿宋（AR PL UMing CN）" in finding.text
    assert "make fonts" in finding.text
    assert "make fonts" not in doctor.judge_roles(roles[1:]).text


@pytest.mark.parametrize(("year", "ok"), [(1970, False), (2026, True), (2101, False)])
def test_a_clock_that_cannot_be_right_is_refused(year, ok):
    assert doctor.clock(datetime(year, 11, 24, tzinfo=UTC)).ok is ok


def test_a_nearly_full_disk_is_refused(tmp_path):
    assert not doctor.judge_space(tmp_path, 1024**3).ok
    assert doctor.judge_space(tmp_path, 3 * 1024**3).ok
