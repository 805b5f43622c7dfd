"""A role with its group or county: as a command writes it, and as people write it in a list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.phrase import joined, phrase
from commandcenter.late_dataclass import dataclass

IN_GROUPS = (Role.LEADER, Role.MEMBER)
NOT_OF_PEOPLE = (Role.WATCH,)  # the headless watch has its login by the command
APART = re.compile(r"[、,，;；/／\n]+")


@dataclass(frozen=True, slots=True)
class Post:
    """A role with its group or county, as written: leader:onsite, county:990102, duty.

    `county`: the name of the district, where it is known.
    """

    role: Role
    group: Group | None = None
    district: str | None = None
    county: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        where = GROUP_WORDS[self.group] if self.group else (self.county or self.district or "")
        return joined("", (where, ROLE_WORDS[self.role]))


def post_of(written: str) -> Post:
    """Raises AskedWrongly for what is no role."""
    name, _, where = written.partition(":")
    if name not in list(Role):
        raise AskedWrongly("没有角色“{role}”，可用：{roles}。", role=name, roles="、".join(Role))
    role = Role(name)
    if role in IN_GROUPS:
        if where not in list(Group):
            raise AskedWrongly(
                "组长、组员须写明工作组，如 {role}:onsite；可用：{groups}。",
                role=name,
                groups="、".join(Group),
            )
        return Post(role, group=Group(where))
    if role is Role.COUNTY and not where:
        raise AskedWrongly("县区局须写明区划代码，如 county:990102。")
    if role is not Role.COUNTY and where:
        words = "角色“{role}”不属于县区或工作组，不能写成“{written}”。"
        raise AskedWrongly(words, role=name, written=written)
    return Post(role, district=where or None)


def posts_in_words(
    roles: str, groups: str, county: str, districts: Mapping[str, str]
) -> tuple[Post, ...]:
    """What a row of a list says: 值班员、带班领导; 组员 with its group beside it, or
    现场处置组组员; 县区局 with its county beside it, or 城东区县区局.

    `districts`: code by name. Raises RuleBroken for what is none.
    """
    found: dict[Post, None] = {}
    for written in parted(roles):
        for post in _posts(written, groups, county, districts):
            found[post] = None
    named = set(found)
    if parted(groups) and not any(post.group for post in named):
        raise RuleBroken("写了工作组，角色里却没有组长或组员。")
    if county.strip() and not any(post.district for post in named):
        raise RuleBroken("写了县区，角色里却没有县区局。")
    return tuple(found)


def parted(words: str) -> list[str]:
    return ["".join(part.split()) for part in APART.split(words) if part.strip()]


def _posts(written: str, groups: str, county: str, districts: Mapping[str, str]) -> Iterator[Post]:
    role = next((r for r in Role if written in (ROLE_WORDS[r], r.value)), None)
    if role in NOT_OF_PEOPLE:
        raise RuleBroken("“{role}”不是人员的角色。", role=written)
    if role in IN_GROUPS:
        named = parted(groups)
        if not named:
            raise RuleBroken("“{role}”须写明工作组。", role=written)
        yield from (Post(role, group=_group(each)) for each in named)
    elif role is Role.COUNTY:
        if not county.strip():
            raise RuleBroken("“{role}”须写明县区。", role=written)
        yield _of_county("".join(county.split()), districts)
    elif role is not None:
        yield Post(role)
    else:
        yield _joined(written, districts)


def _joined(written: str, districts: Mapping[str, str]) -> Post:
    """现场处置组组员, 城东区县区局: the place and the role in one word."""
    for role in IN_GROUPS:
        where = written.removesuffix(ROLE_WORDS[role])
        if where != written:
            return Post(role, group=_group(where))
    where = written.removesuffix(ROLE_WORDS[Role.COUNTY])
    if where != written:
        return _of_county(where, districts)
    known = joined("、", (ROLE_WORDS[role] for role in Role if role not in NOT_OF_PEOPLE))
    raise RuleBroken("看不懂角色“{role}”，可用：{known}。", role=written[:20], known=known)


def _group(written: str) -> Group:
    for group in Group:
        if written in (group.value, GROUP_WORDS[group], GROUP_WORDS[group].removesuffix("组")):
            return group
    known = joined("、", GROUP_WORDS.values())
    raise RuleBroken("没有工作组“{group}”，可用：{known}。", group=written[:20], known=known)


def _of_county(written: str, districts: Mapping[str, str]) -> Post:
    """By its name or its code."""
    for name, code in districts.items():
        if written in (name, code):
            return Post(Role.COUNTY, district=code, county=name)
    if not districts:
        raise RuleBroken("还没有载入本市边界，没有县区可以指定。")
    raise RuleBroken(
        "本市没有县区“{county}”，现有：{known}。",
        county=written[:20],
        known=_few(list(districts)),
    )


def _few(names: Sequence[str], most: int = 12) -> str:
    few = joined("、", names[:most])
    return phrase("{names}等 {n} 个", names=few, n=len(names)) if len(names) > most else few
