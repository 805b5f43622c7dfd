"""What was left when a bureau was founded: said, and gone on with by who keeps its accounts."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.seat.people_list import PersonCells
from commandcenter.intake.borders import borders_of
from commandcenter.offices.founding import FoundingRequest
from commandcenter.offices.people_lists import PeopleList
from commandcenter.offices.setup import BY_COMMAND, go_on, setup_ground
from commandcenter.queries.seat.setup_state import setup_board, setup_finding
from commandcenter.queries.seat.wall import duty_phone
from commandcenter.store.people import actor_of
from commandcenter.store.seat import logins
from tests.borders import city as collection
from tests.borders import row_of

NEW = PeopleList(
    "名单", (PersonCells("吴越", post="科长", roles="组长", groups="法律咨询组"),), (1,)
)


def steps_of(city):
    board = city.ask(setup_board, city.admin)
    return {line.title: line for line in board.lines}


def test_what_is_there_and_what_is_left_is_said(city):
    lines = steps_of(city)
    assert lines["本局全称"].done
    assert lines["边界"].words.endswith("7 个县区")
    assert not lines["值班电话"].done
    assert lines["总指挥"].done
    assert lines["系统管理员"].words
    with pytest.raises(RuleBroken):
        city.ask(setup_board, city.chenyu)
    assert city.ask(lambda s: list(setup_finding(s, city.db.clock()))) == []


def test_who_keeps_the_accounts_goes_on(city):
    city.do(go_on, "admin", FoundingRequest(phone="0990-12345"))
    assert steps_of(city)["值班电话"].words == "0990-12345"
    with city.db.read() as session:
        assert duty_phone(session, city.db.clock()) == "0990-12345"
    ground = city.ask(setup_ground, city.admin)
    assert (ground.phone, ground.city) == ("0990-12345", "澄州市")
    if not city.db.embedded:
        return  # what a server does about logins is tried with the second city
    city.do(go_on, "admin", FoundingRequest(None, "澄州市市场监管局", early=True))
    [joined] = city.do(go_on, "admin", FoundingRequest(people=NEW)).joined
    assert (joined.login, joined.held) == ("wy", "法律咨询组组长。")
    with city.db.read() as session:
        assert actor_of(session, "wy", city.db.clock()).has(Role.LEADER)
    assert "wy" in {each.login for each in city.ask(setup_ground, city.admin).here}


def test_others_do_not_and_one_wrong_row_leaves_all_as_it_was(city):
    with pytest.raises(RuleBroken, match="管理账号和角色"):
        city.do(go_on, "chenyu", FoundingRequest(phone="1"))
    wrong = PeopleList("名单", (*NEW.people, PersonCells("无名", roles="厂长")), (1, 2))
    with pytest.raises(RuleBroken, match="第 2 行无名：看不懂角色“厂长”"):
        city.do(go_on, "admin", FoundingRequest(phone="0990-12345", people=wrong))
    assert not steps_of(city)["值班电话"].done


def test_of_a_server_the_name_and_borders_are_its_own_administrators(city):
    on_server = city.ask(logins.on_server)
    wish = FoundingRequest(borders_of(collection(*row_of(2))), early=True)
    with pytest.raises(RuleBroken, match="共享数据库" if on_server else "--replace-city"):
        city.do(go_on, "admin", wish)
    assert city.ask(setup_ground, city.admin).fixed == (BY_COMMAND if on_server else "")
