"""A list of people: roles in words, logins proposed, who is here already, and rows with why not."""

import pytest

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.seat.login_names import proposed
from commandcenter.domain.seat.people_list import (
    Fate,
    PersonCells,
    PersonHere,
    judged,
    listed,
    require_login,
)
from commandcenter.domain.seat.posts import Post, post_of, posts_in_words

EAST, WEST = "990102", "990103"
PLACES = {"城东区": EAST, "城西区": WEST}
TWO_GROUPS = [Post(Role.MEMBER, Group.ONSITE), Post(Role.MEMBER, Group.INVESTIGATION)]


@pytest.mark.parametrize(
    ("roles", "groups", "county", "posts"),
    [
        ("总指挥", "", "", [Post(Role.COMMANDER)]),
        ("值班员、带班领导", "", "", [Post(Role.DUTY), Post(Role.LEAD_DUTY)]),
        ("组员", "现场处置组，调查取证", "", TWO_GROUPS),
        ("现场处置组组长", "", "", [Post(Role.LEADER, Group.ONSITE)]),
        ("县区局", "", "城东区", [Post(Role.COUNTY, district=EAST)]),
        ("城西区县区局", "", "", [Post(Role.COUNTY, district=WEST)]),
        ("county", "", WEST, [Post(Role.COUNTY, district=WEST)]),
        ("", "", "", []),
        ("值班员/值班员", "", "", [Post(Role.DUTY)]),
    ],
)
def test_roles_are_read_as_people_write_them(roles, groups, county, posts):
    assert list(posts_in_words(roles, groups, county, PLACES)) == posts


@pytest.mark.parametrize(
    ("roles", "groups", "county", "why"),
    [
        ("局长", "", "", "看不懂角色“局长”，可用：总指挥、"),
        ("组长", "", "", "“组长”须写明工作组。"),
        ("组员", "海军组", "", "没有工作组“海军组”，可用：综合协调组"),
        ("县区局", "", "", "“县区局”须写明县区。"),
        ("县区局", "", "城北区", "本市没有县区“城北区”，现有：城东区、城西区。"),
        ("值班员", "现场处置组", "", "写了工作组，角色里却没有组长或组员。"),
        ("值班员", "", "城东区", "写了县区，角色里却没有县区局。"),
        ("自动监测", "", "", "“自动监测”不是人员的角色。"),
    ],
)
def test_what_is_no_role_is_said(roles, groups, county, why):
    with pytest.raises(RuleBroken, match=why):
        posts_in_words(roles, groups, county, PLACES)


def test_without_borders_no_county_can_be_named():
    with pytest.raises(RuleBroken, match="还没有载入本市边界"):
        posts_in_words("县区局", "", "城东区", {})


def test_a_login_is_the_initials_and_a_number_where_they_are_taken():
    assert proposed("吴越", ()) == "wy"
    assert proposed("吴越", {"wy", "wy2"}) == "wy3"
    assert proposed("澄", ()) == "user"  # nothing that is known of it
    assert proposed("阿依·古丽", ()) == "aygl"


def fates(*rows, here=(), taken=()):
    found = judged(rows, PLACES, here, taken)
    return [(each.fate, each.person.login, str(each.why or "")) for each in found]


def test_people_of_one_name_get_logins_of_their_own():
    rows = PersonCells("李伟", post="科员"), PersonCells("李伟", post="队员")
    assert [login for _, login, _ in fates(*rows)] == ["lw", "lw2"]
    assert [login for _, login, _ in fates(*rows, taken={"lw"})] == ["lw2", "lw3"]
    later = PersonCells("陆文", login="lw")  # what is written is nobody's proposal
    assert [login for _, login, _ in fates(*rows, later)] == ["lw2", "lw3", "lw"]


def test_the_same_list_again_adds_nobody():
    here = [PersonHere("lw", "李伟", "科员"), PersonHere("zs", "张三", "局长")]
    rows = PersonCells("李伟", post="科员"), PersonCells("张三", login="zs")
    assert [fate for fate, *_ in fates(*rows, here=here)] == [Fate.HERE, Fate.HERE]
    second = PersonCells("李伟", post="科员", mobile="2")
    found = fates(rows[0], second, here=here)
    assert [fate for fate, *_ in found] == [Fate.HERE, Fate.NEW]


def test_who_is_named_by_a_login_is_nobody_elses_row_wherever_it_stands():
    here = [PersonHere("lw", "李伟", "科员")]
    without, named = PersonCells("李伟", post="科员"), PersonCells("李伟", "lw", "科员")
    for rows in ((without, named), (named, without)):
        found = {(fate, login) for fate, login, _ in fates(*rows, here=here)}
        assert found == {(Fate.HERE, "lw"), (Fate.NEW, "lw2")}
    other = PersonCells("陆文", "lw")  # a slip: it is 李伟's
    assert [fate for fate, *_ in fates(without, other, here=here)] == [Fate.HERE, Fate.REFUSED]


def test_who_was_disabled_is_not_here_and_keeps_the_login():
    here = [PersonHere("lw", "李伟", "科员", active=False)]
    assert fates(PersonCells("李伟", post="科员"), here=here) == [(Fate.NEW, "lw2", "")]
    again = PersonCells("李伟", "lw", "科员")
    assert fates(again, here=here) == [(Fate.REFUSED, "lw", "登录名“lw”已有人使用。")]
    assert fates(PersonCells("李伟", "lw"), taken={"lw"}) == [
        (Fate.REFUSED, "lw", "登录名“lw”已有人使用。")
    ]


def test_who_is_here_is_known_by_name_and_post():
    here = [PersonHere("lw", "李伟", "科员")]
    assert [fate for fate, *_ in fates(PersonCells("李伟", post="队员"), here=here)] == [Fate.NEW]
    assert [fate for fate, *_ in fates(PersonCells("陆文", post="科员"), here=here)] == [Fate.NEW]


@pytest.mark.parametrize("login", ["postgres", "public", "none", "hotline"])
def test_a_login_of_the_databases_own_is_neither_taken_nor_proposed(login):
    with pytest.raises(AskedWrongly, match=f"^登录名“{login}”由数据库自己使用，请另取一个。$"):
        require_login(login)
    assert fates(PersonCells(login)) == [(Fate.NEW, f"{login}2", "")]


def test_a_row_is_empty_where_nothing_is_written():
    assert not PersonCells()
    assert not PersonCells(" ", "\t", county="\n")
    for key in ("name", "login", "post", "phone", "mobile", "roles", "groups", "county"):
        assert PersonCells(**{key: "x"})


def test_rows_that_cannot_be_taken_say_why():
    row = PersonCells("李伟", login="lw")
    here = [PersonHere("lw", "陆文", "")]
    rows = (
        PersonCells("", login="x"), PersonCells("王芳", login="cc_w"), row, row,
        PersonCells("赵六", login="zl"), PersonCells("钱七", login="zl"),
        PersonCells("孙八", login="postgres"), PersonCells("周九", mobile="1\n2"),
    )  # fmt: skip
    assert [why for _, _, why in fates(*rows, here=here, taken={"root"})] == [
        "请填写姓名。", "登录名“cc_w”由数据库自己使用，请另取一个。", "登录名“lw”已有人使用。",
        "与名单第 3 人完全相同。", "", "登录名“zl”与名单第 5 人的相同。",
        "登录名“postgres”由数据库自己使用，请另取一个。", "手机应为一行文字，不超过 100 字。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "post"),
    [
        ("duty", Post(Role.DUTY)),
        ("leader:onsite", Post(Role.LEADER, Group.ONSITE)),
        (f"county:{EAST}", Post(Role.COUNTY, district=EAST)),
        ("watch", Post(Role.WATCH)),
    ],
)
def test_a_command_writes_a_role_with_its_place(written, post):
    assert post_of(written) == post


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("mayor", "没有角色“mayor”，可用：.*commander"),
        ("", "没有角色“”"),
        ("leader", "组长、组员须写明工作组，如 leader:onsite"),
        ("member:navy", "组长、组员须写明工作组，如 member:onsite"),
        ("county", "县区局须写明区划代码，如 county:990102"),
        ("duty:onsite", "角色“duty”不属于县区或工作组，不能写成“duty:onsite”"),
        (f"commander:{EAST}", "角色“commander”不属于县区或工作组"),
    ],
)
def test_a_role_that_a_command_writes_wrongly_is_refused(written, words):
    with pytest.raises(AskedWrongly, match=words):
        post_of(written)


def test_a_login_is_a_name_that_a_server_takes():
    for login in ("wy", "吴越", "a.b-c_2", "x" * 32, "pgx"):
        assert require_login(f" {login} ") == login
    for sign in " \t\"'\\:/@":
        with pytest.raises(AskedWrongly, match=r"里不能有空格、引号和|应为一行文字"):
            require_login(f"a{sign}b")
    for login in ("cc_owner", "pg_monitor"):
        with pytest.raises(AskedWrongly, match="由数据库自己使用，请另取一个"):
            require_login(login)
    with pytest.raises(AskedWrongly, match="请填写登录名"):
        require_login(" ")
    with pytest.raises(AskedWrongly, match="登录名超过 32 字"):
        require_login("x" * 33)


@pytest.mark.parametrize(
    ("key", "most", "words"),
    [
        ("name", 20, "姓名超过 20 字"),
        ("post", 100, "职务应为一行文字，不超过 100 字"),
        ("phone", 100, "办公电话应为一行文字，不超过 100 字"),
        ("mobile", 100, "手机应为一行文字，不超过 100 字"),
    ],
)
def test_each_cell_of_a_person_has_a_length(key, most, words):
    cells = {"name": "吴越", key: "吴" * most}
    assert getattr(listed(PersonCells(**cells), PLACES), key) == "吴" * most
    with pytest.raises(RuleBroken, match=words):
        listed(PersonCells(**cells | {key: "吴" * (most + 1)}), PLACES)
    with pytest.raises(RuleBroken, match="应为一行文字"):
        listed(PersonCells(**cells | {key: "吴\n越"}), PLACES)
