"""The year's publicity as a ledger (plan 7.1): planned, late, held; whom it reached."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group
from commandcenter.domain.plan.plan import PlanData, is_working_day
from commandcenter.domain.publicity.activities import (
    ActivityState,
    NewActivity,
    activity_state,
    lines_of_year,
    next_year_of,
)
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.queries.watch.frequent import categories_of
from commandcenter.store.people import names, posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.publicity.publicity import PublicityRow
from commandcenter.store.tables.support.team import PartnerRow


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """`title`: of its kind; `week`: of the week it came with, "" of none; `person`: who answers for
    it there; `partners`: the organisations that took part.
    """

    id: int
    kind: str
    title: str
    template: str
    week: str
    topic: str
    audience: str
    place: str
    category: str
    group: Group
    person_id: int | None
    person: str
    due_at: datetime | None
    whole_month: bool
    materials: str
    copies: int
    people: int
    planned_at: datetime | None
    planned_by: str
    changed_at: datetime | None
    changed_by: str
    called_off_at: datetime | None
    called_off_by: str
    called_off_why: str
    held_at: datetime | None
    held_place: str
    held_audience: str
    held_materials: str
    held_copies: int | None
    reached: int | None
    partner_ids: tuple[int, ...]
    partners: tuple[str, ...]
    result: str
    recorded_at: datetime | None
    recorded_by: str
    corrected_at: datetime | None
    corrected_by: str | None
    version: int
    state: ActivityState
    soon: bool  # it stands in 待我处理 already
    offers: tuple[Offer, ...]  # hold, change, call_off, correct

    @property
    def at(self) -> datetime | None:
        """When it was held, else by when it should be."""
        return self.held_at or self.due_at


Partner = tuple[int, str, bool]  # id, organisation, whether it goes on
OTHERS = frozenset(
    {"title", "week", "person", "partner_ids", "partners", "state", "soon", "offers"}
)


@dataclass(frozen=True, slots=True)
class ActivityBoard:
    """`lines`: late, then planned by their day, then held, the newest first. The counts are of the
    year that runs. `choices`: what the forms offer.
    """

    lines: tuple[ActivityLine, ...]
    year: int
    late: int
    planned: int
    held: int
    reached: int
    handed_out: int
    choices: "Choices"
    offers: tuple[Offer, ...]  # week, unplanned, plan, report
    now: datetime


@dataclass(frozen=True, slots=True)
class Choices:
    """`kinds`, `weeks`: code and title; `people`: id, name and group of who may answer for one;
    `partners`: id and organisation; `holds`: for which groups the actor may register.
    """

    kinds: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[str, str], ...]
    people: tuple[tuple[int, str, Group], ...]
    partners: tuple[tuple[int, str], ...]
    categories: tuple[str, ...]
    holds: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class WeekBoard:
    """The lines of a week as they would stand in the plan of its next year."""

    title: str
    words: str
    year: int
    lines: tuple[NewActivity, ...]
    proposal: bool


def activity_lines(session: Session, actor: Actor, now: datetime) -> list[ActivityLine]:
    """All there are, in the order of the board."""
    return _lines(session, actor, _partners(session), now)


def _lines(
    session: Session, actor: Actor, partners: Sequence[Partner], now: datetime
) -> list[ActivityLine]:
    called = {key: name for key, name, _ in partners}
    tell = _Teller(plan_of(session), actor, names(session).by_id, called, now)
    return sorted((tell.line(row) for row in session.scalars(select(PublicityRow))), key=_order)


def activity_board(session: Session, actor: Actor, now: datetime) -> ActivityBoard:
    plan, partners, year = plan_of(session), _partners(session), local(now).year
    lines = _lines(session, actor, partners, now)
    of_year = [line for line in lines if local(line.at or now).year == year]
    states = [line.state for line in of_year]
    held = [line for line in of_year if line.state is ActivityState.HELD]
    holds = tuple(g for g in Group if plan.rights.allows(actor, Action.HOLD_PUBLICITY, group=g))
    keep = offer("plan", plan.rights, actor, Action.KEEP_PUBLICITY, Matter())
    return ActivityBoard(
        lines=tuple(lines),
        year=year,
        late=sum(line.state is ActivityState.LATE for line in lines),
        planned=states.count(ActivityState.PLANNED),
        held=len(held),
        reached=sum(line.reached or 0 for line in held),
        handed_out=sum(line.held_copies or 0 for line in held),
        choices=Choices(
            kinds=tuple((kind.code, kind.title) for kind in plan.publicity_kinds.values()),
            weeks=tuple((each.code, each.title) for each in plan.publicity_templates.values()),
            people=_staff(session, now),
            partners=tuple((key, name) for key, name, live in partners if live),
            categories=categories_of(session),
            holds=holds,
        ),
        offers=only(
            offer_if(keep is not None and bool(plan.publicity_templates), "week"),
            offer_if(bool(holds), "unplanned"),
            keep,
            Offer("report"),
        ),
        now=now,
    )


def week_of(session: Session, code: str, now: datetime) -> WeekBoard:
    """The next week of this code, each line on a day of the bureau's calendar."""
    plan = plan_of(session)
    template = plan.publicity_templates[code]
    year = next_year_of(template, local(now).date())
    dated = lines_of_year(
        plan.publicity_lines.values(), template, year, lambda day: not is_working_day(plan, day)
    )
    return WeekBoard(
        title=template.title,
        words=template.words,
        year=year,
        lines=tuple(
            NewActivity(
                kind=line.kind, topic=line.title, audience=line.audience, place=line.place,
                group=line.group, day=day, category=line.category, materials=line.materials,
                copies=line.copies, people=line.people, template=template.code,
            )
            for line, day in dated
        ),
        proposal=template.proposal or any(line.proposal for line, _ in dated),
    )  # fmt: skip


def _partners(session: Session) -> list[Partner]:
    """Id, organisation, and whether the partnership goes on."""
    row = PartnerRow
    found = session.execute(
        select(row.id, row.organisation, row.ended_at).order_by(row.organisation, row.id)
    )
    return [(key, name, ended is None) for key, name, ended in found]


def _staff(session: Session, now: datetime) -> tuple[tuple[int, str, Group], ...]:
    """Each of a group once, in the order of the groups."""
    held = posts(session, now).held
    found: dict[int, tuple[int, str, Group]] = {}
    for group in Group:
        for grant, person in held:
            if grant.group is group:
                found.setdefault(person.id, (person.id, person.name, group))
    return tuple(found.values())


class _Teller:
    """Makes lines of rows, for one person at one moment."""

    def __init__(
        self,
        plan: PlanData,
        actor: Actor,
        people: Mapping[int, str],
        partners: Mapping[int, str],
        now: datetime,
    ) -> None:
        self._plan, self._actor, self._now = plan, actor, now
        self._people, self._partners = people, partners
        item = plan.obligations.get("publicity")
        self._remind = timedelta(days=item.remind_days if item else 0)

    def line(self, row: PublicityRow) -> ActivityLine:
        state = activity_state(row.held_at, row.called_off_at, row.due_at, self._now)
        kind = self._plan.publicity_kinds.get(row.kind)
        week = self._plan.publicity_templates.get(row.template)
        same = {name: getattr(row, name) for name in ActivityLine.__slots__ if name not in OTHERS}
        return ActivityLine(
            **same,
            title=kind.title if kind else row.kind,
            week=week.title if week else "",
            person=self._people.get(row.person_id or 0, ""),
            partner_ids=tuple(row.partners),
            partners=tuple(self._partners.get(each, "") for each in row.partners),
            state=state,
            soon=state is ActivityState.PLANNED and self._soon(row),
            offers=self._offers(row, state),
        )

    def _soon(self, row: PublicityRow) -> bool:
        return row.due_at is not None and row.due_at - self._remind <= self._now

    def _offers(self, row: PublicityRow, state: ActivityState) -> tuple[Offer, ...]:
        rights = self._plan.rights
        refused = rights.refusal(self._actor, Action.HOLD_PUBLICITY, Matter(group=row.group))
        holds = rights.scope(self._actor, Action.HOLD_PUBLICITY) is not None
        keeps = rights.allows(self._actor, Action.KEEP_PUBLICITY)
        is_open = state in (ActivityState.PLANNED, ActivityState.LATE)
        return only(
            offer_if(holds and is_open, "hold", refused),
            offer_if(keeps and is_open, "change"),
            offer_if(keeps and is_open, "call_off"),
            offer_if(holds and state is ActivityState.HELD, "correct", refused),
        )


def _order(line: ActivityLine) -> tuple[int, float, int]:
    rank = list(ActivityState).index(line.state)
    if line.state in (ActivityState.LATE, ActivityState.PLANNED) and line.due_at:
        return rank, line.due_at.timestamp(), line.id
    return rank, -line.at.timestamp() if line.at else 0.0, line.id
