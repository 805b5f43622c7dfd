"""`init` and the city: laid once, replaced only when that is meant, never from under its rows."""

import json
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.intake.borders import borders_of
from commandcenter.offices import founding
from commandcenter.offices.founding import FoundingRequest
from commandcenter.program.init_command import init
from commandcenter.queries.papers.borders import boundaries, city_geojson
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import seed
from commandcenter.store.office import office
from commandcenter.store.tables.every import CityRow, DistrictRow, JournalLineRow, TownRow
from tests.borders import city as collection
from tests.borders import put, row_of, square, town, unit
from tests.city import EAST, City
from tests.cli.conftest import CITY

OLD = Path(__file__).parents[1] / "old_databases"
THREE = collection(*row_of(3), town("望江镇", "880101", 15, 5))


def request_of(data, office="", replaces=False):
    return FoundingRequest(borders_of(data), office, replaces)


def settled(db, wish):
    founding.require_possible(db, wish)
    with db.write() as session:
        return founding.settle(session, wish)


def state(db):
    """Everything that `init --city` may change, and the journal's length."""
    with db.read() as session:
        return [
            session.execute(select(row.__table__).order_by(*row.__table__.primary_key)).all()
            for row in (CityRow, DistrictRow, TownRow)
        ] + [session.scalar(select(func.count()).select_from(JournalLineRow))]


def refused(db, wish):
    """By what looks before and by what looks under the pen, in the same words; nothing changes."""
    before = state(db)
    with pytest.raises(RuleBroken) as first:
        founding.require_possible(db, wish)
    with pytest.raises(RuleBroken) as second, db.write() as session:
        founding.settle(session, wish)
    assert str(first.value) == str(second.value)
    assert state(db) == before
    return str(first.value)


def test_the_first_file_is_stored_and_told_in_numbers(db):
    done = settled(db, request_of(THREE))
    assert done.words == (
        "已载入望川市边界：3 个县区、1 个乡镇街道，东经 112.10°–112.40°，北纬 28.00°–28.10°。",
    )
    with db.read() as session:
        assert office(session) == "望川市市场监督管理局"
        assert [b.name for b in boundaries(session)] == ["第1区", "第2区", "第3区"]
        assert session.scalars(select(TownRow.name)).all() == ["望江镇"]


def test_a_city_is_named_after_its_bureau_where_the_file_does_not_name_it(db):
    bare = {"features": row_of(2)}
    assert "请用 --name 写明本局全称" in refused(db, request_of(bare))
    settled(db, request_of(bare, "湘北省望川市市场监督管理局"))
    with db.read() as session:
        about = city_geojson(session)["city"]
    assert about == {"adcode": "880100", "name": "望川市", "province": "湘北省"}
    assert settled(db, request_of(bare)).words == ("边界与现有的相同，没有改动。",)


def test_a_bureau_of_another_kind_is_told_that_addresses_are_not_understood(db):
    done = settled(db, request_of({"features": row_of(2)}, "望川新区管委会市场监管局"))
    assert "投诉地址里的市名无从辨认" in done.advice[0]


def test_the_same_file_again_changes_nothing(db):
    settled(db, request_of(THREE, "望川市场监管局"))
    before = state(db)
    assert settled(db, request_of(THREE)).words == ("边界与现有的相同，没有改动。",)
    shuffled = THREE | {"features": THREE["features"][::-1]}
    assert settled(db, request_of(shuffled, replaces=True)).words == (
        "边界与现有的相同，没有改动。",
    )
    assert state(db) == before


NEXT = collection(
    unit("880101", "望江区", square(10, 0)),
    unit("880102", "第2区", square(20, 0, 10, 12)),
    unit("880104", "第4区", square(40, 0)),
    town("望北镇", "880101", 15, 6),
)


def test_another_file_is_only_told_until_it_is_meant(db):
    settled(db, request_of(THREE))
    said = refused(db, request_of(NEXT))
    assert said == (
        "数据库里已有望川市的边界，没有改动。新文件与它不同：增加“第4区”（880104）；"
        "撤去“第3区”（880103）；改名“第1区”（880101）改为“望江区”；边界有变动“第2区”（880102）；"
        "增加乡镇街道“望北镇”；撤去乡镇街道“望江镇”。确认要换，请再加 --replace-city。"
    )
    done = settled(db, request_of(NEXT, replaces=True))
    assert done.words[0].startswith("边界已换：增加“第4区”（880104）；撤去“第3区”（880103）")
    with db.read() as session:
        units = session.scalars(select(DistrictRow.code).order_by(DistrictRow.code)).all()
        assert units == ["880101", "880102", "880104"]
        assert session.scalars(select(TownRow.name)).all() == ["望北镇"]
        assert office(session) == "望川市市场监督管理局"
        verb = select(JournalLineRow.verb).where(JournalLineRow.kind == "city")
        assert session.scalars(verb.order_by(JournalLineRow.number)).all() == ["set", "set"]


def test_a_moved_town_or_another_alias_is_a_difference_too(db):
    settled(db, request_of(THREE))
    other = collection(*row_of(3), town("望江镇", "880101", 16, 5))
    assert "乡镇街道位置或河流有变动" in refused(db, request_of(other))
    named = collection(*row_of(2), unit("880103", "第3区", square(30, 0), aliases=["三区"]))
    assert "别名" in refused(db, request_of(named))


@pytest.fixture
def demo_city(city):
    city.do(people.grant_role, "admin", city.chenyu.person_id, Role.COUNTY, None, EAST)
    city.take_in(city.complaint("T1"), city.complaint("T2"))
    city.register(districts=(EAST, "990103"))
    return city


@pytest.mark.lot(2)
def test_a_unit_that_rows_name_is_not_taken_away_even_when_it_is_meant(demo_city):
    data = json.loads(CITY.read_text("utf-8"))
    without = [f for f in data["features"] if EAST not in str(f["properties"])]
    less = {"city": data["city"], "features": without}
    told = refused(demo_city.db, request_of(less))
    held = "“城东区”（990102）已有投诉 2 件、经营主体 1 个、角色 1 项、事件 1 起、其他记录 2 条"
    assert f"其中{held}，不能撤去，请先在新文件里保留。" in told
    assert refused(demo_city.db, request_of(less, replaces=True)).startswith(f"{held}，不能撤去")
    listed = [f for f in data["features"] if "990103" not in str(f["properties"])]
    said = refused(
        demo_city.db, request_of({"city": data["city"], "features": listed}, replaces=True)
    )
    assert said.startswith("“城西区”（990103）已有事件 1 起，不能撤去")


def test_two_at_once_do_not_write_over_one_another(db):
    mine, others = request_of(THREE), request_of(NEXT)
    founding.require_possible(db, mine)
    settled(db, others)
    with pytest.raises(RuleBroken, match="--replace-city"), db.write() as session:
        founding.settle(session, mine)


def test_the_bureaus_name_alone_is_changed_and_journalled(db):
    named = FoundingRequest(None, "望川市市场监管局")
    assert "请用 --city 一并载入边界文件" in refused(db, named)
    settled(db, request_of(THREE))
    assert settled(db, named).words == ("本局全称已改为“望川市市场监管局”。",)
    before = state(db)
    assert settled(db, named).words == ()
    assert state(db) == before
    with db.read() as session:
        last = select(JournalLineRow).order_by(JournalLineRow.number.desc()).limit(1)
        line = session.scalars(last).one()
        assert (line.kind, line.verb, office(session)) == ("city", "renamed", "望川市市场监管局")


def test_a_city_that_an_older_program_stored_as_it_was_read_is_compared_too(db):
    raw = {"features": [*row_of(2), {"type": "Feature", "geometry": None, "properties": None}]}
    with db.write() as session:
        seed.put_city(session, PROGRAM, borders_of(raw), "望川市市场监督管理局")
        session.scalars(select(CityRow)).one().geojson = json.dumps(raw)
    assert "边界有变动" not in refused(db, request_of(THREE))
    bow = unit("880101", "第1区", [[112, 28], [112.1, 28.1], [112.1, 28], [112, 28.1], [112, 28]])
    with db.write() as session:
        session.scalars(select(CityRow)).one().geojson = json.dumps({"features": [bow]})
    assert "边界有变动“第1区”（880101）、“第2区”（880102）" in refused(db, request_of(THREE))


def test_a_city_keeps_working_after_its_borders_were_replaced(demo_city):
    data = json.loads(CITY.read_text("utf-8"))
    kept = [f for f in data["features"] if "990181" not in str(f["properties"])]
    settled(demo_city.db, request_of({"city": data["city"], "features": kept}, replaces=True))
    demo_city.take_in(demo_city.complaint("T3"))
    assert isinstance(demo_city, City)
    assert len(demo_city.ask(boundaries)) == 6


def test_a_refused_init_leaves_an_older_database_as_old_as_it_was(tmp_path):
    file = tmp_path / "old.db"
    url, borders = f"sqlite:///{file}", put(tmp_path / "city.geojson", THREE)
    with sqlite.connect(file) as connection:
        connection.executescript((OLD / "0003.sql").read_text("utf-8"))
    connection.close()
    with pytest.raises(RuleBroken, match="请用 --city"):
        init(url, None, "望川市市场监管局")
    old = unit(EAST, "城东区", square(0, 0))
    with sqlite.connect(file) as connection:
        values = (1, "990100", "澄州市", "澄州市市场监督管理局", json.dumps({"features": [old]}))
        connection.execute("INSERT INTO city VALUES (?, ?, ?, ?, ?)", values)
    connection.close()
    for replaces, words in ((False, "--replace-city"), (True, "“城东区”（990102）已有投诉 1 件")):
        with pytest.raises(RuleBroken, match=words):
            init(url, borders, "", replaces=replaces)
        assert revision_of(file) == "0003"


def revision_of(file):
    with sqlite.connect(file) as connection:
        [found] = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return found


def test_a_name_that_came_before_the_borders_is_theirs(db):
    early = FoundingRequest(None, "望川市市场监管局", early=True)
    assert settled(db, early).words == ("本局全称记为“望川市市场监管局”，边界还没有载入。",)
    with db.read() as session:
        assert office(session) == "望川市市场监管局"
    settled(db, request_of({"features": row_of(2)}))
    with db.read() as session:
        assert office(session) == "望川市市场监管局"
        assert len(boundaries(session)) == 2
