"""watchman and detect, as a service and a script use them."""

import json
import signal
import subprocess
import sys

import pysqlite3.dbapi2 as sqlite


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
    assert gym["since"] < gym["until"] <= "2026-11-24T00:35"
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
    out, err = process.communicate(timeout=60)
    assert first == ["监测程序已启动。", "开始监测。"]
    assert (process.returncode, out.strip(), err) == (0, "监测程序已停止。", "")
    with sqlite.connect(demo.database) as connection:
        assert connection.execute("SELECT holder FROM watch_lease").fetchone() == ("",)
    connection.close()
