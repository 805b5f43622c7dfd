"""The year's training as a ledger (plan 6.1): planned, late, held; who came, who can be ticked."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.support.training import (
    TrainingResult,
    TrainingState,
    state_of,
)
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.queries.support.team import TeamBoard, team_board
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.support.team import TrainingPersonRow, TrainingRow


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to a session, and with what result."""

    person_id: int
    name: str
    result: TrainingResult


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """`groups`: whose people are asked to come; `people`: those who came, the absent too."""

    id: int
    topic: str
    matter: str
    state: TrainingState
    group: Group
    groups: tuple[Group, ...]
    hours: int
    due_at: datetime | None
    whole_month: bool
    planned_at: datetime | None
    planned_by: str
    changed_at: datetime | None
    changed_by: str
    called_off_at: datetime | None
    called_off_by: str
    called_off_why: str
    held_at: datetime | None
    held_hours: int | None
    place: str
    teacher: str
    findings: str
    recorded_at: datetime | None
    recorded_by: str
    corrected_at: datetime | None
    corrected_by: str | None
    version: int
    soon: bool  # it stands in 待我处理 already
    people: tuple[Came, ...]
    offers: tuple[Offer, ...]  # hold, change, call_off, correct

    @property
    def came(self) -> int:
        return sum(each.result is not TrainingResult.ABSENT for each in self.people)

    @property
    def passed(self) -> int:
        return sum(each.result is TrainingResult.PASSED for each in self.people)


@dataclass(frozen=True, slots=True)
class TrainingBoard:
    """`lines`: late, then planned by their day, then held, the newest first. The counts are of
    the year that runs. `team`: who can be ticked, and what each has.
    """

    lines: tuple[TrainingLine, ...]
    late: int
    planned: int
    held: int
    team: TeamBoard
    groups: tuple[Group, ...]  # for which the actor may plan
    offers: tuple[Offer, ...]  # plan, unplanned
    now: datetime


def training_board(session: Session, actor: Actor, now: datetime) -> TrainingBoard:
    plan, team = plan_of(session), team_board(session, actor, now)
    people = _people(session, actor, {line.id for line in team.lines})
    rows = session.scalars(select(TrainingRow)).all()
    lines = sorted(
        (_line(session, actor, row, people.get(row.id, ()), now) for row in rows), key=_order
    )
    year = local(now).year
    of_year = [line for line in lines if local(line.held_at or line.due_at or now).year == year]
    states = [line.state for line in of_year]
    keeps = plan.rights.scope(actor, Action.KEEP_TEAM) is not None
    groups = tuple(g for g in Group if plan.rights.allows(actor, Action.KEEP_TEAM, group=g))
    return TrainingBoard(
        lines=tuple(lines),
        late=sum(line.state is TrainingState.LATE for line in lines),
        planned=states.count(TrainingState.PLANNED),
        held=states.count(TrainingState.HELD),
        team=team,
        groups=groups,
        offers=only(offer_if(keeps, "plan"), offer_if(keeps, "unplanned")),
        now=now,
    )


def _people(session: Session, actor: Actor, own_people: set[int]) -> dict[int, list[Came]]:
    """By session, in the order of the register; a county's own people alone."""
    rows = session.execute(
        select(TrainingPersonRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == TrainingPersonRow.person_id)
        .order_by(TrainingPersonRow.person_id)
    )
    own = own_districts(session, actor)
    found = defaultdict[int, list[Came]](list)
    for row, name in rows:
        if own is None or row.person_id in own_people:
            found[row.training_id].append(Came(row.person_id, name, row.result))
    return found


def _line(
    session: Session, actor: Actor, row: TrainingRow, people: Sequence[Came], now: datetime
) -> TrainingLine:
    state = state_of(row.held_at, row.called_off_at, row.due_at, now)
    same = {
        name: getattr(row, name)
        for name in TrainingLine.__slots__
        if name not in ("state", "groups", "soon", "people", "offers")
    }
    return TrainingLine(
        **same,
        state=state,
        groups=tuple(Group(code) for code in row.groups),
        soon=state is TrainingState.PLANNED and _soon(session, row, now),
        people=tuple(people),
        offers=_offers(session, actor, row, state),
    )


def _soon(session: Session, row: TrainingRow, now: datetime) -> bool:
    item = plan_of(session).obligations.get("training")
    days = timedelta(days=item.remind_days if item else 0)
    return row.due_at is not None and row.due_at - days <= now


def _offers(
    session: Session, actor: Actor, row: TrainingRow, state: TrainingState
) -> tuple[Offer, ...]:
    matter = Matter(group=row.group)
    keep = offer("hold", plan_of(session).rights, actor, Action.KEEP_TEAM, matter)
    may, refused = keep is not None, keep.refusal if keep else None
    is_open = state in (TrainingState.PLANNED, TrainingState.LATE)
    return only(
        keep if is_open else None,
        offer_if(may and is_open, "change", refused),
        offer_if(may and is_open, "call_off", refused),
        offer_if(may and state is TrainingState.HELD, "correct", refused),
    )


def _order(line: TrainingLine) -> tuple[int, float, int]:
    rank = list(TrainingState).index(line.state)
    if line.state in (TrainingState.LATE, TrainingState.PLANNED) and line.due_at:
        return rank, line.due_at.timestamp(), line.id
    at = line.held_at or line.due_at
    return rank, -at.timestamp() if at else 0.0, line.id
