"""Who there is: roles, the six groups, and the person who acts."""

from collections.abc import Collection
from dataclasses import field
from enum import StrEnum

from commandcenter.domain.phrase import Phrase, joined, phrase, phrases, word
from commandcenter.late_dataclass import dataclass


class Role(StrEnum):
    COMMANDER = "commander"
    DEPUTY = "deputy"
    LEADER = "leader"
    MEMBER = "member"
    DUTY = "duty"
    COUNTY = "county"
    CLERK = "clerk"
    CLERK_HOTLINE = "clerk_hotline"
    LEAD_DUTY = "lead_duty"
    AUDITOR = "auditor"
    PLANNER = "planner"
    ADMIN = "admin"
    WALL = "wall"
    WATCH = "watch"


ROLE_WORDS: dict[Role, str] = phrases(
    {
        Role.COMMANDER: "总指挥",
        Role.DEPUTY: "副总指挥",
        Role.LEADER: "组长",
        Role.MEMBER: "组员",
        Role.DUTY: "值班员",
        Role.COUNTY: "县区局",
        Role.CLERK: "文秘",
        Role.CLERK_HOTLINE: "话务员",
        Role.LEAD_DUTY: "带班领导",
        Role.AUDITOR: "监督评估",
        Role.PLANNER: "预案管理员",
        Role.ADMIN: "系统管理员",
        Role.WALL: "大屏",
        Role.WATCH: "自动监测",
    }
)


class Group(StrEnum):
    """The six working groups (plan 2.2)."""

    COORDINATION = "coordination"
    ONSITE = "onsite"
    INVESTIGATION = "investigation"
    OPINION = "opinion"
    LEGAL = "legal"
    LOGISTICS = "logistics"


GROUP_WORDS: dict[Group, str] = phrases(
    {
        Group.COORDINATION: "综合协调组",
        Group.ONSITE: "现场处置组",
        Group.INVESTIGATION: "调查取证组",
        Group.OPINION: "舆情监测组",
        Group.LEGAL: "法律咨询组",
        Group.LOGISTICS: "后勤保障组",
    }
)
# Where the name has no room: in other languages it is thrice as long.
GROUP_SHORT: dict[Group, str] = phrases(
    {
        Group.COORDINATION: "综合协调",
        Group.ONSITE: "现场处置",
        Group.INVESTIGATION: "调查取证",
        Group.OPINION: "舆情监测",
        Group.LEGAL: "法律咨询",
        Group.LOGISTICS: "后勤保障",
    }
)

LEADER_OF = "{group}组长"
DUTY_ROOM = word("值班室")  # before what the duty desk writes


def groups_zh(groups: Collection[Group]) -> Phrase:
    """Their names in the order of the plan."""
    return joined("、", (GROUP_WORDS[group] for group in Group if group in groups))


def leader_zh(group: Group) -> Phrase:
    """后勤保障组组长."""
    return phrase(LEADER_OF, group=GROUP_WORDS[group])


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of a person; `group` for leader and member, `district` for county."""

    role: Role
    group: Group | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, as the rules see them.

    Made at sign-in from the grants in force at that moment; `person_id` 0 is the
    program itself (intake of a watched folder, the watch), which holds no rights
    of a person.
    """

    person_id: int
    login: str
    name: str
    grants: frozenset[Grant] = field(default_factory=frozenset)
    delegated: bool = False  # the commander has delegated decisions to this deputy

    def has(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    def groups(self, *roles: Role) -> frozenset[Group]:
        """The groups in which the actor holds one of `roles` (default: leader or member)."""
        wanted = roles or (Role.LEADER, Role.MEMBER)
        return frozenset(g.group for g in self.grants if g.role in wanted and g.group)

    def districts(self) -> frozenset[str]:
        return frozenset(g.district for g in self.grants if g.role is Role.COUNTY and g.district)


def post_words(role: Role, group: str | None) -> str:
    """现场处置组组长; of no group the role alone."""
    own = ROLE_WORDS[role]
    return phrase("{group}{role}", group=GROUP_WORDS[Group(group)], role=own) if group else own
