"""init, verify, doctor, backup and restore, as a user types them."""

import json
import os
import stat

import pysqlite3.dbapi2 as sqlite
import pytest

from commandcenter import __version__
from commandcenter.store.database import open_database
from tests.cli.conftest import CITY
from tests.conftest import run_sql

pytestmark = pytest.mark.lot(2, "database commands")

TABLES = ("complaint", "complainant", "subject", "incident", "step", "journal", "journal_row")


def rows(path, *tables):
    with sqlite.connect(path) as connection:
        found = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]
    connection.close()
    return found


def tamper(path, statement):
    """Change the file behind the program's back."""
    with sqlite.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(statement).rowcount == 1
    connection.close()


def test_the_program_starts_as_a_module_of_python(house):
    said = house.start("--version")
    assert (said.code, said.out.strip(), said.err) == (0, __version__, "")


def test_init_makes_the_embedded_database_and_its_key(house):
    said = house.start("init")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("数据库已就绪")
    assert rows(house.database, "plan_version", "pen", "city") == [1, 1, 0]
    key = house.database.with_name("commandcenter.db.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.read_text())) == 32


def test_init_with_a_city_stores_its_counties_under_the_name_given(house):
    said = house.run("init", "--city", CITY, "--name", "澄州市市场监督管理局")
    assert said.code == 0
    assert rows(house.database, "district", "city") == [7, 1]
    with sqlite.connect(house.database) as connection:
        office = connection.execute("SELECT office FROM city").fetchone()[0]
    connection.close()
    assert office == "澄州市市场监督管理局"


def test_init_again_changes_nothing_that_is_there(bureau):
    before = rows(bureau.database, *TABLES, "plan_version", "plan_item", "district")
    key = bureau.database.with_name("commandcenter.db.key").read_text()
    said = bureau.run("init")
    assert said.code == 0
    assert rows(bureau.database, *TABLES, "plan_version", "plan_item", "district") == before
    assert bureau.database.with_name("commandcenter.db.key").read_text() == key
    assert bureau.run("init", "--city", CITY).code == 0
    assert rows(bureau.database, "district", "plan_version") == [7, 1]
    assert bureau.run("verify").code == 0


@pytest.mark.parametrize("way", ["option", "variable", "settings"])
def test_the_database_is_named_by_option_variable_or_settings(house, way):
    path = house.work / "other.db"
    arguments, environment = ("init",), {}
    if way == "option":
        arguments = ("--db", house.url(path), "init")
    elif way == "variable":
        environment = {"COMMANDCENTER_DB": house.url(path)}
    else:
        (house.config / "settings.toml").write_text(f'database = "{house.url(path)}"\n')
    said = house.run(*arguments, environment=environment)
    assert said.code == 0, said.err
    assert path.is_file()
    assert not house.database.exists()


def test_an_untouched_journal_is_found_whole(demo):
    said = demo.run("verify")
    assert (said.code, said.err) == (0, "")
    [journal, images] = rows(demo.database, "journal", "journal_row")
    sound, unseen = said.out.splitlines()
    assert sound.startswith(f"日志完好：{journal} 行，{images} 条变更；")
    assert sound.endswith(" 条记录与日志一致，统计数相符，应办事项与记录相符，数据库结构相符。")
    assert unseen.startswith("本机此前没有见过本库")
    again = demo.run("verify", "--json")
    told = json.loads(again.out)
    assert (told["whole"], told["faults"], told["notes"]) == (True, [], [])
    assert (told["lines"], told["images"]) == (journal, images)


def test_counts_that_do_not_fit_the_rows_are_said_and_left_as_they_are(demo):
    with sqlite.connect(demo.database) as connection:
        connection.execute("UPDATE rollup SET count = count + 1 WHERE family = 'day_problem'")
        [changed] = connection.execute("SELECT count(*) FROM rollup WHERE family = 'day_problem'")
    for _ in range(2):
        said = demo.run("verify")
        assert said.code == 1
        counts, *_ = said.out.splitlines()
        assert "完好" not in said.out
        assert counts.startswith(f"统计数有 {changed[0]} 项与投诉不符，未作改动；")


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE journal SET actor = 'nobody' WHERE number = 700", "日志行与校验值不符"),
        (
            "UPDATE journal_row SET after = replace(after, 'open', 'done') "
            "WHERE id = (SELECT max(id) FROM journal_row WHERE line = 700)",
            "变更内容与校验值不符",
        ),
        (
            "DELETE FROM journal_row WHERE id = (SELECT max(id) FROM journal_row WHERE line = 700)",
            "变更记录有缺失",
        ),
    ],
)
def test_the_first_bad_line_is_named(demo, statement, why):
    with sqlite.connect(demo.database) as connection:
        [line] = connection.execute(
            "SELECT max(line) FROM journal_row WHERE op = 'update' AND after LIKE '%open%'"
        ).fetchone()
    connection.close()
    tamper(demo.database, statement.replace("700", str(line)))
    said = demo.run("verify")
    assert (said.code, said.out.splitlines()[0]) == (1, f"日志第 {line} 行有问题：{why}。")
    assert "触发器 journal_batch_update缺失" in said.out or "另有" in said.out
    assert "完好" not in said.out


def test_a_line_taken_out_is_named(demo):
    tamper(demo.database, "DELETE FROM journal WHERE number = 700")
    said = demo.run("verify")
    assert (said.code, said.out.splitlines()[0]) == (1, "日志第 701 行有问题：行号不连续。")


def test_lines_cut_off_the_end_are_missed(demo):
    [count] = rows(demo.database, "journal")
    tamper(demo.database, f"DELETE FROM journal WHERE number = {count}")
    said = demo.run("verify")
    told = f"日志第 {count - 1} 行有问题：链尾与登记不符。"
    assert (said.code, said.out.splitlines()[0]) == (1, told)


def test_the_doctor_says_one_line_for_each_thing(demo):
    said = demo.run("doctor")
    lines = said.out.splitlines()
    assert said.code in (0, 1)
    assert said.code == int(any(line.startswith("异常") for line in lines))
    assert all(line.startswith(("正常  ", "注意  ", "异常  ")) for line in lines)
    for name in ("版本", "数据库", "网页引擎", "时钟", "磁盘", "公文字体"):
        assert any(f"  {name}：" in line for line in lines), name


def test_the_doctor_finds_the_database_that_is_not_there(house):
    said = house.run("doctor")
    assert said.code == 1
    [line] = [ln for ln in said.out.splitlines() if "  数据库：" in ln]
    assert line.startswith("异常")
    assert "commandcenter init" in line
    assert not house.database.exists()


def test_another_key_is_told_by_every_command_and_changed_by_none(demo):
    key = demo.database.with_name("commandcenter.db.key")
    right = key.read_text()
    said = demo.run("doctor")
    [line] = [ln for ln in said.out.splitlines() if "  人员识别密钥：" in ln]
    assert line.startswith("正常  人员识别密钥：指纹 ")
    key.write_text("ab" * 32)
    before = demo.database.read_bytes()
    for command, stream in (("init", "err"), ("verify", "out"), ("doctor", "out")):
        said = demo.run(command)
        assert said.code == 1, command
        lines = getattr(said, stream).splitlines()
        [line] = [ln for ln in lines if "人员识别密钥" in ln and "最近备份" not in ln]
        assert "这个数据库要的密钥指纹是" in line
        assert str(key) in line
        assert demo.database.read_bytes() == before, command
    said = demo.run("backup", "copy.zip")
    assert (said.code, "注意：里面没有人员识别密钥。" in said.out) == (0, True)
    key.write_text(right)
    assert demo.run("verify").code == 0
    assert demo.run("init").code == 0


def test_a_backup_restores_every_row_and_the_key(demo, house):
    said = demo.run("backup", "copy.zip")
    assert said.code == 0, said.err
    assert stat.S_IMODE((demo.work / "copy.zip").stat().st_mode) == 0o600
    back = demo.work / "back.db"
    said = demo.run("--db", demo.url(back), "restore", "copy.zip")
    assert said.code == 0, said.err
    assert "校验通过" in said.out
    [lines] = rows(demo.database, "journal")
    restored = dict(zip(TABLES, rows(back, *TABLES), strict=True))
    assert restored.pop("journal") == lines + 1  # that it was restored
    assert list(restored.values()) == rows(demo.database, *restored)
    key = back.with_name("back.db.key")
    assert key.read_text() == demo.database.with_name("commandcenter.db.key").read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert demo.run("--db", demo.url(back), "verify").code == 0


def test_a_restore_does_not_write_over_a_database(demo):
    assert demo.run("backup", "copy.zip").code == 0
    before = rows(demo.database, *TABLES)
    said = demo.run("restore", "copy.zip")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert rows(demo.database, *TABLES) == before


def test_a_damaged_backup_is_refused_and_leaves_nothing(demo):
    assert demo.run("backup", "copy.zip").code == 0
    path = demo.work / "copy.zip"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    said = demo.run("--db", demo.url(demo.work / "back.db"), "restore", "copy.zip")
    assert said.code == 1, said
    assert len(said.err.splitlines()) == 1, said.err
    assert os.listdir(demo.work) == ["copy.zip"]


def test_a_newer_database_is_refused_by_every_command(demo):
    with sqlite.connect(demo.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for arguments in (["verify"], ["init"], ["export", "journal", "--out", "x.csv"], ["wall"]):
        said = demo.run(*arguments)
        assert said.code == 1
        assert "更新版本的程序" in said.err
        assert len(said.err.splitlines()) == 1
    assert not (demo.work / "x.csv").exists()


@pytest.fixture
def sound(cluster):
    """The tests' server, which else does not wait for its disk, as one that a bureau may use."""
    for setting in ("SET fsync = on", "RESET fsync"):
        run_sql(cluster, f"ALTER SYSTEM {setting}")
        run_sql(cluster, "SELECT pg_reload_conf()")
        if setting.startswith("SET"):
            yield cluster


@pytest.fixture
def by_command(cluster):
    run_sql(cluster, "CREATE DATABASE by_command")
    yield cluster.url("by_command")
    run_sql(cluster, "DROP DATABASE by_command WITH (FORCE)")


def test_a_server_that_may_lose_what_it_confirmed_is_refused(house, by_command):
    said = house.run("--db", by_command, "init")
    assert said.code == 1
    assert said.err == (
        "服务器设置 fsync = off，断电后数据库可能损坏：请在 postgresql.conf 改为 on 后再初始化。\n"
    )


def test_a_server_is_set_up_verified_and_moved_by_its_address(house, by_command, sound, bureau):
    for _ in range(2):  # it can be run again at any time
        said = house.run("--db", by_command, "init", "--city", CITY)
        assert said.code == 0, said.err
        assert said.out.startswith("数据库已就绪")
        assert ("尽快升级到 16" in said.out) is (sound.bin.parent.name == "15")
    assert "日志完好" in house.run("--db", by_command, "verify").out
    db = open_database(by_command)
    with db.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM district").scalar()
    db.close()
    assert house.run("--db", by_command, "backup", "x.zip").code == 0
    assert house.run("--db", house.url("back.db"), "restore", "x.zip").code == 0
    assert rows(house.work / "back.db", "district", "city") == [7, 1]
    assert house.run("--db", house.url("back.db"), "verify").code == 0
    said = house.run("--db", by_command, "restore", "x.zip")
    assert (said.code, "已有内容" in said.err) == (1, True)


def test_an_address_with_a_password_in_it_is_refused_before_anything(house, by_command):
    canary = "canary-81d2"
    url = by_command.replace("postgres@", f"postgres:{canary}@")
    (house.config / "settings.toml").write_text("")
    for arguments, environment in ((["--db", url], {}), ([], {"COMMANDCENTER_DB": url})):
        said = house.run(*arguments, "verify", environment=environment)
        assert said.code == 2
        assert "不能写口令" in said.err
        assert "PGPASSWORD" in said.err
        assert canary not in said.err + said.out
