"""A bureau that is not the demo's, founded, watched, led, printed and saved: nothing is missing
for want of towns or for long names, and nothing of the demo city stands anywhere."""

import csv
import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import select

from commandcenter.domain.place_names import short_names
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.store.tables.every import SignalRow, TownRow
from tests.cli.conftest import CITY as DEMO
from tests.cli.test_picture_commands import looked_at
from tests.conftest import run_sql
from tests.outputs.paper_reading import read_back
from tests.second_city import place
from tests.second_city.conftest import PEOPLE
from tests.second_city.ending import to_its_end
from tests.stories.conftest import eye, windows  # noqa: F401  fixtures
from tests.stories.visible_text import in_one_picture
from tests.ui.conftest import collected_here, nothing_left_over, themed  # noqa: F401  fixtures

OLD = Path(__file__).parents[1] / "old_databases"

CODE = re.compile(r"(?<!\d)9901\d\d")
DIGEST = re.compile("[0-9a-f]{32,}")
TABLES = ("complaints", "incidents", "journal", "signals", "steps", "clauses")


def demo_names():
    """Those of the demo city, its units, towns and river that are no part of a name here."""
    facts = json.loads(DEMO.read_text("utf-8"))
    names = {f["properties"]["name"] for f in facts["features"]} | {"澄州"}
    short = short_names(dict(enumerate(place.NAMES))).values()
    ours = "".join((*place.NAMES, *short, place.OFFICE))
    return {name for name in names if name not in ours}


def of_the_demo(words):
    words = DIGEST.sub("", words)  # in whose digits any code may stand by chance
    return [name for name in demo_names() if name in words] + CODE.findall(words)


def table(bureau, what):
    """Its first line tells the time; the heads and the rows follow."""
    of = ("--incident", str(bureau.incident)) if what in ("steps", "clauses") else ()
    bureau.run("export", what, *of, "--out", f"{what}.csv")
    with (bureau.house.work / f"{what}.csv").open(encoding="utf-8-sig", newline="") as file:
        _, header, *rows = csv.reader(file)
    return header, rows


def test_other_programs_take_its_map_and_its_changes(bureau):
    """Islands and units of several parts, from borders that were told in GCJ-02."""
    bureau.run("export", "map", "--incident", str(bureau.incident), "--out", "图.geojson")
    text = (bureau.house.work / "图.geojson").read_text("utf-8")
    counties = [f for f in json.loads(text)["features"] if f["properties"]["kind"] == "county"]
    assert counties
    assert {f["properties"]["name"] for f in counties} <= set(place.NAMES)
    west, south, east, north = json.loads(text)["bbox"]
    assert 118 < west < east < 119.5
    assert 24.5 < south < north < 25.5
    assert of_the_demo(text) == []
    lines = [json.loads(x) for x in bureau.run("export", "changes", "--json").splitlines()]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))


def test_the_borders_and_both_files_are_taken_in_whole(bureau):
    assert bureau.said["init"].splitlines()[1] == (
        "已载入瀛洲市边界：11 个县区、0 个乡镇街道，东经 118.18°–119.19°，北纬 24.58°–25.34°。"
    )
    usual, asked = (sum(1 for _ in rows(bureau.begun)) for rows in (place.usual, place.asked))
    assert "共 64 行，入库 64，重复 0，退回 0" in bureau.said["crowd"]
    for file, count in (("usual", usual), ("asked", asked)):  # the line of totals is refused
        assert f"共 {count + 1} 行，入库 {count}，重复 0，退回 1" in bureau.said[file]
    header, rows = table(bureau, "complaints")
    assert len(rows) == usual + asked + 64
    kinds = Counter(row[header.index("记录类型")] for row in rows)
    assert (kinds["求助"], kinds["建议"]) == (8, 4)
    column = next(n for n, name in enumerate(header) if "区" in name)
    assert {row[column] for row in rows} == set(place.NAMES)


def test_its_watch_has_two_nights_without_a_town_and_finds_the_gym(bureau):
    assert bureau.said["quiet"].endswith("：没有异常。\n")
    (first, loud), (second, _) = bureau.nights
    assert second - first == timedelta(days=1)
    assert loud.found >= 1
    with bureau.opened() as db, db.read() as session:
        found = session.scalars(select(SignalRow)).all()
        assert session.scalars(select(TownRow)).all() == []
        # One, by its most specific name; what else it lit up is in it.
        assert [row.title for row in found if row.merged_into is None] == [place.GYM]
        assert StreamKind.TOWN not in {row.stream for row in found}


@pytest.mark.parametrize("kind", ["express", "briefing"])
def test_its_papers_carry_its_own_names_and_numbers(bureau, kind):
    said = bureau.run("brief", kind, "--incident", str(bureau.incident), "--out", f"{kind}.pdf")
    pages = read_back((bureau.house.work / f"{kind}.pdf").read_bytes())
    text = "".join(page.body for page in pages)
    assert said.startswith(f"{kind}.pdf：{len(pages)} 页。")
    assert place.OFFICE in text
    assert "潮涌健身镜湖万达店闭店事件" in text
    assert "64件、64人次" in text
    # A source is named where it ends earlier than the paper; the briefing lists each in its note.
    until = re.search(r"截至([^，。；（]+)(?:（([^）]*)）)?，累计接到投诉举报64件", text)
    assert until
    assert "12315" not in (until[2] or "")
    assert ("12345热线" in text) == (kind == "briefing")
    assert "12315平台" not in text
    assert of_the_demo(text) == []
    if kind == "briefing":
        assert "事发地分布" not in text  # no place of it is on the map
        assert all(short in text for short in ("云岫自治县", "西岭高新区", "临空港保税区"))


@pytest.mark.parametrize("kind", ["rights", "special", "opinion"])
def test_its_other_papers_name_nothing_of_the_demo(bureau, kind):
    bureau.run("brief", kind, "--incident", str(bureau.incident), "--out", f"{kind}.pdf")
    pages = read_back((bureau.house.work / f"{kind}.pdf").read_bytes())
    text = "".join(page.body for page in pages)
    assert place.OFFICE in text
    assert of_the_demo(text) == []


def test_forms_of_its_complaints_are_its_own(bureau):
    asked = ("--incident", str(bureau.incident), "--out", "forms.pdf")
    said = bureau.run("forms", "intake", *asked)
    pages = read_back((bureau.house.work / "forms.pdf").read_bytes())
    assert f"投诉登记表已制作 {len(pages)} 份" in said
    text = "".join(page.body for page in pages)
    assert text.count(place.OFFICE) == len(pages)
    assert of_the_demo(text) == []


@pytest.mark.parametrize(("what", "size"), [("wall", (1920, 1080)), ("desk", (1366, 768))])
def test_its_screens_are_drawn(bureau, what, size):
    wide, high = size
    bureau.draw(what, f"{what}.png", f"{wide}x{high}")
    assert looked_at(bureau.house.work / f"{what}.png", size)


@pytest.mark.lot(3, "what takes long of the second city")
def test_nothing_of_the_demo_city_is_on_its_screens(bureau, windows, eye):  # noqa: F811
    with bureau.opened() as db:
        wall = eye.look(windows.wall(db)).all
        desk = windows.desk(db, "linzhen", size=(1366, 768))
        words = [wall]
        for key in desk.rail._keys:
            desk.show_page(key)
            windows.settle(desk)
            words += in_one_picture(desk)
        words.append(eye.look(desk).all)
        assert of_the_demo("\n".join(words)) == []
        assert place.OFFICE in wall
        named = ("镜湖新城中心区", "东海岸经开区", "列屿县")
        # The wall's map says less where its words have no room beside each other: the desk has all.
        assert [name for name in named if not any(name in page for page in words)] == []
        assert len([name for name in named if name in wall]) > 1
        assert any("云岫苗族土家族侗族自治县" in page for page in words)
        windows.close()


def test_its_long_names_are_written_out_in_the_lists(bureau, windows):  # noqa: F811
    with bureau.opened() as db:
        desk = windows.desk(db, "linzhen", size=(1366, 768))
        for key in ("watch", "complaints", "risk"):
            desk.show_page(key)
            windows.settle(desk)
            assert "镜湖新城中心区" in in_one_picture(desk), key
        windows.close()


def test_nothing_of_the_demo_city_is_in_its_tables(bureau):
    for what in TABLES:
        header, rows = table(bureau, what)
        assert of_the_demo(f"{header}{rows}") == [], what


def test_its_people_have_the_rights_of_their_own_counties(bureau):
    for login, code in (("jinghu", place.CENTRE), ("lieyu", place.ISLES)):
        assert f'"{code}"' in bureau.run("admin", "roles", login, "--json")
    assert len(bureau.passwords) == len(PEOPLE)


@pytest.mark.lot(3, "what takes long of the second city")
def test_two_people_of_one_name_sign_on_apart(bureau):
    assert {"baihe", "bh"} <= bureau.passwords.keys()
    assert bureau.run("admin", "roles", "baihe") == "白荷（baihe）：值班员。\n"
    assert bureau.run("admin", "roles", "bh") == "白荷（bh）：系统管理员。\n"
    again = bureau.run("init", "--people", "名单.xlsx")
    assert f"增加 0 人；{len(PEOPLE)} 人已有，没有改动。" in again


@pytest.mark.lot(3, "what takes long of the second city")
def test_it_comes_back_whole_from_its_backup(bureau, request):
    bureau.run("backup", "全部.zip")
    back = bureau.house.url(bureau.house.work / "back.db")
    if bureau.url.startswith("postgresql"):
        run_sql(request.getfixturevalue("modern"), "CREATE DATABASE back")
        back = bureau.url.replace("/yingzhou", "/back")
    said = bureau.house.run("restore", "全部.zip", environment={"COMMANDCENTER_DB": back})
    assert said.code == 0, said.err
    whole = bureau.house.run("verify", environment={"COMMANDCENTER_DB": back})
    assert (whole.code, whole.out.startswith("日志完好")) == (0, True)
    before = table(bureau, "complaints")
    mine, bureau.url = bureau.url, back
    try:
        assert table(bureau, "complaints") == before
    finally:
        bureau.url = mine


@pytest.mark.lot(3, "what takes long of the second city")
def test_a_database_of_the_newest_release_becomes_this_city(bureau):
    """Its tables as they were; what is in them is upgraded in the tests of the store."""
    *_, newest = sorted(OLD.glob("*.sql"))
    file = bureau.house.work / "old.db"
    with sqlite.connect(file) as connection:
        for statement in without_rows(newest.read_text("utf-8")):
            connection.execute(statement)
    connection.close()
    mine, bureau.url = bureau.url, bureau.house.url(file)
    try:
        about = ("--city", "界线.geojson", "--crs", "gcj02", "--name", place.OFFICE)
        said = bureau.run("init", *about, "--people", own_list(bureau))
        assert "已载入瀛洲市边界：11 个县区" in said
        assert bureau.run("admin", "roles", "shenmo") == "沈墨（shenmo）：值班员。\n"
        assert bureau.run("verify").startswith("日志完好")
    finally:
        bureau.url = mine


def without_rows(script):
    """Its statements but for what it puts in; which revision it is of stays."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite.complete_statement(statement):
            if not statement.startswith("INSERT") or "alembic_version" in statement:
                yield statement
            statement = ""


def own_list(bureau):
    person = ("沈墨", "shenmo", "科员", "", "", "值班员", "", "")
    return place.write_people(bureau.house.work / "值班.xlsx", [person])


@pytest.mark.lot(3, "what takes long of the second city")
def test_its_incident_comes_to_its_end_and_stays_whole(bureau):
    """Last: what is archived here was open for all tests before."""
    to_its_end(bureau)
    header, rows = table(bureau, "incidents")
    assert [row[header.index("状态")] for row in rows] == ["归档"]
    assert bureau.run("verify").startswith("日志完好")
    said = bureau.run("doctor")
    assert "本局设置" not in said
    assert "正常  人员识别密钥" in said
    bureau.draw("wall", "quiet.png", "1920x1080")
    assert looked_at(bureau.house.work / "quiet.png", (1920, 1080))
