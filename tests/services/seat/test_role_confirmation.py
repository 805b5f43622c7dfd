"""A role that decides holds when a second person has confirmed it, and not before."""

import sqlite3  # pysqlite3 cannot run a dump
from datetime import timedelta
from pathlib import Path

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.role_confirmation import CONFIRMED_ROLES, GrantState
from commandcenter.queries.seat.role_grants import grant_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import delegation
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.services.seat import membership, people, role_confirmation
from commandcenter.store import journal, schema, seed
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of, holders
from commandcenter.store.seat.role_grants import grant_state
from commandcenter.store.tables.person import RoleGrantRow
from commandcenter.store.tables.setting import SchemaInfoRow
from tests.city import EAST, City

OLD = Path(__file__).parents[2] / "old_databases"


@pytest.fixture
def city(city):
    """At work already."""
    city.register()
    return city


def given(city, login, role, by="admin"):
    person = getattr(city, login).person_id
    return city.do(people.grant_role, by, person, role)


def state(city, grant, login="chenyu"):
    board = city.ask(grant_board, getattr(city, login), city.db.clock())
    return next(line for line in board.lines if line.id == grant)


def waiting_for(city, login):
    items = city.ask(todo, getattr(city, login), city.db.clock())
    return [item.subject_id for item in items if item.kind is TodoKind.CONFIRM_ROLE]


@pytest.mark.parametrize("role", CONFIRMED_ROLES)
def test_it_gives_nothing_until_another_has_confirmed_it(city, role):
    grant = given(city, "wuyue", role)
    assert not city.wuyue.has(role)
    held = city.ask(holders, city.db.clock(), role)
    assert "wuyue" not in [person.login for person in held]
    assert waiting_for(city, "chenyu") == [grant]
    assert waiting_for(city, "liwei") == waiting_for(city, "admin") == []
    city.do(role_confirmation.confirm, "chenyu", grant)
    assert city.wuyue.has(role)
    assert waiting_for(city, "chenyu") == []
    line = state(city, grant)
    assert (line.state, line.by, line.given_by) == (GrantState.CONFIRMED, "陈屿", "管理员")


def test_a_role_that_only_works_needs_nobody_more(city):
    given(city, "wuyue", Role.DUTY)
    assert city.wuyue.has(Role.DUTY)


def test_who_keeps_the_accounts_gives_themselves_no_role(city):
    for role in (Role.COMMANDER, Role.DUTY):
        with pytest.raises(RuleBroken, match="请由另一名管理员办理"):
            given(city, "admin", role)
    assert not city.admin.has(Role.DUTY)


def test_neither_who_gave_it_nor_whose_it_is_confirms_it(city):
    grant = given(city, "wuyue", Role.DEPUTY)
    own = given(city, "chenyu", Role.AUDITOR)
    with city.db.write() as session:  # the administrator is 监督评估, too
        auditor = people.grant_role(session, PROGRAM, city.admin.person_id, Role.AUDITOR)
    city.do(role_confirmation.confirm, "chenyu", auditor)
    with pytest.raises(RuleBroken, match="授予人以外的人"):
        city.do(role_confirmation.confirm, "admin", grant)
    with pytest.raises(RuleBroken, match="本人的角色须由他人确认"):
        city.do(role_confirmation.confirm, "chenyu", own)
    with pytest.raises(RuleBroken, match="由总指挥或监督评估"):
        city.do(role_confirmation.confirm, "luomin", grant)
    refusals = [offer.refusal for offer in state(city, own).offers]
    assert len(refusals) == 2
    assert all("本人" in str(refusal) for refusal in refusals)
    assert [offer.key for offer in state(city, grant, "admin").offers] == ["confirm", "refuse"]
    assert waiting_for(city, "admin") == []


def test_what_is_not_confirmed_never_holds(city):
    grant = given(city, "wuyue", Role.COMMANDER)
    with pytest.raises(RuleBroken, match="请填写不予确认的理由"):
        city.do(role_confirmation.refuse, "chenyu", grant, " ")
    city.do(role_confirmation.refuse, "chenyu", grant, "不是局务会的决定")
    assert not city.wuyue.has(Role.COMMANDER)
    for again in (
        lambda: city.do(role_confirmation.confirm, "chenyu", grant),
        lambda: city.do(role_confirmation.refuse, "chenyu", grant, "再次"),
    ):
        with pytest.raises(RuleBroken, match="不予确认"):
            again()
    line = state(city, grant)
    assert (line.state, line.by, line.reason, line.over) == (
        GrantState.REFUSED, "陈屿", "不是局务会的决定", True,
    )  # fmt: skip
    city.do(role_confirmation.confirm, "chenyu", given(city, "wuyue", Role.COMMANDER))
    assert city.wuyue.has(Role.COMMANDER)


def test_what_waits_can_be_taken_back_and_is_then_not_confirmed(city):
    grant = given(city, "wuyue", Role.DEPUTY)
    city.do(membership.end_role, "admin", city.wuyue.person_id, Role.DEPUTY)
    assert waiting_for(city, "chenyu") == []
    city.do(role_confirmation.confirm, "chenyu", grant)  # it is over all the same
    assert not city.wuyue.has(Role.DEPUTY)


def test_a_confirmed_role_can_be_stood_in_for_and_one_that_waits_cannot(city):
    grant = given(city, "wuyue", Role.DEPUTY)
    until = city.db.clock() + timedelta(hours=2)
    new = delegation.StandIn(grant, city.maxiao.person_id, None, until, "出差")
    with pytest.raises(RuleBroken, match="已经失效"):
        city.do(delegation.stand_in, "chenyu", new)
    city.do(role_confirmation.confirm, "chenyu", grant)
    city.do(delegation.stand_in, "chenyu", new)
    assert city.maxiao.has(Role.DEPUTY)  # by the commander, as before: nobody confirms it


def test_the_first_commander_and_the_first_auditor_need_nobody(db):
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
        ids = [
            people.add_person(session, PROGRAM, people.NewPerson(login, login))
            for login in ("admin", "chief", "auditor", "second")
        ]
        people.grant_role(session, PROGRAM, ids[0], Role.ADMIN)
    city = City(db)
    roles = (Role.COMMANDER, Role.AUDITOR, Role.COMMANDER)
    for person, role in zip(ids[1:], roles, strict=True):
        city.do(people.grant_role, "admin", person, role)
    assert city.chief.has(Role.COMMANDER)
    assert city.auditor.has(Role.AUDITOR)
    assert not city.second.has(Role.COMMANDER)
    board = city.ask(grant_board, city.chief, db.clock())
    assert [line.state for line in board.lines] == [
        GrantState.WAITING, GrantState.FIRST, GrantState.FIRST,
    ]  # fmt: skip
    city.do(role_confirmation.confirm, "auditor", board.lines[0].id)
    assert city.second.has(Role.COMMANDER)


def test_the_first_auditor_of_a_bureau_at_work_is_confirmed(city):
    assert state(city, given(city, "wuyue", Role.AUDITOR)).state is GrantState.WAITING


def test_where_nobody_could_confirm_the_owner_of_the_database_is_not_shut_out(city):
    """All who could have left. No administrator gets by with it; the owner could change all."""
    city.do(membership.disable, "admin", city.chenyu.person_id)
    waits = given(city, "wuyue", Role.COMMANDER)
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, city.maxiao.person_id, Role.COMMANDER)
    assert city.maxiao.has(Role.COMMANDER)
    assert not city.wuyue.has(Role.COMMANDER)
    assert state(city, waits, "maxiao").state is GrantState.WAITING


def test_what_stood_there_before_holds_and_says_so(city):
    person = city.wuyue.person_id
    with city.db.write() as session:
        row = RoleGrantRow(
            person_id=person, role=Role.DEPUTY, valid_from=city.db.clock(), granted_by="admin"
        )
        session.add(row)
        session.flush()
        journal.record(session, PROGRAM, "person", person, "role granted")
        grant = row.id
    assert not city.wuyue.has(Role.DEPUTY)
    with city.db.write() as session:
        session.get_one(SchemaInfoRow, 1).grants_before = grant  # as the upgrade leaves it
        journal.record(session, PROGRAM, "schema", 18, "upgraded")
    assert city.wuyue.has(Role.DEPUTY)
    assert state(city, grant).state is GrantState.EARLIER
    with pytest.raises(RuleBroken, match="启用确认前已有"):
        city.do(role_confirmation.confirm, "chenyu", grant)


def test_only_who_may_see_changes_of_accounts_sees_the_list(city):
    for login, seen in (("chenyu", True), ("admin", True), ("liwei", False), ("wuyue", False)):
        board = city.ask(grant_board, getattr(city, login), city.db.clock())
        assert (board.may_see, bool(board.lines)) == (seen, seen), login


def test_the_matrix_alone_says_who_confirms(city):
    words = city.ask(lambda session: rights(session).holders(Action.CONFIRM_ROLE))
    assert words == "总指挥或监督评估"


def test_an_upgrade_leaves_who_decides_as_they_were(tmp_path):
    """The grants of a database that an earlier program made."""
    file = tmp_path / "center.db"
    old = sqlite3.connect(file)
    old.executescript((OLD / "0015.sql").read_text(encoding="utf-8"))
    for number, role in ((2, "commander"), (3, "deputy")):
        old.execute(
            "INSERT INTO role_grant (id, person_id, role, valid_from, granted_by)"
            " VALUES (?, 1, ?, 1795488360000000, 'ana')", [number, role],
        )  # fmt: skip
    old.execute("UPDATE incident SET state = 'archived'")  # its plan is no whole one
    old.execute("DELETE FROM journal_row WHERE line > (SELECT max(number) FROM journal)")
    old.commit()
    old.close()
    db = open_database(f"sqlite:///{file}")
    schema.upgrade(db)
    with db.read() as session:
        seen = actor_of(session, "ana", db.clock())
        assert seen.has(Role.COMMANDER)
        assert seen.has(Role.DEPUTY)
        rows = session.query(RoleGrantRow).order_by(RoleGrantRow.id).all()
        assert [grant_state(session, row) for row in rows[1:]] == [GrantState.EARLIER] * 2
        assert [row.confirmed_at for row in rows] == [None] * 3  # no row was changed for it
    with db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("new", "新来"))
        people.grant_role(session, PROGRAM, person, Role.DEPUTY)
    with db.read() as session:
        assert not actor_of(session, "new", db.clock()).has(Role.DEPUTY)
    db.close()


@pytest.mark.parametrize(
    ("role", "group", "district", "words"),
    [
        (Role.LEADER, None, None, "组长、组员须指定工作组，其他角色不属于工作组"),
        (Role.MEMBER, None, None, "组长、组员须指定工作组，其他角色不属于工作组"),
        (Role.DUTY, Group.LEGAL, None, "组长、组员须指定工作组，其他角色不属于工作组"),
        (Role.COUNTY, None, None, "县区局角色须指定县区，其他角色不指定"),
        (Role.DUTY, None, EAST, "县区局角色须指定县区，其他角色不指定"),
        (Role.LEADER, Group.LEGAL, EAST, "县区局角色须指定县区，其他角色不指定"),
    ],
)
def test_a_role_has_the_group_or_the_county_that_it_is_of_and_no_other(
    city, role, group, district, words
):
    before = city.wuyue.grants
    with pytest.raises(RuleBroken, match=words):
        city.do(people.grant_role, "admin", city.wuyue.person_id, role, group, district)
    assert city.wuyue.grants == before


def test_only_a_role_that_is_held_is_ended(city):
    person, before = city.wuyue.person_id, city.wuyue.grants
    for role, group in ((Role.DUTY, None), (Role.MEMBER, Group.LEGAL), (Role.LEADER, Group.ONSITE)):
        with pytest.raises(RuleBroken, match="吴越不是"):
            city.do(membership.end_role, "admin", person, role, group)
    assert city.wuyue.grants == before
    city.do(membership.end_role, "admin", person, Role.MEMBER, Group.ONSITE)
    assert not city.wuyue.has(Role.MEMBER)
    with pytest.raises(RuleBroken, match="吴越不是组员"):
        city.do(membership.end_role, "admin", person, Role.MEMBER, Group.ONSITE)
