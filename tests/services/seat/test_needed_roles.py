"""A bureau keeps somebody who commands, looks on and keeps the accounts, whoever acts."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.queries.seat.account_board import DISABLE, account_board
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import membership, people, role_confirmation
from commandcenter.store.people import in_office

ONLY_COMMANDER = "陈屿是本局唯一在任的总指挥，不能停用账号或终止角色"


def commanders(city):
    return list(city.ask(in_office, city.db.clock(), Role.COMMANDER).values())


def test_the_administrator_does_not_let_the_only_commander_go(city):
    chenyu = city.chenyu.person_id
    with pytest.raises(RuleBroken, match=ONLY_COMMANDER):
        city.do(membership.disable, "admin", chenyu)
    with pytest.raises(RuleBroken, match=ONLY_COMMANDER):
        city.do(membership.end_role, "admin", chenyu, Role.COMMANDER)
    assert commanders(city) == ["陈屿"]


def test_nor_does_who_owns_the_file(city):
    admin = city.admin.person_id
    for act, args in (membership.disable, ()), (membership.end_role, (Role.ADMIN,)):
        with city.db.write() as session, pytest.raises(RuleBroken, match="唯一在任的系统管理员"):
            act(session, PROGRAM, admin, *args)
    assert city.ask(in_office, city.db.clock(), Role.ADMIN)


def test_who_waits_or_stands_in_is_nobody_in_office(city):
    city.register()
    chenyu, wuyue = city.chenyu.person_id, city.wuyue.person_id
    grant = city.do(people.grant_role, "admin", wuyue, Role.COMMANDER)
    with pytest.raises(RuleBroken, match=ONLY_COMMANDER):
        city.do(membership.disable, "admin", chenyu)
    city.do(role_confirmation.confirm, "chenyu", grant)
    city.do(membership.disable, "admin", chenyu)
    assert commanders(city) == ["吴越"]


def test_the_page_says_which_role_hangs_on_one_person(city):
    board = city.ask(account_board, city.admin)
    assert (Role.COMMANDER, "陈屿") in board.scarce
    assert (Role.AUDITOR, "") in board.scarce
    chenyu = next(line for line in board.lines if line.login == "chenyu")
    assert str(next(o for o in chenyu.offers if o.key == DISABLE).refusal).startswith(
        ONLY_COMMANDER
    )
    city.do(people.grant_role, "admin", city.wuyue.person_id, Role.ADMIN)
    board = city.ask(account_board, city.admin)
    assert Role.ADMIN not in dict(board.scarce)
