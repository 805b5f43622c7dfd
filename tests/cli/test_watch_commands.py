"""watchman and detect, as a service and a script use them."""

import json
import signal
import subprocess
import sys

import pysqlite3.dbapi2 as sqlite

from tests.cli.conftest import CITY
from tests.patience import PATIENCE_S


def signals(path):
    with sqlite.connect(path) as connection:
        found = connection.execute("SELECT count(*), coalesce(max(version), 0) FROM signal")
        rows = found.fetchone()
    connection.close()
    return rows


def test_detect_says_what_was_found_as_of_a_moment_and_writes_nothing(demo):
    before = signals(demo.database)
    said = demo.run("detect", "--as-of", "2026-11-24 08:35", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    gym = next(f for f in found if f["key"] == "悦力工场" and f["detector"] == "early_sign")
    assert gym["observed"] == len(gym["complaints"]) >= 10
    assert gym["since"] < gym["until"] <= "2026-11-24T08:35:00+08:00"
    assert gym["until"].endswith("+08:00")  # Beijing's, as README promises of every listing
    assert "达到“苗头”的 10 人" in gym["words"]
    assert any(f["flagged"] == 25 and f["people"] == 3 for f in found)
    assert signals(demo.database) == before


def test_detect_is_the_same_whenever_it_is_asked(demo):
    asked = [demo.run("detect", "--as-of", "2026-11-24 08:35", "--json").out for _ in range(2)]
    assert asked[0] == asked[1]


def test_without_anything_to_say_detect_says_so(bureau):
    said = bureau.run("detect")
    assert (said.code, said.out.strip()[-5:]) == (0, "没有异常。")


def test_a_moment_to_come_is_refused_in_words(bureau):
    said = bureau.run("detect", "--as-of", "2199-01-01 08:00")
    assert said.code == 1
    assert "还没有到" in said.err


def test_watchman_says_that_it_runs_and_ends_when_told(demo):
    process = subprocess.Popen(
        [sys.executable, "-m", "commandcenter", "watchman"],
        env=demo.environment,
        cwd=demo.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    first = [process.stdout.readline().strip() for _ in range(2)]
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert first == ["监测程序已启动。", "开始监测。"]
    assert (process.returncode, out.strip(), err) == (0, "监测程序已停止。", "")
    with sqlite.connect(demo.database) as connection:
        assert connection.execute("SELECT holder FROM watch_lease").fetchone() == ("",)
    connection.close()


BROKEN = (
    "import sys; import commandcenter.watch.detect as detect\n"
    "from commandcenter.program.cli import main\n"
    "def bug(*_): raise ValueError('13900000001')\n"
    "detect.text_matters = detect.by_rules = bug\n"
    "sys.argv[:] = ['commandcenter', *sys.argv[1:]]; main()"
)


def broken(house, *arguments):
    """The program with two detectors that raise, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", BROKEN, *arguments],
        env=house.environment,
        cwd=house.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def no_towns(house):
    """The bureau's own borders without the points of its towns, which are optional."""
    borders = json.loads(CITY.read_text("utf-8"))
    borders["features"] = [
        each for each in borders["features"] if each["properties"].get("level") != "town"
    ]
    file = house.work / "borders.geojson"
    file.write_text(json.dumps(borders), "utf-8")
    assert house.run("init", "--city", str(file), "--name", "某市市场监督管理局").code == 0


def kinds_of_runs(path):
    with sqlite.connect(path) as connection:
        found = {kind for (kind,) in connection.execute("SELECT kind FROM watch_run")}
    connection.close()
    return found


def test_watchman_has_its_night_in_a_city_without_towns(house):
    no_towns(house)
    said = house.run("detect")
    assert (said.code, said.err, said.out.strip()[-5:]) == (0, "", "没有异常。")
    process = subprocess.Popen(
        [sys.executable, "-m", "commandcenter", "watchman"],
        env=house.environment,
        cwd=house.work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_output(process, "投诉计数核对完毕")
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    assert kinds_of_runs(house.database) == {"quick", "full"}


def wait_for_output(process, words):
    for line in process.stdout:
        if words in line:
            return
    raise AssertionError(f"ended without saying {words}: {process.stderr.read()}")


def test_watchman_lives_on_and_says_which_detectors_failed(bureau):
    process = broken(bureau, "watchman")
    said = [process.stdout.readline().strip() for _ in range(4)]
    wait_for_output(process, "投诉计数核对完毕")
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    failed = "未能运行，程序出错 ValueError，已记入日志；其余各项照常，稍后再试。"
    assert f"监测：苗头和群体投诉规则{failed}" in said
    assert f"监测：多日聚集{failed}" in said
    kinds = kinds_of_runs(bureau.database)
    assert kinds == {"quick", "full", "failed rules ValueError", "failed words ValueError"}
    log = (bureau.data / "logs" / "command.log").read_text("utf-8")
    assert "words was left out: ValueError" in log
    assert "13900000001" not in log


def test_detect_says_what_its_answer_is_without_and_ends_as_one_that_could_not(bureau):
    process = broken(bureau, "detect", "--json")
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, json.loads(out)) == (1, [])
    assert err.strip() == (
        "监测：多日聚集（程序出错 ValueError）、苗头和群体投诉规则（程序出错 ValueError）"
        "未能运行，结果不含这几项。"
    )
    out, _ = broken(bureau, "detect").communicate(timeout=PATIENCE_S)
    assert out.strip().endswith("其余各项没有异常。")
