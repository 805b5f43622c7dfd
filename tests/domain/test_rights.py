import tomllib

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.paths import RESOURCES

FOLDER = RESOURCES / "plan"


def person(*grants, delegated=False):
    return Actor(7, "x", "某人", frozenset(grants), delegated)


COMMANDER = person(Grant(Role.COMMANDER))
DEPUTY = person(Grant(Role.DEPUTY))
DUTY = person(Grant(Role.DUTY))
COUNTY = person(Grant(Role.COUNTY, district="990105"))
LEGAL_HEAD = person(Grant(Role.LEADER, Group.LEGAL))
OPINION_MEMBER = person(Grant(Role.MEMBER, Group.OPINION))
NOBODY = person()


@pytest.mark.parametrize(
    ("actor", "action", "matter", "sentence"),
    [
        (
            DUTY,
            Action.ACTIVATE,
            {"level": Level.III},
            "启动响应须由总指挥或受委托的副总指挥决定。您的角色是值班员，请报请总指挥。",
        ),
        (
            DEPUTY,
            Action.ACTIVATE,
            {"level": Level.III},
            "启动响应须由总指挥决定。总指挥尚未委托您，请报请总指挥。",
        ),
        (
            COMMANDER,
            Action.DECIDE_GRADE,
            {"level": Level.II},
            "事件等级：Ⅱ级由省级层面决定。请签署初判和报请，收到后登记上级的决定。",
        ),
        (
            COMMANDER,
            Action.ACTIVATE,
            {"level": Level.I},
            "启动响应：Ⅰ级由国家层面决定。请签署初判和报请，收到后登记上级的决定。",
        ),
        (
            COUNTY,
            Action.ACTIVATE,
            {"level": Level.III, "district": "990105"},
            "启动响应：您的权限限于Ⅳ级，本事项须由总指挥或受委托的副总指挥决定。",
        ),
        (
            COUNTY,
            Action.ACTIVATE,
            {"level": Level.IV, "district": "990106"},
            "启动响应：县区局的权限限于本县区的事项。",
        ),
        (
            LEGAL_HEAD,
            Action.COMPLETE_STEP,
            {"group": Group.ONSITE},
            "办结处置任务：您的权限限于本组（法律咨询组），本事项属于现场处置组。",
        ),
        (
            OPINION_MEMBER,
            Action.COMPLETE_STEP,
            {"group": Group.OPINION},
            "办结处置任务：您的权限限于分派给您的本组事项，请联系组长。",
        ),
        (
            DUTY,
            Action.COMPLETE_STEP,
            {"group": Group.LEGAL},
            "办结处置任务：您的权限限于综合协调组的事项，本事项属于法律咨询组。",
        ),
        (
            OPINION_MEMBER,
            Action.CHECK_RELEASE,
            {},
            "对外发布的合法性审核由法律咨询组组长办理。您的角色是舆情监测组组员。",
        ),
        (LEGAL_HEAD, Action.READ_JOURNAL, {}, "全程记录：您的权限限于您参与处置的事件。"),
        (OPINION_MEMBER, Action.SIGN_IN, {"person_id": 8}, "签到：您的权限限于您本人。"),
        (
            OPINION_MEMBER,
            Action.REPORT_BACK,
            {"group": Group.LEGAL},
            "回报指令办理情况：您的权限限于交给您本人、本组或本县区的事项。",
        ),
        (NOBODY, Action.MANAGE_ACCOUNTS, {}, "管理账号和角色由系统管理员办理。您尚未被授予角色。"),
    ],
)
def test_a_refusal_says_who_may(rights, actor, action, matter, sentence):
    with pytest.raises(RuleBroken) as refused:
        rights.require(actor, action, **matter)
    assert str(refused.value) == sentence


def test_a_release_is_approved_by_another_than_its_drafter(rights):
    with pytest.raises(RuleBroken, match="须由起草人以外的人批准。您就是起草人"):
        rights.require(COMMANDER, Action.APPROVE_RELEASE, author_id=COMMANDER.person_id)
    rights.require(COMMANDER, Action.APPROVE_RELEASE, author_id=8)


def test_a_release_of_an_unknown_drafter_is_not_approved(rights):
    with pytest.raises(RuleBroken, match="须先有起草人的记录"):
        rights.require(COMMANDER, Action.APPROVE_RELEASE)


def test_a_case_is_closed_by_another_than_who_settled_its_last_line(rights):
    assert not rights.allows(COMMANDER, Action.CLOSE_CASE, author_id=COMMANDER.person_id)
    assert rights.allows(COMMANDER, Action.CLOSE_CASE, author_id=0)  # there was no line


def test_two_roles_of_a_person_add_up(rights):
    both = person(Grant(Role.MEMBER, Group.OPINION), Grant(Role.LEADER, Group.LEGAL))
    assert rights.allows(both, Action.CHECK_RELEASE)
    assert rights.allows(both, Action.COMPLETE_STEP, group=Group.LEGAL)
    assert not rights.allows(both, Action.COMPLETE_STEP, group=Group.OPINION)
    assert rights.scope(both, Action.SIGN_IN).scope is Reach.GROUP


def test_a_county_acts_only_where_every_county_of_the_matter_is_its_own(rights):
    may = rights.allows
    assert may(COUNTY, Action.REGISTER_INCIDENT, district=["990105"])
    assert not may(COUNTY, Action.REGISTER_INCIDENT, district=["990105", "990106"])
    assert not may(COUNTY, Action.REGISTER_INCIDENT)


def test_a_deputy_decides_once_the_commander_has_delegated_it(rights):
    delegated = person(Grant(Role.DEPUTY), delegated=True)
    assert rights.allows(delegated, Action.ACTIVATE, level=Level.III)
    assert not rights.allows(delegated, Action.ACTIVATE, level=Level.II)
    assert rights.scope(DEPUTY, Action.ACTIVATE).scope is Reach.DELEGATED  # shown, disabled


def test_the_template_of_a_refusal_is_kept_for_translation(rights):
    refusal = rights.refusal(DUTY, Action.EDIT_PLAN, Matter())
    assert refusal.template == "{title}由{who}{ask}。{you}。"
    assert refusal.values["who"] == "预案管理员"


def test_the_words_do_not_depend_on_the_order_of_the_roles():
    rows = tomllib.loads((FOLDER / "roles.toml").read_text(encoding="utf-8"))["right"]
    turned = [row | {"roles": dict(reversed(row["roles"].items()))} for row in rows]
    as_filed, as_turned = Rights.from_tables(rows), Rights.from_tables(turned)
    assert [as_filed.holders(a) for a in Action] == [as_turned.holders(a) for a in Action]


def rows_with(**changed):
    rows = tomllib.loads((FOLDER / "roles.toml").read_text(encoding="utf-8"))["right"]
    return [rows[0] | changed, *rows[1:]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"roles": {"mayor": "all"}}, "roles.toml, see_picture: roles: 'mayor'"),
        ({"roles": {"duty": "sometimes"}}, "roles.toml, see_picture: roles: duty: scope"),
        ({"roles": {"duty": {"scope": "all", "group": ["legal"]}}}, "unknown key group"),
        ({"roles": {"duty": {"groups": ["legal"]}}}, "missing key scope"),
        ({"ask": "问"}, "roles.toml, see_picture: ask: '问'"),
        ({"code": "fly"}, "roles.toml, fly: code"),
        ({"code": "activate"}, "roles.toml, activate: stands twice"),
    ],
)
def test_a_bad_row_is_named(changed, message):
    with pytest.raises(ValueError, match=message):
        Rights.from_tables(rows_with(**changed))


def test_a_missing_row_is_named():
    with pytest.raises(ValueError, match=r"roles\.toml: no row for see_picture"):
        Rights.from_tables(rows_with()[1:])
