"""The second city from an empty folder to an activated incident, once for each kind of database."""

import re
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

PEOPLE = [
    ("linzhen", "林震", "commander", "局长"),
    ("baihe", "白荷", "duty", "科员"),
    ("tangyun", "唐云", "leader:coordination", "科长"),
    ("fangshi", "方石", "leader:onsite", "支队长"),
    ("jinghu", "景湖", f"county:{place.CENTRE}", "局长"),
    ("lieyu", "列宇", f"county:{place.ISLES}", "局长"),
]
PASSWORD = re.compile(r"密码（只显示这一次）：(\S+)")


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
    said["init"] = bureau.run("init", *about)
    for login, name, role, post in PEOPLE:
        out = bureau.run("admin", "add-person", login, name, "--role", role, "--post", post)
        bureau.passwords[login] = PASSWORD.search(out)[1]
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
