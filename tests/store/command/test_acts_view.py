"""On a server everybody sees every act, also where a policy hides the record from them."""

import psycopg
import pytest

from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.command.supply import Kind as SupplyKind
from commandcenter.domain.org import Group, Role
from commandcenter.services.aftermath import accountability, recovery
from commandcenter.services.command import evidence, liaison, supply
from commandcenter.store.command.act_columns import COLUMNS
from commandcenter.store.command.acts import acts_of, all_acts
from commandcenter.store.database import open_database
from commandcenter.store.schema_check_server import faults
from tests.aftermath import REFUND
from tests.city import EAST
from tests.conftest import run_sql
from tests.field import piece
from tests.services.guarded import Bureau

PERSONAS = [
    (Role.COMMANDER, None, None), (Role.LEADER, Group.ONSITE, None), (Role.DUTY, None, None),
    (Role.COUNTY, None, EAST), (Role.COUNTY, None, "990181"), (Role.CLERK, None, None),
    (Role.AUDITOR, None, None), (Role.ADMIN, None, None), (Role.WALL, None, None),
]  # fmt: skip
OF_INCIDENT = 'SELECT count(*) FROM rights.act WHERE incident = %s AND "table" = %s'


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE acts TEMPLATE template")
    bureau = Bureau(cluster, "acts", PERSONAS)
    city, incident = bureau.city, next(iter(bureau.incidents.values()))
    heard = piece(city, kind=Kind.STATEMENT, carrier="证据室")
    city.do(evidence.add, "hewenjing", incident, heard)
    city.do(liaison.ask, "zhoulan", incident, ["公安机关"], liaison.NewRequest("到场", "电话"))
    wanted = supply.Wanted(SupplyKind.SEAT, "话务座席", 6, "个", "延时")
    city.do(supply.ask, "maxiao", incident, wanted)
    city.do(recovery.open_line, "zhoulan", incident, REFUND)
    paper = accountability.Referral("某所失职线索", "应对法95", "纪检监察组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, paper)
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE acts WITH (FORCE)")


def test_each_login_sees_every_act_and_the_wall_too(bureau, cluster):
    incident = next(iter(bureau.incidents.values()))
    with bureau.db.read() as session:
        everything = sorted(map(tuple, session.execute(all_acts())))
        told = acts_of(session, [incident])
    assert {"evidence.statement", "official", "recovery.consumers"} <= {a.sign for a in told}
    for actor in bureau.actors.values():
        db = open_database(cluster.url("acts").replace("postgres@", f"{actor.login}@"))
        with db.read() as session:
            assert acts_of(session, [incident]) == told, actor.login
        db.close()
        with psycopg.connect(cluster.url("acts").replace("postgres@", f"{actor.login}@")) as link:
            rows = link.execute(f"SELECT {', '.join(map(quoted, COLUMNS))} FROM rights.act")
            assert sorted(rows.fetchall()) == everything, actor.login


def quoted(name):
    return f'"{name}"'


def test_what_is_told_has_no_words_and_no_names_of_officials(bureau):
    with bureau.db.read() as session:
        rows = repr(session.execute(all_acts()).all())
        told = acts_of(session, bureau.incidents.values())
    for words in ("某所失职线索", "纪检监察组", "会员合同", "会员余额退款", "话务座席", "闭店"):
        assert words not in rows
    assert [act.by for act in told if act.sign == "official"] == [""]


def test_who_may_not_read_the_record_sees_the_act_alone(bureau, cluster):
    incident = next(iter(bureau.incidents.values()))
    duty = next(a for p, a in bureau.actors.items() if p[0] is Role.DUTY)
    with psycopg.connect(cluster.url("acts").replace("postgres@", f"{duty.login}@")) as link:
        assert link.execute("SELECT count(*) FROM evidence").fetchone() == (0,)
        assert link.execute(OF_INCIDENT, [incident, "evidence"]).fetchone() == (1,)
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):  # of a union: by nobody
            link.execute("UPDATE rights.act SET sign = 'verified'")


def test_a_view_that_was_changed_is_found(bureau):
    with bureau.db.read() as session:
        assert list(faults(session)) == []
    with bureau.db.engine.begin() as connection:
        shown = connection.exec_driver_sql("SELECT pg_get_viewdef('rights.act'::regclass)").scalar()
        forged = shown.replace("'verified'::text AS sign", "'closed'::text AS sign")
        connection.exec_driver_sql(f"CREATE OR REPLACE VIEW rights.act AS {forged}")
    with bureau.db.read() as session:
        assert [(f.kind, f.name, f.what) for f in faults(session)] == [
            ("view", "rights.act", "changed")
        ]
    bureau.lay()
    with bureau.db.read() as session:
        assert list(faults(session)) == []
