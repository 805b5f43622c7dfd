"""The second city from an empty folder to an activated incident, once for each kind of database."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.level import Level
from commandcenter.domain.times import local
from commandcenter.offices.watch_service import watching_actor
from commandcenter.services.incident import incidents
from commandcenter.store.database import Database, open_database
from commandcenter.store.engines import make_engine
from commandcenter.store.people import actor_of
from commandcenter.watch.runner import Watch
from tests.cli.conftest import House, fork_server  # noqa: F401  a fixture
from tests.conftest import run_sql
from tests.program.test_admin import modern  # noqa: F401  a server that makes logins
from tests.second_city import place

PEOPLE = [  # login, name, role and county as a list says them, post
    ("linzhen", "林震", "总指挥", "", "局长"),
    ("baihe", "白荷", "值班员", "", "科员"),
    ("", "白荷", "系统管理员", "", "信息中心科员"),  # another one of the same name
    ("tangyun", "唐云", "综合协调组组长", "", "科长"),
    ("fangshi", "方石", "现场处置组组长", "", "支队长"),
    ("suyan", "苏岩", "调查取证组组长", "", "支队副支队长"),
    ("jinghu", "景湖", "县区局", "镜湖新城中心区", "局长"),
    ("lieyu", "列宇", "县区局", str(place.ISLES), "局长"),
]


class Bureau:
    """`run` is its command line; `do` a service under a person's own login."""

    def __init__(self, house, url):
        self.house, self.url = house, url
        self.said, self.passwords, self.nights = {}, {}, []
        self.begun = self.incident = None

    def run(self, *arguments, **environment):
        """What it says; it must not fail."""
        environment["COMMANDCENTER_DB"] = self.url
        said = self.house.run(*arguments, environment=environment)
        assert said.code == 0, (arguments, said)
        return said.out

    def draw(self, what, out, size):
        """Forked before Qt is begun: a fresh interpreter for each picture takes a second more."""
        self.run("shoot", what, "--out", out, "--size", size, QT_QPA_PLATFORM="offscreen")

    @contextmanager
    def opened(self, login=None):
        server = self.url.startswith("postgresql") and login
        own = f"{login}:{self.passwords[login]}@" if server else ""
        db = open_database(self.url.replace("postgres@", own) if own else self.url)
        yield db
        db.close()

    def do(self, verb, login, *arguments, **named):
        with self.opened(login) as db, db.write() as session:
            return verb(session, actor_of(session, login, db.clock()), *arguments, **named)

    def night(self, days):
        """Its watch by a clock that is put forward: the night that is due then."""
        engine = make_engine(self.url)
        with self.opened() as other:
            ahead = other.clock() + timedelta(days=days)
        db = Database(engine, lambda: ahead)
        watch = Watch(db, watching_actor(db))
        *_, due = watch.missed_nights()
        self.nights.append((due, watch.full(due)))
        db.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bureau(request, tmp_path_factory, fork_server):  # noqa: F811
    house = House(tmp_path_factory.mktemp("yingzhou") / "house", fork_server)
    (house.config / "settings.toml").write_text('map_engine = "native"\n')
    url = house.url(house.work / "瀛洲.db")
    if request.param == "postgresql":
        server = request.getfixturevalue("modern")
        run_sql(server, "CREATE DATABASE yingzhou")
        url = server.url("yingzhou")
    bureau = Bureau(house, url)
    found_city(bureau)
    watched(bureau)
    respond(bureau)
    return bureau


def found_city(bureau):
    work, said = bureau.house.work, bureau.said
    (work / "界线.geojson").write_bytes(place.border_file().encode("gb18030"))
    about = ("--city", "界线.geojson", "--crs", "gcj02", "--name", place.OFFICE)
    people = [(name, login, post, "", "", role, "", c) for login, name, role, c, post in PEOPLE]
    place.write_people(work / "名单.xlsx", people)
    asked = ("--people", "名单.xlsx", "--phone", "0880-1234567")
    said["init"] = bureau.run("init", *about, *asked)
    for line in filter(lambda line: "\t" in line, said["init"].splitlines()):
        _, login, password = line.split("\t")
        bureau.passwords[login] = password
    mappings = bureau.house.config / "mappings"
    mappings.mkdir()
    (mappings / "yingzhou.toml").write_text(place.MAPPING, encoding="utf-8")


def watched(bureau):
    """Two imports, and two nights of the watch: the first judges the day of the second import."""
    work, said = bureau.house.work, bureau.said
    with bureau.opened() as db:
        bureau.begun = now = db.clock()
    place.write_csv(work / "平日.csv", place.usual(now))
    said["usual"] = bureau.run("intake", "平日.csv", "--mapping", "yingzhou")
    said["quiet"] = bureau.run("detect")
    place.write_old_book(work / "热线.xls", place.asked(now))
    said["asked"] = bureau.run("intake", "热线.xls", "--mapping", "yingzhou")
    place.write_book(work / "闭店.xlsx", place.crowd(now))
    said["crowd"] = bureau.run("intake", "闭店.xlsx", "--rejects", "退回.csv")
    bureau.night(1)
    bureau.night(2)


def respond(bureau):
    with bureau.opened() as db:
        now = db.clock()
    day = f"{local(now).month}·{local(now).day}"
    new = incidents.NewIncident(
        title=f"“{day}”潮涌健身镜湖万达店闭店事件",
        public_title=f"“{day}”某健身机构闭店事件",
        categories=(Category.CLUSTER,),
        districts=(str(place.CENTRE), str(place.COAST), str(place.ISLES)),
        received_at=now - timedelta(minutes=20),
        received_by_way="热线电话",
        topic="预付式消费",
        brand="潮涌健身",
        verified=True,
    )
    incident = bureau.do(incidents.register, "baihe", new)
    why = "50 人以上，100 万元以上"
    bureau.do(incidents.suggest_grade, "tangyun", incident, Level.III, why, {})
    bureau.do(incidents.decide_grade, "linzhen", incident, Level.III, "同意会商意见")
    order = incidents.Activation("闭店事件应急响应", Level.III, 7, "现场登记，劝阻搬离", "林震")
    bureau.do(incidents.activate, "linzhen", incident, order)
    bureau.incident = incident
