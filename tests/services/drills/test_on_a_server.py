"""Many seats on one server: whoever connects, with whatever program, moves no clock and looks at
nothing that is to come."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import psycopg
import pytest
from sqlalchemy import func, select, text

from commandcenter.domain.drills.burst import Burst
from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import Inject
from commandcenter.domain.incident.oral import Matter
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.offices import drill_results, drill_stores
from commandcenter.outputs.papers.drill_report import drill_course
from commandcenter.queries.drills.drill_paper import drill_paper
from commandcenter.services.drills import conduct
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, oral, taking_back
from commandcenter.services.seat import people
from commandcenter.store import roles
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.complaints.complaint import BatchRow
from commandcenter.store.tables.every import (
    ComplaintRow,
    IncidentComplaintRow,
    IncidentRow,
    OralDecisionRow,
)
from tests.city import City
from tests.services.drills.conftest import BEGINS, CONDUCTOR, OBSERVER, SCRIPT

COMING = "SELECT count(*) FROM public.drill_inject"
TALLY = (
    "INSERT INTO tally (incident_id, kind, value, place, at, by)"
    " VALUES (%s, 'on_site', 9, '', public.store_moment(now()), '李蔚')"
)
COUNTED = (
    "INSERT INTO journal(actor, kind, subject, verb, clause)"
    " VALUES ('', 'tally', %s, 'counted', '')"
)
FASTER = "UPDATE public.simulated_clock SET speed = 60"


@pytest.fixture
def url(kept_database):
    return kept_database.url


@pytest.fixture
def made():
    return []


def make_logins(cluster, *logins):
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        there = {row[0] for row in link.execute("SELECT rolname FROM pg_roles")}
        for login in set(logins) - there:
            link.execute(f"CREATE ROLE {login} LOGIN")


@pytest.fixture
def server(cluster, found, made):
    """The drill's database, by the login of whom one is."""
    make_logins(cluster, CONDUCTOR, OBSERVER, "liwei")
    made.append(found())
    with psycopg.connect(made[0].url) as link:

        def as_person(login, statement):
            link.execute(f"SET SESSION AUTHORIZATION {login}")
            try:
                done = link.execute(statement)
                return done.fetchone()[0] if done.description else done.rowcount
            finally:
                link.rollback()

        yield as_person


def test_the_conductor_alone_moves_the_clock(server):
    assert server(CONDUCTOR, FASTER) == 1
    for login in ("liwei", OBSERVER):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server(login, FASTER)


def test_what_is_to_come_is_seen_by_conductor_and_observer_alone(server):
    assert server(CONDUCTOR, COMING) == 2
    assert server(OBSERVER, COMING) == 2
    assert server("liwei", COMING) == 0


def test_nobody_writes_another_mark_or_clock(server):
    for statement in (
        "UPDATE public.drill SET title = 'x'",
        "DELETE FROM public.simulated_clock",
        "INSERT INTO public.simulated_clock VALUES (2, 0, 0, 60, '')",
    ):
        with pytest.raises(psycopg.Error):
            server(CONDUCTOR, statement)


def test_who_keeps_the_register_reads_the_same_result_as_an_administrator(server, city, made):
    """From a database beside the bureau's, as an ordinary login: score, injects, and its paper."""
    drill = made[0]
    drill.start()
    drill.do(conduct.end, CONDUCTOR)
    assert server("liwei", COMING) == 2
    roles.lay(city.db)
    name = drill.db.link.address.database
    owners = drill_results.held_of(city.db, name)
    own = open_database(city.db.link.address.text.replace("postgres@", "liwei@"))
    try:
        assert drill_results.held_of(own, name) == owners
        assert not drill_stores.may_found_there(own)
    finally:
        own.close()
    seen = [drill.ask(drill_paper, PROGRAM)]
    there = open_database(drill.url.replace("postgres@", "liwei@"))
    try:
        with there.read() as session:
            seen.append(drill_paper(session, PROGRAM))
    finally:
        there.close()
    course, other = (drill_course(replace(each, journal=seen[0].journal)) for each in seen)
    assert course.blocks == other.blocks


def test_a_drill_of_a_bureau_on_a_server_is_founded_beside_it_or_as_a_file(city, cluster, tmp_path):
    with city.db.read() as session:
        name = session.scalar(text("SELECT current_database()"))
    assert drill_stores.may_found_there(city.db)
    beside = drill_stores.address_beside(city.db, datetime.now(), on_server=True)
    assert beside == city.db.link.address.text.replace(name, f"{name}_drill_1")
    cast = drill_stores.Cast(CONDUCTOR, "周岚", (), ("liwei",))
    file = f"sqlite:///{tmp_path / 'drill.db'}"
    drill_stores.found(file, SCRIPT, cast, drill_stores.bureau_of(city.db, SCRIPT))
    db = drill_stores.open_drill(file)
    try:
        with db.read() as session:
            assert actor_of(session, "liwei", db.clock()).name == "李蔚"
    finally:
        db.close()


def test_complaints_come_by_the_seat_of_a_conductor_who_enters_none_at_the_bureau(
    city, cluster, found
):
    """Under their own name, as the server wants it; there they are a duty officer beside."""
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("liangbo", "梁博"))
        people.grant_role(session, PROGRAM, person, Role.PLANNER)
    burst = Burst(12, 30, "悦力工场健身（城东店）", "停业不退款")
    came = Inject(BEGINS, InjectKind.COMPLAINTS, "投诉到达", payload=burst.as_payload())
    told = Inject(BEGINS, InjectKind.COUNTY, "城东区局来电", payload={"by": "liwei", "log": "x"})
    drill = found(replace(SCRIPT, injects=(came, told)), conductor="liangbo")
    make_logins(cluster, "liangbo")
    roles.lay(drill.db)
    own = open_database(drill.url.replace("postgres@", "liangbo@"))
    try:
        with own.read() as session:
            actor = actor_of(session, "liangbo", own.clock())
        with own.write() as session:
            conduct.start(session, actor, 60)
        assert drill_stores.go_on(own, actor) == 2
    finally:
        own.close()
    with drill.db.read() as session:
        assert set(session.scalars(select(BatchRow.opened_by))) == {"梁博"}
        assert session.scalar(select(func.count(ComplaintRow.id))) == 12
        assert session.scalars(select(LogEntryRow.id)).all() == []


@contextmanager
def seat(drill, login):
    """The drill's city as the person finds it who is signed on by that login."""
    own = open_database(drill.url.replace("postgres@", f"{login}@"))
    try:
        yield City(own)
    finally:
        own.close()


def test_where_the_clock_stands_what_one_transaction_writes_still_hangs_together(cluster, found):
    """At a table the clock stands: an act has the moment at which its transaction began. What
    joins is named by its line, a call is of this act, a grade is taken back with its decision, and
    what one line has told another may tell of, too.
    """
    make_logins(cluster, CONDUCTOR, "liwei", "chenyu")
    drill = found(mode=Mode.TABLETOP)
    drill.start()
    with seat(drill, "liwei") as duty:
        incident = duty.register("liwei")
        duty.take_in(duty.complaint("A"), duty.complaint("B"))
        facts = ("50 人以上", {})
        suggestion = duty.do(incidents.suggest_grade, "liwei", incident, Level.III, *facts)
    with seat(drill, "chenyu") as chief:
        chief.do(incidents.decide_grade, "chenyu", incident, Level.III, "同意", suggestion)
        chief.do(taking_back.take_back_grade, "chenyu", suggestion)
        assert chief.ask(lambda s: s.get_one(IncidentRow, incident).grade) is None
    with seat(drill, "liwei") as duty:
        order = oral.GradeOrder(Level.IV, "已缓和", suggestion)
        decider = duty.chenyu.person_id
        call = oral.Call(Matter.GRADE, "可否", "同意", duty.db.clock(), decider, "周岚", order)
        duty.do(oral.register, "liwei", incident, call)
    with psycopg.connect(drill.url.replace("postgres@", "liwei@")) as link:
        link.execute(TALLY, [incident])
        lines = [link.execute(COUNTED, [incident]).rowcount for _ in range(2)]
        link.rollback()
    assert lines == [1, 1]
    with drill.db.read() as session:
        joined = select(func.count(IncidentComplaintRow.id)).where(
            IncidentComplaintRow.incident_id == incident
        )
        assert session.scalar(joined) == 2
        assert session.get_one(IncidentRow, incident).grade is Level.IV
        said = session.scalars(select(OralDecisionRow.called_at)).all()
    assert said == [drill.db.clock()]
