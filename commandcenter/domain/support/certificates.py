"""Certificates of people (plan 6.1): what may be entered, how one stands, who lacks which."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group
from commandcenter.domain.phrase import phrases
from commandcenter.domain.support.support_items import Skill
from commandcenter.late_dataclass import dataclass

MONTHS = 12


class Standing(StrEnum):
    """How a certificate stands on a day, gravest first."""

    EXPIRED = "expired"
    SOON = "soon"
    VALID = "valid"
    REVOKED = "revoked"


STANDING_WORDS: dict[Standing, str] = phrases(
    {
        Standing.EXPIRED: "已过期",
        Standing.SOON: "即将到期",
        Standing.VALID: "有效",
        Standing.REVOKED: "已撤销",
    }
)


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """`expires_on` None: it has no end; the last day on which it holds."""

    skill: str
    number: str
    issued_on: date
    expires_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FiledCertificate:
    """A row of a file: whose, by login or by a name that only one person has."""

    name: str
    login: str
    new: NewCertificate


@dataclass(frozen=True, slots=True)
class Strength:
    """Of one group and skill: people who hold it today against how many the plan wants."""

    group: Group
    skill: str
    held: int
    wanted: int

    @property
    def short(self) -> int:
        return max(0, self.wanted - self.held)


def require_certificate(new: NewCertificate, skills: Mapping[str, Skill], today: date) -> None:
    """Raise RuleBroken for what is no certificate of the bureau's list, or of no possible days."""
    skill = skills.get(new.skill)
    if skill is None:
        raise RuleBroken("预案数据里没有“{skill}”这种证照。", skill=new.skill[:40])
    if new.issued_on > today:
        raise RuleBroken("发证日期不能晚于今天。")
    if new.expires_on is None and not skill.lasting:
        raise RuleBroken("“{title}”须填写有效期至。", title=skill.title)
    if new.expires_on is not None and new.expires_on <= new.issued_on:
        raise RuleBroken("有效期至应晚于发证日期。")


def standing(expires_on: date | None, today: date, months: int) -> Standing:
    """How one that was not revoked stands: told `months` before its last day."""
    if expires_on is None:
        return Standing.VALID
    if expires_on < today:
        return Standing.EXPIRED
    return Standing.SOON if expires_on <= months_after(today, months) else Standing.VALID


def months_after(day: date, months: int) -> date:
    """The same day so many months later; a month without it gives its last."""
    month = day.month - 1 + months
    year, month = day.year + month // MONTHS, month % MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def lacking(
    skills: Iterable[Skill], groups: Collection[Group], held: Collection[str]
) -> tuple[Skill, ...]:
    """Which a person of these groups must hold, and does not."""
    return tuple(s for s in skills if s.code not in held and not s.asked.isdisjoint(groups))


def strengths(
    skills: Iterable[Skill], people: Mapping[int, Collection[Group]], held: Mapping[int, set[str]]
) -> tuple[Strength, ...]:
    """By skill and group, in the plan's order; where nothing is wanted and nobody has it, none.

    `people`: their groups; `held`: the skills that each holds today. A group each of whose
    people must hold one wants as many as it has.
    """
    found: list[Strength] = []
    for skill in skills:
        for group in Group:
            own = [person for person, groups in people.items() if group in groups]
            wanted = max(skill.wanted.get(group, 0), len(own) if group in skill.asked else 0)
            count = sum(skill.code in held.get(person, ()) for person in own)
            if wanted or count:
                found.append(Strength(group, skill.code, count, wanted))
    return tuple(found)
