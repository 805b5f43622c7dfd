"""本局设置: what a bureau needs before it can work, what of it is there, and what is left."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Grant, Group, Role
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.plan.holidays import Basis, basis_of
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.store.database import now as database_now
from commandcenter.store.office import office
from commandcenter.store.people import in_force
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat import bureau_facts
from commandcenter.store.tables.city import CityRow, DistrictRow
from commandcenter.store.tables.complaints.complaint import BatchRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

GO_ON, IMPORT = "go_on", "import"
NAME, BORDERS, CALENDAR, PEOPLE, TAKE_IN = "name", "borders", "calendar", "people", "import"
NAMED = 6  # of what is missing, in one sentence
SHOULD = (Role.COMMANDER, Role.DEPUTY, Role.DUTY, Role.LEAD_DUTY, Role.AUDITOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class SetupLine:
    """`step`: where it is filled in; `needed`: nothing can be commanded without it."""

    id: int
    step: str
    title: str
    done: bool
    words: str
    todo: str
    needed: bool
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupBoard:
    lines: tuple[SetupLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def setup_board(session: Session, actor: Actor) -> SetupBoard:
    """Raises RuleBroken for who keeps no accounts."""
    rights = plan_of(session).rights
    rights.require(actor, Action.MANAGE_ACCOUNTS)
    at = database_now(session)
    go_on = offer(GO_ON, rights, actor, Action.MANAGE_ACCOUNTS, Matter())
    take_in = offer(IMPORT, rights, actor, Action.TAKE_IN_COMPLAINTS, Matter())
    lines: list[SetupLine] = []
    for line in _lines(session, at, imports=take_in is not None):
        own = take_in if line.step == TAKE_IN else go_on
        lines.append(
            SetupLine(
                len(lines), line.step, line.title, line.done, line.words, line.todo, line.needed,
                () if line.done else only(own),
            )
        )  # fmt: skip
    return SetupBoard(tuple(lines), only(go_on), at)


def _lines(session: Session, at: datetime, *, imports: bool = False) -> Iterator[SetupLine]:
    named, phone = office(session), bureau_facts.fact(session, bureau_facts.PHONE)
    yield _line(NAME, word("本局全称"), named, word("请填写本局全称。"), needed=True)
    yield _borders(session)
    yield _line(NAME, word("值班电话"), phone, word("请填写值班室昼夜有人接听的号码。"))
    yield _calendar(session, at)
    yield from _people(session, at)
    if imports:
        there = session.scalar(select(exists().where(BatchRow.id.is_not(None))))
        words = word("已导入过投诉数据") if there else ""
        todo = word("请导入 12315、12345 导出的文件，先看预览。")
        yield _line(TAKE_IN, word("投诉数据"), words, todo)


def _line(
    step: str, title: str, words: str, todo: str, *, done: bool | None = None, needed: bool = False
) -> SetupLine:
    ready = bool(words) if done is None else done
    shown = words or word("还没有")
    return SetupLine(0, step, title, ready, shown, "" if ready else todo, needed)


def _borders(session: Session) -> SetupLine:
    city = session.scalar(select(CityRow.name))
    units = len(session.scalars(select(DistrictRow.code)).all())
    words = phrase("{city}，{n} 个县区", city=city, n=units) if city is not None else ""
    todo = word("请载入本市县区边界文件（GeoJSON）。")
    return _line(BORDERS, word("边界"), words, todo, needed=True)


def _calendar(session: Session, at: datetime) -> SetupLine:
    year, calendar = local(at).year, plan_of(session).calendar
    known = [n for n in (year, year + 1) if basis_of(calendar, n) is not Basis.LAW]
    years = enumerated(phrase("{year}年", year=n) for n in known)
    words = phrase("{years}的放假安排已知", years=years) if known else ""
    todo = phrase("请录入{year}年的放假通知；之前按法定节假日推算，期限标“推算”。", year=year)
    return _line(CALENDAR, word("工作日历"), words, todo, done=year in known)


def _people(session: Session, at: datetime) -> Iterator[SetupLine]:
    held = _held(session, at)
    for role in SHOULD:
        who = enumerated(name for grant, name in held if grant.role is role)
        todo = phrase("请列出谁是{role}。", role=ROLE_WORDS[role])
        yield _line(PEOPLE, ROLE_WORDS[role], who, todo, needed=role is Role.COMMANDER)
    led = {grant.group for grant, _ in held if grant.role is Role.LEADER}
    lacks = [GROUP_WORDS[group] for group in Group if group not in led]
    yield _lacking(word("各组组长"), phrase("{n} 个工作组有人", n=len(led)), len(led), lacks)
    there = {grant.district for grant, _ in held if grant.role is Role.COUNTY}
    units = session.execute(select(DistrictRow.code, DistrictRow.name).order_by(DistrictRow.code))
    named = [(code, name) for code, name in units]
    missing = [name for code, name in named if code not in there]
    if named:
        have = phrase("{n} 个县区有人", n=len(there))
        yield _lacking(word("县区局"), have, len(there), missing)


def _lacking(title: str, have: str, there: int, missing: list[str]) -> SetupLine:
    few, n, todo = enumerated(missing[:NAMED]), len(missing), ""
    if missing:
        todo = phrase("还没有人的：{few}。", few=few)
    if n > NAMED:
        todo = phrase("还没有人的：{few}等 {n} 个。", few=few, n=n)
    return _line(PEOPLE, title, have if there else "", todo, done=not missing)


def _held(session: Session, at: datetime) -> list[tuple[Grant, str]]:
    row = RoleGrantRow
    found = session.execute(
        select(row.role, row.group, row.district, PersonRow.name)
        .join(PersonRow, PersonRow.id == row.person_id)
        .where(in_force(at), row.for_incident.is_(None), PersonRow.active)
        .order_by(row.id)
    )
    return [(Grant(role, group, district), name) for role, group, district, name in found]


def setup_finding(session: Session, at: datetime) -> Iterator[Finding]:
    """Only while something is missing without which nothing can be commanded."""
    lacks = [line.title for line in _lines(session, at) if line.needed and not line.done]
    if lacks:
        todo = word("请系统管理员在“系统 · 本局设置”中继续。")
        words = phrase("还没有{what}。", what=enumerated(lacks))
        yield Finding(word("本局设置"), Health.ATTENTION, words, todo)


def setup_items(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """A card for the administrator, while something is missing that is needed."""
    if plan_of(session).rights.scope(actor, Action.MANAGE_ACCOUNTS) is None:
        return
    for found in setup_finding(session, now):
        yield TodoItem(TodoKind.SETUP, 0, 0, word("继续本局设置"), found.text, now, None)
