"""`intake FILE…`: what it prints, what is stored, and what it does not swallow."""

import csv
import json
import signal
import subprocess
import sys
import time

import pysqlite3.dbapi2 as sqlite
import pytest
import xlsxwriter
from sqlalchemy import insert, text

from commandcenter.store.database import open_database
from commandcenter.store.drills.guards import GUARDS
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import to_micros
from tests.cli.export_files import HEADER, row, write
from tests.patience import PATIENCE_S

KEYS = ["file", "rows", "accepted", "duplicates", "rejected", "seconds"]


def ask(house, statement):
    with sqlite.connect(house.database) as connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


@pytest.fixture
def file(bureau):
    """300 rows of which one is twice there and four are of no use."""
    rows = [row(n) for n in range(295)]
    rows.append(row(7))
    rows += [
        row(1001, 登记编号=""),
        row(1002, 登记编号="1.5E+18"),
        row(1003, 登记编号="9" * 70),
        row(1004, 登记日期="合计", 标题="", 问题陈述=""),
    ]
    return write(bureau.work / "12315.csv", rows)


def test_json_is_one_document_and_nothing_else(bureau, file):
    said = bureau.start("intake", file, "--json")
    assert (said.code, said.err) == (0, "")
    [document] = json.loads(said.out)
    assert list(document) == KEYS
    assert document | {"seconds": 0} == {
        "file": "12315.csv",
        "rows": 300,
        "accepted": 295,
        "duplicates": 1,
        "rejected": 4,
        "seconds": 0,
    }
    assert isinstance(document["seconds"], float)


def test_the_rows_are_there_as_they_were_written(bureau, file):
    assert bureau.run("intake", file).code == 0
    assert ask(bureau, "SELECT count(*) FROM complaint") == [(295,)]
    [stored] = ask(
        bureau,
        "SELECT c.number, c.title, c.text, c.channel, c.kind, c.amount_cents, c.district, s.name, "
        "p.name, p.phone, b.state FROM complaint c JOIN subject s ON s.id = c.subject_id "
        "JOIN complainant p ON p.complaint_id = c.id JOIN batch b ON b.id = c.batch_id "
        "WHERE c.number = 'TS2026000042'",
    )
    assert stored == (
        "TS2026000042", "健身房关门", "卡里还有余额，门店关门，要求退款。", "mini", "complaint",
        328_050, "990102", "悦力工场健身（城东店）", "王小明", "10000000042", "closed",
    )  # fmt: skip
    assert bureau.run("verify").code == 0


def test_the_sum_is_said_in_words_without_json(bureau, file):
    said = bureau.run("intake", file)
    assert said.out.startswith("12315.csv：共 300 行，入库 295，重复 1，退回 4，用时 ")


def test_the_same_file_again_brings_only_duplicates(bureau, file):
    bureau.run("intake", file)
    [again] = json.loads(bureau.run("intake", file, "--json").out)
    assert (again["accepted"], again["duplicates"], again["rejected"]) == (0, 296, 4)
    assert ask(bureau, "SELECT count(*) FROM complaint") == [(295,)]


def test_rejected_rows_are_written_with_row_number_and_reason(bureau, file):
    said = bureau.run("intake", file, "--rejects", "no.csv")
    assert said.code == 0
    with (bureau.work / "no.csv").open(encoding="utf-8-sig", newline="") as text:
        header, *lines = csv.reader(text)
    assert header[:3] == ["行号", "读出的编号", "拒收原因"]
    assert header[3:] == HEADER
    assert [line[0] for line in lines] == ["298", "299", "300", "301"]
    for line, word in zip(lines, ("登记编号", "科学计数", "登记编号", "合计"), strict=True):
        assert word in line[2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_come_in_every_encoding_of_the_exports(bureau, encoding):
    path = write(bureau.work / "x.csv", [row(1), row(2, 标题="退款难，䶮字")], encoding)
    said = bureau.run("intake", path, "--json")
    assert json.loads(said.out)[0]["accepted"] == 2
    assert ask(bureau, "SELECT title FROM complaint ORDER BY number") == [
        ("健身房关门",),
        ("退款难，䶮字",),
    ]


def test_a_workbook_is_taken_in_like_a_text_file(bureau):
    path = bureau.work / "12345.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([HEADER, *(row(n) for n in range(20))]):
            sheet.write_row(number, 0, cells)
    assert json.loads(bureau.run("intake", path, "--json").out)[0]["accepted"] == 20


def test_several_files_at_once_print_one_document_with_all(bureau):
    files = [
        write(bureau.work / f"{n}.csv", [row(10 * n + k) for k in range(n)]) for n in (1, 2, 3)
    ]
    said = bureau.run("intake", *files, "--json")
    document = json.loads(said.out)
    assert [(d["file"], d["accepted"]) for d in document] == [
        ("1.csv", 1),
        ("2.csv", 2),
        ("3.csv", 3),
    ]


def test_coordinates_of_a_chinese_map_are_stored_as_wgs84(bureau):
    path = write(bureau.work / "x.csv", [row(1, 经度="113.50", 纬度="29.50")])
    assert bureau.run("intake", path, "--crs", "gcj02").code == 0
    [(lat, lon, precision)] = ask(bureau, "SELECT lat, lon, precision FROM complaint")
    assert precision == "exact"
    assert 0.0005 < abs(lat / 1e7 - 29.5) < 0.01  # GCJ-02 lies some 500 m beside
    assert 0.0005 < abs(lon / 1e7 - 113.5) < 0.01


def test_a_mapping_of_the_bureaus_own_is_used_by_its_name(bureau):
    folder = bureau.config / "mappings"
    folder.mkdir()
    (folder / "ours.toml").write_text(
        'code = "ours"\nname = "本局"\nneeds = ["number", "registered_at", "kind"]\n'
        '[columns]\nnumber = ["甲"]\nregistered_at = ["乙"]\nkind = ["丙"]\n'
        '[values.kind]\ncomplaint = ["投"]\n',
        encoding="utf-8",
    )
    path = write(
        bureau.work / "x.csv", [["A1", "2026-11-24 08:00", "投"]], header=["甲", "乙", "丙"]
    )
    said = bureau.run("intake", path, "--mapping", "ours", "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out)[0]["accepted"] == 1


def test_a_mapping_that_is_wrong_stops_only_itself(bureau):
    write(bureau.work / "x.csv", [row(1)])
    folder = bureau.config / "mappings"
    folder.mkdir()
    (folder / "坏的.toml").write_text("[columns")
    (folder / "deep.toml").write_text("a = " + "[" * 5_000)
    (folder / "folder.toml").mkdir()
    said = bureau.run("intake", "x.csv")
    assert (said.code, said.err) == (0, "")
    said = bureau.run("intake", "x.csv", "--mapping", "坏的")
    assert (said.code, said.out) == (1, "")
    assert said.err == "列对应方案“坏的.toml”有误：末尾不合 TOML 的写法。\n"
    lines = bureau.run("doctor").out.splitlines()
    wrong = [line for line in lines if "列对应方案：" in line]
    assert [line[:2] for line in wrong] == ["异常"] * 3
    assert "“deep.toml”有误：嵌套过深" in "".join(wrong)
    assert "“folder.toml”有误：是文件夹" in "".join(wrong)


def test_refused_rows_of_several_files_are_never_written_over_one_another(bureau):
    for name, number in (("x.csv", 1), ("y.csv", 2)):
        write(bureau.work / name, [row(number), row(number + 2, 登记日期="某日")])
    (bureau.work / "sub").mkdir()
    write(bureau.work / "sub" / "x.csv", [row(5, 登记日期="某日"), row(6, 登记日期="某日")])
    said = bureau.run("intake", "x.csv", "y.csv", "sub/x.csv", "--rejects", "r.csv")
    assert said.code == 0
    assert [line[:5] for line in said.out.splitlines()] == ["x.csv", "y.csv", "x.csv"]
    kept = {path.name: len(path.read_text("utf-8-sig").splitlines()) - 1
            for path in bureau.work.glob("r*.csv")}  # fmt: skip
    assert kept == {"r_x.csv": 1, "r_y.csv": 1, "r_x-2.csv": 2}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["x.csv", "--mapping", "不存在"], "不存在"),
        (["x.csv", "--crs", "mars"], "mars"),
        (["nothing.csv"], "nothing.csv"),
        (["folder"], "folder"),
        (["empty.csv"], "empty.csv"),
        (["picture.xlsx"], "picture.xlsx"),
        (["other.csv"], "登记编号"),
        (["x.csv", "--rejects", "folder"], "folder"),
        (["x.csv", "--rejects", "nowhere/no.csv"], "no.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(bureau, arguments, words):
    work = bureau.work
    write(work / "x.csv", [row(1)])
    write(work / "other.csv", [["1", "2"]], header=["姓名", "年龄"])
    (work / "folder").mkdir()
    (work / "empty.csv").touch()
    (work / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    said = bureau.run("intake", *arguments, "--json")
    assert (said.code, said.out) == (2 if words == "mars" else 1, "")
    assert len(said.err.splitlines()) == 1
    assert words in said.err
    assert said.err.endswith("。\n")


def test_a_rejects_file_that_cannot_be_written_is_noticed_before_anything_is_stored(bureau):
    write(bureau.work / "x.csv", [row(1)])
    assert bureau.run("intake", "x.csv", "--rejects", "nowhere/no.csv").code == 1
    assert ask(bureau, "SELECT count(*) FROM complaint") == [(0,)]


@pytest.mark.parametrize(
    "arguments", [[], ["x.csv", "--nonsense"], ["x.csv", "--json", "--mapping"]]
)
def test_asked_wrongly_is_exit_code_2(bureau, arguments):
    said = bureau.run("intake", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err


def an_hour_goes_by(house):
    """The database's clock is put forward by an hour, which no real store lets anybody do."""
    db = open_database(house.url())
    hour, now = 3_600_000_000, to_micros(db.clock())
    clock = {"id": 1, "real_micros": now, "simulated_micros": now + hour, "speed": 1, "story": ""}
    with db.transaction() as session:
        session.execute(text("DROP TRIGGER simulated_clock_founding"))
        session.execute(insert(SimulatedClockRow).values(clock))
        for guard in GUARDS:
            session.execute(text(guard))
    db.close()


def test_an_intake_killed_half_way_is_never_shown_and_taken_back_by_the_next(bureau):
    path = write(bureau.work / "big.csv", [row(n) for n in range(30_000)])
    process = subprocess.Popen(
        [sys.executable, "-m", "commandcenter", "intake", str(path)],
        env=bureau.environment,
        cwd=bureau.work,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + PATIENCE_S
    while ask(bureau, "SELECT count(*) FROM complaint") == [(0,)]:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    [(state,)] = ask(bureau, "SELECT state FROM batch")
    assert state == "open"
    said = bureau.run("export", "complaints", "--out", "seen.csv")
    assert said.out.endswith("：0 行。\n")
    an_hour_goes_by(bureau)
    small = write(bureau.work / "small.csv", [row(5)])
    said = bureau.run("intake", small, "--json")
    assert said.code == 0, said.err
    assert ask(bureau, "SELECT count(*) FROM complaint") == [(1,)]
    assert ask(bureau, "SELECT state FROM batch ORDER BY id") == [("undone",), ("closed",)]
    assert bureau.run("verify").code == 0
