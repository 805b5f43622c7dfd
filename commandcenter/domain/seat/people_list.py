"""A list of people as it is taken in: what a row must be, whose it is, and with which login.

A row is one person with all their roles. Who is here already is known by the login, or by name and
post where the row has no login; the same list a second time adds nobody.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, replace
from enum import StrEnum

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.domain.seat.login_names import proposed
from commandcenter.domain.seat.posts import Post, posts_in_words
from commandcenter.late_dataclass import dataclass

LINE = 100  # characters
LONGEST_NAME, LONGEST_LOGIN = 20, 32
OWN_LOGINS = ("postgres", "public", "none", "hotline")


@dataclass(frozen=True, slots=True)
class PersonCells:
    """A row as it is written, in a file or by hand."""

    name: str = ""
    login: str = ""
    post: str = ""
    phone: str = ""
    mobile: str = ""
    roles: str = ""
    groups: str = ""
    county: str = ""

    def __bool__(self) -> bool:
        return any(each.strip() for each in astuple(self))


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """`login`: "" to have one proposed."""

    name: str
    login: str = ""
    post: str = ""
    phone: str = ""
    mobile: str = ""
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonHere:
    login: str
    name: str
    post: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who was added, with the password that is told to them. `held`: their roles."""

    name: str
    login: str
    password: str
    held: str


class Fate(StrEnum):
    NEW = "new"
    HERE = "here"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judged:
    """`person` has a login if it is new; `why`: of a refused one."""

    fate: Fate
    person: ListedPerson
    why: RuleBroken | None = None


def require_login(login: str) -> str:
    """A name that a server, too, can have a login of, and keeps for none of its own."""
    kept = require_line(_filled(login, "登录名", LONGEST_LOGIN), "登录名")
    if any(c.isspace() or c in "\"'\\:/@" for c in kept):
        raise AskedWrongly("登录名“{login}”里不能有空格、引号和 : / @ \\。", login=kept)
    if kept.startswith(("cc_", "pg_")) or kept in OWN_LOGINS:
        raise AskedWrongly("登录名“{login}”由数据库自己使用，请另取一个。", login=kept)
    return kept


def require_line(words: str, what: str) -> str:
    """One line of a card."""
    kept = words.strip()
    if len(kept) > LINE or not kept.isprintable():
        raise AskedWrongly("{what}应为一行文字，不超过 {limit} 字。", what=word(what), limit=LINE)
    return kept


def _filled(words: str, what: str, limit: int) -> str:
    kept = words.strip()
    if not kept:
        raise AskedWrongly("请填写{what}。", what=word(what))
    if len(kept) > limit:
        raise AskedWrongly("{what}超过 {limit} 字。", what=word(what), limit=limit)
    return kept


def listed(cells: PersonCells, districts: Mapping[str, str]) -> ListedPerson:
    """Trimmed; `districts`: code by name. Raises RuleBroken for what could not be entered by hand,
    either."""
    return ListedPerson(
        name=require_line(_filled(cells.name, "姓名", LONGEST_NAME), "姓名"),
        login=require_login(cells.login) if cells.login.strip() else "",
        post=require_line(cells.post, "职务"),
        phone=require_line(cells.phone, "办公电话"),
        mobile=require_line(cells.mobile, "手机"),
        posts=posts_in_words(cells.roles, cells.groups, cells.county, districts),
    )


def judged(
    rows: Sequence[PersonCells],
    districts: Mapping[str, str],
    here: Sequence[PersonHere] = (),
    taken: Collection[str] = (),
) -> tuple[Judged, ...]:
    """What becomes of each row, in their order. `taken`: logins that others have, beside those of
    who is `here`."""
    judge = _Judge(rows, districts, here, taken)
    return tuple(judge.one(number, cells) for number, cells in enumerate(rows, 1))


class _Judge:
    """Logins that are written in the list are nobody's proposal, and whose they are is known by
    them alone, wherever they stand."""

    def __init__(
        self,
        rows: Sequence[PersonCells],
        districts: Mapping[str, str],
        here: Sequence[PersonHere],
        taken: Collection[str],
    ) -> None:
        self._districts = districts
        self._here = {each.login: each for each in here}
        named = {(cells.login.strip(), cells.name.strip()) for cells in rows}
        self._unmatched = Counter(
            (each.name, each.post)
            for each in here
            if each.active and (each.login, each.name) not in named
        )
        self._taken = {*self._here, *taken}
        self._kept = {*self._taken, *OWN_LOGINS, *(cells.login.strip() for cells in rows)}
        self._first: dict[object, int] = {}

    def one(self, number: int, cells: PersonCells) -> Judged:
        person = ListedPerson(cells.name.strip())
        try:
            first = self._first.setdefault(cells, number)
            if first != number:
                raise RuleBroken("与名单第 {row} 人完全相同。", row=first)
            person = listed(cells, self._districts)
            return self._with_login(person, number) if person.login else self._without(person)
        except RuleBroken as broken:
            return Judged(Fate.REFUSED, person, broken)

    def _with_login(self, one: ListedPerson, number: int) -> Judged:
        first = self._first.setdefault(one.login, number)
        if first != number:
            words = "登录名“{login}”与名单第 {row} 人的相同。"
            raise RuleBroken(words, login=one.login, row=first)
        other = self._here.get(one.login)
        if other is not None and other.name == one.name and other.active:
            return Judged(Fate.HERE, one)
        if one.login in self._taken:
            raise RuleBroken("登录名“{login}”已有人使用。", login=one.login)
        return Judged(Fate.NEW, one)

    def _without(self, one: ListedPerson) -> Judged:
        if self._unmatched[one.name, one.post] > 0:
            self._unmatched[one.name, one.post] -= 1
            return Judged(Fate.HERE, one)
        login = proposed(one.name, self._kept)
        self._kept.add(login)
        return Judged(Fate.NEW, replace(one, login=login))
