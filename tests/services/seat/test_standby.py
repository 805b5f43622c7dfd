"""One server or two: who decides, who proposes, who takes the proposal back, and what is kept."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.services.seat import standby
from commandcenter.store.database import open_database
from commandcenter.store.standby import decided_and_proposed, is_single
from tests.city import City

DECIDE = {Role.COMMANDER, Role.LEAD_DUTY}
WHY, RUNG = "备机断电", "三次拨打无人接听"
# Who may, what is told, and whether one server was decided before, or proposed.
VERBS = {
    standby.go_single: (DECIDE, (WHY, RUNG), None),
    standby.go_double: (DECIDE, (), standby.go_single),
    standby.propose_single: ({Role.ADMIN}, (WHY,), None),
    standby.decline_single: (DECIDE | {Role.ADMIN}, (), standby.propose_single),
}


@pytest.fixture
def bureau(sqlite_url):
    db = open_database(sqlite_url)
    yield City(db)
    db.close()


def with_role(role):
    group = Group.LEGAL if role in (Role.LEADER, Role.MEMBER) else None
    return Actor(1, "somebody", "某人", frozenset({Grant(role, group, None)}))


def passes(session, verb, actor, *told):
    nested = session.begin_nested()
    try:
        verb(session, actor, *told)
    except RuleBroken:
        return False
    finally:
        nested.rollback()
    return True


def test_of_the_two_servers_decides_and_proposes_who_may_and_nobody_else(bureau):
    for verb, (who, told, before) in VERBS.items():
        with bureau.db.write() as session:
            if before is standby.go_single:
                before(session, bureau.chenyu, WHY)
            elif before:
                before(session, bureau.admin, WHY)
        with bureau.db.write() as session:
            let = {role for role in Role if passes(session, verb, with_role(role), *told)}
            assert let == who, verb.__name__
        if before is standby.go_single:
            bureau.do(standby.go_double, "chenyu")


class EverybodyMay:
    """The matrix of an earlier plan, which let the administrator switch."""

    def require(self, *_):
        pass


def test_whom_an_earlier_plan_lets_switch_is_told_who_decides_now(bureau, monkeypatch):
    monkeypatch.setattr(standby, "rights", lambda session: EverybodyMay())
    with bureau.db.write() as session:
        for verb, told in ((standby.go_single, (WHY, RUNG)), (standby.go_double, ())):
            with pytest.raises(RuleBroken, match=r"由总指挥决定，.*系统管理员可以提出建议"):
                verb(session, bureau.admin, *told)


def test_the_leader_on_duty_says_how_the_commander_was_not_reached(bureau):
    lead = with_role(Role.LEAD_DUTY)
    with bureau.db.write() as session:
        for said in ("", "  "):
            with pytest.raises(RuleBroken, match="请填写总指挥联系不上的情况"):
                standby.go_single(session, lead, WHY, said)
        with pytest.raises(RuleBroken, match="总指挥联系不上的情况超过 200 字"):
            standby.go_single(session, lead, WHY, "字" * 201)
        standby.go_single(session, lead, WHY, RUNG)
    words, _ = bureau.ask(decided_and_proposed)
    assert words == f"{WHY}（带班领导某人决定；总指挥联系不上：{RUNG}）"


def test_a_decision_answers_the_proposal_and_the_commander_need_not_say_more(bureau):
    bureau.do(standby.propose_single, "admin", WHY)
    assert bureau.ask(decided_and_proposed) == ("", WHY)
    bureau.do(standby.go_single, "chenyu", "备机维修", RUNG)
    assert bureau.ask(decided_and_proposed) == ("备机维修", "")
    with pytest.raises(RuleBroken, match="现在已经是单机运行"):
        bureau.do(standby.propose_single, "admin", WHY)
    bureau.do(standby.go_double, "chenyu")
    assert bureau.ask(decided_and_proposed) == ("", "")
    assert not bureau.ask(is_single)
