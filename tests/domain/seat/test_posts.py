"""Roles with their places in words: as they are shown, and as each of them is written."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.seat.posts import Post, parted, post_of, posts_in_words

EAST = "990102"
WORDS = {
    "commander": "总指挥",
    "deputy": "副总指挥",
    "leader": "组长",
    "member": "组员",
    "duty": "值班员",
    "county": "县区局",
    "clerk": "文秘",
    "clerk_hotline": "话务员",
    "lead_duty": "带班领导",
    "auditor": "监督评估",
    "planner": "预案管理员",
    "admin": "系统管理员",
    "wall": "大屏",
    "watch": "自动监测",
}
GROUPS = {
    "coordination": "综合协调",
    "onsite": "现场处置",
    "investigation": "调查取证",
    "opinion": "舆情监测",
    "legal": "法律咨询",
    "logistics": "后勤保障",
}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_read_by_its_word_and_by_its_code(role):
    groups = "legal" if role.value in ("leader", "member") else ""
    county = "城东区" if role.value == "county" else ""
    wanted = Post(role, Group.LEGAL if groups else None, EAST if county else None)
    for written in (WORDS[role], role.value):
        if role.value == "watch":
            with pytest.raises(RuleBroken, match=f"^“{written}”不是人员的角色。$"):
                posts_in_words(written, "", "", {"城东区": EAST})
        else:
            assert posts_in_words(written, groups, county, {"城东区": EAST}) == (wanted,)


@pytest.mark.parametrize("group", list(Group))
def test_each_group_is_read_by_its_name_whole_or_short_and_by_its_code(group):
    for written in (group.value, GROUPS[group], f"{GROUPS[group]}组"):
        assert posts_in_words("组员", written, "", {}) == (Post(Role.MEMBER, group),)
        assert posts_in_words(f"{written}组长", "", "", {}) == (Post(Role.LEADER, group),)
    for role in ("leader", "member"):
        assert post_of(f"{role}:{group.value}") == Post(Role(role), group)


@pytest.mark.parametrize("role", list(Role))
def test_only_leaders_members_and_counties_have_a_place(role):
    if role.value in ("leader", "member", "county"):
        with pytest.raises(RuleBroken, match="须写明"):
            post_of(role.value)
    else:
        assert post_of(role.value) == Post(role)
        with pytest.raises(RuleBroken, match="不属于县区或工作组"):
            post_of(f"{role.value}:onsite")


@pytest.mark.parametrize(
    ("post", "words"),
    [
        (Post(Role.DUTY), "值班员"),
        (Post(Role.LEADER, Group.ONSITE), "现场处置组组长"),
        (Post(Role.COUNTY, district=EAST), "990102县区局"),
    ],
)
def test_a_post_says_its_place_and_its_role(post, words):
    assert post.words == words


def test_words_are_parted_by_whatever_people_put_between():
    assert parted("甲、乙,丙，丁;戊；己/庚／辛\n壬") == list("甲乙丙丁戊己庚辛壬")
    assert parted("、 值 班 员 、、") == ["值班员"]


def test_what_is_not_understood_is_quoted_to_its_twentieth_character():
    long = "长" * 21
    with pytest.raises(RuleBroken, match=f"^看不懂角色“{'长' * 20}”，可用："):
        posts_in_words(long, "", "", {})
    with pytest.raises(RuleBroken, match=f"^没有工作组“{'长' * 20}”，可用："):
        posts_in_words("组员", long, "", {})
    with pytest.raises(RuleBroken, match=f"^本市没有县区“{'长' * 20}”，现有：城东区。$"):
        posts_in_words("县区局", "", long, {"城东区": EAST})


def test_what_there_is_is_said():
    with pytest.raises(RuleBroken) as refused:
        posts_in_words("局长", "", "", {})
    known = "、".join(WORDS[role] for role in WORDS if role != "watch")
    assert str(refused.value) == f"看不懂角色“局长”，可用：{known}。"
    with pytest.raises(RuleBroken) as refused:
        posts_in_words("组员", "海军", "", {})
    known = "、".join(f"{name}组" for name in GROUPS.values())
    assert str(refused.value) == f"没有工作组“海军”，可用：{known}。"


@pytest.mark.parametrize(("there", "end"), [(12, "县11。"), (13, "县11等 13 个。")])
def test_of_many_counties_twelve_are_said(there, end):
    districts = {f"县{n}": f"9901{n:02}" for n in range(there)}
    with pytest.raises(RuleBroken) as refused:
        posts_in_words("县区局", "", "海县", districts)
    assert str(refused.value).endswith(f"县10、{end}")


@pytest.mark.parametrize(
    ("roles", "groups", "county", "fits"),
    [
        ("值班员、组员", "现场处置", "", True),
        ("现场处置组组员", "现场处置", "", True),
        ("值班员、县区局", "", "城东区", True),
        ("值班员、县区局", "", " 城 东 区 ", True),
        ("组员", "现场处置", "城东区", False),
        ("县区局", "现场处置", "城东区", False),
        ("", "", "城东区", False),
    ],
)
def test_a_place_that_is_written_is_some_roles(roles, groups, county, fits):
    if fits:
        assert posts_in_words(roles, groups, county, {"城东区": EAST})
    else:
        with pytest.raises(RuleBroken, match=r"^写了(工作组|县区)，角色里却没有"):
            posts_in_words(roles, groups, county, {"城东区": EAST})


def test_a_county_is_told_by_its_name():
    [post] = posts_in_words("县区局", "", EAST, {"城东区": EAST})
    assert post.words == "城东区县区局"
