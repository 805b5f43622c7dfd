"""Going on with what was left when a bureau was founded: by its administrator, at the desk."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.plan.holidays import Basis, basis_of
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.people_list import PersonHere
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import people_lists
from commandcenter.offices.founding import FoundingRequest, settle
from commandcenter.offices.laying import Laid
from commandcenter.services.guard import rights
from commandcenter.services.plan import plan_data
from commandcenter.services.seat import bureau
from commandcenter.store.database import now
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.seat import bureau_facts, logins
from commandcenter.store.tables.city import CityRow

BY_COMMAND = word("共享数据库的本局全称和边界由数据库管理员在服务器上用 commandcenter init 设定。")
NO_CALENDAR = word("工作日历由预案管理员在“预案 · 日历”里录入。")


@dataclass(frozen=True, slots=True)
class SetupGround:
    """What is there when it is gone on with. `fixed`: why name and borders cannot be set here;
    `no_calendar` likewise; "" where they can."""

    office: str
    phone: str
    city: str
    districts: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    here: tuple[PersonHere, ...]
    taken: frozenset[str]
    fixed: str
    no_calendar: str
    today: date


def setup_ground(session: Session, actor: Actor) -> SetupGround:
    """Raises RuleBroken for who keeps no accounts."""
    plan = plan_of(session)
    plan.rights.require(actor, Action.MANAGE_ACCOUNTS)
    here, taken = people_lists.who_is_here(session)
    today = local(now(session)).date()
    own = [n for n in (today.year, today.year + 1) if basis_of(plan.calendar, n) is Basis.OWN]
    sets = plan.rights.scope(actor, Action.EDIT_PLAN) is not None
    return SetupGround(
        office(session),
        bureau_facts.fact(session, bureau_facts.PHONE),
        session.scalars(select(CityRow.name)).first() or "",
        tuple(people_lists.districts_of(session).items()),
        tuple(own),
        here,
        taken,
        BY_COMMAND if logins.on_server(session) else "",
        "" if sets else NO_CALENDAR,
        today,
    )


def go_on(session: Session, actor: Actor, wish: FoundingRequest) -> Laid:
    """All that is wished for, or nothing. Raises RuleBroken."""
    rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    city = replace(wish, people=None, notices=(), phone="", founder=None)
    words: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    if city.borders or city.office:
        if logins.on_server(session):
            raise RuleBroken(BY_COMMAND)
        decision = settle(session, city)
        words, advice = decision.words, decision.advice
    if wish.phone:
        bureau.set_duty_phone(session, actor, wish.phone)
        words += (phrase("值班电话：{phone}。", phone=wish.phone),)
    for text in wish.notices:
        seen = version_in_force(session)
        plan_data.set_holidays(session, actor, text, proposal=False, reason="本局设置", seen=seen)
        words += (word("放假通知已录入。"),)
    if wish.people is None:
        return Laid(words, advice)
    found = people_lists.looked_at(session, wish.people.people)
    wish.people.require_all(found)
    joined = people_lists.take_in(session, actor, found)
    return Laid((*words, phrase("增加 {n} 人。", n=len(joined))), advice, joined)
