"""What a form of an act on complaints offers: grounds of the law, people to give them to."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.handling import HandlingAct
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Actor, Grant, Role
from commandcenter.domain.phrase import phrase
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.store.people import in_force
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

# The acts as the plan's list of grounds names them.
GROUNDS = {HandlingAct.DECLINE: "decline", HandlingAct.END: "end_mediation"}


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that the law knows, and where it stands."""

    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Handler:
    id: int
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class HandlingChoices:
    decline: tuple[Ground, ...]
    end: tuple[Ground, ...]
    people: tuple[Handler, ...]


def handling_choices(session: Session, actor: Actor, now: datetime) -> HandlingChoices:
    """People who may handle complaints, or check a report; a county gives them to its own."""
    plan = plan_of(session)
    grounds: dict[str, list[Ground]] = defaultdict(list)
    for item in plan.reasons.values():
        grounds[item.act].append(Ground(item.title, item.source))
    return HandlingChoices(
        decline=tuple(grounds[GROUNDS[HandlingAct.DECLINE]]),
        end=tuple(grounds[GROUNDS[HandlingAct.END]]),
        people=_people(session, actor, now),
    )


def _people(session: Session, actor: Actor, now: datetime) -> tuple[Handler, ...]:
    own, rights = own_districts(session, actor), plan_of(session).rights
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, RoleGrantRow.role, RoleGrantRow.group,
               RoleGrantRow.district, DistrictRow.name)
        .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
        .outerjoin(DistrictRow, DistrictRow.code == RoleGrantRow.district)
        .where(PersonRow.active, in_force(now))
        .order_by(PersonRow.name, PersonRow.id, RoleGrantRow.id)
    )  # fmt: skip
    found: dict[int, Handler] = {}
    for number, name, role, group, district, county in rows:
        if own is not None and district not in own:
            continue
        one = Actor(number, "", name, frozenset({Grant(role, group, district)}))
        handles = rights.scope(one, Action.HANDLE_COMPLAINT)
        if handles or rights.scope(one, Action.SEE_REPORTER):
            office = phrase("{county}局", county=county) if county else ""
            where = GROUP_WORDS[group] if group else office
            rank = "" if role is Role.COUNTY else ROLE_WORDS[role]
            post = where or rank
            if where and rank:
                post = phrase("{group}{role}", group=where, role=rank)
            found.setdefault(number, Handler(number, name, post))
    return tuple(found.values())
