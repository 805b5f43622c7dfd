"""A drill of scenario B at ×60 on a server: three desks, the conductor's and the wall, each a
process of its own with its own login. LIVE_DRILL_PICTURES names a folder to keep pictures in, and
LIVE_DRILL_SPEED another pace, for a machine that does other things meanwhile.
"""

import json
import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from commandcenter.db.demo import load
from commandcenter.db.demo.acts import Verb
from commandcenter.db.demo.script_references import in_story
from commandcenter.domain.drills.drill import InjectState
from commandcenter.domain.org import Role
from commandcenter.intake.borders import read_borders
from commandcenter.offices import drill_results
from commandcenter.offices.drill_scripts import read_file
from commandcenter.program import drills
from commandcenter.queries.drills.board import drill_board
from commandcenter.queries.drills.register import drill_register
from commandcenter.services.command import running_log
from commandcenter.services.drills import injects, register
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import roles, seed
from commandcenter.store.address import parse
from commandcenter.store.database import now, open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.verify import verify
from commandcenter.ui.drills.drill_words import clock_words
from tests.conftest import run_sql
from tests.patience import until
from tests.services.drills.test_apart import contents
from tests.stories import live_acts
from tests.stories.live_acts import acts, own_part
from tests.stories.processes import SeatProcess

SCRIPT = Path(__file__).with_name("drill_seat.py")
FOLDER = os.environ.get("LIVE_DRILL_PICTURES", "")
CONDUCTOR, DUTY, COORDINATION, COMMANDER, WALL = "fanqi", "liwei", "zhoulan", "chenyu", "daping"
KEEPER = "liangbo"
SIZES = {CONDUCTOR: (1600, 1000), DUTY: (1366, 768), COMMANDER: (1600, 1000)}
SPEED = int(os.environ.get("LIVE_DRILL_SPEED", "60"))
TOLERATED = timedelta(seconds=2 * SPEED)  # two seconds: a clock is painted each second
FIRST = "市卫健委通报：医院收治7名学生"
# What answers an inject while the clock waits for it; the second is overruled by the conductor.
ANSWERS = {
    FIRST: Verb.REGISTER_INCIDENT, "市卫健委：就医31人，留院观察2人": Verb.DECIDE_GRADE,
}  # fmt: skip
OVERRULED = "中央厨房仍在向外配送"


@pytest.fixture
def bureau(cluster):
    """One on a server with the people of the demo, who have logins of their own, and its rights."""
    run_sql(cluster, "CREATE DATABASE live TEMPLATE template")
    db = open_database(cluster.url("live"))
    with db.write() as session:
        seed.put_city(session, PROGRAM, read_borders(load.CITY), load.OFFICE)
        seed.put_plan(session, PROGRAM)
        load._put_people(session, load.parse("B D0 18:50"))
        at = now(session)
        ids = dict(session.execute(select(PersonRow.login, PersonRow.id)).all())
        for login, role in ((DUTY, Role.DUTY), ("luomin", Role.LEAD_DUTY)):
            begins = at - timedelta(hours=1)
            people.put_on_duty(session, PROGRAM, ids[login], role, begins, at + timedelta(hours=20))
        load._put_traders(session)
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        there = {row[0] for row in link.execute("SELECT rolname FROM pg_roles")}
        for login in set(ids) - there:
            link.execute(f"CREATE ROLE {login} LOGIN")
    roles.lay(db)
    yield db
    db.close()
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        named = link.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'live')")
        for (name,) in named.fetchall():
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def as_login(url, login):
    return url.replace("postgres@", f"{login}@")


class Place:
    """A seat of the drill: what it shows, and hands at it."""

    def __init__(self, kind, url, login, folder, size):
        screen = {"name": "one", "x": 0, "y": 0, "width": size[0], "height": size[1],
                  "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
        shape = folder / f"screen-{login}.json"
        shape.write_text(json.dumps({"screens": [screen]}))
        own = {"QT_QPA_PLATFORM": f"offscreen:configfile={shape}"}
        self.login = login
        theme = "dark" if kind == "wall" else "light"
        self.process = SeatProcess(
            kind, as_login(url, login), theme, folder / login, script=SCRIPT, environment=own
        )

    def do(self, answer, **order):
        after = len(self.process.heard)
        self.process.order(json.dumps(order))
        return self.process.wait(answer, after=after)[1]

    def look(self):
        return self.do("seen", do="look")

    def click(self, name):
        self.do("clicked", do="click", name=name)

    def grab(self, name):
        if FOLDER:
            path = Path(FOLDER) / f"{name}-{self.login}.png"
            assert self.do("grabbed", do="grab", path=str(path))["bytes"]

    def until(self, condition):
        return until(lambda: condition(self.look()), 0.1)


class Players:
    """Who acts by the script: those with a desk at it, all others with their own login."""

    def __init__(self, url, desks):
        self.acts = acts()
        self._url, self._desks, self._links = url, desks, {}
        self.at = 0

    @property
    def next(self):
        return self.acts[self.at] if self.at < len(self.acts) else None

    def act(self):
        act, number = self.acts[self.at], self.at
        self.at += 1
        if act.login in self._desks and act.verb not in (Verb.ARCHIVE, Verb.PRINT):
            done = self._desks[act.login].do("acted", do="act", number=number)
            assert not done["refused"], (act, done)
        else:
            with in_story(act.story):
                load.let_act(self._link(act.login), own_part(act))
        if shower := act.arguments.get("shown_by"):
            with self._link(shower).write() as session:
                newest = session.scalars(select(LogEntryRow.id).order_by(LogEntryRow.id)).all()[-1]
                actor = actor_of(session, shower, now(session))
                running_log.show_on_wall(session, actor, newest, True)

    def _link(self, login):
        if login not in self._links:
            self._links[login] = open_database(as_login(self._url, login))
        return self._links[login]

    def answer(self, verb):
        """All that comes before it first, as the story has it."""
        while self.next is not None:
            done = self.next.verb is verb
            self.act()
            if done:
                return

    def close(self):
        for db in self._links.values():
            db.close()


@contextmanager
def places(url, folder):
    """The desks by login, and the wall."""
    for login in (*SIZES, COORDINATION, WALL):
        (folder / login).mkdir()
    made = {
        login: Place("desk", url, login, folder, SIZES.get(login, (1600, 1000)))
        for login in (CONDUCTOR, DUTY, COORDINATION, COMMANDER)
    }
    made[WALL] = Place("wall", url, WALL, folder, (1920, 1080))
    try:
        for place in made.values():
            place.process.wait("settled")
        yield made
    finally:
        for place in made.values():
            place.process.close()


def moment(db):
    """What time it is in the drill."""
    with db.read() as session:
        return now(session)


def all_follow(made, db):
    """Each seat says that it is a drill, and the time there is the drill's."""
    seen = {}
    for login, place in made.items():
        earliest = moment(db) - TOLERATED
        seen[login] = each = place.look()
        latest = moment(db) + TOLERATED
        assert each["edge"], login
        assert each["title"].startswith("演练 · "), login
        assert not each["stale"], login
        for clock in each["clocks"]:
            assert clock_words(earliest) <= clock <= clock_words(latest), login
    return seen


@pytest.mark.nightly(minutes=12)
@pytest.mark.timing
def test_a_drill_of_b_is_played_live_by_three_desks_before_the_wall(bureau, tmp_path):
    script = read_file(live_acts.SCRIPT)
    url = drills.founded(bureau, script, CONDUCTOR, ["tanjing"], blind=True, on_server=True)
    before = contents(bureau)
    db = open_database(url)
    with places(url, tmp_path) as made:
        players = Players(url, made)
        try:
            play(made, players, db, script)
        finally:
            players.close()
        judged(made, db)
    db.close()
    assert contents(bureau) == before, "not a row of the drill is in the bureau's own store"
    assert not list(tmp_path.rglob("alarm_outbox/*")), "nothing is sent out"
    entered(bureau, url)


def waiting(db):
    """What the clock waits for at ×1, by its title."""
    with db.read() as session:
        board = drill_board(session, PROGRAM)
    lines = board.injects if board.waiting else ()
    return {x.title for x in lines if x.state is InjectState.OPEN and x.limit is not None}


def still_due(db):
    with db.read() as session:
        return injects.due(session)


def play(made, players, db, script):
    conductor, duty = made[CONDUCTOR], made[DUTY]
    for place in made.values():
        place.grab("1-before")
    conductor.click("drill_start")
    conductor.click(f"speed_{SPEED}")
    slowed, alarmed, pictures = set(), set(), set()

    def picture(name, *logins):
        if name not in pictures:
            pictures.add(name)
            for login in logins or made:
                made[login].grab(name)

    while (at := moment(db)) < script.until:
        for title in waiting(db) - slowed:
            slowed.add(title)
            conductor.until(lambda seen: seen["waiting"] and seen["speed"] == 1)
            picture(f"2-waits-{len(slowed)}")
            if title == OVERRULED:
                conductor.click(f"speed_{SPEED}")
            else:
                players.answer(ANSWERS[title])
        if players.next is not None and players.next.at <= at:
            players.act()
            continue
        there = duty.look()
        if there["alarm"]:
            alarmed.add(there["alarm"])
            if slowed:
                picture("3-alarm")
        if len(slowed) == len(ANSWERS) + 1:
            picture("4-later")
            all_follow(made, db)
    assert slowed == {*ANSWERS, OVERRULED}, "each inject that waits for an answer sets ×1"
    assert alarmed, "the alarms of the drill stand on the bar of who is on duty"
    until(lambda: not still_due(db), 0.1)  # the last comes at the very end: its tick has its second
    picture("5-time-is-over")
    conductor.click("drill_end")
    picture("6-asked", CONDUCTOR)
    conductor.click("primary")
    conductor.until(lambda seen: seen["state"] == "ended")


def judged(made, db):
    """Everybody sees the same score, and it is that of the records."""
    with db.read() as session:
        board = drill_board(session, PROGRAM)
        assert verify(session).bad is None
        assert session.scalar(select(AlarmActRow.id).limit(1)) is not None
    became = {line.title: line.state for line in board.injects}
    assert set(became.values()) <= {InjectState.DONE, InjectState.LATE}, became
    assert board.total is not None
    known = [score for score in board.scores if score.points is not None]
    assert board.total == sum(score.points for score in known)
    for login in (CONDUCTOR, DUTY, COORDINATION, COMMANDER):
        place = made[login]
        place.do("turned", do="page", key="drill")
        place.until(lambda seen: seen["points"] == board.total)
        place.grab("7-score")
    seen = all_follow(made, db)
    assert len({clock for each in seen.values() for clock in each["clocks"]}) == 1, "it stands"
    made[WALL].grab("7-score")


def entered(bureau, url):
    """The register of the bureau takes its result and its course, and the report is printed."""
    name = parse(url)[0].database
    [held] = drill_results.held_beside(bureau)
    assert held.store == name
    with bureau.write() as session:
        keeper = actor_of(session, KEEPER, now(session))
        number = register.record(session, keeper, held)
    with bureau.read() as session:
        [line] = [x for x in drill_register(session, keeper).lines if x.id == number]
    drill_results.take_course(bureau, keeper, line)
    db = open_database(url)
    report = drill_results.report_of_store(db)
    db.close()
    assert report.name.startswith("演练-")
    if FOLDER:
        (Path(FOLDER) / "report.pdf").write_bytes(report.data)
