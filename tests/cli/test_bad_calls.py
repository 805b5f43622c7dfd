"""Whatever is given, the user reads one sentence and never a traceback."""

import json
import os
import shutil

import pysqlite3.dbapi2 as sqlite
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cli.export_files import row, write

WRONGLY = [
    ["nonsense"],
    ["--nonsense"],
    ["--db"],
    ["--lang", "fr", "verify"],
    ["--lang"],
    ["intake"],
    ["intake", "x.csv", "--what"],
    ["brief"],
    ["brief", "first"],
    ["brief", "first", "--incident", "one", "--out", "x.pdf"],
    ["brief", "first", "--incident", "1"],
    ["shoot"],
    ["shoot", "wall"],
    ["export", "journal"],
    ["export", "journal", "--out", "x.csv", "--incident", "1.5"],
    ["backup"],
    ["backup", "a.zip", "b.zip"],
    ["restore"],
    ["verify", "everything"],
    ["doctor", "--all"],
    ["demo", "--speed", "0"],
    ["demo", "--speed", "many"],
    ["wall", "--screen", "left"],
    ["--db", "nonsense", "verify"],
    ["--db", "mysql://x/y", "verify"],
    ["--db", "postgresql://[", "verify"],
    ["--db", "", "brief", "poem", "--incident", "1", "--out", "x.pdf"],
    ["brief", "first", "--incident", "99999999999999999999", "--out", "x.pdf"],
    ["brief", "briefing", "--incident", "-1", "--out", "x.pdf"],
    ["shoot", "floor", "--out", "x.png"],
    ["shoot", "wall", "--out", "x.png", "--size", "big"],
    ["shoot", "wall", "--out", "x.png", "--size", "1x1"],
    ["shoot", "wall", "--out", "x.png", "--size", "99999x99999"],
    ["shoot", "wall", "--out", "x.png", "--size", "²²²²x²²²²"],
    ["export", "journal", "--out", "folder"],
    ["export", "steps", "--incident", "99999999999999999999", "--out", "x.csv"],
    ["demo", "--at", "tomorrow"],
    ["demo", "--at", "Z D0 10:46"],
    ["demo", "--at", "D0 25:00"],
    ["demo", "--at", "D500 10:00"],
    ["--db", " ", "verify"],
    ["--db", "sqlite://", "verify"],
    ["--db", "sqlite:///:memory:", "init"],
    ["--db", "sqlite:///x.db?mode=ro", "verify"],
    ["--db", "sqlite+aiosqlite:///x.db", "verify"],
    ["--db", "postgresql+asyncpg://x/y", "verify"],
    ["--db", "postgresql://x@h:99999/y", "verify"],
    ["--db", "postgresql://x@h/y?sslmode=prefer", "verify"],
    ["--db", "postgresql:///", "verify"],
    ["--db", "\udcff", "verify"],
    ["--db", "sqlite:///x.db", "demo"],
    ["--db", "", "demo"],
    ["wall", "--screen", "0"],
    ["demo", "--speed", "99999"],
    ["intake", "x.csv", "--crs", "mars"],
    ["intake", "x.csv", "--crs="],
    ["watch", "--once"],
    ["watch", "folder", "--once", "--crs", "mars"],
    ["detect", "--as-of", "tomorrow"],
    ["detect", "--as-of", "0001-01-01 00:00"],
    ["brief", "poem"],
    ["brief", "first", "--out", "x.pdf"],
    ["brief", "first", "--incident", "1", "--out", "x.txt"],
    ["brief", "first", "--incident", "1", "--week", "2026-W47", "--out", "x.pdf"],
    ["brief", "first", "--warning", "1", "--out", "x.pdf"],
    ["brief", "watch", "--out", "x.pdf"],
    ["brief", "watch", "--week", "2026-W99", "--out", "x.pdf"],
    ["brief", "monthly", "--month", "2026-13", "--out", "x.pdf"],
    ["brief", "roster", "--week", "soon", "--out", "x.pdf"],
    ["brief", "drill", "--out", "x.pdf"],
    ["brief", "dutyday", "--out", "x.pdf"],
    ["brief", "dutyday", "--day", "2026-02-30", "--out", "x.pdf"],
    ["brief", "transcript", "--out", "x.pdf"],
    ["brief", "first", "--day", "2026-11-24", "--out", "x.pdf"],
    ["plan"],
    ["plan", "--version", "first", "--out", "x.pdf"],
    ["plan", "--before", "1", "--out", "x.pdf"],
    ["forms"],
    ["forms", "poem", "--number", "1", "--out", "x.pdf"],
    ["forms", "intake", "--out", "x.pdf"],
    ["forms", "intake", "--number", "1", "--incident", "1", "--out", "x.pdf"],
    ["brief", "drill", "--drill", "one", "--out", "x.pdf"],
    ["brief", "drill", "--incident", "1", "--out", "x.pdf"],
    ["brief", "first", "--drill", "1", "--out", "x.pdf"],
    ["stock", "all"],
    ["stock", "--labels", "x.xlsx"],
    ["alarms", "now"],
    ["alarms", "--since", "today"],
    ["drill"],
    ["drill", "poem"],
    ["drill", "new"],
    ["drill", "new", "b.toml"],
    ["drill", "new", "--conductor", "liwei"],
    ["drill", "run"],
    ["drill", "run", "b.toml", "--headless", "--speed", "0"],
    ["drill", "run", "b.toml", "--headless", "--speed", "fast"],
    ["drill", "open"],
    ["drill", "list", "x"],
    ["shoot", "floor"],
    ["shoot", "wall", "--out", "x.txt"],
    ["shoot", "wall", "--out", "x.png", "--at", "tomorrow"],
    ["export", "poems"],
    ["export", "journal", "--out", "x.txt"],
    ["export", "steps", "--out", "x.csv"],
    ["admin"],
    ["admin", "poem"],
    ["admin", "add-person", "zz"],
    ["admin", "add-person", "", "张三"],
    ["admin", "add-person", "长" * 33, "张三"],
    ["admin", "add-person", "a b", "张三"],
    ["admin", "add-person", "a\nb", "张三"],
    ["admin", "add-person", "pg_zz", "张三"],
    ["admin", "add-person", "zz", ""],
    ["admin", "add-person", "zz", "张\x1b[31m三"],
    ["admin", "add-person", "zz", "张三", "--mobile", "1" * 101],
    ["admin", "add-person", "zz", "张三", "--role", "poet"],
    ["admin", "add-person", "zz", "张三", "--role", "county"],
    ["admin", "add-person", "zz", "张三", "--role", "leader:navy"],
    ["admin", "add-person", "zz", "张三", "--role", "duty:990102"],
    ["admin", "roles", "zz", "--give="],
    ["line\nend"],
    ["\x1b[31mred"],
]
COULD_NOT = [
    ["--db", "sqlite:///nowhere/x.db", "init"],
    ["--db", "sqlite:///folder", "init"],
    ["--db", "sqlite:///folder", "verify"],
    ["--db", "sqlite:///junk.db", "verify"],
    ["--db", "sqlite:///junk.db", "init"],
    ["--db", "sqlite:///empty.db", "verify"],
    ["--db", "sqlite:///other.db", "verify"],
    ["--db", "sqlite:///missing.db", "export", "journal", "--out", "x.csv"],
    ["--db", "postgresql://nobody@127.0.0.1:1/x", "verify"],
    ["init", "--city", "folder"],
    ["init", "--city", "missing.geojson"],
    ["init", "--city", "junk.db"],
    ["init", "--city", "list.geojson"],
    ["init", "--city", "strange.geojson"],
    ["init", "--city", "points.geojson"],
    ["init", "--city", "broken.geojson"],
    ["intake", "folder"],
    ["intake", "missing.csv"],
    ["intake", "junk.db"],
    ["intake", "empty.db"],
    ["intake", "/dev/null"],
    ["intake", "a\nb.csv"],
    ["export", "journal", "--out", "folder/x/y.csv"],
    ["backup", "folder"],
    ["backup", "nowhere/x.zip"],
    ["backup", "junk.db"],
    ["--db", "sqlite:///new.db", "restore", "folder"],
    ["--db", "sqlite:///new.db", "restore", "missing.zip"],
    ["--db", "sqlite:///new.db", "restore", "junk.db"],
    ["--db", "sqlite:///" + "长" * 300, "verify"],
    ["--db", "sqlite:////dev/null", "verify"],
    ["--db", "sqlite:///folder", "backup", "x.zip"],
    ["--db", "postgresql://x@nosuch.invalid/y", "verify"],
    ["demo", "--shoot", "junk.db"],
    ["demo", "--shoot", "junk.db/x"],
    ["watch", "missing", "--once"],
    ["watch", "junk.db", "--once"],
    ["detect", "--as-of", "2199-01-01 08:00"],
    ["shoot", "wall", "--out", "missing/x.png"],
    ["shoot", "wall", "--out", "x.png", "--at", "2199-01-01 08:00"],
    ["export", "journal", "--out", "missing/x.csv"],
    ["export", "journal", "--incident", "99", "--out", "x.csv"],
    ["brief", "first", "--incident", "99", "--out", "x.pdf"],
    ["brief", "notice", "--warning", "99", "--out", "x.pdf"],
    ["brief", "watch", "--week", "2099-W01", "--out", "x.pdf"],
    ["brief", "drill", "--drill", "99", "--out", "x.pdf"],
    ["--db", "sqlite:///missing.db", "alarms"],
    ["--db", "sqlite:///junk.db", "alarms", "--json"],
    ["--db", "sqlite:///folder", "alarms"],
    ["--db", "sqlite:///empty.db", "drill", "new", "b.toml", "--conductor", "liwei"],
    ["drill", "new", "b.toml", "--conductor", "nobody"],
    ["drill", "new", "--incident", "99", "--conductor", "liwei"],
    ["drill", "run", "b.toml"],
    ["drill", "run", "b.toml", "--headless", "--out", "nowhere"],
    ["drill", "open", "missing.db"],
    ["drill", "open", "junk.db"],
    ["drill", "open", "folder"],
    ["admin", "add-person", "zz", "张三", "--role", "county:123456"],
    ["admin", "add-person", "zz", "张三", "--ask"],
    ["admin", "roles", ""],
    ["admin", "roles", "zz", "--give", "duty"],
    ["admin", "disable", "zz"],
    ["admin", "reset-password", "zz"],
]  # fmt: skip
SETTINGS = {
    "no TOML": "database = ",
    "no text": b"\xff\xfe\x00\x01",
    "an unknown key": "colour = 'red'",
    "a word for a number": "lock_minutes = 'soon'",
    "a number for a word": "database = 5",
    "a wrong word": "map_engine = 'google'",
    "a list": "language = ['zh']",
    "yes for a number": "lock_minutes = true",
    "a table": "[database]\nurl = 'x'",
    "a wrong address": "database = 'nonsense'",
}


def one_sentence(said, code):
    """Nothing on stdout, one Chinese sentence on stderr, and the exit code."""
    assert said.out == ""
    assert "Traceback" not in said.err
    assert "程序出错" not in said.err, said.err
    assert said.err.endswith("。\n"), said.err
    assert said.err.count("\n") == 1, said.err
    assert said.err[:-1].isprintable(), said.err
    assert said.code == code, said.err


@pytest.fixture
def cluttered(bureau):
    """A folder to work in with all that can be mistaken for something else."""
    work = bureau.work
    (work / "folder").mkdir()
    (work / "junk.db").write_bytes(bytes(range(256)) * 64)
    (work / "empty.db").touch()
    with sqlite.connect(work / "other.db") as connection:
        connection.execute("CREATE TABLE photo (id INTEGER)")
    connection.close()
    (work / "list.geojson").write_text("[1, 2, 3]")
    (work / "strange.geojson").write_text('{"type": "FeatureCollection", "features": [null, 5]}')
    broken = {"type": "Polygon", "coordinates": [[[113, 29], None]]}
    about = {"adcode": 1, "name": "x"}
    (work / "broken.geojson").write_text(
        json.dumps({"features": [{"geometry": broken, "properties": about}, {"geometry": None}]})
    )
    point = {"type": "Point", "coordinates": [113, 29]}
    feature = {"type": "Feature", "geometry": point, "properties": about}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (work / "points.geojson").write_text(json.dumps(collection))
    return bureau


@pytest.mark.lot(3)
@pytest.mark.parametrize("arguments", WRONGLY, ids=" ".join)
def test_a_command_asked_wrongly_is_told_how_it_is_meant(cluttered, arguments):
    said = cluttered.run(*arguments)
    one_sentence(said, 2)
    assert "--help" in said.err


@pytest.mark.lot(3)
@pytest.mark.parametrize("arguments", COULD_NOT, ids=" ".join)
def test_what_cannot_be_done_is_one_sentence(cluttered, arguments):
    before = sorted(os.listdir(cluttered.work))
    junk = (cluttered.work / "junk.db").read_bytes()
    one_sentence(cluttered.run(*arguments), 1)
    assert (cluttered.work / "junk.db").read_bytes() == junk
    new = set(os.listdir(cluttered.work)) - set(before)
    assert not {name for name in new if not name.startswith("empty.db-")}


def test_a_word_that_is_none_is_told_from_those_there_are(cluttered):
    for arguments, known in (
        (["brief", "nosuch"], ("first 首报", "roster 值班表", "monthly 月度分析")),
        (["export", "nosuch"], ("complaints", "warnings")),
        (["shoot", "nosuch"], ("wall", "desk")),
    ):
        said = cluttered.run(*arguments)  # --out is missing, too: that comes second
        one_sentence(said, 2)
        assert all(word in said.err for word in known), said.err


def test_a_broken_demo_is_told_and_left_as_it_is(house):
    broken = house.data / "demo.db"
    broken.write_bytes(b"no database" * 1000)
    said = house.run("demo", "--shoot", "out")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "--fresh" in said.err
    assert broken.read_bytes() == b"no database" * 1000
    assert not (house.work / "out").exists()


def test_the_demo_is_never_made_of_another_database_and_never_stopped_by_one(house):
    for url in ("sqlite:///bureau.db", "nonsense", "postgresql://x@127.0.0.1:1/y"):
        said = house.run("--db", url, "demo")
        one_sentence(said, 2)
        assert "演示用自己的数据库" in said.err
        said = house.run("demo", "--at", "x", environment={"COMMANDCENTER_DB": url})
        assert "看不懂“x”" in said.err  # it got as far as its own arguments
        (house.config / "settings.toml").write_text(f'database = "{url}"')
        assert "看不懂“x”" in house.run("demo", "--at", "x").err
        (house.config / "settings.toml").unlink()


def test_who_gave_a_wrong_address_is_named(house):
    said = house.run("verify", environment={"COMMANDCENTER_DB": "nonsense"})
    one_sentence(said, 2)
    assert said.err.startswith("“COMMANDCENTER_DB”")
    (house.config / "settings.toml").write_text('database = "nonsense"')
    said = house.run("verify")
    one_sentence(said, 1)
    assert "settings.toml" in said.err


def test_what_was_refused_of_several_files_keeps_the_others_out(bureau):
    write(bureau.work / "x.csv", [row(1)])
    (bureau.work / "bad.csv").write_text("no table")
    one_sentence(bureau.run("intake", "x.csv", "bad.csv"), 1)
    with sqlite.connect(bureau.database) as connection:
        assert connection.execute("SELECT count(*) FROM batch").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("arguments", [[], ["wall"]], ids=["desk", "wall"])
def test_a_window_without_a_display_is_refused(demo, arguments):
    said = demo.run("--db", demo.url(), *arguments)  # QT_QPA_PLATFORM and DISPLAY are not set
    one_sentence(said, 1)
    assert "没有显示器" in said.err


@pytest.mark.parametrize("content", SETTINGS.values(), ids=SETTINGS)
def test_a_settings_file_that_is_wrong_is_named(house, content):
    file = house.config / "settings.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = house.run("verify")
    one_sentence(said, 1)
    assert "settings.toml" in said.err or "nonsense" in said.err


def test_a_settings_folder_in_place_of_the_file_is_said(house):
    (house.config / "settings.toml").mkdir()
    one_sentence(house.run("verify"), 1)


UNREADABLE = [
    ("settings.toml", ["verify"]),
    ("x.csv", ["intake", "x.csv"]),
    ("commandcenter.db", ["verify"]),
    ("commandcenter.db", ["init"]),
    ("commandcenter.db.key", ["intake", "x.csv"]),
    ("commandcenter.db.key", ["backup", "x.zip"]),
    ("city.geojson", ["init", "--city", "city.geojson"]),
    ("x.zip", ["--db", "sqlite:///new.db", "restore", "x.zip"]),
]


@pytest.mark.parametrize(("name", "arguments"), UNREADABLE)
def test_a_file_that_may_not_be_read_is_said(bureau, name, arguments):
    write(bureau.work / "x.csv", [row(1)])
    folder = {"settings.toml": bureau.config}.get(name, bureau.work)
    folder = bureau.data if name.startswith("commandcenter") else folder
    (folder / name).touch()
    (folder / name).chmod(0)
    one_sentence(bureau.run(*arguments, unprivileged=True), 1)


NO_RIGHTS = [
    ["export", "journal", "--out", "locked/x.csv"],
    ["brief", "briefing", "--incident", "1", "--out", "locked/x.pdf"],
    ["backup", "locked/x.zip"],
    ["--db", "sqlite:///locked/x.db", "init"],
    ["intake", "x.csv", "--rejects", "locked/no.csv"],
]


@pytest.mark.parametrize("arguments", NO_RIGHTS, ids=" ".join)
def test_a_folder_that_may_not_be_written_to_is_said(demo, arguments):
    write(demo.work / "x.csv", [row(1)])
    (demo.work / "locked").mkdir(mode=0o500)
    one_sentence(demo.run(*arguments, unprivileged=True), 1)
    assert not list((demo.work / "locked").iterdir())


def test_a_database_that_may_only_be_read_is_not_written_to(bureau):
    write(bureau.work / "x.csv", [row(1)])
    bureau.database.chmod(0o400)
    bureau.data.chmod(0o500)
    one_sentence(bureau.run("intake", "x.csv", unprivileged=True), 1)
    bureau.data.chmod(0o700)


FULL = [
    (["export", "complaints", "--out", "y.csv"], 100_000),
    (["export", "complaints", "--out", "y.xlsx"], 100_000),
    (["brief", "briefing", "--incident", "1", "--out", "x.pdf"], 10_000),
    (["backup", "x.zip"], 100_000),
    (["intake", "x.csv"], 100_000),
    (["--db", "sqlite:///new.db", "init"], 50_000),
]


@pytest.mark.lot(3)
@pytest.mark.parametrize(("arguments", "size"), FULL)
def test_a_full_disk_is_said_and_nothing_half_done_is_left(demo, arguments, size):
    """No file may grow beyond a limit: what the program meets is what a full disk gives it."""
    write(demo.work / "x.csv", [row(n) for n in range(3_000)])
    one_sentence(demo.run(*arguments, file_size=size), 1)
    left = {name for name in os.listdir(demo.work) if not name.startswith("new.db")}
    assert left == {"x.csv"}
    assert demo.run("verify").code == 0
    with sqlite.connect(demo.database) as connection:
        found = connection.execute("SELECT count(*) FROM complaint WHERE number LIKE 'TS2026%'")
        assert found.fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("content", ["", "xyz", "00" * 31, "\udcff"])
def test_a_damaged_key_is_said(bureau, content):
    write(bureau.work / "x.csv", [row(1)])
    key = bureau.data / "commandcenter.db.key"
    key.write_bytes(content.encode("utf-8", "surrogateescape"))
    one_sentence(bureau.run("intake", "x.csv"), 1)


def test_a_damaged_database_is_said(demo):
    content = bytearray(demo.database.read_bytes())
    middle = len(content) // 2
    content[8192:middle] = bytes(middle - 8192)
    demo.database.write_bytes(content)
    for arguments in (["verify"], ["export", "complaints", "--out", "x.csv"]):
        said = demo.run(*arguments)
        assert said.code == 1
        assert "Traceback" not in said.err
        assert "程序出错" not in said.err, said.err


def test_a_bug_is_one_sentence_and_its_places_are_kept_without_values(bureau):
    """Nothing is known to bring one about, so a table is taken from under the program."""
    with sqlite.connect(bureau.database) as connection:
        connection.execute("DROP TABLE incident_complaint")
    connection.close()
    said = bureau.run("export", "complaints", "--out", "机密.csv")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert said.err.startswith("程序出错（OperationalError）")
    record = (bureau.data / "logs" / "command.log").read_text(encoding="utf-8")
    assert "exports.py" in record
    assert "机密" not in record


words = st.one_of(
    st.sampled_from(
        ["intake", "brief", "first", "export", "journal", "steps", "verify", "backup", "restore",
         "shoot", "init", "--db", "--out", "--incident", "--city", "--json", "--crs", "--mapping",
         "--rejects", "--size", "--lang", "zh", "1", "-1", "junk.db", "folder", "x.csv", "."]
    ),
    st.text(max_size=12).filter(lambda t: "\0" not in t and t.isprintable()),
)  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(arguments=st.lists(words, min_size=1, max_size=6))
@example(arguments=["--lang", "zh"])
def test_no_words_at_all_bring_a_traceback(cluttered, arguments):
    shutil.rmtree(cluttered.work / "x", ignore_errors=True)
    said = cluttered.run(*arguments)  # without a display no window opens and waits
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err
    assert "程序出错" not in said.err, said.err
    assert said.err.count("\n") <= 1
